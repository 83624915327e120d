import { bareDocument } from '#engine'
import { hide } from '../../clients/hide.ts'
import { SCHEMES } from '../observed/words.ts'
import type { Mine } from './mine.ts'
import { bodyOf, isOk, textOf } from './reading.ts'
import { shapeOf } from './shape.ts'
import type { Exchange } from './transport.ts'

/** Numbers long enough to be a document or a telephone, masked or not, and e-mail addresses. */
const PERSONAL = /\d[\d.\-/() ]{5,}\d|[^\s"'<>=?&]+@[^\s"'<>&]+/g

/** What a terminal would obey, and what would turn the text around it. */
const CONTROL = /[\p{Cc}\p{Bidi_Control}]/gu

/** Fewer characters tell nobody from another, and are in many words. */
const LEAST = 4

/** Of an error, so many characters are looked at. */
const LOOKED_AT = 2000

/** A text without secrets and without what belongs to a person; test data stand in it by their names. */
export function concealed(mine: Mine, text: string): string {
  let shown = text
  for (const secret of mine.secrets) {
    for (const written of [secret, ...spellings(secret)]) shown = shown.replaceAll(written, '***')
  }
  shown = shown.replace(ENCODED, (text) => (tellsSecret(mine, text) ? '***' : text))
  for (const [name, value] of Object.entries(mine.given)) {
    for (const written of spellings(value)) shown = shown.replaceAll(written, `<${name}>`)
  }
  return shown.replace(PERSONAL, '***').replace(CONTROL, '\ufffd')
}

/** What may be Base64. */
const ENCODED = /[A-Za-z0-9+/_-]{8,}={0,2}/g

/** A server may repeat a header as it came, or write it in Base64 itself. */
const tellsSecret = (mine: Mine, text: string): boolean => {
  const plain = Buffer.from(text, 'base64').toString()
  return [...mine.secrets].some((secret) => secret.length >= LEAST && plain.includes(secret))
}

/** A value as it may stand in a path, a query or a body. */
const spellings = (value: string): string[] =>
  [
    value,
    encodeURIComponent(value),
    String(new URLSearchParams({ _: value })).slice(2),
    JSON.stringify(value).slice(1, -1),
    bareDocument(value),
  ].filter((text) => text.length >= LEAST)

/** A request and its answer in a few lines; of a good answer the shape alone, for its data belong to somebody. */
export function showExchange(mine: Mine, exchange: Exchange): { sent: string; came: string } {
  const { sent, came, failed } = exchange
  const url = sent.url.startsWith(mine.url) ? sent.url.slice(mine.url.length) || '/' : sent.url
  const body = sent.body === undefined ? '' : ` with ${short(concealed(mine, bodyShown(sent.body)))}`
  const proof = [mine.tokenHeader, 'authorization'].find((name) => name in sent.headers)
  const who =
    proof === undefined ? ', without credentials' : `, ${proof}: ${scheme(sent.headers[proof] as string)}`
  const line = `${sent.method} ${concealed(mine, url)}${body}${who}`
  if (came === undefined) return { sent: line, came: `no answer: ${failed}` }
  const type = came.headers['content-type'] ?? 'no content type'
  return { sent: line, came: `HTTP ${came.status}, ${short(concealed(mine, type))}${said(mine, exchange)}` }
}

function said(mine: Mine, exchange: Exchange): string {
  const text = textOf(exchange)
  const body = bodyOf(exchange)
  if (text === '') return ', empty'
  if (body === undefined) return `, ${text.length} characters that are no JSON`
  const shown = isOk(exchange) ? shapeOf(body) : hide(concealed(mine, text.slice(0, LOOKED_AT)))
  return `, ${short(concealed(mine, shown))}`
}

/** A file's Base64 tells nobody anything. */
const bodyShown = (body: string): string => body.replace(/[A-Za-z0-9+/]{60,}={0,2}/g, '…')

/** A token without a scheme may have a space in it. */
const scheme = (value: string): string => {
  const [word = ''] = value.split(' ')
  return SCHEMES.some((known) => known.toLowerCase() === word.toLowerCase()) ? `${word} ***` : '***'
}

const short = (text: string): string =>
  text.length > 400 ? `${text.slice(0, 399)}… (${text.length} characters)` : text
