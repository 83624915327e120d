import { bodyOf, text } from './body.ts'
import { type Director, under } from './director.ts'

/** The fixtures' states: list them, put a world into one, and bring everything back. */
export function stateRoutes({ app, find }: Director): void {
  app.get(under('states'), (c) => {
    const fakes = [...find(c).fakes.values()]
    return c.json({
      states: fakes.flatMap((fake) =>
        Object.keys(fake.fixture.states).map((name) => ({ vendor: fake.name, name })),
      ),
    })
  })
  app.post(under('states'), async (c) => {
    const world = find(c)
    const order = await bodyOf(c, ['vendor', 'name'])
    const fake = world.fake(text(order, 'vendor'))
    await world.applyState(fake.name, text(order, 'name'))
    return c.json({ vendor: fake.name, state: order['name'] })
  })
  app.post(under('reset'), async (c) => {
    const world = find(c)
    await world.reset()
    return c.json({ reset: world.id })
  })
}
