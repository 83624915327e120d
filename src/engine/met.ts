import type { Finding } from './findings/finding.ts'
import { mergeFindings } from './findings/notebook.ts'
import type { Counts, Tally, Unmatched } from './tallies.ts'

/** All that is told of what a consumer met: of one world, or of several runs together. */
export interface Met extends Tally {
  readonly findings: readonly Finding[]
}

/** What is met where nothing was asked. */
const NOTHING: Met = {
  asked: 0,
  vendors: {},
  injected: {},
  shapes: {},
  unmatched: [],
  bugs: { times: 0, says: undefined },
  findings: [],
}

/**
 * Adds up what several worlds or runs met.
 *
 * @example mergeMet([world.met(), JSON.parse(text)])
 */
export const mergeMet = (all: readonly Met[]): Met => all.reduce(add, NOTHING)

const add = (a: Met, b: Met): Met => ({
  asked: a.asked + b.asked,
  vendors: addCounts(a.vendors, b.vendors),
  injected: addCounts(a.injected, b.injected),
  shapes: addTimes(a.shapes, b.shapes, addNumbers),
  unmatched: addUnmatched(a.unmatched, b.unmatched),
  bugs: { times: a.bugs.times + b.bugs.times, says: a.bugs.says ?? b.bugs.says },
  findings: mergeFindings([...a.findings, ...b.findings]),
})

type Numbers = Readonly<Record<string, number>>

const addCounts = (a: Counts, b: Counts): Counts =>
  addTimes(a, b, (c, d) => addTimes(c, d, (e, f) => addTimes(e, f, (g, h) => g + h)))

const addNumbers = (a: Numbers, b: Numbers): Numbers => addTimes(a, b, (c, d) => c + d)

function addTimes<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  both: (a: T, b: T) => T,
): Readonly<Record<string, T>> {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()
  return Object.fromEntries(
    names.map((name) => {
      const [left, right] = [own(a, name), own(b, name)]
      return [name, left === undefined ? (right as T) : right === undefined ? left : both(left, right)]
    }),
  )
}

const own = <T>(from: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(from, name) ? from[name] : undefined

function addUnmatched(a: readonly Unmatched[], b: readonly Unmatched[]): readonly Unmatched[] {
  const kinds = Map.groupBy([...a, ...b], ({ method, path }) => `${method} ${path}`)
  return [...kinds.values()].map((alike) => ({
    ...(alike[0] as Unmatched),
    times: alike.reduce((sum, { times }) => sum + times, 0),
  }))
}
