import type { ResetMoment } from './faults/kind.ts'
import type { Lean } from './leans.ts'
import type { Stage } from './vendor.ts'

/** A request as the pipeline sees it, wherever it came from. */
export interface HttpRequest {
  readonly method: string
  /** Path and query as received. */
  readonly target: string
  /** Behind the `?`, or empty. */
  readonly search: string
  /** Empty where there is none. */
  readonly body: string
  /** What stands in the path's `{name}` segments. */
  readonly params?: Readonly<Record<string, string>>
  /** What follows the operation's own path, where key and value segments may: `/from/2026-01-01/token/abc`. */
  readonly tail?: string
  readonly ip: string
  header(name: string): string | undefined
  headers(): Record<string, string | string[] | undefined>
}

/** Where on a request's way it was refused, and by what. */
export interface Refused {
  readonly stage: 'method' | 'body' | Stage | 'fault' | 'handler'
  /** What fills the vendor's sentence, or names the parameter that does not fit. */
  readonly facts: Readonly<Record<string, string | number>>
  /** The option whose value it was, where one decided. */
  readonly option?: string | undefined
  /** Until when the caller is to wait, in epoch milliseconds; absent where no wait refused. */
  readonly until?: number | undefined
  /** Whether it was a token that has expired. Default: it was not */
  readonly expired?: boolean | undefined
}

/** What a finished answer suffers between here and its reader. */
export type WireFault =
  | { readonly kind: 'connection_reset'; readonly when: ResetMoment }
  | { readonly kind: 'slow_body'; readonly bytesPerSecond: number }
  | { readonly kind: 'garbage'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'empty_response' | 'truncated_body' }

/** A finished answer. */
export interface Answer {
  /** Undefined where nothing that the vendor declares was answered. */
  readonly outcome: string | undefined
  readonly operation: string | undefined
  readonly injected: boolean
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: string | Uint8Array<ArrayBuffer>
  /** The beginning of a body that is bytes, for the journal. */
  readonly preview?: string | undefined
  readonly why: string
  readonly credential: string | undefined
  /** Undefined where nobody refused. */
  readonly refused?: Refused | undefined
  /** Whether the client left before it had asked. Default: it is there */
  readonly left?: boolean | undefined
  /** Milliseconds to hold it back. */
  readonly delay: number
  /** The faults that it met, in their words; absent where there were none. */
  readonly faults?: readonly string[] | undefined
  /** The options that chose its shape, such as `erros.empty=object`; absent where none did. */
  readonly shapes?: readonly string[] | undefined
  /** The parameters as they were sent; absent where no operation read them. */
  readonly sent?: Readonly<Record<string, unknown>> | undefined
  /** Parameters that the document does not know; absent where there were none. */
  readonly strangers?: readonly string[] | undefined
  /** Options without whose values the request would not have been accepted; absent where there were none. */
  readonly leans?: readonly Lean[] | undefined
  /** How it goes wrong on its way out. */
  readonly wire?: WireFault | undefined
}
