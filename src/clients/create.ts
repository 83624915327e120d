import { type AnswerOf, type AnyVendor, errorOf, outcomesOf, type RequestOf } from '#engine'
import { callOf } from './call.ts'

/** What a client needs to reach a vendor. */
export interface ClientOptions {
  /** Base URL, such as `https://crm.example.com` or `http://localhost:4010/crm-zen`. */
  readonly url: string
  /** The credential's fields, as the vendor's authentication names them. */
  readonly credential: Readonly<Record<string, string>>
  /** Where operations answer, if not at the documented paths. */
  readonly paths?: Readonly<Record<string, string>>
  /** Default: the platform's own */
  readonly fetch?: typeof fetch
}

export interface CallOptions {
  readonly signal?: AbortSignal
}

/** One function for each operation of a vendor. */
export type Client<V extends AnyVendor> = {
  readonly [K in keyof V['operations']]: (
    request: RequestOf<V['operations'][K]>,
    options?: CallOptions,
  ) => Promise<AnswerOf<V['operations'][K]>>
}

/** A vendor's refusal, or an answer that nobody documented. */
export class VendorError extends Error {
  override readonly name = 'VendorError'
  readonly vendor: string
  readonly operation: string
  /** The outcome's name, or `unexpected` for an answer that the document does not know. */
  readonly code: string
  /** HTTP status. */
  readonly status: number
  /** What the vendor's sentence says beside its words, such as `last` and `next`. */
  readonly facts: Readonly<Record<string, string>>
  /** The vendor's own time, from the answer's Date header, in epoch milliseconds. */
  readonly answeredAt: number | undefined

  constructor(
    message: string,
    facts: {
      vendor: string
      operation: string
      code: string
      status: number
      facts: Record<string, string>
      answeredAt: number | undefined
    },
  ) {
    super(`${facts.vendor}/${facts.operation} answered ${facts.code} (HTTP ${facts.status}): ${message}`)
    this.vendor = facts.vendor
    this.operation = facts.operation
    this.code = facts.code
    this.status = facts.status
    this.facts = facts.facts
    this.answeredAt = facts.answeredAt
  }
}

/**
 * A client of a vendor, typed both ways from its `api.ts`.
 *
 * @throws VendorError from every function
 * @example
 * const zen = createClient(crmZen, { url, credential: { token } })
 * const { usuarios } = await zen.totals({ data: '2018-01-01' })
 */
export function createClient<const V extends AnyVendor>(api: V, options: ClientOptions): Client<V> {
  const send = options.fetch ?? fetch
  const own = api.auth.present(options.credential)
  const call = async (name: string, request: object, { signal }: CallOptions = {}): Promise<unknown> => {
    const operation = api.operations[name]
    const path = options.paths?.[name]
    const sending = operation.open ? {} : own
    const { url, ...init } = callOf({ operation, url: options.url, path, sending, request })
    const response = await send(url, { ...init, ...(signal === undefined ? {} : { signal }) })
    return readAnswer(api, name, response)
  }
  const functions = Object.keys(api.operations).map((name) => [
    name,
    (request: object, callOptions?: CallOptions) => call(name, request, callOptions),
  ])
  return Object.fromEntries(functions) as Client<V>
}

/**
 * Reads an answer: what the operation promises, or the refusal that it is.
 *
 * @throws VendorError
 */
export async function readAnswer(api: AnyVendor, operation: string, response: Response): Promise<unknown> {
  const text = await response.text()
  const body = parse(text)
  const reading = api.readError(body)
  if (response.ok && reading === undefined && body !== undefined) {
    return api.envelope === undefined ? body : (body as Record<string, unknown>)[api.envelope]
  }
  const date = Date.parse(response.headers.get('date') ?? '')
  const found =
    reading?.code === undefined
      ? recognise(api, operation, response.status, reading?.message)
      : { code: reading.code, message: errorOf(api, reading.code)[1], facts: {} }
  throw new VendorError(found?.message ?? reading?.message ?? `not documented: ${text.slice(0, 200)}`, {
    vendor: api.name,
    operation,
    code: found?.code ?? 'unexpected',
    status: response.status,
    facts: found?.facts ?? {},
    answeredAt: Number.isNaN(date) ? undefined : date,
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

interface Recognised {
  readonly code: string
  readonly message: string
  readonly facts: Record<string, string>
}

/** Which declared error a status and a sentence are; the sentence's gaps become facts. */
function recognise(
  api: AnyVendor,
  operation: string,
  status: number,
  message: string | undefined,
): Recognised | undefined {
  const errors = outcomesOf(api, operation)
    .filter((outcome) => !/^ok(\.|$)/.test(outcome))
    .map((code) => [code, errorOf(api, code)] as const)
  for (const [code, [declared, says]] of errors) {
    if (declared !== status || message === undefined) continue
    const facts = pattern(says).exec(message)
    if (facts !== null) return { code, message, facts: { ...facts.groups } }
  }
  const [alone, ...others] = errors.filter(([, [declared]]) => declared === status && status >= 400)
  if (alone === undefined || others.length > 0 || message !== undefined) return undefined
  return { code: alone[0], message: alone[1][1], facts: {} }
}

/** A sentence as a pattern, `{last}` a named group. */
const pattern = (says: string): RegExp =>
  new RegExp(`^${says.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>[^"]+)')}$`)
