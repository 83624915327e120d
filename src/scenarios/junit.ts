import { printFailure, type Result, titleOf } from './report.ts'

/** The results as a report in JUnit's words has them: a suite a file, a case a scenario or a line of its examples. */
export const junitSuites = (results: readonly Result[]) =>
  [...Map.groupBy(results, ({ scenario }) => scenario.file)].map(([name, cases]) => ({
    name,
    cases: cases.map(caseOf),
  }))

function caseOf(result: Result) {
  const { scenario, milliseconds, failure } = result
  const message = `expected ${failure?.expected}, came ${failure?.came}`
  return {
    name: titleOf(scenario),
    milliseconds,
    failure: failure && !failure.impossible ? { message, text: printFailure(result) } : undefined,
    skipped: failure?.impossible ? failure.came : undefined,
  }
}
