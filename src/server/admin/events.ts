import { Pulse } from '../dashboard/pulse.ts'
import { eventStream } from '../dashboard/stream.ts'
import { type Director, under } from './director.ts'

/** What happens in a world, as it happens, for who listens: server-sent events, in batches. */
export function eventRoutes({ app, find, worlds, streams }: Director): void {
  app.get(under('events'), (c) => {
    const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' }
    return new Response(eventStream(new Pulse(find(c), worlds), streams), { headers })
  })
}
