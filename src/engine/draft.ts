import { filtered, keyOf } from './base.ts'
import type { FixtureDef, Row, RowOf, TableDef } from './fixture.ts'
import { merged, type TableView, type View } from './state.ts'

/** One table inside a handler: reads see the handler's own writes. */
export interface Table<R> {
  /** The row with this key; several key fields are given in the table's order. */
  get(...key: string[]): R | undefined
  /** The rows that fit, in the table's order. */
  where(fits: (row: R) => boolean): R[]
  all(): R[]
  /** The rows whose field lies within two texts, both included, in the table's order; made as they are read. */
  within(field: keyof R & string, from: string, to: string): Iterable<R>
  /** The rows in the table's order, made as they are read. */
  each(): Iterable<R>
  put(row: R): void
  patch(row: R, fields: Partial<R>): void
  remove(row: R): void
}

/** A handler's state: one table per table of the fixture. */
export type StateOf<F> =
  F extends FixtureDef<infer T> ? { readonly [K in keyof T]: Table<RowOf<T[K]>> } : never

/** One request's reads and collected writes. */
export class Draft {
  readonly rows = new Map<string, Map<string, Row | null>>()
  readonly counters = new Map<string, number>()
  readonly #view: View

  constructor(view: View) {
    this.#view = view
  }

  get dirty(): boolean {
    return this.rows.size > 0 || this.counters.size > 0
  }

  /** The next number of a counter; taken only if the request is accepted. */
  next(counter: string): number {
    const value = (this.counters.get(counter) ?? this.#view.counter(counter)) + 1
    this.counters.set(counter, value)
    return value
  }

  /** The collected writes of a table, begun on the first. */
  writes(name: string): Map<string, Row | null> {
    let writes = this.rows.get(name)
    if (writes === undefined) {
      writes = new Map()
      this.rows.set(name, writes)
    }
    return writes
  }

  table(name: string, def: TableDef): Table<Row> {
    return new DraftTable(this, this.#view.table(name), name, def)
  }
}

/** One table of a draft; a class, because every request opens several. */
class DraftTable implements Table<Row> {
  readonly #draft: Draft
  readonly #view: TableView
  readonly #name: string
  readonly #def: TableDef

  constructor(draft: Draft, view: TableView, name: string, def: TableDef) {
    this.#draft = draft
    this.#view = view
    this.#name = name
    this.#def = def
  }

  get(...key: string[]): Row | undefined {
    const id = key.length === 1 ? (key[0] as string) : key.join('\u0000')
    const row = this.#draft.rows.get(this.#name)?.get(id)
    return row === undefined ? this.#view.get(id) : (row ?? undefined)
  }

  where(fits: (row: Row) => boolean): Row[] {
    const found: Row[] = []
    for (const row of this.#values()) if (fits(row)) found.push(row)
    return found
  }

  all(): Row[] {
    return [...this.#values()]
  }

  each(): Iterable<Row> {
    return this.#values()
  }

  within(field: string, from: string, to: string): Iterable<Row> {
    if (this.#draft.rows.has(this.#name)) return filtered(this.#values(), field, from, to)
    return this.#view.within(field, from, to)
  }

  put(row: Row): void {
    this.#write(row, row)
  }

  patch(row: Row, fields: Row): void {
    this.#write(row, { ...row, ...fields })
  }

  remove(row: Row): void {
    this.#write(row, null)
  }

  #write(row: Row, value: Row | null): void {
    this.#draft.writes(this.#name).set(keyOf(this.#def, row), value)
  }

  #values(): Iterable<Row> {
    const writes = this.#draft.rows.get(this.#name)
    if (writes === undefined) return this.#view.values()
    const rows = [...this.#view.values()]
    const places = rows.flatMap((row, place): [number, string][] => {
      const key = keyOf(this.#def, row)
      return writes.has(key) ? [[place, key]] : []
    })
    return merged(rows, new Map(places), writes)
  }
}
