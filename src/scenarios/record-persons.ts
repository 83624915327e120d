import { bareDocument, cnpj, cpf, draw, type Fixture, isCnpj, isCpf } from '#engine'

/** What may be a CPF or a CNPJ, with its marks or without. */
const DOCUMENT =
  /(?<![\w.-])(?:\d{3}\.?\d{3}\.?\d{3}-?\d{2}|[\dA-Z]{2}\.?[\dA-Z]{3}\.?[\dA-Z]{3}\/?[\dA-Z]{4}-?\d{2})(?![\w-])/gi

/**
 * Puts made-up persons in place of those whom somebody has typed: a scenario is kept and shown. A CPF or CNPJ that a
 * fixture has written out stays, for it is there already.
 */
export class Persons {
  readonly #known: Set<string>
  readonly #standIns = new Map<string, string>()

  constructor(fixtures: readonly Fixture[]) {
    this.#known = new Set(fixtures.flatMap(documentsIn))
  }

  /** A value with others' documents in it, the same for the same. */
  hide(value: unknown): unknown {
    if (typeof value === 'string') return this.hideIn(value)
    if (Array.isArray(value)) return value.map((inner) => this.hide(inner))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.hide(inner)]))
  }

  hideIn(text: string): string {
    return text.replace(DOCUMENT, (written) => {
      const bare = bareDocument(written)
      const person = isCpf(bare)
      if ((!person && !isCnpj(bare)) || this.#known.has(bare)) return written
      const other = this.#standIns.get(bare) ?? this.#invent(bare, person)
      let at = 0
      return written.replace(/[\dA-Za-z]/g, () => other[at++] as string)
    })
  }

  #invent(bare: string, person: boolean): string {
    const chance = draw(1, 'recorded', this.#standIns.size)
    const other = person ? cpf(chance) : cnpj(chance)
    this.#standIns.set(bare, other)
    return other
  }
}

/** The documents that a fixture's rows and states have written out. */
function documentsIn({ tables, states }: Fixture): string[] {
  const written = Object.values(tables).flatMap((sources) => sources.filter((source) => 'rows' in source))
  const patches = Object.values(states).map(({ rows }) => rows)
  return (JSON.stringify([written, patches]).match(DOCUMENT) ?? []).map(bareDocument)
}
