import { type AnyOperation, type AnyVendor, didYouMean } from '#engine'
import type { Mistakes } from './mistakes.ts'
import type { Player } from './scenario.ts'
import type { Spot } from './written.ts'

/** An operation of somebody in the cast. */
export interface Named {
  readonly vendor: string
  readonly player: Player
  readonly operation: string
  readonly definition: AnyOperation
}

/** Finds what a scenario names: vendors, operations, states, options. */
export class Cast {
  readonly players: ReadonlyMap<string, Player>
  readonly #vendors: readonly string[]
  readonly #vendor: string | undefined
  readonly #mistakes: Mistakes

  /**
   * @param vendors everyone who could play
   * @param vendor whose names need no `<vendor>/` before them
   */
  constructor(
    players: ReadonlyMap<string, Player>,
    vendors: readonly string[],
    vendor: string | undefined,
    mistakes: Mistakes,
  ) {
    this.players = players
    this.#vendors = vendors
    this.#vendor = vendor
    this.#mistakes = mistakes
  }

  apiOf(vendor: string): AnyVendor {
    return (this.players.get(vendor) as Player).room.mock.api
  }

  player(spot: Spot, vendor: string): Player | undefined {
    const player = this.players.get(vendor)
    if (player === undefined) this.#mistakes.known(spot, 'vendor', vendor, this.#vendors)
    return player
  }

  /** The scenario's own vendor. @param example how it would be written with another's */
  own(spot: Spot, example: string): string | undefined {
    // Without its fixture, which is wrong, nothing can be said of what it has.
    if (this.#vendor !== undefined) return this.players.has(this.#vendor) ? this.#vendor : undefined
    const [first = 'vocom'] = this.players.keys()
    return this.#mistakes.at(spot, `must name its vendor, as in ${first}/${example}, or given.vendor must`)
  }

  operation(spot: Spot, name: string): Named | undefined {
    const slash = name.indexOf('/')
    const vendor = slash < 0 ? this.own(spot, name) : name.slice(0, slash)
    const player = vendor === undefined ? undefined : this.player(spot, vendor)
    if (vendor === undefined || player === undefined) return undefined
    const operation = name.slice(slash + 1)
    const { operations } = player.room.mock.api
    if (Object.hasOwn(operations, operation)) {
      return { vendor, player, operation, definition: operations[operation] }
    }
    const known = Object.keys(operations)
    const near = didYouMean(operation, known) || `: there are ${known.join(', ')}`
    const says = `names no operation of ${vendor}: ${operation}${near}`
    return this.#mistakes.at(spot, says)
  }

  /** The operations that need no vendor before them. */
  get operations(): readonly string[] {
    const player = this.#vendor === undefined ? undefined : this.players.get(this.#vendor)
    return Object.keys(player?.room.mock.api.operations ?? {})
  }

  /** A state, as `its name` or `<vendor>/its name`. */
  state(spot: Spot, text: string): { readonly vendor: string; readonly name: string } | undefined {
    const slash = text.indexOf('/')
    const prefix = text.slice(0, Math.max(0, slash))
    const named = this.#vendors.includes(prefix)
    const vendor = named ? prefix : this.own(spot, text)
    if (vendor === undefined) return undefined
    return this.stateOf(spot, vendor, named ? text.slice(slash + 1) : text)
  }

  stateOf(spot: Spot, vendor: string, name: string): { vendor: string; name: string } | undefined {
    const fixture = this.players.get(vendor)?.fixture
    if (fixture === undefined) return undefined
    const known = Object.keys(fixture.states)
    if (known.includes(name)) return { vendor, name }
    const there =
      known.length === 0 ? ': it has none' : `: it has ${known.map((one) => `"${one}"`).join(', ')}`
    const says = `names no state of ${vendor}'s fixture "${fixture.name}": ${name}${didYouMean(name, known)}${there}`
    return this.#mistakes.at(spot, says)
  }
}
