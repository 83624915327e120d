import { printProblem, problemAt } from '../fixtures/problems.ts'
import { printSwitches, type Reason } from './reasons.ts'
import { countsOf, placeOf, printSummary, type Result, titleOf } from './report.ts'

/** The results in the shape that pages and summaries show: a group a file, a case a scenario or a line of its examples. */
export function toldResults(results: readonly Result[]) {
  const { failed, impossible } = countsOf(results)
  return {
    title: 'duble scenario',
    summary: printSummary(results),
    failed: failed > 0 || impossible === results.length,
    groups: [...Map.groupBy(results, ({ scenario }) => scenario.file)].map(([title, cases]) => ({
      title,
      cases: cases.map(caseOf),
    })),
  }
}

function caseOf(result: Result) {
  const { scenario, milliseconds, failure, reasons } = result
  const document: [string, string][] =
    scenario.document === undefined ? [] : [['document', scenario.document]]
  const head = { title: titleOf(scenario), milliseconds }
  if (failure === undefined) return { ...head, went: 'passed' as const, facts: document }
  const { spot, expected, came, why } = failure
  const problem = problemAt(scenario.file, scenario.text, spot.at, placeOf(failure))
  const place = `${problem.file}:${problem.line}:${problem.column}`
  if (failure.impossible) {
    return { ...head, went: 'unchecked' as const, called: 'not possible there', place, says: came }
  }
  const facts: [string, string][] = [
    ['example', scenario.row?.includes(':') ? scenario.row : ''], // the title has the others' values
    ['expected', expected],
    ['came', came],
    ['why', why],
  ]
  return {
    ...head,
    went: 'failed' as const,
    place,
    excerpt: printProblem(problem),
    facts: [...facts.filter(([, text]) => text !== ''), ...document],
    rows: reasons.map(rowOf),
  }
}

function rowOf({ row: { id, class: kind, says, quote, place }, options }: Reason) {
  return {
    id,
    class: kind,
    says,
    ...(quote === undefined ? {} : { quote }),
    ...(place === undefined ? {} : { place }),
    ...(options.length === 0 ? {} : { note: printSwitches(options) }),
  }
}
