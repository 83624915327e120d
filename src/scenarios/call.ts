import { didYouMean, type Fixture, outcomesOf } from '#engine'
import { isHeaderName, readRequest } from './asked.ts'
import type { Cast, Named } from './cast.ts'
import { checkMatchers, matcherOf } from './matchers.ts'
import type { Mistakes } from './mistakes.ts'
import type { Names } from './names.ts'
import type { CallStep, Expected } from './scenario.ts'
import { entryOf, type Written, type WrittenEntry, type WrittenMap, type WrittenText } from './written.ts'

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
  'response_headers',
  'body',
  'count',
  'save',
] as const

/** Of a key that is none of them: who calls is said by `as`, whatever the vendor calls it. */
export function callHint(name: string, cast: Cast): string | undefined {
  const fields = [...cast.players.values()].flatMap(({ fixture }) => fixture.credentials.flatMap(Object.keys))
  if (name === 'name' || name === 'status' || !fields.includes(name)) return undefined
  return `: who calls is said by "as: <a credential's name>", and any header by "headers: { ${name}: … }"`
}

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
  const headers = entryOf(step, 'response_headers')
  for (const entry of expected.broken ? [headers, body, count, entryOf(step, 'save')] : []) {
    if (entry !== undefined)
      mistakes.at(entry, 'has nothing to look at: an answer that is broken has no body')
  }
  if (body !== undefined) checkMatchers(body.value, mistakes)
  return {
    kind: 'call',
    vendor,
    operation,
    definition,
    credential: readCredential(entryOf(step, 'as'), player.fixture, mistakes),
    ...readRequest(step, named, mistakes),
    repeat: times ?? 1,
    expected,
    body: body && { spot: body, value: body.value },
    responseHeaders: readResponseHeaders(headers, mistakes),
    counts: readCounts(count, mistakes),
    saves,
  }
}

/** The first valid credential, the one that is named, or none: `nobody`. */
function readCredential(
  entry: WrittenEntry | undefined,
  { credentials, vendor }: Fixture,
  mistakes: Mistakes,
): CallStep['credential'] {
  if (entry === undefined) return credentials.find(({ status }) => status === 'valid')
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
    return mistakes.at(written, `names no outcome of ${vendor}/${operation}: ${name}${hintOf(name, known)}`)
  }
}

/** What was meant by an outcome that is none: a status, or a kind of ok. */
function hintOf(name: string, known: readonly string[]): string {
  if (/^[1-5]\d\d$/.test(name)) return ` (a status is written { status: ${name} })`
  const kind = known.find((one) => one === `ok.${name}`)
  if (kind !== undefined) return ` (did you mean ${kind}?)`
  return didYouMean(name, known) || `: there are ${known.join(', ')}`
}

/** `{ Allow: GET }`, each a text or a matcher. */
function readResponseHeaders(
  entry: WrittenEntry | undefined,
  mistakes: Mistakes,
): CallStep['responseHeaders'] {
  const entries = (entry && mistakes.gappedMap(entry.value)?.entries) ?? []
  return entries.filter((header) => {
    if (header.gaps === undefined && !isHeaderName(header.name))
      mistakes.at(header, 'can be the name of no header')
    checkMatchers(header.value, mistakes, true)
    const fits = header.value.kind === 'text' || matcherOf(header.value) !== undefined
    return fits || mistakes.at(header.value, 'must be text or a matcher such as { $contains: GET }')
  })
}

/** `{ agents: 3 }`, or a number alone for the whole answer. */
function readCounts(entry: WrittenEntry | undefined, mistakes: Mistakes): CallStep['counts'] {
  if (entry === undefined) return []
  const { value } = entry
  if (value.kind === 'text') return [{ spot: entry, path: [''], value: known(value) }]
  return (mistakes.gappedMap(value)?.entries ?? []).flatMap((one) => {
    const times = mistakes.gapped(one.value)
    return times === undefined ? [] : [{ spot: one, path: one.gaps ?? [one.name], value: known(times) }]
  })

  function known(times: WrittenText): WrittenText {
    if (times.parts.every((part) => typeof part === 'string')) mistakes.whole(times, 0)
    return times
  }
}

function readSaves(entry: WrittenEntry | undefined, names: Names, mistakes: Mistakes): CallStep['saves'] {
  const entries = (entry && mistakes.map(entry.value)?.entries) ?? []
  return entries.flatMap((one) => {
    const path = mistakes.gapped(one.value)
    if (path?.parts.join('') === '') mistakes.at(one.value, 'is empty')
    if (!/^[A-Za-z_]\w*$/.test(one.name)) mistakes.at(one, 'can be no name: letters, digits and _ only')
    if (names.columns.has(one.name)) mistakes.at(one, 'is a column of the examples already')
    names.saved.add(one.name)
    return path === undefined ? [] : [{ spot: one, name: one.name, path: path.parts }]
  })
}
