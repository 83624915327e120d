import { DubleError, type Met, mergeMet } from '#engine'
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
 * @throws DubleError `bad_option` where one cannot be read; `unknown_vendor` where there are several, and a vendor's room
 * is not here; `bad_room`; YamlProblems
 */
export async function fromFiles(names: readonly string[], home: Home | undefined): Promise<Source> {
  const files = await Promise.all(names.map(readCoverageFile))
  const met = mergeMet(files.map((file) => file.met))
  const told = files.flatMap(({ coverage }) => coverage.vendors.map(({ vendor }) => vendor))
  const { known, elsewhere } = await knowThoseHere([...told, ...Object.keys(met.vendors)], home)
  const [only, ...others] = files
  if (elsewhere.length > 0 && others.length > 0) {
    const says = `there is no room "${elsewhere.join('", "')}" here, so what several runs met of it cannot be added up: --home names the duble.yaml that has it`
    throw new DubleError('unknown_vendor', says, { vendors: elsewhere })
  }
  const { asked, vendors } = coverageOf(met, known)
  const theirs = only?.coverage.vendors.filter(({ vendor }) => elsewhere.includes(vendor)) ?? []
  const reproduce = others.length === 0 ? (only?.reproduce ?? null) : null
  return { met, coverage: { asked, vendors: [...vendors, ...theirs] }, known, reproduce }
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
  const { known } = await knowThoseHere(names, home)
  return { met, coverage, known, reproduce: null }
}
