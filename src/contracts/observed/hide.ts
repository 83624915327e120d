import { jsonOf } from './body.ts'
import type { Discretion } from './discretion.ts'
import type { Exchange } from './exchange.ts'

/** Every value that an exchange carries: none of them may be taken for a name. */
export function hideAll({ query, headers, body, answer }: Exchange, discretion: Discretion): void {
  const sent = [...query, ...headers, ...(body?.form ?? []), ...(answer?.headers ?? [])]
  for (const { name, value = '' } of sent)
    if (!/^(?:accept|content-type|allow)$/i.test(name)) hideText(value, discretion)
  for (const { text } of [body ?? {}, answer?.body ?? {}]) {
    if (text === undefined) continue
    const json = jsonOf(text.replace(/^\ufeff/, ''))
    if (json !== undefined) hideJson(json, discretion)
    else if (text.trimStart().startsWith('<')) hideMarkup(text, discretion)
  }
}

/** Of XML or HTML, what stands between tags and in attributes. */
function hideMarkup(text: string, discretion: Discretion): void {
  for (const part of text.split(/<[^>]*>/)) discretion.hide(part)
  for (const [, double, single = ''] of text.matchAll(/=\s*(?:"([^"<>]*)"|'([^'<>]*)')/g))
    discretion.hide(double ?? single)
}

function hideText(value: string, discretion: Discretion): void {
  discretion.hide(value)
  const pair = /^basic\s+(\S+)$/i.exec(value)?.[1]
  if (pair !== undefined)
    for (const part of Buffer.from(pair, 'base64').toString().split(':')) discretion.hide(part)
  for (const part of value.split(/[\s;,=&]+/)) discretion.hide(part)
}

/** What stands under these is the name of a field: a data dictionary. */
const NAMES_FIELDS = /^(?:field|campo|column|coluna)$/i

export function hideJson(value: unknown, discretion: Discretion, depth = 0): void {
  if (typeof value === 'string') discretion.hide(value)
  else if (typeof value === 'object' && value !== null && depth < 24) {
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner === 'string' && NAMES_FIELDS.test(name)) continue
      hideJson(inner, discretion, depth + 1)
    }
  }
}
