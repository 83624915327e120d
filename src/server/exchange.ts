import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Fake, HttpRequest, World } from '#engine'

/** What the door hands on: who is asked, and under which documented path. */
export interface Exchange {
  readonly world: World
  readonly fake: Fake
  /** The documented path. */
  readonly path: string
  /** Path and query as received. */
  readonly target: string
  readonly startedAt: number
  /** Present on the wire, absent in process. */
  readonly incoming: IncomingMessage | undefined
  readonly outgoing: ServerResponse | undefined
  /** Where there is no request to read it from. */
  readonly given?: Given | undefined
}

/** What is only told of a request, and stands in for its bytes and its connection. */
export interface Given {
  readonly body: string
  readonly ip: string
  /** Told the number under which it was journalled. */
  readonly journalled?: (id: number) => void
}

/** What node-server brings along; nothing in process. */
export interface Wire {
  readonly incoming?: IncomingMessage
  readonly outgoing?: ServerResponse
  /** In process: what stands in for the bytes, for a Request cannot carry a body with a GET. */
  readonly given?: Given
}

/** The address of who asks in process. */
export const NO_ADDRESS = 'in process'

/** A request for the pipeline, read from the wire where there is one: a Request would be built for nothing. */
export function httpRequest(
  request: Request,
  target: string,
  body: string,
  incoming: IncomingMessage | undefined,
  inPath: Pick<HttpRequest, 'params' | 'tail'> = {},
  ip: string = incoming?.socket.remoteAddress ?? NO_ADDRESS,
): HttpRequest {
  const question = target.indexOf('?')
  return {
    method: incoming?.method ?? request.method,
    target,
    search: question < 0 ? '' : target.slice(question + 1),
    body,
    ...inPath,
    ip,
    header(name) {
      if (incoming === undefined) return request.headers.get(name) ?? undefined
      const value = incoming.headers[name]
      return Array.isArray(value) ? value.join(', ') : value
    },
    headers: () => incoming?.headers ?? Object.fromEntries(request.headers),
  }
}
