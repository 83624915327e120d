import { DubleError, didYouMean } from '#engine'
import { CLASSES, SECTIONS, type ShownLedger, type ShownRow } from './ledger-sections.ts'

/** Which rows are wanted; all conditions must hold, and of several values one. */
export interface LedgerFilter {
  readonly class?: readonly string[] | undefined
  readonly section?: readonly string[] | undefined
  /** An option that the row names. */
  readonly option?: string | undefined
  /** Text anywhere in the row, whatever its capitals and accents. */
  readonly grep?: string | undefined
  /** Whether a behaviour that the row backs was met. */
  readonly met?: boolean | undefined
}

/**
 * The rows that are wanted, and the ledgers that have any.
 *
 * @throws DubleError `bad_option` for a class or a section that there is not; `unknown_option` for an option that no row names
 */
export function filterLedgers(ledgers: readonly ShownLedger[], filter: LedgerFilter): ShownLedger[] {
  checkNames('class', filter.class, CLASSES)
  checkNames('section', filter.section, SECTIONS)
  const { option, grep } = filter
  if (option !== undefined) {
    const known = [...new Set(ledgers.flatMap(({ rows }) => rows.flatMap(({ options = [] }) => options)))]
    if (!known.includes(option)) {
      const says = `no row names an option "${option}"${didYouMean(option, known)}`
      throw new DubleError('unknown_option', says, { option, known })
    }
  }
  const sought = grep === undefined ? undefined : folded(grep)
  const wanted = (row: ShownRow): boolean =>
    (filter.class?.includes(row.class) ?? true) &&
    (filter.section?.includes(row.section) ?? true) &&
    (option === undefined || (row.options ?? []).includes(option)) &&
    (filter.met === undefined || row.met === filter.met) &&
    (sought === undefined || folded(wordsOf(row)).includes(sought))
  return ledgers
    .map((ledger) => ({ ...ledger, rows: ledger.rows.filter(wanted) }))
    .filter(({ rows }) => rows.length > 0)
}

function checkNames(kind: string, given: readonly string[] | undefined, known: readonly string[]): void {
  for (const name of given ?? []) {
    if (known.includes(name)) continue
    const says = `the ledger has no ${kind} "${name}"${didYouMean(name, known)}: it has ${known.join(', ')}`
    throw new DubleError('bad_option', says, { [kind]: name, known })
  }
}

const wordsOf = ({ id, says, quote, place, backs, options, against }: ShownRow): string =>
  [id, says, quote, place, backs, options, against?.flatMap((passage) => [passage.quote, passage.place])]
    .flat()
    .join('\n')

/** Small letters without accents. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
