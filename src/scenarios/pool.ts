import type { LedgerRow } from '../fixtures/ledger.ts'
import { reasonsOf } from './reasons.ts'
import type { Result } from './report.ts'
import { type Behaviour, play } from './run.ts'
import type { Scenario } from './scenario.ts'
import type { Stage } from './stage.ts'

export interface PlayOptions {
  /** A fresh world for a scenario, before anything that it gives. */
  readonly open: (scenario: Scenario) => Promise<Stage>
  /** The ledger's rows behind a behaviour of a player, the most telling first. Default: none */
  readonly rows?: (scenario: Scenario, behaviour: Behaviour) => Promise<readonly LedgerRow[]>
  /** How many play at once. Default: 8 */
  readonly jobs?: number
  /** Whether the first failure is the last. Default: all play */
  readonly bail?: boolean
  /** Told of each result, in the order of the scenarios. */
  readonly onResult?: (result: Result) => void
}

/** Plays scenarios, each in its own world, several at once; results are in the order of the scenarios. */
export async function playAll(scenarios: readonly Scenario[], options: PlayOptions): Promise<Result[]> {
  const { open, rows, jobs = 8, bail = false, onResult } = options
  const results: (Result | undefined)[] = []
  let next = 0
  let told = 0
  let over = false
  const one = async (scenario: Scenario): Promise<Result> => {
    const began = performance.now()
    await using stage = await open(scenario)
    const failure = await play(scenario, stage)
    const milliseconds = performance.now() - began
    const behaviour = failure?.behaviour
    const found = behaviour && (await rows?.(scenario, behaviour))
    const reasons = behaviour === undefined ? [] : reasonsOf(scenario, behaviour, found ?? [])
    return { scenario, milliseconds, failure, reasons }
  }
  const work = async (): Promise<void> => {
    while (next < scenarios.length && !over) {
      const index = next++
      results[index] = await one(scenarios[index] as Scenario)
      for (let result = results[told]; result !== undefined && !over; result = results[told]) {
        told++
        onResult?.(result)
        over = bail && result.failure !== undefined && !result.failure.impossible
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(jobs, scenarios.length) }, work))
  return results.slice(0, told).filter((result) => result !== undefined)
}
