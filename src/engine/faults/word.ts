import { parseDuration, printDuration } from '../duration.ts'
import { DubleError } from '../errors.ts'
import { didYouMean } from '../suggest.ts'
import { type AnyVendor, outcomesOf } from '../vendor.ts'
import type { Delay, FaultKind, ResetMoment } from './kind.ts'

const MOMENTS: readonly ResetMoment[] = ['before_head', 'after_head', 'mid_body']

/** From what stands behind a word, or undefined, to the fault. */
const READERS: Readonly<Record<string, (value: unknown) => FaultKind>> = {
  status: (value) => ({ kind: 'status', status: whole('status', value, 400, 599, '503') }),
  delay: (value) => ({ kind: 'delay', delay: readDelay(value) }),
  connection_reset: (value = 'before_head') => {
    if (MOMENTS.includes(value as ResetMoment))
      return { kind: 'connection_reset', when: value as ResetMoment }
    const nearest = didYouMean(shown(value), MOMENTS)
    throw bad(`connection_reset takes one of ${MOMENTS.join(', ')}, got ${shown(value)}${nearest}`, value)
  },
  empty_response: bare('empty_response'),
  malformed_body: bare('malformed_body'),
  truncated_body: bare('truncated_body'),
  slow_body: (value) => ({
    kind: 'slow_body',
    bytesPerSecond: whole('slow_body', value, 1, Number.MAX_SAFE_INTEGER, '1000 bytes per second'),
  }),
  garbage: bare('garbage'),
}

/** The faults that every vendor can be given. */
const WORDS = Object.keys(READERS)

/**
 * Reads a fault: one of the vendor's errors, or a misfortune, as text (`delay=2s`) or as a map with one key.
 *
 * @param operation whose errors are known. Default: those of every operation
 * @throws DubleError `bad_fault`, `unknown_outcome`
 * @example readFault({ delay: { uniform: ['100ms', '2s'] } }, api)
 */
export function readFault(written: unknown, vendor: AnyVendor, operation?: string): FaultKind {
  const [name, value] = halves(written)
  const reader = Object.hasOwn(READERS, name) ? READERS[name] : undefined
  if (reader !== undefined) return reader(value)
  const errors = errorsOf(vendor, operation)
  if (!errors.includes(name)) throw unknown(vendor, operation, name, errors, WORDS)
  return { kind: 'outcome', outcome: nothing(name, value) }
}

/**
 * Reads an error of the vendor's by its name, and nothing else.
 *
 * @throws DubleError `unknown_outcome`
 */
export function readOutcome(outcome: string, vendor: AnyVendor, operation?: string): FaultKind {
  const errors = errorsOf(vendor, operation)
  if (errors.includes(outcome)) return { kind: 'outcome', outcome }
  throw unknown(vendor, operation, outcome, errors, [])
}

/** Writes a fault as the text that `readFault` reads. */
export function printFault(fault: FaultKind): string {
  switch (fault.kind) {
    case 'outcome':
      return fault.outcome
    case 'status':
      return `status=${fault.status}`
    case 'delay':
      return `delay=${printDelay(fault.delay)}`
    case 'connection_reset':
      return `connection_reset=${fault.when}`
    case 'slow_body':
      return `slow_body=${fault.bytesPerSecond}`
    default:
      return fault.kind
  }
}

/** The errors of an operation, or of any. */
export function errorsOf(vendor: AnyVendor, operation?: string): string[] {
  const names = operation === undefined ? Object.keys(vendor.operations) : [operation]
  const outcomes = new Set(names.flatMap((name) => outcomesOf(vendor, name)))
  return [...outcomes].filter((outcome) => !/^ok(\.|$)/.test(outcome))
}

/** The word, and what stands behind it. */
function halves(written: unknown): readonly [name: string, value?: unknown] {
  if (typeof written === 'string' && written !== '') {
    const equals = written.indexOf('=')
    return equals < 0 ? [written] : [written.slice(0, equals), written.slice(equals + 1)]
  }
  const entries = isMap(written) ? Object.entries(written) : []
  const [entry] = entries
  if (entry !== undefined && entries.length === 1) return entry
  const says = 'a fault is a word such as connection_reset or delay=2s, or a map with one key such as'
  throw bad(`${says} { status: 503 }, got ${shown(written)}`, written)
}

