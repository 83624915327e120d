import { DubleError, didYouMean, type FaultOrder } from '#engine'
import { showFaults } from '../../report/faults.ts'
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
    find(c).clearFaults()
    return c.json({ faults: [] })
  })
  app.delete(under('faults/:fault'), (c) => {
    const world = find(c)
    const id = c.req.param('fault')
    const known = showFaults(world).map((fault) => fault.id)
    if (!world.removeFault(id)) {
      const there = known.length === 0 ? 'there is none' : `there are ${known.join(', ')}`
      const says = `there is no fault "${id}"${didYouMean(id, known)}: ${there}`
      throw new DubleError('unknown_fault', says, { fault: id, known })
    }
    return c.json({ faults: showFaults(world) })
  })
}
