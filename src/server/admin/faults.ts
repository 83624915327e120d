import { DubleError, didYouMean, type Fault, type FaultOrder, printFault, type World } from '#engine'
import { jsonOf } from './body.ts'
import { type Director, under } from './director.ts'

/** A world's faults: list them, add one or several, remove one or all. */
export function faultRoutes({ app, find }: Director): void {
  app.get(under('faults'), (c) => c.json({ faults: showFaults(find(c)) }))
  app.post(under('faults'), async (c) => {
    const world = find(c)
    const sent = await jsonOf(
      c,
      'the body must be JSON: a fault as { vendor, operation, fault, times }, or a list',
    )
    world.addFaults((Array.isArray(sent) ? sent : [sent]) as FaultOrder[])
    return c.json({ faults: showFaults(world) })
  })
  app.delete(under('faults'), (c) => {
    const world = find(c)
    for (const fake of world.fakes.values()) fake.faults.clear()
    return c.json({ faults: [] })
  })
  app.delete(under('faults/:fault'), (c) => {
    const world = find(c)
    const id = c.req.param('fault')
    const known = showFaults(world).map((fault) => fault.id)
    if (![...world.fakes.values()].some((fake) => fake.faults.remove(id))) {
      const there = known.length === 0 ? 'there is none' : `there are ${known.join(', ')}`
      const says = `there is no fault "${id}"${didYouMean(id, known)}: ${there}`
      throw new DubleError('unknown_fault', says, { fault: id, known })
    }
    return c.json({ faults: showFaults(world) })
  })
}

/** A fault as it can be ordered again, with what is left of it. */
interface ShownFault {
  readonly id: string
  readonly vendor: string
  readonly operation?: string
  readonly credential?: string
  readonly fault: string
  readonly times: number | 'always'
  readonly after?: number
  readonly probability?: number
}

/** The oldest first. */
const showFaults = (world: World): ShownFault[] =>
  [...world.fakes.values()]
    .flatMap((fake) => fake.faults.list().map((fault) => showFault(fake.name, fault)))
    .toSorted((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)))

const showFault = (vendor: string, fault: Fault): ShownFault => ({
  id: fault.id,
  vendor,
  ...(fault.operation === undefined ? {} : { operation: fault.operation }),
  ...(fault.credential === undefined ? {} : { credential: fault.credential }),
  fault: printFault(fault.kind),
  times: Number.isFinite(fault.times) ? fault.times : 'always',
  ...(fault.after > 0 ? { after: fault.after } : {}),
  ...(fault.probability < 1 ? { probability: fault.probability } : {}),
})
