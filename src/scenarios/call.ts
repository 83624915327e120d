import { type AnyOperation, didYouMean, type Fixture, outcomesOf } from '#engine'
import { readRequest } from './asked.ts'
import type { Cast, Named } from './cast.ts'
import type { Mistakes } from './mistakes.ts'
import type { Names } from './names.ts'
import type { CallStep, Expected } from './scenario.ts'
import { entryOf, type Written, type WrittenEntry, type WrittenMap } from './written.ts'

/** The words of a step that calls. */
export const CALL_WORDS = [
  'call',
  'as',
  'with',
  'without',
  'extra',
  'headers',
  'method',
  'payload',
  'repeat',
  'expect',
  'body',
  'count',
  'save',
] as const

type Parts = Omit<CallStep, 'at' | 'path' | 'number'>

/** Reads one request and what is expected of its answer. What it saves is known to the steps behind it. */
export function readCall(
  word: WrittenEntry,
  step: WrittenMap,
  cast: Cast,
  names: Names,
  mistakes: Mistakes,
): Parts | undefined {
  const text = mistakes.text(word.value)
  const named = text === undefined ? undefined : cast.operation(word.value, text)
  const saves = readSaves(entryOf(step, 'save'), names, mistakes)
  const repeat = entryOf(step, 'repeat')
  const times = repeat === undefined ? 1 : mistakes.whole(repeat.value, 1)
  if (named === undefined) return undefined
  const { vendor, operation, definition, player } = named
  const expected = readExpected(entryOf(step, 'expect'), word, named, mistakes)
  const body = entryOf(step, 'body')
  const count = entryOf(step, 'count')
  for (const entry of expected.broken ? [body, count, entryOf(step, 'save')] : []) {
    if (entry !== undefined)
      mistakes.at(entry, 'has nothing to look at: an answer that is broken has no body')
  }
  return {
    kind: 'call',
    vendor,
    operation,
    definition,
    credential: readCredential(entryOf(step, 'as'), definition, player.fixture, mistakes),
    ...readRequest(step, named, mistakes),
    repeat: times ?? 1,
    expected,
    body: body && { spot: body, value: body.value },
    counts: readCounts(count, mistakes),
    saves,
  }
}

/** The first valid credential, the one that is named, or none: `nobody`, or an operation that asks nobody who calls. */
function readCredential(
  entry: WrittenEntry | undefined,
  { open }: AnyOperation,
  { credentials, vendor }: Fixture,
  mistakes: Mistakes,
): CallStep['credential'] {
  if (entry === undefined) return open ? undefined : credentials.find(({ status }) => status === 'valid')
  const name = mistakes.text(entry.value)
  const found = credentials.find((credential) => credential.name === name)
  if (name === undefined || name === 'nobody' || found !== undefined) return found
  const known = [...credentials.map((credential) => credential.name), 'nobody']
  const says = `names no credential of ${vendor}: ${name}${didYouMean(name, known)}: there are ${known.join(', ')}`
  return mistakes.at(entry.value, says)
}

/** `ok`, an error's name, `broken`, or `{ status: 503 }`. Default: ok */
function readExpected(
  entry: WrittenEntry | undefined,
  word: WrittenEntry,
  { vendor, operation, player }: Named,
  mistakes: Mistakes,
): Expected {
  if (entry === undefined) return { spot: word, outcome: 'ok' }
  const { value } = entry
  if (value.kind === 'map') {
    const status = entryOf(mistakes.map(value, ['status', 'outcome']) ?? value, 'status')
    const outcome = entryOf(value, 'outcome')
    const number = status && mistakes.whole(status.value, 100)
    const named = outcome && readOutcome(outcome.value)
    if (value.entries.length === 0) mistakes.at(value, 'must say which status, as in { status: 503 }')
    return {
      spot: entry,
      ...(number === undefined ? {} : { status: number }),
      ...(named === undefined ? {} : { outcome: named }),
    }
  }
  const text = readOutcome(value, ['broken'])
  if (text === 'broken') return { spot: entry, broken: true }
  return { spot: entry, outcome: text ?? 'ok' }

  function readOutcome(written: Written, more: readonly string[] = []): string | undefined {
    const name = mistakes.text(written)
    const known = [...outcomesOf(player.room.mock.api, operation), ...more]
    if (name === undefined || known.includes(name)) return name
    const says = `names no outcome of ${vendor}/${operation}: ${name}${didYouMean(name, known)}`
    return mistakes.at(written, says)
  }
}

/** `{ agents: 3 }`, or a number alone for the whole answer. */
function readCounts(entry: WrittenEntry | undefined, mistakes: Mistakes): CallStep['counts'] {
  if (entry === undefined) return []
  const { value } = entry
  if (value.kind === 'text') return [{ spot: entry, path: '', value }]
  return (mistakes.map(value)?.entries ?? []).flatMap((one) => {
    const times = mistakes.gapped(one.value)
    if (times?.parts.every((part) => typeof part === 'string')) mistakes.whole(times, 0)
    return times === undefined ? [] : [{ spot: one, path: one.name, value: times }]
  })
}

function readSaves(entry: WrittenEntry | undefined, names: Names, mistakes: Mistakes): CallStep['saves'] {
  const entries = (entry && mistakes.map(entry.value)?.entries) ?? []
  return entries.flatMap((one) => {
    const path = mistakes.text(one.value)
    if (!/^[A-Za-z_]\w*$/.test(one.name)) mistakes.at(one, 'can be no name: letters, digits and _ only')
    if (names.columns.has(one.name)) mistakes.at(one, 'is a column of the examples already')
    names.saved.add(one.name)
    return path === undefined ? [] : [{ spot: one, name: one.name, path }]
  })
}
