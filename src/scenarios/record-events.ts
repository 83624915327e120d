import type { Done, JournalEntry, World } from '#engine'
import { type Heard, hear, isTold } from './record-heard.ts'
import { notRecordable } from './record-refusal.ts'
import { withoutSecretsOf } from './record-secrets.ts'

/** What somebody did, in its order: a request, a request that is only told of, or a deed. */
export type Event =
  | { readonly kind: 'call'; readonly heard: Heard; readonly index: number }
  | { readonly kind: 'told'; readonly says: string }
  | { readonly kind: 'deed'; readonly done: Done }

/** A scenario with more requests than this helps nobody. */
const MOST = 1000

/** All that was done in a world since its beginning or last reset. @throws DubleError `not_recordable` */
export function eventsOf(world: World): readonly Event[] {
  const events: Event[] = []
  const deeds = [...world.deeds.read()]
  let index = 0
  const done = (before: number): void => {
    while (deeds[0] !== undefined && deeds[0].after < before)
      events.push({ kind: 'deed', done: deeds.shift() as Done })
  }
  for (const entry of entriesOf(world)) {
    done(entry.id)
    const heard = hear(entry, world.fakes.get(entry.vendor))
    if (isTold(heard)) events.push({ kind: 'told', says: withoutSecretsOf(world, heard.says) })
    else events.push({ kind: 'call', heard, index: index++ })
  }
  done(Number.POSITIVE_INFINITY)
  if (index > 0) return events
  throw notRecordable('nothing', 'no operation was asked since the world began: ask one, and save then')
}

function entriesOf({ journal, deeds }: World): readonly JournalEntry[] {
  if (deeds.more) {
    const says = 'more was done to the world than is remembered: reset it, and do again what matters'
    throw notRecordable('too_much', says)
  }
  if (journal.last > MOST) {
    const says = `${journal.last} requests were asked since the world began, and a scenario holds ${MOST} at most: reset the world, and ask again what matters`
    throw notRecordable('too_much', says)
  }
  const { entries } = journal.read({}, true)
  if (entries.length === journal.last) return entries
  const says = `of ${journal.last} requests the journal has ${entries.length}, because it was emptied: reset the world instead, and ask again`
  throw notRecordable('forgotten', says)
}

/** Who plays: who was asked or directed. */
export function vendorsIn(world: World, events: readonly Event[]): readonly string[] {
  const named = events.flatMap((event) => {
    if (event.kind === 'call') return [event.heard.fake.name]
    if (event.kind === 'told' || event.done.deed.word === 'clock') return []
    const { deed } = event.done
    return deed.word === 'faults' ? deed.left.map(({ vendor }) => vendor) : [deed.vendor]
  })
  return [...world.fakes.keys()].filter((name) => named.includes(name))
}
