import type { AnyOperation, AnyVendor, OptionDef } from '#engine'
import { type JsonType, jsonTypeOf } from './kinds.ts'
import type { Synonyms } from './match.ts'
import type { Observation, Sighting } from './observation.ts'
import { movedPath } from './path.ts'
import { merged, type Shape, within } from './shape.ts'

/** A note tells what requests do whose answers nobody saw: it proves nothing. */
export type Verdict = 'confirms' | 'contradicts' | 'note'

/** What an observation says of one row of the ledger. */
export interface Judgement {
  readonly verdict: Verdict
  /** A sentence of names alone. */
  readonly says: string
  /** Options under which the fake does as was observed. */
  readonly options?: Readonly<Record<string, string>>
  /** Paths at which the fake answers as was observed. */
  readonly paths?: Readonly<Record<string, string>>
}

/** How one row of a ledger can be told from an observation. */
export interface Rule {
  readonly row: string
  /** Undefined where nothing that was seen bears on it. */
  readonly judge: (seen: Seen) => Judgement | undefined
}

/** What is known of one vendor beside its room. */
export interface Rules {
  readonly synonyms: Synonyms
  readonly rules: readonly Rule[]
}

/** An observation, for rules to ask. */
export class Seen {
  readonly api: AnyVendor
  readonly all: readonly Sighting[]

  constructor(api: AnyVendor, { sightings }: Observation) {
    this.api = api
    this.all = sightings
  }

  /** The same with some of its sightings alone. */
  only(sightings: readonly Sighting[]): Seen {
    return new Seen(this.api, { vendor: this.api.name, sightings })
  }

  /** Of these operations, or of those whose names match; without any, of all that were recognised. */
  of(...operations: readonly (string | RegExp)[]): Sighting[] {
    const meant = (name: string): boolean =>
      operations.length === 0 ||
      operations.some((one) => (typeof one === 'string' ? one === name : one.test(name)))
    return this.all.filter(({ operation }) => operation !== undefined && meant(operation))
  }

  /** The same, as far as they went well. */
  ok(...operations: readonly (string | RegExp)[]): Sighting[] {
    return this.of(...operations).filter(wentWell)
  }

  /** The same, as far as they were refused. */
  refused(...operations: readonly (string | RegExp)[]): Sighting[] {
    return this.of(...operations).filter((one) => one.status !== undefined && !wentWell(one))
  }

  /** The same, as far as they went well; of requests alone, every one. */
  notRefused(...operations: readonly (string | RegExp)[]): Sighting[] {
    return this.of(...operations).filter((one) => one.status === undefined || wentWell(one))
  }

  /** What stands at a place in answers that went well. */
  answers(operations: readonly (string | RegExp)[], path = ''): Shape | undefined {
    const found = this.ok(...operations).flatMap(({ answer }) => within(answer, path) ?? [])
    return found.length === 0 ? undefined : merged(found)
  }
}

export const wentWell = ({ outcome, status = 0 }: Sighting): boolean =>
  outcome === undefined ? status >= 200 && status < 300 : outcome === 'ok'

/** The JSON types that plain values had, without `null` and what is not known. */
export function typesOf(shape: Shape | undefined): Set<JsonType> {
  const types = new Set((shape?.kinds ?? []).map(jsonTypeOf))
  if ((shape?.listed.length ?? 0) > 0) types.add('text')
  types.delete('null')
  types.delete('any')
  return types
}

/** Operations that sightings are of, for a sentence. */
const namesOf = (sightings: readonly Sighting[]): string => {
  const names = [...new Set(sightings.map(({ operation, path }) => operation ?? path))]
  return names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')
}

/**
 * A row that is an option: what was seen is one of its values.
 *
 * @param read the values that were seen; what it does not know it leaves out
 */
export function optionRule(
  row: string,
  option: string,
  read: (seen: Seen) => Iterable<string | undefined>,
  says: Readonly<Record<string, string>>,
): Rule {
  return {
    row,
    judge(seen) {
      const def = seen.api.options[option] as OptionDef
      const values = [...new Set(read(seen))].filter((value) => value !== undefined)
      const other = values.find((value) => value !== def.fallback)
      if (other !== undefined) {
        const sentence = says[other] ?? `what was seen is ${option}=${other}`
        return { verdict: 'contradicts', says: sentence, options: { [option]: other } }
      }
      if (values.length === 0) return undefined
      return { verdict: 'confirms', says: says[def.fallback] ?? `what was seen is ${option}=${def.fallback}` }
    },
  }
}

/** A row that holds or does not. */
export function factRule(
  row: string,
  read: (seen: Seen) => boolean | undefined,
  holds: string,
  breaks: string | ((seen: Seen) => string),
): Rule {
  return {
    row,
    judge(seen) {
      const answer = read(seen)
      if (answer === undefined) return undefined
      if (answer) return { verdict: 'confirms', says: holds }
      return { verdict: 'contradicts', says: typeof breaks === 'string' ? breaks : breaks(seen) }
    },
  }
}

/** A row that assumes paths: those at which operations were seen. */
export function pathRule(row: string, ...operations: readonly (string | RegExp)[]): Rule {
  return {
    row,
    judge(seen) {
      const found = seen.notRefused(...operations)
      const elsewhere = found.filter(({ by }) => by !== 'path')
      if (found.length === 0) return undefined
      if (elsewhere.length === 0)
        return { verdict: 'confirms', says: `${namesOf(found)} at the assumed paths` }
      const paths = elsewhere.flatMap(({ operation = '', path }): [string, string][] => {
        const moved = movedPath(path, seen.api.operations[operation] as AnyOperation, seen.api)
        return moved === undefined ? [] : [[operation, moved]]
      })
      const untold = paths.length < elsewhere.length ? ', of which words were not kept' : ''
      const says = `${namesOf(elsewhere)} at other paths${untold}`
      return { verdict: 'contradicts', says, paths: Object.fromEntries(paths) }
    },
  }
}

/** Whether all, some or none of a list fit: undefined for an empty list. */
export const every = <T>(list: readonly T[], fits: (one: T) => boolean): boolean | undefined =>
  list.length === 0 ? undefined : list.every(fits)

/** Browsers of other origins may call, where they asked. */
export const corsRule = (row: string): Rule =>
  optionRule(
    row,
    'cors',
    (seen) =>
      seen.all.flatMap(({ answerHeaders }) =>
        answerHeaders.some((name) => name === 'access-control-allow-origin') ? ['on'] : [],
      ),
    { on: 'answers let other origins in' },
  )

/** Of a record, which of these names it has. */
export const has = (shape: Shape | undefined, name: string): boolean =>
  shape?.fields !== undefined && Object.hasOwn(shape.fields, name)
