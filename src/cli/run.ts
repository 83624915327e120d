import path from 'node:path'
import { DubleError, instantOf } from '#engine'
import { fillTemplate, variablesOf } from '../fixtures/templates.ts'
import type { RemoteWorld } from '../remote.ts'
import type { Report } from '../report/report.ts'
import { reportOfVerdict } from '../report/report-verdict.ts'
import { printVerdict, type Verdict } from '../report/verdict.ts'
import { NotStarted, runToEnd } from './child.ts'
import { readFixtureFlags, wholeNumber } from './flags.ts'
import { type HomeFlags, homeOf } from './home.ts'
import { whenOrphaned } from './orphaned.ts'
import { writeReport, writeText } from './report-files.ts'
import type { ReportFlags } from './report-flags.ts'
import { attachedStage, ownStage, type StageOrder } from './run-stage.ts'

interface Flags extends HomeFlags, ReportFlags {
  readonly vendor?: readonly string[]
  readonly fixture?: readonly string[]
  readonly state?: readonly string[]
  readonly clock?: string
  readonly seed?: string
  readonly tls?: boolean
  readonly attach?: string
  readonly token?: string
  readonly keep?: boolean
  readonly quiet?: boolean
  readonly report?: string
}

/** What may be a template of ours: `{{.Id}}` and `{{json .}}` are other programs'. */
const TEMPLATE = /\{\{\s*[\w-]+(?:\.[^{}]*)?\s*\}\}/g

/** `duble run` */
export async function run(command: [string, ...string[]], flags: Flags): Promise<void> {
  const { attach: url, token, keep = false, tls = false } = flags
  const order = orderOf(flags)
  const home = await homeOf(flags)
  await using stage = await (url === undefined
    ? ownStage(order, home, tls)
    : attachedStage(order, home, { url, token, keep }))
  const { world } = stage
  const place = { id: world.id, url: world.url, admin: world.admin, vendors: await world.vendors() }
  const filled = command.map((part) => part.replace(TEMPLATE, (whole) => fillTemplate(whole, place))) as [
    string,
    ...string[],
  ]
  const code = await codeOf(filled, { ...process.env, ...stage.env, ...variablesOf(place, home) })
  process.exitCode = code
  await tell(world, code, flags)
}

function orderOf({ vendor, fixture = [], state = [], clock, seed }: Flags): StageOrder {
  if (clock !== undefined) instantOf(clock)
  return {
    vendors: vendor,
    fixtures: readFixtureFlags(fixture),
    states: state.length === 0 ? undefined : state.map(stateOf),
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

/** What happened, on the standard error: the command's own output stays as it is. */
async function tell(world: RemoteWorld, code: number, flags: Flags): Promise<void> {
  const { quiet = false, report, html, summary = quiet ? false : undefined } = flags
  if (quiet && report === undefined && html === undefined && summary === false) return
  process.stderr.on('error', () => {}) // nobody reads it any more: no fault of the command's
  try {
    const verdict = await world.verdict()
    if (!quiet) process.stderr.write(`${printVerdict(verdict)}\n`)
    if (report !== undefined) await write(report, { verdict, journal: await world.journal() })
    const files = { ...(html === undefined ? {} : { html }), ...(summary === undefined ? {} : { summary }) }
    await writeReport(reportOfRun(verdict, code), files)
  } catch (error) {
    if (!(error instanceof DubleError)) throw error
    process.stderr.write(`duble: what the command asked cannot be told: ${error.message}\n`)
  }
}

/** The command and the verdict may disagree: who reads no further than the heading sees both. */
function reportOfRun(verdict: Verdict, code: number): Report {
  const report = reportOfVerdict('duble run', verdict)
  if (report.failed === (code !== 0)) return report
  const ended = code === 0 ? 'the command passed' : `the command ended with ${code}`
  return { ...report, title: `${report.title}: ${ended}; verdict: ${verdict.verdict}`, failed: true }
}

/** One JSON file for each. */
async function write(folder: string, files: Readonly<Record<string, object>>): Promise<void> {
  const all = Object.entries(files).map(([name, content]) =>
    writeText(path.join(folder, `${name}.json`), `${JSON.stringify(content, null, 2)}\n`),
  )
  await Promise.all(all)
}
