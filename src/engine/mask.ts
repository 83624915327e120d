const SECRET_HEADERS = new Set(['authorization', 'proxy-authorization', 'token', 'cookie', 'x-api-key'])
const SECRET_FIELDS =
  /("(?:password|senha|secret|client_secret|access_token|token)"\s*:\s*")(?:[^"\\]|\\.)*("|\\?$)/gi
const SECRET_PATHS = /(\/token\/)[^/?#\s]+/gi
const SECRET_QUERY = /([?&](?:token|access_token|api_key|password|senha)=)[^&#\s]*/gi
const CPF = /\b\d{3}\.\d{3}\.\d{3}-\d{2}\b/g

/** The mask that stands for a secret. */
const MASK = '***'

/** A text without the secrets that it may carry: tokens in paths and queries, passwords in JSON, CPFs with dots. */
export const maskText = (text: string): string =>
  text
    .replace(SECRET_PATHS, `$1${MASK}`)
    .replace(SECRET_QUERY, `$1${MASK}`)
    .replace(SECRET_FIELDS, `$1${MASK}$2`)
    .replace(CPF, MASK)

/** Headers without secrets; the scheme of an Authorization stays, for it helps to see what went wrong. */
export function maskHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const masked: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    const text = Array.isArray(value) ? value.join(', ') : (value ?? '')
    if (!SECRET_HEADERS.has(name.toLowerCase())) masked[name] = maskText(text)
    else masked[name] = /^(basic|bearer) /i.test(text) ? `${text.split(' ')[0]} ${MASK}` : MASK
  }
  return masked
}
