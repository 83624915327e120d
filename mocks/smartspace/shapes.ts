/** Answers as the document forbids them, and as its own sample breaks JSON: for a platform that must survive both. */
import { CAMEL, LAYOUTS, SNAKE } from './words.ts'

type Wire = Readonly<Record<string, unknown>>

const object = ([first = {}]: readonly Wire[]): Wire => first

/** "Se existirem hierarquias mais extensas não é possível resgatar os dados corretamente." */
const nested = (rows: readonly Wire[]): Wire[] =>
  rows.map((row) => {
    const flat = Object.entries(row).filter(([name]) => !(CAMEL.includes(name) || SNAKE.includes(name)))
    const address = Object.entries(row).filter(([name]) => CAMEL.includes(name) || SNAKE.includes(name))
    const short = address.map(([name, value]) => [name.replace(/^endereco_?/, '').toLowerCase(), value])
    return { ...Object.fromEntries(flat), endereco: Object.fromEntries(short) }
  })

const arrayField = (rows: readonly Wire[]): Wire[] =>
  rows.map(({ telefone_2, ...row }) => ({
    ...row,
    telefone: [row['telefone'], telefone_2].filter((number) => typeof number === 'string' && number !== ''),
  }))

const TRUTHS: Readonly<Record<string, boolean>> = { SIM: true, TRUE: true, NÃO: false, FALSE: false }

/** Numbers lose the zeros before them, as they do where a database has them as numbers. */
const typedValues = (rows: readonly Wire[]): Wire[] =>
  rows.map((row) => {
    const typed = Object.entries(row).map(([name, value]) => [name, typedValue(value)])
    const lacking = LAYOUTS.camel.filter(([name]) => !(name in row) && !name.startsWith('endereco'))
    return { ...Object.fromEntries(typed), ...Object.fromEntries(lacking.map(([name]) => [name, null])) }
  })

function typedValue(value: unknown): unknown {
  if (typeof value !== 'string') return value
  return TRUTHS[value] ?? (/^\d{1,15}$/.test(value) ? Number(value) : value)
}

/** By the option `answer_shape`. */
export const SHAPES: Readonly<Record<string, (rows: readonly Wire[]) => unknown>> = {
  array: (rows) => rows,
  object,
  nested,
  array_field: arrayField,
  typed_values: typedValues,
  html: (rows) => rows, // printed as a page
}

/** What a proxy in front of a company's API answers in its stead. */
export const page = (title: string): string =>
  `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`

interface Marks {
  readonly key?: readonly [string, string]
  readonly colon?: string
  readonly value?: readonly [string, string]
  readonly comma?: string
}
const CURLY = ['“', '”'] as const
const STRAIGHT = ['"', '"'] as const
const HALF = ['"', '”'] as const

/** Where the sample departs from its own curly quotes, colons and commas. */
const SLIPS: Readonly<Record<string, Marks>> = {
  nome: { key: STRAIGHT, value: HALF },
  crm: { value: STRAIGHT },
  endereco_bairro: { colon: '' },
  endereco_estado: { key: HALF, comma: '' },
  pos_graduacao: { key: STRAIGHT, value: HALF },
}

/** Customers as the page prints one: not JSON. */
export function asOnThePage(rows: readonly Wire[]): string {
  const records = rows.map((row) => {
    const fields = Object.entries(row).map(([name, value]) => {
      const { key = CURLY, colon = ':', value: marks = CURLY, comma = ',' } = SLIPS[name] ?? {}
      return [key.join(name) + colon, marks.join(JSON.stringify(String(value)).slice(1, -1)), comma] as const
    })
    const last = fields.length - 1
    const texts = fields.map(([name, value, comma], index) => `${name} ${value}${index < last ? comma : ''}`)
    return `{ ${texts.join(' ')} }`
  })
  return `[ ${records.join(', ')} ]`
}
