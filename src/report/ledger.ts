import { columns, wrapped } from './table.ts'

/** A ledger row as a report needs it. */
export interface ReportedRow {
  readonly id: string
  readonly class: string
  readonly says: string
  readonly quote?: string
  readonly place?: string
  readonly backs?: readonly string[]
  readonly options?: readonly string[]
  readonly informative?: boolean
  /** What the user's own observation says of it, a sentence each. */
  readonly observed?: readonly string[]
}

/** The document's words in quotation marks, those within them single: two of a kind would stand side by side. */
export const inQuotes = (words: string): string => `“${words.replaceAll('“', '‘').replaceAll('”', '’')}”`

/** A vendor's ledger for reading: id, class, fact, quote, place, behaviours and options of each row. */
export function printLedger(vendor: string, document: string, rows: readonly ReportedRow[]): string {
  const blocks = rows.map((row) => {
    const parts = [
      columns([[row.id.padEnd(6), row.class.padEnd(10), row.says]]),
      row.quote === undefined ? '' : wrapped(inQuotes(row.quote), 110, '        '),
      row.place === undefined ? '' : `        ${row.place}`,
      row.backs === undefined ? '' : wrapped(`behaviours: ${row.backs.join(', ')}`, 110, '        '),
      row.options === undefined ? '' : wrapped(`options: ${row.options.join(', ')}`, 110, '        '),
      ...(row.observed ?? []).map((says) => wrapped(`observed by you, ${says}`, 110, '        ')),
      row.informative ? '        informative: no behaviour can prove it' : '',
    ]
    return parts.filter((part) => part !== '').join('\n')
  })
  return [`${vendor}: ${document}`, ...blocks, summary(vendor, rows)].join('\n\n')
}

/** How many rows of each class; classes are never added up. */
function summary(vendor: string, rows: readonly ReportedRow[]): string {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(row.class, (counts.get(row.class) ?? 0) + 1)
  return `${vendor}: ${[...counts].map(([name, count]) => `${count} ${name}`).join(', ')}`
}
