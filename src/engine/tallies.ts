import type { JournalRecord } from './journal.ts'
import { maskText } from './mask.ts'

/** How often each outcome of each operation of each vendor was answered. */
export type Counts = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>

/** Requests of one kind that matched nothing. */
export interface Unmatched {
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** What was said of the first of them. */
  readonly says: string
  readonly times: number
}

/** What a world was asked in all. */
export interface Tally {
  readonly asked: number
  readonly vendors: Counts
  /** The same for answers that were not the fake's own, or did not come whole. */
  readonly injected: Counts
  /** What matched no operation. */
  readonly unmatched: readonly Unmatched[]
  /** What Dublê said of its own bugs; as many as there were. */
  readonly bugs: { readonly times: number; readonly says: string | undefined }
}

type Counter = Map<string, Map<string, Map<string, { times: number }>>>

/** More different requests that match nothing are not told apart. */
const MOST_UNMATCHED = 200

/**
 * What a world was asked in all, counted as it goes by: the journal forgets its oldest entries, is emptied and reset,
 * and this goes on.
 */
export class Tallies {
  #asked = 0
  #own: Counter = new Map()
  #injected: Counter = new Map()
  #unmatched: Map<string, Unmatched & { times: number }> | undefined
  #bugs = 0
  #bug: string | undefined

  count(record: JournalRecord): void {
    this.#asked++
    const { vendor, operation, outcome, injected, status } = record
    if (injected) add(this.#injected, vendor, operation ?? '', outcome ?? String(status))
    else if (outcome !== undefined && operation !== undefined) add(this.#own, vendor, operation, outcome)
    else if (operation === undefined && status !== 500) this.#countUnmatched(record)
    else {
      this.#bugs++
      this.#bug ??= record.why
    }
  }

  read(): Tally {
    const unmatched = [...(this.#unmatched?.values() ?? [])].map((kind) => ({ ...kind }))
    return {
      asked: this.#asked,
      vendors: countsOf(this.#own),
      injected: countsOf(this.#injected),
      unmatched,
      bugs: { times: this.#bugs, says: this.#bug },
    }
  }

  /** Begins anew. */
  clear(): void {
    this.#asked = 0
    this.#own.clear()
    this.#injected.clear()
    this.#unmatched = undefined
    this.#bugs = 0
    this.#bug = undefined
  }

  #countUnmatched({ method, path, why }: JournalRecord): void {
    this.#unmatched ??= new Map()
    const bare = maskText(path.split('?', 1)[0] || path)
    const key = `${method} ${bare}`
    const full = this.#unmatched.size >= MOST_UNMATCHED && !this.#unmatched.has(key)
    const known = this.#unmatched.get(full ? '' : key)
    if (known !== undefined) known.times++
    else if (full) this.#unmatched.set('', { ...OTHERS, times: 1 })
    else this.#unmatched.set(key, { method, path: bare, says: maskText(why), times: 1 })
  }
}

const OTHERS = { method: 'any', path: 'others', says: `${MOST_UNMATCHED} different requests are told apart` }

function add(counter: Counter, vendor: string, operation: string, outcome: string): void {
  let operations = counter.get(vendor)
  if (operations === undefined) {
    operations = new Map()
    counter.set(vendor, operations)
  }
  let outcomes = operations.get(operation)
  if (outcomes === undefined) {
    outcomes = new Map()
    operations.set(operation, outcomes)
  }
  const count = outcomes.get(outcome)
  if (count === undefined) outcomes.set(outcome, { times: 1 })
  else count.times++
}

const countsOf = (counter: Counter): Counts =>
  objectOf(counter, (operations) =>
    objectOf(operations, (outcomes) => objectOf(outcomes, ({ times }) => times)),
  )

const objectOf = <T, R>(map: ReadonlyMap<string, T>, show: (value: T) => R): Record<string, R> =>
  Object.fromEntries([...map].sort(byName).map(([name, value]) => [name, show(value)]))

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1)
