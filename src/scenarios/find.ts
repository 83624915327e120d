import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { DubleError } from '#engine'
import { shortPath } from '../fixtures/problems.ts'

/** How a scenario's file is called. */
export const isScenarioFile = (name: string): boolean => /\.scenario\.ya?ml$/.test(name)

/**
 * The scenario files behind files and folders: a file as it is, of a folder every `*.scenario.yaml` below it.
 *
 * @throws DubleError `bad_scenario` where there are none
 */
export async function scenarioFiles(places: readonly string[]): Promise<string[]> {
  const found = await Promise.all(places.map(filesAt))
  const files = [...new Set(found.flat())]
  if (files.length > 0) return files
  const where = places.map(shortPath).join(' or ')
  throw new DubleError('bad_scenario', `there is no *.scenario.yaml in ${where}`, { places })
}

async function filesAt(place: string): Promise<string[]> {
  const kind = await stat(place).catch(() => undefined)
  if (kind === undefined) {
    const says = `there is no ${shortPath(place)}: name a scenario's file, or a folder that has *.scenario.yaml files`
    throw new DubleError('bad_scenario', says, { place })
  }
  if (!kind.isDirectory()) return [path.resolve(place)]
  const entries = await readdir(place, { recursive: true })
  return entries
    .filter((name) => isScenarioFile(name) && !/(?:^|[/\\])node_modules[/\\]/.test(name))
    .sort()
    .map((name) => path.resolve(place, name))
}
