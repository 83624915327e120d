import type { PulseEvent } from './pulse.ts'

/** Milliseconds between beats. */
const BEAT = 250
/** Beats without an event after which a comment says that the line still stands. */
const QUIET = 60

/**
 * Server-sent events from something that beats, until it is `gone`, the reader leaves, or `streams` is ended. A reader who is
 * slow misses beats, not events: they wait for the next one.
 *
 * @param streams where the stream's end is kept while it is open
 */
export function eventStream(
  pulse: { beat(): PulseEvent[] },
  streams: Set<() => void>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let timer: NodeJS.Timeout | undefined
  let quiet = 0
  let end = (): void => {}
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const close = (): void => {
        end()
        controller.close()
      }
      end = () => {
        clearInterval(timer)
        streams.delete(close)
      }
      streams.add(close)
      const beat = (): void => {
        if ((controller.desiredSize ?? 0) <= 0) return
        const events = pulse.beat()
        quiet = events.length > 0 ? 0 : quiet + 1
        if (events.length > 0) controller.enqueue(encoder.encode(events.map(written).join('')))
        else if (quiet % QUIET === 0) controller.enqueue(encoder.encode(': still here\n\n'))
        if (events.some(({ event }) => event === 'gone')) close()
      }
      const safely = (): void => {
        try {
          beat()
        } catch (error) {
          end() // it ends this stream, and not all that runs
          controller.error(error)
        }
      }
      timer = setInterval(safely, BEAT)
      safely()
    },
    cancel: () => end(),
  })
}

const written = ({ event, data }: PulseEvent): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
