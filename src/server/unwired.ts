import type { WireFault } from '#engine'
import { trickle } from './trickle.ts'
import type { Whole } from './wire.ts'

/** What `fetch` throws where a connection fails: in process there is none, but its caller sees the same. */
export class ConnectionBroken extends TypeError {
  constructor(message: 'fetch failed' | 'terminated', code: string, says: string) {
    super(message, { cause: Object.assign(new Error(says), { code }) })
  }
}

const RESET = ['ECONNRESET', 'read ECONNRESET'] as const
const CLOSED = ['UND_ERR_SOCKET', 'other side closed'] as const
const NO_HTTP = [
  'HPE_INVALID_CONSTANT',
  'Response does not match the HTTP/1.1 protocol (Expected HTTP/)',
] as const

/**
 * The Response that a fault leaves of an answer.
 *
 * @param bodyless whether the answer has no body, such as one to a HEAD
 * @throws ConnectionBroken where not even the head would have come
 */
export function responseStruck(
  { status, headers, body }: Whole,
  fault: WireFault,
  bodyless: boolean,
  wait: (milliseconds: number, signal: AbortSignal) => Promise<unknown>,
): Response {
  const response = (left: ReadableStream | null): Response => new Response(left, { status, headers })
  switch (fault.kind) {
    case 'empty_response':
      throw new ConnectionBroken('fetch failed', ...CLOSED)
    case 'garbage':
      throw new ConnectionBroken('fetch failed', ...NO_HTTP)
    case 'connection_reset':
      if (fault.when === 'before_head') throw new ConnectionBroken('fetch failed', ...RESET)
      if (bodyless) return response(null)
      return response(brokenOff(body, fault.when === 'mid_body' ? 0.5 : 0, RESET))
    case 'truncated_body':
      headers['content-length'] = String(Buffer.byteLength(body))
      return response(bodyless ? null : brokenOff(body, 0.5, CLOSED))
    case 'slow_body':
      return response(bodyless ? null : slow(body, fault.bytesPerSecond, wait))
  }
}

/** A share of a body, and then an error. */
function brokenOff(body: Whole['body'], share: number, why: readonly [string, string]): ReadableStream {
  const bytes = Buffer.from(body as string)
  let left: Uint8Array | undefined = bytes.subarray(0, bytes.length * share)
  return new ReadableStream(
    {
      pull(controller) {
        // An error takes with it what was not read yet, so it comes only when more is asked for.
        if (left !== undefined && left.length > 0) controller.enqueue(new Uint8Array(left))
        else controller.error(new ConnectionBroken('terminated', ...why))
        left = undefined
      },
    },
    { highWaterMark: 0 },
  )
}

function slow(
  body: Whole['body'],
  bytesPerSecond: number,
  wait: (milliseconds: number, signal: AbortSignal) => Promise<unknown>,
): ReadableStream {
  const gone = new AbortController()
  const pieces = trickle(body, bytesPerSecond, (milliseconds) => wait(milliseconds, gone.signal))
  const next = pieces[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await next.next()
      if (done) controller.close()
      else controller.enqueue(new Uint8Array(value))
    },
    cancel() {
      gone.abort()
    },
  })
}
