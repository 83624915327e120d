import { smartspace } from '../../mocks/smartspace/api.ts'
import { readAnswer, VendorError } from './create.ts'
import { factsOf, hide, sentenceOf } from './hide.ts'

const failure = (operation: string, code: string, status: number, says: string, facts = {}): VendorError =>
  new VendorError(says, { vendor: smartspace.name, operation, code, status, facts, answeredAt: undefined })

/** Nobody answered. */
export const unreachable = (operation: string, says: string): VendorError =>
  failure(operation, 'unreachable', 0, says)

/** Somebody answered what nobody documented. */
export const unexpected = (operation: string, status: number, says: string): VendorError =>
  failure(operation, 'unexpected', status, says)

/** Whether another site may do better: nobody answered, or the server failed. */
export const isFailure = (error: unknown): boolean =>
  error instanceof VendorError && (error.status === 0 || error.status >= 500)

/** What a network error says that is no secret: its code, or its words without a URL. */
export function reasonOf(error: unknown, secrets: readonly string[]): string {
  const { cause, message } = error as { cause?: { code?: unknown }; message?: unknown }
  return typeof cause?.code === 'string'
    ? `no answer: ${cause.code}`
    : hide(`no answer: ${message}`.replace(/\bhttps?:\/\/\S+/g, 'its URL'), secrets)
}

/** What a refusal means where a company words it in its own way. */
const BY_STATUS: Readonly<Record<number, string>> = {
  401: 'no_credentials',
  403: 'insufficient_scope',
  404: 'not_found',
  405: 'wrong_method',
  413: 'too_large',
  422: 'invalid_document',
  503: 'unavailable',
}

/** A refusal: by the company's sentence, the standards' error code, or its status. */
export async function refusal(
  operation: string,
  response: Response,
  secrets: readonly string[],
): Promise<VendorError> {
  const { status, headers } = response
  if (status >= 300 && status < 400) {
    const says = 'the company redirects: give the client the URL that it redirects to'
    return unexpected(operation, status, says)
  }
  const standard = /\berror="(\w+)"/.exec(headers.get('www-authenticate') ?? '')?.[1]
  const found = await readAnswer(smartspace, operation, response).then(
    () => undefined,
    (error: VendorError) => error,
  )
  const known = found === undefined || found.code === 'unexpected' ? undefined : found.code
  const code = known ?? standard ?? BY_STATUS[status] ?? (status >= 500 ? 'internal' : 'unexpected')
  const says = found === undefined ? 'no reason was given' : sentenceOf(found)
  const facts = found === undefined ? {} : factsOf(found, secrets)
  return failure(operation, code, status, hide(says, secrets), facts)
}
