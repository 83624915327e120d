import type { ReportedRow } from './ledger.ts'

/** What stands behind a behaviour: the strongest class of its rows, and every row with its own. */
export interface Backing {
  readonly 'x-duble-class': string
  readonly 'x-duble-rows': Readonly<Record<string, string>>
}

const STRENGTH = ['documented', 'example', 'elsewhere', 'observed', 'assumed']

/** The strongest class is told, which need not be that of every row; without a row, all is assumed. */
export function backingOf(rows: readonly ReportedRow[]): Backing {
  const found = rows.map((row) => row.class).sort((a, b) => STRENGTH.indexOf(a) - STRENGTH.indexOf(b))
  const [strongest = 'assumed'] = found
  return {
    'x-duble-class': strongest,
    'x-duble-rows': Object.fromEntries(rows.map((row) => [row.id, row.class])),
  }
}

/** Whether a row's words are the document's own. */
export const isDocumented = ({ class: kind }: ReportedRow): boolean =>
  kind === 'documented' || kind === 'example'

/**
 * Whether the document itself prints these words, all of them.
 *
 * @param pieces the words between a sentence's gaps
 */
export function isPrinted(pieces: readonly string[], rows: readonly ReportedRow[]): boolean {
  const quotes = rows.filter(isDocumented).map(({ quote = '' }) => quote)
  const words = pieces
    .map((piece) => /\p{L}.*[\p{L}\p{N}]/su.exec(piece)?.[0])
    .filter((word) => word !== undefined)
  return words.length > 0 && words.every((word) => quotes.some((quote) => quote.includes(word)))
}

/** A row as one line of Markdown. */
export const quoted = ({ id, quote, place }: ReportedRow): string =>
  `“${quote}” (${place === undefined ? id : `${id}, ${place}`})`

/** The row that carries a class: one that quotes these words, else the first of its class. */
export function carrierOf(
  rows: readonly ReportedRow[],
  kind: string,
  says: string | undefined,
): ReportedRow | undefined {
  const own = rows.filter((row) => row.class === kind)
  return own.find(({ quote = '' }) => says !== undefined && quote.includes(says)) ?? own[0]
}
