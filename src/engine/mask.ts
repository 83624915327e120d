import { bareDocument, isCnpj, isCpf } from './brazil.ts'

const SECRET_HEADERS = ['authorization', 'proxy-authorization', 'cookie', 'x-api-key', 'token']
const NAMES =
  'token|access_token|refresh_token|api_key|password|senha|secret|client_secret|cpf|cnpj_cpf|cpf_cnpj|arquivo'
const SECRET_FIELDS = new RegExp(`("(?:${NAMES})"\\s*:\\s*)(?:"(?:[^"\\\\]|\\\\.)*(?:"|\\\\?$)|\\d+)`, 'gi')
/** The same in JSON whose quotes a word processor has curled. */
const CURLY_FIELDS = new RegExp(`(“(?:${NAMES})”\\s*:?\\s*)“[^”]*(?:”|$)`, 'gi')
/** A segment behind one that says "token", with whatever of the two and of what parts them written behind percent signs. */
const SECRET_PATHS =
  /(?=[^/?#\s])(?<=(?:\/|%2f)(?:t|%[57]4)(?:o|%[46]f)(?:k|%[46]b)(?:e|%[46]5)(?:n|%[46]e)(?:\/|%2f)+)[^/?#\s]+/gi
/** In a query, or in a form's body. */
const SECRET_QUERY = new RegExp(`((?:^|[?&])(?:${NAMES})=)[^&#\\s]*`, 'gi')
/** In a query or a form, a name with something written behind a percent sign, and its value. */
const ENCODED_NAME = /((?:^|[?&])([^=&?#\s"%]*%[\da-f]{2}[^=&?#\s"]*)=)[^&#\s]*/gi
const SECRET_NAME = new RegExp(`^(?:${NAMES})$`, 'i')
const CPF = /\b\d{3}\.\d{3}\.\d{3}-\d{2}\b/g
const BARE_CPF = /\b\d{11}\b/g
/** What may be a CNPJ as a segment of a path. */
const BARE_SEGMENT = /(?<=\/)[\dA-Z]{12}\d{2}(?=[/?#\s]|$)/gi
/** A segment of a path, or a value of a query, with something written behind a percent sign. */
const ENCODED = /(?<=[/=])[^/?&#=\s"%]*%[\da-f]{2}[^/?&#=\s"]*/gi

/** The mask that stands for a secret. */
const MASK = '***'

const maskCpf = (digits: string): string => (isCpf(digits) ? MASK : digits)
const maskCnpj = (segment: string): string => (isCnpj(segment.toUpperCase()) ? MASK : segment)

/** What stands behind percent signs, where it is text. */
function decoded(written: string): string {
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}

/** Whoever writes a document with percent signs means it all the same. */
function maskEncoded(written: string): string {
  const plain = decoded(written)
  const shown = plain.replace(CPF, MASK).replace(BARE_CPF, maskCpf)
  return shown === plain && !isCnpj(bareDocument(plain)) ? written : MASK
}

const maskNamed = (whole: string, head: string, name: string): string =>
  SECRET_NAME.test(decoded(name)) ? head + MASK : whole

/** A text without the secrets that it may carry: tokens and documents in paths and queries, passwords in JSON, CPFs anywhere. */
export const maskText = (text: string): string =>
  text
    .replace(SECRET_PATHS, MASK)
    .replace(BARE_SEGMENT, maskCnpj)
    .replace(ENCODED, maskEncoded)
    .replace(SECRET_QUERY, `$1${MASK}`)
    .replace(ENCODED_NAME, maskNamed)
    .replace(SECRET_FIELDS, `$1"${MASK}"`)
    .replace(CURLY_FIELDS, `$1“${MASK}”`)
    .replace(CPF, MASK)
    .replace(BARE_CPF, maskCpf)

/**
 * Headers without secrets; the scheme of an Authorization stays, for it helps to see what went wrong.
 *
 * @param secret further headers that carry secrets, in lower case
 */
export function maskHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  secret: ReadonlySet<string>,
): Record<string, string> {
  const masked: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    const text = Array.isArray(value) ? value.join(', ') : (value ?? '')
    if (!SECRET_HEADERS.includes(name.toLowerCase()) && !secret.has(name.toLowerCase()))
      masked[name] = maskText(text)
    else masked[name] = /^(basic|bearer) /i.test(text) ? `${text.split(' ')[0]} ${MASK}` : MASK
  }
  return masked
}
