import type { Counts } from '#engine'
import type { ReportedRow } from './ledger.ts'
import { isDocumented } from './openapi-ledger.ts'
import type { ShownOption } from './options.ts'

/** How far a row is to be trusted; each stands in exactly one. */
export const SECTIONS = ['proven', 'assumed', 'contradictory'] as const
export type Section = (typeof SECTIONS)[number]

/** Every class that a row may have, the strongest first. */
export const CLASSES = ['documented', 'example', 'elsewhere', 'observed', 'assumed'] as const

/** What is said of a section, behind its name. */
export const SECTION_SAYS: Readonly<Record<Section, string>> = {
  proven: 'stated or shown by the document',
  assumed: 'the document does not say',
  contradictory: 'the document says two things, and the mock does one of them',
}

/** Words of the document. */
export interface Passage {
  readonly quote: string
  readonly place: string
  /** The row that quotes them; absent where none does. */
  readonly row?: string
}

/** A row as it is told: with what is known of it here. */
export interface ShownRow extends Omit<ReportedRow, 'against'> {
  readonly section: Section
  /** What the document says elsewhere, against the row's own quote; absent where nothing. */
  readonly against?: readonly Passage[]
  /** Rows that set other words of the document against this one's; absent where none does. */
  readonly contradictedBy?: readonly string[]
  /** The row's options by name, as they are set; absent where it has none. */
  readonly choices?: Readonly<Record<string, ShownOption>>
  /** Whether a behaviour that it backs was answered by the fake itself; absent where it backs none, or nobody counted. */
  readonly met?: boolean
}

/** A vendor's facts. */
export interface ShownLedger {
  readonly vendor: string
  readonly document: string
  readonly rows: readonly ShownRow[]
}

/** A ledger as it is read from its file. */
export interface WrittenLedger {
  readonly vendor: string
  readonly document: string
  readonly rows: readonly ReportedRow[]
}

/** What is known beside the ledger. */
export interface Circumstances {
  /** The vendor's options by name, as they are set. */
  readonly options: Readonly<Record<string, ShownOption>>
  /** What a consumer met. Default: nobody counted */
  readonly counts?: Counts | undefined
}

/** A ledger with the section of each row, both sides of a contradiction, the options as they are set, and what was met. */
export function showLedger(ledger: WrittenLedger, { options, counts }: Circumstances): ShownLedger {
  const { vendor, document, rows } = ledger
  const byId = new Map(rows.map((row) => [row.id, row]))
  const passage = ({ row, quote, place }: NonNullable<ReportedRow['against']>[number]): Passage => {
    const { quote: words = '', place: where = '' } =
      row === undefined ? { quote, place } : (byId.get(row) ?? {})
    return { quote: words, place: where, ...(row === undefined ? {} : { row }) }
  }
  const shown = rows.map(({ against, ...row }): ShownRow => {
    const opponents = rows.filter((other) => other.against?.some(({ row: id }) => id === row.id))
    const names = row.options ?? []
    const choices = names.flatMap((name) =>
      options[name] === undefined ? [] : [[name, options[name]] as const],
    )
    const met = counts && row.backs && isMet(row.backs, counts[vendor])
    return {
      ...row,
      section: against !== undefined ? 'contradictory' : isDocumented(row) ? 'proven' : 'assumed',
      ...(against === undefined ? {} : { against: against.map(passage) }),
      ...(opponents.length === 0 ? {} : { contradictedBy: opponents.map(({ id }) => id) }),
      ...(choices.length === 0 ? {} : { choices: Object.fromEntries(choices) }),
      ...(met === undefined ? {} : { met }),
    }
  })
  return { vendor, document, rows: shown }
}

/** Whether one of these behaviours was answered; `*.x` is x of any operation. */
function isMet(behaviours: readonly string[], counts: Counts[string] = {}): boolean {
  return behaviours.some((behaviour) => {
    const point = behaviour.indexOf('.')
    const [operation, outcome] = [behaviour.slice(0, point), behaviour.slice(point + 1)]
    return Object.entries(counts).some(
      ([name, times]) => (operation === '*' || operation === name) && (times[outcome] ?? 0) > 0,
    )
  })
}

/** A command that sets an option to something else than it is set to. */
export function switchOf(vendor: string, name: string, { value, accepts }: ShownOption): string {
  const other = typeof accepts === 'string' ? '…' : accepts.find((known) => known !== value)
  return `duble options ${vendor} ${name}=${other}`
}

/** What an option accepts beside its value. */
export const othersThan = ({ value, accepts }: ShownOption): string =>
  typeof accepts === 'string' ? accepts : accepts.filter((known) => known !== value).join(', ')
