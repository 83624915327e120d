import type { Fixture, FixtureDef, Row, TableDef, TableDefs } from './fixture.ts'

export type Awaitable<T> = T | Promise<T>

/** One table as it stands. */
export interface TableView {
  get(key: string): Row | undefined
  values(): Iterable<Row>
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

export const keyOf = (def: TableDef, row: Row): string =>
  def.key.map((field) => String(row[field])).join('\u0000')

/** The rows that a fixture starts a table with: made on first reading. */
export class BaseTables {
  readonly #fixture: Fixture
  readonly #defs: TableDefs
  readonly #seed: number
  readonly #made = new Map<string, ReadonlyMap<string, Row>>()

  constructor(fixture: Fixture, def: FixtureDef, seed: number) {
    this.#fixture = fixture
    this.#defs = def.tables
    this.#seed = seed
  }

  rows(name: string): ReadonlyMap<string, Row> {
    let rows = this.#made.get(name)
    if (rows === undefined) {
      rows = this.#make(name)
      this.#made.set(name, rows)
    }
    return rows
  }

  #make(name: string): ReadonlyMap<string, Row> {
    const def = this.#defs[name] as TableDef
    const made = new Map<string, Row>()
    for (const source of this.#fixture.tables[name] ?? []) {
      if ('rows' in source) for (const row of source.rows) made.set(keyOf(def, row), row)
      else
        for (let index = 0; index < source.count; index++) {
          const row = source.rowAt(this.#seed, index)
          made.set(keyOf(def, row), row)
        }
    }
    return made
  }
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
      view = {
        get: (key) => layered(this.#changed.get(name), key, () => this.#base.rows(name).get(key)),
        values: () => merged(this.#base.rows(name), this.#changed.get(name)),
      }
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
        if (row === null && !this.#base.rows(name).has(key)) changed.delete(key)
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

function layered(
  over: ReadonlyMap<string, Row | null> | undefined,
  key: string,
  under: () => Row | undefined,
): Row | undefined {
  const row = over?.get(key)
  return row === undefined ? under() : (row ?? undefined)
}

/** Rows in their first order, changed ones in place, new ones last. */
export function merged(
  base: ReadonlyMap<string, Row>,
  over: ReadonlyMap<string, Row | null> | undefined,
): Iterable<Row> {
  if (over === undefined || over.size === 0) return base.values()
  return (function* () {
    for (const [key, row] of base) {
      const changed = over.get(key)
      if (changed === undefined) yield row
      else if (changed !== null) yield changed
    }
    for (const [key, row] of over) if (row !== null && !base.has(key)) yield row
  })()
}
