import type { Done, JournalEntry, World } from '#engine'
import { YamlProblems } from '../fixtures/problems.ts'
import type { House } from './given.ts'
import { parseScenario } from './load.ts'
import { Calls } from './record-calls.ts'
import { DeedWords } from './record-deeds.ts'
import { type Heard, hear, isTold } from './record-heard.ts'
import { GRAINS, type Grain, Moves } from './record-moves.ts'
import { notRecordable } from './record-refusal.ts'
import { bare, type Said } from './record-said.ts'
import { type SaidScenario, type SaidStep, writeScenario } from './record-write.ts'
import { type Failure, play } from './run.ts'
import type { Scenario } from './scenario.ts'
import type { Stage } from './stage.ts'

/** What recording needs: the rooms, a stage to play on, and how fixtures are named. */
export interface Studio {
  readonly house: House
  readonly open: (scenario: Scenario) => Promise<Stage>
  /** Where the scenario will lie: fixtures that are files are named from there. */
  readonly file: string
  /** The fixture with which a vendor began, by name or file; undefined for the one that it opens with anyway. @throws DubleError `not_recordable` */
  readonly fixtureOf: (vendor: string) => string | undefined
}

/** A scenario with more requests than this helps nobody. */
const MOST = 1000

/** What somebody did, in its order: a request, a request that is only told of, or a deed. */
type Event =
  | { readonly kind: 'call'; readonly heard: Heard; readonly index: number }
  | { readonly kind: 'told'; readonly says: string }
  | { readonly kind: 'deed'; readonly done: Done }

/**
 * Writes what was done in a world since its beginning or last reset as a scenario, which was played and passed.
 *
 * @param title Default: what was asked, in short
 * @throws DubleError `not_recordable` where it can be none: which part of it, and what would be right
 */
export async function recordScenario(world: World, studio: Studio, title?: string): Promise<string> {
  const entries = entriesOf(world)
  const events = eventsIn(world, entries)
  const vendors = vendorsIn(world, events)
  const prefixed = vendors.length !== 1
  const heard = events.flatMap((event) => (event.kind === 'call' ? [event.heard] : []))
  const draft: Draft = {
    events,
    title: bare(titleOf(title, heard)),
    given: given(world, vendors, studio, prefixed),
    calls: new Calls(heard, prefixed),
    deeds: new DeedWords(world, prefixed),
    world,
  }
  let failure: Failure | undefined
  for (const grain of GRAINS) {
    const bareCalls = new Set<number>()
    for (;;) {
      const { scenario, calls } = written(draft, grain, bareCalls)
      const text = writeScenario(scenario)
      const found = await tried(text, heard, studio)
      if (found === undefined) return text
      failure = found
      const index = calls[found.step - 1]
      // What more than the outcome was expected of an answer may hang on the moment.
      if (index === undefined || bareCalls.has(index) || !/: (?:body|count)/.test(found.spot.path)) break
      bareCalls.add(index)
    }
  }
  throw differs(failure as Failure)
}

interface Draft {
  readonly events: readonly Event[]
  readonly title: string
  readonly given: Readonly<Record<string, Said>>
  readonly calls: Calls
  readonly deeds: DeedWords
  readonly world: World
}

/** All that was asked. @throws DubleError `not_recordable` */
function entriesOf({ journal, deeds }: World): readonly JournalEntry[] {
  const { entries } = journal.read({}, true)
  if (deeds.more) {
    const says = 'more was done to the world than is remembered: reset it, and do again what matters'
    throw notRecordable('too_much', says)
  }
  if (journal.last > MOST) {
    const says = `${journal.last} requests were asked since the world began, and a scenario holds ${MOST} at most: reset the world, and ask again what matters`
    throw notRecordable('too_much', says)
  }
  if (entries.length < journal.last) {
    const says = `of ${journal.last} requests the journal has ${entries.length}, because it was emptied: reset the world instead, and ask again`
    throw notRecordable('forgotten', says)
  }
  return entries
}

function eventsIn(world: World, entries: readonly JournalEntry[]): readonly Event[] {
  const events: Event[] = []
  const deeds = [...world.deeds.read()]
  let index = 0
  const done = (before: number): void => {
    while (deeds[0] !== undefined && deeds[0].after < before)
      events.push({ kind: 'deed', done: deeds.shift() as Done })
  }
  for (const entry of entries) {
    done(entry.id)
    const heard = hear(entry, world.fakes.get(entry.vendor))
    if (isTold(heard)) events.push({ kind: 'told', says: heard.says })
    else events.push({ kind: 'call', heard, index: index++ })
  }
  done(Number.POSITIVE_INFINITY)
  if (index > 0) return events
  const says = 'no operation was asked since the world began: ask one, and save then'
  throw notRecordable('unsayable', says)
}

/** Who plays: who was asked or directed. */
function vendorsIn(world: World, events: readonly Event[]): readonly string[] {
  const named = events.flatMap((event) => {
    if (event.kind === 'call') return [event.heard.fake.name]
    if (event.kind === 'told' || event.done.deed.word === 'clock') return []
    const { deed } = event.done
    return deed.word === 'faults' ? deed.left.map(({ vendor }) => vendor) : [deed.vendor]
  })
  return [...world.fakes.keys()].filter((name) => named.includes(name))
}

