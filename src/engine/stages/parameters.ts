import type { Bound } from '../bound.ts'
import type { Fake } from '../fake.ts'
import type { HttpRequest } from '../http.ts'
import type { Refusal, StageCheck } from '../visit.ts'

/** Are the parameters what the operation takes? */
export const parameters: StageCheck = (visit) => {
  const { fake, bound, sent, unreadable, now } = visit
  const { api, examine } = fake.mock
  const { options } = fake
  if (unreadable !== undefined) {
    const violation = { field: '', missing: false, says: unreadable }
    return { code: api.invalid(violation, options), why: unreadable }
  }
  const prepared = api.prepare?.(sent, options) ?? sent
  const violation = bound.parameters(prepared)
  if (violation !== undefined) return { code: api.invalid(violation, options), why: violation.says }
  visit.parameters = prepared as Record<string, unknown>
  return examine?.(visit.parameters, { now, options } as never) satisfies Refusal | undefined
}

interface Sent {
  readonly fields: Readonly<Record<string, unknown>>
  readonly unreadable?: string
}

const NOTHING = Object.freeze({})

/** The query as fields; `keep` says which of several values counts. */
function readQuery(request: HttpRequest, keep: unknown): Sent {
  const fields: Record<string, string> = Object.create(null)
  for (const [name, value] of new URLSearchParams(request.search)) {
    if (keep !== 'first' || !(name in fields)) fields[name] = value
  }
  return { fields }
}

/** The JSON body as fields. */
function readBody(request: HttpRequest): Sent {
  if (request.body === '') return { fields: NOTHING, unreadable: 'the body is empty' }
  try {
    const value: unknown = JSON.parse(request.body)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { fields: value as Record<string, unknown> }
    }
    return { fields: NOTHING, unreadable: 'the body is JSON, but not an object' }
  } catch (error) {
    return { fields: NOTHING, unreadable: `the body is not JSON: ${(error as Error).message}` }
  }
}

/** What an operation would have against a request's parameters, without asking it. */
export function parametersDiffer(fake: Fake, bound: Bound, request: HttpRequest): string | undefined {
  const { api } = fake.mock
  const { fields, unreadable } = readSent(fake, bound, request)
  return unreadable ?? bound.parameters(api.prepare?.(fields, fake.options) ?? fields)?.says
}

/** The parameters as they were sent, from where the operation takes them. */
export const readSent = (fake: Fake, bound: Bound, request: HttpRequest): Sent =>
  bound.operation.takes === 'query'
    ? readQuery(request, fake.options['repeated_parameter'])
    : readBody(request)
