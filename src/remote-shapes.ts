/** What the admin API takes and answers, as far as a handle from afar names it. */

/** A fault that has not met all its requests yet. */
export interface ShownFault {
  readonly id: string
  readonly vendor: string
  readonly operation?: string
  readonly credential?: string
  /** As it would be written. */
  readonly fault: string
  /** How many more requests it meets. */
  readonly times: number | 'always'
  readonly after?: number
  readonly probability?: number
}

/** An assumption: its value, what else it accepts, what it is by default. */
export interface ShownOption {
  readonly value: string
  readonly accepts: readonly string[] | string
  readonly default: string
}

/** A world as the admin API shows it. */
export interface ShownWorld {
  readonly id: string
  readonly url: string
  readonly admin: string
}
