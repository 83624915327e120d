import { type Clock, createClock } from './clock.ts'
import { DubleError } from './errors.ts'
import { Fake, type MakeStore } from './fake.ts'
import type { Fixture } from './fixture.ts'
import { Journal } from './journal.ts'
import type { AnyMock } from './mock.ts'
import { MemoryStore } from './state.ts'
import { didYouMean } from './suggest.ts'

/** What a world is made of. */
export interface WorldParts {
  readonly id: string
  readonly vendors: readonly { readonly mock: AnyMock; readonly fixture: Fixture }[]
  readonly seed?: number | undefined
  /** Epoch milliseconds at which the clock stands still. Default: it follows the machine's */
  readonly frozenAt?: number | undefined
  readonly wall?: (() => number) | undefined
  readonly store?: MakeStore | undefined
  readonly journalSize?: number | undefined
}

/** One isolated run of all fakes: its own clock, seed, state, cooldowns, faults, journal. */
export class World {
  readonly id: string
  readonly seed: number
  readonly clock: Clock
  readonly journal: Journal
  readonly fakes = new Map<string, Fake>()
  readonly #frozenAt: number | undefined
  readonly #makeStore: MakeStore

  constructor(parts: WorldParts) {
    this.id = parts.id
    this.seed = parts.seed ?? 1
    this.clock = createClock(parts.wall)
    this.journal = new Journal(parts.journalSize)
    this.#frozenAt = parts.frozenAt
    if (parts.frozenAt !== undefined) this.clock.freeze(parts.frozenAt)
    this.#makeStore = parts.store ?? ((base) => new MemoryStore(base))
    for (const { mock, fixture } of parts.vendors) this.replace(mock, fixture)
  }

  /** Starts one vendor anew from a fixture; clock and journal go on. */
  replace(mock: AnyMock, fixture: Fixture): void {
    this.fakes.set(mock.api.name, new Fake(this, mock, fixture, this.#makeStore))
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

  /** State, options, faults, cooldowns, clock and journal as at the start. */
  async reset(): Promise<void> {
    for (const fake of this.fakes.values()) await fake.reset()
    if (this.#frozenAt === undefined) this.clock.real()
    else this.clock.freeze(this.#frozenAt)
    this.journal.reset()
  }
}
