import { type Clock, createClock } from './clock.ts'
import { type Deed, Deeds, toldClock } from './deeds.ts'
import { DubleError } from './errors.ts'
import { Fake, type MakeStore } from './fake.ts'
import type { Fault } from './faults/kind.ts'
import type { FaultOrder } from './faults/order.ts'
import type { Finding } from './findings/finding.ts'
import { mergeFindings } from './findings/notebook.ts'
import type { Fixture } from './fixture.ts'
import { Journal } from './journal.ts'
import type { Met } from './met.ts'
import type { AnyMock } from './mock.ts'
import type { Written } from './settled.ts'
import { MemoryStore } from './state.ts'
import { didYouMean } from './suggest.ts'
import { Tallies } from './tallies.ts'
import { Watch } from './watch.ts'
import { WorldFaults } from './world-faults.ts'
import type { WorldParts } from './world-parts.ts'

/** One isolated run of all fakes: its own clock, seed, state, cooldowns, faults, journal. */
export class World {
  readonly id: string
  readonly seed: number
  readonly clock: Clock
  readonly journal: Journal
  /** What it was asked in all: a reset does not change that. */
  readonly tallies = new Tallies()
  /** What is noticed about who asks: a reset does not change that. */
  readonly watch: Watch
  /** What was done to it since its beginning or its last reset, beside asking it. */
  readonly deeds = new Deeds()
  readonly fakes = new Map<string, Fake>()
  #of: World | undefined
  /** Worlds that belong to this one. */
  readonly #belonging = new Set<World>()
  readonly #parts: WorldParts
  readonly #makeStore: MakeStore
  readonly #faults: WorldFaults
  #beganAt: number

