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
  /** How often each shape that an option chooses was answered: by vendor and `operation[option=value]`. */
  readonly shapes: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** What matched no operation. */
  readonly unmatched: readonly Unmatched[]
  /** What Dublê said of its own bugs; as many as there were. */
  readonly bugs: { readonly times: number; readonly says: string | undefined }
}

type Counter = Map<string, Map<string, Map<string, Count>>>

/** How often an outcome was answered; by the list of options that chose its shape, which is one and the same for all alike. */
interface Count {
  times: number
  shapes: readonly string[] | undefined
  shaped: number
  others: Map<readonly string[], number> | undefined
}

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

  /** @param shapes the options that chose the answer's shape, such as `erros.empty=object` */
  count(record: JournalRecord, shapes?: readonly string[]): void {
    this.#asked++
    const { vendor, operation, outcome, injected, status } = record
    if (injected) add(this.#injected, vendor, operation ?? '', outcome ?? String(status))
    else if (outcome !== undefined && operation !== undefined)
      add(this.#own, vendor, operation, outcome, shapes)
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
      shapes: shapesOf(this.#own),
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

function add(
  counter: Counter,
  vendor: string,
  operation: string,
  outcome: string,
  shapes?: readonly string[],
): void {
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
  if (count === undefined) {
    outcomes.set(outcome, { times: 1, shapes, shaped: 1, others: undefined })
    return
  }
  count.times++
  if (count.shapes === shapes) count.shaped++
  else if (shapes !== undefined) {
    count.others ??= new Map()
    count.others.set(shapes, (count.others.get(shapes) ?? 0) + 1)
  }
}

/** The counts by what chose the shape, each option for itself. */
function shapesOf(counter: Counter): Tally['shapes'] {
  const found = new Map<string, Map<string, number>>()
  const told = (vendor: string, operation: string, shapes: readonly string[] = [], times: number): void => {
    for (const shape of shapes) {
      const name = `${operation}[${shape}]`
      const known = found.get(vendor) ?? new Map<string, number>()
      found.set(vendor, known.set(name, (known.get(name) ?? 0) + times))
    }
  }
  for (const [vendor, operations] of counter) {
    for (const [operation, outcomes] of operations) {
      for (const { shapes, shaped, others } of outcomes.values()) {
        told(vendor, operation, shapes, shaped)
        for (const [other, times] of others ?? []) told(vendor, operation, other, times)
      }
    }
  }
  return objectOf(found, (shapes) => objectOf(shapes, (times) => times))
}

const countsOf = (counter: Counter): Counts =>
  objectOf(counter, (operations) =>
    objectOf(operations, (outcomes) => objectOf(outcomes, ({ times }) => times)),
  )

const objectOf = <T, R>(map: ReadonlyMap<string, T>, show: (value: T) => R): Record<string, R> =>
  Object.fromEntries([...map].sort(byName).map(([name, value]) => [name, show(value)]))

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1)
