import { didYouMean, nearest, outcomesOf, settleOptions } from '#engine'
import type { Cast } from './cast.ts'
import { readFaultOrder } from './faults.ts'
import type { Mistakes } from './mistakes.ts'
import type { Deed, JournalCount } from './scenario.ts'
import type { Spot, Written, WrittenEntry, WrittenMap } from './written.ts'

/** What a step does to the world, by its word; more than one where it names several vendors. */
export function readDeeds(word: WrittenEntry, step: WrittenMap, cast: Cast, mistakes: Mistakes): Deed[] {
  const { value } = word
  switch (word.name) {
    case 'advance': {
      const milliseconds = mistakes.duration(value)
      return milliseconds === undefined ? [] : [{ word: 'advance', milliseconds }]
    }
    case 'clock': {
      const frozenAt = mistakes.instant(value)
      return frozenAt === undefined ? [] : [{ word: 'clock', frozenAt }]
    }
    case 'fault': {
      const order = readFaultOrder(step, word, cast, mistakes)
      return order === undefined ? [] : [{ word: 'fault', order }]
    }
    case 'faults':
      if (mistakes.text(value) === 'none') return [{ word: 'faults' }]
      mistakes.at(value, 'must be none, which removes every fault; one is added by "fault: …"')
      return []
    case 'state':
      return readStates(value, cast, mistakes)
    case 'options':
      return readOptions(value, cast, mistakes)
    default:
      if (/^(yes|true)$/.test(mistakes.text(value) ?? '')) return [{ word: 'reset' }]
      mistakes.at(value, 'must be yes')
      return []
  }
}

/** One state, a list of them, or a map of them by vendor. */
export function readStates(written: Written, cast: Cast, mistakes: Mistakes): Deed[] {
  if (written.kind === 'map') {
    return written.entries.flatMap((entry) => {
      if (cast.player(entry, entry.name) === undefined) return []
      return mistakes.list(entry.value).flatMap((item) => {
        const name = mistakes.text(item)
        return deedOf(name === undefined ? undefined : cast.stateOf(item, entry.name, name))
      })
    })
  }
  return mistakes.list(written).flatMap((item) => {
    const text = mistakes.text(item)
    return deedOf(text === undefined ? undefined : cast.state(item, text))
  })
}

const deedOf = (state: { vendor: string; name: string } | undefined): Deed[] =>
  state === undefined ? [] : [{ word: 'state', ...state }]

/** The options of the scenario's vendor, or a map of them by vendor. */
export function readOptions(written: Written, cast: Cast, mistakes: Mistakes): Deed[] {
  const map = mistakes.map(written)
  if (map === undefined) return []
  const byVendor = map.entries.some(({ value }) => value.kind === 'map')
  if (!byVendor) {
    const vendor = cast.own(written, 'option')
    return vendor === undefined ? [] : optionsOf(vendor, map, cast, mistakes)
  }
  return map.entries.flatMap((entry) => {
    const { name, value } = entry
    if (cast.player(entry, name) === undefined) return []
    const inside = mistakes.map(value)
    return inside === undefined ? [] : optionsOf(name, inside, cast, mistakes)
  })
}

function optionsOf(vendor: string, map: WrittenMap, cast: Cast, mistakes: Mistakes): Deed[] {
  const api = cast.apiOf(vendor)
  const changes: Record<string, string | null> = {}
  for (const entry of map.entries) {
    const { name, value } = entry
    if (value.kind === 'text' && value.plain && value.parts.join('') === 'null') changes[name] = null
    else {
      const text = mistakes.line(value)
      const spot = Object.hasOwn(api.options, name) ? value : entry
      mistakes.try({ ...spot, path: map.path }, () =>
        settleOptions(vendor, api.options, 'default', { [name]: text }),
      )
      if (text !== undefined) changes[name] = text
    }
  }
  return [{ word: 'options', vendor, changes }]
}

/** `{ login.ok: 1, crm-zen/totals: 2, unmatched: 0 }` */
export function readJournal(written: Written, cast: Cast, mistakes: Mistakes): JournalCount[] {
  return (mistakes.map(written)?.entries ?? []).flatMap((entry) => {
    const times = mistakes.whole(entry.value, 0)
    const named = journalName(entry, entry.name, cast, mistakes)
    if (times === undefined || named === undefined) return []
    return [{ spot: entry, says: entry.name, times, ...named }]
  })
}

function journalName(
  spot: Spot,
  name: string,
  cast: Cast,
  mistakes: Mistakes,
): Pick<JournalCount, 'vendor' | 'operation' | 'outcome'> | undefined {
  if (name === 'unmatched') return { vendor: undefined, operation: undefined, outcome: undefined }
  const dot = name.indexOf('.')
  if (!/[./]/.test(name) && nearest(name, [...cast.operations, 'unmatched']) === 'unmatched') {
    return mistakes.at(spot, `names nothing: ${name} (did you mean unmatched?)`)
  }
  const found = cast.operation(spot, dot < 0 ? name : name.slice(0, dot))
  if (found === undefined) return undefined
  const { vendor, operation } = found
  if (dot < 0) return { vendor, operation, outcome: undefined }
  const outcome = name.slice(dot + 1)
  const known = outcomesOf(cast.apiOf(vendor), operation)
  const status = /^[1-5]\d\d$/.test(outcome)
  if (status || [...known, 'broken'].includes(outcome)) return { vendor, operation, outcome }
  const says = `names no outcome of ${vendor}/${operation}: ${outcome}${didYouMean(outcome, [...known, 'broken'])}`
  return mistakes.at(spot, says)
}
