import { didYouMean } from '#engine'

/** What `$name` may stand for where it is written. */
export interface Names {
  /** Columns of the examples, with this line's values. */
  readonly columns: ReadonlyMap<string, string>
  /** The line, for messages; undefined without examples. */
  readonly line: number | undefined
  /** What the steps before have saved. */
  readonly saved: Set<string>
}

/** Text as it is, or a saved value's name. */
export type Part = string | { readonly saved: string }

/** What earlier steps have saved, by name. */
export type Saved = ReadonlyMap<string, unknown>

const GAP = /\$\$|\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g

/** Reads `$name` and `${name}`; `$$` is a dollar, and a dollar before anything else is itself. */
export function textIn(
  text: string,
  { columns, saved }: Names,
): { readonly parts: readonly Part[]; readonly filled: boolean; readonly unknown: readonly string[] } {
  const parts: Part[] = []
  const unknown: string[] = []
  let filled = false
  let end = 0
  const add = (part: Part): void => {
    const last = parts.at(-1)
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part
    else parts.push(part)
  }
  for (const found of text.matchAll(GAP)) {
    add(text.slice(end, found.index))
    end = found.index + found[0].length
    const name = found[1] ?? found[2]
    const column = name === undefined ? '$' : columns.get(name)
    if (name !== undefined && column !== undefined) filled = true
    if (column !== undefined) add(column)
    else if (name !== undefined && saved.has(name)) add({ saved: name })
    else if (name !== undefined) unknown.push(unknownName(name, [...columns.keys(), ...saved]))
  }
  add(text.slice(end))
  const full = parts.filter((part) => part !== '')
  return { parts: full.length === 0 ? [''] : full, filled, unknown }
}

function unknownName(name: string, names: readonly string[]): string {
  const known = names.map((one) => `$${one}`)
  const there =
    known.length === 0
      ? 'nothing is saved before, and there are no examples'
      : `there are ${known.join(', ')}`
  return `names nothing: $${name}${didYouMean(`$${name}`, known)}: ${there}`
}

/** The text if no saved value is in it. */
export const literal = (parts: readonly Part[]): string | undefined =>
  parts.every((part) => typeof part === 'string') ? parts.join('') : undefined

/** The text with saved values in its gaps. */
export const fill = (parts: readonly Part[], saved: Saved): string =>
  parts.map((part) => (typeof part === 'string' ? part : printed(saved.get(part.saved)))).join('')

const printed = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
