import { coverageGroups, neverAsked } from '../report/coverage-report.ts'
import { printCoverage } from '../report/coverage-text.ts'
import { printHtml } from '../report/html.ts'
import { coverageFile } from './coverage-file.ts'
import { fromFiles, fromWorld, type Source } from './coverage-sources.ts'
import { print, type VerbFlags } from './elsewhere.ts'
import { type HomeFlags, homeOf } from './home.ts'
import { writeText } from './report-files.ts'

interface Flags extends VerbFlags, HomeFlags {
  readonly all?: boolean
  readonly html?: string
}

/** `duble coverage` */
export async function run(file: string | undefined, flags: Flags): Promise<void> {
  const home = await homeOf(flags)
  const source = await (file === undefined ? fromWorld(flags, home) : fromFiles([file], home))
  const { met, coverage, reproduce } = source
  if (flags.html !== undefined) await writeText(flags.html, pageOf(source, 'duble coverage'))
  print(flags, coverageFile(met, coverage, reproduce), () => printCoverage(coverage, flags.all))
}

/** Coverage as a page of its own. */
export function pageOf({ met, coverage, known, reproduce }: Source, title: string): string {
  const asked = met.asked === 1 ? '1 request' : `${met.asked} requests`
  return printHtml({
    title,
    summary: asked,
    failed: false,
    notes: [...neverAsked(coverage), ...(reproduce === null ? [] : [`reproduce: ${reproduce}`])],
    groups: coverageGroups(coverage, known),
  })
}
