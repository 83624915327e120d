import type { Auth } from './auth.ts'
import type { AnyOperation, Operations } from './operation.ts'
import type { OptionDefs, OptionValues } from './options.ts'
import { commonOptions } from './options.ts'
import { object, type TSchema } from './schema.ts'

/** An error: HTTP status and the vendor's own words (`{name}` stands for a fact), and its shape if it has one of its own. */
export type ErrorDef = readonly [status: number, says: string, own?: OwnShape]

/** The body of an error that does not look like the vendor's others, without the envelope. */
export interface OwnShape {
  readonly schema: TSchema
  readonly body: (failure: Failure) => unknown
}

/** One refusal, as the vendor's `failure` and `headers` see it. */
export interface Failure<O = Record<string, unknown>> {
  readonly code: string
  readonly operation: string
  /** The vendor's sentence with its facts filled in. */
  readonly message: string
  readonly facts: Readonly<Record<string, string | number>>
  readonly methods: readonly string[]
  readonly options: O
}

/** A parameter that does not fit. */
export interface Violation {
  readonly field: string
  readonly missing: boolean
  /** Whether the path names a key that the operation does not know. */
  readonly unknown?: boolean
  /** What is wrong, in English, for the journal. */
  readonly says: string
}

/** One answer, as what depends on the request sees it. */
export interface About {
  readonly operation: string
  readonly outcome: string
  /** The parameters; empty where the request was refused before they were read. */
  readonly parameters: Readonly<Record<string, unknown>>
}

export type Stage = 'auth' | 'parameters' | 'cooldown'

/** How less is asked for than a capped answer held: within its period, or by a filter that it did not set. */
export interface Narrowing {
  /** The operations that ask for a part of it. Default: itself */
  readonly by?: readonly string[]
  /** The parameters of those operations with the first and the last moment, each written from the year on. */
  readonly from: string
  readonly to: string
  /** Parameters that filter where they are not empty. Default: none */
  readonly filters?: readonly string[]
  /** Parameters that name whose records they are. Default: none */
  readonly same?: readonly string[]
}

/** What must have succeeded before, and how a request shows that it did not. */
export type Presupposed = {
  readonly operation: string
  /** The parameters of both that name what it is about, the most telling last. */
  readonly subject: readonly string[]
} & (
  | {
      /** The parameter that carries on what the former answered: it is empty. */
      readonly carries: string
      readonly refusedBy?: never
    }
  | {
      /** The option whose rule refuses what nothing went before. */
      readonly refusedBy: string
      readonly carries?: never
    }
)

/** What an error answer says to a client that reads it. */
export interface ErrorReading {
  readonly code?: string
  readonly message?: string
}

/** A vendor's document as data. */
export interface Vendor<
  O extends OptionDefs = OptionDefs,
  E extends string = string,
  Ops extends Operations = Operations,
  R extends string = string,
