/** Everything that can be noticed about a consumer. */
export const FINDINGS = [
  'early_call',
  'capped_unnoticed',
  'error_ignored',
  'undocumented_field',
  'assumption_leaned_on',
  'hammering',
  'secret_in_url',
  'tool_refetch',
  'expired_token_reused',
  'token_per_call',
] as const

export type FindingName = (typeof FINDINGS)[number]

/** The request that shows a finding, secrets masked. */
export interface Shown {
  /** Its number in the journal. */
  readonly id: number
  /** ISO 8601, UTC, by the world's clock. */
  readonly at: string
  readonly method: string
  readonly path: string
  readonly status: number
  /** The beginning of its body; absent where there was none. */
  readonly body?: string
}

/** Something noticed about the consumer: once for each vendor, operation, caller and subject, however often it happened. */
export interface Finding {
  readonly name: FindingName
  readonly vendor: string
  /** Empty where no operation matched. */
  readonly operation: string
  /** Null where nobody was known, or where it is everybody's. */
  readonly credential: string | null
  /** What it is about beside the operation, such as a field, an option or a tool; absent where nothing is. */
  readonly subject?: string
  /** The world in which it was seen. */
  readonly world: string
  readonly times: number
  /** One sentence: what was seen. */
  readonly says: string
  /** One sentence: what would be right. */
  readonly suggests: string
  /** The behaviour that it is about, `operation.outcome`: by it the ledger's rows are found. */
  readonly behaviour?: string
  /** The option that would change it. */
  readonly option?: string
  /** What was asked when it was seen first, oldest first, three at most. */
  readonly requests: readonly Shown[]
}
