import type { Finding } from '#engine'
import type { Coverage, CoverageRow, OperationCoverage } from './coverage.ts'
import type { GateFailure } from './coverage-gates.ts'
import { hint, isAsked } from './coverage-text.ts'
import type { JunitSuite } from './junit.ts'

/** One behaviour, or one gate, as a test tool's report has it. */
export interface CoverageCase {
  /** Such as `crm-zen/totals`. */
  readonly suite: string
  readonly name: string
  readonly went: 'passed' | 'skipped' | 'failed'
  /** Why it did not pass. */
  readonly says?: string
}

/**
 * Coverage as cases: a behaviour that was met passed, one that never was is skipped, one that a gate demands by name
 * failed. Of vendors that were not asked there are those alone.
 *
 * @param failures what the gates say against the run
 */
export function casesOf(
  coverage: Coverage,
  failures: readonly GateFailure[],
  findings: readonly Finding[],
): CoverageCase[] {
  const demanded = new Map(
    failures
      .filter(({ named }) => named)
      .flatMap(({ gate, missing }) => missing.map(({ behaviour }) => [behaviour, gate] as const)),
  )
  const behaviours = coverage.vendors.flatMap((vendor) => {
    const asked = isAsked(vendor)
    return vendor.operations.flatMap((operation) =>
      operation.rows
        .filter((row) => demanded.has(row.behaviour) || (asked && row.outcome !== null))
        .map((row) => caseOf(row, operation, demanded.get(row.behaviour))),
    )
  })
  return [...behaviours, ...failures.flatMap((failure) => gateCases(failure, findings))]
}

function caseOf(row: CoverageRow, { operation }: OperationCoverage, gate: string | undefined): CoverageCase {
  const head = { suite: `${row.vendor}/${operation}`, name: row.behaviour }
  if (row.met > 0) return { ...head, went: 'passed' }
  const says = `never met: ${hint(row)}`
  return gate === undefined
    ? { ...head, went: 'skipped', says }
    : { ...head, went: 'failed', says: `${says} (${gate})` }
}

/** A gate that is not about behaviours by name has a case of its own, or one for each finding that it is about. */
function gateCases(
  { gate, says, missing, named }: GateFailure,
  findings: readonly Finding[],
): CoverageCase[] {
  if (named) return []
  if (missing.length > 0) return [{ suite: 'gates', name: gate, went: 'failed', says }]
  return findings
    .filter(({ name }) => gate === `--fail-on ${name}` || gate === '--fail-on any')
    .map(({ name, vendor, operation, says: seen, suggests }) => ({
      suite: 'findings',
      name: `${name} ${vendor}${operation === '' ? '' : `/${operation}`}`,
      went: 'failed',
      says: `${seen}. ${suggests}`,
    }))
}

/** The same for JUnit's words. */
export const coverageSuites = (cases: readonly CoverageCase[]): JunitSuite[] =>
  [...Map.groupBy(cases, ({ suite }) => suite)].map(([name, alike]) => ({
    name,
    cases: alike.map(({ name: behaviour, went, says = '' }) => ({
      name: behaviour,
      milliseconds: 0,
      failure: went === 'failed' ? { message: says.split('\n', 1)[0] as string, text: says } : undefined,
      skipped: went === 'skipped' ? says : undefined,
    })),
  }))
