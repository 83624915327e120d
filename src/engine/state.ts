import { type BaseTable, type BaseTables, filtered } from './base.ts'
import type { Row } from './fixture.ts'

export type Awaitable<T> = T | Promise<T>

/** One table as it stands. */
export interface TableView {
  get(key: string): Row | undefined
  values(): Iterable<Row>
  /** The rows whose field lies within two texts, both included, in the table's order. */
  within(field: string, from: string, to: string): Iterable<Row>
}

/** A world's state as it stands, for one request: readable at once, whoever keeps it. */
export interface View {
  readonly version: number
  table(name: string): TableView
  cooldown(key: string): number | undefined
  counter(name: string): number
}

/** All that one accepted request changes, in one piece. */
export interface ChangeSet {
  /** The version that the request saw. */
  readonly version: number
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, Row | null>>
  readonly cooldown?: { readonly key: string; readonly at: number } | undefined
  readonly counters: ReadonlyMap<string, number>
}

/** A shared store may refuse a commit because somebody else was first; what was refused is made anew so often. */
export const TRIES = 5

/** Where a fake's state lives. In memory both calls are immediate; a shared store may take its time. */
export interface Store {
  open(): Awaitable<View>
  /** Applies everything or nothing; false when somebody else committed since `version`. */
  commit(change: ChangeSet): Awaitable<boolean>
  reset(): Awaitable<void>
}

/** State in this process's memory: the fixture's rows, and over them what changed. */
export class MemoryStore implements Store, View {
  readonly #base: BaseTables
  readonly #changed = new Map<string, Map<string, Row | null>>()
  readonly #views = new Map<string, TableView>()
  readonly #cooldowns = new Map<string, number>()
  readonly #counters = new Map<string, number>()
  version = 0

  constructor(base: BaseTables) {
    this.#base = base
  }

  open(): View {
    return this
  }

  table(name: string): TableView {
    let view = this.#views.get(name)
    if (view === undefined) {
      view = new MemoryTable(this.#base.table(name), () => this.#changed.get(name))
      this.#views.set(name, view)
    }
    return view
  }

  cooldown(key: string): number | undefined {
    return this.#cooldowns.get(key)
  }

  counter(name: string): number {
    return this.#counters.get(name) ?? 0
  }

  commit(change: ChangeSet): boolean {
    if (change.version !== this.version) return false
    for (const [name, rows] of change.rows) {
      const changed = this.#changed.get(name) ?? new Map<string, Row | null>()
      for (const [key, row] of rows) {
        // A row that the fixture never had leaves nothing behind when it goes.
        if (row === null && !this.#base.table(name).has(key)) changed.delete(key)
        else changed.set(key, row)
      }
      this.#changed.set(name, changed)
    }
    if (change.cooldown) this.#cooldowns.set(change.cooldown.key, change.cooldown.at)
    for (const [name, value] of change.counters) this.#counters.set(name, value)
    this.version++
    return true
  }

  reset(): void {
    this.#changed.clear()
    this.#cooldowns.clear()
    this.#counters.clear()
    this.version++
  }
}

type Changed = ReadonlyMap<string, Row | null>

/** The fixture's rows, and over them what changed. */
class MemoryTable implements TableView {
  readonly #base: BaseTable
  readonly #changed: () => Changed | undefined

  constructor(base: BaseTable, changed: () => Changed | undefined) {
    this.#base = base
    this.#changed = changed
  }

  get(key: string): Row | undefined {
    const row = this.#changed()?.get(key)
    return row === undefined ? this.#base.get(key) : (row ?? undefined)
  }

  values(): Iterable<Row> {
    const over = this.#changed()
    if (over === undefined || over.size === 0) return this.#base.values()
    return merged(this.#base.values(), this.#places(over), over)
  }

  within(field: string, from: string, to: string): Iterable<Row> {
    const over = this.#changed()
    if (over === undefined || over.size === 0) return this.#base.within(field, from, to)
    return this.#withinChanged(over, field, from, to)
  }

  /** Changed rows where they stand, between those that did not change; new ones last. */
  *#withinChanged(over: Changed, field: string, from: string, to: string): Iterable<Row> {
    const changed = [...over].flatMap(([key, row]) =>
      row === null ? [] : [{ row, place: this.#base.placeOf(key) ?? Number.POSITIVE_INFINITY }],
    )
    changed.sort((a, b) => a.place - b.place)
    let next = 0
    const before = (place: number): Row[] => {
      const first = next
      while (next < changed.length && (changed[next]?.place as number) < place) next++
      return changed.slice(first, next).map(({ row }) => row)
    }
    for (const row of this.#base.within(field, from, to)) {
      const key = this.#base.keyOf(row)
      yield* filtered(before(this.#base.placeOf(key) as number), field, from, to)
      if (!over.has(key)) yield row
    }
    yield* filtered(
      changed.slice(next).map(({ row }) => row),
      field,
      from,
      to,
    )
  }

  #places(over: Changed): Map<number, string> {
    const places = new Map<number, string>()
    for (const key of over.keys()) {
      const place = this.#base.placeOf(key)
      if (place !== undefined) places.set(place, key)
    }
    return places
  }
}

/**
 * Rows in their first order, changed ones in place, new ones last.
 *
 * @param places the keys of changed rows by where they stand
 */
export function* merged(
  base: Iterable<Row>,
  places: ReadonlyMap<number, string>,
  over: Changed,
): Iterable<Row> {
  let place = 0
  for (const row of base) {
    const key = places.get(place++)
    const changed = key === undefined ? row : over.get(key)
    if (changed !== null && changed !== undefined) yield changed
  }
  const old = new Set(places.values())
  for (const [key, row] of over) if (row !== null && !old.has(key)) yield row
}
