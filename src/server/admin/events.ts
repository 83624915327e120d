import { Pulse } from '../dashboard/pulse.ts'
import { eventStream } from '../dashboard/stream.ts'
import { type Director, under } from './director.ts'

/** What happens in a world, as it happens, for who listens: server-sent events, in batches. */
export function eventRoutes({ app, find, worlds, streams }: Director): void {
  app.get(under('events'), (c) => {
    const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' }
    const pulse = new Pulse(find(c), worlds)
    if (c.req.method === 'HEAD') return new Response(null, { headers }) // nobody would end the stream
    return new Response(eventStream(pulse, streams), { headers })
  })
}
