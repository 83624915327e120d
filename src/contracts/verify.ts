import { type Difference, differencesOf } from './verify-differences.ts'
import { type PactFile, type PactInteraction, statesIn, statesOf } from './verify-file.ts'
import { behaviourOf, type Reason, reasonFor } from './verify-ledger.ts'
import { lint } from './verify-lint.ts'
import { type Done, type Job, runJobs } from './verify-run.ts'
import { strangersIn } from './verify-strangers.ts'
import { decisive, type Ground, type Lean, leansOf, type Trial, tryOtherwise } from './verify-trials.ts'

/** How one contract was kept. */
export interface Verification {
  readonly file: string
  readonly consumer: string
  readonly provider: string
  /** Undefined where the provider is none. */
  readonly vendor: string | undefined
  /** Why it is not kept as a whole, whatever its interactions say. */
  readonly failure?: string | undefined
  /** What Pact accepts in it and should not. */
  readonly notes: readonly string[]
  readonly results: readonly Result[]
}

/** How one interaction went. */
export interface Result {
  readonly description: string
  readonly states: readonly string[]
  /** Pending is what the contract itself says may still fail, and failed. */
  readonly verdict: 'passed' | 'failed' | 'pending'
  readonly milliseconds: number
  /** Such as `login.ok`; undefined where nothing that the vendor knows was asked. */
  readonly behaviour?: string | undefined
  /** Why it failed, or why the answer was a refusal. */
  readonly says?: string | undefined
  readonly differences: readonly Explained[]
  readonly leans: readonly Lean[]
}

/** A difference, and who says that it is as it came. */
interface Explained extends Difference {
  readonly reason: Reason | undefined
}

/**
 * Verifies a contract: every interaction from the start, and what was answered once more under each other assumption.
 *
 * @throws DubleError `no_pact`; `bad_contract` where Pact cannot read it
 */
export async function verify(file: PactFile, vendor: string, ground: Ground): Promise<Verification> {
  const { pact } = file
  const head = { ...headOf(file), vendor, notes: lint(pact) }
  const plugin = pact.metadata?.plugins?.[0]
  if (plugin !== undefined) {
    const failure = `it needs Pact's plugin ${plugin.name}, and only plain HTTP is verified`
    return { ...head, failure, results: [] }
  }
  const messages = (pact.messages ?? []).map((message) => ({ ...message, type: 'Message' }))
  const told = [...(pact.interactions ?? []), ...messages].map((interaction) => ({
    interaction,
    objection: objectionTo(interaction),
  }))
  if (told.length === 0) {
    return { ...head, failure: 'it has no interactions, so that nothing was verified', results: [] }
  }
  const jobs = told
    .filter(({ objection }) => objection === undefined)
    .map(({ interaction }): Job => ({ interaction, options: {} }))
  const done = jobs.length === 0 ? [] : await runJobs(ground.verifier, ground.target, pact, jobs)
  const trials = await tryOtherwise(pact, jobs, done, ground)
  const went = done.map((one, index) => ({ one, tried: trials[index] ?? [] })).values()
  const results = told.map(({ interaction, objection }): Result => {
    if (objection !== undefined) return { ...failed(interaction, 'failed', 0), says: objection }
    const { one, tried } = went.next().value as { one: Done; tried: readonly Trial[] }
    return resultOf(interaction, one, tried, ground)
  })
  const reported = done.filter((one) => one.reported !== undefined).length
  const strangers = done.flatMap((one, at) => strangersIn(ground.known.api, jobs[at]?.interaction ?? {}, one))
  const notes = [...new Set([...head.notes, ...strangers])]
  const short = reported < jobs.length || jobs.length < told.length
  const failure = short ? `${reported} of ${told.length} interactions were verified` : undefined
  return { ...head, notes, failure, results }
}

/** A contract that could not be verified at all. */
export const unverified = (file: PactFile, vendor: string | undefined, failure: string): Verification => ({
  ...headOf(file),
  vendor,
  failure,
  notes: [],
  results: [],
})

/** Whether anything of a contract is not as it should be. */
export const isBroken = ({ failure, results }: Verification): boolean =>
  failure !== undefined || results.some(({ verdict }) => verdict === 'failed')

const headOf = ({ file, pact }: PactFile): Pick<Verification, 'file' | 'consumer' | 'provider'> => ({
  file,
  consumer: pact.consumer.name,
  provider: pact.provider.name,
})

/** What Pact would pass over in silence. */
function objectionTo(interaction: PactInteraction): string | undefined {
  const { type = 'Synchronous/HTTP' } = interaction
  if (type !== 'Synchronous/HTTP') return 'it is a message, and these vendors speak HTTP: it was not verified'
  for (const [name, half] of [
    ['request', interaction.request],
    ['response', interaction.response],
  ] as const) {
    if (!isObject(half)) return `it has no ${name}: Pact would put one of its own in its place`
  }
  const states = statesIn(interaction)
  if (states === undefined)
    return 'its provider states are no list of objects with a name: it was not verified'
  for (const { name, parameters } of states) {
    if (parameters.length > 0) {
      return `its state "${name}" has parameters (${parameters.join(', ')}), and a fixture's state takes none: it was not verified`
    }
  }
  return undefined
}

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An interaction that did not pass, nothing being known of it yet. */
const failed = (interaction: PactInteraction, verdict: Result['verdict'], milliseconds: number): Result => ({
  description: String(interaction.description ?? '(no description)'),
  states: statesOf(interaction).map(({ name }) => name),
  verdict,
  milliseconds,
  differences: [],
  leans: [],
})

function resultOf(interaction: PactInteraction, one: Done, trials: readonly Trial[], ground: Ground): Result {
  const { reported, complaint, asked } = one
  const milliseconds = Number.parseFloat(reported?.duration ?? '0')
  const behaviour = asked && behaviourOf(asked)
  const head = {
    ...failed(interaction, reported?.pending ? 'pending' : 'failed', milliseconds),
    behaviour,
  }
  if (reported?.result === 'OK') return { ...head, verdict: 'passed', leans: leansOf(asked, trials, ground) }
  const mismatch = reported?.mismatch
  if (complaint !== undefined) return { ...head, says: complaint }
  if (mismatch === undefined) return { ...head, says: 'Pact reported nothing of it' }
  if (mismatch.type === 'error') return { ...head, says: failing(mismatch.message, ground.target.url) }
  const all = differencesOf(mismatch.mismatches)
  const differences = all.map((difference): Explained => {
    const decided = asked && decisive(difference, all, asked, trials, ground)
    return { ...difference, reason: decided ?? (asked && reasonFor(ground.known, asked, difference)) }
  })
  return { ...head, says: asked?.why || undefined, differences }
}

/** What Pact says where no answer came. */
const failing = (message: string, url: string): string =>
  /error sending request/.test(message) ? `${url} did not answer` : message.trim()
