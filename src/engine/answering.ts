import { STATUS_CODES } from 'node:http'
import type { DubleError } from './errors.ts'
import type { Answer, Refused } from './http.ts'
import { head } from './journal.ts'
import { jsonSchema } from './schema.ts'
import type { Handled } from './stages/handle.ts'
import { validator } from './validate.ts'
import { type About, errorOf, type Failure, sentence } from './vendor.ts'
import type { Refusal, Visit } from './visit.ts'

/** What a handler came to, in the vendor's shape; undefined fields are echoed or constant. */
export function succeeded(visit: Visit, { fields, outcome, keep, delay }: Handled): Answer {
  const { fake, bound, parameters, view } = visit
  const { status } = bound.operation
  if (typeof keep === 'object') {
    const { body, preview, headers } = keep
    const rest = { delay, shapes: bound.success.chosenBy }
    return { ...shell(visit, status, outcome, rest), headers: { ...headers }, body, preview }
  }
  const body = bound.success.fill(fields, parameters)
  const wrong = bound.success.check(body)
  if (wrong !== undefined) return bug(visit, wrong.says)
  const headers = fake.mock.api.successHeaders?.(aboutOf(visit, outcome), fake.options as never) ?? {}
  const rest = { delay, headers, shapes: bound.success.chosenBy }
  const answer = finish(visit, status, outcome, body, rest)
  if (keep === undefined) return answer
  const [preview, bytes] = [head(answer.body as string), Buffer.from(answer.body as string)]
  fake.kept.put(keep, { version: view.version, outcome, headers: answer.headers, body: bytes, preview })
  return { ...answer, body: bytes, preview }
}

const aboutOf = ({ bound, parameters }: Visit, outcome: string): About => ({
  operation: bound.name,
  outcome,
  parameters,
})

/** A refusal in the vendor's own words and shape. */
export function failed(visit: Visit, refusal: Refusal, stage: Refused['stage']): Answer {
  const { fake, bound, sent, methods } = visit
  const { api } = fake.mock
  const [status, says, own] = errorOf(api, refusal.code)
  const facts = refusal.facts ?? {}
  const failure: Failure = {
    code: refusal.code,
    operation: bound.name,
    message: sentence(says, facts),
    facts,
    methods,
    options: fake.options,
  }
  const body = own?.body(failure) ?? bound.failure.fill(api.failure(failure as never), sent)
  const wrong = own ? validator(jsonSchema(own.schema))(body) : bound.failure.check(body)
  if (wrong !== undefined) return bug(visit, wrong.says)
  return finish(
    visit,
    api.status?.(refusal.code, status, fake.options as never) ?? status,
    refusal.code,
    body,
    {
      why: refusal.why,
      headers: api.headers?.(failure as never) ?? {},
      injected: stage === 'fault',
      refused: { stage, facts, option: refusal.option, until: refusal.until, expired: refusal.expired },
      shapes: own === undefined ? bound.failure.chosenBy : undefined,
      delay: refusal.delay ?? 0,
    },
  )
}

interface Rest {
  readonly why?: string
  readonly headers?: Record<string, string>
  readonly injected?: boolean
  readonly refused?: Refused
  readonly delay?: number
  readonly shapes?: readonly string[] | undefined
}

function finish(visit: Visit, status: number, outcome: string, body: unknown, rest: Rest): Answer {
  const { fake } = visit
  const { contentType, print } = fake.mock.api
  const about = aboutOf(visit, outcome)
  return {
    ...shell(visit, status, outcome, rest),
    headers: {
      'content-type': contentType?.(fake.options as never, about) ?? 'application/json',
      ...rest.headers,
    },
    body: print === undefined ? JSON.stringify(body) : print(body, fake.options as never, about),
  }
}

/** Everything of an answer but its headers and its body. */
const shell = (
  { bound, credential, sent, strangers, leans }: Visit,
  status: number,
  outcome: string | undefined,
  rest: Rest,
): Omit<Answer, 'headers' | 'body'> => ({
  outcome,
  operation: bound.name,
  injected: rest.injected ?? false,
  status,
  why: rest.why ?? '',
  credential: credential?.name,
  refused: rest.refused,
  delay: rest.delay ?? 0,
  shapes: rest.shapes,
  sent,
  strangers,
  leans,
})

/** An answer that is not the vendor's, such as a gateway's in front of it. */
export function foreign(visit: Visit, status: number, why: string): Answer {
  const refused: Refused = { stage: 'fault', facts: {} }
  return {
    ...shell(visit, status, undefined, { why, injected: true, refused }),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ status, error: STATUS_CODES[status] ?? 'Unknown' }),
  }
}

/** A request that orders a fault for itself which there is not. */
export function badFault({ message, facts }: DubleError): Answer {
  const says = `X-Duble-Fault: ${message}`
  return {
    outcome: undefined,
    operation: undefined,
    injected: false,
    status: 400,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ error: 'bad_fault', message: says, ...facts }),
    why: says,
    credential: undefined,
    delay: 0,
  }
}

/** An answer that breaks its own schema, or a handler that threw: ours, never the vendor's. */
export function bug({ fake, bound, credential }: Visit, says: string): Answer {
  const message = `Dublê's fake of ${fake.name} broke its own contract in ${bound.name}: ${says}. This is a bug of Dublê's, not of your code.`
  return {
    outcome: undefined,
    operation: bound.name,
    injected: false,
    status: 500,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ error: 'duble_bug', message }),
    why: message,
    credential: credential?.name,
    delay: 0,
  }
}
