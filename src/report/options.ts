import { type Fake, printOption } from '#engine'

/** An assumption: its value, what else it accepts, what it is by default. */
export interface ShownOption {
  readonly value: string
  readonly accepts: readonly string[] | string
  readonly default: string
}

/** Every assumption of a fake, by name. */
export const showOptions = (fake: Fake): Record<string, ShownOption> =>
  Object.fromEntries(
    Object.entries(fake.options).map(([name, value]) => {
      const def = fake.mock.api.options[name]
      return [name, { value: printOption(def, value), accepts: def.accepts, default: def.fallback }]
    }),
  )
