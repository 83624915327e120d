import type { Fixture, FixtureDef, GeneratedRows, Row, RowSource, TableDef, TableDefs } from './fixture.ts'

export const keyOf = (def: TableDef, row: Row): string =>
  def.key.map((field) => String(row[field])).join('\u0000')

/** The rows that a fixture starts a table with, in their order. */
export interface BaseTable {
  get(key: string): Row | undefined
  has(key: string): boolean
  keyOf(row: Row): string
  /** Where a row stands in the table's order; undefined for one that is not there. */
  placeOf(key: string): number | undefined
  values(): Iterable<Row>
  /** The rows whose field lies within two texts, both included. */
  within(field: string, from: string, to: string): Iterable<Row>
}

/** More generated rows than this are made one by one as they are read, if their keys tell which they are. */
const MOST_KEPT = 1000

/** The tables that a fixture starts with: few rows are made on first reading, many rows each on its own. */
export class BaseTables {
  readonly #fixture: Fixture
  readonly #defs: TableDefs
  readonly #seed: number
  readonly #opened = new Map<string, BaseTable>()

  constructor(fixture: Fixture, def: FixtureDef, seed: number) {
    this.#fixture = fixture
    this.#defs = def.tables
    this.#seed = seed
  }

  table(name: string): BaseTable {
    let table = this.#opened.get(name)
    if (table === undefined) {
      table = openBase(this.#defs[name] as TableDef, this.#fixture.tables[name] ?? [], this.#seed)
      this.#opened.set(name, table)
    }
    return table
  }
}

function openBase(def: TableDef, sources: readonly RowSource[], seed: number): BaseTable {
  const generated = sources.filter((source) => 'count' in source)
  const many = generated.reduce((sum, { count }) => sum + count, 0) > MOST_KEPT
  if (many && generated.every(({ positionOf }) => positionOf !== undefined)) {
    return new MadeTable(def, sources, seed)
  }
  return new KeptTable(def, sources, seed)
}

/** Few rows, or rows whose keys tell nothing: all of them are made once. */
class KeptTable implements BaseTable {
  readonly keyOf: (row: Row) => string
  readonly #rows = new Map<string, Row>()
  #places: Map<string, number> | undefined

  constructor(def: TableDef, sources: readonly RowSource[], seed: number) {
    this.keyOf = (row) => keyOf(def, row)
    for (const source of sources) {
      if ('rows' in source) for (const row of source.rows) this.#rows.set(keyOf(def, row), row)
      else
        for (let index = 0; index < source.count; index++) {
          const row = source.rowAt(seed, index)
          this.#rows.set(keyOf(def, row), row)
        }
    }
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key)
  }

  has(key: string): boolean {
    return this.#rows.has(key)
  }

  placeOf(key: string): number | undefined {
    this.#places ??= new Map([...this.#rows.keys()].map((own, place) => [own, place]))
    return this.#places.get(key)
  }

  values(): Iterable<Row> {
    return this.#rows.values()
  }

  within(field: string, from: string, to: string): Iterable<Row> {
    return filtered(this.#rows.values(), field, from, to)
  }
}

interface Part {
  /** Where its first row stands in the table. */
  readonly first: number
  readonly source: RowSource
}

/** Of such a table, so many rows are kept once they are made, for whoever looks through it again and again; others are made anew. */
const MOST_REMEMBERED = 20_000

/** Many rows, each made when it is read: a million of them cost nothing until then. */
class MadeTable implements BaseTable {
  readonly keyOf: (row: Row) => string
  readonly #seed: number
  readonly #parts: readonly Part[]
  readonly #written = new Map<string, { readonly row: Row; readonly place: number }>()
  /** Made rows by their place. */
  readonly #made = new Map<number, Row>()

  constructor(def: TableDef, sources: readonly RowSource[], seed: number) {
    this.keyOf = (row) => keyOf(def, row)
    this.#seed = seed
    let first = 0
    this.#parts = sources.map((source) => {
      const part = { first, source }
      if ('rows' in source) {
        for (const row of source.rows) this.#written.set(keyOf(def, row), { row, place: first++ })
      } else first += source.count
      return part
    })
  }

  get(key: string): Row | undefined {
    const written = this.#written.get(key)
    if (written !== undefined) return written.row
    const found = this.#find(key)
    return found && this.#rowAt(found.first, found.source, found.index)
  }

  has(key: string): boolean {
    return this.placeOf(key) !== undefined
  }

  placeOf(key: string): number | undefined {
    const found = this.#find(key)
    return this.#written.get(key)?.place ?? (found && found.first + found.index)
  }

  *values(): Iterable<Row> {
    for (const { first, source } of this.#parts) {
      if ('rows' in source) yield* source.rows
      else yield* this.#all(first, source)
    }
  }

  *within(field: string, from: string, to: string): Iterable<Row> {
    for (const { first, source } of this.#parts) {
      const indexes = 'count' in source ? source.within?.[field]?.(this.#seed, from, to) : undefined
      if ('rows' in source) yield* filtered(source.rows, field, from, to)
      else if (indexes !== undefined)
        for (const index of indexes) yield this.#rowAt(first, source as GeneratedRows, index)
      else yield* filtered(this.#all(first, source), field, from, to)
    }
  }

  *#all(first: number, source: GeneratedRows): Iterable<Row> {
    for (let index = 0; index < source.count; index++) yield this.#rowAt(first, source, index)
  }

  #rowAt(first: number, source: GeneratedRows, index: number): Row {
    const place = first + index
    let row = this.#made.get(place)
    if (row === undefined) {
      row = source.rowAt(this.#seed, index)
      if (this.#made.size < MOST_REMEMBERED) this.#made.set(place, row)
    }
    return row
  }

  #find(key: string): { first: number; source: GeneratedRows; index: number } | undefined {
    for (const { first, source } of this.#parts) {
      const index = 'count' in source ? source.positionOf?.(key) : undefined
      if (index !== undefined) return { first, source: source as GeneratedRows, index }
    }
    return undefined
  }
}

/** Text compares as the times do that it writes: same notation, so character by character. */
export function* filtered(rows: Iterable<Row>, field: string, from: string, to: string): Iterable<Row> {
  for (const row of rows) {
    const value = row[field] as string
    if (value >= from && value <= to) yield row
  }
}
