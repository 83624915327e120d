import { beginning, type JournalEntry, type World } from '#engine'
import { showClock } from '../../report/clock.ts'
import type { Worlds } from '../worlds.ts'

/** An event for who watches a world. */
export interface PulseEvent {
  readonly event: 'journal' | 'clock' | 'changed' | 'gone'
  readonly data: object
}

/** An entry of the journal without what only who opens it wants to see. */
type LightEntry = Pick<
  JournalEntry,
  'id' | 'at' | 'vendor' | 'operation' | 'outcome' | 'method' | 'path' | 'status' | 'injected' | 'why'
> & { readonly milliseconds: number; readonly faults?: readonly string[] }

/** What may have changed beside the journal and the clock. */
type Part = 'vendors' | 'options' | 'faults' | 'worlds' | 'met' | 'journal'

/** Most entries that one beat tells; the newest. */
const MOST = 50
/** Characters of a `why` and of a path. */
const LONG = 240
/** What was met is compared once in so many beats: to read it costs more than all the rest. */
const SELDOM = 4

/**
 * What has happened in a world since it was looked at last. It looks from outside: nothing on a request's way knows of it.
 *
 * @example const pulse = new Pulse(world, worlds); setInterval(() => pulse.beat().forEach(send), 250)
 */
export class Pulse {
  readonly #world: World
  readonly #worlds: Worlds
  #beats = 0
  /** The newest entry that was told. */
  #last: JournalEntry | undefined
  #clock = ''
  readonly #seen = new Map<Part, unknown>()

  constructor(world: World, worlds: Worlds) {
    this.#world = world
    this.#worlds = worlds
  }

  /** What is new; all there is, the first time. A world that was closed is `gone`, and nothing follows. */
  beat(): PulseEvent[] {
    // To be looked at is to be used: a world does not expire before somebody's eyes.
    if (this.#worlds.find(this.#world.id) !== this.#world) {
      return [{ event: 'gone', data: { world: this.#world.id } }]
    }
    const changed = this.#changes()
    const events: PulseEvent[] = []
    const clock = this.#clockEvent()
    if (clock !== undefined) events.push(clock)
    const journal = this.#journalEvent(changed)
    if (changed.length > 0 && this.#beats > 0) events.push({ event: 'changed', data: { parts: changed } })
    if (journal !== undefined) events.push(journal)
    this.#beats++
    return events
  }

  #clockEvent(): PulseEvent | undefined {
    const shown = showClock(this.#world.clock)
    const { mode, offset_ms } = shown
    const known = mode === 'frozen' ? shown.now : `${mode} ${offset_ms}`
    if (known === this.#clock) return undefined
    this.#clock = known
    return { event: 'clock', data: shown }
  }

  #journalEvent(changed: Part[]): PulseEvent | undefined {
    const { journal } = this.#world
    const last = this.#last
    if (
      last !== undefined &&
      !same(journal.read({ after: last.id - 1, before: last.id + 1 }, false, true).entries[0], last)
    ) {
      // Emptied or reset, and its numbers may have begun anew.
      this.#last = undefined
      changed.push('journal')
    }
    const { entries, total } = journal.read({ after: this.#last?.id ?? 0, limit: MOST }, false, true)
    const newest = entries.at(-1)
    if (newest === undefined) return undefined
    this.#last = newest
    return {
      event: 'journal',
      data: { entries: entries.map(light), skipped: total - entries.length, total: newest.id },
    }
  }

  #changes(): Part[] {
    const fakes = [...this.#world.fakes.values()]
    const changed: Part[] = []
    const look = (part: Part, now: unknown): void => {
      if (!alike(this.#seen.get(part), now)) changed.push(part)
      this.#seen.set(part, now)
    }
    look('vendors', fakes)
    look(
      'options',
      fakes.map(({ options }) => options),
    )
    look(
      'faults',
      fakes.flatMap(({ faults }) => faults.list().map(({ id, times, after }) => `${id} ${times} ${after}`)),
    )
    look('worlds', this.#worlds.told())
    if (this.#beats % SELDOM === 0) {
      const { asked, findings } = this.#world.met()
      look('met', [asked, findings.reduce((sum, { times }) => sum + times, 0)])
    }
    return changed
  }
}

/** Whether two lists hold the very same things. */
const alike = (before: unknown, now: unknown): boolean =>
  Array.isArray(before) &&
  Array.isArray(now) &&
  before.length === now.length &&
  before.every((thing, index) => thing === now[index])

/** Whether an entry is the one that was told: to the fraction of a millisecond, no two last equally long. */
const same = (now: JournalEntry | undefined, told: JournalEntry): boolean =>
  now !== undefined && now.milliseconds === told.milliseconds && now.at === told.at

function light(entry: JournalEntry): LightEntry {
  const { id, at, vendor, operation, outcome, method, path, status, injected, faults, milliseconds, why } =
    entry
  const known = {
    id,
    at,
    vendor,
    operation,
    outcome,
    method,
    path: cut(path),
    status,
    injected,
    why: cut(why),
  }
  const rounded = { ...known, milliseconds: Math.round(milliseconds * 10) / 10 }
  return faults === undefined ? rounded : { ...rounded, faults }
}

const cut = (text: string): string => (text.length <= LONG ? text : `${beginning(text, LONG)}…`)
