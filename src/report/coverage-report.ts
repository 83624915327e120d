import type { Coverage, CoverageRow, KnownVendor, VendorCoverage } from './coverage.ts'
import type { GateFailure } from './coverage-gates.ts'
import { hint, isAsked, nameOf, printShare } from './coverage-text.ts'
import type { ReportedRow } from './ledger.ts'
import { isDocumented } from './openapi-ledger.ts'
import type { ReportCase, ReportGroup, ReportMap, ReportRow, Went } from './report.ts'

/** So many of the ledger's rows stand behind a behaviour on a page; the others are named. */
const ROWS = 3

/**
 * Coverage for a page: a group for each vendor that was asked or is demanded, with a map of operations by outcomes, and
 * every behaviour with the way to it and the document's words.
 *
 * @param failures what the gates say against it. Default: there are none
 */
export function coverageGroups(
  coverage: Coverage,
  known: readonly KnownVendor[],
  failures: readonly GateFailure[] = [],
): ReportGroup[] {
  const demanded = new Set(
    failures.filter(({ named }) => named).flatMap(({ missing }) => missing.map(({ behaviour }) => behaviour)),
  )
  return coverage.vendors.flatMap((vendor) => {
    const rows = vendor.operations.flatMap((operation) => operation.rows)
    if (!isAsked(vendor) && !rows.some(({ behaviour }) => demanded.has(behaviour))) return []
    const ledger = known.find(({ api }) => api.name === vendor.vendor)?.ledger ?? []
    const byId = new Map(ledger.map((row) => [row.id, row]))
    return [
      {
        title: `coverage of ${vendor.vendor}`,
        notes: [sharesOfVendor(vendor)],
        map: mapOf(vendor, demanded),
        cases: rows.map((row) => caseOf(row, byId, demanded)),
      },
    ]
  })
}

/** The same for a pipeline's summary: a line for each operation that was asked. */
export const coverageLines = ({ vendors }: Coverage): ReportGroup[] =>
  vendors.filter(isAsked).map(({ vendor, operations }) => ({
    title: `coverage of ${vendor}`,
    cases: operations.filter(isAsked).map(({ operation, documented, assumed, rows }): ReportCase => {
      const missing = rows.filter(({ kind, met }) => kind === 'documented' && met === 0)
      const never =
        missing.length === 0 ? '' : `; never met: ${missing.map(({ outcome }) => outcome).join(', ')}`
      const says = `documented ${printShare(documented)}, assumed ${printShare(assumed)}${never}`
      return missing.length === 0
        ? { title: operation, went: 'passed', called: 'met', says }
        : { title: operation, went: 'pending', called: 'met in part', says }
    }),
  }))

/** Which vendors were not asked at all, in a sentence; none where all were. */
export function neverAsked({ vendors }: Coverage): string[] {
  const names = vendors.filter((vendor) => !isAsked(vendor)).map(({ vendor }) => vendor)
  return names.length === 0 ? [] : [`never asked: ${names.join(', ')}`]
}

const sharesOfVendor = ({ documented, assumed, shapes }: VendorCoverage): string =>
  `met of what is documented: ${printShare(documented)}; of what is assumed: ${printShare(assumed)}; of the shapes that options choose: ${printShare(shapes)}`

/** What is documented and never met stands before what is assumed. */
function wentOf({ behaviour, met, kind }: CoverageRow, demanded: ReadonlySet<string>): Went {
  if (met > 0) return 'passed'
  if (demanded.has(behaviour)) return 'failed'
  return kind === 'documented' ? 'pending' : 'unchecked'
}

const CALLED = {
  documented: 'documented and never met',
  assumed: 'assumed and never met',
  shape: 'never so shaped',
}

function calledOf(row: CoverageRow, went: Went): string {
  if (went === 'passed') return row.kind === 'shape' ? 'so shaped' : 'met'
  return went === 'failed' ? 'demanded and never met' : CALLED[row.kind]
}

function caseOf(
  row: CoverageRow,
  ledger: ReadonlyMap<string, ReportedRow>,
  demanded: ReadonlySet<string>,
): ReportCase {
  const went = wentOf(row, demanded)
  const behind = row.rows.flatMap((id) => ledger.get(id) ?? [])
  // The strongest class is what the behaviour is called by: a row that has it comes first.
  const told = [...behind.filter(isDocumented), ...behind.filter((one) => !isDocumented(one))].slice(0, ROWS)
  const others = behind.filter((one) => !told.includes(one)).map(({ id }) => id)
  const times = row.met === 1 ? 'once' : `${row.met} times`
  return {
    title: nameOf(row),
    went,
    called: calledOf(row, went),
    says: row.met > 0 ? times : hint(row),
    rows: told.map(shownRow),
    folded: went !== 'failed',
    ...(others.length === 0 ? {} : { facts: [['further rows', others.join(', ')]] }),
  }
}

const shownRow = ({ id, class: kind, says, quote, place }: ReportedRow): ReportRow => ({
  id,
  class: kind,
  says,
  ...(quote === undefined ? {} : { quote }),
  ...(place === undefined ? {} : { place }),
})

/** Operations by outcomes. */
function mapOf({ operations }: VendorCoverage, demanded: ReadonlySet<string>): ReportMap {
  const columns = [...new Set(operations.flatMap(({ rows }) => rows.flatMap(({ outcome }) => outcome ?? [])))]
  return {
    columns,
    rows: operations.map(({ operation, rows }) => ({
      title: operation,
      cells: columns.map((name) => {
        const row = rows.find(({ outcome }) => outcome === name)
        if (row === undefined) return null
        const went = wentOf(row, demanded)
        return { went, says: `${nameOf(row)}: ${calledOf(row, went)}` }
      }),
    })),
  }
}
