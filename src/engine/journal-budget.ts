import { head, isWide } from './cut.ts'
import type { JournalRecord } from './journal.ts'

/**
 * Bytes that a journal's entries may take together, about. Typical ones take 1.3 kB, and ten thousand of them have room
 * enough; bodies of 2,048 characters have not.
 */
export const BUDGET = 26_000_000

/** Characters that are left of an old entry's texts. */
const LEFT = 100
/** Bytes of headers that are left to an old entry. */
const MOST_HEADERS = 1000
/** A record, its texts' own needs, and its place. */
const RECORD = 500
/** A header, beside its characters. */
const HEADER = 100

/** About how many bytes an entry takes. */
export const weightOf = ({ path, why, requestBody, responseBody, requestHeaders }: JournalRecord): number =>
  RECORD +
  bytesOf(path) +
  bytesOf(why) +
  bytesOf(requestBody) +
  bytesOf(responseBody) +
  headersWeight(requestHeaders)

/** Short texts are not looked at. */
const bytesOf = (text: string): number => (text.length < 100 || isWide(text) ? 2 * text.length : text.length)

function headersWeight(headers: JournalRecord['requestHeaders']): number {
  let weight = 0
  for (const name in headers) weight += HEADER + name.length + valueWeight(headers[name])
  return weight
}

/** A header that is there several times is a list. */
function valueWeight(value: string | string[] = ''): number {
  if (typeof value === 'string') return value.length
  let weight = 0
  for (const one of value) weight += HEADER + one.length
  return weight
}

/** An entry as it enters the journal: nothing in it is longer than 2,048 characters. */
export function bounded(record: JournalRecord): JournalRecord {
  const { path, why, requestBody, responseBody } = record
  const cut = {
    path: head(path),
    why: head(why),
    requestBody: head(requestBody),
    responseBody: head(responseBody),
  }
  const same =
    cut.path === path &&
    cut.why === why &&
    cut.requestBody === requestBody &&
    cut.responseBody === responseBody
  return same ? record : { ...record, ...cut }
}

/** An old entry, of whose texts only the beginning is left; each tells of it. */
export const slim = (record: JournalRecord): JournalRecord => ({
  ...record,
  path: head(record.path, LEFT),
  why: head(record.why, LEFT),
  requestBody: head(record.requestBody, LEFT),
  responseBody: head(record.responseBody, LEFT),
  requestHeaders: fewHeaders(record.requestHeaders),
})

/** Headers as they are, or the first of them and how many there were. */
function fewHeaders(headers: JournalRecord['requestHeaders']): JournalRecord['requestHeaders'] {
  if (headersWeight(headers) <= MOST_HEADERS) return headers
  const few: Record<string, string> = {}
  const names = Object.keys(headers)
  let weight = 0
  for (const [index, name] of names.entries()) {
    const value = headers[name] ?? ''
    const text = head(Array.isArray(value) ? value.join(', ') : value, LEFT)
    weight += HEADER + name.length + text.length
    if (weight > MOST_HEADERS) {
      few['…'] = `${names.length - index} more headers`
      break
    }
    few[name] = text
  }
  return few
}
