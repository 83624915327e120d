import { verdictOf } from '../../report/verdict.ts'
import { type Director, under } from './director.ts'

/** Whether a world was asked only what it knows: 200 where it was, 422 where not, so that `curl -f` can gate a job. */
export function verdictRoutes({ app, find }: Director): void {
  app.get(under('verdict'), (c) => {
    const world = find(c)
    const verdict = verdictOf(world.id, world.tallies.read())
    return c.json(verdict, verdict.verdict === 'pass' ? 200 : 422)
  })
  app.delete(under('verdict'), (c) => {
    const world = find(c)
    world.forget()
    return c.json(verdictOf(world.id, world.tallies.read()))
  })
}
