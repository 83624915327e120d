import { readFile } from 'node:fs/promises'
import { type Counts, DubleError } from '#engine'
import type { ConnectOptions } from '../remote.ts'
import { isCounts } from '../report/met-shape.ts'
import type { ShownOption } from '../report/options.ts'
import { worldOf } from './elsewhere.ts'

/** Whence it is known what was met, and how options are set. */
export interface SourceFlags extends ConnectOptions {
  readonly met?: boolean
  readonly neverMet?: boolean
  /** A coverage.json, in place of a running Dublê. */
  readonly coverage?: string
}

/** What is known beside the ledgers themselves. */
export interface Surroundings {
  /** What the fakes themselves answered. Absent where nobody was asked */
  readonly counts?: Counts
  /** Options as they are set, by vendor and name. Absent where nobody was asked */
  readonly options?: Readonly<Record<string, Readonly<Record<string, ShownOption>>>>
}

/**
 * Asks the Dublê that is named, or that must be asked for what was met; where a file tells that, only one that is named.
 *
 * @throws DubleError `bad_option` for a file that is no coverage; what a world's functions throw
 */
export async function surroundingsOf(flags: SourceFlags): Promise<Surroundings> {
  const { coverage, url, world, met, neverMet } = flags
  const fromFile = coverage === undefined ? undefined : await countsIn(coverage)
  const named = url !== undefined || world !== undefined
  if (!named && (fromFile !== undefined || !(met || neverMet))) return fromFile ? { counts: fromFile } : {}
  const running = worldOf(flags)
  const options = await running.options()
  return { options, counts: fromFile ?? (await running.verdict()).vendors }
}

/** What a coverage.json says was answered by the fakes themselves. */
async function countsIn(file: string): Promise<Counts> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new DubleError('bad_option', `cannot read ${file}: ${error.code}`, { file })
  })
  const counts = countsOf(text)
  if (counts !== undefined) return counts
  const says = `${file} is no coverage: --coverage takes a coverage.json of \`duble run --report\``
  throw new DubleError('bad_option', says, { file })
}

function countsOf(text: string): Counts | undefined {
  try {
    const { duble, met } = JSON.parse(text) as { duble?: unknown; met?: { vendors?: unknown } }
    return duble === 'coverage' && isCounts(met?.vendors) ? met.vendors : undefined
  } catch {
    return undefined
  }
}
