import { didYouMean, examineFaultOrder, type FaultOrder } from '#engine'
import type { Cast } from './cast.ts'
import type { Mistakes } from './mistakes.ts'
import { literal } from './names.ts'
import { plainValue } from './values.ts'
import { entryOf, type Written, type WrittenEntry, type WrittenMap } from './written.ts'

const NOTHING = new Map<string, never>()
const FIELDS = ['times', 'after', 'probability', 'credential'] as const

/** A fault: the word, and beside it `times`, `after`, `probability`, `credential` and what it is on (or `operation`). */
export function readFaultOrder(
  map: WrittenMap,
  word: WrittenEntry,
  cast: Cast,
  mistakes: Mistakes,
): FaultOrder | undefined {
  const target = readTarget(map, word, cast, mistakes)
  if (target === undefined) return undefined
  if (word.value.kind === 'text' && literal(word.value.parts) === 'none')
    return mistakes.at(word.value, 'is no fault: to remove all of them, write "faults: none"')
  const { vendor, operation } = target
  const fields: [string, WrittenEntry][] = [
    ['fault', word],
    ...FIELDS.flatMap((name): [string, WrittenEntry][] => {
      const entry = entryOf(map, name)
      return entry === undefined ? [] : [[name, entry]]
    }),
  ]
  const gaps = fields.filter(([, { value }]) => !isWhole(value))
  for (const [, { value }] of gaps) {
    if (value.kind !== 'text' || !value.wrong) mistakes.at(value, 'cannot hang on what a step has saved')
  }
  if (gaps.length > 0) return undefined
  const written = fields.map(([name, { value }]) => [name, plainValue(value, NOTHING)])
  const order: FaultOrder = {
    vendor,
    ...(operation === undefined ? {} : { operation }),
    ...Object.fromEntries(written),
  }
  const { mistakes: found } = examineFaultOrder({ ...order }, cast.apiOf(vendor))
  for (const { field, error } of found) {
    const entry = fields.find(([name]) => name === field)?.[1] ?? word
    mistakes.at(entry.value, `: ${error.message}`)
  }
  readCaller(entryOf(map, 'credential'), vendor, cast, mistakes)
  return found.length === 0 ? order : undefined
}

const isWhole = (written: Written): boolean => {
  if (written.kind === 'text') return !written.wrong && literal(written.parts) !== undefined
  if (written.kind === 'list') return written.items.every(isWhole)
  return written.entries.every(({ value }) => isWhole(value))
}

function readCaller(entry: WrittenEntry | undefined, vendor: string, cast: Cast, mistakes: Mistakes): void {
  if (entry === undefined) return
  const name = mistakes.text(entry.value)
  const known = cast.players.get(vendor)?.fixture.credentials.map((credential) => credential.name) ?? []
  if (name === undefined || known.includes(name)) return
  mistakes.at(
    entry.value,
    `names no credential of ${vendor}: ${name}${didYouMean(name, known)}: there are ${known.join(', ')}`,
  )
}

/** The vendor, and the operation if one is named. */
function readTarget(
  map: WrittenMap,
  word: WrittenEntry,
  cast: Cast,
  mistakes: Mistakes,
): { readonly vendor: string; readonly operation?: string } | undefined {
  const named = entryOf(map, 'vendor')
  const vendor = named && mistakes.text(named.value)
  if (named !== undefined && (vendor === undefined || cast.player(named.value, vendor) === undefined))
    return undefined
  const target = entryOf(map, 'on') ?? entryOf(map, 'operation')
  if (target?.name === 'on' && entryOf(map, 'operation') !== undefined)
    mistakes.at(entryOf(map, 'operation') as WrittenEntry, 'says what "on" says already')
  if (target === undefined) {
    const own = vendor ?? cast.own(word, `operation`)
    return own === undefined ? undefined : { vendor: own }
  }
  const text = mistakes.text(target.value)
  if (text === undefined) return undefined
  if (cast.players.has(text)) return { vendor: text }
  const found = cast.operation(target.value, vendor === undefined ? text : `${vendor}/${text}`)
  return found && { vendor: found.vendor, operation: found.operation }
}
