import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import type { Mistakes } from './mistakes.ts'
import { literal } from './names.ts'
import type { Written } from './written.ts'

/** One line of a table: a scenario runs once for each. */
export interface Example {
  /** The line in the CSV, or the number in the list, from 1. */
  readonly line: number
  readonly columns: ReadonlyMap<string, string>
}

/** Reads `examples: cases.csv`, which lies beside the scenario, or a list of maps. */
export async function readExamples(
  written: Written,
  file: string,
  mistakes: Mistakes,
): Promise<readonly Example[]> {
  if (written.kind === 'list') return readList(written.items, mistakes)
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
  const [head = [], ...lines] = rows
  checkColumns(written, head, mistakes)
  if (rows.length > 0 && lines.length === 0) mistakes.at(written, `: ${name} has no line below its columns`)
  return lines.map((cells, index) => ({
    line: index + 2,
    columns: new Map(head.map((column, place) => [column, cells[place] ?? ''])),
  }))
}

function readCsv(written: Written, name: string, text: string, mistakes: Mistakes): string[][] {
  if (text.trim() === '') {
    mistakes.at(written, `: ${name} is empty`)
    return []
  }
  try {
    return parse(text, { bom: true, skip_empty_lines: true, trim: true })
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
    return [{ line: index + 1, columns: new Map(columns) }]
  })
}

function checkColumns(written: Written, columns: readonly string[], mistakes: Mistakes): void {
  for (const column of columns) {
    if (/^[A-Za-z_]\w*$/.test(column)) continue
    mistakes.at(written, `has a column "${column}", which no $name can be: letters, digits and _ only`)
  }
}
