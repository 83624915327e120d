import { type AnyOperation, type AnyVendor, type JsonSchema, jsonSchema } from '#engine'
import type { Names } from './shape.ts'
import { partsOf, WORDS } from './words.ts'

/** So many values are remembered; beyond them nothing is kept but known words. */
const MOST_VALUES = 200_000
const LONGEST = 40
/** Of a value, so many characters are looked at for words in it. */
const LOOKED_AT = 100_000

/**
 * Tells names from data. What the vendor's document names is kept, and so is what is made of words that such APIs are
 * made of; a field that neither knows is kept among more that are known, where it is written like a word, no person is
 * called so, and it was no value anywhere. Segments of paths and names of headers must be known.
 */
export class Discretion implements Names {
  readonly #known: ReadonlySet<string>
  readonly #persons: ReadonlySet<string>
  /** What was a value somewhere, in small letters, where it could be taken for a name. */
  readonly #values = new Set<string>()
  #full = false
  /** What was not kept, by where it stood; nothing tells what it was. */
  readonly dropped = { paths: 0, fields: 0, headers: 0 }

  /**
   * @param keep words that somebody vouches for
   * @param persons what people are called, in small letters
   */
  constructor(api: AnyVendor, keep: readonly string[] = [], persons: ReadonlySet<string> = new Set()) {
    this.#known = new Set([...namesOf(api), ...keep].map((name) => name.toLowerCase()))
    this.#persons = persons
  }

  /** Remembers a value: what it is, or is written as in Base64, and the words in it, are no names. */
  hide(value: string): void {
    const short = value.length <= 4 * LONGEST
    const forms = short
      ? [value, ...(['base64', 'base64url'] as const).map((code) => Buffer.from(value).toString(code))]
      : []
    const words = value.slice(0, LOOKED_AT).split(/[^\p{L}\d]+/u)
    const bare = words.flatMap(partsOf)
    for (const part of [...forms, ...words, ...bare, ...(short ? [bare.join('')] : [])]) {
      const form = part.replace(/=+$/, '')
      if (form.length < 2 || form.length > LONGEST || !/^[\p{L}_][\w\p{L}.-]*$/u.test(form)) continue
      if (this.#values.size < MOST_VALUES) this.#values.add(form.toLowerCase())
      else this.#full = true
    }
  }

  /** Whether the document, or somebody who vouches, knows a name. */
  knows(name: string): boolean {
    return this.#known.has(name.toLowerCase())
  }

  /** Whether a segment of a path, a parameter or a header may be kept. */
  word(name: string): boolean {
    if (this.knows(name)) return true
    if (name.length > LONGEST || !/^[A-Za-z][\w.-]*$/.test(name)) return false
    const parts = partsOf(name)
    return parts.every((part) => this.#known.has(part) || WORDS.has(part) || /^v\d{1,2}$/.test(part))
  }

  fields(names: readonly string[], known: ReadonlySet<string>): ReadonlySet<string> {
    const sure = new Set(names.filter((name) => known.has(name) || this.word(name)))
    // Where few names are known, the others may be data: counts by person, rows by document.
    const more = sure.size * 2 > names.length
    const kept = more ? new Set(names.filter((name) => sure.has(name) || this.#likely(name))) : sure
    this.dropped.fields += names.length - kept.size
    return kept
  }

  /** Whether a name is to go after all: it, or a word in it that is not known, was a value somewhere. */
  betrays(name: string): boolean {
    if (this.word(name)) return false
    const own = partsOf(name).filter((part) => !WORDS.has(part) && !this.#known.has(part))
    return this.#full || [name.toLowerCase(), ...own].some((part) => this.#values.has(part))
  }

  /** Written like a word, and not like a code or a person. */
  #likely(name: string): boolean {
    if (name.length > LONGEST || !/^[A-Za-z][A-Za-z_-]*\d{0,2}$/.test(name) || this.betrays(name))
      return false
    const parts = partsOf(name)
    return parts.every(
      (part) =>
        WORDS.has(part) ||
        (part.length > 2 && part.length <= 20 && /[aeiouy]/.test(part) && !this.#isPerson(part)),
    )
  }

  /** What people are called, alone or as they are written for a login: `mariasilva`, `msilva`, `marias`. */
  #isPerson(part: string): boolean {
    const persons = this.#persons
    if (persons.has(part)) return true
    for (let at = 1; at < part.length; at++) {
      const [first, last] = [part.slice(0, at), part.slice(at)]
      if (persons.has(first) && first.length > 2 && persons.has(last) && last.length > 2) return true
      if (first.length === 1 && last.length > 3 && persons.has(last)) return true
      if (last.length === 1 && first.length > 3 && persons.has(first)) return true
    }
    return false
  }
}

/** Everything that the document names: segments of paths, parameters, fields of any shape that an option may choose. */
function namesOf(api: AnyVendor): string[] {
  const operations = Object.values(api.operations as Readonly<Record<string, AnyOperation>>)
  const schemas = operations.flatMap(({ parameters, answer, failure = api.failureSchema }) =>
    [parameters, answer, failure].map(jsonSchema),
  )
  const segments = operations.flatMap(({ path }) => path.split('/')).filter((part) => /^\w+$/.test(part))
  const envelope = api.envelope === undefined ? [] : [api.envelope]
  return [...segments, ...envelope, ...schemas.flatMap(fieldsOf), ...Object.keys(api.operations)]
}

function fieldsOf(schema: JsonSchema): string[] {
  const { properties = {}, items, anyOf = [], additionalProperties } = schema
  const inner = [
    ...Object.values(properties),
    ...(items === undefined ? [] : [items]),
    ...anyOf,
    ...(typeof additionalProperties === 'object' ? [additionalProperties] : []),
  ]
  return [...Object.keys(properties), ...inner.flatMap(fieldsOf)]
}
