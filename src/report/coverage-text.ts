import type { Coverage, CoverageRow, OperationCoverage, Share, Shares, VendorCoverage } from './coverage.ts'
import { columns } from './table.ts'

/**
 * Coverage for reading in a terminal: of each vendor that was asked, what was met of each operation, and how to meet
 * the documented rest of those that were asked. What is documented and what is assumed is never added up.
 *
 * @param all whether what is assumed, shapes, and operations that were never asked are told row by row too. Default: counted
 */
export function printCoverage({ vendors }: Coverage, all = false): string {
  const asked = vendors.filter(isAsked)
  const never = vendors.filter((vendor) => !isAsked(vendor)).map(({ vendor }) => vendor)
  const rest = never.length === 0 ? [] : [`never asked: ${never.join(', ')}`]
  return [...asked.map((vendor) => printVendor(vendor, all)), ...rest].join('\n\n')
}

/** Whether anything of a vendor or an operation was answered, by the fake itself or by a fault. */
export const isAsked = (covered: VendorCoverage | OperationCoverage): boolean =>
  'rows' in covered
    ? covered.rows.some(({ met, injected }) => met + injected > 0)
    : covered.operations.some(isAsked)

function printVendor(vendor: VendorCoverage, all: boolean): string {
  const { operations } = vendor
  const rows = operations.map((one) => line(`  ${one.operation}`, one, isAsked(one) ? '' : 'never asked'))
  const whole = operations.length === 1 ? [] : [line('  in all', vendor, '')]
  const heads = [`coverage of ${vendor.vendor}`, 'documented', 'assumed', 'shapes', '']
  const table = columns([heads, ...rows, ...whole])
    .split('\n')
    .map((text) => text.trimEnd())
  return [...table, ...printMissing(vendor, all)].join('\n')
}

const line = (name: string, { documented, assumed, shapes }: Shares, note: string): string[] => [
  name,
  ...[documented, assumed, shapes].map(printShare),
  note,
]

/** Such as `2 of 9`; a dash where there is none. */
export const printShare = ({ met, of }: Share): string => (of === 0 ? '–' : `${met} of ${of}`)

const KINDS = ['documented', 'assumed', 'shape'] as const
const HEADS = {
  documented: 'documented and never met',
  assumed: 'assumed and never met',
  shape: 'shapes never answered',
}

/** What was never met, a line each with the way to it. */
function printMissing({ operations }: VendorCoverage, all: boolean): string[] {
  const rows = operations
    .flatMap((one) => (all || isAsked(one) ? one.rows : []))
    .filter(({ met }) => met === 0)
  const where = all || operations.every(isAsked) ? '' : ', of the operations asked'
  const missing = (kind: CoverageRow['kind']): CoverageRow[] => rows.filter((row) => row.kind === kind)
  const told = KINDS.filter((kind) => all || kind === 'documented').flatMap((kind) => {
    const found = missing(kind)
    if (found.length === 0) return []
    const lines = all ? found.map((row) => [nameOf(row), hint(row)]) : alike(found)
    return [`  ${HEADS[kind]}${where}:`, ...columns(lines.map((line) => ['  ', ...line])).split('\n')]
  })
  if (all) return told
  const [assumed, shapes] = [missing('assumed').length, missing('shape').length]
  const counts = [
    ...(assumed > 0 ? [`${assumed} assumed`] : []),
    ...(shapes > 0 ? [`${shapes} shape${shapes === 1 ? '' : 's'}`] : []),
  ]
  return counts.length === 0 ? told : [...told, `  and ${counts.join(' and ')} never met, which --all shows`]
}

/** So many operations that answer an outcome in the same way are told in one line. */
const ALIKE = 4

/** A line for each row, and one for many operations of which the same is told but for their names. */
function alike(rows: readonly CoverageRow[]): string[][] {
  const ways = Map.groupBy(rows, (row) => {
    const how = hint(row).replace(new RegExp(`\\b${row.operation.replace(/\W/g, '\\$&')}\\b`, 'g'), 'each')
    return `*.${row.outcome}\u0000${how}`
  })
  return [...ways].flatMap(([key, same]) => {
    if (same.length < ALIKE) return same.map((row) => [nameOf(row), hint(row)])
    const [name = '', how = ''] = key.split('\u0000')
    return [[`${name} of ${same.length} operations`, how]]
  })
}

/** A behaviour's name within its vendor. */
export const nameOf = ({ behaviour, vendor }: CoverageRow): string => behaviour.slice(vendor.length + 1)

/** How it is met; a fault that showed it is told, for it proves nothing. */
export const hint = ({ injected, how }: CoverageRow): string =>
  injected === 0 ? how : `${how} (so far by faults alone)`
