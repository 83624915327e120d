import { type JunitSuite, printJunit } from '../../report/junit.ts'
import { inQuotes } from '../../report/ledger.ts'
import { wrapped } from '../../report/table.ts'
import type { CheckResult, MineReport, RowResult, RowVerdict } from './run.ts'

/** The report for reading: a line a row, and of what is not met all that is known. */
export function printMine(report: MineReport): string {
  const of = (verdict: RowVerdict): RowResult[] => report.rows.filter((row) => row.verdict === verdict)
  const parts = [
    `${report.vendor} at ${report.url}`,
    ...section('met', of('met').map(metLine)),
    ...section('assumed by the fake, and what your server does', of('note').flatMap(noteLines)),
    ...section('could not be checked', of('unchecked').map(uncheckedLine)),
    ...section('not met', of('not_met').map(printNotMet)),
    printCounts(report),
  ]
  return parts.join('\n\n')
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`${title}\n${lines.join('\n')}`]

const line = (id: string, text: string): string =>
  `  ${id.padEnd(6)}${wrapped(text, 110, '        ').slice(8)}`

/** What else is known of a row that is met: a check of it that could not be made is told. */
function metLine({ id, checks }: RowResult): string {
  const told = checks.map(({ says, came, verdict }) => {
    if (verdict === 'unchecked') return `${says}: could not be checked, ${came}`
    return came === '' ? says : `${says} (${came})`
  })
  return line(id, told.join('; '))
}

const noteLines = ({ id, checks }: RowResult): string[] =>
  checks
    .filter(({ verdict }) => verdict === 'note')
    .map(({ came, option }) =>
      line(id, option === undefined ? came : `${came}; so does the fake under ${option}`),
    )

const uncheckedLine = ({ id, checks }: RowResult): string =>
  line(id, checks.map(({ says, came }) => (says === '' ? came : `${says}: ${came}`)).join('; '))

function printNotMet(row: RowResult): string {
  const { id, class: given, quote, place, checks } = row
  const source = quote === undefined ? '' : `\n${wrapped(inQuotes(quote), 110, '        ')}`
  const where = place === undefined ? '' : ` (${place})`
  const found = checks.filter(({ verdict }) => verdict === 'not_met').map(printFinding)
  return `${line(id, `${given}: ${row.says}`)}${source}${where}\n${found.join('\n')}`
}

const detail = (name: string, text: string | undefined): string[] =>
  text === undefined ? [] : [`        ${name.padEnd(8)}${wrapped(text, 110, ' '.repeat(16)).slice(16)}`]

function printFinding({ came, right, suspect, exchange }: CheckResult): string {
  return [
    ...detail('found', came),
    ...detail('right', right),
    ...detail('sent', exchange?.sent),
    ...detail('came', exchange?.came),
    ...detail('suspect', suspect),
  ].join('\n')
}

/** The closing line. */
export function printCounts({ vendor, counts, asked }: MineReport): string {
  const { met, not_met, unchecked, note } = counts
  const requests = asked === 1 ? '1 request' : `${asked} requests`
  return `${vendor}: ${met} met, ${not_met} not met, ${unchecked} could not be checked, ${note} noted, in ${requests}`
}

/** The report as JUnit's XML: a case a row; assumptions, being notes, always pass. */
export function mineJunit({ vendor, rows }: MineReport): string {
  const cases = rows.map((row) => {
    const { id, says, verdict, checks } = row
    const milliseconds = checks.reduce((sum, check) => sum + check.milliseconds, 0)
    const bad = checks.find((check) => check.verdict === 'not_met')
    return {
      name: `${id} ${says}`,
      milliseconds,
      failure: bad && { message: `${bad.came}; right: ${bad.right}`, text: printNotMet(row) },
      skipped: verdict === 'unchecked' ? checks.map(({ came }) => came).join('; ') : undefined,
    }
  })
  const suite: JunitSuite = { name: `verify mine ${vendor}`, cases }
  return printJunit('duble verify mine', [suite])
}

/** 1 where something that the document backs is not met, 2 where nothing could be checked, else 0. */
export const exitCodeOf = ({ counts }: MineReport): number =>
  counts.not_met > 0 ? 1 : counts.met + counts.note === 0 ? 2 : 0
