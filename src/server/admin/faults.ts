import { type Fault, printFault, type World } from '#engine'
import { BadBody, bodyOf, text } from './body.ts'
import { type Director, under } from './director.ts'

/** A world's faults: list them, add one, remove all. */
export function faultRoutes({ app, find }: Director): void {
  app.get(under('faults'), (c) => c.json({ faults: showFaults(find(c)) }))
  app.post(under('faults'), async (c) => {
    const world = find(c)
    const order = await bodyOf(c, ['vendor', 'operation', 'outcome', 'times'])
    const { times } = order
    if (times !== undefined && !(Number.isSafeInteger(times) && (times as number) > 0)) {
      throw new BadBody('"times" takes a whole number from 1')
    }
    const fake = world.fake(text(order, 'vendor'))
    fake.addFault(text(order, 'operation'), text(order, 'outcome'), times as number | undefined)
    return c.json({ faults: showFaults(world) })
  })
  app.delete(under('faults'), (c) => {
    const world = find(c)
    for (const fake of world.fakes.values()) fake.faults.clear()
    return c.json({ faults: [] })
  })
}

const showFaults = (world: World): object[] =>
  [...world.fakes.values()].flatMap((fake) =>
    fake.faults.list().map((fault) => ({ vendor: fake.name, ...showFault(fault) })),
  )

const showFault = ({ id, operation, credential, kind, times, after, probability }: Fault): object => ({
  id,
  operation,
  credential,
  fault: printFault(kind),
  times: Number.isFinite(times) ? times : 'always',
  ...(after > 0 ? { after } : {}),
  ...(probability < 1 ? { probability } : {}),
})
