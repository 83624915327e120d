/** Whether what was read from a file is what Dublê wrote there: it may be half of it, or somebody else's. */
import type { Counts, Met } from '#engine'
import type { Coverage } from './coverage.ts'

type Is = (value: unknown) => boolean
type Fields = Readonly<Record<string, Is>>

const text: Is = (value) => typeof value === 'string'
const count: Is = (value) => Number.isSafeInteger(value) && (value as number) >= 0
const textOrNull: Is = (value) => value === null || text(value)
const textOrNone: Is = (value) => value === undefined || text(value)

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const list =
  (is: Is): Is =>
  (value) =>
    Array.isArray(value) && value.every(is)
const map =
  (is: Is): Is =>
  (value) =>
    isMap(value) && Object.values(value).every(is)
const record =
  (fields: Fields): Is =>
  (value) =>
    isMap(value) && Object.entries(fields).every(([name, is]) => is(value[name]))

const counts = map(map(map(count)))
const shown = record({ id: count, at: text, method: text, path: text, status: count, body: textOrNone })
const met = record({
  asked: count,
  vendors: counts,
  injected: counts,
  shapes: map(map(count)),
  unmatched: list(record({ method: text, path: text, says: text, times: count })),
  bugs: record({ times: count, says: textOrNone }),
  findings: list(
    record({
      name: text,
      vendor: text,
      operation: text,
      credential: textOrNull,
      subject: textOrNone,
      world: text,
      times: count,
      says: text,
      suggests: text,
      behaviour: textOrNone,
      option: textOrNone,
      requests: list(shown),
    }),
  ),
})

const share = record({ met: count, of: count })
const shares = { documented: share, assumed: share, shapes: share }
const row = record({
  behaviour: text,
  vendor: text,
  operation: text,
  outcome: textOrNull,
  kind: (value) => ['documented', 'assumed', 'shape'].includes(value as string),
  class: text,
  rows: list(text),
  met: count,
  injected: count,
  how: text,
})
const coverage = record({
  asked: count,
  vendors: list(
    record({
      vendor: text,
      title: text,
      ...shares,
      operations: list(record({ operation: text, ...shares, rows: list(row) })),
    }),
  ),
})

/** Whether it tells how often each outcome was answered. */
export const isCounts = (value: unknown): value is Counts => counts(value)

/** Whether it can be added up. */
export const isMet = (value: unknown): value is Met => met(value)

/** Whether it can be shown. */
export const isCoverage = (value: unknown): value is Coverage => coverage(value)
