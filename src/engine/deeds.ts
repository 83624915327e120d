import type { Clock } from './clock.ts'
import type { FaultPlan } from './faults/kind.ts'

/** A fault of a vendor, with what is left of it. */
export interface LeftFault {
  readonly vendor: string
  readonly plan: FaultPlan
}

/** What somebody did to a world, beside asking it. */
export type Deed =
  /** The clock went from one instant to another, in epoch milliseconds. */
  | {
      readonly word: 'clock'
      readonly how: 'advance' | 'freeze' | 'real'
      readonly from: number
      readonly to: number
    }
  | { readonly word: 'state'; readonly vendor: string; readonly name: string }
  /** Null goes back to what the fixture says. */
  | {
      readonly word: 'options'
      readonly vendor: string
      readonly changes: Readonly<Record<string, string | null>>
    }
  | { readonly word: 'fault'; readonly vendor: string; readonly plan: FaultPlan }
  /** Faults were removed; these are left. */
  | { readonly word: 'faults'; readonly left: readonly LeftFault[] }
  /** A vendor began anew with another fixture. */
  | { readonly word: 'fixture'; readonly vendor: string }

/** A deed in its place. */
export interface Done {
  /** The journal's last number when it was done. */
  readonly after: number
  /** The world's time before it, in epoch milliseconds. */
  readonly at: number
  readonly deed: Deed
}

/** More deeds than this are not kept: who does so many can have no scenario of them. */
const MOST = 1000

/** What was done to a world since its beginning or its last reset, oldest first. */
export class Deeds {
  #done: Done[] = []
  #more = false

  /** Whether there were more than are kept. */
  get more(): boolean {
    return this.#more
  }

  add(done: Done): void {
    if (this.#done.length < MOST) this.#done.push(done)
    else this.#more = true
  }

  read(): readonly Done[] {
    return this.#done
  }

  /** Begins anew. */
  clear(): void {
    this.#done = []
    this.#more = false
  }
}

/** A clock that tells of every move, whoever moves it; reading it costs what it did. */
export function toldClock(clock: Clock, tell: (deed: Deed & { readonly word: 'clock' }) => void): Clock {
  const moved = (how: 'advance' | 'freeze' | 'real', move: () => void): void => {
    const from = clock.now()
    move()
    tell({ word: 'clock', how, from, to: clock.now() })
  }
  return {
    now: clock.now,
    get directed() {
      return clock.directed
    },
    advance: (time) => moved('advance', () => clock.advance(time)),
    freeze: (at) => moved('freeze', () => clock.freeze(at)),
    real: () => moved('real', clock.real),
    show: clock.show,
  }
}
