import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { YamlProblems } from '../../src/fixtures/problems.ts'
import { openRooms } from '../../src/fixtures/rooms.ts'
import { parseScenario } from '../../src/scenarios/load.ts'
import { playAll } from '../../src/scenarios/pool.ts'
import type { Result } from '../../src/scenarios/report.ts'
import type { Scenario } from '../../src/scenarios/scenario.ts'
import { houseOf, openStage, rowsBehind } from '../../src/stage.ts'

const house = houseOf(await openRooms())

/** Reads a scenario's text. */
export const read = (yaml: string, file = 'f.scenario.yaml'): Promise<Scenario[]> =>
  parseScenario(house, file, yaml)

/** Steps of a Vocom scenario, whose clock stands still: what a test writes begins at line 4. */
export const vocomSteps = (steps: string): string =>
  `scenario: made up\ngiven: { vendor: vocom, clock: 2026-03-02 09:00:00 }\nsteps:\n${steps}`

/** The same for CRM Zen. */
export const zenSteps = (steps: string): string =>
  `scenario: made up\ngiven: { vendor: crm-zen, clock: 2026-03-02 09:00:00 }\nsteps:\n${steps}`

/** What is wrong with a scenario, each as `line:column sentence`. */
export async function mistakes(yaml: string, file?: string): Promise<string[]> {
  const error = await read(yaml, file).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error === undefined) return []
  if (!(error instanceof YamlProblems)) throw error
  return error.problems.map(({ line, column, says }) => `${line}:${column} ${says}`)
}

/** Plays a scenario's text, each line of its examples. */
export const play = async (yaml: string, file?: string): Promise<Result[]> =>
  playAll(await read(yaml, file), { open: openStage, rows: rowsBehind })

/** Where a scenario failed and how, as `line:column expected …, came …`; undefined where it passed. */
export async function failureOf(yaml: string, file?: string): Promise<string | undefined> {
  const [result] = await play(yaml, file)
  if (result?.failure === undefined) return undefined
  const { spot, expected, came } = result.failure
  const before = result.scenario.text.slice(0, spot.at).split('\n')
  return `${before.length}:${(before.at(-1) ?? '').length + 1} expected ${expected}, came ${came}`
}

/** A folder for one test, with files in it. */
export async function folderOf(
  files: Readonly<Record<string, string>>,
): Promise<AsyncDisposable & { readonly folder: string; at(name: string): string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'duble-scenario-'))
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text)
  return {
    folder,
    at: (name) => path.join(folder, name),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}
