import type { ReportedRow } from './ledger.ts'
import { isPrinted } from './openapi-ledger.ts'
import type { PlainSchema } from './openapi-schema.ts'

/** Stands in a gap: of private use, so no sentence has it. */
export const GAP = '\uE000'

/** Words that the document prints are exact in the schema; what is assumed stays open. */
export function narrow(
  schema: PlainSchema,
  variants: readonly Readonly<Record<string, unknown>>[],
  rows: readonly ReportedRow[],
): PlainSchema {
  if (schema.properties === undefined) return schema
  const fields = Object.entries(schema.properties).map(([name, field]): [string, PlainSchema] => {
    const values = [...new Set(variants.map((variant) => variant[name]))]
    const { description } = field
    const told = description === undefined ? {} : { description }
    if (values.every((value) => value === null)) return [name, { type: 'null', ...told }]
    const printed = values.every(
      (value): value is string => typeof value === 'string' && isPrinted(piecesOf(value), rows),
    )
    if (!printed || 'const' in field) return [name, field]
    const [only = '', ...others] = values as string[]
    const exact = others.length === 0 && !only.includes(GAP)
    const words = exact ? { const: only } : { pattern: patternOf(values as string[]) }
    return [name, { type: 'string', ...told, ...words }]
  })
  return { ...schema, properties: Object.fromEntries(fields) }
}

/** Whether a sentence is the document's own. */
export const isSaid = (says: string, rows: readonly ReportedRow[]): boolean => isPrinted(piecesOf(says), rows)

/** The words around the gaps, filled or not. */
const piecesOf = (text: string): string[] => text.split(/\uE000|\{\w+\}/)

const patternOf = (texts: readonly string[]): string => {
  const sources = [...new Set(texts.map((text) => piecesOf(text).map(escaped).join('.*')))]
  return sources.length === 1 ? `^${sources[0]}$` : `^(${sources.join('|')})$`
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
