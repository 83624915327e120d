import { type Done, type FaultOrder, type FaultPlan, printFault, readFault, type World } from '#engine'
import { type Move, type Moves, printInstant } from './record-moves.ts'
import { notRecordable } from './record-refusal.ts'
import { bare, type Said, sayText } from './record-said.ts'

type Words = Readonly<Record<string, Said>>

/** Says what is done, with the vendor's name wherever there is more than one. */
export class DeedWords {
  readonly #world: World
  readonly #prefixed: boolean

  /** @param prefixed whether there is more than one vendor */
  constructor(world: World, prefixed: boolean) {
    this.#world = world
    this.#prefixed = prefixed
  }

  /** The steps of one deed. @throws DubleError `not_recordable` */
  stepsOf({ deed }: Done, moves: Moves): Words[] {
    switch (deed.word) {
      case 'clock': {
        const { how, from, to } = deed
        const made: Move[] = how === 'advance' ? moves.advance(from, to) : moves.jump(from, to)
        return made.map((move) => ({ ...move }))
      }
      case 'state':
        return [{ state: this.#state(deed.vendor, deed.name) }]
      case 'options':
        return [{ options: this.#options(deed.vendor, deed.changes) }]
      case 'fault':
        return [this.#fault(deed.vendor, deed.plan)]
      case 'faults':
        return [{ faults: 'none' }, ...deed.left.map(({ vendor, plan }) => this.#fault(vendor, plan))]
      case 'fixture': {
        const says = `${deed.vendor}’s fixture was read again while the world ran, and what came before was another one: reset the world, and do it anew`
        throw notRecordable('fixture', says)
      }
    }
  }

  /** With what the world began. @param fixtures by vendor, where it is another than the usual one */
  given(vendors: readonly string[], fixtures: Readonly<Record<string, string>>): Words {
    const { options = {}, states = [], faults = [], at } = this.#world.begun
    const mine = <T extends { readonly vendor: string }>(all: readonly T[]): readonly T[] =>
      all.filter(({ vendor }) => vendors.includes(vendor))
    const [only = ''] = vendors
    const written = Object.entries(options).filter(
      ([vendor, values]) => vendors.includes(vendor) && Object.keys(values).length > 0,
    )
    const begun = Object.groupBy(mine(states), ({ vendor }) => vendor)
    const named = Object.entries(begun).map(([vendor, all = []]) => [
      vendor,
      all.map(({ name }) => bare(name)),
    ])
    const one = (entries: readonly (readonly (string | Said)[])[]): Said =>
      this.#prefixed ? (Object.fromEntries(entries) as Said) : (entries[0]?.[1] as Said)
    return {
      ...(this.#prefixed ? {} : { vendor: only }),
      ...(Object.keys(fixtures).length === 0 ? {} : { fixture: one(Object.entries(fixtures)) }),
      clock: printInstant(at),
      ...(this.#world.seed === 1 ? {} : { seed: String(this.#world.seed) }),
      ...(named.length === 0 ? {} : { states: one(named) }),
      ...(written.length === 0
        ? {}
        : { options: one(written.map(([vendor, all]) => [vendor, writtenOptions(all)])) }),
      ...(mine(faults).length === 0 ? {} : { faults: mine(faults).map((order) => this.#order(order)) }),
    }
  }

  #state(vendor: string, name: string): Said {
    return bare(this.#prefixed ? `${vendor}/${name}` : name)
  }

  #options(vendor: string, changes: Readonly<Record<string, string | null>>): Said {
    const said = writtenOptions(changes)
    return this.#prefixed ? { [vendor]: said } : said
  }

  #fault(vendor: string, { operation, credential, kind, times, after, probability }: FaultPlan): Words {
    const on = this.#target(vendor, operation)
    return {
      fault: printFault(kind).replace(/=before_head$/, ''),
      ...(on === undefined ? {} : { on }),
      ...(times === Number.POSITIVE_INFINITY ? {} : { times: String(times) }),
      ...(after === 0 ? {} : { after: String(after) }),
      ...(probability === 1 ? {} : { probability: String(probability) }),
      ...(credential === undefined ? {} : { credential: bare(credential) }),
    }
  }

  #order({ vendor, fault, outcome, ...rest }: FaultOrder): Words {
    const { api } = this.#world.fake(vendor).mock
    const kind = readFault(fault ?? outcome, api, rest.operation)
    const { operation, credential, times = Number.POSITIVE_INFINITY, after = 0, probability = 1 } = rest
    return this.#fault(vendor, { operation, credential, kind, times, after, probability })
  }

  #target(vendor: string, operation: string | undefined): string | undefined {
    if (!this.#prefixed) return operation
    return operation === undefined ? vendor : `${vendor}/${operation}`
  }
}

const writtenOptions = (changes: Readonly<Record<string, unknown>>): Said =>
  Object.fromEntries(
    Object.entries(changes).map(([name, value]) => [name, value === null ? 'null' : sayText(String(value))]),
  )
