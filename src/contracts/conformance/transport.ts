import { request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'

/** A request as it goes out. */
export interface Sent {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
}

/** A whole answer. */
interface Came {
  readonly status: number
  /** Names in lower case; several values of one name with a comma between. */
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Buffer
}

/** A request, and what became of it. */
export interface Exchange {
  readonly sent: Sent
  readonly came?: Came
  /** Why no whole answer came: a code such as ECONNRESET, or a sentence. */
  readonly failed?: string
}

export interface TransportOrder {
  /** Milliseconds for a whole answer. */
  readonly timeout: number
  /** Milliseconds from one answer to the next request. */
  readonly pace: number
  readonly sleep: (milliseconds: number) => Promise<unknown>
  /** Further authorities to believe, in PEM. */
  readonly ca?: string | undefined
  /** Whether certificates are believed unseen. */
  readonly insecure?: boolean | undefined
}

export type Transport = (sent: Sent) => Promise<Exchange>

/** No conformance check needs a larger answer. */
const MOST_BYTES = 32 * 1024 * 1024

/**
 * Sends requests one at a time, the pace apart, with a body on any method; it follows no redirect, and what fails is
 * told and not thrown.
 */
export function createTransport(order: TransportOrder): Transport {
  const { pace, sleep } = order
  let before: Promise<unknown> | undefined
  return (sent) => {
    const turn = before === undefined ? Promise.resolve() : before.then(() => sleep(pace))
    const exchange = turn.then(() => exchangeOf(sent, order))
    before = exchange
    return exchange
  }
}

function exchangeOf(sent: Sent, { timeout, ca, insecure }: TransportOrder): Promise<Exchange> {
  const { method, url, body } = sent
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  const headers = { ...sent.headers, ...length, connection: 'close' }
  const trust = { ...(ca === undefined ? {} : { ca }), rejectUnauthorized: insecure !== true }
  const signal = AbortSignal.timeout(timeout)
  return new Promise((resolve) => {
    const fail = (error: NodeJS.ErrnoException): void =>
      resolve({ sent, failed: signal.aborted ? `no whole answer within ${timeout} ms` : reasonOf(error) })
    try {
      const secure = url.startsWith('https:')
      const asking = secure
        ? overHttps(url, { method, headers, signal, agent: false, ...trust })
        : overHttp(url, { method, headers, signal, agent: false })
      asking.on('error', fail)
      // A server that switches to another protocol is left without an error and without an answer.
      asking.on('upgrade', (_incoming, socket) => {
        socket.destroy()
        fail(new Error('it switches to another protocol (HTTP 101)'))
      })
      asking.on('response', (incoming) => {
        const chunks: Buffer[] = []
        let size = 0
        incoming.on('data', (chunk: Buffer) => {
          size += chunk.length
          if (size <= MOST_BYTES) chunks.push(chunk)
          else incoming.destroy(new Error(`an answer of more than ${MOST_BYTES} bytes`))
        })
        incoming.on('error', fail)
        incoming.on('end', () => {
          const received = Object.entries(incoming.headersDistinct).map(
            ([name, values = []]) => [name, values.join(', ')] as const,
          )
          const status = incoming.statusCode as number
          resolve({
            sent,
            came: { status, headers: Object.fromEntries(received), bytes: Buffer.concat(chunks) },
          })
        })
      })
      asking.end(body)
    } catch (error) {
      fail(error as Error) // such as a path with a space
    }
  })
}

/** What failed, by its code: only that is sure to hold no secret and nothing of the request. */
function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'ECONNRESET' || error.code === 'EPIPE')
    return `the connection was closed (${error.code})`
  return error.code ?? error.message
}

/** Whether an answer never came because nobody is there, or its certificate is not believed. */
export const isUnreachable = ({ failed = '' }: Exchange): boolean =>
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPROTO|ERR_SSL|no whole answer)/.test(
    failed,
  ) || isMistrusted(failed)

/** Whether a certificate was not believed. */
export const isMistrusted = (failed: string): boolean =>
  /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/.test(failed)
