import { datacake } from '../../mocks/datacake/api.ts'
import { readAnswer, VendorError } from './create.ts'
import { discreet } from './hide.ts'
import { literalOf } from './literal-json.ts'

/** An ERP whose developer copied the page literally answers what no parser reads: said clearly, or read all the same. */
export async function asJson(operation: string, response: Response, lenient: boolean): Promise<Response> {
  const text = await response.text()
  const { status, headers } = response
  if (status === 404 && !isRefusal(text)) {
    throw unexpected(
      operation,
      status,
      'the ERP seems to have no such path: what it says is no {"status":"error","msg":…}',
    )
  }
  const literal = literalOf(text)
  if (literal === undefined) return new Response(text === '' ? null : text, { status, headers })
  if (lenient) return new Response(literal.json, { status, headers })
  throw unexpected(operation, status, `the answer is no JSON: it has ${literal.what}, as the page prints it`)
}

/** A 404 of a server that has no such path must not pass for an unknown client's. */
function isRefusal(text: string): boolean {
  try {
    return datacake.readError(JSON.parse(text)) !== undefined
  } catch {
    return false
  }
}

/** What an answer holds. @throws VendorError that repeats no secret, whatever the ERP says */
export const contentIn = (
  operation: string,
  response: Response,
  secrets: readonly string[],
): Promise<unknown> =>
  readAnswer(datacake, operation, response).catch((error: unknown) => {
    throw error instanceof VendorError ? discreet(error, secrets) : error
  })

/** Whether a value is an object with keys, and no list. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Some ERPs answer an unknown client with an empty one, or with nothing in whatever shape. */
export function isNobody(value: unknown): boolean {
  if (isObject(value) && 'id_cliente' in value) return !value['id_cliente']
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0)
}

export const unexpected = (operation: string, status: number, says: string): VendorError => {
  const facts = {
    vendor: datacake.name,
    operation,
    code: 'unexpected',
    status,
    facts: {},
    answeredAt: undefined,
  }
  return new VendorError(says, facts)
}
