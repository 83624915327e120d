import type { JsonSchema } from '#engine'
import { jsonTypeOf } from '../observed/kinds.ts'
import type { Shape } from '../observed/shape.ts'
import { allows, alternatives, at, type Compared, pair, typesOf } from './drift.ts'

/** How an answer differs from what the document has. */
export function compareWithDocument(
  shape: Shape,
  schema: JsonSchema,
  path: readonly string[] = [],
): Compared {
  const found: Compared = { drifts: [], notes: [] }
  const options = alternatives(schema)
  for (const type of typesOf(shape)) {
    if (options.some((option) => allows(option, type))) continue
    const says = `${at(path)} is ${type}, the document has ${[...new Set(options.map(nameOf))].join(' or ')}`
    found.drifts.push({ kind: 'retyped', path: at(path), says })
  }
  const words = options.flatMap(({ const: only, enum: all = [] }) => [
    ...(only === undefined ? [] : [only]),
    ...all,
  ])
  const free = options.some((option) => option.type === 'string' && option.enum === undefined)
  const texts = shape.kinds.some((kind) => kind !== 'empty' && jsonTypeOf(kind) === 'text')
  if (texts && !free && words.some((word) => typeof word === 'string')) {
    found.notes.push(`${at(path)} has a word that the document does not list`)
  }
  add(
    found,
    best(options, (option) => fieldsByDocument(shape, option, path)),
  )
  const lists = options.filter(({ items }) => items !== undefined)
  const { items } = shape
  if (items) {
    add(
      found,
      best(lists, (option) => compareWithDocument(items, option.items as JsonSchema, [...path, '*'])),
    )
  }
  return found
}

const nameOf = ({ type, const: only }: JsonSchema): string =>
  only === undefined
    ? String(type ?? 'anything')
        .replace('string', 'text')
        .replace('array', 'list')
    : JSON.stringify(only)

const add = (found: Compared, more: Compared | undefined): void => {
  found.drifts.push(...(more?.drifts ?? []))
  found.notes.push(...(more?.notes ?? []))
}

/** Of several shapes that the document allows, the one that is meant: the nearest. */
function best(
  options: readonly JsonSchema[],
  compare: (option: JsonSchema) => Compared,
): Compared | undefined {
  const all = options.map(compare)
  return all.toSorted((a, b) => a.drifts.length - b.drifts.length)[0]
}

function fieldsByDocument({ fields, record }: Shape, schema: JsonSchema, path: readonly string[]): Compared {
  const found: Compared = { drifts: [], notes: [] }
  const { properties, required = [], additionalProperties: free } = schema
  if (schema.type !== 'object' || (fields === undefined && record === undefined)) return found
  const own = fields ?? {}
  if (properties === undefined) {
    if (typeof free !== 'object') return found
    for (const [name, field] of Object.entries(own)) {
      add(found, compareWithDocument(field.shape, free, [...path, name]))
    }
    if (record !== undefined) add(found, compareWithDocument(record, free, [...path, '*']))
    return found
  }
  const missing = required.filter((name) => own[name] === undefined)
  const added = Object.keys(own).filter((name) => properties[name] === undefined)
  const fits = (from: string, to: string): boolean => {
    const [shape, documented] = [own[to]?.shape, properties[from]]
    return shape !== undefined && documented !== undefined && typesFit(shape, documented)
  }
  const renamed = pair(missing, added, fits)
  for (const [from, to] of renamed) {
    const says = `${at(path, from)} of the document is called ${to}`
    found.drifts.push({ kind: 'renamed', path: at(path, from), says })
  }
  for (const name of missing.filter((one) => !renamed.has(one))) {
    found.drifts.push({
      kind: 'removed',
      path: at(path, name),
      says: `${at(path, name)} of the document is not there`,
    })
  }
  const called = [...renamed.values()]
  for (const name of added.filter((one) => !called.includes(one))) {
    found.notes.push(`${at(path, name)} is not in the document`)
  }
  for (const [name, field] of Object.entries(own)) {
    const documented = properties[name]
    if (documented === undefined) continue
    if (field.optional && required.includes(name)) {
      const says = `${at(path, name)} is not in every row, as the document has it`
      found.drifts.push({ kind: 'removed', path: at(path, name), says })
    }
    add(found, compareWithDocument(field.shape, documented, [...path, name]))
  }
  return found
}

const typesFit = (shape: Shape, schema: JsonSchema): boolean =>
  [...typesOf(shape)].every((type) => alternatives(schema).some((option) => allows(option, type)))
