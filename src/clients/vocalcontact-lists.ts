/** VocalContact's lists as they are asked for and read, whatever their format. */
import { parse } from 'csv-parse/sync'
import { vocalContact } from '../../mocks/vocalcontact/api.ts'
import { callOf } from './call.ts'
import { type ClientOptions, readAnswer, VendorError } from './create.ts'
import { discreet } from './hide.ts'

export type Operations = typeof vocalContact.operations
export type Operation = keyof Operations

/** What is needed to ask. */
export interface Reach extends Pick<ClientOptions, 'url' | 'fetch' | 'paths'> {
  /** The user's Token BI. */
  readonly token: string
}

type Ask = (operation: Operation, request: object, signal?: AbortSignal) => Promise<readonly unknown[]>

/** No answer came; the address is not told, for the token is in it. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError'
  readonly operation: string

  constructor(operation: string, says: string) {
    super(`vocalcontact/${operation} got no answer: ${says}`)
    this.operation = operation
  }
}

/** Asks an operation for its list, with the token in the address and in nothing that is thrown. */
export function asker({ url, token, paths, fetch: given }: Reach): Ask {
  const secrets = [token, encodeURIComponent(token)].filter((secret) => secret !== '')
  const masked = (text: string): string =>
    secrets.reduce((left, secret) => left.replaceAll(secret, '***'), text)
  const { parameters = {} } = vocalContact.auth.present({ token })
  return async (name, request, signal) => {
    const operation = vocalContact.operations[name]
    const csv = (request as { format?: string }).format === 'csv'
    const headers: Record<string, string> = csv ? { accept: 'text/csv' } : {}
    const call = callOf({ operation, url, path: paths?.[name], request, sending: { headers, parameters } })
    let response: Response
    let text: string
    try {
      const { url: address, ...init } = call
      response = await (given ?? fetch)(address, { ...init, ...(signal === undefined ? {} : { signal }) })
      text = await response.text()
    } catch (error) {
      signal?.throwIfAborted()
      throw new NoAnswerError(name, masked(saidBy(error)))
    }
    const rows = response.ok ? listed(text, response.headers.get('content-type') ?? '') : undefined
    if (rows !== undefined && (name.startsWith('info_') || rows.every(hasId))) return rows
    throw discreet(await errorOf(name, response, rows === undefined ? masked(text) : undefined), secrets)
  }
}

/** No Response can be made with a higher one. */
const LAST_STATUS = 599

/** What an answer is that is no list; without its text, a list of records that cannot be told apart. */
async function errorOf(operation: Operation, response: Response, text?: string): Promise<VendorError> {
  const { status } = response
  try {
    if (text !== undefined && status <= LAST_STATUS) {
      const copy = new Response(text === '' ? null : text, { status, headers: dated(response) })
      await readAnswer(vocalContact, operation, copy)
    }
  } catch (error) {
    return error as VendorError
  }
  const says = text ?? 'a record has no "id", by which it would be told from others'
  const code = { vendor: vocalContact.name, operation, code: 'unexpected', status, facts: {} }
  return new VendorError(`not documented: ${says}`, { ...code, answeredAt: undefined })
}

/** Records without an id would all be taken for one. */
function hasId(row: unknown): boolean {
  const id = (row as { readonly id?: unknown } | null)?.id
  return (typeof id === 'string' && id !== '') || typeof id === 'number'
}

/** A list in either format; undefined for what is none. */
function listed(text: string, type: string): readonly unknown[] | undefined {
  try {
    if (!type.toLowerCase().startsWith('text/csv')) {
      const body: unknown = JSON.parse(text)
      return Array.isArray(body) ? body : undefined
    }
    const [header = [], ...lines] = parse(text, { bom: true })
    if (header.length === 0) return undefined
    return lines.map((line) => Object.fromEntries(header.map((field, at) => [field, line[at]])))
  } catch {
    return undefined
  }
}

const dated = ({ headers }: Response): Record<string, string> => {
  const date = headers.get('date')
  return date === null ? {} : { date }
}

/** An error's words and those of what caused it. */
function saidBy(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}
