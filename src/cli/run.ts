import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { DubleError } from '#engine'
import { fillTemplate, variablesOf } from '../fixtures/templates.ts'
import { startDuble, type WorldOrder } from '../index.ts'
import { connect, type RemoteWorld } from '../remote.ts'
import type { Verdict } from '../remote-shapes.ts'
import { NotStarted, runToEnd } from './child.ts'
import { readFixtureFlags, wholeNumber } from './flags.ts'
import { whenOrphaned } from './orphaned.ts'

interface Flags {
  readonly vendor?: readonly string[]
  readonly fixture?: readonly string[]
  readonly state?: readonly string[]
  readonly clock?: string
  readonly seed?: string
  readonly attach?: string
  readonly token?: string
  readonly keep?: boolean
  readonly quiet?: boolean
  readonly report?: string
}

/** `duble run` */
export async function run(command: [string, ...string[]], flags: Flags): Promise<void> {
  const order = orderOf(flags)
  await using stage = await (flags.attach === undefined
    ? ownStage(order)
    : attachedStage(order, flags.attach, flags))
  const { world } = stage
  const place = { id: world.id, url: world.url, admin: world.admin, vendors: await world.vendors() }
  const filled = command.map((part) => fillTemplate(part, place)) as [string, ...string[]]
  process.exitCode = await codeOf(filled, { ...process.env, ...variablesOf(place) })
  await tell(world, flags)
}

/** The world as the flags wish it. */
function orderOf({ vendor, fixture = [], state = [], clock, seed }: Flags): Order {
  return {
    vendors: vendor,
    fixtures: readFixtureFlags(fixture),
    states: state.map(stateOf),
    clock,
    seed: seed === undefined ? undefined : wholeNumber('--seed', seed, Number.MAX_SAFE_INTEGER),
  }
}

interface Order extends WorldOrder {
  readonly fixtures: Readonly<Record<string, string>>
}

/** The command's own code: what else there is to say changes nothing in it. */
async function codeOf(command: [string, ...string[]], env: NodeJS.ProcessEnv): Promise<number> {
  try {
    return await runToEnd(command, env, whenOrphaned)
  } catch (error) {
    if (!(error instanceof NotStarted)) throw error
    process.stderr.write(`duble: ${error.message}\n`)
    return error.exitCode
  }
}

/** A world to run in, which goes with the run. */
interface Stage extends AsyncDisposable {
  readonly world: RemoteWorld
}

async function ownStage(order: Order): Promise<Stage> {
  const { id: _none, idle: _never, ...start } = order
  const duble = await startDuble({ ...start, port: 0 })
  const world = connect({ url: duble.url, world: 'default' })
  return { world, [Symbol.asyncDispose]: () => duble.close() }
}

async function attachedStage(order: Order, url: string, { token, keep }: Flags): Promise<Stage> {
  const fixtures = Object.fromEntries(await Promise.all(Object.entries(order.fixtures).map(sendable)))
  const world = await connect({ url, token }).newWorld({ ...order, fixtures })
  return { world, [Symbol.asyncDispose]: async () => void (keep || (await world.close())) }
}

/** A name is known there; a file lies here, so what is in it is sent. */
async function sendable([vendor, name]: [string, string]): Promise<[vendor: string, fixture: string]> {
  if (!/[/\\]|\.ya?ml$/.test(name)) return [vendor, name]
  const text = await readFile(name, 'utf8').catch(() => {
    throw new DubleError('bad_fixture', `cannot read ${name}`, { file: name })
  })
  return [vendor, `${text}\n`]
}

function stateOf(text: string): { vendor: string; name: string } {
  const [vendor, name] = text.split(/\/(.*)/s)
  if (vendor && name) return { vendor, name }
  const says = `--state takes vendor/name, such as "vocom/DEV is on a break", got "${text}"`
  throw new DubleError('bad_option', says, { given: text })
}

/** What happened, on the standard error: the command's own output stays as it is. */
async function tell(world: RemoteWorld, { quiet, report }: Flags): Promise<void> {
  if (quiet && report === undefined) return
  try {
    const verdict = await world.verdict()
    if (!quiet) process.stderr.write(`${JSON.stringify(verdict)}\n`)
    if (report !== undefined) await keep(report, verdict, await world.journal())
  } catch (error) {
    if (!(error instanceof DubleError)) throw error
    process.stderr.write(`duble: what the command asked cannot be told: ${error.message}\n`)
  }
}

async function keep(folder: string, verdict: Verdict, journal: object): Promise<void> {
  await mkdir(folder, { recursive: true })
  const write = (name: string, content: object): Promise<void> =>
    writeFile(path.join(folder, name), `${JSON.stringify(content, null, 2)}\n`)
  await Promise.all([write('verdict.json', verdict), write('journal.json', journal)])
}
