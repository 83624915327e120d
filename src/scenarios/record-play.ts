import type { DubleError, JournalEntry, World } from '#engine'
import { YamlProblems } from '../fixtures/problems.ts'
import type { House } from './given.ts'
import { parseScenario } from './load.ts'
import { saysSecret, secretIn } from './record-caller.ts'
import type { Heard } from './record-heard.ts'
import { notRecordable } from './record-refusal.ts'
import type { Drafted } from './record-steps.ts'
import { type Failure, play } from './run.ts'
import type { Scenario } from './scenario.ts'
import type { Stage } from './stage.ts'

/** What recording needs: the rooms, a stage to play on, and how fixtures are named. */
export interface Studio {
  readonly house: House
  readonly open: (scenario: Scenario) => Promise<Stage>
  /** Where the scenario will lie: fixtures that are files are named from there. */
  readonly file: string
  /**
   * The fixture with which a vendor began, by name or file; undefined for the one that it opens with anyway.
   *
   * @throws DubleError `not_recordable`
   */
  readonly fixtureOf: (vendor: string) => string | undefined
}

/** Where a scenario that was played did not come to what was done. */
export interface Miss {
  /** Which call it was; undefined for what is no call. */
  readonly call: number | undefined
  /** Whether the outcome was right, and something else of the answer was not. */
  readonly inAnswer: boolean
  readonly what: string
  readonly expected: string
  readonly came: string
  readonly why: string
}

/** Plays what was written: undefined where it comes to what was done. @throws DubleError `not_recordable` where it cannot be read */
export async function missOf(
  text: string,
  heard: readonly Heard[],
  { calls }: Drafted,
  { house, open, file }: Studio,
): Promise<Miss | undefined> {
  const [scenario] = (await parsed(house, file, text)) as [Scenario]
  await using stage = await open(scenario)
  const failure = await play(scenario, stage)
  return failure === undefined ? strayed(heard, stage.journal()) : missed(failure, calls)
}

async function parsed(house: House, file: string, text: string): Promise<readonly Scenario[]> {
  try {
    return await parseScenario(house, file, text)
  } catch (error) {
    if (!(error instanceof YamlProblems)) throw error
    const says = error.problems.map(({ line, says: wrong }) => `line ${line}: ${wrong}`).join('; ')
    throw notRecordable('unsayable', `what was done cannot be written as a scenario: ${says}`)
  }
}

function missed({ step, what, expected, came, why, spot }: Failure, calls: Drafted['calls']): Miss {
  const inAnswer = /^step \d+: (?:body|count)\b/.test(spot.path)
  return { call: calls[step - 1], inAnswer, what: `step ${step}, ${what}`, expected, came, why }
}

/** `ok` stands for every `ok.*`: here it must be the very one. */
function strayed(heard: readonly Heard[], entries: readonly JournalEntry[]): Miss | undefined {
  for (const [call, { entry }] of heard.entries()) {
    const came = entries[call]
    const same = came?.operation === entry.operation && came.outcome === entry.outcome
    if (same && came.status === entry.status) continue
    const what = `call ${entry.vendor}/${entry.operation}`
    return { call, inAnswer: false, what, expected: shown(entry), came: shown(came), why: came?.why ?? '' }
  }
  return undefined
}

const shown = (entry: JournalEntry | undefined): string =>
  entry === undefined ? 'nothing' : `${entry.outcome ?? 'no outcome'} (HTTP ${entry.status})`

/** Why a scenario that does not come to the same is not handed out. */
export function refusalOf(miss: Miss, heard: readonly Heard[], world: World): DubleError {
  const { call, what, expected, came, why } = miss
  const asked = call === undefined ? undefined : heard[call]
  if (asked !== undefined && saysSecret(asked)) return secretIn(asked)
  const because = why === '' ? '' : ` (${why})`
  const says = `played again, what was done in the world ${world.id} does not come to the same: at ${what}, ${expected} was expected, and came ${came}${because}. Something counted that a scenario cannot say, such as requests at the same moment, or from another address: reset the world, and ask one after the other`
  return notRecordable('differs', says)
}
