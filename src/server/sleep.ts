import { setTimeout as wait } from 'node:timers/promises'
import type { World } from '#engine'

/** Lets milliseconds pass in a world; ends early where the signal says that nobody waits any more. */
export type Sleep = (milliseconds: number, world: World, signal: AbortSignal) => Promise<unknown>

/** The longest that a timer can wait. */
const LONGEST = 2 ** 31 - 1

/** Waits by the machine's timers. */
export const byTimer: Sleep = (milliseconds, _world, signal) =>
  wait(Math.min(milliseconds, LONGEST), undefined, { signal }).catch(() => {})
