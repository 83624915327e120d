import { printProblem, problemAt } from '../fixtures/problems.ts'
import { printReason, type Reason } from './reasons.ts'
import type { Failure } from './run.ts'
import type { Scenario } from './scenario.ts'

/** How a scenario went. */
export interface Result {
  readonly scenario: Scenario
  readonly milliseconds: number
  readonly failure?: Failure | undefined
  /** The ledger's rows behind the behaviour that came, the most telling first. */
  readonly reasons: readonly Reason[]
}

/** A scenario's title, and which line of its examples it was made from. */
export const titleOf = ({ title, example }: Scenario): string =>
  example === undefined ? title : `${title} (${example})`

/** One line: how it went, what it is, where it is written, how long it took; or why it could not be tried. */
export function printResult({ scenario, milliseconds, failure }: Result): string {
  if (failure?.impossible) {
    const { line } = problemAt(scenario.file, scenario.text, failure.spot.at, '')
    return `– ${titleOf(scenario)}  ${scenario.file}:${line}  ${failure.came}`
  }
  const mark = failure === undefined ? '✓' : '✗'
  return `${mark} ${titleOf(scenario)}  ${scenario.file}  ${Math.round(milliseconds)} ms`
}

/** What failed, where, with the line and a caret, what was expected, what came, why, and who says so. */
export function printFailure({ scenario, failure, reasons }: Result): string {
  if (failure === undefined) return ''
  const { spot, expected, came, why, behaviour } = failure
  const title = `${titleOf(scenario)}, ${placeOf(failure)}`
  const place = printProblem(problemAt(scenario.file, scenario.text, spot.at, title))
  const lines = [
    ['example', scenario.row ?? ''],
    ['expected', expected],
    ['came', came],
    ['why', why],
    ['document', scenario.document ?? ''],
  ].filter(([, says]) => says !== '')
  const said = lines.map(([name = '', says]) => `      ${name.padEnd(8)}  ${says}`)
  return [place, ...said, ...standing(reasons, behaviour?.name)].join('\n')
}

/** Which step it was, in words. */
export const placeOf = ({ step, what }: Failure): string =>
  step === 0 ? `given: ${what}` : `step ${step}: ${what}`

/** Whether what came is documented or assumed. */
function standing(reasons: readonly Reason[], behaviour: string | undefined): string[] {
  return reasons.map((reason, index) => {
    const label = index === 0 ? 'ledger' : ''
    return `      ${label.padEnd(8)}  ${printReason(reason)}${index === 0 && behaviour ? ` [${behaviour}]` : ''}`
  })
}

/** How many failed, and how many could not be tried. */
export function countsOf(results: readonly Result[]): {
  readonly failed: number
  readonly impossible: number
} {
  const failures = results.filter(({ failure }) => failure !== undefined)
  const impossible = failures.filter(({ failure }) => failure?.impossible).length
  return { failed: failures.length - impossible, impossible }
}

/** The closing line. */
export function printSummary(results: readonly Result[]): string {
  const { failed, impossible } = countsOf(results)
  const noun = results.length === 1 ? 'scenario' : 'scenarios'
  const passed = results.length - failed - impossible
  const well = impossible === 0 ? 'all passed' : `${passed} passed`
  const rest = impossible === 0 ? '' : `, ${impossible} not possible there`
  return `${results.length} ${noun}, ${failed === 0 ? well : `${failed} failed`}${rest}`
}

/** Every result for a machine. */
export function reportJson(results: readonly Result[]): unknown {
  return {
    scenarios: results.length,
    failed: countsOf(results).failed,
    ...(countsOf(results).impossible === 0 ? {} : { impossible: countsOf(results).impossible }),
    results: results.map(({ scenario, milliseconds, failure, reasons }) => ({
      title: scenario.title,
      ...(scenario.example === undefined ? {} : { example: scenario.example }),
      ...(scenario.row === undefined ? {} : { row: scenario.row }),
      ...(scenario.document === undefined ? {} : { document: scenario.document }),
      file: scenario.file,
      passed: failure === undefined,
      milliseconds: Math.round(milliseconds * 1000) / 1000,
      ...(failure === undefined ? {} : { failure: shownFailure(scenario, failure, reasons) }),
    })),
  }
}

function shownFailure(scenario: Scenario, failure: Failure, reasons: readonly Reason[]): object {
  const { step, what, expected, came, why, behaviour, spot } = failure
  const { line, column } = problemAt(scenario.file, scenario.text, spot.at, '')
  return {
    line,
    column,
    step,
    what,
    expected,
    came,
    why,
    behaviour: behaviour === undefined ? null : `${behaviour.vendor}/${behaviour.name}`,
    ledger: reasons.map(({ row: { id, class: kind, says, quote }, options }) => ({
      id,
      class: kind,
      says,
      ...(quote === undefined ? {} : { quote }),
      ...(options.length === 0 ? {} : { options }),
    })),
  }
}
