import type { Credential } from './auth.ts'
import type { StateOf } from './draft.ts'
import type { AnyFixtureDef } from './fixture.ts'
import type { AnswerOf, RequestOf } from './operation.ts'
import type { Draw } from './random.ts'
import type { AnyVendor, ErrorOf, OptionsOf, RareErrorOf } from './vendor.ts'

/** What a handler sees beside the request. Nothing here awaits, and nothing else tells time or draws lots. */
export interface Context<V, F> {
  readonly state: StateOf<F>
  /** The world's time, in epoch milliseconds. */
  readonly now: number
  readonly options: OptionsOf<V>
  readonly credential: Credential | undefined
  /** The fixture's credentials: for an operation that looks at its caller itself. */
  readonly credentials: readonly Credential[]
  /** A header of the request. @param name in lower case */
  header(name: string): string | undefined
  /** Refuses: nothing that the handler wrote is kept. @param facts fill the gaps of the vendor's sentence */
  fail(code: Codes<V>, why: string, facts?: Readonly<Record<string, string | number>>): never
  /**
   * Applies an option that names an outcome: refuses with it, or does nothing where it says `ok`, `ignored` or `empty`.
   */
  rule(option: keyof OptionsOf<V> & string, applies: boolean, why: string): void
  /**
   * Notes that a request passes by an option's value alone.
   *
   * @param other the value under which it would be refused, and with which outcome
   */
  lean(
    option: keyof OptionsOf<V> & string,
    applies: boolean,
    other: { readonly value: string; readonly code: Codes<V> },
  ): void
  /**
   * Cuts a list at the vendor's cap and names the outcome: `ok`, `ok.empty` or `ok.capped`.
   *
   * @param rows newest first, where they have dates: `cap.keeps` says which end stays
   */
  page<R>(rows: readonly R[]): readonly R[]
  /** A UUID from the world's seed and counter. */
  uuid(): string
  /** The next number of a counter, from 1; taken only if the request is accepted. */
  next(counter: string): number
  /** Chance that hangs on the world's seed, this vendor and these keys alone. */
  draw(...keys: readonly (string | number)[]): Draw
  /**
   * Makes a big answer once: until the state changes, a request with the same key gets the same bytes, outcome
   * included, and `make` is not called. The handler returns what this returns, writes nothing, and leaves `page` to `make`.
   */
  kept<R>(key: string, make: () => R): R
  /** The answer is held back this many milliseconds on its way out. */
  delay(milliseconds: number): void
}

type Codes<V> = ErrorOf<V> | RareErrorOf<V>

type OperationsOf<V> = V extends { operations: infer Ops } ? Ops : never

/** One function for each operation: from request and state to the answer's own fields. */
export type Handlers<V, F> = {
  readonly [K in keyof OperationsOf<V>]: (
    request: RequestOf<OperationsOf<V>[K]>,
    context: Context<V, F>,
    // biome-ignore lint/suspicious/noConfusingVoidType: a handler with nothing to add returns nothing
  ) => Fields<AnswerOf<OperationsOf<V>[K]>> | void
}

/** A list is answered whole; of an object, what the engine cannot fill. */
type Fields<A> = A extends readonly (infer R)[] ? readonly R[] : Partial<A>

/** A room: a vendor's document, what its fixtures may say, and what it does. */
export interface Mock<V extends AnyVendor = AnyVendor, F extends AnyFixtureDef = AnyFixtureDef> {
  readonly api: V
  readonly fixture: F
  readonly handlers: Handlers<V, F>
  /** What this vendor adds to the checks of a request, when time matters. */
  readonly examine?: (
    request: Record<string, unknown>,
    context: { readonly now: number; readonly options: OptionsOf<V>; readonly operation: string },
  ) => { readonly code: string; readonly why: string } | undefined
}

// biome-ignore lint/suspicious/noExplicitAny: variance: any room at all
export type AnyMock = Mock<any, any>

/**
 * Opens a room.
 *
 * @example export default defineMock({ api, fixture, handlers })
 */
export const defineMock = <const V extends AnyVendor, const F extends AnyFixtureDef>(
  mock: Mock<V, F>,
): Mock<V, F> => mock
