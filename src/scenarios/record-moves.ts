import { instantOf, localText, printDuration } from '#engine'
import { notRecordable } from './record-refusal.ts'

/** How exactly a scenario's clock follows the world's. */
export interface Grain {
  /** Milliseconds between two deeds that are not left out. */
  readonly least: number
  /** Milliseconds that moves are whole numbers of. */
  readonly unit: number
}

/** From what reads best to what is exact. */
export const GRAINS: readonly Grain[] = [
  ...[Number.POSITIVE_INFINITY, 3_600_000, 600_000, 60_000, 10_000, 1000].map((least) => ({
    least,
    unit: 1000,
  })),
  { least: 1, unit: 1 },
]

/** A step that moves the clock. */
export type Move = { readonly advance: string } | { readonly clock: string }

/** The scenario's clock, moved where the world's went on. */
export class Moves {
  readonly #grain: Grain
  /** Where the scenario's clock stands; undefined where an answer that was held back has moved it. */
  #now: number | undefined

  /** @param at where it begins, in epoch milliseconds */
  constructor(grain: Grain, at: number) {
    this.#grain = grain
    this.#now = wholeSeconds(at)
  }

  get #exact(): boolean {
    return this.#grain.unit === 1
  }

  /** Time that passed by itself. */
  follow(at: number): Move[] {
    if (this.#now === undefined) return this.#exact ? this.#set(at) : []
    const gap = at - this.#now
    if (gap < 0 && this.#exact) return this.#set(at)
    return gap < this.#grain.least ? [] : this.#advance(gap - (gap % this.#grain.unit))
  }

  /** A move on by somebody's hand. */
  advance(from: number, to: number): Move[] {
    return [...this.follow(from), ...this.#advance(to - from)]
  }

  /** Another time by somebody's hand; what is the same time, within a second, is none. */
  jump(from: number, to: number): Move[] {
    const before = this.follow(from)
    const near = Math.abs(to - from) < 1000
    return near && !this.#exact ? before : [...before, ...this.#set(to)]
  }

  /** An answer was held back: in a scenario, that moves the clock by itself. */
  lose(): void {
    if (this.#exact) this.#now = undefined
  }

  #advance(milliseconds: number): Move[] {
    if (milliseconds <= 0) return []
    if (this.#now !== undefined) this.#now += milliseconds
    return [{ advance: printDuration(milliseconds) }]
  }

  #set(at: number): Move[] {
    const second = wholeSeconds(at)
    this.#now = second
    return [{ clock: printInstant(second) }, ...(this.#exact ? this.#advance(at - second) : [])]
  }
}

const wholeSeconds = (at: number): number => Math.floor(at / 1000) * 1000

/** An instant as a scenario has it: São Paulo's time, or UTC where that would be ambiguous. @throws DubleError `not_recordable` */
export function printInstant(at: number): string {
  const second = wholeSeconds(at)
  try {
    const local = localText(second)
    if (instantOf(local) === second) return local
    return `${new Date(second).toISOString().slice(0, 19)}Z`
  } catch {
    const says = `the clock stood at ${new Date(second).toISOString()}, and a scenario's years go from 1000 to 9999: reset the world and stop its clock at another time`
    throw notRecordable('unsayable', says)
  }
}
