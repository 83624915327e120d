/** The fields of an answer as one customer has them: Info and records both go by these. */
import type { Context } from '#engine'
import type { vocalContact } from './api.ts'
import type { Column, Type } from './columns.ts'
import type { Crm } from './fixture.ts'
import { COMMON, type Module, OWN } from './modules.ts'

export type Scene = Context<typeof vocalContact, typeof Crm>
export type CrmRecord = Readonly<{ id: string; [field: string]: string }>

export interface Field {
  readonly field: string
  readonly label: string
  readonly type: Type
  /** The value that a record has on the wire. */
  readonly read: (record: CrmRecord) => string
}

/** "DDD 912345678": a fixture may leave out the space. */
const spaced = (phone: string): string =>
  /^\d{10,11}$/.test(phone) ? `${phone.slice(0, 2)} ${phone.slice(2)}` : phone

/** A module's fields, without those that the customer lacks, and behind them those that he has beside. */
export function fieldsOf(module: Module, { state, draw }: Scene): Field[] {
  const custom = state.fields.where((row) => row.module === module)
  const documented: Readonly<{ [field: string]: Column }> = { ...COMMON, ...OWN[module] }
  const own = Object.entries(documented).flatMap(([field, { label, type }]): Field[] => {
    const change = custom.find((row) => row.field === field)
    if (change?.shown === false) return []
    const told = { field, label: change?.label ?? label, type: change?.type ?? type }
    const phone = type === 'telefone'
    return [
      {
        ...told,
        read: phone ? (record) => spaced(record[field] as string) : (record) => record[field] as string,
      },
    ]
  })
  const added = custom.flatMap(({ field, label = field, type = 'texto', values, shown }): Field[] => {
    if (Object.hasOwn(documented, field) || !shown) return []
    const read = ({ id }: CrmRecord): string =>
      state.values.get(module, id, field)?.value ?? draw('field', module, field, id).pick(values) ?? ''
    return [{ field, label, type, read }]
  })
  return [...own, ...added]
}

const asIs = (field: string): Field => ({
  field,
  label: field,
  type: 'texto',
  read: (row) => row[field] as string,
})

/** `[{"id":"12","entity":"company","name":"…"}]` */
export const ENTITY_FIELDS: readonly Field[] = ['id', 'entity', 'name'].map(asIs)
