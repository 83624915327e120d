/** Text that takes quotes, because YAML would read it as something else without. */
export class Quoted {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** A part of a scenario that is to be written: text as its characters will stand, a list, or a map. */
export type Said = string | Quoted | readonly Said[] | { readonly [key: string]: Said }

/** What YAML reads as nothing, a truth or a number where it stands without quotes. */
const NOTHING = /^(?:|~|null|Null|NULL)$/
const NO_TEXT = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|True|TRUE|false|False|FALSE)$/

/** Text in which a dollar is a dollar. */
export const bare = (text: string): string => text.replace(/\$(?=[$A-Za-z_{])/g, '$$$$')

/** Text where its characters count, quotes or not. */
export const sayText = (text: string): Said => (NOTHING.test(text) ? new Quoted(text) : bare(text))

/** A value as YAML reads it back. */
export function sayValue(value: unknown): Said {
  if (typeof value === 'string') {
    return NOTHING.test(value) || NO_TEXT.test(value) ? new Quoted(value) : bare(value)
  }
  if (Array.isArray(value)) return value.map(sayValue)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [bare(key), sayValue(inner)]))
}
