import { type Fake, printOption } from '#engine'
import { type Director, under } from './director.ts'

/** Every assumption of a world's fakes. */
export function optionRoutes({ app, find }: Director): void {
  app.get(under('options'), (c) =>
    c.json({
      options: Object.fromEntries([...find(c).fakes.values()].map((fake) => [fake.name, showOptions(fake)])),
    }),
  )
}

const showOptions = (fake: Fake): object =>
  Object.fromEntries(
    Object.entries(fake.options).map(([name, value]) => {
      const def = fake.mock.api.options[name]
      return [name, { value: printOption(def, value), accepts: def.accepts, default: def.fallback }]
    }),
  )
