import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import type { Mistakes } from './mistakes.ts'
import { literal } from './names.ts'
import type { Written } from './written.ts'

/** One line of a table: a scenario runs once for each. */
export interface Example {
  /** The line in the CSV, as `cases.csv:3`, or the number in the list, from 1, as `example 2`. */
  readonly name: string
  readonly columns: ReadonlyMap<string, string>
}

/** Reads `examples: cases.csv`, which lies beside the scenario, or a list of maps. */
export async function readExamples(
  written: Written,
  file: string,
  mistakes: Mistakes,
): Promise<readonly Example[]> {
  if (written.kind === 'list') {
    if (written.items.length === 0) mistakes.at(written, 'must have one at least')
    return readList(written.items, mistakes)
  }
  const name = mistakes.text(written)
  if (name === undefined) return []
  let text: string
  try {
    text = await readFile(path.resolve(path.dirname(file), name), 'utf8')
  } catch {
    mistakes.at(written, `must be a CSV file beside this one, or a list of maps: there is no ${name}`)
    return []
  }
  const rows = readCsv(written, name, text, mistakes)
  const [head, ...lines] = rows
  checkColumns(written, head?.cells ?? [], mistakes)
  if (rows.length > 0 && lines.length === 0) mistakes.at(written, `: ${name} has no line below its columns`)
  return lines.map(({ cells, line }) => ({
    name: `${name}:${line}`,
    columns: new Map(head?.cells.map((column, place) => [column, cells[place] ?? ''])),
  }))
}

interface CsvRow {
  readonly cells: readonly string[]
  /** The one in which it begins. */
  readonly line: number
}

/** What the library tells of a row, where it is asked to. */
interface Told {
  readonly record: string[]
  readonly raw: string
  readonly info: { readonly lines: number }
}

function readCsv(written: Written, name: string, text: string, mistakes: Mistakes): CsvRow[] {
  if (text.trim() === '') {
    mistakes.at(written, `: ${name} is empty`)
    return []
  }
  try {
    const options = { bom: true, skip_empty_lines: true, trim: true, info: true, raw: true }
    // The library counts \r\n as two lines where it stands in quotes.
    return (parse(text.replace(/\r\n?/g, '\n'), options) as unknown as Told[]).map(
      ({ record, raw, info }) => ({
        cells: record,
        line: info.lines - raw.trim().split('\n').length + 1,
      }),
    )
  } catch (error) {
    mistakes.at(written, `: ${name} is not CSV: ${(error as Error).message}`)
    return []
  }
}

function readList(items: readonly Written[], mistakes: Mistakes): Example[] {
  return items.flatMap((item, index) => {
    const map = mistakes.map(item)
    if (map === undefined) return []
    checkColumns(
      item,
      map.entries.map(({ name }) => name),
      mistakes,
    )
    const columns = map.entries.flatMap(({ name, value }): [string, string][] => {
      const text = mistakes.gapped(value)
      return text === undefined ? [] : [[name, literal(text.parts) ?? '']]
    })
    return [{ name: `example ${index + 1}`, columns: new Map(columns) }]
  })
}

function checkColumns(written: Written, columns: readonly string[], mistakes: Mistakes): void {
  for (const column of columns) {
    if (/^[A-Za-z_]\w*$/.test(column)) continue
    mistakes.at(written, `has a column "${column}", which no $name can be: letters, digits and _ only`)
  }
}
