import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Duble } from '../../src/index.ts'

/** What the admin API answered. */
export interface Told {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look inside
  readonly body: any
  readonly headers: Headers
}

/** Asks the admin API; a body that is text is sent as it is. */
export async function admin(
  duble: Duble,
  ask: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Told> {
  const [method = '', path = ''] = ask.split(' ')
  const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
  const request = new Request(`${duble.url}/__admin${path}`, { method, headers, ...sent })
  const response = await (duble.url === 'http://localhost' ? duble.fetch(request) : fetch(request))
  return { status: response.status, body: await response.json(), headers: response.headers }
}

/** The default world's part of the admin API. */
export const direct = (duble: Duble, ask: string, body?: unknown): Promise<Told> =>
  admin(duble, ask.replace(' ', ' /worlds/default'), body)

/** What came back over a socket. */
export interface Heard {
  /** Undefined where nothing came. */
  readonly status: number | undefined
  readonly head: string
  readonly body: string
  /** Everything, where more than one answer came. */
  readonly all: string
  /** Whether the server closed the connection. */
  readonly closed: boolean
}

interface Manner {
  /** Ends the sending side once all is sent. */
  readonly end?: boolean
  /** Breaks the connection off after so many milliseconds. */
  readonly breakAfter?: number
  /** Goes on sending this until the connection closes. */
  readonly forever?: Buffer
  /** Sends this every 20 milliseconds until the connection closes. */
  readonly drip?: Buffer
}

/** Sends bytes as they are, and listens until the connection closes or an answer is complete. */
export function raw(duble: Pick<Duble, 'url'>, bytes: string | Buffer, manner: Manner = {}): Promise<Heard> {
  const { end = false, breakAfter, forever, drip } = manner
  return new Promise((resolve) => {
    const socket = net.connect({ port: Number(new URL(duble.url).port), host: '127.0.0.1' })
    const chunks: Buffer[] = []
    const dripping = drip && setInterval(() => socket.writable && socket.write(drip), 20)
    const done = (closed: boolean): void => {
      clearInterval(dripping)
      socket.destroy()
      resolve(heard(Buffer.concat(chunks).toString(), closed))
    }
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      if (isWhole(Buffer.concat(chunks).toString())) setTimeout(() => done(false), 50)
    })
    socket.on('error', () => {})
    socket.on('close', () => done(true))
    if (breakAfter !== undefined) setTimeout(() => socket.destroy(), breakAfter)
    socket.write(bytes)
    if (end) socket.end()
    const pour = (): void => {
      while (socket.writable && socket.write(forever as Buffer));
      if (socket.writable) socket.once('drain', pour)
    }
    if (forever !== undefined) pour()
  })
}

/** Whether an answer that leaves the connection open is complete. */
function isWhole(text: string): boolean {
  const [head = '', body] = text.split(/\r\n\r\n(.*)/s)
  const length = /^content-length: (\d+)$/im.exec(head)?.[1]
  return (
    body !== undefined &&
    !/^connection: close$/im.test(head) &&
    Buffer.byteLength(body) >= Number(length ?? 0)
  )
}

function heard(all: string, closed: boolean): Heard {
  const [head = '', body = ''] = all.split(/\r\n\r\n(.*)/s)
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1]
  return { status: status === undefined ? undefined : Number(status), head, body, all, closed }
}

/** Journal lines as `status method path operation.outcome: why`, once there are so many. */
export async function journalOf(duble: Duble, atLeast = 1): Promise<string[]> {
  for (let tries = 0; tries < 100 && duble.world.journal.read().total < atLeast; tries++) await sleep(10)
  return duble.world.journal
    .read()
    .entries.map(
      ({ status, method, path, operation, outcome, why }) =>
        `${status} ${method} ${path} ${operation}.${outcome}: ${why}`,
    )
}
