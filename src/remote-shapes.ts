/** What the admin API takes and answers, as far as a handle from afar names it. */

export interface FaultOrder {
  readonly vendor: string
  readonly operation?: string | undefined
  readonly credential?: string | undefined
  readonly fault: unknown
  readonly times?: number | undefined
  readonly after?: number | undefined
  readonly probability?: number | undefined
}

/** A fault that has not met all its requests yet. */
export interface ShownFault {
  readonly id?: string
  readonly vendor: string
  readonly operation?: string
  readonly credential?: string
  readonly fault?: unknown
  readonly outcome?: string
  readonly times?: number | 'always'
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

export type WorldOrder = Readonly<Record<string, unknown>>
export type Verdict = Readonly<Record<string, unknown>>
