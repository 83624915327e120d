import { isMap, isScalar, isSeq, type Node } from 'yaml'
import type { Converter } from '../fixtures/convert.ts'
import { textOf } from '../fixtures/convert.ts'
import { fill, literal, type Names, type Part, type Saved, textIn, written } from './names.ts'

/** Where something stands: an offset in the file, and a path for a sentence. */
export interface Spot {
  readonly at: number
  readonly path: string
  /** The example whose column is in it, if any. */
  readonly example?: string | undefined
}

/** Text as its characters were written, with gaps for what earlier steps have saved. */
export interface WrittenText extends Spot {
  readonly kind: 'text'
  readonly parts: readonly Part[]
  /** Whether it stood without quotes, so that `3` may be a number. */
  readonly plain: boolean
  /** Whether something is wrong with it already, and nothing more need be said. */
  readonly wrong: boolean
}

export interface WrittenList extends Spot {
  readonly kind: 'list'
  readonly items: readonly Written[]
}

export interface WrittenMap extends Spot {
  readonly kind: 'map'
  /** Without those whose key is wrong. */
  readonly entries: readonly WrittenEntry[]
  /** Whether there are such, so that nobody is told what is not there. */
  readonly wrong: boolean
}

/** One key of a map; its spot is the key's. */
export interface WrittenEntry extends Spot {
  readonly name: string
  /** The name's parts, where what earlier steps have saved is in it; else undefined. */
  readonly gaps: readonly Part[] | undefined
  readonly value: Written
}

/** A part of a scenario, with its places: YAML that no schema has read yet. */
export type Written = WrittenText | WrittenList | WrittenMap

/** The words that stand for a value: they are keys as they are, and no names. */
export const MATCHERS = ['$matches', '$contains', '$absent'] as const

/** Bounded, because aliases may repeat a node. */
const MOST = 100_000

/** Turns YAML nodes into written parts, with the columns of the examples filled in. */
export class WrittenReader {
  readonly #converter: Converter
  readonly #names: Names
  readonly #refuse: (spot: Spot, says: string) => void
  #left = MOST

  /** @param refuse told of every `$name` that names nothing */
  constructor(converter: Converter, names: Names, refuse: (spot: Spot, says: string) => void) {
    this.#converter = converter
    this.#names = names
    this.#refuse = refuse
  }

  read(given: unknown, path: string, fallbackAt = 0): Written {
    const node = this.#converter.resolve(given)
    const at = node?.range?.[0] ?? fallbackAt
    if (--this.#left === 0) this.#refuse({ at, path: '' }, 'is too large: it repeats aliases')
    if (this.#left <= 0) return { kind: 'text', at, path, parts: [''], plain: true, wrong: true }
    if (isMap(node)) {
      const all = this.#converter.entries(node).map(([key, keyNode, value]) => {
        const keyAt = (keyNode as Node | undefined)?.range?.[0] ?? at
        return this.#entry(key, value, path, keyAt)
      })
      const entries = all.filter((entry) => entry !== undefined)
      return { kind: 'map', at, path, entries, wrong: entries.length < all.length }
    }
    if (isSeq(node)) {
      return {
        kind: 'list',
        at,
        path,
        items: node.items.map((item, index) => this.read(item, `${path}.${index}`, at)),
      }
    }
    const plain = !isScalar(node) || node.type === 'PLAIN'
    const { parts, filled, wrong, unknown } = textIn(isScalar(node) ? textOf(node) : '', this.#names)
    for (const says of unknown) this.#refuse({ at, path }, says)
    const example = filled ? this.#names.example : undefined
    return { kind: 'text', at, path, parts, plain, wrong, example }
  }

  #entry(key: string, value: unknown, path: string, at: number): WrittenEntry | undefined {
    const word = MATCHERS.some((matcher) => matcher === key)
    const text = textIn(word ? '' : key, this.#names, MATCHERS)
    const name = word || text.wrong ? key : written(text.parts)
    const inside = within(path, name)
    for (const says of text.unknown) this.#refuse({ at, path: inside }, says)
    const part = this.read(value, inside, at)
    if (text.wrong) return undefined
    const gaps = literal(text.parts) === undefined ? text.parts : undefined
    const example = text.filled ? this.#names.example : undefined
    return { name, gaps, at, path: inside, value: part, example }
  }
}

/** The path of a part: steps are counted as reports do, from 1, and set apart from what is in them. */
const within = (path: string, name: string): string => {
  if (path === '') return name
  return /^step \d+$/.test(path) ? `${path}: ${name}` : `${path}.${name}`
}

/** A key as it is sent or looked for. */
export const keyOf = ({ name, gaps }: WrittenEntry, saved: Saved): string =>
  gaps === undefined ? name : fill(gaps, saved)

/** The value of a map's key, if it is there. */
export const entryOf = (map: WrittenMap, name: string): WrittenEntry | undefined =>
  map.entries.find((entry) => entry.name === name)
