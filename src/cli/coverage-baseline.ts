import { readFile } from 'node:fs/promises'
import { isMap, isSeq } from 'yaml'
import { type AnyVendor, behavioursOf, DubleError, didYouMean } from '#engine'
import { textOf } from '../fixtures/convert.ts'
import type { Home } from '../fixtures/home.ts'
import { shortPath } from '../fixtures/problems.ts'
import { openRooms, roomFolders } from '../fixtures/rooms.ts'
import { openYaml } from '../fixtures/yaml.ts'

/** Where the baseline lies, unless another place is named. */
export const BASELINE = 'duble.coverage.yaml'

/**
 * Reads a baseline, and holds its names against what there is.
 *
 * @returns its behaviours, such as `crm-zen/totals.ok`
 * @throws DubleError `bad_option` where there is none; YamlProblems with every mistake at its line and column
 */
export async function readBaseline(file: string, home: Home | undefined): Promise<Set<string>> {
  const text = await readFile(file, 'utf8').catch(() => {
    const says = `there is no baseline ${file}: duble coverage accept writes it, from the coverage.json of a run with --report`
    throw new DubleError('bad_option', says, { file })
  })
  const { root, converter, reporter } = openYaml(shortPath(file), text)
  const all = [...(await roomFolders(home?.rooms)).keys()]
  const found = new Set<string>()
  const map = (node: unknown, path: readonly string[]): [string, unknown, unknown][] =>
    isMap(node) ? converter.entries(node) : (converter.fault(node, path, 'must be a map of fields') ?? [])
  for (const [vendor, key, operations] of map(root, [])) {
    if (!all.includes(vendor)) {
      converter.fault(key, [vendor], `names no vendor${didYouMean(vendor, all)}`)
      continue
    }
    const [room] = await openRooms([vendor], home)
    const api = room?.mock.api as AnyVendor
    const behaviours = behavioursOf(api)
    const names = Object.keys(api.operations)
    for (const [operation, place, outcomes] of map(operations, [vendor])) {
      const path = [vendor, operation]
      if (!names.includes(operation)) {
        converter.fault(place, path, `names no operation${didYouMean(operation, names)}`)
        continue
      }
      if (!isSeq(outcomes)) converter.fault(outcomes ?? place, path, 'must be a list of outcomes')
      for (const item of isSeq(outcomes) ? outcomes.items : []) {
        const behaviour = `${operation}.${textOf(converter.resolve(item))}`
        if (behaviours.includes(behaviour)) found.add(`${vendor}/${behaviour}`)
        else
          converter.fault(item, path, `names no behaviour: ${behaviour}${didYouMean(behaviour, behaviours)}`)
      }
    }
  }
  reporter.settle()
  return found
}
