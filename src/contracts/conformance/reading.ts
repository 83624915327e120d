import { type Finding, notMet, stop, unchecked } from './check.ts'
import type { Mine } from './mine.ts'
import type { Exchange } from './transport.ts'

/** The text of an answer, empty where none came. */
export const textOf = ({ came }: Exchange): string => came?.bytes.toString('utf8') ?? ''

const bodies = new WeakMap<Exchange, { readonly body: unknown }>()

/** What an answer holds; undefined where it is no JSON, or nested deeper than any document has it. */
export function bodyOf(exchange: Exchange): unknown {
  const read = bodies.get(exchange) ?? { body: parsed(textOf(exchange)) }
  bodies.set(exchange, read)
  return read.body
}

function parsed(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text)
    return isShallow(body) ? body : undefined
  } catch {
    return undefined
  }
}

/** Whoever looks into a body does so level by level, and must come to an end. */
const DEEPEST = 100

function isShallow(body: unknown): boolean {
  let level: unknown[] = [body]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return false
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    )
  }
  return true
}

export const statusOf = ({ came }: Exchange): number => came?.status ?? 0

/** An answer in so many words: its status, or why none came. */
export const cameOf = ({ came, failed }: Exchange): string =>
  came === undefined ? `no answer: ${failed}` : `HTTP ${came.status}`

export const isOk = (exchange: Exchange): boolean => statusOf(exchange) >= 200 && statusOf(exchange) < 300

/** Whether an answer says that it is an error, by its status or by its body. */
export const isRefused = (mine: Mine, exchange: Exchange): boolean =>
  statusOf(exchange) >= 400 || (isOk(exchange) && mine.api.readError(bodyOf(exchange)) !== undefined)

/** Whose fault it is that a check cannot be made. */
export const see = (row: string): Finding =>
  unchecked(`what it would look at is not as it must be: see ${row}`)

interface Blame {
  /** The row that has the answer itself. Default: this one */
  readonly row?: string
  /** The row that has it be JSON. */
  readonly json: string
  /** The operation, for the hint at its path. */
  readonly operation: string
}

/**
 * What a good answer holds.
 *
 * @throws Stop: not met where the answer is bad and the row is this one, else unchecked
 */
export function goodBody(mine: Mine, exchange: Exchange, { row, json, operation }: Blame): unknown {
  const status = statusOf(exchange)
  if (status === 401 || status === 403) {
    const says = mine.ways.length > 0 ? 'refuses the credentials' : 'asks for credentials, and none are given'
    stop(unchecked(`your server ${says} (HTTP ${status}): look at the DUBLE_MINE_ variables`))
  }
  if (!isOk(exchange)) {
    if (row !== undefined) stop(see(row))
    const missing = status === 404 || status === 405
    const elsewhere = missing ? `; if it answers elsewhere, name its path under paths.${operation}` : ''
    const moved = status >= 300 && status < 400 ? '; redirects are not followed' : ''
    stop(notMet(exchange, cameOf(exchange) + moved, `HTTP 200 at ${mine.pathOf(operation)}${elsewhere}`))
  }
  const body = bodyOf(exchange)
  if (body === undefined) stop(see(json))
  return body
}
