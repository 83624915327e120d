/** A text that is JSON but for a mistake of Datacake's page. */
interface Literal {
  /** What it has that JSON has not. */
  readonly what: string
  /** The JSON that it would be without. */
  readonly json: string
}

/**
 * What an ERP answers whose developer copied the page literally; undefined for any other text. No JSON begins or ends so.
 *
 * @example literalOf('{ [ {} ] }') // { what: 'a list inside braces without a key', json: '[ {} ]' }
 */
export function literalOf(text: string): Literal | undefined {
  if (/^\s*\{\s*\[/.test(text)) {
    const json = text.slice(text.indexOf('['), text.lastIndexOf(']') + 1)
    return { what: 'a list inside braces without a key', json }
  }
  if (/,\s*\}\s*$/.test(text.slice(-64))) {
    return { what: 'a comma behind its last key', json: `${text.slice(0, text.lastIndexOf(','))}}` }
  }
  return undefined
}
