import { type Difference, differencesOf, sameDifference } from './verify-differences.ts'
import type { Pact } from './verify-file.ts'
import { type Known, otherOptions, printRow, type Reason, type Row, rowOfOption } from './verify-ledger.ts'
import type { Verifier } from './verify-process.ts'
import { type Asked, type Done, type Job, runJobs, type Target, type Written } from './verify-run.ts'

/** What a contract is verified with. */
export interface Ground {
  readonly verifier: Verifier
  readonly target: Target
  readonly known: Known
  /** Options as they are at the start. */
  readonly options: Written
  /** Whether it is found out on which assumptions the interactions lean that pass. */
  readonly leans: boolean
}

/** An interaction under another assumption. */
export interface Trial {
  readonly option: string
  readonly value: string
  /** Undefined where it passed. */
  readonly differences: readonly Difference[] | undefined
}

/** An expectation that holds only as long as an assumption does. */
export interface Lean {
  readonly row: Row
  readonly option: string
  readonly value: string
  /** With which it would not hold. */
  readonly other: string
  readonly differences: readonly Difference[]
}

/** Has interactions that were answered verified again, with one option changed at a time: those that failed, or all. */
export async function tryOtherwise(
  pact: Pact,
  jobs: readonly Job[],
  done: readonly Done[],
  { verifier, target, known, options, leans }: Ground,
): Promise<readonly (readonly Trial[])[]> {
  const changes = done.map(({ asked, reported }) => {
    const passed = reported?.result === 'OK'
    return leans || !passed ? otherOptions(known, asked, options, !passed) : []
  })
  const again = changes.flatMap((others, index) =>
    others.map((other): Job => ({ interaction: jobs[index]?.interaction ?? {}, options: other })),
  )
  if (again.length === 0) return []
  const tried = (await runJobs(verifier, target, pact, again)).values()
  return changes.map((others) =>
    others.flatMap((other): Trial[] => {
      const { reported, complaint } = tried.next().value as Done
      const [[option, value]] = Object.entries(other) as [[string, string]]
      if (reported?.result === 'OK') return [{ option, value, differences: undefined }]
      // A state that this option makes impossible, or an answer that never came, says nothing of the expectation.
      if (complaint !== undefined || reported?.mismatch?.type !== 'mismatches') return []
      return [{ option, value, differences: differencesOf(reported.mismatch.mismatches) }]
    }),
  )
}

/** Whether the vendor said it or showed it. */
const sourced = ({ class: kind }: Row): boolean => kind !== 'assumed' && kind !== 'observed'

/** The assumptions without which an interaction that passed would not. */
export function leansOf(asked: Asked | undefined, trials: readonly Trial[], ground: Ground): Lean[] {
  const { known, options } = ground
  const broken = Map.groupBy(
    trials.filter(({ differences }) => differences !== undefined),
    ({ option }) => option,
  )
  return [...broken].flatMap(([option, [trial]]) => {
    const row = asked && rowOfOption(known, asked, option)
    if (row === undefined || sourced(row) || trial?.differences === undefined) return []
    const { value: other, differences } = trial
    return [{ row, option, value: options[option] ?? '', other, differences }]
  })
}

/**
 * The assumption that makes a difference: the option under which the whole interaction would pass, or, where none is
 * enough, one under which this would not differ and nothing else would.
 */
export function decisive(
  difference: Difference,
  all: readonly Difference[],
  asked: Asked,
  trials: readonly Trial[],
  { known }: Ground,
): Reason | undefined {
  const among = (others: readonly Difference[], one: Difference): boolean =>
    others.some((other) => sameDifference(other, one))
  const healed = trials.filter(({ differences }) => differences === undefined)
  const eased = trials.filter(
    ({ differences: left = [] }) => !among(left, difference) && left.every((one) => among(all, one)),
  )
  const found = healed.length > 0 ? healed : eased
  const { option } = found.find((trial) => trial.option === asked.option) ?? found[0] ?? {}
  const row = option === undefined ? undefined : rowOfOption(known, asked, option)
  if (option === undefined || row === undefined) return undefined
  const values = found.filter((trial) => trial.option === option).map(({ value }) => value)
  const note = `Option ${option} decides it: with ${values.join(' or ')} your client would be right`
  return { says: `${printRow(row)} ${note}`, row, option, note }
}
