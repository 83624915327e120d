import type { Context } from 'hono'
import { didYouMean } from '#engine'
import { BodyRefused, readBody } from '../body.ts'
import type { Wire } from '../exchange.ts'

const BODY_LIMIT = 256 * 1024

/** What is wrong with an order to the admin API, as a sentence. */
export class BadBody extends Error {}

/** Reads an order: a JSON object with none but the known fields. @throws BadBody */
export async function bodyOf(
  c: Context<{ Bindings: Wire }>,
  known: readonly string[],
): Promise<Record<string, unknown>> {
  const sent = await readBody(c.req.raw, c.env.incoming, BODY_LIMIT)
  if (sent instanceof BodyRefused) {
    if (sent.reason === 'closed') throw new BadBody('the connection closed before the body was complete')
    c.header('connection', 'close') // the rest is not read
    throw new BadBody(`the body is larger than ${BODY_LIMIT} bytes`)
  }
  let body: unknown
  try {
    body = JSON.parse(sent)
  } catch {
    throw new BadBody(`the body must be JSON with ${known.join(', ')}`)
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new BadBody(`the body must be a JSON object with ${known.join(', ')}`)
  }
  for (const name of Object.keys(body)) {
    if (!known.includes(name)) throw new BadBody(`the body has no field "${name}"${didYouMean(name, known)}`)
  }
  return body as Record<string, unknown>
}

/** A field of an order that must be text. @throws BadBody */
export function text(order: Record<string, unknown>, name: string): string {
  const value = order[name]
  if (typeof value === 'string' && value !== '') return value
  throw new BadBody(`"${name}" is missing or not text`)
}
