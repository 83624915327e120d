import type { StageCheck } from '../visit.ts'

/** Who calls? */
export const auth: StageCheck = (visit) => {
  const { fake, request } = visit
  const verdict = fake.authenticate({
    header: (name) => request.header(name),
    query: (name) => new URLSearchParams(request.search).get(name) ?? undefined,
  })
  if ('refuse' in verdict) return { code: verdict.refuse, why: verdict.why }
  visit.credential = verdict.credential
  return undefined
}
