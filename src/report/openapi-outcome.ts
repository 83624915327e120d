import {
  type About,
  type AnyOperation,
  type AnyVendor,
  chosen,
  errorOf,
  instantOf,
  type JsonSchema,
  jsonSchema,
  localText,
  sentence,
} from '#engine'
import type { ReportedRow } from './ledger.ts'
import { GAP, narrow } from './openapi-exact.ts'
import { exampleOf, type PlainSchema, plain } from './openapi-schema.ts'

/** A vendor under chosen options, with what its ledger says of each behaviour. */
export interface Subject {
  readonly api: AnyVendor
  readonly options: Readonly<Record<string, unknown>>
  /** Rows by behaviour, `operation.outcome`. */
  readonly behind: ReadonlyMap<string, readonly ReportedRow[]>
}

/** One outcome as it comes over the wire, in one content type. */
export interface Look {
  readonly outcome: string
  readonly status: number
  /** With its parameters, as it is sent. */
  readonly contentType: string
  readonly schema: PlainSchema
  readonly example: unknown
  readonly headers: Readonly<Record<string, string>>
  /** Whether the body is what its content type says. */
  readonly proper: boolean
  /** The vendor's sentence, where it is an error. */
  readonly says?: string
}

type Options = Subject['options']

/** What an answer's content type may hang on. */
export type Asked = Readonly<Record<string, unknown>>

/** All looks of an outcome, for requests of these parameters. */
export function looksOf(subject: Subject, name: string, outcome: string, asked: readonly Asked[]): Look[] {
  if (!/^ok(\.|$)/.test(outcome)) return [errorLook(subject, name, outcome)]
  const looks = asked.map((parameters) => successLook(subject, { operation: name, outcome, parameters }))
  return [...new Map(looks.map((look) => [look.contentType, look])).values()]
}

function successLook({ api, options }: Subject, about: About): Look {
  const { answer, status }: AnyOperation = api.operations[about.operation]
  const contentType = typeOf(api, options, about)
  const raw = api.print?.('a', options as never, about) === 'a'
  const whole = chosen(jsonSchema(answer), options)
  const schema = raw ? branch(whole, !/json/i.test(contentType)) : whole
  const body = wrapped(api, exampleOf(schema))
  return {
    ...carried(api, options, about, { contentType, body, schema: envelope(api, plain(schema)) }),
    outcome: about.outcome,
    status,
    contentType,
    headers: api.successHeaders?.(about, options as never) ?? {},
  }
}

/** Of a text or something else, what a content type can carry. */
function branch(schema: JsonSchema, isText: boolean): JsonSchema {
  const fitting = (schema.anyOf ?? []).filter(({ type }) => (type === 'string') === isText)
  const [only, ...others] = fitting
  if (only === undefined) return schema
  return others.length === 0 ? only : { ...schema, anyOf: fitting }
}

function errorLook(subject: Subject, name: string, code: string): Look {
  const { api, options, behind } = subject
  const [declared, says, own] = errorOf(api, code)
  const operation: AnyOperation = api.operations[name]
  const methods = Object.values(api.operations as Readonly<Record<string, AnyOperation>>)
    .filter(({ path }) => path === operation.path)
    .map(({ method }) => method)
  const failing = (facts: Readonly<Record<string, string | number>>) => {
    const failure = { code, operation: name, message: sentence(says, facts), facts, methods, options }
    return {
      failure,
      fields: (own?.body(failure) ?? api.failure(failure as never)) as Readonly<Record<string, unknown>>,
    }
  }
  const told = failing(factsOf(api, code, says))
  const bare = failing({})
  const gaps = failing(Object.fromEntries([...says.matchAll(/\{(\w+)\}/g)].map(([, gap]) => [gap, GAP])))
  const schema = chosen(jsonSchema(own?.schema ?? operation.failure ?? api.failureSchema), options)
  const rows = behind.get(`${name}.${code}`) ?? []
  const narrowed = narrow(plain(schema), [gaps.fields, bare.fields], rows)
  const body = filled(schema, told.fields)
  const about = { operation: name, outcome: code, parameters: {} }
  const contentType = typeOf(api, options, about)
  const enclosed = own
    ? { contentType, body, schema: narrowed }
    : { contentType, body: wrapped(api, body), schema: envelope(api, narrowed) }
  return {
    ...carried(api, options, about, enclosed),
    outcome: code,
    status: api.status?.(code, declared, options as never) ?? declared,
    contentType,
    headers: api.headers?.(told.failure as never) ?? {},
    says,
  }
}

const NINE = instantOf('2026-03-02T09:00:00-03:00')

/** What fills a sentence's gaps in an example. */
function factsOf(api: AnyVendor, code: string, says: string): Record<string, string | number> {
  const gaps = [...says.matchAll(/\{(\w+)\}/g)].map(([, gap]) => [gap, '…'])
  if (code !== api.cooldown?.refuse) return Object.fromEntries(gaps)
  const { seconds } = api.cooldown
  return {
    ...Object.fromEntries(gaps),
    last: localText(NINE),
    next: localText(NINE + seconds * 1000),
    seconds,
  }
}

/** An error's fields in the printed order: its own, constants, examples. */
const filled = (schema: JsonSchema, own: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, field]) => [
      name,
      Object.hasOwn(own, name) ? own[name] : exampleOf(field),
    ]),
  )

const typeOf = (api: AnyVendor, options: Options, about: About): string =>
  api.contentType?.(options as never, about) ?? 'application/json'

const wrapped = (api: AnyVendor, body: unknown): unknown =>
  api.envelope === undefined ? body : { [api.envelope]: body }

const envelope = ({ envelope: key }: AnyVendor, schema: PlainSchema): PlainSchema =>
  key === undefined
    ? schema
    : { type: 'object', properties: { [key]: schema }, required: [key], additionalProperties: false }

/** The error that an operation answers where nothing says otherwise. */
export const usualFailure = ({ api, options }: Subject): PlainSchema =>
  envelope(api, plain(chosen(jsonSchema(api.failureSchema), options)))

/** What becomes of a body on paper: its own schema where it is JSON, else a text, or what no schema can say. */
function carried(
  api: AnyVendor,
  options: Options,
  about: About,
  { contentType, body, schema }: { contentType: string; body: unknown; schema: PlainSchema },
): Pick<Look, 'schema' | 'example' | 'proper'> {
  const printed = api.print?.(body, options as never, about) ?? JSON.stringify(body)
  if (isJson(printed)) return { schema, example: body, proper: true }
  const proper = !/json/i.test(contentType)
  const text = schema.type === 'string' ? schema : { type: 'string' }
  return { schema: proper ? text : {}, example: printed, proper }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
