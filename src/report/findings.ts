import type { Finding } from '#engine'
import type { KnownVendor } from './coverage.ts'
import { inQuotes, type ReportedRow } from './ledger.ts'
import { wrapped } from './table.ts'

/** A row of the ledger behind a finding. */
export type ShownRow = Pick<ReportedRow, 'id' | 'class' | 'says' | 'quote' | 'place'>

/** A finding with what is known of it. */
export interface ShownFinding extends Finding {
  /** The ledger's rows behind its option, or its behaviour where it has none, three at most. */
  readonly rows: readonly ShownRow[]
}

const MOST_ROWS = 3

/** Adds to each finding the ledger's rows behind it: those of its option, or of its behaviour where it has none. */
export const showFindings = (
  findings: readonly Finding[],
  known: readonly KnownVendor[],
): readonly ShownFinding[] =>
  findings.map((finding) => {
    const vendor = known.find(({ api }) => api.name === finding.vendor)
    return { ...finding, rows: vendor === undefined ? [] : rowsBehind(finding, vendor) }
  })

function rowsBehind({ behaviour, option }: Finding, { ledger, rows }: KnownVendor): ShownRow[] {
  const ofBehaviour = behaviour === undefined ? [] : (rows.get(behaviour) ?? [])
  const ofOption = ledger.filter(({ options }) => option !== undefined && options?.includes(option))
  // Of an option that is about many behaviours, the rows that are about this one come first.
  const both = ofOption.filter((row) => ofBehaviour.includes(row))
  return [...new Set(option === undefined ? ofBehaviour : [...both, ...ofOption])]
    .slice(0, MOST_ROWS)
    .map(({ id, class: strength, says, quote, place }) => ({
      id,
      class: strength,
      says,
      ...(quote === undefined ? {} : { quote }),
      ...(place === undefined ? {} : { place }),
    }))
}

const WIDTH = 110

/** The document's words where they say it; those beside an assumption are what it was made from. */
const wordsOf = ({ class: strength, says, quote }: ShownRow): string =>
  quote === undefined || strength === 'assumed' ? says : inQuotes(quote)

/** Findings for reading in a terminal: what was seen and in which request, what would be right, and what the ledger has on it. */
export function printFindings(findings: readonly ShownFinding[]): string {
  const blocks = findings.map(({ name, times, says, suggests, requests, rows }) => {
    const last = requests.at(-1)
    const often = times === 1 ? '' : ` (${times} times)`
    const backing = rows.map((row) => wrapped(`${row.id} ${row.class}: ${wordsOf(row)}`, WIDTH, '    '))
    return [
      wrapped(`${name}: ${says}${often}`, WIDTH, '  '),
      ...(last === undefined ? [] : [`    ${last.method} ${last.path} → ${last.status}, request ${last.id}`]),
      wrapped(`${suggests}`, WIDTH, '    '),
      ...backing,
    ].join('\n')
  })
  return ['findings about who asks:', ...blocks].join('\n')
}