function readDelay(value: unknown): Delay {
  if (typeof value === 'string') {
    const [name, first = '', second = '', ...more] = value.split(':')
    if (more.length === 0 && name === 'uniform') return uniform([first, second])
    if (more.length === 0 && name === 'lognormal') return lognormal({ median: first, sigma: Number(second) })
    return { fixed: milliseconds('delay', value) }
  }
  if (isMap(value) && Object.keys(value).length === 1) {
    if ('uniform' in value) return uniform(value['uniform'])
    if ('lognormal' in value) return lognormal(value['lognormal'])
  }
  const says = 'delay takes a duration such as 2s, { uniform: [100ms, 2s] } or'
  throw bad(`${says} { lognormal: { median: 200ms, sigma: 0.5 } }, got ${shown(value)}`, value)
}

function uniform(value: unknown): Delay {
  if (!Array.isArray(value) || value.length !== 2) {
    throw bad(`a uniform delay takes two durations such as [100ms, 2s], got ${shown(value)}`, value)
  }
  const [least, most] = value.map((bound) => milliseconds('delay', bound)) as [number, number]
  if (least > most) throw bad(`a uniform delay begins with the shorter one, got ${shown(value)}`, value)
  return { uniform: [least, most] }
}

function lognormal(value: unknown): Delay {
  const { median, sigma, ...more } = isMap(value) ? value : {}
  const fits = typeof sigma === 'number' && sigma >= 0 && sigma <= 10
  if (!fits || median === undefined || Object.keys(more).length > 0) {
    const says = 'a lognormal delay takes a duration and a sigma from 0 to 10, such as'
    throw bad(`${says} { median: 200ms, sigma: 0.5 }, got ${shown(value)}`, value)
  }
  return { lognormal: { median: milliseconds('delay', median), sigma } }
}

function printDelay(delay: Delay): string {
  if ('fixed' in delay) return printDuration(delay.fixed)
  if ('uniform' in delay) return `uniform:${delay.uniform.map(printDuration).join(':')}`
  return `lognormal:${printDuration(delay.lognormal.median)}:${delay.lognormal.sigma}`
}

function milliseconds(name: string, value: unknown): number {
  try {
    return parseDuration(typeof value === 'string' ? value : shown(value))
  } catch (error) {
    throw bad(`${name}: ${(error as Error).message}`, value)
  }
}

function whole(name: string, value: unknown, least: number, most: number, example: string): number {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  if (Number.isSafeInteger(number) && (number as number) >= least && (number as number) <= most) {
    return number as number
  }
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`
  const got = value === undefined ? 'nothing' : shown(value)
  throw bad(`${name} takes a whole number ${range}, such as ${example}, got ${got}`, value)
}

function bare(
  kind: 'empty_response' | 'malformed_body' | 'truncated_body' | 'garbage',
): (value: unknown) => FaultKind {
  return (value) => ({ kind: nothing(kind, value) })
}

/** A word behind which nothing stands. */
function nothing<W extends string>(word: W, value: unknown): W {
  if (value === undefined) return word
  throw bad(`${word} takes no value, got ${shown(value)}`, value)
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value || '""' : (JSON.stringify(value) ?? 'nothing')
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}

const bad = (says: string, given: unknown): DubleError => new DubleError('bad_fault', says, { given })

function unknown(
  vendor: AnyVendor,
  operation: string | undefined,
  outcome: string,
  errors: readonly string[],
  others: readonly string[],
): DubleError {
  const known = [...errors, ...others]
  const whose = operation === undefined ? vendor.name : `${vendor.name}/${operation}`
  const also = others.length === 0 ? '' : `; every vendor has ${others.join(', ')}`
  return new DubleError(
    'unknown_outcome',
    `${whose} has no error "${outcome}"${didYouMean(outcome, known)}: it has ${errors.join(', ')}${also}`,
    { vendor: vendor.name, ...(operation === undefined ? {} : { operation }), outcome, known },
  )
}
