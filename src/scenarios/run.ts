import { DubleError } from '#engine'
import { ask, type Came } from './answer.ts'
import { countDifference, differenceOf, lookUp, nothingAt, show } from './compare.ts'
import { journalDifference } from './journal.ts'
import { requestOf } from './request.ts'
import type { CallStep, Deed, Scenario, Step } from './scenario.ts'
import type { Stage } from './stage.ts'
import type { Spot } from './written.ts'

/** Why a scenario failed. */
export interface Failure {
  /** The very key that was not met. */
  readonly spot: Spot
  /** Number of the step from 1; 0 is what is given. */
  readonly step: number
  /** The step in words, such as `call vocom/login`. */
  readonly what: string
  readonly expected: string
  readonly came: string
  /** The journal's reason, or the platform's; empty where there is none. */
  readonly why: string
  /** The behaviour that came, for the ledger; undefined where none did, or a fault stood in. */
  readonly behaviour: { readonly vendor: string; readonly name: string } | undefined
}

/** Plays a scenario to its end, or to the first step that fails. */
export async function play(scenario: Scenario, stage: Stage): Promise<Failure | undefined> {
  const saved = new Map<string, unknown>()
  const { given, steps } = scenario
  const give = (): Promise<Failure | undefined> => inTurn(given.steps, (step) => take(step))
  const take = async (step: Step): Promise<Failure | undefined> => {
    try {
      if (step.kind === 'call') return await call(step, stage, saved)
      if (step.kind === 'journal') {
        const found = journalDifference(step.counts, stage.journal())
        return found && { ...bare(step, 'expect_journal'), ...found }
      }
      await doIt(step.does, stage)
      return step.does.word === 'reset' ? await give() : undefined
    } catch (error) {
      if (!(error instanceof DubleError)) throw error
      const what = step.kind === 'do' ? step.does.word : step.kind
      return { ...bare(step, what), expected: `${what} to be possible`, came: error.message }
    }
  }
  return (await give()) ?? (await inTurn(steps, take))
}

async function inTurn(
  steps: readonly Step[],
  take: (step: Step) => Promise<Failure | undefined>,
): Promise<Failure | undefined> {
  for (const step of steps) {
    const failure = await take(step)
    if (failure !== undefined) return failure
  }
  return undefined
}

async function doIt(does: Deed, stage: Stage): Promise<void> {
  switch (does.word) {
    case 'advance':
      return stage.advance(does.milliseconds)
    case 'clock':
      return stage.freeze(does.frozenAt)
    case 'fault':
      return stage.fault(does.order)
    case 'faults':
      return stage.clearFaults()
    case 'state':
      return stage.state(does.vendor, does.name)
    case 'options':
      return stage.options(does.vendor, does.changes)
    case 'reset':
      return stage.reset()
  }
}

async function call(step: CallStep, stage: Stage, saved: Map<string, unknown>): Promise<Failure | undefined> {
  const vendor = stage.vendor(step.vendor)
  for (let turn = 1; turn <= step.repeat; turn++) {
    const request = written(step, () => requestOf(step, vendor, saved))
    if ('expected' in request) return request
    const after = stage.journal({ limit: 1 }).at(0)?.id ?? 0
    const came = await ask(
      () => stage.fetch(request),
      () => stage.journal({ after }).at(-1),
    )
    const failure = judge(step, came, vendor.api.envelope, saved)
    if (failure === undefined) continue
    return step.repeat === 1
      ? failure
      : { ...failure, what: `${failure.what}, time ${turn} of ${step.repeat}` }
  }
  return undefined
}

/** A request, or why there can be none, such as a header with a line break in it. */
function written(step: CallStep, write: () => Request): Request | Failure {
  try {
    return write()
  } catch (error) {
    const what = `call ${step.vendor}/${step.operation}`
    return { ...bare(step, what), expected: 'a request that can be sent', came: (error as Error).message }
  }
}

/** Holds an answer against what is expected, and saves what is to be saved. */
function judge(
  step: CallStep,
  came: Came,
  envelope: string | undefined,
  saved: Map<string, unknown>,
): Failure | undefined {
  const { entry } = came
  const name = entry?.outcome && !entry.injected ? `${entry.operation}.${entry.outcome}` : undefined
  const fail = (spot: Spot, expected: string, says: string): Failure => ({
    ...bare(step, `call ${step.vendor}/${step.operation}`),
    spot,
    expected,
    came: says,
    why: [entry?.why, came.objection].filter(Boolean).join('; '),
    behaviour: name === undefined ? undefined : { vendor: step.vendor, name },
  })
  const { expected } = step
  if (!meets(expected, came)) return fail(expected.spot, printExpected(expected), printCame(came))
  if (expected.broken) return undefined
  const inside =
    envelope === undefined ? undefined : (came.body as Record<string, unknown> | null)?.[envelope]
  const bodies = inside === undefined ? [came.body] : [inside, came.body]
  if (step.body !== undefined) {
    const { spot, value } = step.body
    const whole = value.kind === 'map' && value.entries.length === 1 && value.entries[0]?.name === envelope
    const found = differenceOf(value, spot, whole ? came.body : bodies[0], saved)
    if (found !== undefined) return fail(found.spot, found.expected, `${found.came}, in ${printCame(came)}`)
  }
  for (const { spot, path, value } of step.counts) {
    const found = countDifference(spot, path, value, bodies, saved)
    if (found !== undefined) return fail(found.spot, found.expected, found.came)
  }
  for (const { spot, name: to, path } of step.saves) {
    const found = lookUp(bodies, path)
    if (found === undefined) return fail(spot, `something at ${path}`, nothingAt(bodies, path))
    saved.set(to, found.value)
  }
  return undefined
}

function meets({ outcome, status, broken = false }: CallStep['expected'], came: Came): boolean {
  if (broken || came.broken) return broken === came.broken
  const named = came.entry?.outcome ?? undefined
  if (status !== undefined && status !== came.status) return false
  return outcome === undefined || named === outcome || (outcome === 'ok' && named?.startsWith('ok.') === true)
}

function printExpected({ outcome, status, broken }: CallStep['expected']): string {
  if (broken) return 'an answer that is broken'
  const http = status === undefined ? '' : `HTTP ${status}`
  return [outcome, http].filter(Boolean).join(' with ')
}

/** What came, in one line: outcome, status, whether a fault stood in. */
function printCame({ broken, status, entry, body }: Came): string {
  const http = status === undefined ? 'no answer' : `HTTP ${status}`
  if (broken) return `an answer that is broken (${http})`
  const outcome = entry?.outcome ?? 'no documented outcome'
  const injected = entry?.injected ? ', injected by a fault' : ''
  const text = entry?.outcome === undefined || entry.outcome === null ? `: ${show(body)}` : ''
  return `${outcome} (${http}${injected})${text}`
}

const bare = (step: Step, what: string): Failure => ({
  spot: step,
  step: step.number,
  what,
  expected: '',
  came: '',
  why: '',
  behaviour: undefined,
})
