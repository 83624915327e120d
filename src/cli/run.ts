import { createClock, DubleError, instantOf } from '#engine'
import { fillTemplate, variablesOf } from '../fixtures/templates.ts'
import { visible } from '../report/visible.ts'
import { NotStarted, runToEnd } from './child.ts'
import { readFixtureFlags, readOptionFlags, wholeNumber } from './flags.ts'
import { type GateFlags, hasGates, readGates } from './gates.ts'
import { type HomeFlags, homeOf } from './home.ts'
import { whenOrphaned } from './orphaned.ts'
import { gather } from './run-met.ts'
import { type Begun, reproduce } from './run-reproduce.ts'
import { attachedStage, ownStage, type StageOrder } from './run-stage.ts'
import { type Ended, judge, printRun, type TellFlags, writeRun } from './run-tell.ts'

interface Flags extends HomeFlags, TellFlags, GateFlags, Begun {
  readonly token?: string
  readonly keep?: boolean
}

/** What may be a template of ours: `{{.Id}}` and `{{json .}}` are other programs'. */
const TEMPLATE = /\{\{\s*[\w-]+(?:\.[^{}]*)?\s*\}\}/g

/** `duble run` */
export async function run(command: [string, ...string[]], flags: Flags): Promise<void> {
  const { attach: url, token, keep = false, tls = false } = flags
  const order = orderOf(flags)
  const home = await homeOf(flags)
  const gates = await readGates(flags, home)
  await using stage = await (url === undefined
    ? ownStage(order, home, tls)
    : attachedStage(order, home, { url, token, keep }))
  const { world } = stage
  await using gathering = await gather(world)
  const place = { id: world.id, url: world.url, admin: world.admin, vendors: await world.vendors() }
  const filled = command.map((part) => part.replace(TEMPLATE, (whole) => fillTemplate(whole, place))) as [
    string,
    ...string[],
  ]
  const { now } = createClock()
  const start = now()
  const env = { ...process.env, ...stage.env, ...variablesOf(place, home), ...gathering.env }
  const code = await codeOf(filled, env)
  process.exitCode = code
  const stop = now()
  const secrets = [token, ...place.vendors.flatMap(({ credentials }) => credentials.flatMap(secretsOf))]
  const again = reproduce(command, flags, secrets)
  await tell(code, hasGates(gates), flags, async () => {
    const met = await gathering.read()
    return { world, code, met, gates, home, reproduce: again, start, stop }
  })
}

/** What only its owner knows of a credential; a few characters are a word like any other. */
const secretsOf = (credential: Readonly<Record<string, string>>): string[] =>
  Object.entries(credential).flatMap(([field, value]) =>
    /token|password|secret|key/.test(field) && value.length >= 6 ? [value] : [],
  )

function orderOf({ vendor, fixture = [], state = [], option = [], clock, seed }: Flags): StageOrder {
  if (clock !== undefined) instantOf(clock)
  return {
    vendors: vendor,
    fixtures: readFixtureFlags(fixture),
    states: state.length === 0 ? undefined : state.map(stateOf),
    options: option.length === 0 ? undefined : readOptionFlags(option),
    clock,
    seed: seed === undefined ? undefined : wholeNumber('--seed', seed, Number.MAX_SAFE_INTEGER),
  }
}

function stateOf(text: string): { vendor: string; name: string } {
  const [vendor, name] = text.split(/\/(.*)/s)
  if (vendor && name) return { vendor, name }
  const says = `--state takes vendor/name, such as "vocom/DEV is on a break", got "${text}"`
  throw new DubleError('bad_option', says, { given: text })
}

/** The command's own code: what else there is to say changes nothing in it. */
async function codeOf(command: readonly [string, ...string[]], env: NodeJS.ProcessEnv): Promise<number> {
  try {
    return await runToEnd(command, env, whenOrphaned)
  } catch (error) {
    if (!(error instanceof NotStarted)) throw error
    process.stderr.write(`duble: ${error.message}\n`)
    return error.exitCode
  }
}

/** Tells what happened on the standard error, for the command's own output stays as it is, and in the files. */
async function tell(code: number, gated: boolean, flags: Flags, over: () => Promise<Ended>): Promise<void> {
  const { quiet = false, report, html, junit, ctrf, summary } = flags
  const files = [report, html, junit, ctrf, summary || undefined]
  if (quiet && !gated && files.every((file) => file === undefined)) return
  process.stderr.on('error', () => {}) // nobody reads it any more: no fault of the command's
  const say = (text: string): void => void process.stderr.write(`${visible(text)}\n`)
  let held = false
  try {
    const ended = await over()
    const told = await judge(ended)
    if (!quiet) say(printRun(told, ended, flags))
    for (const { says } of told.failures) say(`duble: ${says}`)
    if (!quiet) say(`reproduce: ${ended.reproduce}`)
    if (code === 0 && told.failures.length > 0) process.exitCode = 1
    held = true
    await writeRun(told, ended, flags)
  } catch (error) {
    if (!(error instanceof DubleError)) throw error
    say(`duble: what the command asked cannot be told: ${error.message}`)
    if (code === 0 && gated && !held) process.exitCode = 1 // a gate that nothing was held against is not passed
  }
}
