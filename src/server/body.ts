import type { IncomingMessage } from 'node:http'

/** Why a body was not read. */
export class BodyRefused {
  readonly reason: 'too_large' | 'closed'
  /** What was wrong, where the connection did not just close. */
  readonly cut: CutOff | undefined

  constructor(reason: 'too_large' | 'closed', cut?: CutOff) {
    this.reason = reason
    this.cut = cut
  }
}

/** A request that the server itself ended in the middle of its body. */
export interface CutOff {
  readonly status: number
  readonly says: string
}

interface Reading {
  readonly incoming: IncomingMessage
  cut?: CutOff
}

/** On a socket: the body that is being read there. A property, because a look-up by socket would cost every request. */
const READING = Symbol('reading')

interface Watched {
  [READING]?: Reading | undefined
}

/** Whether a socket ends in the middle of a request whose body is being read: that request will tell of it. */
export const isReading = (socket: object): boolean =>
  (socket as Watched)[READING]?.incoming.complete === false

/** Leaves the reason for the request whose body is being read, so that it is journalled with its path, once. */
export function cutOff(socket: object, cut: CutOff): void {
  const reading = (socket as Watched)[READING]
  if (reading !== undefined) reading.cut = cut
}

/** The most bytes of a request body. */
export const BODY_LIMIT = 1024 * 1024

/**
 * Reads a body as text, up to a limit; from the socket where there is one, for a Request's own reading costs a third of the throughput.
 */
export function readBody(
  request: Request,
  incoming: IncomingMessage | undefined,
  limit: number,
): Promise<string | BodyRefused> {
  return incoming === undefined ? readInProcess(request, limit) : readWire(incoming, limit)
}

async function readInProcess(request: Request, limit: number): Promise<string | BodyRefused> {
  const bytes = Buffer.from(await request.arrayBuffer()) // text() would drop a byte order mark
  return bytes.length > limit ? new BodyRefused('too_large') : bytes.toString()
}

function readWire(incoming: IncomingMessage, limit: number): Promise<string | BodyRefused> {
  if (Number(incoming.headers['content-length'] ?? 0) > limit) {
    return Promise.resolve(new BodyRefused('too_large'))
  }
  const socket = incoming.socket as object as Watched
  const reading: Reading = { incoming }
  socket[READING] = reading
  return new Promise((resolve) => {
    const settle = (result: string | BodyRefused): void => {
      if (socket[READING] === reading) socket[READING] = undefined
      incoming.off('close', closed)
      resolve(result)
    }
    const closed = (): void => settle(new BodyRefused('closed', reading.cut))
    let first: Buffer | undefined
    let more: Buffer[] | undefined
    let size = 0
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > limit) {
        incoming.removeAllListeners('data')
        incoming.pause()
        settle(new BodyRefused('too_large'))
      } else if (first === undefined) first = chunk
      else if (more === undefined) more = [first, chunk]
      else more.push(chunk)
    })
    incoming.on('end', () => settle((more ? Buffer.concat(more) : first)?.toString() ?? ''))
    incoming.on('close', closed)
  })
}
