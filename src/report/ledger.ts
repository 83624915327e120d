/** A ledger row as a report needs it. */
export interface ReportedRow {
  readonly id: string
  readonly class: string
  readonly says: string
  readonly quote?: string
  readonly place?: string
  readonly backs?: readonly string[]
  readonly options?: readonly string[]
  /** Words of the document that say otherwise than the row's quote: those of another row, or others. */
  readonly against?: readonly { readonly row?: string; readonly quote?: string; readonly place?: string }[]
  readonly informative?: boolean
  /** What the user's own observation says of it, a sentence each. */
  readonly observed?: readonly string[]
}

/** The document's words in quotation marks, those within them single: two of a kind would stand side by side. */
export const inQuotes = (words: string): string => `“${words.replaceAll('“', '‘').replaceAll('”', '’')}”`
