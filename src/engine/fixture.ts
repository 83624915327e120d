import type { Credential } from './auth.ts'
import type { FaultPlan } from './faults/kind.ts'
import { object, type Static, type TObject, type TProperties } from './schema.ts'

/** A row of a table: plain data, never changed in place. */
export type Row = Readonly<Record<string, unknown>>

/** One table of a room: what a row may say and which fields name it. */
export interface TableDef<P extends TProperties = TProperties> {
  readonly row: TObject<P>
  readonly key: readonly string[]
}

// biome-ignore lint/suspicious/noExplicitAny: variance: any table at all
export type TableDefs = Readonly<Record<string, TableDef<any>>>

/**
 * A table keyed by the fields named.
 *
 * @example table({ name: text('Agent', 'DEV'), branch: text('Branch', '2000') }, 'name')
 */
export const table = <const P extends TProperties>(
  properties: P,
  ...key: readonly (keyof P & string)[]
): TableDef<P> => ({ row: object(properties), key })

/** What is wrong with a row that its schema cannot say. */
export interface Objection {
  readonly table: string
  readonly index: number
  /** Path inside the row, such as `['usuarios', 0, 'total_lead']`. */
  readonly path: readonly (string | number)[]
  readonly says: string
}

/** What a vendor's YAML may say. */
export interface FixtureDef<T extends TableDefs = TableDefs> {
  readonly tables: T
  /** Objections that span fields or rows; rows are those written out. */
  readonly check?: (
    rows: { readonly [K in keyof T]: readonly RowOf<T[K]>[] },
    options: Readonly<Record<string, unknown>>,
  ) => Iterable<Objection>
}

// biome-ignore lint/suspicious/noExplicitAny: variance: any fixture at all
export type AnyFixtureDef = FixtureDef<any>

/** Declares what a vendor's YAML may say. */
export const defineFixture = <const T extends TableDefs>(fixture: FixtureDef<T>): FixtureDef<T> => fixture

/** The type of a table's rows. */
export type RowOf<T> = T extends TableDef<infer P> ? Readonly<Static<TObject<P>>> : never

/** Rows that come one by one from (seed, index). */
export interface GeneratedRows {
  readonly count: number
  readonly rowAt: (seed: number, index: number) => Row
  /** The index behind a key, where the key tells it; undefined for a key that is none of these rows'. */
  readonly positionOf?: ((key: string) => number | undefined) | undefined
  /** By field, the rising indexes of the rows whose field lies within two texts, both included. */
  readonly within?: Readonly<Record<string, Within>>
}

export type Within = (seed: number, from: string, to: string) => Iterable<number>

/** Rows that are made, or that are written out. */
export type RowSource = { readonly rows: readonly Row[] } | GeneratedRows

/** A named patch of state: rows merged into the rows with the same key. */
export interface StatePatch {
  readonly rows: Readonly<Record<string, readonly Row[]>>
  /** Waits that run: as if a credential had asked an operation so many milliseconds ago. */
  readonly cooldowns: readonly {
    readonly operation: string
    readonly credential: string
    readonly ago: number
  }[]
  /** Misfortunes that begin with it. */
  readonly faults: readonly FaultPlan[]
}

/** A fixture that was read and found right. */
export interface Fixture {
  readonly name: string
  readonly vendor: string
  readonly profile: string
  readonly options: Readonly<Record<string, unknown>>
  readonly credentials: readonly Credential[]
  /** Fields that rows and calls may leave out. */
  readonly defaults: Readonly<Record<string, string>>
  /** Operations that answer at another path. */
  readonly paths: Readonly<Record<string, string>>
  readonly tables: Readonly<Record<string, readonly RowSource[]>>
  readonly states: Readonly<Record<string, StatePatch>>
}
