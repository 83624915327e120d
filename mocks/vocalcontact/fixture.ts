import {
  defineFixture,
  fallback,
  list,
  type Objection,
  oneOf,
  optional,
  type TString,
  table,
  text,
  truth,
} from '#engine'
import { type Column, type Columns, propertiesOf, type } from './columns.ts'
import { COMMON, FIXED, MODULES, OWN } from './modules.ts'

const blank = ({ value, row = value }: Column): TString => fallback(row, '')

/** A module's records: only the number and the two moments must be written. */
const records = <const C extends Columns>(own: C) =>
  table(
    {
      id: COMMON.id.value,
      company_id: blank(COMMON.company_id),
      contact_id: blank(COMMON.contact_id),
      user_id: blank(COMMON.user_id),
      created_at: COMMON.created_at.value,
      modified_at: COMMON.modified_at.value,
      ...propertiesOf(own, blank),
    },
    'id',
  )

const module = oneOf(...MODULES)
const number = text('Código', '12', { pattern: '^[1-9][0-9]*$' })
const field = text('Campo', 'regiao', { pattern: '^[a-z][a-z0-9_]*$' })

/** What a VocalContact fixture may say: records of six modules, the names of entities, and what one customer's fields are. */
export const Crm = defineFixture({
  tables: {
    calendar: records(OWN.calendar),
    ticket: records(OWN.ticket),
    customfield: records(OWN.customfield),
    attendance: records(OWN.attendance),
    opportunity: records(OWN.opportunity),
    lead: records(OWN.lead),
    /** A record that is an entity has its own name; `company`, `contact`, `user` and others are named here. */
    entity: table(
      {
        id: number,
        entity: text('Entidade', 'company', { min: 1 }),
        name: fallback(text('Nome', 'Padaria Lima'), ''),
      },
      'entity',
      'id',
    ),
    /** Fields that a customer has beside, or calls otherwise, or lacks (`shown: false`). */
    fields: table(
      {
        module,
        field,
        label: optional(text('Nome do campo', 'Região')),
        type: optional(type),
        shown: fallback(truth('Se o cliente tem o campo', true), true),
        /** What records carry in an additional field: one of these, by the seed. */
        values: fallback(list(text('Valor', 'Sul')), ['']),
      },
      'module',
      'field',
    ),
    /** What one record carries in an additional field. */
    values: table({ module, id: number, field, value: text('Valor', 'Sul') }, 'module', 'id', 'field'),
  },
  *check({ entity, fields, values }): Iterable<Objection> {
    for (const [index, row] of fields.entries()) {
      const says = `cannot be hidden: every record has ${FIXED.join(', ')}`
      if (!row.shown && FIXED.includes(row.field)) yield { table: 'fields', index, path: ['field'], says }
    }
    for (const [index, row] of values.entries()) {
      const added = fields.some((other) => other.module === row.module && other.field === row.field)
      const says = `names no additional field of ${row.module}: write it in fields`
      const own = Object.hasOwn({ ...COMMON, ...OWN[row.module] }, row.field)
      if (!added || own) yield { table: 'values', index, path: ['field'], says }
    }
    for (const [index, { entity: kind, name }] of entity.entries()) {
      const record = (MODULES as readonly string[]).includes(kind)
      const says = record
        ? `must be left out: a ${kind} has its own name`
        : `must not be empty: nothing else names a ${kind}`
      if ((name === '') !== record) yield { table: 'entity', index, path: ['name'], says }
    }
  },
})
