import type { Row } from './fixture.ts'
import type { TSchema } from './schema.ts'

/** A credential as a fixture writes it. */
export interface Credential {
  /** What commands, scenarios and reports call it; never sent. */
  readonly name: string
  readonly status: string
  readonly [field: string]: string
}

/** What an authentication looks at. */
export interface Presented {
  /** @param name in lower case */
  header(name: string): string | undefined
  query(name: string): string | undefined
  /** A value that the path carries behind its key, as in `/token/abc`. */
  path(name: string): string | undefined
  /** What is asked for, where that is known: a token may do for one operation and not for another. */
  readonly operation?: string | undefined
  /** A row of the fake's state: for tokens that the fake has issued. */
  row(table: string, key: string): Row | undefined
  /** The world's time, in epoch milliseconds. */
  readonly now: number
}

export type Verdict =
  | {
      readonly credential: Credential
      /** Outcomes with which he would be refused, had an option not let him pass. Default: none */
      readonly letIn?: readonly string[]
    }
  | {
      readonly refuse: string
      readonly why: string
      /** Whether it was a token that has expired. Default: it was not */
      readonly expired?: boolean
    }

export type AuthOptions = Readonly<Record<string, unknown>>

/** What a client sends to prove who it is. */
export interface Sending {
  readonly headers?: Readonly<Record<string, string>>
  /** Further parameters, where the operation's own travel. */
  readonly parameters?: Readonly<Record<string, string>>
}

/** How a caller may prove himself, for descriptions. */
export type Way =
  | { readonly kind: 'basic' }
  /** A token in a header, behind a scheme's word where there is one. */
  | { readonly kind: 'header'; readonly name: string; readonly scheme: string }
  | { readonly kind: 'query'; readonly name: string }
  /** A value in the path, behind its key. */
  | { readonly kind: 'path'; readonly key: string }
  /** A token of the room's own endpoint. */
  | {
      readonly kind: 'oauth2'
      readonly scopes: readonly string[]
      readonly grants: readonly string[]
      readonly scopeOf: (operation: string) => string | undefined
    }

/** One way of proving who calls. */
export interface Auth {
  /** The headers that carry the secret, in lower case: the journal masks them. */
  readonly headers: (options: AuthOptions) => readonly string[]
  /** What a fixture writes for one credential. */
  readonly credential: TSchema
  /** Looks a caller up; compiled once per set of credentials and options. */
  readonly compile: (
    credentials: readonly Credential[],
    options: AuthOptions,
  ) => (presented: Presented) => Verdict
  /** How a caller may prove himself, any one of these; none where anybody may call. */
  readonly ways: (options: AuthOptions) => readonly Way[]
  /** What a client sends; under options that name another header, if they are known. */
  readonly present: (credential: Readonly<Record<string, string>>, options?: AuthOptions) => Sending
}
