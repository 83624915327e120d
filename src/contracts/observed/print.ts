import { columns, wrapped } from '../../report/table.ts'
import type { Imported } from './import.ts'
import type { Finding, Suggestion } from './judge.ts'
import type { Sighting } from './observation.ts'

/** A row of the ledger, as far as it is told here. */
interface Row {
  readonly id: string
  readonly says: string
}

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`

const WAYS: Readonly<Record<string, string>> = {
  path: 'at the documented path',
  prefix: 'behind other segments',
  moved: 'at another path',
  fields: 'by what it sends and answers',
}

/** What was read: recognised operations, what the document does not know, what was not kept. */
export function printImported(vendor: string, imported: Imported): string {
  const { requests, answers, recognised, elsewhere, sightings, dropped } = imported
  const lines = [
    `${vendor}: ${counted(requests, 'request')} read, ${counted(answers, 'answer')}; ${recognised} recognised`,
  ]
  const known = sightings.filter(({ operation }) => operation !== undefined)
  const rows = unique(
    known.map((one) => ['', one.operation as string, `${one.method} ${one.path}`, WAYS[one.by ?? ''] ?? '']),
  )
  if (rows.length > 0) lines.push(columns(rows))
  const unknown = unique(sightings.filter(({ operation }) => operation === undefined).map(shown))
  if (unknown.length > 0) lines.push('unknown to the document:', ...unknown.map(([line]) => line as string))
  if (elsewhere > 0) lines.push(`passed over: ${counted(elsewhere, 'request')} to other hosts`)
  const left = [
    dropped.paths > 0 ? counted(dropped.paths, 'segment of a path', 'segments of paths') : '',
    dropped.fields > 0 ? counted(dropped.fields, 'name of a field', 'names of fields') : '',
    dropped.headers > 0 ? counted(dropped.headers, 'name of a header', 'names of headers') : '',
  ].filter((text) => text !== '')
  if (left.length > 0) {
    lines.push(
      `not kept, for they may be data: ${left.join(', ')} (--keep WORD keeps one that you know to be none)`,
    )
  }
  return lines.join('\n')
}

const shown = ({ method, path }: Sighting): string[] => [`  ${method} ${path}`]

const unique = (rows: readonly string[][]): string[][] => [
  ...new Map(rows.map((row) => [row.join(' '), row])).values(),
]

/** What an observation says of the ledger's rows, one after another. */
export function printFindings(findings: readonly Finding[], rows: readonly Row[]): string {
  const says = new Map(rows.map(({ id, says }) => [id, says]))
  const sorted = findings.toSorted((a, b) => (a.verdict < b.verdict ? -1 : a.verdict > b.verdict ? 1 : 0))
  return sorted
    .map(({ verdict, row, says: sentence }) =>
      [
        `${verdict.padEnd(11)}  ${row.padEnd(6)} ${sentence}`,
        wrapped(says.get(row) ?? '', 110, ' '.repeat(20)),
      ].join('\n'),
    )
    .join('\n')
}

/** What would make the fake behave so, as it stands in a duble.yaml. */
export function printSuggestion(vendor: string, { options, paths }: Suggestion): string {
  const lines = (['options', 'paths'] as const).flatMap((section) => {
    const entries = Object.entries(section === 'options' ? options : paths)
    return entries.length === 0
      ? []
      : [
          `  ${section}:`,
          `    ${vendor}:`,
          ...entries.map(([name, value]) => `      ${name}: ${JSON.stringify(value)}`),
        ]
  })
  return lines.length === 0
    ? ''
    : ['so would the fake behave, by duble.yaml (--apply writes it):', ...lines].join('\n')
}
