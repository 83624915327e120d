import { isMap, isScalar, isSeq, type Node } from 'yaml'
import type { Converter } from '../fixtures/convert.ts'
import { textOf } from '../fixtures/convert.ts'
import { type Names, type Part, textIn } from './names.ts'

/** Where something stands: an offset in the file, and a path for a sentence. */
export interface Spot {
  readonly at: number
  readonly path: string
  /** The line of the examples whose column is in it, if any. */
  readonly line?: number | undefined
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
  readonly entries: readonly WrittenEntry[]
}

/** One key of a map; its spot is the key's. */
export interface WrittenEntry extends Spot {
  readonly name: string
  readonly value: Written
}

/** A part of a scenario, with its places: YAML that no schema has read yet. */
export type Written = WrittenText | WrittenList | WrittenMap

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
      const entries = this.#converter.entries(node).map(([name, keyNode, value]): WrittenEntry => {
        const keyAt = (keyNode as Node | undefined)?.range?.[0] ?? at
        const inside = path === '' ? name : `${path}.${name}`
        return { name, at: keyAt, path: inside, value: this.read(value, inside, keyAt) }
      })
      return { kind: 'map', at, path, entries }
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
    const { parts, filled, unknown } = textIn(isScalar(node) ? textOf(node) : '', this.#names)
    for (const says of unknown) this.#refuse({ at, path }, says)
    const line = filled ? this.#names.line : undefined
    return { kind: 'text', at, path, parts, plain, wrong: unknown.length > 0, line }
  }
}

/** The value of a map's key, if it is there. */
export const entryOf = (map: WrittenMap, name: string): WrittenEntry | undefined =>
  map.entries.find((entry) => entry.name === name)
