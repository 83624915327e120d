import type { Clock } from '#engine'

/** What a clock shows. */
export interface ShownClock {
  readonly mode: 'real' | 'frozen' | 'offset'
  /** ISO 8601, UTC. */
  readonly now: string
  /** Milliseconds ahead of the machine's time. */
  readonly offset_ms: number
}

/** Shows a clock to who reads JSON. */
export function showClock(clock: Clock): ShownClock {
  const { mode, now, offset } = clock.show()
  return { mode, now: new Date(now).toISOString(), offset_ms: offset }
}
