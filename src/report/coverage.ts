/** Which of a vendor's behaviours a consumer has met, and how to meet the others. */

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
