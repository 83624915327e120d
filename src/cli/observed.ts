import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { isMap, type Node, parse } from 'yaml'
import { type AnyVendor, DubleError } from '#engine'
import { objectionsTo, readObservation } from '../contracts/observed/file.ts'
import { findingsOf } from '../contracts/observed/judge.ts'
import type { Objection } from '../contracts/observed/notation.ts'
import { OBSERVED_BY_YOU, type Observation } from '../contracts/observed/observation.ts'
import type { Home } from '../fixtures/home.ts'
import { shortPath } from '../fixtures/problems.ts'
import type { Room } from '../fixtures/rooms.ts'
import { openYaml } from '../fixtures/yaml.ts'

/** Where observations lie in a project: one file a vendor. */
export const observedFolder = (home: Home | undefined): string =>
  home?.observed ?? path.resolve('duble/observed')

/** Whether a YAML text is an observation. */
export const isObservation = (text: string): boolean =>
  new RegExp(`^class: *["']?${OBSERVED_BY_YOU}`, 'm').test(text)

/**
 * Reads a file that `duble import` wrote, or that somebody wrote by hand.
 *
 * @throws DubleError `bad_observation` where it is not there; YamlProblems with every mistake at its place
 */
export async function loadObservation(api: AnyVendor, file: string): Promise<Observation> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new DubleError('bad_observation', `cannot read ${shortPath(file)}: ${error.code}`, { file })
  })
  const written = readYaml(file, text, (value) => objectionsTo(value, api))
  return readObservation(written)
}

/**
 * Reads a YAML file as plain data and holds it against what has objections to it.
 *
 * @throws YamlProblems with every mistake at its place
 */
export function readYaml(
  file: string,
  text: string,
  objections: (value: unknown) => Iterable<Objection>,
): unknown {
  const { root, converter, reporter } = openYaml(shortPath(file), text)
  const value: unknown = parse(text, { version: '1.2', stringKeys: true, maxAliasCount: 100 })
  for (const { path: at, says } of objections(value)) {
    const node = isMap(root) ? (nodeAt(root, at) ?? nodeAt(root, at.slice(0, -1))) : root
    // Of a field that there is not, the sentence says all.
    if (says.startsWith(': ')) reporter.at((node as Node | undefined)?.range?.[0] ?? 0, says.slice(2))
    else converter.fault(node ?? root, at, says)
  }
  reporter.settle()
  return value
}

const nodeAt = (
  root: { getIn(path: Iterable<unknown>, keep: true): unknown },
  at: Iterable<unknown>,
): unknown => root.getIn(at, true)

/** What a project observed of a vendor, for its ledger; undefined where there is nothing. */
export async function observedOf(
  { mock }: Room,
  home: Home | undefined,
): Promise<ReadonlyMap<string, string[]> | undefined> {
  const file = path.join(observedFolder(home), `${mock.api.name}.yaml`)
  const there = await readFile(file, 'utf8').then(
    () => true,
    () => false,
  )
  if (!there) return undefined
  const findings = findingsOf(mock.api, await loadObservation(mock.api, file))
  const proven = findings.filter(({ verdict }) => verdict !== 'note')
  const rows = Map.groupBy(proven, ({ row }) => row)
  return new Map([...rows].map(([row, own]) => [row, own.map(({ verdict, says }) => `${verdict}: ${says}`)]))
}
