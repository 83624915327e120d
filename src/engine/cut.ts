/** Characters that are kept of a long text. */
const KEPT = 2048
/** Room for the words that tell of a cut: what was cut already is not cut again. */
const ROOM = 40

const END = ' characters)'
const TOLD = /… \((\d+) characters\)$/

/**
 * The beginning of a long text, as the journal keeps it.
 *
 * @param kept Default: 2048
 * @example head('a'.repeat(5000), 3) // 'aaa… (5000 characters)'
 */
export function head(text: string, kept = KEPT): string {
  if (text.length <= kept + ROOM) return text
  // What is longer than what is kept was not cut yet, whatever its end says.
  const told = text.length <= KEPT + ROOM ? toldIn(text) : undefined
  return `${copied(text, wholeUpTo(text, kept))}… (${told ?? text.length} characters)`
}

/**
 * The beginning of a text, no sign of which is cut in two.
 *
 * @param most characters
 */
export const beginning = (text: string, most: number): string => text.slice(0, wholeUpTo(text, most))

/** So many characters, or one less where the last would be the first half of a pair. */
const wholeUpTo = (text: string, most: number): number =>
  most < text.length && HALF.test(text[most - 1] ?? '') ? most - 1 : most
const HALF = /[\ud800-\udbff]/

/** Whether a text is only the beginning of what it was. */
export const isCut = (text: string): boolean => toldIn(text) !== undefined

const toldIn = (text: string): string | undefined =>
  text.endsWith(END) ? TOLD.exec(text.slice(-ROOM))?.[1] : undefined

/** Whether a text has a character beyond Latin-1, so that each of its characters takes two bytes. */
export const isWide = (text: string): boolean => WIDE.test(text)
const WIDE = /[\u0100-\uffff]/

const scratch = Buffer.alloc(2 * KEPT)

/** A copy of a text's beginning: a slice would keep the whole of a large body alive. */
function copied(text: string, kept: number): string {
  const encoding = isWide(text) ? 'utf16le' : 'latin1'
  const bytes = encoding === 'latin1' ? kept : 2 * kept
  scratch.write(text, 0, bytes, encoding)
  return scratch.toString(encoding, 0, bytes)
}
