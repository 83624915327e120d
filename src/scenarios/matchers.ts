import type { Difference } from './compare.ts'
import type { Mistakes } from './mistakes.ts'
import { literal, type Saved } from './names.ts'
import { show } from './show.ts'
import { textValue } from './values.ts'
import { MATCHERS, type Spot, type Written, type WrittenEntry, type WrittenMap } from './written.ts'

type Word = (typeof MATCHERS)[number]

/** What stands for a value that is not known to the letter: `{ $matches: '^\d+$' }`. */
export interface Matcher {
  readonly word: Word
  readonly value: Written
}

/** No expression needs more characters than this. */
const MOST = 500

const wordIn = ({ entries }: WrittenMap): WrittenEntry | undefined =>
  entries.find(({ name }) => MATCHERS.some((word) => word === name))

/** The matcher that a part is, if it is one. */
export function matcherOf(written: Written): Matcher | undefined {
  const entry = written.kind === 'map' ? wordIn(written) : undefined
  return entry && { word: entry.name as Word, value: entry.value }
}

/**
 * Refuses matchers that say nothing, anywhere in what is expected.
 *
 * @param field whether this is what a key stands for, so that it may be absent
 */
export function checkMatchers(written: Written, mistakes: Mistakes, field = false): void {
  if (written.kind === 'list') for (const item of written.items) checkMatchers(item, mistakes)
  if (written.kind !== 'map') return
  const entry = wordIn(written)
  if (entry === undefined) {
    for (const { value } of written.entries) checkMatchers(value, mistakes, true)
    return
  }
  const other = written.entries.find((one) => one !== entry)
  if (other !== undefined) mistakes.at(other, `cannot stand beside ${entry.name}, which stands for the whole`)
  if (entry.name === '$absent') checkAbsent(entry, field, mistakes)
  else checkText(entry, mistakes)
}

function checkAbsent(entry: WrittenEntry, field: boolean, mistakes: Mistakes): void {
  const text = mistakes.text(entry.value)
  if (text !== undefined && !/^(yes|true)$/.test(text)) mistakes.at(entry.value, `must be yes, got ${text}`)
  if (!field) mistakes.at(entry, 'must stand for a field, as in { error: { $absent: yes } }')
}

function checkText(entry: WrittenEntry, mistakes: Mistakes): void {
  const text = mistakes.gapped(entry.value)
  const known = text && !text.wrong ? literal(text.parts) : undefined
  if (known === undefined) return
  if (known === '') mistakes.at(entry.value, 'is empty')
  else if (entry.name === '$matches') {
    const objection = expressionOf(known)
    if (typeof objection === 'string') mistakes.at(entry.value, objection)
  }
}

/** A regular expression, or what is wrong with it. */
function expressionOf(text: string): RegExp | string {
  if (text.length > MOST) return `has ${text.length} characters, and a regular expression may have ${MOST}`
  try {
    return new RegExp(text, 'u')
  } catch (error) {
    return `is no regular expression: ${(error as Error).message}`
  }
}

/** Where a value is not what a matcher wants; numbers and truths are looked at as text. */
export function matcherDifference(
  { word, value }: Matcher,
  spot: Spot,
  actual: unknown,
  saved: Saved,
): Difference | undefined {
  if (word === '$absent') return { spot, expected: 'nothing there', came: show(actual) }
  const text = value.kind === 'text' ? textValue(value, saved) : ''
  const found = /^(string|number|boolean)$/.test(typeof actual) ? String(actual) : undefined
  if (word === '$contains') {
    if (found?.includes(text)) return undefined
    return { spot, expected: `text that contains ${show(text)}`, came: show(actual) }
  }
  const expression = expressionOf(text)
  const expected = `text that matches ${text}`
  if (typeof expression === 'string') return { spot, expected, came: `an expression that ${expression}` }
  return found !== undefined && expression.test(found) ? undefined : { spot, expected, came: show(actual) }
}
