import { type JsonSchema, nearest } from '#engine'
import { type JsonType, jsonTypeOf } from '../observed/kinds.ts'
import type { Shape } from '../observed/shape.ts'

/** Something that is not as it was, or not as the document has it. */
export interface Drift {
  readonly kind: 'removed' | 'renamed' | 'retyped'
  /** Where, as in `usuarios.*.nome`. */
  readonly path: string
  readonly says: string
}

/** What a comparison found. */
export interface Compared {
  readonly drifts: Drift[]
  /** What an answer may be without breaking anybody: fields that came in addition, other forms of texts. */
  readonly notes: string[]
}

export type Type = JsonType | 'integer' | 'object' | 'list'

/** What JSON types a shape has; a whole number is told from others. */
export function typesOf({ kinds, listed, fields, record, items }: Shape): Set<Type> {
  const types = new Set<Type>(kinds.map((kind) => (kind === 'integer' ? 'integer' : jsonTypeOf(kind))))
  if (listed.length > 0) types.add('text')
  if (fields !== undefined || record !== undefined) types.add('object')
  if (items !== undefined) types.add('list')
  types.delete('any')
  return types
}

/** A place as it is told. */
export const at = (path: readonly string[], name?: string): string =>
  [...path, ...(name === undefined ? [] : [name])].join('.') || 'the answer'

/** Names that are gone, each with the nearest of those that came and could be the same. */
export function pair(
  gone: readonly string[],
  added: readonly string[],
  fits: (from: string, to: string) => boolean,
): Map<string, string> {
  const pairs = new Map<string, string>()
  for (const from of gone) {
    const fitting = added.filter((to) => fits(from, to))
    const to = nearest(from, fitting)
    // Each must be the other's nearest: what came has one name that it had.
    const mutual =
      to !== undefined &&
      nearest(
        to,
        gone.filter((other) => fits(other, to)),
      ) === from
    // A single field in a single field's place is renamed too, however it is called.
    const only = gone.length === 1 && added.length === 1 ? fitting[0] : undefined
    const found = mutual ? to : only
    if (found !== undefined) pairs.set(from, found)
  }
  return pairs
}

export const alternatives = (schema: JsonSchema): readonly JsonSchema[] =>
  schema.anyOf === undefined ? [schema] : schema.anyOf.flatMap(alternatives)

/** Whether a schema, which is no choice, takes values of a type. */
export function allows({ type, const: only, enum: words }: JsonSchema, given: Type): boolean {
  const sample = only ?? words?.[0]
  const own =
    sample === undefined ? type : Array.isArray(sample) ? 'array' : sample === null ? 'null' : typeof sample
  const names: Readonly<Record<Type, readonly string[]>> = {
    text: ['string'],
    integer: ['integer', 'number'],
    number: ['number'],
    boolean: ['boolean'],
    null: ['null'],
    object: ['object'],
    list: ['array'],
    any: [],
  }
  return own === undefined || [own].flat().some((one) => names[given].includes(one))
}
