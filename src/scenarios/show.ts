/** Values in reports. */

/** A value as JSON, shortened. */
export function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length > 300 ? `${text.slice(0, 299)}… (${text.length} characters)` : text
}

/** Texts no longer than this are shown whole. */
const SHORT = 60
/** So much is shown of longer ones, before the first difference and behind it. */
const BEFORE = 20
const BEHIND = 40

/** Two texts that differ: long ones from shortly before the first difference on. */
export function apart(expected: string, came: string): { readonly expected: string; readonly came: string } {
  if (Math.max(expected.length, came.length) <= SHORT) return { expected: show(expected), came: show(came) }
  let at = 0
  while (at < expected.length && expected[at] === came[at]) at++
  const part = (text: string): string => {
    const from = Math.max(0, at - BEFORE)
    const shown = JSON.stringify(text.slice(from, at + BEHIND).toWellFormed())
    // Without marks around it, the text's own need no backslash.
    const plain = shown.slice(1, -1).replaceAll('\\"', '"')
    return `${from > 0 ? '…' : ''}${plain}${at + BEHIND < text.length ? '…' : ''}`
  }
  return { expected: part(expected), came: `${part(came)}, which differs from character ${at + 1} on` }
}

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
