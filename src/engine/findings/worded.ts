import { sha256 } from '../digest.ts'

/** What is longer is kept by its digest. */
const LONG = 100

/** A value that was sent, as text: of an object only that it is one, for it may be anything, and no text could be made of it. */
export const worded = (value: unknown): string =>
  typeof value === 'object' && value !== null ? '{…}' : String(value)

/** The same as a part of a key: a megabyte that was sent is not kept. */
export function keyed(value: unknown): string {
  const text = worded(value)
  return text.length <= LONG ? text : sha256(Buffer.from(text))
}
