import type { JournalEntry } from '#engine'
import type { Difference } from './compare.ts'
import type { JournalCount } from './scenario.ts'
import { isBroken } from './set-faults.ts'

/** Where the journal does not hold what is expected, or undefined. */
export function journalDifference(
  counts: readonly JournalCount[],
  entries: readonly JournalEntry[],
): Difference | undefined {
  for (const count of counts) {
    const { length } = entries.filter((entry) => fits(entry, count))
    if (length === count.times) continue
    const asked = entries.map(
      (entry) =>
        `${entry.vendor}/${entry.operation ?? '?'}.${entry.outcome ?? entry.status}${isBroken(entry) ? ' broken' : ''}`,
    )
    return {
      spot: count.spot,
      expected: `${count.says} ${count.times}`,
      came: `${length}${count.outcome === 'ok' ? ', every ok.* among them' : ''}; the journal has ${tally(asked) || 'nothing'}`,
    }
  }
  return undefined
}

function fits(entry: JournalEntry, { vendor, operation, outcome }: JournalCount): boolean {
  if (operation === undefined) return entry.operation === null
  if (entry.vendor !== vendor || entry.operation !== operation) return false
  if (outcome === undefined || entry.outcome === outcome || String(entry.status) === outcome) return true
  if (outcome === 'broken') return isBroken(entry)
  return outcome === 'ok' && entry.outcome?.startsWith('ok.') === true
}

function tally(names: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ')
}
