import { printCoverage } from '../report/coverage-text.ts'
import { pageOf } from './coverage.ts'
import { coverageFile } from './coverage-file.ts'
import { fromFiles } from './coverage-sources.ts'
import { type HomeFlags, homeOf } from './home.ts'
import { writeText } from './report-files.ts'

interface Flags extends HomeFlags {
  readonly out: string
  readonly html?: string
}

/** `duble coverage merge` */
export async function run(files: readonly string[], flags: Flags): Promise<void> {
  const source = await fromFiles(files, await homeOf(flags))
  const { met, coverage, reproduce } = source
  await writeText(flags.out, `${JSON.stringify(coverageFile(met, coverage, reproduce), null, 2)}\n`)
  if (flags.html !== undefined) await writeText(flags.html, pageOf(source, 'duble coverage merge'))
  process.stdout.write(`${printCoverage(coverage)}\n`)
}
