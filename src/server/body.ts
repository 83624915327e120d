import type { IncomingMessage } from 'node:http'

/** Why a body was not read. */
export class BodyRefused {
  readonly reason: 'too_large' | 'closed'

  constructor(reason: 'too_large' | 'closed') {
    this.reason = reason
  }
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
  return new Promise((resolve) => {
    let first: Buffer | undefined
    let more: Buffer[] | undefined
    let size = 0
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > limit) {
        incoming.removeAllListeners('data')
        incoming.pause()
        resolve(new BodyRefused('too_large'))
      } else if (first === undefined) first = chunk
      else if (more === undefined) more = [first, chunk]
      else more.push(chunk)
    })
    incoming.on('end', () => resolve((more ? Buffer.concat(more) : first)?.toString() ?? ''))
    incoming.on('error', () => resolve(new BodyRefused('closed')))
    incoming.on('close', () => resolve(new BodyRefused('closed')))
  })
}
