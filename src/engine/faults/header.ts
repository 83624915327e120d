import { DubleError } from '../errors.ts'
import type { AnyVendor } from '../vendor.ts'
import { type FaultKind, sortOf } from './kind.ts'
import { printFault, readFault } from './word.ts'

/**
 * Reads the faults that a request orders for itself: words with commas between them.
 *
 * @throws DubleError `bad_fault`, `unknown_outcome`
 * @example readFaultHeader('delay=300ms, connection_reset=mid_body', api, 'login')
 */
export function readFaultHeader(written: string, vendor: AnyVendor, operation: string): FaultKind[] {
  const faults = written.split(',').map((word) => readFault(word.trim(), vendor, operation))
  const sorts = faults.map(sortOf)
  const second = sorts.findIndex((sort, index) => sorts.indexOf(sort) < index)
  if (second < 0) return faults
  const [a, b] = [faults[sorts.indexOf(sorts[second] as never)], faults[second]] as [FaultKind, FaultKind]
  const says = `a request meets ${printFault(a)} or ${printFault(b)}, not both`
  throw new DubleError('bad_fault', says, { given: written })
}
