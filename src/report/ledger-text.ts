import { inQuotes } from './ledger.ts'
import {
  othersThan,
  SECTION_SAYS,
  SECTIONS,
  type Section,
  type ShownLedger,
  type ShownRow,
  switchOf,
} from './ledger-sections.ts'
import { columns, wrapped } from './table.ts'

const INDENT = '        '
const indented = (text: string): string => wrapped(text, 110, INDENT)

/** A vendor's ledger for reading, in sections; of each row all that is known. */
export function printLedger({ vendor, document, rows }: ShownLedger): string {
  const sections = SECTIONS.flatMap((section) => {
    const own = rows.filter((row) => row.section === section)
    return own.length === 0 ? [] : [heading(section, own.length), ...own.map((row) => block(vendor, row))]
  })
  return [`${vendor}: ${document}`, ...sections, `${vendor}: ${printClasses(rows)}`].join('\n\n')
}

/** A section's name, how many rows it has, and what they have in common. */
const heading = (section: Section, count: number): string =>
  `${section[0]?.toUpperCase()}${section.slice(1)}, ${count === 1 ? '1 row' : `${count} rows`}: ${SECTION_SAYS[section]}`

function block(vendor: string, row: ShownRow): string {
  const { quote, place, against = [], contradictedBy, backs, choices = {}, observed = [], met } = row
  const parts = [
    columns([[row.id.padEnd(6), row.class.padEnd(10), row.says]]),
    ...(quote === undefined ? [] : [indented(inQuotes(quote))]),
    ...(place === undefined ? [] : [`${INDENT}${place}`]),
    ...against.flatMap((passage) => [
      indented(`against ${inQuotes(passage.quote)}`),
      `${INDENT}${passage.place}${passage.row === undefined ? '' : ` (${passage.row})`}`,
    ]),
    ...(contradictedBy === undefined ? [] : [`${INDENT}contradicted: see ${contradictedBy.join(', ')}`]),
    ...(backs === undefined ? [] : [indented(`behaviours: ${backs.join(', ')}`)]),
    ...Object.entries(choices).flatMap(([name, choice]) => [
      indented(`option ${name} is ${choice.value || '""'}, or ${othersThan(choice)}`),
      `${INDENT}  ${switchOf(vendor, name, choice)}`,
    ]),
    ...observed.map((says) => indented(`observed by you, ${says}`)),
    ...(row.informative ? [`${INDENT}informative: no behaviour can prove it`] : []),
    ...(met === undefined ? [] : [`${INDENT}${met ? 'met' : 'never met'}`]),
  ]
  return parts.join('\n')
}

/** How many rows of each class; classes are never added up. */
export function printClasses(rows: readonly { readonly class: string }[]): string {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(row.class, (counts.get(row.class) ?? 0) + 1)
  return [...counts].map(([name, count]) => `${count} ${name}`).join(', ')
}
