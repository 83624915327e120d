import type { Counts, Tally, Unmatched } from '#engine'
import { columns, wrapped } from './table.ts'

/** Whether a world was asked only what it knows; for a pipeline's gate and for a person. */
export interface Verdict {
  readonly world: string
  readonly verdict: 'pass' | 'fail'
  /** Why it fails, a sentence each; empty where it passes. */
  readonly why: readonly string[]
  readonly asked: number
  /** What matched no operation, with the nearest one. */
  readonly unmatched: readonly Unmatched[]
  /** Answers in which Dublê broke its own contract. */
  readonly bugs: number
  /** Times by vendor, operation and outcome. */
  readonly vendors: Counts
  /** The same for answers that a fault stood in for, or that did not come whole. */
  readonly injected: Counts
}

/** Judges what a world was asked in all. */
export function verdictOf(world: string, { asked, vendors, injected, unmatched, bugs }: Tally): Verdict {
  const why: string[] = []
  if (asked === 0) why.push('nothing was asked')
  for (const { method, path, says, times } of unmatched) {
    why.push(
      `${method} ${path} was answered by no operation${times === 1 ? '' : `, ${times} times`}: ${says}`,
    )
  }
  if (bugs.times > 0)
    why.push(`Dublê itself failed${bugs.times === 1 ? '' : ` ${bugs.times} times`}: ${bugs.says}`)
  const verdict = why.length === 0 ? 'pass' : 'fail'
  return { world, verdict, why, asked, unmatched, bugs: bugs.times, vendors, injected }
}

const WIDTH = 100

/**
 * A verdict for reading in a terminal: what was asked, how often and with which outcomes, what matched nothing.
 *
 * @example process.stderr.write(`${printVerdict(duble.verdict())}\n`)
 */
export function printVerdict(verdict: Verdict): string {
  const { world, unmatched, bugs, why } = verdict
  const lines = [`Dublê, world ${world}: ${printAsked(verdict)}, ${verdict.verdict}`]
  const rows = rowsOf(verdict)
  if (rows.length > 0) lines.push(table(rows))
  if (unmatched.length > 0) {
    lines.push('answered by no operation:')
    for (const { method, path, says, times } of unmatched) {
      lines.push(`  ${method} ${path}${times === 1 ? '' : ` (${times} times)`}`, wrapped(says, WIDTH, '    '))
    }
  }
  if (bugs > 0) lines.push(wrapped(why.at(-1) as string, WIDTH, '  '))
  return lines.join('\n')
}

/** How much was asked. */
export const printAsked = ({ asked }: Verdict): string =>
  asked === 0 ? 'nothing was asked' : asked === 1 ? '1 request' : `${asked} requests`

/** One row an operation: vendor, operation, outcomes; a vendor's name only in its first. */
function rowsOf({ vendors, injected }: Verdict): [vendor: string, operation: string, outcomes: string][] {
  const names = (left: object = {}, right: object = {}): string[] =>
    [...new Set([...Object.keys(left), ...Object.keys(right)])].sort()
  return names(vendors, injected).flatMap((vendor) =>
    names(vendors[vendor], injected[vendor]).map((operation, index) => {
      const own = printCounts(vendors[vendor]?.[operation])
      const faults = printCounts(injected[vendor]?.[operation])
      const outcomes = [own, faults === '' ? '' : `injected: ${faults}`].filter((text) => text !== '')
      return [index === 0 ? vendor : '', operation, outcomes.join('; ')]
    }),
  )
}

/** Such as `ok 2, too_many_requests 1`. */
export const printCounts = (counts: Readonly<Record<string, number>> = {}): string =>
  Object.entries(counts)
    .map(([outcome, times]) => `${outcome} ${times}`)
    .join(', ')

/** Two columns, and a third that is broken where the terminal ends. */
function table(rows: readonly (readonly [string, string, string])[]): string {
  const heads = columns(rows.map(([vendor, operation]) => ['', vendor, operation, ''])).split('\n')
  return rows
    .map(([, , outcomes], index) => {
      const head = heads[index] as string
      const kept = outcomes.replace(/ (?=\d)/g, '\u00a0') // a count stays beside its outcome
      const [first = '', ...rest] = wrapped(kept, WIDTH, ' '.repeat(head.length)).split('\n')
      return [head + first.trimStart(), ...rest].join('\n').replaceAll('\u00a0', ' ')
    })
    .join('\n')
}
