import { localText } from './zone.ts'

/** How a vendor's wait is read: the settled `cooldownOptions`. */
export interface CooldownRule {
  readonly seconds: number
  readonly inclusive: boolean
  readonly floorsLast: boolean
  readonly zone: string
}

/** The engine's own reading of `cooldownOptions`, so that a room only names its seconds. */
export const cooldownRule = (seconds: number, options: Readonly<Record<string, unknown>>): CooldownRule => ({
  seconds,
  inclusive: options['cooldown.boundary'] === 'inclusive',
  floorsLast: options['cooldown.floors_last'] === true,
  zone: options['time_zone'] as string,
})

/** When a wait is still running: the vendor's two dates, and how long is left. */
export interface Wait {
  readonly last: string
  readonly next: string
  /** Whole seconds, rounded up. */
  readonly seconds: number
}

/** The same, and the moment itself. */
export interface Running extends Wait {
  /** Epoch milliseconds of `next`. */
  readonly until: number
}

/**
 * The wait that still runs, or undefined when the caller may ask again.
 *
 * `last` is floored to the second before it is compared and printed, so that a client which obeys the
 * printed time is never refused.
 */
export function waitLeft(rule: CooldownRule, lastAt: number | undefined, now: number): Running | undefined {
  if (lastAt === undefined) return undefined
  const last = rule.floorsLast ? Math.floor(lastAt / 1000) * 1000 : lastAt
  const next = last + rule.seconds * 1000
  if (rule.inclusive ? now >= next : now > next) return undefined
  return {
    last: localText(last, rule.zone),
    next: localText(next, rule.zone),
    seconds: Math.max(1, Math.ceil((next - now) / 1000)),
    until: next,
  }
}

/** The name of a credential's own wait. */
export const waitKey = (operation: string, credential: string): string => `${operation} ${credential}`