function given(
  world: World,
  vendors: readonly string[],
  { fixtureOf }: Studio,
  prefixed: boolean,
): Readonly<Record<string, Said>> {
  const fixtures = vendors.flatMap((vendor) => {
    const name = fixtureOf(vendor)
    return name === undefined ? [] : [[vendor, bare(name)]]
  })
  return new DeedWords(world, prefixed).given(vendors, Object.fromEntries(fixtures))
}

/** A title in one line. */
function titleOf(title: string | undefined, heard: readonly Heard[]): string {
  const line = (title ?? '').replace(/\p{Cc}+|\s+/gu, ' ').trim()
  if (line !== '') return line.slice(0, 200)
  const asked = heard.map(({ operation, entry: { outcome, status } }) =>
    outcome === 'ok' ? operation : `${operation} (${outcome ?? status})`,
  )
  const [first, ...more] = [...new Set(asked)]
  const shown = [first, ...more.slice(0, 3)].join(', ')
  return more.length > 3 ? `${shown} and more` : shown
}

/** @returns the scenario, and which call each of its steps is, if one */
function written(
  { events, title, given: begins, calls, deeds, world }: Draft,
  grain: Grain,
  bareCalls: ReadonlySet<number>,
): { readonly scenario: SaidScenario; readonly calls: readonly (number | undefined)[] } {
  const moves = new Moves(grain, world.begun.at)
  const steps: Drafted[] = []
  const comments: string[] = []
  let frozen = world.begun.frozenAt !== undefined
  const add = (words: Words, call?: number): void => {
    const last = steps.at(-1)
    if (last?.call !== undefined && comments.length === 0 && isAlike(last.words, words)) last.times++
    else steps.push({ words, comments: comments.splice(0), times: 1, call })
  }
  for (const event of events) {
    if (event.kind === 'told') comments.push(event.says)
    else if (event.kind === 'deed') {
      const { deed } = event.done
      if (deed.word === 'clock' && deed.how !== 'advance') frozen = deed.how === 'freeze'
      for (const words of deeds.stepsOf(event.done, moves)) add(words)
    } else {
      const { heard, index } = event
      for (const move of moves.follow(beganAt(heard, frozen))) add(move)
      add(calls.words(index, !bareCalls.has(index)), index)
      if (heard.entry.milliseconds >= HELD || heard.entry.faults?.some(isSlow)) moves.lose()
    }
  }
  const scenario = { title, given: begins, steps: steps.map(repeated), comments }
  return { scenario, calls: steps.map(({ call }) => call) }
}

type Words = Readonly<Record<string, Said>>

interface Drafted extends SaidStep {
  times: number
  /** Which call it is, if one. */
  readonly call: number | undefined
}

/** Milliseconds from which on an answer was held back. */
const HELD = 20
const isSlow = (word: string): boolean => word.startsWith('slow_body')

/** When it was asked: an answer that was held back was journalled later, unless the clock stood still. */
function beganAt({ entry: { at, milliseconds } }: Heard, frozen: boolean): number {
  const ended = Date.parse(at)
  return frozen || milliseconds < HELD ? ended : ended - Math.round(milliseconds)
}

/** A step with how often it is asked, before what is expected. */
function repeated({ words, comments, times }: Drafted): SaidStep {
  if (times === 1) return { words, comments }
  const entries = Object.entries(words)
  const expected = entries.findIndex(([word]) => /^(?:expect|count|body)$/.test(word))
  const at = expected < 0 ? entries.length : expected
  return { words: Object.fromEntries(entries.toSpliced(at, 0, ['repeat', String(times)])), comments }
}

/** Whether a call is the same as the one before; what is saved is another every time. */
const isAlike = (a: Words, b: Words): boolean =>
  b['call'] !== undefined && b['save'] === undefined && JSON.stringify(a) === JSON.stringify(b)

/** Plays what was written: where it fails, or where an outcome is another than it was. */
async function tried(
  text: string,
  heard: readonly Heard[],
  { house, open, file }: Studio,
): Promise<Failure | undefined> {
  try {
    const [scenario] = (await parseScenario(house, file, text)) as [Scenario]
    await using stage = await open(scenario)
    const failure = await play(scenario, stage)
    return failure ?? strayed(heard, stage.journal(), scenario)
  } catch (error) {
    if (!(error instanceof YamlProblems)) throw error
    const says = error.problems.map(({ line, says: wrong }) => `line ${line} ${wrong}`).join('; ')
    throw notRecordable('unsayable', `what was done cannot be written as a scenario: ${says}`)
  }
}

/** `ok` stands for every `ok.*`: here it must be the very one. */
function strayed(
  heard: readonly Heard[],
  entries: readonly JournalEntry[],
  { given: spot }: Scenario,
): Failure | undefined {
  for (const [index, { entry }] of heard.entries()) {
    const came = entries[index]
    const same = came?.operation === entry.operation && came.outcome === entry.outcome
    if (same && came.status === entry.status) continue
    const show = (one: JournalEntry | undefined): string => one?.outcome ?? String(one?.status ?? 'nothing')
    const what = `call ${entry.vendor}/${entry.operation}`
    const nothing = { why: '', behaviour: undefined }
    return { spot, step: index + 1, what, expected: show(entry), came: show(came), ...nothing }
  }
  return undefined
}

const differs = ({ step, what, expected, came, why }: Failure): Error => {
  const because = why === '' ? '' : ` (${why})`
  const says = `played again, step ${step} (${what}) does not come to the same: it was ${expected}, and came as ${came}${because}. What is not in the scenario may have mattered, such as another caller’s address or requests at the same moment: reset the world, and do it again one after the other`
  return notRecordable('differs', says)
}
