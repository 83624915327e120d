import { beginning } from '../cut.ts'
import type { Answer } from '../http.ts'
import { head, type JournalRecord } from '../journal.ts'
import { maskText } from '../mask.ts'
import type { Shown } from './finding.ts'

/** So much of a body is shown. */
const MOST_BODY = 200

/**
 * A request as a finding shows it.
 *
 * @param hide takes further secrets out of a path
 */
export function shownOf(record: JournalRecord, id: number, hide: (path: string) => string): Shown {
  const { method, path, status, requestBody } = record
  const body = beginning(maskText(head(requestBody)), MOST_BODY)
  const shown = { id, at: new Date(record.at).toISOString(), method, path: maskText(hide(path)), status }
  return body === '' ? shown : { ...shown, body }
}

/** Whether the answer came to its reader as the vendor, or a fault in the vendor's stead, had written it. */
export const cameWhole = ({ wire, faults }: Answer): boolean =>
  (wire === undefined || wire.kind === 'slow_body') && faults?.includes('malformed_body') !== true
