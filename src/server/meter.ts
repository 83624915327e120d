import type { JournalRecord } from '#engine'

/**
 * Upper bounds of the durations' buckets, in seconds: what a fake answers at once lies in the first ones, what is held
 * back on purpose in the last.
 */
export const BOUNDS = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30] as const

/** Durations in buckets. */
export interface Durations {
  /** How many were no longer than the bound of the same place, and longer than the one before; the last, longer than all. */
  readonly buckets: readonly number[]
  readonly seconds: number
  readonly count: number
}

/** How often something happened: in the first world, and in all others. */
export interface Times {
  first: number
  others: number
}

/** All that is counted of one operation. */
interface Operation {
  /** Answers of the fake's own, by outcome. */
  readonly own: Map<string, Times>
  /** Those that a fault stood in for, or that did not come whole. */
  readonly injected: Map<string, Times>
  readonly buckets: number[]
  seconds: number
  count: number
}

/** One operation, as it is read. */
export interface Metered extends Durations {
  readonly vendor: string
  readonly operation: string
  readonly own: ReadonlyMap<string, Times>
  readonly injected: ReadonlyMap<string, Times>
}

/**
 * Counts every request of a process for those who watch it from outside. Unlike a world's tallies it only ever counts
 * up: whatever is reset, forgotten or closed.
 */
export class Meter {
  readonly unmatched: Times = { first: 0, others: 0 }
  readonly bugs: Times = { first: 0, others: 0 }
  readonly #vendors = new Map<string, Map<string, Operation>>()

  /** It is on the way of every request. @param first whether it was asked of the first world */
  count({ vendor, operation, outcome, injected, status, milliseconds }: JournalRecord, first: boolean): void {
    if (operation === undefined || (outcome === undefined && !injected)) {
      add(operation === undefined && status !== 500 ? this.unmatched : this.bugs, first)
      return
    }
    const metered = this.#operation(vendor, operation)
    const counts = injected ? metered.injected : metered.own
    const name = outcome ?? String(status)
    let times = counts.get(name)
    if (times === undefined) {
      times = { first: 0, others: 0 }
      counts.set(name, times)
    }
    add(times, first)
    const seconds = milliseconds / 1000
    let place = 0
    while (place < BOUNDS.length && seconds > (BOUNDS[place] as number)) place++
    metered.buckets[place] = (metered.buckets[place] as number) + 1
    metered.seconds += seconds
    metered.count++
  }

  /** Every operation that was asked, in the order of names. */
  read(): Metered[] {
    return [...this.#vendors]
      .sort(byName)
      .flatMap(([vendor, operations]) =>
        [...operations].sort(byName).map(([operation, metered]) => ({ vendor, operation, ...metered })),
      )
  }

  #operation(vendor: string, name: string): Operation {
    let operations = this.#vendors.get(vendor)
    if (operations === undefined) {
      operations = new Map()
      this.#vendors.set(vendor, operations)
    }
    let operation = operations.get(name)
    if (operation === undefined) {
      const buckets = Array.from({ length: BOUNDS.length + 1 }, () => 0)
      operation = { own: new Map(), injected: new Map(), buckets, seconds: 0, count: 0 }
      operations.set(name, operation)
    }
    return operation
  }
}

function add(times: Times, first: boolean): void {
  if (first) times.first++
  else times.others++
}

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1)
