import { access } from 'node:fs/promises'
import { DubleError } from '#engine'
import type { Home } from '../fixtures/home.ts'
import { baselineOf, behavioursIn, printBaseline } from '../report/coverage-baseline.ts'
import { BASELINE, readBaseline } from './coverage-baseline.ts'
import { fromFiles, fromWorld, type Source } from './coverage-sources.ts'
import type { VerbFlags } from './elsewhere.ts'
import { type HomeFlags, homeOf } from './home.ts'
import { writeText } from './report-files.ts'

interface Flags extends VerbFlags, HomeFlags {
  readonly baseline?: string
}

/** `duble coverage accept` */
export async function run(files: readonly string[], flags: Flags): Promise<void> {
  const { baseline: file = BASELINE } = flags
  const home = await homeOf(flags)
  const { coverage } = await sourceOf(files, flags, home)
  const baseline = baselineOf(coverage)
  const behaviours = behavioursIn(baseline)
  const before = await behavioursBefore(file, home)
  await writeText(file, printBaseline(baseline))
  const lines = (label: string, names: readonly string[]): string[] =>
    names.map((name) => `  ${label} ${name}`)
  const told = [
    `written into ${file}: ${behaviours.length} ${behaviours.length === 1 ? 'behaviour' : 'behaviours'}`,
    ...lines(
      'new: ',
      behaviours.filter((name) => !before.has(name)),
    ),
    ...lines(
      'gone:',
      [...before].filter((name) => !behaviours.includes(name)),
    ),
  ]
  process.stdout.write(`${told.join('\n')}\n`)
}

async function sourceOf(files: readonly string[], flags: Flags, home: Home | undefined): Promise<Source> {
  if (files.length > 0) return fromFiles(files, home)
  try {
    return await fromWorld(flags, home)
  } catch (error) {
    if (!(error instanceof DubleError) || error.code !== 'no_duble') throw error
    const says = `${error.message}; or name the coverage.json that duble run --report wrote`
    throw new DubleError('no_duble', says, error.facts)
  }
}

/** What it said so far; nothing where it is new, or cannot be read any more: it is written anew anyway. */
async function behavioursBefore(file: string, home: Home | undefined): Promise<ReadonlySet<string>> {
  try {
    await access(file)
    return await readBaseline(file, home)
  } catch {
    return new Set()
  }
}
