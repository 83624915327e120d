/** Comma-separated values as RFC 4180 has them: CRLF behind every line, quotes where a value needs them. */

const NEEDS_QUOTES = /[",\r\n]/

const cell = (value: string): string =>
  NEEDS_QUOTES.test(value) ? `"${value.replaceAll('"', '""')}"` : value

/** What a spreadsheet takes as the sign of UTF-8. */
export const BOM = '\uFEFF'

/**
 * Lines of values as one text.
 *
 * @example csvOf([['id', 'name'], ['1', 'Lima, Ana']]) // 'id,name\r\n1,"Lima, Ana"\r\n'
 */
export function csvOf(lines: Iterable<readonly string[]>): string {
  let text = ''
  for (const line of lines) {
    // A line of one empty value would be no line at all.
    text += line.length === 1 && line[0] === '' ? '""' : line.map(cell).join(',')
    text += '\r\n'
  }
  return text
}

/**
 * Reads lines of values; a byte order mark is passed over, and a bare LF or CR ends a line too.
 *
 * @throws SyntaxError for a quote that is never closed, or that stands inside or behind a value
 * @example parseCsv('id,name\r\n1,"Lima, Ana"\r\n') // [['id', 'name'], ['1', 'Lima, Ana']]
 */
export function parseCsv(text: string): string[][] {
  const lines: string[][] = []
  let line: string[] = []
  let at = text.startsWith(BOM) ? 1 : 0
  while (at < text.length) {
    const { value, end } = text[at] === '"' ? quoted(text, at) : bare(text, at)
    line.push(value)
    at = end
    if (text[at] === ',') {
      at++
      // A comma at the very end has an empty value behind it.
      if (at === text.length) line.push('')
      else continue
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++
    at++
    lines.push(line)
    line = []
  }
  return lines
}

interface Read {
  readonly value: string
  /** Where the comma, the line's end or the text's end stands. */
  readonly end: number
}

function bare(text: string, start: number): Read {
  let end = start
  for (; end < text.length; end++) {
    const sign = text[end]
    if (sign === ',' || sign === '\r' || sign === '\n') break
    if (sign === '"') throw new SyntaxError(`a quote stands inside a bare value at character ${end + 1}`)
  }
  return { value: text.slice(start, end), end }
}

function quoted(text: string, start: number): Read {
  let value = ''
  let from = start + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) throw new SyntaxError(`the quote at character ${start + 1} is never closed`)
    value += text.slice(from, quote)
    if (text[quote + 1] !== '"') {
      const after = text[quote + 1]
      if (after === undefined || after === ',' || after === '\r' || after === '\n')
        return { value, end: quote + 1 }
      throw new SyntaxError(`something stands behind the closing quote at character ${quote + 1}`)
    }
    value += '"'
    from = quote + 2
  }
}
