import { BUDGET, bounded, slim, weightOf } from './journal-budget.ts'
import { maskHeaders, maskText } from './mask.ts'

export { beginning, head, isCut } from './cut.ts'

/** What the pipeline knows of one request, kept by reference and written out only when read. */
export interface JournalRecord {
  readonly at: number
  readonly vendor: string
  /** Undefined where no operation matched. */
  readonly operation: string | undefined
  readonly outcome: string | undefined
  /** Whether a fault stood in for the handler: never proof of behaviour. */
  readonly injected: boolean
  /** The faults that the answer met, in their words; absent where there were none. */
  readonly faults?: readonly string[] | undefined
  readonly method: string
  readonly path: string
  readonly status: number
  readonly why: string
  /** The option whose value made it a refusal; absent where none did. */
  readonly option?: string | undefined
  readonly credential: string | undefined
  readonly requestHeaders: Readonly<Record<string, string | string[] | undefined>>
  readonly requestBody: string
  readonly responseBody: string
  readonly milliseconds: number
}

/** One entry as read: with its number, and secrets masked. */
export interface JournalEntry extends Omit<JournalRecord, 'at' | 'operation' | 'outcome' | 'credential'> {
  readonly id: number
  /** ISO 8601, UTC. */
  readonly at: string
  /** Null where no operation matched. */
  readonly operation: string | null
  readonly outcome: string | null
  readonly credential: string | null
}

/** What to read: all conditions must hold. */
export interface JournalFilter {
  readonly vendor?: string | undefined
  readonly operation?: string | undefined
  readonly outcome?: string | undefined
  readonly status?: number | undefined
  /** Entries with a higher number. */
  readonly after?: number | undefined
  /** Entries with a lower number. */
  readonly before?: number | undefined
  /** The newest so many. Default: all */
  readonly limit?: number | undefined
}

/** An option may name such a header anew with every request: they must not grow without end. */
const MOST_HIDDEN = 1000

/**
 * What was asked and answered, newest last, in a ring. What it holds is bounded too: once the entries take more than
 * their budget, the oldest keep only the beginning of their texts, and say so.
 */
export class Journal {
  readonly #size: number
  readonly #budget: number
  readonly #ring: JournalRecord[] = []
  /** About how many bytes each takes, and all of them. */
  readonly #weights: number[] = []
  #weight = 0
  /** How many are slim, or gone: the next one to become so. */
  #slimmed = 0
  /** Headers that carry secrets, in lower case. */
  readonly #secret = new Set<string>()
  #written = 0
  /** How many were there when it was last emptied: numbers go on, so that a reader who asks for what came after one misses none. */
  #emptied = 0

  /**
   * @param size how many entries are kept. Default: 10000
   * @param budget bytes that they may take together, about. Default: 26 MB
   */
  constructor(size = 10_000, budget = BUDGET) {
    this.#size = size
    this.#budget = budget
  }

  /** The number of the newest entry; 0 before the first. */
  get last(): number {
    return this.#written
  }

  /** How many entries there are. */
  get held(): number {
    return Math.min(this.#size, this.#written - this.#emptied)
  }

  /** Masks further headers from now on, named in lower case: each vendor's authentication names its own. */
  hide(headers: readonly string[]): void {
    for (const name of headers) if (this.#secret.size < MOST_HIDDEN) this.#secret.add(name)
  }

  /** @returns its number, from 1 */
  add(record: JournalRecord): number {
    const place = this.#written % this.#size
    const kept = bounded(record)
    const weight = weightOf(kept)
    this.#weight += weight - (this.#weights[place] ?? 0)
    this.#weights[place] = weight
    this.#ring[place] = kept
    this.#written++
    if (this.#weight > this.#budget) this.#makeRoom()
    return this.#written
  }

  /** The newest stays whole, whatever it is. */
  #makeRoom(): void {
    this.#slimmed = Math.max(this.#slimmed, this.#emptied, this.#written - this.#size)
    while (this.#weight > this.#budget && this.#slimmed < this.#written - 1) {
      const place = this.#slimmed % this.#size
      const record = slim(this.#ring[place] as JournalRecord)
      const weight = weightOf(record)
      this.#weight += weight - (this.#weights[place] as number)
      this.#weights[place] = weight
      this.#ring[place] = record
      this.#slimmed++
    }
  }

  /** Forgets the entries; numbers go on. */
  empty(): void {
    this.#ring.length = 0
    this.#weights.length = 0
    this.#weight = 0
    this.#emptied = this.#written
  }

  /** As at the start. */
  reset(): void {
    this.empty()
    this.#written = 0
    this.#emptied = 0
    this.#slimmed = 0
  }

  /**
   * @param show whether secrets are shown. Default: masked
   * @param bare whether headers and bodies are left out, whose masking costs most. Default: they are there
   */
  read(filter: JournalFilter = {}, show = false, bare = false): { entries: JournalEntry[]; total: number } {
    const first = Math.max(this.#emptied, this.#written - this.#size)
    const entries: JournalEntry[] = []
    let total = 0
    const limit = filter.limit ?? Number.POSITIVE_INFINITY
    const last = Math.min(this.#written, (filter.before ?? Number.POSITIVE_INFINITY) - 1)
    for (let index = last - 1; index >= Math.max(first, filter.after ?? 0); index--) {
      const record = this.#ring[index % this.#size] as JournalRecord
      if (!fits(record, filter)) continue
      total++
      if (entries.length >= limit) continue
      const told = bare ? { ...record, requestHeaders: {}, requestBody: '', responseBody: '' } : record
      entries.push(entryOf(index + 1, told, show ? undefined : this.#secret))
    }
    return { entries: entries.reverse(), total }
  }
}

const fits = (record: JournalRecord, filter: JournalFilter): boolean =>
  (filter.vendor === undefined || record.vendor === filter.vendor) &&
  (filter.operation === undefined || record.operation === filter.operation) &&
  (filter.outcome === undefined || record.outcome === filter.outcome) &&
  (filter.status === undefined || record.status === filter.status)

function entryOf(id: number, record: JournalRecord, secret: ReadonlySet<string> | undefined): JournalEntry {
  const { at, vendor, operation = null, outcome = null, credential = null, faults, option, ...rest } = record
  const met = faults === undefined ? {} : { faults }
  const decided = option === undefined ? {} : { option }
  const entry = { id, at: stamp(at), vendor, operation, outcome, credential, ...rest, ...decided, ...met }
  if (secret === undefined) return entry
  return {
    ...entry,
    path: maskText(record.path),
    why: maskText(record.why),
    requestHeaders: maskHeaders(record.requestHeaders, secret),
    requestBody: maskText(record.requestBody),
    responseBody: maskText(record.responseBody),
  }
}

/** ISO 8601 for any number a clock may show. */
const stamp = (at: number): string => new Date(at).toISOString()
