import { instantOf, parseDuration } from '#engine'
import { showClock } from '../../report/clock.ts'
import { BadBody, bodyOf, text } from './body.ts'
import { type Director, under } from './director.ts'

/** A world's clock: read it, move it, stop it, let it go. */
export function clockRoutes({ app, find }: Director): void {
  app.get(under('clock'), (c) => c.json(showClock(find(c).clock)))
  app.post(under('clock'), async (c) => {
    const world = find(c)
    const order = await bodyOf(c, ['advance', 'freeze', 'real'])
    const given = Object.keys(order)
    if (given.length !== 1) {
      throw new BadBody(
        'send exactly one of {"advance": "5m"}, {"freeze": "2026-03-02T09:00:00-03:00"}, {"real": true}',
      )
    }
    if (given[0] === 'advance') world.clock.advance(parseDuration(text(order, 'advance')))
    else if (given[0] === 'freeze') world.clock.freeze(instantOf(text(order, 'freeze')))
    else if (order['real'] === true) world.clock.real()
    else throw new BadBody('"real" takes true')
    return c.json(showClock(world.clock))
  })
}
