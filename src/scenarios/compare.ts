import { didYouMean } from '#engine'
import { matcherDifference, matcherOf } from './matchers.ts'
import type { Saved } from './names.ts'
import { apart, counted, show } from './show.ts'
import { plainValue, textValue } from './values.ts'
import { keyOf, type Spot, type Written, type WrittenMap, type WrittenText } from './written.ts'

/** Where an answer is not what was expected. */
export interface Difference {
  readonly spot: Spot
  readonly expected: string
  readonly came: string
}

/** Where a body is not what is written, or undefined: maps are subsets, lists go by position and are whole. */
export function differenceOf(
  written: Written,
  spot: Spot,
  actual: unknown,
  saved: Saved,
): Difference | undefined {
  const matcher = matcherOf(written)
  if (matcher !== undefined) return matcherDifference(matcher, spot, actual, saved)
  if (written.kind === 'text') return textDifference(written, spot, actual, saved)
  if (written.kind === 'map') return mapDifference(written, spot, actual, saved)
  if (!Array.isArray(actual)) return { spot, expected: 'a list', came: show(actual) }
  if (actual.length !== written.items.length) {
    const fewer = 'to look at some of them, write { 0: … }'
    return {
      spot,
      expected: `${counted(written.items.length, 'element')} (${fewer})`,
      came: `${counted(actual.length, 'element')}: ${show(actual)}`,
    }
  }
  return first(written.items, (item, index) => differenceOf(item, item, actual[index], saved))
}

function mapDifference(
  written: WrittenMap,
  spot: Spot,
  actual: unknown,
  saved: Saved,
): Difference | undefined {
  if (typeof actual !== 'object' || actual === null)
    return { spot, expected: 'an object', came: show(actual) }
  const list = Array.isArray(actual)
  return first(written.entries, (entry) => {
    const { value } = entry
    const name = keyOf(entry, saved)
    if (Object.hasOwn(actual, name) && !(list && name === 'length')) {
      return differenceOf(value, entry, (actual as Record<string, unknown>)[name], saved)
    }
    if (matcherOf(value)?.word === '$absent') return undefined
    const there = list ? notInList(actual, name) : notInObject(actual, name)
    return { spot: entry, expected: expectedOf(value, saved), came: there }
  })
}

function notInList(list: readonly unknown[], name: string): string {
  if (/^\d+$/.test(name)) return `no element ${name}: the list has ${list.length}`
  return `a list of ${counted(list.length, 'element')}: to look at one of them, write { 0: { ${name}: … } }`
}

const notInObject = (object: object, name: string): string =>
  `no key "${name}"${didYouMean(name, Object.keys(object))}: there are ${Object.keys(object).join(', ') || 'none'}`

/** What is expected where nothing is. */
function expectedOf(written: Written, saved: Saved): string {
  const matcher = matcherOf(written)
  if (matcher === undefined) return show(plainValue(written, saved))
  return matcherDifference(matcher, written, undefined, saved)?.expected ?? ''
}

/** Text fits the characters as written, quotes or not; a number, a truth or nothing fits what YAML reads. */
function textDifference(
  written: WrittenText,
  spot: Spot,
  actual: unknown,
  saved: Saved,
): Difference | undefined {
  const text = textValue(written, saved)
  const value = plainValue(written, saved)
  if (typeof actual === 'string' ? actual === text : same(actual, value)) return undefined
  if (typeof actual === 'string' && value !== null) return { spot, ...apart(text, actual) }
  const count =
    Array.isArray(actual) && typeof value === 'number'
      ? `a list of ${counted(actual.length, 'element')}: to count them, write ${countOf(spot, value)}`
      : show(actual)
  return { spot, expected: show(value), came: count }
}

/** How a number is expected of a list, where a body's value was. */
function countOf({ path }: Spot, value: number): string {
  const inside = /: body\.(.+)$/.exec(path)?.[1]
  return inside === undefined ? `"count: ${value}"` : `"count: { ${inside}: ${value} }"`
}

/** Saved values may be whole objects. */
const same = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && a !== null && JSON.stringify(a) === JSON.stringify(b))

/** Where a list, or an object's keys, are not as many as is written, or undefined. */
export function countDifference(
  spot: Spot,
  path: string,
  value: WrittenText,
  bodies: readonly unknown[],
  saved: Saved,
): Difference | undefined {
  const times = textValue(value, saved)
  const expected = `${times} in ${path || 'the answer'}`
  const found = lookUp(bodies, path)
  if (found === undefined) return { spot, expected, came: nothingAt(bodies, path) }
  if (typeof found.value !== 'object' || found.value === null) {
    return { spot, expected, came: `${show(found.value)}, which has no length` }
  }
  const keys = Object.keys(found.value)
  if (String(keys.length) === times) return undefined
  const came = Array.isArray(found.value) ? '' : `: ${shortened(keys)}`
  return { spot, expected, came: `${keys.length}${came}` }
}

const shortened = (keys: readonly string[]): string =>
  `${keys.slice(0, 12).join(', ')}${keys.length > 12 ? '…' : ''}`

/**
 * What stands at a path such as `list.0.agent`, in the first of the bodies that has it. Before the path, `response.` may say
 * that the answer is meant.
 */
export function lookUp(bodies: readonly unknown[], path: string): { readonly value: unknown } | undefined {
  const found = lookInto(bodies, path)
  return found ?? (/^response\b/.test(path) ? lookInto(bodies, path.replace(/^response\.?/, '')) : undefined)
}

function lookInto(bodies: readonly unknown[], path: string): { readonly value: unknown } | undefined {
  for (const body of bodies) {
    let value = body
    const found = path.split('.').every((key) => {
      if (path === '') return true
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false
      value = (value as Record<string, unknown>)[key]
      return true
    })
    if (found && value !== undefined) return { value }
  }
  return undefined
}

/** What is there instead of what a path names. */
export function nothingAt(bodies: readonly unknown[], path: string): string {
  const inner = bodies[0]
  const known = typeof inner === 'object' && inner !== null ? Object.keys(inner) : []
  const [key = ''] = path.split('.')
  const near = known.includes(key) ? '' : didYouMean(key, known)
  return `nothing at ${path}${near}: the answer is ${show(inner)}`
}

function first<T>(
  items: readonly T[],
  look: (item: T, index: number) => Difference | undefined,
): Difference | undefined {
  for (const [index, item] of items.entries()) {
    const found = look(item, index)
    if (found !== undefined) return found
  }
  return undefined
}
