import type { JsonSchema } from '#engine'
import { jsonTypeOf } from '../observed/kinds.ts'
import type { Shape, ShapedField } from '../observed/shape.ts'
import { allows, alternatives, at, type Compared, pair, type Type, typesOf } from './drift.ts'

/** How an answer differs from the last one. @param guides what the document allows at this place: that is no drift */
export function compareWithLast(last: Shape, now: Shape, guides: readonly JsonSchema[]): Compared {
  const found: Compared = { drifts: [], notes: [] }
  walk(last, now, [], guides, found)
  return found
}

function walk(
  last: Shape,
  now: Shape,
  path: readonly string[],
  guides: readonly JsonSchema[],
  found: Compared,
): void {
  const here = guides.flatMap(alternatives)
  const [before, after] = [typesOf(last), typesOf(now)]
  const fresh = [...after].filter(
    (type) => !before.has(type) && !(type === 'integer' && before.has('number')),
  )
  const strange = before.size === 0 ? [] : fresh
  for (const type of strange) {
    const says = `${at(path)} was ${wordsOf(before)} and is ${type} now`
    if (type === 'null' || here.some((guide) => allows(guide, type))) found.notes.push(says)
    else found.drifts.push({ kind: 'retyped', path: at(path), says })
  }
  formsOf(last, now, path, found)
  if (last.fields !== undefined && now.fields !== undefined) {
    fieldsOf(last.fields, now.fields, path, here, found)
  }
  const inner = here.flatMap(({ items, additionalProperties: free }) => [
    ...(items === undefined ? [] : [items]),
    ...(typeof free === 'object' ? [free] : []),
  ])
  if (last.items && now.items) walk(last.items, now.items, [...path, '*'], inner, found)
  if (last.record && now.record) walk(last.record, now.record, [...path, '*'], inner, found)
}

const wordsOf = (types: ReadonlySet<Type>): string => [...types].join(' or ')

/** A day that is written otherwise is worth a note: values tell, and values differ. */
function formsOf(last: Shape, now: Shape, path: readonly string[], found: Compared): void {
  const forms = (shape: Shape): string[] =>
    shape.kinds.filter((kind) => kind !== 'empty' && jsonTypeOf(kind) === 'text')
  const [before, after] = [forms(last), forms(now)]
  const fresh = after.filter((kind) => !before.includes(kind as never))
  if (before.length > 0 && fresh.length > 0) {
    found.notes.push(`${at(path)} was written as ${before.join(' or ')} and is as ${fresh.join(' or ')} now`)
  }
  const unlisted = now.listed.filter((word) => !last.listed.includes(word))
  if (last.listed.length > 0 && unlisted.length > 0) {
    found.notes.push(
      `${at(path)} has ${unlisted.map((word) => `"${word}"`).join(', ')} too, which the document lists`,
    )
  }
}

type Fields = Readonly<Record<string, ShapedField>>

function fieldsOf(
  last: Fields,
  now: Fields,
  path: readonly string[],
  guides: readonly JsonSchema[],
  found: Compared,
): void {
  const gone = Object.keys(last).filter((name) => now[name] === undefined)
  const added = Object.keys(now).filter((name) => last[name] === undefined)
  const renamed = pair(gone, added, (from, to) => alike(last[from]?.shape, now[to]?.shape))
  for (const [from, to] of renamed) {
    const says = `${at(path, from)} is gone, and ${to} of the same type came: renamed`
    found.drifts.push({ kind: 'renamed', path: at(path, from), says })
  }
  for (const name of gone.filter((one) => !renamed.has(one))) {
    const says = `${at(path, name)} is gone`
    if (last[name]?.optional) found.notes.push(`${says}, and was not always there`)
    else found.drifts.push({ kind: 'removed', path: at(path, name), says })
  }
  const new_ = [...renamed.values()]
  for (const name of added.filter((one) => !new_.includes(one))) found.notes.push(`${at(path, name)} is new`)
  for (const [name, field] of Object.entries(last)) {
    const other = now[name]
    if (other === undefined) continue
    if (other.optional && !field.optional) {
      const says = `${at(path, name)} is not in every row any more`
      found.drifts.push({ kind: 'removed', path: at(path, name), says })
    }
    const inner = guides.flatMap(({ properties = {} }) => properties[name] ?? [])
    walk(field.shape, other.shape, [...path, name], inner, found)
  }
}

const alike = (a: Shape | undefined, b: Shape | undefined): boolean =>
  a !== undefined && b !== undefined && [...typesOf(a)].some((type) => typesOf(b).has(type))
