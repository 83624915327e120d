import path from 'node:path'
import type { Met } from '#engine'
import type { Home } from '../fixtures/home.ts'
import type { RemoteWorld } from '../remote.ts'
import { type Coverage, coverageOf, type KnownVendor } from '../report/coverage.ts'
import { casesOf, coverageSuites } from '../report/coverage-cases.ts'
import { type Gates, type Judged, judgeGates } from '../report/coverage-gates.ts'
import { printCoverage } from '../report/coverage-text.ts'
import { printCtrf } from '../report/ctrf.ts'
import { printFindings, type ShownFinding, showFindings } from '../report/findings.ts'
import { printJunit } from '../report/junit.ts'
import { printVerdict, type Verdict, verdictOf } from '../report/verdict.ts'
import { coverageFile } from './coverage-file.ts'
import { knowThoseHere } from './coverage-known.ts'
import { vendorsOf } from './gates.ts'
import { writeReport, writeText } from './report-files.ts'
import type { ReportFlags } from './report-flags.ts'
import { pageOfRun, summaryOfRun } from './run-report.ts'
import { quoted } from './run-reproduce.ts'
import { version } from './version.ts'

/** Where a run is told. */
export interface TellFlags extends ReportFlags {
  readonly quiet?: boolean
  readonly all?: boolean
  readonly report?: string
  readonly junit?: string
  readonly ctrf?: string
}

/** A run that is over. */
export interface Ended {
  readonly world: RemoteWorld
  /** What the command ended with. */
  readonly code: number
  readonly met: Met
  readonly gates: Gates
  readonly home: Home | undefined
  /** The command that runs it again. */
  readonly reproduce: string
  /** Epoch milliseconds. */
  readonly start: number
  readonly stop: number
}

/** What is told of a run. */
export interface Told extends Judged {
  readonly verdict: Verdict
  readonly coverage: Coverage
  readonly known: readonly KnownVendor[]
  readonly findings: readonly ShownFinding[]
}

/** Judges a run: its verdict, coverage, findings and gates. */
export async function judge({ world, met, gates, home }: Ended): Promise<Told> {
  const started = (await world.vendors()).map(({ name }) => name)
  const names = [...started, ...Object.keys({ ...met.vendors, ...met.injected }), ...vendorsOf(gates)]
  const { known, elsewhere } = await knowThoseHere(names, home)
  const coverage = await coverageWith(coverageOf(met, known), elsewhere, world)
  const judged = judgeGates(gates, coverage, met.findings, started)
  return {
    ...judged,
    verdict: verdictOf(world.id, met),
    coverage,
    known,
    findings: showFindings(met.findings, known),
  }
}

/** Of vendors whose rooms are not here, what the Dublê knows that has them. */
async function coverageWith(
  here: Coverage,
  elsewhere: readonly string[],
  world: RemoteWorld,
): Promise<Coverage> {
  if (elsewhere.length === 0) return here
  const there = (await world.coverage()).vendors.filter(({ vendor }) => elsewhere.includes(vendor))
  return { ...here, vendors: [...here.vendors, ...there] }
}

/** A run for its terminal: verdict, coverage, findings, and what is newly met. */
export function printRun(told: Told, { gates }: Ended, { all, report }: TellFlags): string {
  const { verdict, coverage, findings, gained } = told
  const parts = [
    printVerdict(verdict),
    ...(verdict.asked === 0 ? [] : [printCoverage(coverage, all)]),
    ...(findings.length === 0 ? [] : [printFindings(findings)]),
    ...(gained.length === 0 ? [] : [printGained(gained, gates, report)]),
  ]
  return `${parts.join('\n\n')}\n`
}

function printGained(gained: readonly string[], { baseline }: Gates, report: string | undefined): string {
  const file = baseline?.file ?? ''
  const folder = report ?? 'DIR'
  const words = ['duble', 'coverage', 'accept', path.join(folder, 'coverage.json'), '--baseline', file]
  const accept = words.map(quoted).join(' ')
  const first = report === undefined ? 'run with --report DIR, then ' : ''
  const lines = gained.map((behaviour) => `  ${behaviour}`)
  return [`met, and not in ${file} yet (${first}${accept}):`, ...lines].join('\n')
}

/** Writes a run into the files that are wished. @throws DubleError `bad_option` for one that cannot be written */
export async function writeRun(told: Told, ended: Ended, flags: TellFlags): Promise<void> {
  const { world, met, code, reproduce, start, stop } = ended
  const { verdict, coverage, findings, failures } = told
  const { report, junit, ctrf, html, quiet = false } = flags
  if (report !== undefined) {
    await write(report, {
      verdict,
      journal: await world.journal(),
      coverage: coverageFile(met, coverage, reproduce),
      findings: { findings },
    })
  }
  const cases = casesOf(coverage, failures, met.findings)
  if (junit !== undefined) await writeText(junit, printJunit('duble run', coverageSuites(cases)))
  if (ctrf !== undefined) await writeText(ctrf, printCtrf(cases, { start, stop, version }))
  if (html !== undefined) await writeReport(pageOfRun(told, code, reproduce), { html, summary: false })
  const summary = flags.summary ?? (quiet ? false : undefined)
  await writeReport(summaryOfRun(told, code, reproduce), summary === undefined ? {} : { summary })
}

/** One JSON file for each, one after the other: where none can be written, it is always the first that is told. */
async function write(folder: string, files: Readonly<Record<string, object>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await writeText(path.join(folder, `${name}.json`), `${JSON.stringify(content, null, 2)}\n`)
  }
}
