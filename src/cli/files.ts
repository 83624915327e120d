import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { shortPath } from '../fixtures/problems.ts'
import { columns } from '../report/table.ts'

/** A file that a command would write. */
export interface NewFile {
  readonly file: string
  readonly text: string
}

/**
 * Writes files that are not there yet; one that is there is left as it is.
 *
 * @returns what became of each, for the reader
 */
export async function writeNew(files: readonly NewFile[]): Promise<string> {
  const rows: string[][] = []
  for (const { file, text } of files) {
    await mkdir(path.dirname(file), { recursive: true })
    try {
      await writeFile(file, text, { flag: 'wx' })
      rows.push(['', shortPath(file), 'written'])
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      rows.push(['', shortPath(file), 'was there: left as it is'])
    }
  }
  return columns(rows)
}
