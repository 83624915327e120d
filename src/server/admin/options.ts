import type { World } from '#engine'
import { showOptions } from '../../report/options.ts'
import { bodyOf } from './body.ts'
import { type Director, under } from './director.ts'
import { readOptions } from './order.ts'

/** Every assumption of a world's fakes: show them, change some. */
export function optionRoutes({ app, find }: Director): void {
  app.get(under('options'), (c) => c.json(showWorld(find(c))))
  app.patch(under('options'), async (c) => {
    const world = find(c)
    const changes = await bodyOf(c, [...world.fakes.keys()], { open: true })
    world.setOptions(readOptions(changes, '', true))
    return c.json(showWorld(world))
  })
}

const showWorld = (world: World): object => ({
  options: Object.fromEntries([...world.fakes.values()].map((fake) => [fake.name, showOptions(fake)])),
})
