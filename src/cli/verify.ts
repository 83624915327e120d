import path from 'node:path'
import { DubleError, didYouMean } from '#engine'
import { isBroken, unverified, type Verification, verify } from '../contracts/verify.ts'
import { type PactFile, readPacts } from '../contracts/verify-file.ts'
import { startVerifier, type Verifier } from '../contracts/verify-process.ts'
import {
  junitSuites,
  printLeans,
  printSummary,
  printVerification,
  reportJson,
} from '../contracts/verify-report.ts'
import { toldVerifications } from '../contracts/verify-told.ts'
import { contractsIn, type Home } from '../fixtures/home.ts'
import { openRooms, type Room } from '../fixtures/rooms.ts'
import { type Duble, startDuble } from '../index.ts'
import { printJunit } from '../report/junit.ts'
import { visible } from '../report/visible.ts'
import { readFixtureFlags, wholeNumber } from './flags.ts'
import { type HomeFlags, homeOf } from './home.ts'
import { publish, readPublishFlags } from './publish.ts'
import { writeReport, writeText } from './report-files.ts'
import type { ReportFlags } from './report-flags.ts'
import { fakeTarget, knownOf } from './verify-target.ts'

interface Flags extends HomeFlags, ReportFlags {
  readonly pact?: readonly string[]
  readonly vendor?: string
  readonly fixture?: readonly string[]
  readonly clock?: string
  readonly seed?: string
  /** Undefined: the assumptions that most lean on. */
  readonly leans?: boolean
  readonly json?: string
  readonly junit?: string
  readonly publish?: boolean
  readonly broker?: string
  readonly appVersion?: string
  readonly branch?: string
}

/** How many contracts are verified at once: one waits for Pact while another waits for its world. */
const AT_ONCE = 3

/** `duble verify` */
export async function run(flags: Flags): Promise<void> {
  const order = flags.publish ? readPublishFlags(flags) : undefined
  const home = await homeOf(flags)
  const files = await readPacts(flags.pact ?? [await usualPlace(home)])
  const rooms = await openRooms([], home && { ...home, vendors: [] }) // any of them may have a contract
  if (flags.vendor !== undefined && !rooms.some(({ name }) => name === flags.vendor)) {
    await openRooms([flags.vendor], home) // says which there are
  }
  const say = (text: string): void => void (flags.json !== '-' && process.stdout.write(`${visible(text)}\n`))
  await using verifier = await startVerifier()
  await using duble = await startDuble({
    home: home && { ...home, vendors: [] },
    fixtures: readFixtureFlags(flags.fixture ?? []),
    clock: flags.clock,
    seed: flags.seed === undefined ? undefined : wholeNumber('--seed', flags.seed, Number.MAX_SAFE_INTEGER),
    port: 0,
  })
  const done = await eachOf(files, AT_ONCE, (file) => verifyOne(file, flags, { duble, verifier, rooms }))
  for (const verification of done) say(`${printVerification(verification)}\n`)
  const leans = printLeans(done, flags.leans ?? false)
  if (leans !== '') say(`${leans}\n`)
  say(printSummary(done))
  const json = `${JSON.stringify(reportJson(done), null, 2)}\n`
  if (flags.json === '-') process.stdout.write(json)
  else if (flags.json !== undefined) await writeText(flags.json, json)
  if (flags.junit !== undefined) await writeText(flags.junit, printJunit('duble verify', junitSuites(done)))
  await writeReport(toldVerifications(done), flags)
  if (done.some(isBroken)) process.exitCode = 1
  else if (order !== undefined) await publish(files, order, say)
}

/** Where contracts usually lie. */
async function usualPlace(home: Home | undefined): Promise<string> {
  const folder = home?.folder ?? process.cwd()
  const place = home === undefined ? await contractsIn(folder) : home.contracts
  if (place !== undefined) return path.relative(process.cwd(), place) || '.'
  const says = `there are no contracts in ${folder}, neither contracts nor pacts: --pact FILE|FOLDER names them`
  throw new DubleError('bad_contract', says, { folder })
}

interface Ground {
  readonly duble: Duble
  readonly verifier: Verifier
  readonly rooms: readonly Room[]
}

async function verifyOne(file: PactFile, flags: Flags, ground: Ground): Promise<Verification> {
  const { duble, verifier, rooms } = ground
  const room = roomOf(file, rooms, flags.vendor)
  if (room === undefined) {
    const { name } = file.pact.provider
    const known = rooms.map((one) => one.name)
    const says = `its provider "${name}" is no vendor${didYouMean(name, known)}: there are ${known.join(', ')}; --vendor says which is meant`
    return unverified(file, undefined, says)
  }
  const vendor = room.name
  await using fake = await fakeTarget(duble, vendor)
  try {
    const { target, options } = fake
    const leans = flags.leans ?? true
    return await verify(file, vendor, { verifier, target, options, leans, known: await knownOf(room) })
  } catch (error) {
    if (error instanceof DubleError && error.code === 'bad_contract')
      return unverified(file, vendor, error.message)
    throw error
  }
}

/** The vendor that a provider's name means, whatever its case, spaces and dashes. */
function roomOf({ pact }: PactFile, rooms: readonly Room[], otherwise: string | undefined): Room | undefined {
  const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '')
  const named = rooms.find(({ name }) => bare(name) === bare(pact.provider.name))
  return named ?? rooms.find(({ name }) => name === otherwise)
}

/** Does something with each, so many at once, and keeps their order. */
async function eachOf<T, R>(all: readonly T[], most: number, act: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  const left = all.entries()
  const work = async (): Promise<void> => {
    for (const [index, one] of left) done[index] = await act(one)
  }
  await Promise.all(Array.from({ length: Math.min(most, all.length) }, work))
  return done
}
