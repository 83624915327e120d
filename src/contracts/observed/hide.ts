import { jsonOf } from './body.ts'
import type { Discretion } from './discretion.ts'
import type { Exchange } from './exchange.ts'

/** Every value that an exchange carries: none of them may be taken for a name. */
export function hideAll({ query, headers, body, answer }: Exchange, discretion: Discretion): void {
  const sent = [...query, ...headers, ...(body?.form ?? []), ...(answer?.headers ?? [])]
  for (const { name, value = '' } of sent)
    if (!/^(?:accept|content-type|allow)$/i.test(name)) hideText(value, discretion)
  for (const said of [body, answer?.body])
    if (said?.text !== undefined) hideJson(jsonOf(said.text.replace(/^\ufeff/, '')), discretion)
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
