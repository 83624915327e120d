import type { ReportedRow } from './ledger.ts'

/** What a command found out, in one shape for all that show it: a page, a pipeline's summary. */
export interface Report {
  /** The command, such as `duble scenario`. */
  readonly title: string
  /** The closing line, such as `12 scenarios, 1 failed`. */
  readonly summary: string
  /** Whether it is a bad end: that of the command, or under `duble run` the verdict. */
  readonly failed: boolean
  /** Sentences about the whole. */
  readonly notes?: readonly string[]
  readonly groups: readonly ReportGroup[]
}

/** Cases that belong together, such as those of one file, one contract or one vendor. */
export interface ReportGroup {
  readonly title: string
  readonly notes?: readonly string[]
  /** All at one glance; a page alone has room for it. */
  readonly map?: ReportMap
  readonly cases: readonly ReportCase[]
}

/** Cases as a table, such as operations by outcomes. */
export interface ReportMap {
  readonly columns: readonly string[]
  readonly rows: readonly { readonly title: string; readonly cells: readonly (ReportCell | null)[] }[]
}

/** One case in a map; null in its place where there is none such. */
export interface ReportCell extends Pick<ReportCase, 'went'> {
  /** What it stands for, for who points at it and who cannot see it. */
  readonly says: string
}

/** How a case went; the first is what a reader looks for. `unchecked` could not be checked. */
const WAYS = ['failed', 'pending', 'unchecked', 'passed'] as const
export type Went = (typeof WAYS)[number]

/** One thing that was looked at. */
export interface ReportCase {
  readonly title: string
  readonly went: Went
  /** What that is called here, such as `not met`. Default: the word itself */
  readonly called?: string
  /** Where it is written, such as `a.scenario.yaml:7:3`. */
  readonly place?: string
  readonly milliseconds?: number
  /** In one line, such as `ok 2, too_many_requests 1`. */
  readonly says?: string
  /** Such as what was expected, what came, and why; the label first. */
  readonly facts?: readonly (readonly [label: string, text: string])[]
  /** Lines as a terminal shows them, such as the one that failed with a caret below. */
  readonly excerpt?: string
  /** Who says that it should be so, the most telling first. */
  readonly rows?: readonly ReportRow[]
  /** Whether a page folds all that away, though it did not pass. Default: only of what passed */
  readonly folded?: boolean
}

/** A row of the ledger behind a case. */
export interface ReportRow extends Pick<ReportedRow, 'id' | 'class' | 'says' | 'quote' | 'place'> {
  /** Such as the option that switches it. */
  readonly note?: string
}

/** What failed comes first: groups by their worst case, cases by their own; else in their order. */
export function worstFirst(groups: readonly ReportGroup[]): ReportGroup[] {
  const worst = ({ cases }: ReportGroup): number => Math.min(...cases.map(rank), WAYS.length)
  return groups
    .map((group) => ({ ...group, cases: [...group.cases].sort((a, b) => rank(a) - rank(b)) }))
    .sort((a, b) => worst(a) - worst(b))
}

const rank = ({ went }: ReportCase): number => WAYS.indexOf(went)

/** How many went which way, as they are called, the worst first. */
export function tally(cases: readonly ReportCase[]): { went: Went; called: string; times: number }[] {
  const groups = Map.groupBy(cases, ({ went, called = went }) => `${went} ${called}`)
  return [...groups.values()]
    .map((alike) => ({ alike, first: alike[0] as ReportCase }))
    .sort((a, b) => rank(a.first) - rank(b.first))
    .map(({ alike, first: { went, called = went } }) => ({ went, called, times: alike.length }))
}

export const MARKS: Readonly<Record<Went, string>> = {
  failed: '✗',
  pending: '~',
  unchecked: '?',
  passed: '✓',
}
