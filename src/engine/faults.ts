import type { Delay, Fault, FaultKind, FaultPlan, FaultSort } from './faults/kind.ts'
import { sortOf } from './faults/kind.ts'
import { errorsOf } from './faults/word.ts'
import { type Draw, draw } from './random.ts'
import type { AnyVendor } from './vendor.ts'

/** What a world lends to the faults of its fakes. */
export interface FaultWorld {
  readonly seed: number
  /** A name for the next fault, unique in the world. */
  faultId(): string
}

/** Who asks what. */
export interface Asking {
  readonly vendor: AnyVendor
  readonly operation: string
  /** Undefined where nobody is known to ask. */
  readonly credential: string | undefined
}

/** A fault that meets a request, with the chance that this one meeting has. */
export interface Meeting {
  readonly fault: FaultKind
  readonly chance: Draw
}

/** A fault that stands, and what of it is left. */
interface Standing {
  readonly fault: Fault
  times: number
  after: number
  /** Requests that it could have met: what its chance hangs on. */
  seen: number
}

/** The faults of one fake, oldest first; of each sort the first that fits a request meets it. */
export class Faults {
  readonly #world: FaultWorld
  #standing: Standing[] = []
  /** Faults for single requests: what their chance hangs on. */
  #passing = 0

  constructor(world: FaultWorld) {
    this.#world = world
  }

  get empty(): boolean {
    return this.#standing.length === 0
  }

  add(plan: FaultPlan): Fault {
    const fault = { ...plan, id: this.#world.faultId() }
    this.#standing.push({ fault, times: plan.times, after: plan.after, seen: 0 })
    return fault
  }

  /** @returns whether there was one */
  remove(id: string): boolean {
    const left = this.#standing.filter(({ fault }) => fault.id !== id)
    const found = left.length < this.#standing.length
    this.#standing = left
    return found
  }

  clear(): void {
    this.#standing = []
  }

  /** As at the start. */
  reset(): void {
    this.clear()
    this.#passing = 0
  }

  /** The same faults, for requests that are only tried. */
  copy(): Faults {
    const copy = new Faults(this.#world)
    copy.#standing = this.#standing.map((standing) => ({ ...standing }))
    copy.#passing = this.#passing
    return copy
  }

  /** What stands, and how much of it is left. */
  list(): readonly Fault[] {
    return this.#standing.map(({ fault, times, after }) => ({ ...fault, times, after }))
  }

  /** The fault of a sort that a request meets now, counted down. */
  take(sort: FaultSort, asking: Asking): Meeting | undefined {
    let met: Meeting | undefined
    for (const standing of this.#standing) {
      const { fault } = standing
      if (sortOf(fault.kind) !== sort || !fits(fault, asking)) continue
      if (standing.after > 0) {
        standing.after-- // whoever meets an older fault has passed this one, too
        continue
      }
      if (met !== undefined) continue
      const chance = draw(this.#world.seed, 'fault', fault.id, standing.seen++)
      if (fault.probability < 1 && chance.uint32() / 2 ** 32 >= fault.probability) continue
      standing.times--
      if (standing.times < 1) this.remove(fault.id)
      met = { fault: fault.kind, chance }
    }
    return met
  }

  /** A fault for this one request. */
  pass(fault: FaultKind): Meeting {
    return { fault, chance: draw(this.#world.seed, 'fault', 'passing', this.#passing++) }
  }
}

/** Whether a fault is for this request: an error that its operation does not declare is not. */
function fits({ operation, credential, kind }: Fault, asking: Asking): boolean {
  if (operation !== undefined && operation !== asking.operation) return false
  if (credential !== undefined && credential !== asking.credential) return false
  return kind.kind !== 'outcome' || errorsOf(asking.vendor, asking.operation).includes(kind.outcome)
}

/** How long this one answer is held back, in milliseconds. */
export function drawDelay(delay: Delay, chance: Draw): number {
  if ('fixed' in delay) return delay.fixed
  if ('uniform' in delay) return chance.whole(...(delay.uniform as [number, number]))
  const { median, sigma } = delay.lognormal
  // Box and Muller; one minus the share, because the logarithm of 0 has no end.
  const radius = Math.sqrt(-2 * Math.log(1 - chance.uint32() / 2 ** 32))
  const normal = radius * Math.cos(2 * Math.PI * (chance.uint32() / 2 ** 32))
  return Math.round(median * Math.exp(sigma * normal))
}
