import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { DubleError } from '#engine'
import { printHtml } from '../report/html.ts'
import type { Report } from '../report/report.ts'
import { printMarkdown } from '../report/summary.ts'
import type { ReportFlags } from './report-flags.ts'

/**
 * Writes a report where it is wished: as a page, and into the summary of the step in which GitHub runs us.
 *
 * @throws DubleError `bad_option` for a file that was named and cannot be written
 */
export async function writeReport(report: Report, { html, summary }: ReportFlags): Promise<void> {
  if (html !== undefined) await writeText(html, printHtml(report))
  if (summary === false) return
  const step = process.env['GITHUB_STEP_SUMMARY'] || undefined
  if (summary === undefined) {
    // Nobody here asked for it: where it cannot be written, that is no fault of the command's.
    if (step !== undefined) await appendFile(step, printMarkdown(report)).catch(() => {})
  } else if (summary === step) await appendText(summary, printMarkdown(report))
  else await writeText(summary, printMarkdown(report))
}

/**
 * Writes a file, and the folders above it where there are none.
 *
 * @throws DubleError `bad_option`
 */
export async function writeText(file: string, text: string): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, text)
  } catch (error) {
    throw notWritten(file, error as Error)
  }
}

/** The steps before have written into it too. */
async function appendText(file: string, text: string): Promise<void> {
  await appendFile(file, text).catch((error: Error) => {
    throw notWritten(file, error)
  })
}

const notWritten = (file: string, { message }: Error): DubleError =>
  new DubleError('bad_option', `cannot write ${file}: ${message.split(',')[0]}`, { file })
