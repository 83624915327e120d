import type { Bound } from '../bound.ts'
import type { Fake } from '../fake.ts'
import type { HttpRequest } from '../http.ts'
import type { Takes } from '../operation.ts'
import { readPairs } from '../paths.ts'
import type { Violation } from '../vendor.ts'
import type { Refusal, StageCheck } from '../visit.ts'

/** Are the parameters what the operation takes? */
export const parameters: StageCheck = (visit) => {
  const { fake, bound, sent, unreadable, now } = visit
  const { api, examine } = fake.mock
  const { options } = fake
  const refusalOf = (violation: Violation): Refusal => ({
    code: api.invalid(violation, options, bound.name),
    why: violation.says,
    facts: { field: violation.field },
  })
  if (unreadable !== undefined) return refusalOf(unreadable)
  const prepared = api.prepare?.(sent, options, bound.name) ?? sent
  const violation = bound.parameters(prepared)
  if (violation !== undefined) return refusalOf(violation)
  visit.parameters = prepared as Record<string, unknown>
  return examine?.(visit.parameters, { now, options, operation: bound.name } as never) satisfies
    | Refusal
    | undefined
}

type Fields = Readonly<Record<string, unknown>>

interface Sent {
  readonly fields: Fields
  readonly unreadable?: Violation
  /** A parameter that is there with two values, of which an option says which counts. */
  readonly twice?: string
}

const NOTHING = Object.freeze({})

const unreadable = (says: string, more: Partial<Violation> = {}): Sent => ({
  fields: NOTHING,
  unreadable: { field: '', missing: false, says, ...more },
})

/** The query as fields; an option says which of several values counts, if any. */
function readQuery({ options }: Fake, { search }: HttpRequest): Sent & { fields: Record<string, string> } {
  const fields: Record<string, string> = Object.create(null)
  const rule = options['repeated_parameter']
  let both: string | undefined
  for (const [name, value] of new URLSearchParams(search)) {
    if (name in fields) {
      if (rule === 'refused') return { ...twice(name), fields }
      if (fields[name] !== value) both = name
    }
    if (rule !== 'first' || !(name in fields)) fields[name] = value
  }
  return both === undefined ? { fields } : { fields, twice: both }
}

const twice = (name: string): Sent => unreadable(`${name} is there twice`, { field: name })

/** The JSON body as fields. */
function readBody({ mock }: Fake, { body }: HttpRequest): Sent {
  if (body === '') return unreadable('the body is empty')
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch (error) {
    return unreadable(`the body is not JSON: ${(error as Error).message}`)
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { fields: value as Fields }
  const fields: Fields | undefined = mock.api.readBody?.(value)
  return fields === undefined ? unreadable('the body is JSON, but not an object') : { fields }
}

/** A form's body as fields; a name that is there twice has no one value (RFC 6749, section 3.2). */
function readForm(fake: Fake, request: HttpRequest): Sent {
  const type = request.header('content-type') ?? ''
  if (/^application\/json\s*(?:;|$)/i.test(type) && fake.mock.api.jsonForms?.(fake.options)) {
    return readBody(fake, request)
  }
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type)) {
    return unreadable(`the content type is ${type || 'missing'}, not application/x-www-form-urlencoded`)
  }
  const fields: Record<string, string> = Object.create(null)
  for (const [name, value] of new URLSearchParams(request.body)) {
    if (name in fields) return { ...twice(name), fields }
    fields[name] = value
  }
  return { fields }
}

const READERS: Readonly<Record<Takes, (fake: Fake, request: HttpRequest, bound: Bound) => Sent>> = {
  query: readQuery,
  body: readBody,
  query_and_body(fake, request) {
    const query = readQuery(fake, request)
    if (request.body === '' || query.unreadable !== undefined) return query
    const sent = readBody(fake, request)
    // A payload is what the document asks for; the query is for clients that cannot send one with a GET.
    return { ...query, ...sent, fields: { ...query.fields, ...sent.fields } }
  },
  form: readForm,
  pairs(fake, request, { operation }) {
    const tail = request.tail ?? ''
    const pairs = readPairs(tail, fake.options['repeated_parameter'])
    const fields = { ...readQuery(fake, request).fields, ...pairs }
    const known = operation.parameters.properties
    const stranger = Object.keys(pairs).find((key) => !Object.hasOwn(known, key))
    if (stranger === undefined) {
      const both = pairTwice(tail, pairs)
      return both === undefined ? { fields } : { fields, twice: both }
    }
    return { ...unreadable(`the path has no key "${stranger}"`, { field: stranger, unknown: true }), fields }
  },
}

/** The key that is there with two values, if there are more segments than the keys that came of them need. */
function pairTwice(tail: string, pairs: Readonly<Record<string, string>>): string | undefined {
  if (tail.split('/').length <= 2 * Object.keys(pairs).length + 2) return undefined
  const [first, last] = [readPairs(tail, 'first'), readPairs(tail, 'last')]
  return Object.keys(first).find((key) => first[key] !== last[key])
}

/** What an operation would have against a request's parameters, without asking it. */
export function parametersDiffer(fake: Fake, bound: Bound, request: HttpRequest): string | undefined {
  const { api } = fake.mock
  const { fields, unreadable: wrong } = readSent(fake, bound, request)
  return wrong?.says ?? bound.parameters(api.prepare?.(fields, fake.options, bound.name) ?? fields)?.says
}

/** The parameters as they were sent, from where the operation takes them; what the path says, it says over all. */
export function readSent(fake: Fake, bound: Bound, request: HttpRequest): Sent {
  const sent = READERS[bound.operation.takes as Takes](fake, request, bound)
  return request.params === undefined ? sent : { ...sent, fields: { ...sent.fields, ...request.params } }
}
