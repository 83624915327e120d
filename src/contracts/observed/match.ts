import { type AnyOperation, type AnyVendor, isOptional, type JsonSchema, jsonSchema } from '#engine'
import { partsOf } from './words.ts'

/** How an operation was recognised: its path, its path behind others, the words of a path that is not the document's, or what is sent and answered. */
export const WAYS = ['path', 'prefix', 'moved', 'fields'] as const
export type Way = (typeof WAYS)[number]

/** What is looked at of a request to find out which operation it is. */
export interface Asked {
  readonly method: string
  /** Decoded. */
  readonly segments: readonly string[]
  /** Names of parameters, in the path too. */
  readonly parameters: readonly string[]
  readonly headers: readonly string[]
  /** Names of the answer's outermost fields and of those one and two levels below. */
  readonly answered: readonly string[]
  readonly hints: readonly string[]
}

export interface Match {
  readonly operation: string
  readonly by: Way
  /** Where in the segments that path begins. */
  readonly from: number
  /** The path by which it was recognised, as the document or the home has it; undefined where it was none. */
  readonly path?: string
}

/** What a vendor's words are called elsewhere: `leads` is `lead`. */
export type Synonyms = Readonly<Record<string, string>>

const operationsOf = (api: AnyVendor): [string, AnyOperation][] => Object.entries(api.operations)
const segmentsOf = (path: string): string[] => path.split('/').filter((segment) => segment !== '')
const methodFits = (method: string, operation: AnyOperation): boolean =>
  method === operation.method || (method === 'HEAD' && operation.method === 'GET')

/** So many segments may stand before a documented path. */
const LONGEST_PREFIX = 6
/** From here on, the words of a path tell an operation. */
const ENOUGH = 0.6
const MARGIN = 0.1

/**
 * Finds the operation that a request is meant for.
 *
 * @param moved paths at which operations answer, over the document's
 */
export function matchOperation(
  api: AnyVendor,
  asked: Asked,
  moved: Readonly<Record<string, string>>,
  synonyms: Synonyms,
): Match | undefined {
  return byPath(api, asked, moved) ?? byWords(api, asked, synonyms) ?? byFields(api, asked)
}

function byPath(
  api: AnyVendor,
  { method, segments }: Asked,
  moved: Readonly<Record<string, string>>,
): Match | undefined {
  const found: (Match & { readonly literal: number })[] = []
  for (const [name, operation] of operationsOf(api)) {
    if (!methodFits(method, operation)) continue
    for (const path of new Set([moved[name] ?? operation.path, operation.path])) {
      const own = segmentsOf(path)
      const last = operation.takes === 'pairs' ? LONGEST_PREFIX : segments.length - own.length
      for (let from = 0; from <= Math.min(last, LONGEST_PREFIX, segments.length - own.length); from++) {
        if (operation.takes !== 'pairs' && from !== last) continue
        if (!own.every((part, at) => fits(part, segments[from + at] as string))) continue
        const by = path !== operation.path ? 'moved' : from === 0 ? 'path' : 'prefix'
        const literal = own.filter((part) => !part.startsWith('{')).length
        found.push({ operation: name, by, from, path, literal })
        break
      }
    }
  }
  found.sort((a, b) => b.literal - a.literal || a.from - b.from)
  return found[0]
}

const fits = (part: string, segment: string): boolean => part.startsWith('{') || part === segment

