import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type AnyVendor, DubleError, didYouMean, parseDuration } from '#engine'
import type { Suite } from '../contracts/conformance/check.ts'
import { datacakeSuite } from '../contracts/conformance/datacake.ts'
import { exitCodeOf, mineJunit, printMine } from '../contracts/conformance/report.ts'
import { type MineReport, type RunOrder, verifyMine } from '../contracts/conformance/run.ts'
import { smartspaceSuite } from '../contracts/conformance/smartspace.ts'
import { toldMine } from '../contracts/conformance/told.ts'
import { createTransport } from '../contracts/conformance/transport.ts'
import { loadLedger } from '../fixtures/ledger.ts'
import { printProblem, YamlProblems } from '../fixtures/problems.ts'
import { openRooms, type Room } from '../fixtures/rooms.ts'
import { mineCredentials } from './mine-credentials.ts'
import { exampleMineData, loadMineData, type MineData } from './mine-data.ts'
import { writeReport, writeText } from './report-files.ts'
import type { ReportFlags } from './report-flags.ts'

interface Flags extends ReportFlags {
  readonly url?: string
  readonly data?: string
  readonly exampleData?: boolean
  readonly allowWrites?: boolean
  readonly stateUrl?: string
  readonly only?: string | readonly string[]
  readonly watch?: string | true
  readonly pace: string
  readonly timeout: string
  readonly ca?: string
  readonly insecure?: boolean
  readonly json?: string
  readonly junit?: string
}

const SUITES: readonly Suite[] = [datacakeSuite, smartspaceSuite]

/** `duble verify mine` */
export async function run(vendor: string, flags: Flags): Promise<void> {
  const suite = SUITES.find((each) => each.vendor === vendor) ?? noSuite(vendor)
  const [room] = (await openRooms([vendor])) as [Room]
  const { api } = room.mock
  if (flags.exampleData) return void process.stdout.write(exampleMineData(suite, api))
  const once = await verifier(suite, room, flags)
  if (flags.watch === undefined) return tell(await once(), flags)
  const every = parseDuration(typeof flags.watch === 'string' ? flags.watch : '5s')
  let before = ''
  for (;;) {
    const report = await once().catch(mistakesIn)
    const text = typeof report === 'string' ? report : printMine(report)
    if (text !== before) {
      if (typeof report === 'string') process.stdout.write(`${report}\n\n`)
      else await tell(report, flags)
    }
    before = text
    if (process.stdout.errored !== null) return // nobody reads on
    await sleep(every)
  }
}

/** While it is watched, a file of test data may be wrong for a moment. */
function mistakesIn(error: unknown): string {
  if (error instanceof YamlProblems) return error.problems.map(printProblem).join('\n')
  throw error
}

function noSuite(vendor: string): never {
  const known = SUITES.map((each) => each.vendor)
  const says = `only a customer's own server can be verified: ${known.join(' or ')}, got "${vendor}"${didYouMean(vendor, known)}`
  throw new DubleError('unknown_vendor', says, { vendor, known })
}

/** Reads the order, and each time it is called the test data anew. */
async function verifier(suite: Suite, room: Room, flags: Flags): Promise<() => Promise<MineReport>> {
  const { api } = room.mock
  const url = urlOf('--url', flags.url)
  const stateUrl = flags.stateUrl === undefined ? undefined : urlOf('--state-url', flags.stateUrl)
  const { rows } = await loadLedger(api, path.join(room.folder, 'ledger.yaml'))
  const ids = rows.map(({ id }) => id)
  const only = [flags.only ?? []].flat().flatMap((each) => each.split(/[\s,]+/).filter((id) => id !== ''))
  for (const id of only.filter((each) => !ids.includes(each))) {
    const says = `--only names no row of ${suite.vendor}'s ledger: ${id}${didYouMean(id, ids)}`
    throw new DubleError('bad_option', says, { given: id })
  }
  const { ca: file, insecure = false, allowWrites = false } = flags
  const ca = file === undefined ? undefined : await readCa(file)
  const timeout = parseDuration(flags.timeout)
  const pace = parseDuration(flags.pace)
  const transport = createTransport({ timeout, pace, sleep, ca, insecure })
  const credentials = mineCredentials(suite.vendor, process.env)
  const now = (): number => performance.now()
  const order = {
    suite,
    rows,
    only,
    api,
    url,
    credentials,
    allowWrites,
    insecure,
    stateUrl,
    transport,
    sleep,
    now,
  }
  return async () => verifyMine({ ...order, ...(await dataOf(flags, suite, api)) } satisfies RunOrder)
}

const dataOf = async ({ data: file }: Flags, suite: Suite, api: AnyVendor): Promise<MineData> =>
  file === undefined ? { data: {}, paths: {} } : loadMineData(file, suite, api)

function urlOf(flag: string, given: string | undefined): string {
  const url = URL.parse(given ?? '')
  if (url !== null && (url.username !== '' || url.password !== '')) {
    const says = `${flag} must hold no user and no password, which reports would show: set DUBLE_MINE_USER and DUBLE_MINE_PASSWORD`
    throw new DubleError('bad_option', says)
  }
  if (flag === '--url' && url !== null && url.search + url.hash !== '') {
    throw new DubleError('bad_option', '--url must end before any ? or #: paths are put behind it')
  }
  if (given !== undefined && /^https?:$/.test(url?.protocol ?? '')) return given
  const got = given === undefined || given.includes('@') ? '' : `, got "${given}"`
  const says = `${flag} must say where your server is, such as https://erp.example.com/api${got}`
  throw new DubleError('bad_option', says)
}

const readCa = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new DubleError('bad_option', `--ca names a file that cannot be read: ${file} (${error.code})`)
  })

async function tell(report: MineReport, flags: Flags): Promise<void> {
  const { json, junit, watch } = flags
  const written = `${JSON.stringify(report, null, 2)}\n`
  process.stdout.write(json === '-' ? written : `${printMine(report)}\n${watch === undefined ? '' : '\n'}`)
  if (json !== undefined && json !== '-') await writeText(json, written)
  if (junit !== undefined) await writeText(junit, mineJunit(report))
  await writeReport(toldMine(report), flags)
  process.exitCode = exitCodeOf(report)
}
