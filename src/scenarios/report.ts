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

/** One line: how it went, what it is, where it is written, how long it took. */
export function printResult({ scenario, milliseconds, failure }: Result): string {
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

const placeOf = ({ step, what }: Failure): string => (step === 0 ? `given: ${what}` : `step ${step}: ${what}`)

/** Whether what came is documented or assumed. */
function standing(reasons: readonly Reason[], behaviour: string | undefined): string[] {
  return reasons.map((reason, index) => {
    const label = index === 0 ? 'ledger' : ''
    return `      ${label.padEnd(8)}  ${printReason(reason)}${index === 0 && behaviour ? ` [${behaviour}]` : ''}`
  })
}

/** The closing line. */
export function printSummary(results: readonly Result[]): string {
  const failed = results.filter(({ failure }) => failure !== undefined).length
  const noun = results.length === 1 ? 'scenario' : 'scenarios'
  return `${results.length} ${noun}, ${failed === 0 ? 'all passed' : `${failed} failed`}`
}

/** Every result for a machine. */
export function reportJson(results: readonly Result[]): unknown {
  return {
    scenarios: results.length,
    failed: results.filter(({ failure }) => failure !== undefined).length,
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
