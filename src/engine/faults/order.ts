import { DubleError } from '../errors.ts'
import { didYouMean } from '../suggest.ts'
import type { AnyVendor } from '../vendor.ts'
import type { FaultKind, FaultPlan, FaultWord } from './kind.ts'
import { readFault, readOutcome } from './word.ts'

/** A fault as it is ordered, by whom it meets and how often. */
export interface FaultOrder {
  readonly vendor: string
  /** Default: every operation of the vendor */
  readonly operation?: string | undefined
  /** Name of a credential. Default: every caller */
  readonly credential?: string | undefined
  /** What happens. */
  readonly fault?: FaultWord | undefined
  /** One of the vendor's errors, in place of `fault`. */
  readonly outcome?: string | undefined
  /** How many requests it meets. Default: all until it is removed */
  readonly times?: number | undefined
  /** How many requests it lets pass first. Default: 0 */
  readonly after?: number | undefined
  /** From 0 to 1, drawn from the world's seed. Default: 1 */
  readonly probability?: number | undefined
}

/** What is wrong with a field of an order. */
export interface FaultMistake {
  readonly field: string
  readonly error: DubleError
}

export const FAULT_FIELDS: readonly string[] = [
  'vendor',
  'operation',
  'credential',
  'fault',
  'outcome',
  'times',
  'after',
  'probability',
]

/**
 * The vendor that an order is for.
 *
 * @throws DubleError `bad_fault`
 */
export function vendorOfFault(order: unknown): string {
  if (typeof order !== 'object' || order === null || Array.isArray(order)) {
    throw bad('a fault is ordered by a map with vendor, operation, fault, times…')
  }
  const { vendor } = order as Partial<FaultOrder>
  if (typeof vendor === 'string' && vendor !== '') return vendor
  throw bad('"vendor" is missing or not text')
}

/**
 * Reads a fault's order for a vendor.
 *
 * @throws DubleError `bad_fault`, `unknown_operation`, `unknown_outcome`
 * @example readFaultOrder({ operation: 'login', fault: 'delay=2s', times: 2 }, api)
 */
export function readFaultOrder(order: Readonly<Record<string, unknown>>, vendor: AnyVendor): FaultPlan {
  const { plan, mistakes } = examineFaultOrder(order, vendor)
  if (plan === undefined) throw mistakes[0]?.error
  return plan
}

/** Reads a fault's order and collects everything that is wrong with it. */
export function examineFaultOrder(
  order: Readonly<Record<string, unknown>>,
  vendor: AnyVendor,
): { readonly plan: FaultPlan | undefined; readonly mistakes: readonly FaultMistake[] } {
  const mistakes: FaultMistake[] = []
  const read = <T>(field: string, reader: (value: unknown) => T, fallback: T): T => {
    try {
      return order[field] === undefined ? fallback : reader(order[field])
    } catch (error) {
      mistakes.push({ field, error: error as DubleError })
      return fallback
    }
  }
  for (const field of Object.keys(order)) {
    if (FAULT_FIELDS.includes(field)) continue
    mistakes.push({ field, error: bad(`a fault has no field "${field}"${didYouMean(field, FAULT_FIELDS)}`) })
  }
  const operation = read('operation', (value) => operationOf(value, vendor), undefined)
  const known = mistakes.some(({ field }) => field === 'operation') ? undefined : operation
  const plan = {
    operation,
    credential: read('credential', (value) => textOf('credential', value), undefined),
    times: read('times', (value) => wholeOf('times', value, 1), Number.POSITIVE_INFINITY),
    after: read('after', (value) => wholeOf('after', value, 0), 0),
    probability: read('probability', shareOf, 1),
  }
  const kind = read<FaultKind | undefined>('fault', (value) => readFault(value, vendor, known), undefined)
  const outcome = (value: unknown): FaultKind => readOutcome(textOf('outcome', value), vendor, known)
  const instead = read<FaultKind | undefined>('outcome', outcome, undefined)
  const given = ['fault', 'outcome'].filter((field) => order[field] !== undefined)
  if (given.length === 0) {
    const says = '"fault" is missing: name one of the vendor’s errors, delay=2s, connection_reset…'
    mistakes.push({ field: 'fault', error: bad(says) })
  } else if (given.length === 2) {
    mistakes.push({ field: 'outcome', error: bad('give "fault" or "outcome", not both') })
  }
  const whole = kind ?? instead
  const fits = whole !== undefined && mistakes.length === 0
  return { plan: fits ? { ...plan, kind: whole } : undefined, mistakes }
}

function operationOf(value: unknown, vendor: AnyVendor): string {
  const operation = textOf('operation', value)
  const known = Object.keys(vendor.operations)
  if (known.includes(operation)) return operation
  throw new DubleError(
    'unknown_operation',
    `${vendor.name} has no operation "${operation}"${didYouMean(operation, known)}`,
    { vendor: vendor.name, operation, known },
  )
}

function textOf(field: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value
  throw bad(`"${field}" is not text`)
}

function wholeOf(field: string, value: unknown, least: number): number {
  if (Number.isSafeInteger(value) && (value as number) >= least) return value as number
  throw bad(`"${field}" takes a whole number from ${least}, got ${JSON.stringify(value)}`)
}

function shareOf(value: unknown): number {
  if (typeof value === 'number' && value >= 0 && value <= 1) return value
  throw bad(`"probability" takes a number from 0 to 1, got ${JSON.stringify(value)}`)
}

const bad = (says: string): DubleError => new DubleError('bad_fault', says)
