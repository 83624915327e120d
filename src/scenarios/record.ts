import type { World } from '#engine'
import { Calls } from './record-calls.ts'
import { DeedWords } from './record-deeds.ts'
import { eventsOf, vendorsIn } from './record-events.ts'
import type { Heard } from './record-heard.ts'
import { GRAINS } from './record-moves.ts'
import { type Miss, missOf, refusalOf, type Studio } from './record-play.ts'
import { bare } from './record-said.ts'
import { stepsOf } from './record-steps.ts'
import { writeScenario } from './record-write.ts'

/**
 * Writes what was done in a world since its beginning or last reset as a scenario, which was played and passed.
 *
 * @param title Default: what was asked, in short
 * @throws DubleError `not_recordable` where it can be none: which part of it, and what would be right
 */
export async function recordScenario(world: World, studio: Studio, title?: string): Promise<string> {
  const events = eventsOf(world)
  const vendors = vendorsIn(world, events)
  const prefixed = vendors.length !== 1
  const heard = events.flatMap((event) => (event.kind === 'call' ? [event.heard] : []))
  const deeds = new DeedWords(world, prefixed)
  const given = deeds.given(vendors, fixturesOf(vendors, studio))
  const { at, frozenAt } = world.begun
  const parts = { events, calls: new Calls(heard, prefixed), deeds, at, frozen: frozenAt !== undefined }
  let miss: Miss | undefined
  for (const grain of GRAINS) {
    const outcomesOnly = new Set<number>()
    for (;;) {
      const drafted = stepsOf(parts, grain, outcomesOnly)
      const text = writeScenario({ title: bare(titleOf(title, heard)), given, ...drafted })
      miss = await missOf(text, heard, drafted, studio)
      if (miss === undefined) return text
      // What more than the outcome was expected of an answer may hang on the moment.
      const { call, inAnswer } = miss
      if (call === undefined || !inAnswer || outcomesOnly.has(call)) break
      outcomesOnly.add(call)
    }
  }
  throw refusalOf(miss as Miss, heard, world)
}

const fixturesOf = (vendors: readonly string[], { fixtureOf }: Studio): Record<string, string> =>
  Object.fromEntries(
    vendors.flatMap((vendor) => {
      const name = fixtureOf(vendor)
      return name === undefined ? [] : [[vendor, bare(name)]]
    }),
  )

/** A title in one line. */
function titleOf(title: string | undefined, heard: readonly Heard[]): string {
  const line = (title ?? '').replace(/[\p{Cc}\s]+/gu, ' ').trim()
  if (line !== '') return line.slice(0, 200)
  const asked = heard.map(({ operation, entry: { outcome, status } }) =>
    outcome === 'ok' ? operation : `${operation} (${outcome ?? status})`,
  )
  const [first, ...more] = [...new Set(asked)]
  const shown = [first, ...more.slice(0, 3)].join(', ')
  return more.length > 3 ? `${shown} and more` : shown
}