> {
  /** The room's folder and the first path segment. */
  readonly name: string
  readonly title: string
  /** The document that all this is taken from. */
  readonly source: string
  readonly auth: Auth
  readonly options: O
  /** Errors of every operation, by outcome name. */
  readonly errors: Readonly<Record<E, ErrorDef>>
  /** Errors that only an operation which names them in `own` can answer. */
  readonly rareErrors?: Readonly<Record<R, ErrorDef>>
  readonly operations: Ops
  /** The one key that wraps every answer, if the document shows one. */
  readonly envelope?: string
  /** The refusal for another method. */
  readonly wrongMethod: NoInfer<E>
  /** Which error a parameter that does not fit is. */
  readonly invalid: (violation: Violation, options: OptionValues<O>, operation: string) => NoInfer<E | R>
  /** Schema of an error answer, for operations that do not bring their own. */
  readonly failureSchema: TSchema
  /** The fields of an error answer; what it leaves out is echoed from the request or constant. */
  readonly failure: (failure: Failure<OptionValues<O>>) => Record<string, unknown>
  /** What the wire calls `failure`'s error: the way back, for clients. */
  readonly readError: (body: unknown) => ErrorReading | undefined
  readonly cooldown?: { readonly seconds: number; readonly refuse: NoInfer<E> }
  readonly cap?: { readonly records: number; readonly refuse: NoInfer<E | R> }
  /** How those who had a capped answer ask for less, by operation; one of which no part can be asked for is not there. */
  readonly narrows?: Readonly<Record<string, Narrowing>>
  /** What must have succeeded before an operation makes sense, by operation. Default: nothing */
  readonly presupposes?: Readonly<Record<string, readonly Presupposed[]>>
  /** The operation that issues access tokens. Default: none does */
  readonly tokenOperation?: keyof NoInfer<Ops> & string
  /** Order of the checks after the method. Default: auth, parameters, cooldown */
  readonly order?: (options: OptionValues<O>) => readonly Stage[]
  /** The parameters as the schema should see them; `undefined` means absent. */
  readonly prepare?: (
    parameters: Record<string, unknown>,
    options: OptionValues<O>,
    operation: string,
  ) => Record<string, unknown>
  /** Names of parameters beside their own, which the document prints too. */
  readonly otherNames?: readonly string[]
  /** The fields of a JSON body that is no object, such as a list of one; undefined where it has none. */
  readonly readBody?: (value: unknown) => Record<string, unknown> | undefined
  /** Whether a form's fields may come as JSON too. Default: they may not */
  readonly jsonForms?: (options: OptionValues<O>) => boolean
  /** Most bytes of a request body. Default: 1 MiB */
  readonly bodyLimit?: number
  /** The refusal for a larger body. Default: Dublê's own */
  readonly tooLarge?: NoInfer<E | R>
  /** Whether HEAD is served like GET. Default: it is another method */
  readonly headIsGet?: (options: OptionValues<O>) => boolean
  /** Whether a path without its last slash is served too. Default: it is another path */
  readonly slashless?: (options: OptionValues<O>) => boolean
  /** Further paths at which operations answer. */
  readonly alsoAt?: (options: OptionValues<O>) => Readonly<Record<string, string>>
  /** Content type of an answer. Default: application/json */
  readonly contentType?: (options: OptionValues<O>, about: About) => string
  /** HTTP status of an error. Default: the status in `errors` */
  readonly status?: (code: string, status: number, options: OptionValues<O>) => number
  readonly headers?: (failure: Failure<OptionValues<O>>) => Record<string, string>
  /** Headers of a success, beside its content type. */
  readonly successHeaders?: (about: About, options: OptionValues<O>) => Record<string, string>
  /** How a body becomes text. Default: JSON.stringify */
  readonly print?: (body: unknown, options: OptionValues<O>, about: About) => string
}

// biome-ignore lint/suspicious/noExplicitAny: variance: any vendor at all
export type AnyVendor = Vendor<any, any, any, any>

/**
 * Declares a vendor. The options that every vendor has are added.
 *
 * @example defineVendor({ name: 'acme', title: 'Acme', source: '…', auth: tokenHeader('token', {…}), … })
 */
export function defineVendor<
  const O extends OptionDefs,
  const E extends string,
  const Ops extends Operations,
  const R extends string = never,
>(vendor: Vendor<O, E, Ops, R>): Vendor<O & typeof commonOptions, E, Ops, R> {
  return { ...vendor, options: { ...commonOptions, ...vendor.options } } as never
}

export type OptionsOf<V> = V extends { options: infer O extends OptionDefs } ? OptionValues<O> : never
export type ErrorOf<V> =
  V extends Vendor<OptionDefs, infer E, Operations>
    ? E
    : V extends { errors: infer R }
      ? keyof R & string
      : never

export type RareErrorOf<V> = V extends { rareErrors?: infer R } ? keyof NonNullable<R> & string : never

/** All outcomes of an operation, success first. */
export function outcomesOf(vendor: AnyVendor, name: string): string[] {
  const operation = vendor.operations[name] as AnyOperation
  return ['ok', ...operation.more, ...Object.keys(vendor.errors), ...operation.own]
}

/** All behaviours of a vendor, `operation.outcome`. */
export const behavioursOf = (vendor: AnyVendor): string[] =>
  Object.keys(vendor.operations).flatMap((name) =>
    outcomesOf(vendor, name).map((outcome) => `${name}.${outcome}`),
  )

/** An error's status and sentence. */
export function errorOf(vendor: AnyVendor, code: string): ErrorDef {
  const found = vendor.errors[code] ?? vendor.rareErrors?.[code]
  if (found === undefined) throw new TypeError(`${vendor.name} declares no error "${code}"`)
  return found
}

/** A vendor's sentence with its facts in place of `{name}`. */
export const sentence = (says: string, facts: Readonly<Record<string, string | number>>): string =>
  says.replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole))

/** A schema inside the vendor's envelope. */
export const enveloped = (vendor: AnyVendor, schema: TSchema): TSchema =>
  vendor.envelope === undefined ? schema : object({ [vendor.envelope]: schema })
