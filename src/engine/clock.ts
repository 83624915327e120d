import { parseDuration } from './duration.ts'
import { DubleError } from './errors.ts'

/** The last moment that every vendor's notation can print. */
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59)

/** One world's time, in epoch milliseconds: everything in the world reads this and nothing else. */
export interface Clock {
  now(): number
  /** Whether `now()` differs from the machine's own time. */
  readonly directed: boolean
  /**
   * Moves time forward, frozen or not.
   *
   * @param time milliseconds, or a duration such as `5m`
   * @throws DubleError `bad_duration`, also beyond the year 9999
   */
  advance(time: number | string): void
  /** Stops time at an instant; only `advance` moves it then. @throws DubleError `bad_instant` */
  freeze(at: number): void
  /** Back to the machine's own time. */
  real(): void
  show(): { mode: 'real' | 'frozen' | 'offset'; now: number; offset: number }
}

/**
 * A clock that follows the machine's until it is told otherwise.
 *
 * @param wall where real time comes from; a test injects its own
 * @example const clock = createClock(); clock.freeze(0); clock.advance(300_000); clock.now() // 300000
 */
export function createClock(wall: () => number = Date.now): Clock {
  let frozenAt: number | undefined
  let offset = 0
  const now = (): number => frozenAt ?? wall() + offset
  return {
    now,
    get directed() {
      return frozenAt !== undefined || offset !== 0
    },
    advance(time) {
      const milliseconds = typeof time === 'string' ? parseDuration(time) : time
      if (!(milliseconds >= 0)) {
        const says = `the clock goes forward only: ${milliseconds} is no number of milliseconds from 0`
        throw new DubleError('bad_duration', says, { given: milliseconds })
      }
      if (now() + milliseconds > LAST) {
        throw new DubleError('bad_duration', 'the clock cannot go beyond the year 9999')
      }
      if (frozenAt === undefined) offset += milliseconds
      else frozenAt += milliseconds
    },
    freeze(at) {
      // Who writes no TypeScript may hand over a text: nothing that reads the clock would say so.
      if (!Number.isFinite(at) || Math.abs(at) > LAST) {
        const says = `the clock stops at epoch milliseconds, up to the year 9999, not at ${JSON.stringify(at)}`
        throw new DubleError('bad_instant', says, { given: at })
      }
      frozenAt = at
      offset = 0
    },
    real() {
      frozenAt = undefined
      offset = 0
    },
    show() {
      const mode = frozenAt !== undefined ? 'frozen' : offset === 0 ? 'real' : 'offset'
      return { mode, now: now(), offset }
    },
  }
}
