import type { Context } from 'hono'
import { didYouMean } from '#engine'
import { BodyRefused, readBody } from '../body.ts'
import type { Wire } from '../exchange.ts'

const BODY_LIMIT = 256 * 1024
/** Levels of objects and lists in an order: whoever writes it out again must not run out of stack. */
const DEEPEST = 100

/** What is wrong with an order to the admin API, as a sentence. */
export class BadBody extends Error {}

interface Manner {
  /** Most bytes. Default: 256 KiB */
  readonly limit?: number
  /** Whether others than the known fields are left to whom the order is for. Default: they are mistakes */
  readonly open?: boolean
  /** Whether an order that says nothing may have no body. Default: it may not */
  readonly empty?: boolean
}

/** Reads an order: a JSON object with none but the known fields. @throws BadBody */
export async function bodyOf(
  c: Context<{ Bindings: Wire }>,
  known: readonly string[],
  { limit = BODY_LIMIT, open = false, empty = false }: Manner = {},
): Promise<Record<string, unknown>> {
  const body = await jsonOf(c, `the body must be JSON with ${known.join(', ')}`, limit, empty)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new BadBody(`the body must be a JSON object with ${known.join(', ')}`)
  }
  for (const name of Object.keys(body)) {
    if (!open && !known.includes(name))
      throw new BadBody(`the body has no field "${name}"${didYouMean(name, known)}`)
  }
  return body as Record<string, unknown>
}

/**
 * Reads JSON of any kind.
 *
 * @param says what is wrong where it is none
 * @param limit most bytes. Default: 256 KiB
 * @param empty whether no body stands for `{}`
 * @throws BadBody
 */
export async function jsonOf(
  c: Context<{ Bindings: Wire }>,
  says: string,
  limit = BODY_LIMIT,
  empty = false,
): Promise<unknown> {
  const sent = await readBody(c.req.raw, c.env.incoming, limit)
  if (sent instanceof BodyRefused) {
    if (sent.reason === 'closed') throw new BadBody('the connection closed before the body was complete')
    c.header('connection', 'close') // the rest is not read
    throw new BadBody(`the body is larger than ${limit} bytes`)
  }
  if (empty && sent === '') return {}
  let body: unknown
  try {
    body = JSON.parse(sent)
  } catch {
    throw new BadBody(says)
  }
  if (isDeep(body, DEEPEST)) throw new BadBody(`the body is nested deeper than ${DEEPEST} levels`)
  return body
}

/** Whether there are more levels in a value than so many; it looks no deeper than that. */
function isDeep(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((inner) => isDeep(inner, levels - 1))
}

/** A field of an order that must be text. @throws BadBody */
export function text(order: Record<string, unknown>, name: string): string {
  const value = order[name]
  if (typeof value === 'string' && value !== '') return value
  throw new BadBody(`"${name}" is missing or not text`)
}

/** A value that is an object of its own fields. @throws BadBody */
export function mapOf(value: unknown, name: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>
  }
  throw new BadBody(`"${name}" takes an object`)
}

/** A value that is a list. @throws BadBody */
export function listOf(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value
  throw new BadBody(`"${name}" takes a list`)
}
