import { DubleError, didYouMean, jsonSchema } from '#engine'
import { printProblem, YamlProblems } from '../fixtures/problems.ts'
import { openRooms, type Room } from '../fixtures/rooms.ts'
import { shouted } from '../fixtures/templates.ts'
import { printJunit } from '../report/junit.ts'
import { struck } from '../report/struck.ts'
import { visible } from '../report/visible.ts'
import { scenarioFiles } from '../scenarios/find.ts'
import type { House } from '../scenarios/given.ts'
import { junitSuites } from '../scenarios/junit.ts'
import { loadScenario } from '../scenarios/load.ts'
import { playAll } from '../scenarios/pool.ts'
import {
  countsOf,
  printFailure,
  printResult,
  printSummary,
  type Result,
  reportJson,
  titleOf,
} from '../scenarios/report.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import { toldResults } from '../scenarios/told.ts'
import { houseOf, openStage, rowsBehind } from '../stage.ts'
import { openAgainst, type Targets } from '../stage-against.ts'
import { type HomeFlags, homeOf } from './home.ts'
import { writeReport, writeText } from './report-files.ts'
import type { ReportFlags } from './report-flags.ts'

interface Flags extends HomeFlags, ReportFlags {
  readonly only?: string
  readonly jobs: string
  readonly bail?: boolean
  readonly json?: string
  readonly junit?: string
  readonly against: readonly string[]
  readonly allowWrites?: boolean
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
  const targets = readTargets(flags.against, rooms)
  const meant = all.filter(
    ({ given }) => targets.size === 0 || [...targets.keys()].some((name) => given.cast.has(name)),
  )
  if (meant.length === 0) {
    const names = [...targets.keys()].join(' or ')
    throw new DubleError('bad_scenario', `none of the ${all.length} scenarios calls ${names}`, {
      against: names,
    })
  }
  const scenarios = meant.filter((scenario) => fits(scenario, flags.only))
  if (scenarios.length === 0) {
    const says = `none of the ${meant.length} scenarios has "${flags.only}" in its title`
    throw new DubleError('bad_scenario', says, { only: flags.only })
  }
  const say = (text: string): void => void (flags.json !== '-' && process.stdout.write(`${visible(text)}\n`))
  for (const [vendor, url] of targets) sayWhoAsks(vendor, url, rooms)
  const jobs = readJobs(flags.jobs)
  const secrets = new Set<string>()
  const secretOf = (vendor: string, field: string): string | undefined => {
    const value = variableOf(vendor, field)
    if (value && !OPEN_FIELDS.includes(field)) secrets.add(value)
    return value
  }
  const played = await playAll(scenarios, {
    open:
      targets.size === 0
        ? openStage
        : (scenario) => openAgainst(scenario, targets, secretOf, flags.allowWrites ?? false),
    rows: rowsBehind,
    jobs: targets.size === 0 ? jobs : 1, // they meet in one server
    bail: flags.bail ?? false,
    onResult: (result) => say(printResult(discreet(result, secrets))),
  })
  const results = played.map((result) => discreet(result, secrets))
  for (const result of results) {
    if (result.failure !== undefined && !result.failure.impossible) say(`\n${printFailure(result)}`)
  }
  say(`\n${printSummary(results)}`)
  const json = `${JSON.stringify(reportJson(results), null, 2)}\n`
  if (flags.json === '-') process.stdout.write(json)
  else if (flags.json !== undefined) await writeText(flags.json, json)
  if (flags.junit !== undefined) {
    await writeText(flags.junit, printJunit('duble scenario', junitSuites(results)))
  }
  await writeReport(toldResults(results), flags)
  const { failed, impossible } = countsOf(results)
  if (failed > 0 || impossible === results.length) process.exitCode = 1
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

/** `vendor=url`, such as `datacake=https://erp.example.com/api`. */
function readTargets(given: readonly string[], rooms: readonly Room[]): Targets {
  const known = rooms.map(({ name }) => name)
  const targets = given.map((pair): [string, string] => {
    const [vendor = '', url = ''] = pair.split(/=(.*)/s)
    const { protocol = '', username, password, search, hash } = URL.parse(url) ?? {}
    const bare = [username, password, search, hash].every((part) => !part)
    if (!/^https?:$/.test(protocol) || !bare) {
      const got = pair.includes('@') || !bare ? ', with no user, password or query in it' : `, got "${pair}"`
      const says = `--against takes vendor=url, such as datacake=https://erp.example.com/api${got}`
      throw new DubleError('bad_scenario', says, { vendor })
    }
    if (known.includes(vendor)) return [vendor, url.replace(/\/+$/, '')]
    const says = `--against names no vendor: ${vendor}${didYouMean(vendor, known)}`
    throw new DubleError('unknown_vendor', says, { vendor, known })
  })
  return new Map(targets)
}

/** The variables that `duble run` sets for the fake say the secrets of one's own server. */
const variableOf = (vendor: string, field: string): string | undefined =>
  process.env[variableName(vendor, field)]

const variableName = (vendor: string, field: string): string => shouted(`DUBLE_${vendor}_${field}`)

/** Tells, of a server whose secrets are nowhere, that it is asked with those that the fake knows. */
function sayWhoAsks(vendor: string, url: string, rooms: readonly Room[]): void {
  const api = rooms.find(({ name }) => name === vendor)?.mock.api
  const fields = Object.keys(jsonSchema(api?.auth.credential).properties ?? {})
  const secrets = fields.filter((field) => !OPEN_FIELDS.includes(field) && /token|password/.test(field))
  if (secrets.some((field) => variableOf(vendor, field))) return
  const names = secrets.map((field) => variableName(vendor, field)).join(' or ')
  process.stderr.write(`${url} is asked with the credential of ${vendor}'s fixture: ${names} may say yours\n`)
}

/** What of a credential is no secret. */
const OPEN_FIELDS = ['name', 'status', 'user']

/** A result in which nothing that one's own server repeats tells a secret of one's own. */
function discreet(result: Result, secrets: ReadonlySet<string>): Result {
  const { failure } = result
  if (failure === undefined || secrets.size === 0) return result
  const { expected, came, why } = failure
  const plain = (text: string): string => struck(text, secrets)
  return { ...result, failure: { ...failure, expected: plain(expected), came: plain(came), why: plain(why) } }
}

function readJobs(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text)
  throw new DubleError('bad_scenario', `--jobs must be a whole number from 1 to 999, got ${text}`)
}
