import type { Deed, LeftFault } from './deeds.ts'
import { DubleError } from './errors.ts'
import type { Fake } from './fake.ts'
import type { Fault } from './faults/kind.ts'
import { type FaultOrder, vendorOfFault } from './faults/order.ts'

/** Whose faults they are. */
interface Faulty {
  readonly fakes: ReadonlyMap<string, Fake>
  fake(vendor: string): Fake
}

/** The faults of all fakes of one world, as they are set and removed; each of it is told. */
export class WorldFaults {
  readonly #world: Faulty
  readonly #tell: (deed: Deed) => void
  #made = 0

  constructor(world: Faulty, tell: (deed: Deed) => void) {
    this.#world = world
    this.#tell = tell
  }

  /**
   * Sets several, the first being the oldest; none where one is wrong.
   *
   * @throws DubleError `bad_fault`, `unknown_vendor`, `unknown_operation`, `unknown_outcome`, `unknown_credential`
   */
  add(orders: readonly FaultOrder[]): readonly Fault[] {
    const planned = orders.map((order, index) => {
      try {
        const fake = this.#world.fake(vendorOfFault(order))
        return { fake, plan: fake.planFault(order) }
      } catch (error) {
        if (!(error instanceof DubleError) || orders.length === 1) throw error
        throw new DubleError(error.code, `faults.${index}: ${error.message}`, error.facts)
      }
    })
    return planned.map(({ fake, plan }) => {
      this.#tell({ word: 'fault', vendor: fake.name, plan })
      return fake.faults.add(plan)
    })
  }

  /** Removes every one. */
  clear(): void {
    for (const fake of this.#world.fakes.values()) fake.faults.clear()
    this.#tell({ word: 'faults', left: [] })
  }

  /** Removes one. @returns whether there was one */
  remove(id: string): boolean {
    const found = [...this.#world.fakes.values()].some((fake) => fake.faults.remove(id))
    if (found) this.#tell({ word: 'faults', left: this.#standing() })
    return found
  }

  /** A name for the next one. */
  nextId(): string {
    this.#made++
    return `f${this.#made}`
  }

  /** Names begin anew. */
  restart(): void {
    this.#made = 0
  }

  #standing(): LeftFault[] {
    const all = [...this.#world.fakes.values()].flatMap(({ name, faults }) =>
      faults.list().map((plan) => ({ vendor: name, plan })),
    )
    return all.sort((a, b) => Number(a.plan.id.slice(1)) - Number(b.plan.id.slice(1)))
  }
}
