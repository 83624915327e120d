import type { Verdict } from '../auth.ts'
import type { Fake } from '../fake.ts'
import type { HttpRequest } from '../http.ts'
import type { StageCheck } from '../visit.ts'

/** Who calls? */
export const auth: StageCheck = (visit) => {
  const verdict = identify(visit.fake, visit.request)
  if ('refuse' in verdict) return { code: verdict.refuse, why: verdict.why }
  visit.credential = verdict.credential
  return undefined
}

/** The caller, whether or not this stage has come yet. */
export const identify = (fake: Fake, request: HttpRequest): Verdict =>
  fake.authenticate({
    header: (name) => request.header(name),
    query: (name) => new URLSearchParams(request.search).get(name) ?? undefined,
  })
