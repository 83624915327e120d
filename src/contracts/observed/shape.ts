import type { JsonSchema } from '#engine'
import { type Kind, kindOf } from './kinds.ts'

/** What values at one place look like. Several at once where they differed. */
export interface Shape {
  /** Of the plain ones. */
  readonly kinds: readonly Kind[]
  /** Those of the words that the document lists which came. */
  readonly listed: readonly string[]
  /** Of objects, by name; `optional` where not every object had it. */
  readonly fields?: Readonly<Record<string, ShapedField>> | undefined
  /** Of objects whose names are data: what their values look like. */
  readonly record?: Shape | undefined
  /** Of lists; `null` where only empty ones came. */
  readonly items?: Shape | null | undefined
}

export interface ShapedField {
  readonly shape: Shape
  readonly optional: boolean
}

/** Decides which names of fields are names, and not data. */
export interface Names {
  /** Whether all of an object's names are to be kept; those that are not go with all that is in them. */
  fields(names: readonly string[], known: ReadonlySet<string>): ReadonlySet<string>
}

export const NOTHING: Shape = { kinds: [], listed: [] }

/** So deep a value is looked into. */
const DEEPEST = 24
/** Of a list, so many elements are looked at: shapes do not grow with length. */
const MOST = 20_000

/**
 * The shape of a value; nothing of the value is in it but the names of fields, and words that the document lists.
 *
 * @param guides what the document says of the place. Default: nothing
 */
export function shapeOf(value: unknown, names: Names, guides: readonly JsonSchema[] = [], depth = 0): Shape {
  if (depth > DEEPEST) return plain('any')
  const here = guides.flatMap(alternatives)
  if (Array.isArray(value)) {
    const inner = here.flatMap(({ items }) => items ?? [])
    const shapes = value.slice(0, MOST).map((item) => shapeOf(item, names, inner, depth + 1))
    return { ...NOTHING, items: shapes.length === 0 ? null : merged(shapes) }
  }
  if (typeof value === 'object' && value !== null) return objectOf(value, names, here, depth)
  const listed = typeof value === 'string' && value !== '' && here.some((guide) => lists(guide, value))
  return listed ? { kinds: [], listed: [value as string] } : plain(kindOf(value))
}

export const plain = (...kinds: Kind[]): Shape => ({ kinds, listed: [] })

function objectOf(value: object, names: Names, guides: readonly JsonSchema[], depth: number): Shape {
  const known = new Set(guides.flatMap(({ properties = {} }) => Object.keys(properties)))
  const entries = Object.entries(value)
  const kept = names.fields(
    entries.map(([name]) => name),
    known,
  )
  const free = guides.flatMap(({ additionalProperties }) =>
    typeof additionalProperties === 'object' ? [additionalProperties] : [],
  )
  const fields: [string, ShapedField][] = []
  const others: Shape[] = []
  for (const [name, inner] of entries) {
    const of = guides.flatMap(({ properties = {} }) =>
      Object.hasOwn(properties, name) ? properties[name] : [],
    )
    const shape = shapeOf(inner, names, of.filter(isSchema).concat(free), depth + 1)
    if (kept.has(name)) fields.push([name, { shape, optional: false }])
    else others.push(shape)
  }
  return {
    ...NOTHING,
    ...(fields.length > 0 || others.length === 0 ? { fields: recordOf(fields) } : {}),
    ...(others.length > 0 ? { record: merged(others) } : {}),
  }
}

const isSchema = (schema: JsonSchema | undefined): schema is JsonSchema => schema !== undefined

/** Names come from outside: one may be `__proto__`. */
export const recordOf = <T>(entries: Iterable<readonly [string, T]>): Record<string, T> =>
  Object.assign(Object.create(null), Object.fromEntries(entries))

const alternatives = (schema: JsonSchema): readonly JsonSchema[] =>
  schema.anyOf === undefined ? [schema] : schema.anyOf.flatMap(alternatives)

const lists = (schema: JsonSchema, value: string): boolean =>
  schema.const === value || (schema.enum ?? []).includes(value)

/** Shapes of one place as one. */
export const merged = (shapes: readonly Shape[]): Shape => shapes.reduce(both, NOTHING)

function both(a: Shape, b: Shape): Shape {
  const fields = a.fields && b.fields ? bothFields(a.fields, b.fields) : (a.fields ?? b.fields)
  const record = a.record && b.record ? both(a.record, b.record) : (a.record ?? b.record)
  const items = a.items && b.items ? both(a.items, b.items) : (a.items ?? b.items)
  return {
    kinds: [...new Set([...a.kinds, ...b.kinds])],
    listed: [...new Set([...a.listed, ...b.listed])],
    ...(fields === undefined ? {} : { fields }),
    ...(record === undefined ? {} : { record }),
    ...(items === undefined ? {} : { items }),
  }
}

type Fields = Readonly<Record<string, ShapedField>>

/** A name that only one of them has is optional from here on. */
function bothFields(a: Fields, b: Fields): Fields {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  return recordOf(
    names.map((name) => {
      const [left, right] = [a[name], b[name]]
      if (left === undefined || right === undefined) {
        return [name, { shape: (left ?? right)?.shape ?? NOTHING, optional: true }] as const
      }
      return [
        name,
        { shape: both(left.shape, right.shape), optional: left.optional || right.optional },
      ] as const
    }),
  )
}

/** Every field at any depth: where it is, as in `usuarios.*.nome`, and what it looks like. */
export function* fieldsIn(shape: Shape, path: readonly string[] = []): Iterable<[string[], ShapedField]> {
  for (const [name, field] of Object.entries(shape.fields ?? {})) {
    yield [[...path, name], field]
    yield* fieldsIn(field.shape, [...path, name])
  }
  for (const inner of [shape.record, shape.items]) if (inner) yield* fieldsIn(inner, [...path, '*'])
}

/** What is at a place, such as `response.result`; `*` stands for the elements of a list and for free names. */
export function within(shape: Shape | undefined, path: string): Shape | undefined {
  if (shape === undefined || path === '') return shape
  const [name = '', ...rest] = path.split('.')
  const inner =
    name === '*'
      ? merged([shape.items, shape.record].filter((one) => one !== null && one !== undefined))
      : shape.fields?.[name]?.shape
  return within(inner, rest.join('.'))
}

/** The names of an object's fields. */
export const namesIn = (shape: Shape | undefined): string[] => Object.keys(shape?.fields ?? {})
