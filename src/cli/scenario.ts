import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { DubleError } from '#engine'
import { printProblem, YamlProblems } from '../fixtures/problems.ts'
import { openRooms } from '../fixtures/rooms.ts'
import { printJunit } from '../report/junit.ts'
import { scenarioFiles } from '../scenarios/find.ts'
import type { House } from '../scenarios/given.ts'
import { junitSuites } from '../scenarios/junit.ts'
import { loadScenario } from '../scenarios/load.ts'
import { playAll } from '../scenarios/pool.ts'
import { printFailure, printResult, printSummary, reportJson, titleOf } from '../scenarios/report.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import { houseOf, ledgerOf, openStage } from '../stage.ts'
import { type HomeFlags, homeOf } from './home.ts'

interface Flags extends HomeFlags {
  readonly only?: string
  readonly jobs: string
  readonly bail?: boolean
  readonly json?: string
  readonly junit?: string
}

/** `duble scenario` */
export async function run(places: string[], flags: Flags): Promise<void> {
  const home = await homeOf(flags)
  if (places.length === 0 && home === undefined) {
    const says = 'name scenarios, a FILE or a FOLDER: there is no duble.yaml that says where they are'
    throw new DubleError('bad_scenario', says)
  }
  const rooms = await openRooms([], home && { ...home, vendors: [] }) // all of them may be played with
  const files = await scenarioFiles(places.length > 0 ? places : [home?.scenarios as string])
  const all = await readAll(houseOf(rooms), files)
  if (all === undefined) return
  const scenarios = all.filter((scenario) => fits(scenario, flags.only))
  if (scenarios.length === 0) {
    const says = `none of the ${all.length} scenarios has "${flags.only}" in its title`
    throw new DubleError('bad_scenario', says, { only: flags.only })
  }
  const say = (text: string): void => void (flags.json !== '-' && process.stdout.write(`${text}\n`))
  const results = await playAll(scenarios, {
    open: openStage,
    rows: ledgerOf(),
    jobs: readJobs(flags.jobs),
    bail: flags.bail ?? false,
    onResult: (result) => say(printResult(result)),
  })
  for (const result of results) if (result.failure !== undefined) say(`\n${printFailure(result)}`)
  say(`\n${printSummary(results)}`)
  const json = `${JSON.stringify(reportJson(results), null, 2)}\n`
  if (flags.json === '-') process.stdout.write(json)
  else if (flags.json !== undefined) await write(flags.json, json)
  if (flags.junit !== undefined) await write(flags.junit, printJunit('duble scenario', junitSuites(results)))
  if (results.some(({ failure }) => failure !== undefined)) process.exitCode = 1
}

/** Reads all files, or prints everything that is wrong with any of them, before anything plays. */
async function readAll(house: House, files: readonly string[]): Promise<Scenario[] | undefined> {
  const scenarios: Scenario[] = []
  const wrong = new Set<string>() // a fixture's mistakes come up with every scenario that opens it
  for (const file of files) {
    try {
      scenarios.push(...(await loadScenario(house, file)))
    } catch (error) {
      if (!(error instanceof YamlProblems)) throw error
      for (const problem of error.problems) wrong.add(printProblem(problem))
    }
  }
  if (wrong.size === 0) return scenarios
  process.stderr.write(`${[...wrong].join('\n')}\n${wrong.size} wrong, nothing was played\n`)
  process.exitCode = 1
  return undefined
}

const fits = (scenario: Scenario, only: string | undefined): boolean =>
  only === undefined || titleOf(scenario).toLowerCase().includes(only.toLowerCase())

function readJobs(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text)
  throw new DubleError('bad_scenario', `--jobs must be a whole number from 1 to 999, got ${text}`)
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.resolve(file)), { recursive: true })
  await writeFile(file, text)
}
