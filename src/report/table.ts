/**
 * Rows as aligned columns, two spaces apart; the last column is not padded.
 *
 * @example columns([['a', 'b'], ['aaa', 'c']]) // 'a    b\naaa  c'
 */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, cell.length)
    })
  }
  return rows
    .map((row) =>
      row
        .map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)))
        .join('  '),
    )
    .join('\n')
}

/** Text broken at spaces to a width, each line behind an indent. */
export function wrapped(text: string, width: number, indent: string): string {
  const lines: string[] = []
  let line = ''
  for (const part of text.split(' ')) {
    if (line !== '' && line.length + part.length + 1 > width - indent.length) {
      lines.push(indent + line)
      line = part
    } else line = line === '' ? part : `${line} ${part}`
  }
  return [...lines, indent + line].join('\n')
}
