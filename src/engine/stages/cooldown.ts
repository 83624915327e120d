import { waitKey, waitLeft } from '../cooldown.ts'
import type { Refusal, StageCheck, Visit } from '../visit.ts'
import { identify } from './auth.ts'

/** Is the caller's wait over? */
export const cooldown: StageCheck = (visit) => {
  const { fake, view, now } = visit
  const wait = fake.mock.api.cooldown
  if (wait === undefined) return undefined
  const key = cooldownKey(visit)
  visit.cooldownKey = key
  const left = waitLeft(fake.cooldown, view.cooldown(key), now)
  if (left === undefined) return undefined
  const { until, ...facts } = left
  return {
    code: wait.refuse,
    why: `the last counted request was at ${left.last}; ${left.seconds} s are left of ${wait.seconds}`,
    facts,
    until,
  }
}

/** What a wait that began this moment says: for a fault that stands in for it. */
export function freshWait({ fake, now }: Visit): Pick<Refusal, 'facts' | 'until'> {
  const { until, ...facts } = waitLeft(fake.cooldown, now, now) ?? {}
  return until === undefined ? {} : { facts: facts as NonNullable<Refusal['facts']>, until }
}

/** Whose wait it is, also where a request was refused before its caller or its parameters were looked at. */
function cooldownKey(visit: Visit): string {
  const { fake, bound, sent, request } = visit
  switch (fake.options['cooldown.scope']) {
    case 'ip':
      return `${bound.name} ip ${request.ip}`
    case 'token_and_date': {
      const parameters = fake.mock.api.prepare?.(sent, fake.options as never, bound.name) ?? sent
      return `${waitKey(bound.name, callerOf(visit))} ${JSON.stringify(parameters)}`
    }
    default:
      return waitKey(bound.name, callerOf(visit))
  }
}

/** A caller without a good credential never comes as far as the wait, so one name for all of them is enough. */
const NOBODY = '?'

function callerOf(visit: Visit): string {
  if (visit.credential !== undefined) return visit.credential.name
  const verdict = identify(visit.fake, visit.request, visit.view)
  return 'credential' in verdict ? verdict.credential.name : NOBODY
}

/** Whether a refused request starts or restarts the wait too. */
export function refusalStartsWait(visit: Visit, code: string): boolean {
  const { fake, credential } = visit
  const wait = fake.mock.api.cooldown
  if (wait === undefined) return false
  if (code === wait.refuse) return fake.options['cooldown.refusal_restarts'] === true
  const startsOn = fake.options['cooldown.starts_on']
  if (startsOn === 'any') return true
  return startsOn === 'authenticated' && credential !== undefined
}

/** The wait's name even for a request that was refused before the cooldown was looked at. */
export const keyOfWait = (visit: Visit): string => visit.cooldownKey ?? cooldownKey(visit)
