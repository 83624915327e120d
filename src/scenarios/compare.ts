import { didYouMean } from '#engine'
import type { Saved } from './names.ts'
import { plainValue, textValue } from './values.ts'
import type { Spot, Written, WrittenText } from './written.ts'

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
  if (written.kind === 'text') return textDifference(written, spot, actual, saved)
  if (written.kind === 'list') {
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
  const list = Array.isArray(actual)
  if (typeof actual !== 'object' || actual === null)
    return { spot, expected: 'an object', came: show(actual) }
  return first(written.entries, (entry) => {
    const { name, value } = entry
    if (Object.hasOwn(actual, name) && !(list && name === 'length')) {
      return differenceOf(value, entry, (actual as Record<string, unknown>)[name], saved)
    }
    const there = list
      ? `no element ${name}: the list has ${actual.length}`
      : `no key "${name}"${didYouMean(name, Object.keys(actual))}: there are ${Object.keys(actual).join(', ') || 'none'}`
    return { spot: entry, expected: show(plainValue(value, saved)), came: there }
  })
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
  return { spot, expected: typeof actual === 'string' ? show(text) : show(value), came: show(actual) }
}

/** Saved values may be whole objects. */
const same = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && a !== null && JSON.stringify(a) === JSON.stringify(b))

/** Whether a list, or an object's keys, are as many as is written. */
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
  const { length } = Object.keys(found.value)
  return String(length) === times ? undefined : { spot, expected, came: `${length}: ${show(found.value)}` }
}

/** What stands at a path such as `response.list.0.agent`, in the first of the bodies that has it. */
export function lookUp(bodies: readonly unknown[], path: string): { readonly value: unknown } | undefined {
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

/** A value in a report: JSON, shortened. */
export function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length > 300 ? `${text.slice(0, 299)}… (${text.length} characters)` : text
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

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
