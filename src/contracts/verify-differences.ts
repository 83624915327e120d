import type { Mismatch } from './verify-process.ts'

/** One thing in which an answer is not what a contract expects. */
export interface Difference {
  readonly part: 'status' | 'header' | 'body'
  /** A header's name, or where in the body: `$.response.status`. Empty for the status. */
  readonly place: string
  readonly expected: string
  readonly got: string
  /** Whether it is not there at all. */
  readonly missing: boolean
}

/** What differs, the status first, then the headers, then the body from the top. */
export function differencesOf(mismatches: readonly Mismatch[]): Difference[] {
  const rank = ({ part }: Difference): number => ['status', 'header', 'body'].indexOf(part)
  // A content type may be told twice, as a header and as what the body is.
  const told = new Map(mismatches.flatMap(read).map((difference) => [spotOf(difference), difference]))
  return [...told.values()].sort(
    (a, b) => rank(a) - rank(b) || depth(a.place) - depth(b.place) || (a.place < b.place ? -1 : 1),
  )
}

const depth = (place: string): number => place.split(/[.[]/).length

/** The same difference of two answers, whatever they hold. */
export const sameDifference = (a: Difference, b: Difference): boolean =>
  a.part === b.part && a.place === b.place && a.expected === b.expected

/** What differs, in words: `status`, `header Content-Type`, `body $.error`. */
export const spotOf = ({ part, place }: Difference): string => (place === '' ? part : `${part} ${place}`)

/** One line: where, what was expected, what came. */
export const printDifference = (difference: Difference): string =>
  `${spotOf(difference)}: expected ${difference.expected}, got ${difference.got}`

/** The last name in a place: the field, if it has one. */
export const fieldOf = ({ part, place }: Difference): string | undefined =>
  part === 'body' ? /(?:\.|\[')([^.[\]']+)'?\]?(?:\[\d+\])*$/.exec(place)?.[1] : undefined

function read(mismatch: Mismatch): Difference[] {
  const { type, path = '$', key = '' } = mismatch
  switch (type) {
    case 'StatusMismatch':
      return [different('status', '', String(mismatch.expected), String(mismatch.actual))]
    case 'HeaderMismatch':
      return [headerOf(mismatch, key)]
    case 'BodyTypeMismatch':
      return [different('header', 'Content-Type', String(mismatch.expected), String(mismatch.actual))]
    default:
      return bodyOf(mismatch, path)
  }
}

const different = (part: Difference['part'], place: string, expected: string, got: string): Difference => ({
  part,
  place,
  expected,
  got,
  missing: false,
})

/** Pact quotes a header where it is missing, and does not where it differs. */
function headerOf({ mismatch, expected, actual }: Mismatch, name: string): Difference {
  const wanted = String(expected).replace(/^"(.*)"$/, '$1')
  const pattern = /to match '(.*)'$/.exec(mismatch)?.[1]
  const expects = pattern === undefined ? `"${wanted}"` : `text that matches ${pattern}`
  if (/was missing$/.test(mismatch)) {
    return { part: 'header', place: name, expected: expects, got: 'none', missing: true }
  }
  return different('header', name, expects, `"${actual}"`)
}

/** What Pact says of a body, by the sentences it says it in: it has no other field that tells a type from a value. */
function bodyOf({ mismatch, expected, actual }: Mismatch, place: string): Difference[] {
  const keys = /missing the following keys: (.*)$/.exec(mismatch)?.[1]
  if (keys !== undefined) {
    return keys.split(', ').map((key) => ({
      part: 'body',
      place: /^\w[\w-]*$/.test(key) ? `${place}.${key}` : `${place}['${key}']`,
      expected: 'a value',
      got: 'none: there is no such key',
      missing: true,
    }))
  }
  const count = /Expected a List with (\d+) elements but received (\d+) elements/.exec(mismatch)
  if (count !== null) return [different('body', place, elements(count[1]), elements(count[2]))]
  const size = /\(size (\d+)\) to have (minimum|maximum) size of (\d+)/.exec(mismatch)
  if (size !== null) {
    const bound = size[2] === 'minimum' ? 'at least' : 'at most'
    return [different('body', place, `${bound} ${elements(size[3])}`, elements(size[1]))]
  }
  const got = shown(actual)
  const pattern = /to match '(.*)'$/s.exec(mismatch)?.[1]
  if (pattern !== undefined) return [different('body', place, `text that matches ${pattern}`, got)]
  if (/to be the same type as/.test(mismatch)) {
    return [different('body', place, `${kindOf(expected)} such as ${shown(expected)}`, got)]
  }
  const kind = /to be (an? (?:integer|decimal number|number|boolean|date|time|datetime)\b.*)$/.exec(
    mismatch,
  )?.[1]
  if (kind !== undefined) return [different('body', place, kind, got)]
  if (expected !== undefined && expected !== null) return [different('body', place, shown(expected), got)]
  return [different('body', place, 'otherwise', cut(mismatch))]
}

const elements = (count = ''): string => (count === '1' ? '1 element' : `${count} elements`)

/** A value as JSON, which is how Pact gives it. */
const shown = (value: unknown): string =>
  value === undefined || value === null || value === '' ? 'nothing' : cut(String(value))

const cut = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text)

function kindOf(json: unknown): string {
  try {
    const value: unknown = JSON.parse(String(json))
    if (value === null) return 'null,'
    if (Array.isArray(value)) return 'a list'
    return { string: 'a text', number: 'a number', boolean: 'true or false,', object: 'an object' }[
      typeof value as 'string'
    ]
  } catch {
    return 'a text'
  }
}