/** By what its words say, as far as they tell one operation from the others. */
function byWords(
  api: AnyVendor,
  { method, segments, parameters, hints }: Asked,
  synonyms: Synonyms,
): Match | undefined {
  const fitting = operationsOf(api).filter(([, operation]) => methodFits(method, operation))
  const words = fitting.map(([name, { path }]) => ({
    byName: wordsOf([name], synonyms),
    byPath: wordsOf(
      segmentsOf(path).filter((part) => !part.startsWith('{')),
      synonyms,
    ),
  }))
  const weigh = (side: 'byName' | 'byPath'): ((word: string) => number) => {
    const counts = new Map<string, number>()
    for (const own of words) for (const word of own[side]) counts.set(word, (counts.get(word) ?? 0) + 1)
    // What every operation has tells none of them.
    return (word) =>
      counts.get(word) === fitting.length && fitting.length > 1 ? 0 : 1 / (counts.get(word) ?? 1)
  }
  const weights = { byName: weigh('byName'), byPath: weigh('byPath') }
  const seen = wordsOf([...segments, ...hints], synonyms)
  const varying = segments.filter((segment) => /^\{.*\}$|\d/.test(segment)).length
  const scored = fitting.map(([name, operation], at) => {
    const score = (side: 'byName' | 'byPath'): number => {
      const own = [...(words[at]?.[side] ?? [])]
      const all = sum(own.map(weights[side]))
      return all === 0 ? 0 : sum(own.filter((word) => seen.has(word)).map(weights[side])) / all
    }
    const same = (operation.path.match(/\{/g) ?? []).length === varying || operation.takes === 'pairs'
    const base = Math.max(score('byName'), score('byPath'))
    const shared = parametersOf(operation).filter((one) => parameters.includes(one)).length
    return { name, operation, base, score: base + (same ? 0.15 : 0) + Math.min(shared, 3) * 0.03 }
  })
  scored.sort((a, b) => b.score - a.score)
  const [best, second] = scored
  if (best === undefined || best.base < ENOUGH || best.score - (second?.score ?? 0) < MARGIN) return undefined
  return { operation: best.name, by: 'moved', from: 0 }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)

function wordsOf(texts: readonly string[], synonyms: Synonyms): Set<string> {
  const meant = (word: string): string => {
    const single = word.length > 3 ? word.replace(/s$/, '') : word
    return synonyms[word] ?? synonyms[single] ?? single
  }
  const words = texts.flatMap(partsOf)
  // Words that are written as one in the document may be several elsewhere.
  const pairs = words.flatMap((word, at) => synonyms[`${word} ${words[at + 1]}`] ?? [])
  return new Set([...words.map(meant), ...pairs])
}

const parametersOf = (operation: AnyOperation): string[] =>
  Object.keys(jsonSchema(operation.parameters).properties ?? {})

/** By what is sent and what is answered, where no path tells: some vendors give every customer a URL of his own. */
function byFields(api: AnyVendor, { method, parameters, headers, answered }: Asked): Match | undefined {
  const scored = operationsOf(api)
    .filter(([, operation]) => methodFits(method, operation))
    .map(([name, operation]) => {
      const { properties = {} }: JsonSchema = jsonSchema(operation.parameters)
      const required = Object.keys(properties).filter((one) => !isOptional(properties[one] as JsonSchema))
      const sent = required.filter((one) => parameters.includes(one)).length
      const fields = answerFields(jsonSchema(operation.answer))
      const shared = answered.filter((one) => fields.has(one)).length
      const proven =
        Object.keys(api.operations).length === 1 && required.length > 0 && sent === required.length
      const secret = api.auth.headers({}).some((one) => headers.includes(one))
      const likeness = fields.size === 0 || shared < 2 ? 0 : shared / Math.max(fields.size, answered.length)
      return { name, score: Math.max(likeness, proven && secret ? 1 : 0) }
    })
    .sort((a, b) => b.score - a.score)
  const [best, second] = scored
  if (best === undefined || best.score < ENOUGH || best.score - (second?.score ?? 0) < MARGIN)
    return undefined
  return { operation: best.name, by: 'fields', from: 0 }
}

function answerFields(schema: JsonSchema, depth = 0): Set<string> {
  const { properties = {}, items, anyOf = [] } = schema
  const inner = depth < 3 ? [...Object.values(properties), ...(items ? [items] : [])] : []
  const alike = anyOf.flatMap((part) => [...answerFields(part, depth)])
  return new Set([
    ...Object.keys(properties),
    ...inner.flatMap((part) => [...answerFields(part, depth + 1)]),
    ...alike,
  ])
}
