import type { Calls } from './record-calls.ts'
import type { DeedWords } from './record-deeds.ts'
import type { Event } from './record-events.ts'
import type { Heard } from './record-heard.ts'
import { type Grain, Moves } from './record-moves.ts'
import type { Said } from './record-said.ts'
import type { SaidStep } from './record-write.ts'

/** What is turned into steps. */
interface Parts {
  readonly events: readonly Event[]
  readonly calls: Calls
  readonly deeds: DeedWords
  /** When the world began, in epoch milliseconds, and whether its clock stood still then. */
  readonly at: number
  readonly frozen: boolean
}

/** Steps, and what is told below the last one. */
export interface Drafted {
  readonly steps: readonly SaidStep[]
  readonly comments: readonly string[]
  /** Which call each step is, if one. */
  readonly calls: readonly (number | undefined)[]
}

type Words = Readonly<Record<string, Said>>

interface Step {
  readonly words: Words
  readonly comments: readonly string[]
  readonly call: number | undefined
  times: number
}

/**
 * Turns what was done into steps.
 *
 * @param grain how exactly the clock follows
 * @param bare calls of which no more than the outcome is expected
 */
export function stepsOf(parts: Parts, grain: Grain, bare: ReadonlySet<number>): Drafted {
  const { events, calls, deeds } = parts
  const moves = new Moves(grain, parts.at)
  const steps: Step[] = []
  const comments: string[] = []
  let { frozen } = parts
  const add = (words: Words, call?: number): void => {
    const last = steps.at(-1)
    if (last?.call !== undefined && comments.length === 0 && isAlike(last.words, words)) last.times++
    else steps.push({ words, comments: comments.splice(0), times: 1, call })
  }
  for (const event of events) {
    if (event.kind === 'told') comments.push(event.says)
    else if (event.kind === 'deed') {
      const { deed } = event.done
      if (deed.word === 'clock' && deed.how !== 'advance') frozen = deed.how === 'freeze'
      for (const words of deeds.stepsOf(event.done, moves)) add(words)
    } else {
      const { heard, index } = event
      for (const move of moves.follow(askedAt(heard, frozen))) add(move)
      add(calls.words(index, !bare.has(index)), index)
      if (isHeld(heard)) moves.lose()
    }
  }
  return { steps: steps.map(repeated), comments, calls: steps.map(({ call }) => call) }
}

/** Milliseconds from which on an answer was held back. */
const HELD = 20

const isHeld = ({ entry: { milliseconds, faults = [] } }: Heard): boolean =>
  milliseconds >= HELD || faults.some((word) => /^(?:slow_body|delay)=/.test(word))

/** When it was asked: an answer that was held back was journalled later, unless the clock stood still. */
function askedAt({ entry: { at, milliseconds } }: Heard, frozen: boolean): number {
  const ended = Date.parse(at)
  return frozen || milliseconds < HELD ? ended : ended - Math.round(milliseconds)
}

/** A step with how often it is asked, before what is expected. */
function repeated({ words, comments, times }: Step): SaidStep {
  if (times === 1) return { words, comments }
  const entries = Object.entries(words)
  const expected = entries.findIndex(([word]) => /^(?:expect|count|body)$/.test(word))
  const at = expected < 0 ? entries.length : expected
  return { words: Object.fromEntries(entries.toSpliced(at, 0, ['repeat', String(times)])), comments }
}

/** Whether a call is the same as the one before; what is saved is another every time. */
const isAlike = (a: Words, b: Words): boolean =>
  b['call'] !== undefined && b['save'] === undefined && JSON.stringify(a) === JSON.stringify(b)
