import { openObject, type Static, type TObject, type TProperties, type TSchema } from './schema.ts'

export type Method = 'GET' | 'POST' | 'PUT'

/**
 * Where an operation's parameters travel, beside the path's `{name}` segments: the query; a JSON body; either of them,
 * on a GET too; a form's body; or key and value segments behind the path, over the query.
 */
export type Takes = 'query' | 'body' | 'query_and_body' | 'form' | 'pairs'

/** One documented call. */
export interface Operation<
  P extends TProperties = TProperties,
  A extends TSchema = TSchema,
  M extends string = string,
> {
  readonly method: Method
  /** As documented, from the vendor's base on, `{name}` for a segment that varies; a fixture's `paths` may move it. */
  readonly path: string
  readonly takes: Takes
  /** HTTP status of a success. Default: 200 */
  readonly status: number
  /** Whether a request may have further fields, whatever their names. */
  readonly free: boolean
  /** Whether nobody is asked who calls: for an operation that looks at its caller itself. Default: somebody is */
  readonly open: boolean
  readonly parameters: TObject<P>
  /** The success answer, inside the vendor's envelope. */
  readonly answer: A
  /** Success outcomes beside `ok`: `ok.empty`, `ok.capped`. */
  readonly more: readonly M[]
  /** The error answer, inside the envelope, where it differs from the vendor's. */
  readonly failure?: TSchema
  /** Errors that this operation alone can answer. */
  readonly own: readonly string[]
  /** Parameters of a request that works on the default world, where the required ones' examples are not one. */
  readonly example: Readonly<Record<string, string>>
}

// biome-ignore lint/suspicious/noExplicitAny: variance: any operation at all
export type AnyOperation = Operation<any, any, any>
export type Operations = Readonly<Record<string, AnyOperation>>

interface Extras<M extends string, F extends string> {
  readonly more?: readonly M[]
  readonly failure?: TSchema
  readonly own?: readonly F[]
  readonly status?: number
  readonly open?: boolean
  readonly free?: boolean
  readonly example?: Readonly<Record<string, string>>
  /** Default: the query for a GET, a JSON body otherwise */
  readonly takes?: Takes
}

const declare =
  (method: Method) =>
  <P extends TProperties, A extends TSchema, M extends string = never, F extends string = never>(
    path: string,
    parameters: P,
    answer: A,
    extras: Extras<M, F> = {},
  ): Operation<P, A, M> => {
    const { more = [], own = [], failure, status = 200, open = false, free = false, example = {} } = extras
    return {
      method,
      path,
      takes: extras.takes ?? (method === 'GET' ? 'query' : 'body'),
      status,
      free,
      open,
      parameters: openObject(parameters),
      answer,
      more,
      own,
      example,
      ...(failure === undefined ? {} : { failure }),
    }
  }

/** A GET; its parameters travel in the query string unless `takes` says otherwise. */
export const get = declare('GET')

/** A POST with a JSON body, unless `takes` says otherwise. */
export const post = declare('POST')

/** A PUT with a JSON body. */
export const put = declare('PUT')

/** What a client sends to an operation. */
export type RequestOf<Op> = Op extends Operation<infer P, TSchema, string> ? Static<TObject<P>> : never

/** What an operation answers, inside the envelope. */
export type AnswerOf<Op> = Op extends Operation<TProperties, infer A, string> ? Static<A> : never
