import { DubleError, didYouMean, FINDINGS, type FindingName, mergeMet } from '#engine'
import type { Home } from '../fixtures/home.ts'
import { coverageOf, type VendorCoverage } from '../report/coverage.ts'
import type { Gates, Least } from '../report/coverage-gates.ts'
import { readBaseline } from './coverage-baseline.ts'
import { know } from './coverage-known.ts'

/** The flags by which a run is held against something. */
export interface GateFlags {
  readonly require?: readonly string[]
  readonly minCoverage?: readonly string[]
  readonly baseline?: string
  readonly failOn?: readonly string[]
}

/** Whether there is any. */
export const hasGates = ({ require, least, baseline, failOn }: Gates): boolean =>
  require.length + least.length + failOn.length > 0 || baseline !== undefined

/** The vendors that gates are about. */
export const vendorsOf = ({ require, least, baseline }: Gates): string[] => [
  ...least.map(({ vendor }) => vendor),
  ...[...require, ...(baseline?.behaviours ?? [])].map(vendorIn),
]

/**
 * Reads the gates, before anything runs, and holds every name in them against what there is.
 *
 * @throws DubleError `bad_option`, `unknown_vendor`, `unknown_operation`, `unknown_outcome`; YamlProblems for the baseline
 */
export async function readGates(flags: GateFlags, home: Home | undefined): Promise<Gates> {
  const { require = [], minCoverage = [], baseline, failOn = [] } = flags
  for (const name of failOn) checkFinding(name)
  for (const behaviour of require) if (!/^[^/]+\/[^/]+$/.test(behaviour)) throw unreadable(behaviour)
  const least = minCoverage.map(readLeast)
  const vendors = new Set([...require.map(vendorIn), ...least.map(({ vendor }) => vendor)])
  const coverage = coverageOf(mergeMet([]), await know(vendors, home)).vendors
  for (const behaviour of require) checkBehaviour(behaviour, vendorOf(behaviour, coverage))
  for (const one of least) checkLeast(one, vendorOf(`${one.vendor}/`, coverage))
  return {
    require: [...new Set(require)],
    least,
    baseline:
      baseline === undefined ? undefined : { file: baseline, behaviours: await readBaseline(baseline, home) },
    failOn: failOn as FindingName[],
  }
}

const vendorIn = (behaviour: string): string => behaviour.split('/', 1)[0] as string

const vendorOf = (behaviour: string, coverage: readonly VendorCoverage[]): VendorCoverage =>
  coverage.find(({ vendor }) => vendor === vendorIn(behaviour)) as VendorCoverage

function unreadable(given: string): DubleError {
  const says = `--require takes vendor/operation.outcome, such as crm-zen/totals.too_many_requests, got "${given}"`
  return new DubleError('bad_option', says, { given })
}

function checkBehaviour(behaviour: string, { operations }: VendorCoverage): void {
  const known = operations.flatMap(({ rows }) => rows.map((row) => row.behaviour))
  if (known.includes(behaviour)) return
  const says = `--require ${behaviour} names no behaviour${didYouMean(behaviour, known)}`
  throw new DubleError('unknown_outcome', says, { behaviour })
}

function checkLeast({ vendor, operation, percent }: Least, covered: VendorCoverage): void {
  const known = covered.operations.map((one) => one.operation)
  const found =
    operation === undefined ? covered : covered.operations.find((one) => one.operation === operation)
  if (found === undefined) {
    const says = `--min-coverage ${vendor}/${operation}=${percent} names no operation${didYouMean(operation as string, known)}`
    throw new DubleError('unknown_operation', says, { vendor, operation, known })
  }
  if (found.documented.of > 0) return
  const says = `--min-coverage counts documented behaviours, and of ${vendor}${operation === undefined ? '' : `/${operation}`} none is documented: take --require`
  throw new DubleError('bad_option', says, { vendor, operation })
}

/** `crm-zen=80`, `vocom/login=50%` */
function readLeast(given: string): Least {
  const [, vendor, operation, share = ''] = /^([^/=]+)(?:\/([^=]+))?=(\d+(?:\.\d+)?)%?$/.exec(given) ?? []
  const percent = Number(share)
  if (vendor !== undefined && percent > 0 && percent <= 100) return { vendor, operation, percent }
  const says = `--min-coverage takes vendor=percent or vendor/operation=percent, above 0 and up to 100, such as crm-zen=80, got "${given}"`
  throw new DubleError('bad_option', says, { given })
}

function checkFinding(name: string): void {
  const known = [...FINDINGS, 'any']
  if (known.includes(name)) return
  const says = `--fail-on ${name} names no finding${didYouMean(name, known)}: there are ${known.join(', ')}`
  throw new DubleError('bad_option', says, { given: name, known })
}
