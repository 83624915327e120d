import { didYouMean } from '#engine'
import { CALL_WORDS, callHint, readCall } from './call.ts'
import type { Cast } from './cast.ts'
import { readDeeds, readJournal } from './deeds.ts'
import type { Mistakes } from './mistakes.ts'
import { literal, type Names } from './names.ts'
import type { Step } from './scenario.ts'
import type { Written, WrittenEntry, WrittenMap } from './written.ts'

/** What a step may say: its word, and the words beside it. */
const STEP_WORDS: Readonly<Record<string, readonly string[]>> = {
  call: CALL_WORDS,
  advance: ['advance'],
  clock: ['clock'],
  fault: ['fault', 'on', 'operation', 'times', 'after', 'probability', 'credential'],
  faults: ['faults'],
  state: ['state'],
  options: ['options'],
  reset: ['reset'],
  expect_journal: ['expect_journal'],
}
const WORDS = Object.keys(STEP_WORDS)

/** Reads a step as what it does; one that names several vendors is several. */
export function readStep(
  written: Written,
  number: number,
  cast: Cast,
  names: Names,
  mistakes: Mistakes,
): Step[] {
  if (written.kind === 'text' && literal(written.parts) === 'reset') {
    return [{ at: written.at, path: written.path, number, kind: 'do', does: { word: 'reset' } }]
  }
  if (written.kind !== 'map') {
    mistakes.at(written, `must be a map that says one of ${WORDS.join(', ')}`)
    return []
  }
  const word = wordOf(written, mistakes)
  if (word === undefined) return []
  const hint = (name: string): string | undefined => (word.name === 'call' ? callHint(name, cast) : undefined)
  mistakes.map(written, STEP_WORDS[word.name], hint)
  const { at, path } = word
  if (word.name === 'call') {
    const parts = readCall(word, written, cast, names, mistakes)
    return parts === undefined ? [] : [{ at, path, number, ...parts }]
  }
  if (word.name === 'expect_journal') {
    return [{ at, path, number, kind: 'journal', counts: readJournal(word.value, cast, mistakes) }]
  }
  return readDeeds(word, written, cast, mistakes).map((does) => ({ at, path, number, kind: 'do', does }))
}

/** The one word that says what a step does. */
function wordOf(step: WrittenMap, mistakes: Mistakes): WrittenEntry | undefined {
  const [word, second] = step.entries.filter(({ name }) => WORDS.includes(name))
  if (second !== undefined) {
    const says = `is a second step in one: write "- ${second.name}: …" below "${word?.name}"`
    return mistakes.at(second, says)
  }
  if (word !== undefined) return word
  const [first] = step.entries
  const near = first === undefined ? '' : ` "${first.name}"${meantBy(first.name)}`
  return mistakes.at(
    step,
    `does nothing${near && `:${near} is no step`}: it must say one of ${WORDS.join(', ')}`,
  )
}

const OTHER_WORDS: Readonly<Record<string, string>> = {
  wait: 'advance',
  sleep: 'advance',
  pause: 'advance',
  delay: 'advance',
  request: 'call',
}

const meantBy = (name: string): string =>
  Object.hasOwn(OTHER_WORDS, name)
    ? ` (did you mean ${OTHER_WORDS[name]}?)`
    : didYouMean(name, [...WORDS, 'expect'])
