import type { Credential } from './auth.ts'
import type { Bound } from './bound.ts'
import type { Fake } from './fake.ts'
import type { HttpRequest } from './http.ts'
import type { Lean } from './leans.ts'
import type { View } from './state.ts'
import type { Violation } from './vendor.ts'

/** One request on its way through a fake: what the stages have found out so far. */
export interface Visit {
  readonly fake: Fake
  readonly bound: Bound
  readonly request: HttpRequest
  readonly methods: readonly string[]
  readonly now: number
  readonly view: View
  /** Query or body as sent, for echoes; empty where it could not be read. */
  readonly sent: Readonly<Record<string, unknown>>
  /** What is wrong with how the parameters were sent, if anything. */
  readonly unreadable: Violation | undefined
  /** The parameters as the handler sees them. */
  parameters: Record<string, unknown>
  credential: Credential | undefined
  /** Parameters that the document does not know. */
  readonly strangers: readonly string[] | undefined
  /** Options without whose values the request would have been refused. */
  leans: Lean[] | undefined
  /** Outcomes with which the caller would be refused, had an option not let him pass. */
  letIn: readonly string[] | undefined
  /** A parameter that is there with two values, of which an option says which counts. */
  readonly twice: string | undefined
  /** The name under which the caller's wait is kept. */
  cooldownKey: string | undefined
}

/** A refusal by a stage or a handler. Not an Error: it is thrown often, and nobody needs its stack. */
export interface Refusal {
  readonly code: string
  readonly why: string
  readonly facts?: Readonly<Record<string, string | number>>
  /** The option that made it a refusal, where one did. */
  readonly option?: string
  /** Milliseconds to hold the answer back. */
  readonly delay?: number
  /** Until when the caller is to wait, in epoch milliseconds. */
  readonly until?: number
  /** Whether it was a token that has expired. Default: it was not */
  readonly expired?: boolean
}

/** One check on the way: a refusal stops the request. */
export type StageCheck = (visit: Visit) => Refusal | undefined
