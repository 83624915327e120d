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
