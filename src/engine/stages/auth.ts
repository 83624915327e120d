import type { Presented, Verdict } from '../auth.ts'
import type { Fake } from '../fake.ts'
import type { HttpRequest } from '../http.ts'
import { readPairs } from '../paths.ts'
import type { View } from '../state.ts'
import type { StageCheck } from '../visit.ts'

/** Who calls? */
export const auth: StageCheck = (visit) => {
  if (visit.bound.operation.open) return undefined
  const verdict = identify(visit.fake, visit.request, visit.view, visit.bound.name)
  if ('refuse' in verdict) {
    const { refuse: code, why, expired } = verdict
    return expired === undefined ? { code, why } : { code, why, expired }
  }
  visit.credential = verdict.credential
  visit.letIn = verdict.letIn
  return undefined
}

/**
 * The caller, whether or not this stage has come yet.
 *
 * @param view without it, tokens that the fake has issued are not known
 * @param operation without it, whether a token does for what is asked is not looked at
 */
export const identify = (fake: Fake, request: HttpRequest, view?: View, operation?: string): Verdict =>
  fake.authenticate(presentedBy(fake, request, view, operation))

/** What an authentication looks at, as this request has it. */
export const presentedBy = (
  fake: Fake,
  request: HttpRequest,
  view?: View,
  operation?: string,
): Presented => ({
  operation,
  header: (name) => request.header(name),
  query: (name) => new URLSearchParams(request.search).get(name) ?? undefined,
  path: (name) => readPairs(request.tail ?? '', fake.options['repeated_parameter'])[name],
  row: (table, key) => view?.table(table).get(key),
  now: fake.world.clock.now(),
})
