import type { Mine } from './mine.ts'
import type { Exchange } from './transport.ts'

/** One thing that a customer's own server is held against: a row of the room's ledger. */
export interface Check {
  /** The ledger's row, such as K-26. */
  readonly row: string
  /** What must hold, in one sentence; of an assumption, what is looked at. */
  readonly says: string
  /** Names of the test data without which it cannot be checked. */
  readonly needs: readonly string[]
  /** Whether it changes anything on the server. */
  readonly writes: boolean
  /** What the server should be in before, in words that `--state-url` is sent. */
  readonly state?: string
  /** Whether it has something to say where the server's certificate is not believed. */
  readonly httpsAlone?: boolean
  readonly check: (mine: Mine) => Promise<Finding>
}

/** What came of a check. */
export type Finding =
  | { readonly verdict: 'met'; readonly says?: string }
  | NotMet
  | { readonly verdict: 'unchecked'; readonly why: string }
  | Note

interface NotMet {
  readonly verdict: 'not_met'
  readonly came: string
  readonly right: string
  /** What stands between and may be to blame. */
  readonly suspect?: string | undefined
  /** The exchange that shows it. */
  readonly exchange?: Exchange | undefined
}

/** What a server does where the document says nothing. */
interface Note {
  readonly verdict: 'note'
  readonly says: string
  /** The fake's option that does the same, such as `not_found=404`. */
  readonly option?: string | undefined
}

/** The checks of one vendor's customers. */
export interface Suite {
  readonly vendor: string
  /** What the server holds or may be given, by the names that checks need. */
  readonly data: Readonly<Record<string, DataField>>
  readonly checks: readonly Check[]
  /** Why a row that the document backs cannot be checked. */
  readonly unchecked: Readonly<Record<string, string>>
  /** The operation by which one sees whether anybody is there. */
  readonly door: string
  /** What is found out once, before the first check. */
  readonly prepare?: (mine: Mine) => Promise<void>
}

export interface DataField {
  readonly says: string
  readonly example: string
}

export const met = (says?: string): Finding => ({ verdict: 'met', ...(says === undefined ? {} : { says }) })
export const unchecked = (why: string): Finding => ({ verdict: 'unchecked', why })
export const note = (says: string, option?: string): Finding => ({ verdict: 'note', says, option })
export const notMet = (
  exchange: Exchange | undefined,
  came: string,
  right: string,
  suspect?: string,
): Finding => ({ verdict: 'not_met', came, right, suspect, exchange })

/** Ends a check from within, with what came of it. */
export class Stop extends Error {
  override readonly name = 'Stop'
  readonly finding: Finding

  constructor(finding: Finding) {
    super(finding.verdict)
    this.finding = finding
  }
}

/** Ends a check with what came of it. */
export const stop = (finding: Finding): never => {
  throw new Stop(finding)
}

/** Ends a check because it cannot be made. */
export const cannot = (why: string): never => stop(unchecked(why))
