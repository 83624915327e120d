/** Which of a vendor's behaviours a consumer has met, and how to meet the others. */
import type { AnyVendor, Tally } from '#engine'
import { rowsOf } from './coverage-rows.ts'
import type { ReportedRow } from './ledger.ts'

/** One behaviour, or one shape that an option chooses. */
export interface CoverageRow {
  /** `crm-zen/totals.too_many_requests`, or `crm-zen/totals[erros.empty=object]` for a shape. */
  readonly behaviour: string
  readonly vendor: string
  readonly operation: string
  /** Null for a shape. */
  readonly outcome: string | null
  readonly kind: 'documented' | 'assumed' | 'shape'
  /** The strongest class of the ledger's rows behind it. */
  readonly class: string
  /** Those rows' ids, the most telling first. */
  readonly rows: readonly string[]
  /** How often the fake itself answered so. */
  readonly met: number
  /** How often a fault did: never proof of behaviour. */
  readonly injected: number
  /** In one line: how a consumer is made to meet it. */
  readonly how: string
}

/** How many of how many. */
export interface Share {
  readonly met: number
  readonly of: number
}

/** Never added up: what is documented, what is assumed, and the shapes of assumptions. */
export interface Shares {
  readonly documented: Share
  readonly assumed: Share
  readonly shapes: Share
}

export interface OperationCoverage extends Shares {
  readonly operation: string
  readonly rows: readonly CoverageRow[]
}

export interface VendorCoverage extends Shares {
  readonly vendor: string
  readonly title: string
  readonly operations: readonly OperationCoverage[]
}

/** The coverage of one world, or of several runs. */
export interface Coverage {
  readonly asked: number
  readonly vendors: readonly VendorCoverage[]
}

/** What must be known of a vendor for its coverage to be told. */
export interface KnownVendor {
  readonly api: AnyVendor
  /** Every row of its ledger. */
  readonly ledger: readonly ReportedRow[]
  /** The rows behind each behaviour, `operation.outcome`, the most telling first. */
  readonly rows: ReadonlyMap<string, readonly ReportedRow[]>
  /** How a consumer is made to meet a behaviour, in one line. */
  readonly ways: ReadonlyMap<string, string>
}

/**
 * Holds what was met against what there is to be met. What a fault did counts nowhere: it proves nothing.
 *
 * @param vendors whose coverage is told, in this order
 */
export const coverageOf = (met: Tally, vendors: readonly KnownVendor[]): Coverage => ({
  asked: met.asked,
  vendors: vendors.map((known) => vendorOf(met, known)),
})

function vendorOf(met: Tally, known: KnownVendor): VendorCoverage {
  const { name: vendor, title, operations: names } = known.api
  const operations = Object.keys(names).map((operation) => {
    const rows = rowsOf(met, known, operation)
    return { operation, ...sharesOf(rows), rows }
  })
  return { vendor, title, ...sharesOf(operations.flatMap(({ rows }) => rows)), operations }
}

/** What of these rows was met, each kind for itself. */
function sharesOf(rows: readonly CoverageRow[]): Shares {
  const share = (kind: CoverageRow['kind']): Share => {
    const alike = rows.filter((row) => row.kind === kind)
    return { met: alike.filter(({ met }) => met > 0).length, of: alike.length }
  }
  return { documented: share('documented'), assumed: share('assumed'), shapes: share('shape') }
}
