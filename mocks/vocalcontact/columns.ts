/** How a field is described: the types are those of the vendor's sibling API, "API Integração". */
import { date, oneOf, type TSchema, type TString, text } from '#engine'

export const TYPES = ['texto', 'int', 'email', 'data', 'decimal', 'telefone'] as const
export type Type = (typeof TYPES)[number]
export const type = oneOf(...TYPES)

/** One field of a module: its label and type as Info tells them, and what a value looks like. */
export interface Column {
  readonly label: string
  readonly type: Type
  readonly value: TString
  /** What a fixture may write, where that is less. Default: the same */
  readonly row?: TString
}

const column =
  (type: Type, pattern?: string) =>
  (label: string, example: string): Column => ({
    label,
    type,
    value: text(label, example, pattern === undefined ? {} : { pattern }),
  })

export const texto = column('texto')
export const email = column('email')
/** A number, an id too, is text on the wire: so CSV and JSON carry the same. */
export const int = column('int', '^[0-9]*$')
/** "999999.99", with a point. */
export const decimal = column('decimal', '^(-?[0-9]+\\.[0-9]{2})?$')
/** "DDD 912345678"; a fixture may leave out the space. */
export const telefone = column('telefone', '^([0-9]{2} ?[0-9]{8,9})?$')
/** "YYYY-MM-DD", or empty for what is not known. */
export const data = (label: string, example: string): Column => ({
  ...column('data', '^([0-9]{4}-[0-9]{2}-[0-9]{2})?$')(label, example),
  row: date(label, example),
})
/** `YYYY-MM-DD HH:MM:SS`, or empty for what has not come. */
export const hora = column('data', '^([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2})?$')

/** A module's number, or the moment that a filter goes by: every record has one. */
export const id = (label: string, example: string): Column => ({
  label,
  type: 'int',
  value: text(label, example, { pattern: '^[1-9][0-9]*$' }),
})
export const moment = (label: string, example: string): Column => ({
  label,
  type: 'data',
  value: text(label, example, { format: 'day-time-seconds' }),
})

export type Columns = Readonly<Record<string, Column>>

/** Columns as properties of an object. */
export const propertiesOf = <C extends Columns, S extends TSchema>(
  columns: C,
  property: (column: Column) => S,
): { [K in keyof C]: S } =>
  Object.fromEntries(Object.entries(columns).map(([field, column]) => [field, property(column)])) as never
