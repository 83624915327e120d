/** From a row to what is printed, and from what was sent to what is kept. */
import { bareDocument } from '#engine'
import { FIELD_OF, LAYOUTS } from './words.ts'

/** A row of the table `clientes`. */
export type Customer = Readonly<Record<string, unknown>>

interface Other {
  readonly campo: string
  readonly valor: string
}
const othersOf = (row: Customer): readonly Other[] => (row['outros'] as Other[] | undefined) ?? []

/** A field's text, or the empty one. */
export const textOf = (row: Customer, field: string): string => (row[field] as string | undefined) ?? ''
export type Printed = Readonly<Record<string, string | boolean>>

/** The options that decide how a customer is printed. */
export interface Style {
  readonly address_style: keyof typeof LAYOUTS
  readonly birth_key: 'data_nascimen' | 'data_nascimento'
  readonly flags: 'text' | 'boolean'
  readonly codigo: 'served' | 'omitted'
  readonly empty_fields: 'omitted' | 'empty'
}

/** `"SIM"` and `"TRUE"` are printed; what stands for their opposites is not. */
const TRUTHS: Readonly<Record<string, readonly [yes: string, no: string]>> = {
  pos_graduacao: ['SIM', 'NÃO'],
  ativo: ['TRUE', 'FALSE'],
}

/** A customer as the answer shows it, keys in the printed order. */
export function printed(row: Customer, style: Style): Printed {
  const wire: Record<string, string | boolean> = {}
  for (const [name, field] of LAYOUTS[style.address_style]) {
    const value = textOf(row, field)
    if (value === '' && style.empty_fields === 'omitted') continue
    if (name === 'codigo' && style.codigo === 'omitted') continue
    const yes = style.flags === 'boolean' ? TRUTHS[field]?.[0] : undefined
    wire[name === 'data_nascimen' ? style.birth_key : name] = yes === undefined ? value : value === yes
  }
  for (const { campo, valor } of othersOf(row)) {
    if (valor !== '' || style.empty_fields === 'empty') wire[campo] = valor
  }
  return wire
}

/** Whether a value that is no text may be sent: truth values, where they are what is printed. */
export const isTruth = (name: string, value: unknown, { flags }: Style): boolean =>
  flags === 'boolean' && typeof value === 'boolean' && name in TRUTHS

/**
 * What an edit changes. A name that nobody knows changes nothing; of one field's two names, the one that says something new counts.
 *
 * @param sent texts, and truth values where `isTruth` lets them pass
 */
export function changesOf(sent: Readonly<Record<string, unknown>>, row: Customer): Record<string, unknown> {
  const changes: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(sent)) {
    const field = FIELD_OF.get(name)
    if (field === undefined) continue
    const [yes = '', no = ''] = TRUTHS[field] ?? []
    const kept = typeof value === 'boolean' ? (value ? yes : no) : bare(field, String(value))
    if (kept !== textOf(row, field)) changes[field] = kept
  }
  const others = othersOf(row).map(({ campo, valor }) => ({
    campo,
    valor: Object.hasOwn(sent, campo) ? String(sent[campo]) : valor,
  }))
  return others.length === 0 ? changes : { ...changes, outros: others }
}

/** A value as it is kept and compared: without its mask. */
function bare(field: string, value: string): string {
  switch (field) {
    case 'cpf':
    case 'cnpj':
      return bareDocument(value)
    case 'telefone':
    case 'telefone_2':
      return national(value.replace(/\D/g, '')) || value
    case 'enderecoCep':
      return value.replace(/\D/g, '') || value
    default:
      return value
  }
}

/** What may be dialled before a number with its area code: Brazil's own code, and the trunk's zero. */
const PREFIX = /^(?:00)?(?:55)?0?$/
const NUMBER = /^(?:00)?(?:55)?0?([1-9]\d{9,10})$/

/** A number's last ten or eleven digits, where it is Brazilian. */
const national = (digits: string): string => NUMBER.exec(digits)?.[1] ?? digits

/** Whether two written numbers are one: the last ten or eleven digits count. */
export const sameNumber = (given: string, kept: string): boolean => {
  if (kept === '') return false
  const digits = given.replace(/\D/g, '')
  return digits.endsWith(kept) && PREFIX.test(digits.slice(0, -kept.length))
}
