import type { CoverageCase } from './coverage-cases.ts'

/** When a run began and ended, in epoch milliseconds, and what told of it. */
export interface Ran {
  readonly start: number
  readonly stop: number
  /** Dublê's version. */
  readonly version: string
}

/** The version of the format's specification that is written. */
const SPEC = '0.0.0'

/** Cases in the Common Test Report Format (https://ctrf.io). */
export function printCtrf(cases: readonly CoverageCase[], { start, stop, version }: Ran): string {
  const times = (went: CoverageCase['went']): number => cases.filter((one) => one.went === went).length
  const report = {
    reportFormat: 'CTRF',
    specVersion: SPEC,
    timestamp: new Date(stop).toISOString(),
    generatedBy: 'duble',
    results: {
      tool: { name: 'duble', version },
      summary: {
        tests: cases.length,
        passed: times('passed'),
        failed: times('failed'),
        skipped: times('skipped'),
        pending: 0,
        other: 0,
        suites: new Set(cases.map(({ suite }) => suite)).size,
        start,
        stop,
        duration: stop - start,
      },
      tests: cases.map(({ suite, name, went, says }) => ({
        name,
        status: went,
        duration: 0,
        suite: [suite],
        ...(says === undefined ? {} : { message: says }),
      })),
    },
  }
  return `${JSON.stringify(report, null, 2)}\n`
}
