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

/** Sockets on which a body is being read. */
const readings = new WeakMap<object, Reading>()

/** Whether a socket ends in the middle of a request whose body is being read: that request will tell of it. */
export const isReading = (socket: object): boolean => readings.get(socket)?.incoming.complete === false

/** Leaves the reason for the request whose body is being read, so that it is journalled with its path, once. */
export function cutOff(socket: object, cut: CutOff): void {
  const reading = readings.get(socket)
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
  const { socket } = incoming
  const reading: Reading = { incoming }
  readings.set(socket, reading)
  return new Promise((resolve) => {
    const closed = (): void => {
      resolve(new BodyRefused('closed', reading.cut))
      readings.delete(socket)
    }
    let first: Buffer | undefined
    let more: Buffer[] | undefined
    let size = 0
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > limit) {
        incoming.removeAllListeners('data')
        incoming.pause()
        readings.delete(socket)
        resolve(new BodyRefused('too_large'))
      } else if (first === undefined) first = chunk
      else if (more === undefined) more = [first, chunk]
      else more.push(chunk)
    })
    incoming.on('end', () => {
      readings.delete(socket)
      resolve((more ? Buffer.concat(more) : first)?.toString() ?? '')
    })
    incoming.on('close', closed)
  })
}
