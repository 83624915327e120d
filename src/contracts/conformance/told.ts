import type { Report, ReportCase } from '../../report/report.ts'
import { printCounts } from './report.ts'
import type { CheckResult, MineReport, RowResult, RowVerdict } from './run.ts'

const WENT = { met: 'passed', not_met: 'failed', unchecked: 'unchecked', note: 'passed' } as const
const CALLED: Readonly<Record<RowVerdict, string>> = {
  met: 'met',
  not_met: 'not met',
  unchecked: 'could not be checked',
  note: 'noted',
}

/** The report in the shape that pages and summaries show: a case a row of the ledger. */
export function toldMine(report: MineReport): Report {
  return {
    title: 'duble verify mine',
    summary: printCounts(report),
    failed: report.counts.not_met > 0,
    groups: [{ title: `${report.vendor} at ${report.url}`, cases: report.rows.map(caseOf) }],
  }
}

function caseOf({ id, class: given, says, quote, place, verdict, checks }: RowResult): ReportCase {
  const source = { ...(quote === undefined ? {} : { quote }), ...(place === undefined ? {} : { place }) }
  return {
    title: `${id} ${says}`,
    went: WENT[verdict],
    called: CALLED[verdict],
    milliseconds: checks.reduce((sum, check) => sum + check.milliseconds, 0),
    facts: checks.flatMap(factsOf),
    rows: [{ id, class: given, says, ...source }],
  }
}

function factsOf({ says, verdict, came, right, suspect, option, exchange }: CheckResult): [string, string][] {
  const facts: [string, string | undefined][] = [
    [says === '' ? 'why' : says, verdict === 'met' && came === '' ? 'met' : came],
    ['right', right],
    ['sent', exchange?.sent],
    ['came', exchange?.came],
    ['suspect', suspect],
    ['so does the fake under', option],
  ]
  return facts.filter((fact): fact is [string, string] => fact[1] !== undefined)
}
