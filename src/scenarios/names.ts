import { didYouMean } from '#engine'

/** What `$name` may stand for where it is written. */
export interface Names {
  /** Columns of the examples, with this line's values. */
  readonly columns: ReadonlyMap<string, string>
  /** Which example it is, for messages, such as `cases.csv:3`; undefined without examples. */
  readonly example: string | undefined
  /** What the steps before have saved. */
  readonly saved: Set<string>
  /** Whether the columns are not known, because the examples cannot be read. Default: they are */
  readonly open?: boolean
}

/** Text as it is, or a saved value's name. */
export type Part = string | { readonly saved: string }

/** What earlier steps have saved, by name. */
export type Saved = ReadonlyMap<string, unknown>

const GAP = /\$\$|\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g

/** What text comes to. */
interface TextIn {
  readonly parts: readonly Part[]
  /** Whether a column of the examples is in it. */
  readonly filled: boolean
  /** Whether a name in it stands for nothing. */
  readonly wrong: boolean
  /** What is to be said of that. */
  readonly unknown: readonly string[]
}

/**
 * Reads `$name` and `${name}`; `$$` is a dollar, and a dollar before anything else is itself.
 *
 * @param more what else could have been meant by a name that nothing has
 */
export function textIn(
  text: string,
  { columns, saved, open = false }: Names,
  more: readonly string[] = [],
): TextIn {
  const parts: Part[] = []
  const unknown: string[] = []
  let filled = false
  let wrong = false
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
    else if (name !== undefined) {
      wrong = true
      if (!open) unknown.push(unknownName(name, [...columns.keys(), ...saved], more))
    }
  }
  add(text.slice(end))
  const full = parts.filter((part) => part !== '')
  return { parts: full.length === 0 ? [''] : full, filled, wrong, unknown }
}

function unknownName(name: string, names: readonly string[], more: readonly string[]): string {
  const known = names.map((one) => `$${one}`)
  const there =
    known.length === 0
      ? 'nothing is saved before, and there are no examples'
      : `there are ${known.join(', ')}`
  return `names nothing: $${name}${didYouMean(`$${name}`, [...known, ...more])}: ${there}`
}

/** The text if no saved value is in it. */
export const literal = (parts: readonly Part[]): string | undefined =>
  parts.every((part) => typeof part === 'string') ? parts.join('') : undefined

/** The text as it was written, for messages. */
export const written = (parts: readonly Part[]): string =>
  parts.map((part) => (typeof part === 'string' ? part : `$${part.saved}`)).join('')

/** The text with saved values in its gaps. */
export const fill = (parts: readonly Part[], saved: Saved): string =>
  parts.map((part) => (typeof part === 'string' ? part : printed(saved.get(part.saved)))).join('')

const printed = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
