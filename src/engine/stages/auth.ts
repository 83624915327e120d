import type { Verdict } from '../auth.ts'
import type { StageCheck, Visit } from '../visit.ts'

/** Who calls? */
export const auth: StageCheck = (visit) => {
  const verdict = identify(visit)
  if ('refuse' in verdict) return { code: verdict.refuse, why: verdict.why }
  visit.credential = verdict.credential
  return undefined
}

/** The caller, whether or not this stage has come yet. */
export const identify = ({ fake, request }: Visit): Verdict =>
  fake.authenticate({
    header: (name) => request.header(name),
    query: (name) => new URLSearchParams(request.search).get(name) ?? undefined,
  })
