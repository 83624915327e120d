import { bodyOf, textOf } from './reading.ts'
import type { Exchange } from './transport.ts'

/** What is wrong with an answer that should be JSON in UTF-8, and what would be right; undefined where nothing is. */
export function jsonMistake(exchange: Exchange): { came: string; right: string } | undefined {
  const type = exchange.came?.headers['content-type'] ?? 'none'
  const text = textOf(exchange)
  const utf8 = 'JSON in UTF-8 (RFC 8259, section 8.1)'
  const charset = /charset="?([^";\s]+)/i.exec(type)?.[1]
  if (charset !== undefined && !/^utf-?8$/i.test(charset))
    return { came: `the charset is ${charset}`, right: utf8 }
  if (exchange.came?.bytes.equals(Buffer.from(text)) === false) {
    return { came: "the answer's bytes are no UTF-8", right: utf8 }
  }
  if (bodyOf(exchange) === undefined) {
    return { came: `the answer is no JSON${copied(text)}`, right: 'JSON that a parser reads' }
  }
  if (/^application\/([\w.-]+\+)?json\b/i.test(type)) return undefined
  return { came: `the content type is ${type}`, right: 'application/json' }
}

/** Whose mistakes are the documents' own. */
function copied(text: string): string {
  if (/[“”]/.test(text)) return ', with the curly quotes of the page’s sample'
  const printed = /^\s*\{\s*\[/.test(text) || /,\s*\}\s*$/.test(text.slice(-64))
  return printed ? ', as the page prints it: a list inside braces, or a comma behind the last key' : ''
}
