import { DubleError, type Fake } from '#engine'

/**
 * A name, `=`, and a value, in quotes where it has a semicolon in it. The spaces around a plain value are taken with it:
 * to tell them from the value's own here would cost a hostile header the cube of its length.
 */
const PAIR = /\s*([^\s=;"]+)\s*=(?:\s*"((?:[^"\\]|\\.)*)"\s*|([^;"]*))(?:;|$)/y

/**
 * Reads `X-Duble-Options`: options for one request.
 *
 * @throws DubleError `bad_option`
 * @example readOptionsHeader('cap=error; cooldown.starts_on=any') // { cap: 'error', 'cooldown.starts_on': 'any' }
 */
export function readOptionsHeader(header: string): Record<string, string> {
  const pairs: [name: string, value: string][] = []
  const text = header.trim()
  PAIR.lastIndex = 0
  while (PAIR.lastIndex < text.length) {
    const found = PAIR.exec(text)
    if (found === null) {
      const says = `X-Duble-Options takes name=value, with ; between several and quotes around a value that has one in it, such as cap=error; cooldown.starts_on=any, got ${text}`
      throw new DubleError('bad_option', says, { given: text })
    }
    const [, name = '', quoted, plain = ''] = found
    pairs.push([name, quoted?.replace(/\\(.)/g, '$1') ?? plain.trim()])
  }
  return Object.fromEntries(pairs)
}

/** A fake, or for one request the same under other options. */
export function underOptions(fake: Fake, header: string | undefined): Fake | DubleError {
  if (header === undefined) return fake
  try {
    return fake.under(readOptionsHeader(header))
  } catch (error) {
    if (error instanceof DubleError) return error
    throw error
  }
}
