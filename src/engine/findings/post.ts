import type { Fake } from '../fake.ts'
import type { JournalRecord } from '../journal.ts'
import type { Shown } from './finding.ts'
import type { About, Note, Told } from './notebook.ts'

/** From where one vendor's callers are watched, and what is at hand there. */
export interface Post {
  readonly fake: Fake
  /** Notes a finding, or that it happened once more. */
  note(about: About, tell: () => Told): Note | undefined
  shown(record: JournalRecord, id: number): Shown
}

/** What was last seen of one operation. */
export interface Trail {
  readonly operation: string
  /** The last request's, to see it again by. */
  method: string
  path: string
  body: string | undefined
  /** By credential, or by what an unknown one shows. */
  caller: string | undefined
  /** When the last ones came that were like it; made when the second comes. */
  beats: Beats | undefined
  /** The last path in which no secret was. */
  clean: string
  /** Whether an accepted request's URL holds nothing but documented parameters where no stranger is told. */
  readonly plain: boolean
}

/** The newest moments in a ring, by the machine's time and by the world's. */
export interface Beats {
  readonly machine: Float64Array
  readonly world: Float64Array
  count: number
  note: Note | undefined
}

/** An own answer of the vendor's that is no success. */
export const isFailure = (outcome: string | undefined): outcome is string =>
  outcome !== undefined && outcome !== 'ok' && !outcome.startsWith('ok.')

/** Sets an entry of a map that must not grow without end: the oldest goes. */
export function remember<K, V>(map: Map<K, V>, most: number, key: K, value: V): void {
  if (map.size >= most && !map.has(key)) map.delete(map.keys().next().value as K)
  map.set(key, value)
}
