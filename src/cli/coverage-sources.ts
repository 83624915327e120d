import { type Met, mergeMet } from '#engine'
import type { Home } from '../fixtures/home.ts'
import { type Coverage, coverageOf, type KnownVendor } from '../report/coverage.ts'
import { readCoverageFile } from './coverage-file.ts'
import { knowThoseHere } from './coverage-known.ts'
import { type VerbFlags, worldOf } from './elsewhere.ts'

/** What was met, held against what is known here. */
export interface Source {
  readonly met: Met
  readonly coverage: Coverage
  readonly known: readonly KnownVendor[]
  /** The command that meets it again, where it was one. */
  readonly reproduce: string | null
}

/**
 * Adds up coverage files.
 *
 * @throws DubleError `bad_option` where one cannot be read; `bad_room`; YamlProblems
 */
export async function fromFiles(names: readonly string[], home: Home | undefined): Promise<Source> {
  const files = await Promise.all(names.map(readCoverageFile))
  const met = mergeMet(files.map((file) => file.met))
  const told = files.flatMap(({ coverage }) => coverage.vendors.map(({ vendor }) => vendor))
  const known = await knowThoseHere([...told, ...Object.keys(met.vendors)], home)
  const reproduce = files.length === 1 ? (files[0]?.reproduce ?? null) : null
  return { met, coverage: coverageOf(met, known), known, reproduce }
}

/**
 * Asks a running Dublê's world, which knows its own vendors.
 *
 * @throws DubleError `no_duble`, `unknown_world`
 */
export async function fromWorld(flags: VerbFlags, home: Home | undefined): Promise<Source> {
  const world = worldOf(flags)
  const [met, coverage] = await Promise.all([world.met(), world.coverage()])
  const names = coverage.vendors.map(({ vendor }) => vendor)
  return { met, coverage, known: await knowThoseHere(names, home), reproduce: null }
}
