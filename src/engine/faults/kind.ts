/** When a connection is reset. */
export type ResetMoment = 'before_head' | 'after_head' | 'mid_body'

/** How long an answer is held back, in milliseconds. */
export type Delay =
  | { readonly fixed: number }
  | { readonly uniform: readonly [least: number, most: number] }
  | { readonly lognormal: { readonly median: number; readonly sigma: number } }

/** A misfortune, as the pipeline reads it. */
export type FaultKind =
  | { readonly kind: 'outcome'; readonly outcome: string }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'delay'; readonly delay: Delay }
  | { readonly kind: 'connection_reset'; readonly when: ResetMoment }
  | { readonly kind: 'slow_body'; readonly bytesPerSecond: number }
  | { readonly kind: 'empty_response' | 'malformed_body' | 'truncated_body' | 'garbage' }

/** What a fault does: it stands instead of the handler, holds the answer back, or breaks it. One of each meets a request. */
export type FaultSort = 'stand_in' | 'delay' | 'wire'

const SORTS: Readonly<Record<string, FaultSort>> = { outcome: 'stand_in', status: 'stand_in', delay: 'delay' }

export const sortOf = ({ kind }: FaultKind): FaultSort => SORTS[kind] ?? 'wire'

/** A misfortune, as people write it: a word, a word with a value, or a map with one key. */
export type FaultWord =
  | string
  | { readonly status: number }
  | { readonly delay: string | { readonly uniform: readonly [string, string] } }
  | { readonly delay: { readonly lognormal: { readonly median: string; readonly sigma: number } } }
  | { readonly connection_reset: ResetMoment }
  | { readonly slow_body: number }

/** What a fault is and whom it meets. */
export interface FaultPlan {
  /** Undefined: every operation of the vendor. */
  readonly operation: string | undefined
  /** Name of a credential; undefined: every caller. */
  readonly credential: string | undefined
  readonly kind: FaultKind
  /** How many more requests it meets; infinite until it is removed. */
  readonly times: number
  /** How many more requests it lets pass first. */
  readonly after: number
  /** From 0 to 1, drawn for each request that it could meet. */
  readonly probability: number
}

/** A fault that stands. */
export interface Fault extends FaultPlan {
  /** Unique in its world: `f1`, `f2`… */
  readonly id: string
}
