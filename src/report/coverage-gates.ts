import type { Finding, FindingName } from '#engine'
import type { Coverage, CoverageRow } from './coverage.ts'
import { hint, isAsked } from './coverage-text.ts'
import { columns } from './table.ts'

/** What a run must come to, beside its command's own end. */
export interface Gates {
  /** Behaviours or shapes that must be met. */
  readonly require: readonly string[]
  readonly least: readonly Least[]
  /** Behaviours that were met once, and must be met again. */
  readonly baseline?: { readonly file: string; readonly behaviours: ReadonlySet<string> } | undefined
  /** Findings that there must be none of. */
  readonly failOn: readonly (FindingName | 'any')[]
}

/** The least share of the documented behaviours of a vendor, or of one of its operations. */
export interface Least {
  readonly vendor: string
  readonly operation: string | undefined
  readonly percent: number
}

/** What a gate says against a run. */
export interface GateFailure {
  /** As it is given, such as `--require crm-zen/totals.ok`. */
  readonly gate: string
  /** One sentence, the gate in front. */
  readonly says: string
  /** What is demanded and was not met, as lines for a terminal tell it. */
  readonly missing: readonly CoverageRow[]
  /** Whether each of them is demanded by name. */
  readonly named: boolean
}

/** What all gates come to. */
export interface Judged {
  readonly failures: readonly GateFailure[]
  /** Met now, and not in the baseline. */
  readonly gained: readonly string[]
}

/** So many behaviours are told by name. */
const TOLD = 5

/**
 * Holds a run against its gates.
 *
 * @param started the vendors that its world began with. Default: all
 */
export function judgeGates(
  gates: Gates,
  coverage: Coverage,
  findings: readonly Finding[],
  started?: readonly string[],
): Judged {
  const rows = coverage.vendors.flatMap(({ operations }) => operations.flatMap((one) => one.rows))
  const { baseline } = gates
  const failures = [
    ...gates.require.map((behaviour) => judgeRequired(behaviour, rows)),
    ...gates.least.map((least) => judgeLeast(least, rows)),
    baseline === undefined ? undefined : judgeBaseline(baseline, rows),
    ...gates.failOn.map((name) => judgeFindings(name, findings)),
  ]
    .filter((failure) => failure !== undefined)
    .map((failure) => withStrangers(failure, coverage, started))
  const gained =
    baseline === undefined
      ? []
      : rows.filter(
          ({ behaviour, outcome, met }) => met > 0 && outcome !== null && !baseline.behaviours.has(behaviour),
        )
  return { failures, gained: gained.map(({ behaviour }) => behaviour) }
}

function judgeRequired(behaviour: string, rows: readonly CoverageRow[]): GateFailure | undefined {
  const row = rows.find((one) => one.behaviour === behaviour)
  if (row === undefined || row.met > 0) return undefined
  const gate = `--require ${behaviour}`
  return { gate, says: `${gate} was never met: ${hint(row)}`, missing: [row], named: true }
}

function judgeLeast(
  { vendor, operation, percent }: Least,
  rows: readonly CoverageRow[],
): GateFailure | undefined {
  const documented = rows.filter(
    (row) =>
      row.kind === 'documented' &&
      row.vendor === vendor &&
      (operation === undefined || row.operation === operation),
  )
  const missing = documented.filter(({ met }) => met === 0)
  const met = documented.length - missing.length
  const short = Math.ceil((documented.length * percent) / 100 - 1e-9) - met
  if (short <= 0) return undefined
  const gate = `--min-coverage ${vendor}${operation === undefined ? '' : `/${operation}`}=${percent}`
  const says = `${gate}: ${met} of ${documented.length} documented behaviours were met, ${short} too few`
  return { gate, says: withNames(`${says}; never met`, missing), missing, named: false }
}

function judgeBaseline(
  { file, behaviours }: NonNullable<Gates['baseline']>,
  rows: readonly CoverageRow[],
): GateFailure | undefined {
  const missing = rows.filter(({ behaviour, met }) => met === 0 && behaviours.has(behaviour))
  if (missing.length === 0) return undefined
  const gate = `--baseline ${file}`
  const are = missing.length === 1 ? '1 behaviour is' : `${missing.length} behaviours are`
  return { gate, says: withNames(`${gate}: ${are} met no more`, missing), missing, named: true }
}

function judgeFindings(name: FindingName | 'any', findings: readonly Finding[]): GateFailure | undefined {
  const found = findings.filter((finding) => name === 'any' || finding.name === name)
  if (found.length === 0) return undefined
  const gate = `--fail-on ${name}`
  const [first, ...others] = found as [Finding, ...Finding[]]
  const more = others.length === 0 ? '' : `; and ${others.length} more`
  const called = name === 'any' ? `${first.name}: ` : ''
  const says = `${gate}: ${called}${first.says}${more}`
  return { gate, says, missing: [], named: false }
}

/** What is demanded of a vendor that was not there is no fault of the tests. */
function withStrangers(
  failure: GateFailure,
  { vendors }: Coverage,
  started: readonly string[] | undefined,
): GateFailure {
  const here = new Set([...(started ?? []), ...vendors.filter(isAsked).map(({ vendor }) => vendor)])
  const strangers = [...new Set(failure.missing.map(({ vendor }) => vendor))].filter(
    (name) => !here.has(name),
  )
  if (started === undefined || strangers.length === 0) return failure
  const says = `the run had no ${strangers.join(', no ')}: name it by --vendor, or in duble.yaml`
  return { ...failure, says: `${failure.says}\n  ${says}` }
}

/** A sentence, and below it the first few with the way to each. */
function withNames(says: string, rows: readonly CoverageRow[]): string {
  const left = rows.length - TOLD
  const lines = columns(rows.slice(0, TOLD).map((row) => [`  ${row.behaviour}`, hint(row)]))
  return `${says}:\n${lines}${left > 0 ? `\n  and ${left} more` : ''}`
}
