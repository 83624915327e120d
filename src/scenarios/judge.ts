import type { Came } from './answer.ts'
import { countDifference, type Difference, differenceOf, lookUp, nothingAt } from './compare.ts'
import { matcherOf } from './matchers.ts'
import { fill, type Saved } from './names.ts'
import type { CallStep } from './scenario.ts'
import { apart, show } from './show.ts'
import { textValue } from './values.ts'
import { keyOf } from './written.ts'

/** Where an answer is not what a step expects, or undefined; then what is to be saved has been. */
export function judge(
  step: CallStep,
  came: Came,
  envelope: string | undefined,
  saved: Map<string, unknown>,
): Difference | undefined {
  const { expected } = step
  if (!meets(expected, came))
    return {
      spot: expected.spot,
      expected: printExpected(expected),
      came: printCame(came) + hintOf(expected, came),
    }
  if (expected.broken) return undefined
  const inAnswer = (found: Difference | undefined): Difference | undefined =>
    found && { ...found, came: `${found.came}, in an answer that was ${printCame(came)}` }
  const headers = inAnswer(headerDifference(step, came, saved))
  if (headers !== undefined) return headers
  const inside =
    envelope === undefined ? undefined : (came.body as Record<string, unknown> | null)?.[envelope]
  const bodies = inside === undefined ? [came.body] : [inside, came.body]
  if (step.body !== undefined) {
    const { spot, value } = step.body
    const whole = value.kind === 'map' && value.entries.length === 1 && value.entries[0]?.name === envelope
    const found = inAnswer(differenceOf(value, spot, whole ? came.body : bodies[0], saved))
    if (found !== undefined) return found
  }
  for (const { spot, path, value } of step.counts) {
    const found = countDifference(spot, fill(path, saved), value, bodies, saved)
    if (found !== undefined) return found
  }
  return save(step, bodies, saved)
}

function save(
  { saves }: CallStep,
  bodies: readonly unknown[],
  saved: Map<string, unknown>,
): Difference | undefined {
  for (const { spot, name, path: parts } of saves) {
    const path = fill(parts, saved)
    const found = lookUp(bodies, path)
    if (found === undefined) return { spot, expected: `something at ${path}`, came: nothingAt(bodies, path) }
    saved.set(name, found.value)
  }
  return undefined
}

function headerDifference(
  { responseHeaders }: CallStep,
  { headers }: Came,
  saved: Saved,
): Difference | undefined {
  for (const entry of responseHeaders) {
    const { value } = entry
    const actual = headers?.get(keyOf(entry, saved)) ?? undefined
    const matcher = matcherOf(value)
    if (actual === undefined && matcher?.word === '$absent') continue
    if (actual === undefined) {
      const there = [...(headers?.keys() ?? [])].join(', ') || 'none'
      const expected = value.kind === 'text' ? show(textValue(value, saved)) : 'a header'
      return { spot: entry, expected, came: `no header ${entry.name}: there are ${there}` }
    }
    if (value.kind === 'text') {
      const text = textValue(value, saved) // a header is text, whatever YAML reads in it
      if (text !== actual) return { spot: entry, ...apart(text, actual) }
    } else {
      const found = differenceOf(value, entry, actual, saved)
      if (found !== undefined) return found
    }
  }
  return undefined
}

function meets({ outcome, status, broken = false }: CallStep['expected'], came: Came): boolean {
  if (broken || came.broken) return broken === came.broken
  const named = came.entry?.outcome ?? undefined
  if (status !== undefined && status !== came.status) return false
  return outcome === undefined || named === outcome || (outcome === 'ok' && named?.startsWith('ok.') === true)
}

/** What to write where an answer is broken, and meant to be. */
const hintOf = ({ broken }: CallStep['expected'], came: Came): string =>
  came.broken && !broken && (came.status !== undefined || came.entry?.faults !== undefined)
    ? '; where that is meant, write expect: broken'
    : ''

function printExpected({ outcome, status, broken }: CallStep['expected']): string {
  if (broken) return 'an answer that is broken'
  const http = status === undefined ? '' : `HTTP ${status}`
  return [outcome, http].filter(Boolean).join(' with ')
}

/** What came, in one line: outcome, status, whether a fault stood in. */
function printCame({ broken, status, entry, body }: Came): string {
  if (status === undefined && entry?.faults === undefined) return 'no answer at all'
  const http = status === undefined ? 'no answer' : `HTTP ${status}`
  if (broken) return `an answer that is broken (${http})`
  const outcome = entry?.outcome ?? 'no documented outcome'
  const injected = entry?.injected ? ', injected by a fault' : ''
  const text = entry?.outcome === undefined || entry.outcome === null ? `: ${show(body)}` : ''
  return `${outcome} (${http}${injected})${text}`
}
