import { readFile } from 'node:fs/promises'
import { DubleError, type Met } from '#engine'
import type { Coverage } from '../report/coverage.ts'
import { isCoverage, isMet } from '../report/met-shape.ts'

/** What one or several runs met, to be read again: `met` counts, `coverage` is for readers and made anew from it. */
export interface CoverageFile {
  readonly duble: 'coverage'
  readonly version: 1
  readonly met: Met
  readonly coverage: Coverage
  /** The command that runs it again; null where there were several. */
  readonly reproduce: string | null
}

/** A coverage file's content. */
export const coverageFile = (met: Met, coverage: Coverage, reproduce: string | null): CoverageFile => ({
  duble: 'coverage',
  version: 1,
  met,
  coverage,
  reproduce,
})

/**
 * Reads a coverage file.
 *
 * @throws DubleError `bad_option` where there is none, or what is there is something else
 */
export async function readCoverageFile(file: string): Promise<CoverageFile> {
  const text = await readFile(file, 'utf8').catch(({ message }: Error) => {
    throw new DubleError('bad_option', `cannot read ${file}: ${message.split(',')[0]}`, { file })
  })
  const found = parsed(text)
  if (found?.duble === 'coverage' && found.version === 1 && isMet(found.met) && isCoverage(found.coverage)) {
    return {
      ...found,
      reproduce: typeof found.reproduce === 'string' ? found.reproduce : null,
    } as CoverageFile
  }
  const says = `${file} is no coverage file: name the coverage.json that duble run --report wrote`
  throw new DubleError('bad_option', says, { file })
}

function parsed(text: string): Partial<CoverageFile> | undefined {
  try {
    return JSON.parse(text) ?? undefined
  } catch {
    return undefined
  }
}