  constructor(parts: WorldParts) {
    this.id = parts.id
    this.seed = parts.seed ?? 1
    this.clock = toldClock(createClock(parts.wall), (deed) => this.#tell(deed, deed.from))
    this.journal = new Journal(parts.journalSize)
    this.#parts = parts
    this.#of = parts.of
    this.#faults = new WorldFaults(this, (deed) => this.#tell(deed))
    this.watch = new Watch(this, parts.elapsed)
    if (parts.of !== undefined) parts.of.#belonging.add(this)
    if (parts.frozenAt !== undefined) this.clock.freeze(parts.frozenAt)
    this.#makeStore = parts.store ?? ((base) => new MemoryStore(base))
    for (const { mock, fixture } of parts.vendors) this.replace(mock, fixture)
    for (const vendor of Object.keys(parts.options ?? {})) this.fake(vendor).settle()
    this.#beganAt = this.clock.now()
    this.deeds.clear()
  }

  /** The world to which it belongs. */
  get of(): World | undefined {
    return this.#of
  }

  /** With what it began, or was reset to, and when. */
  get begun(): Pick<WorldParts, 'options' | 'states' | 'faults' | 'frozenAt'> & { readonly at: number } {
    const { options, states, faults, frozenAt } = this.#parts
    return { options, states, faults, frozenAt, at: this.#beganAt }
  }

  #tell(deed: Deed, at = this.clock.now()): void {
    this.deeds.add({ after: this.journal.last, at, deed })
  }

  /** What was asked here and in the worlds that belong to it, from the beginning on, whatever was reset. */
  met(): Met {
    return { ...this.tallies.read(), findings: this.findings() }
  }

  /** What was noticed about who asks, here and in the worlds that belong to this one. */
  findings(): readonly Finding[] {
    const theirs = [...this.#belonging].flatMap((world) => world.findings())
    return theirs.length === 0 ? this.watch.read() : mergeFindings([...this.watch.read(), ...theirs])
  }

  /** Counts from now on. */
  forget(): void {
    this.tallies.clear()
    this.watch.clear()
    for (const world of this.#belonging) world.forget()
  }

  /** Leaves what was noticed, and those that belong to it, to the world to which it belongs: this one is closed. */
  leave(): void {
    const of = this.#of
    if (of === undefined || !of.#belonging.delete(this)) return
    of.watch.absorb(this.watch.read())
    for (const world of this.#belonging) {
      world.#of = of
      of.#belonging.add(world)
    }
    this.#belonging.clear()
  }

  /** Starts one vendor anew from a fixture; clock and journal go on. */
  replace(mock: AnyMock, fixture: Fixture): void {
    const { name } = mock.api
    if (this.fakes.has(name)) this.#tell({ word: 'fixture', vendor: name })
    const { options = {} } = this.#parts
    const written = Object.hasOwn(options, name) ? options[name] : {}
    const parts = { mock, fixture, makeStore: this.#makeStore, options: written }
    this.fakes.set(name, new Fake(this, parts))
  }

  /** @throws DubleError `unknown_vendor` */
  fake(vendor: string): Fake {
    const fake = this.fakes.get(vendor)
    if (fake !== undefined) return fake
    const known = [...this.fakes.keys()]
    throw new DubleError(
      'unknown_vendor',
      `there is no vendor "${vendor}"${didYouMean(vendor, known)}: there are ${known.join(', ')}`,
      { vendor, known },
    )
  }

  /**
   * Puts a new world into the states it was ordered with, and sets its faults.
   *
   * @param vendor the one that is meant. Default: all
   * @throws DubleError `unknown_vendor`, `unknown_state`, and what `addFaults` throws
   */
  async begin(vendor?: string): Promise<void> {
    const { states = [], faults = [] } = this.#parts
    const ordered = <T extends { readonly vendor: string }>(all: readonly T[]): readonly T[] =>
      vendor === undefined ? all : all.filter((order) => order.vendor === vendor)
    for (const state of ordered(states)) await this.fake(state.vendor).applyState(state.name)
    this.addFaults(ordered(faults))
    if (vendor !== undefined) return
    this.#beganAt = this.clock.now()
    this.deeds.clear()
  }

  /**
   * Changes options by vendor, all of them or, where one is wrong, none; null goes back to the start.
   *
   * @throws DubleError `unknown_vendor`, `unknown_option`, `bad_option`
   */
  setOptions(changes: Readonly<Record<string, Written>>): void {
    const changed = Object.entries(changes).map(([vendor, written]) => {
      const fake = this.fake(vendor)
      return { fake, written: fake.changedOptions(written) }
    })
    for (const { fake, written } of changed) fake.setOptions(written)
    for (const [vendor, written] of Object.entries(changes)) {
      const begun = this.#parts.options?.[vendor] ?? {}
      const told = Object.entries(written).map(([name, value]) => {
        const means = value ?? (Object.hasOwn(begun, name) ? begun[name] : null)
        return [name, means === null || means === undefined ? null : String(means)]
      })
      this.#tell({ word: 'options', vendor, changes: Object.fromEntries(told) })
    }
  }

  /**
   * Puts a vendor into one of its fixture's states.
   *
   * @throws DubleError `unknown_vendor`, `unknown_state`, `unknown_credential`, `bad_option`
   */
  async applyState(vendor: string, name: string): Promise<void> {
    const at = this.clock.now()
    await this.fake(vendor).applyState(name)
    this.#tell({ word: 'state', vendor, name }, at)
    this.watch.turn(vendor)
  }

  /**
   * Sets a fault.
   *
   * @throws DubleError `bad_fault`, `unknown_vendor`, `unknown_operation`, `unknown_outcome`, `unknown_credential`
   * @example world.addFault({ vendor: 'acme', operation: 'login', fault: 'delay=2s', times: 1 })
   */
  addFault(order: FaultOrder): Fault {
    return this.addFaults([order])[0] as Fault
  }

  /**
   * Sets several faults, the first being the oldest; none where one is wrong.
   *
   * @throws DubleError `bad_fault`, `unknown_vendor`, `unknown_operation`, `unknown_outcome`, `unknown_credential`
   */
  addFaults(orders: readonly FaultOrder[]): readonly Fault[] {
    return this.#faults.add(orders)
  }

  /** Removes every fault. */
  clearFaults(): void {
    this.#faults.clear()
  }

  /** Removes one fault. @returns whether there was one */
  removeFault(id: string): boolean {
    return this.#faults.remove(id)
  }

  /** A name for the next fault. */
  faultId(): string {
    return this.#faults.nextId()
  }

  /** State, options, faults, cooldowns, clock and journal as at the start. */
  async reset(): Promise<void> {
    this.#faults.restart()
    this.watch.restart()
    for (const fake of this.fakes.values()) await fake.reset()
    if (this.#parts.frozenAt === undefined) this.clock.real()
    else this.clock.freeze(this.#parts.frozenAt)
    await this.begin()
    this.journal.reset()
  }
}
