import { DubleError, type OptionDef, printOption } from '#engine'
import { problemAt } from '../fixtures/problems.ts'
import { ask, type Came } from './answer.ts'
import { journalDifference } from './journal.ts'
import { judge } from './judge.ts'
import { requestOf } from './request.ts'
import type { CallStep, Deed, Scenario, Step } from './scenario.ts'
import { deedOf, type MetFault, SetFaults } from './set-faults.ts'
import type { Stage, StagedVendor } from './stage.ts'
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
  readonly behaviour: Behaviour | undefined
  /** Whether it could not even be tried: what answers cannot be directed so. */
  readonly impossible?: boolean
}

/** What a vendor answered, and under which options. */
export interface Behaviour {
  readonly vendor: string
  /** Such as `login.execute_failed`. */
  readonly name: string
  /** The option whose value decided, if one did. */
  readonly option: string | undefined
  /** The options' values as they would be written, when it came. */
  readonly options: Readonly<Record<string, string>>
}

/** Plays a scenario to its end, or to the first step that fails. */
export async function play(scenario: Scenario, stage: Stage): Promise<Failure | undefined> {
  const { given, steps } = scenario
  const playing: Playing = { scenario, stage, saved: new Map(), faults: new SetFaults(scenario) }
  const give = (): Promise<Failure | undefined> => inTurn(given.steps, (step) => take(step))
  const take = async (step: Step): Promise<Failure | undefined> => {
    try {
      if (step.kind === 'call') return await call(step, playing)
      if (step.kind === 'journal') {
        const found = journalDifference(step.counts, stage.journal())
        return found && { ...bare(step, 'expect_journal'), ...found }
      }
      await doIt(step.does, stage)
      playing.faults.done(step.does, step)
      return step.does.word === 'reset' ? await give() : undefined
    } catch (error) {
      if (!(error instanceof DubleError)) throw error
      const what = step.kind === 'do' ? step.does.word : step.kind
      const impossible = error.code === 'not_possible'
      return { ...bare(step, what), expected: `${what} to be possible`, came: error.message, impossible }
    }
  }
  return (await give()) ?? (await inTurn(steps, take))
}

interface Playing {
  readonly scenario: Scenario
  readonly stage: Stage
  readonly saved: Map<string, unknown>
  readonly faults: SetFaults
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

async function call(step: CallStep, playing: Playing): Promise<Failure | undefined> {
  const { stage, saved, faults } = playing
  const vendor = stage.vendor(step.vendor)
  for (let turn = 1; turn <= step.repeat; turn++) {
    const request = written(step, () => requestOf(step, vendor, saved))
    if ('expected' in request) return request
    stage.admit?.(request, step)
    const after = stage.journal({ limit: 1 }).at(0)?.id ?? 0
    const came = await ask(
      () => stage.fetch(request, step),
      () => stage.journal({ after }).at(-1),
    )
    const met = came.entry === undefined ? [] : faults.met(came.entry)
    const found = judge(step, came, vendor.api.envelope, saved)
    if (found === undefined) continue
    const time = step.repeat === 1 ? '' : `, time ${turn} of ${step.repeat}`
    return {
      ...bare(step, `call ${step.vendor}/${step.operation}${time}`),
      ...found,
      why: whyOf(came, met, playing.scenario),
      behaviour: behaviourOf(came, vendor, step.vendor),
    }
  }
  return undefined
}

/** The journal's reason; for a fault, which one it was and where it was set. */
function whyOf({ entry, objection }: Came, met: readonly MetFault[], { file, text }: Scenario): string {
  const faults = met.map(({ word, spot }) => {
    const set = spot === undefined ? '' : `, set at ${file}:${problemAt(file, text, spot.at, '').line},`
    return `the fault ${word}${set} ${deedOf(word)}`
  })
  const own = met.length > 0 && entry?.why.startsWith('a fault ') ? '' : entry?.why
  return [own, ...faults, objection].filter(Boolean).join('; ')
}

function behaviourOf({ entry }: Came, { api, options }: StagedVendor, vendor: string): Behaviour | undefined {
  if (!entry?.outcome || entry.injected) return undefined
  const defs = Object.entries(api.options as Readonly<Record<string, OptionDef>>)
  const capped = entry.outcome === 'ok.capped' && Object.hasOwn(api.options, 'cap')
  return {
    vendor,
    name: `${entry.operation}.${entry.outcome}`,
    option: capped ? 'cap' : entry.option,
    options: Object.fromEntries(defs.map(([name, def]) => [name, printOption(def, options[name])])),
  }
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

const bare = (step: Step, what: string): Failure => ({
  spot: step,
  step: step.number,
  what,
  expected: '',
  came: '',
  why: '',
  behaviour: undefined,
})
