import { didYouMean } from '#engine'
import { KINDS, type Kind } from './kinds.ts'
import { merged, NOTHING, recordOf, type Shape, type ShapedField } from './shape.ts'

/**
 * A shape as it stands in YAML: `digits | null` for plain values, `'ok'` in quotes for a word that the document lists,
 * a map for an object (`name?` may be missing, `*` stands for names that are data), a list of one for a list, and
 * `{ '|': […] }` where values differed.
 */
export type Written = string | { readonly [name: string]: Written } | readonly Written[]

export function writeShape({ kinds, listed, fields, record, items }: Shape): Written {
  const parts: Written[] = []
  const words = [
    ...listed.toSorted().map((word) => `'${word}'`),
    ...KINDS.filter((kind) => kinds.includes(kind)),
  ]
  if (words.length > 0) parts.push(words.join(' | '))
  if (fields !== undefined || record !== undefined) {
    const named = Object.entries(fields ?? {}).map(
      ([name, { shape, optional }]) => [`${name}${optional ? '?' : ''}`, writeShape(shape)] as const,
    )
    const free = record === undefined ? [] : [['*', writeShape(record)] as const]
    parts.push(recordOf([...named, ...free]))
  }
  if (items !== undefined) parts.push(items === null ? [] : [writeShape(items)])
  const [only = 'any', ...others] = parts
  return others.length === 0 ? only : { '|': parts }
}

/** Something that is no shape: where it is, and what is wrong. */
export interface Objection {
  readonly path: readonly (string | number)[]
  readonly says: string
}

/** What is wrong with a written shape. */
export function* objectionsToShape(
  written: unknown,
  path: readonly (string | number)[] = [],
): Iterable<Objection> {
  if (Array.isArray(written)) {
    if (written.length > 1) yield { path, says: 'must be a list of one shape: that of its elements' }
    for (const [index, item] of written.entries()) yield* objectionsToShape(item, [...path, index])
  } else if (typeof written === 'object' && written !== null) {
    for (const [name, inner] of Object.entries(written)) {
      if (name !== '|') yield* objectionsToShape(inner, [...path, name])
      else if (!Array.isArray(inner)) yield { path: [...path, name], says: 'must be a list of shapes' }
      else for (const [at, one] of inner.entries()) yield* objectionsToShape(one, [...path, name, at])
    }
  } else {
    const wrong = wordsOf(String(written)).find((word) => !isKind(word) && !/^'.*'$/.test(word))
    if (wrong !== undefined) {
      yield { path, says: `has no kind "${wrong}"${didYouMean(wrong, KINDS)}: there are ${KINDS.join(', ')}` }
    }
  }
}

const wordsOf = (text: string): string[] => text.match(/'[^']*'|[^|\s][^|]*[^|\s]|[^|\s]/g) ?? []
const isKind = (word: string): word is Kind => (KINDS as readonly string[]).includes(word)

/** A shape that was written; what is no shape counts as nothing. */
export function readShape(written: unknown): Shape {
  if (Array.isArray(written))
    return { ...NOTHING, items: written.length === 0 ? null : readShape(written[0]) }
  if (typeof written !== 'object' || written === null) {
    const words = wordsOf(written === null ? 'null' : String(written))
    return {
      kinds: words.filter(isKind),
      listed: words.filter((word) => /^'.*'$/.test(word)).map((word) => word.slice(1, -1)),
    }
  }
  const entries = Object.entries(written as Record<string, unknown>)
  const [, parts] = entries.find(([name]) => name === '|') ?? []
  if (Array.isArray(parts)) return merged(parts.map(readShape))
  const free = entries.find(([name]) => name === '*')
  const named = entries.filter(([name]) => name !== '*')
  return {
    ...NOTHING,
    ...(named.length > 0 || free === undefined ? { fields: recordOf(named.map(readField)) } : {}),
    ...(free === undefined ? {} : { record: readShape(free[1]) }),
  }
}

const readField = ([name, inner]: [string, unknown]): readonly [string, ShapedField] => {
  const optional = name.endsWith('?')
  return [optional ? name.slice(0, -1) : name, { shape: readShape(inner), optional }]
}
