import { knowVendors } from '../../fixtures/known.ts'
import { coverageOf } from '../../report/coverage.ts'
import { type Director, under } from './director.ts'

/** What was met in a world, as it is counted, and held against what there is to be met. */
export function coverageRoutes({ app, find, rooms = [] }: Director): void {
  app.get(under('met'), (c) => c.json(find(c).met()))
  app.get(under('coverage'), async (c) => {
    const world = find(c)
    const known = await knowVendors(rooms.filter(({ name }) => world.fakes.has(name)))
    return c.json(coverageOf(world.met(), known))
  })
}
