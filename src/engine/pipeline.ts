import type { Fake } from './fake.ts'
import type { Answer, HttpRequest } from './http.ts'
import { jsonSchema } from './schema.ts'
import { auth } from './stages/auth.ts'
import { cooldown, freshWait, keyOfWait, refusalStartsWait } from './stages/cooldown.ts'
import { type Handled, handle } from './stages/handle.ts'
import { parameters, readBody, readQuery } from './stages/parameters.ts'
import type { Awaitable, ChangeSet, View } from './state.ts'
import { validator } from './validate.ts'
import { type AnyOperation, errorOf, type Failure, type Stage, sentence } from './vendor.ts'
import type { Refusal, StageCheck, Visit } from './visit.ts'

const STAGES: Readonly<Record<Stage, StageCheck>> = { auth, parameters, cooldown }
const ORDER: readonly Stage[] = ['auth', 'parameters', 'cooldown']
const NONE = new Map<string, never>()
/** A shared store may refuse a commit because somebody else was first; then the request runs again. */
const TRIES = 5

/**
 * A request's one way through a fake: method, auth, parameters, cooldown, fault, handler, schema, commit.
 *
 * @param names the operations at the path that was asked
 */
export function answer(fake: Fake, names: readonly string[], request: HttpRequest): Awaitable<Answer> {
  const { operations, headIsGet } = fake.mock.api
  const asked = request.method === 'HEAD' && headIsGet?.(fake.options) ? 'GET' : request.method
  const name = names.find((candidate) => operations[candidate].method === asked)
  const methods = names.map((candidate) => operations[candidate].method as string)
  return attempt(fake, name ?? (names[0] as string), name !== undefined, methods, request, TRIES)
}

function attempt(
  fake: Fake,
  name: string,
  fits: boolean,
  methods: readonly string[],
  request: HttpRequest,
  tries: number,
): Awaitable<Answer> {
  const opened = fake.store.open()
  const go = (view: View): Awaitable<Answer> => {
    const visit = enter(fake, name, methods, request, view)
    const { change, finished } = fits
      ? passThrough(visit)
      : refuse(visit, { code: fake.mock.api.wrongMethod, why: wrongMethod(request, methods) })
    if (change === undefined) return finished
    const done = fake.store.commit(change)
    if (done === true) return finished
    return Promise.resolve(done).then((kept) => {
      if (kept) return finished
      if (tries <= 1) return bug(visit, 'the state changed under this request again and again')
      return attempt(fake, name, fits, methods, request, tries - 1)
    })
  }
  return opened instanceof Promise ? opened.then(go) : go(opened)
}

const wrongMethod = ({ method }: HttpRequest, methods: readonly string[]): string =>
  `the method is ${method}, and this path takes ${methods.join(', ')}`

function enter(
  fake: Fake,
  name: string,
  methods: readonly string[],
  request: HttpRequest,
  view: View,
): Visit {
  const bound = fake.operation(name)
  const { fields, unreadable } =
    bound.operation.takes === 'query'
      ? readQuery(request, fake.options['repeated_parameter'])
      : readBody(request)
  return {
    fake,
    bound,
    request,
    methods,
    now: fake.world.clock.now(),
    view,
    sent: fields,
    unreadable,
    parameters: {},
    credential: undefined,
    cooldownKey: undefined,
  }
}

interface Outcome {
  readonly finished: Answer
  readonly change?: ChangeSet | undefined
}

function passThrough(visit: Visit): Outcome {
  const { fake, bound } = visit
  const order: readonly Stage[] = fake.mock.api.order?.(fake.options as never) ?? ORDER
  for (const stage of order) {
    const refusal = STAGES[stage](visit)
    if (refusal !== undefined) return refuse(visit, refusal)
  }
  const fault = fake.faults.take(bound.name)
  if (fault !== undefined) {
    const facts = fault === fake.mock.api.cooldown?.refuse ? freshWait(visit) : {}
    return { finished: failed(visit, { code: fault, why: 'a fault stood in for the handler', facts }, true) }
  }
  let handled: Handled
  try {
    handled = handle(visit)
  } catch (thrown) {
    if (thrown instanceof Error) return { finished: bug(visit, thrown.message) }
    return refuse(visit, thrown as Refusal)
  }
  const body = bound.success.fill(handled.fields, visit.parameters)
  const wrong = bound.success.check(body)
  if (wrong !== undefined) return { finished: bug(visit, wrong.says) }
  const { draft, outcome, delay } = handled
  const waits = fake.mock.api.cooldown !== undefined
  const cooldownStart = waits ? { key: keyOfWait(visit), at: visit.now } : undefined
  const changed = draft.dirty || waits
  return {
    finished: finish(visit, 200, outcome, body, { delay }),
    change: changed
      ? {
          version: visit.view.version,
          rows: draft.rows,
          counters: draft.counters,
          cooldown: cooldownStart,
        }
      : undefined,
  }
}

/** A refusal leaves no trace, unless an option says that it starts the wait. */
function refuse(visit: Visit, refusal: Refusal): Outcome {
  const finished = failed(visit, refusal, false)
  if (!refusalStartsWait(visit, refusal.code)) return { finished }
  const cooldownStart = { key: keyOfWait(visit), at: visit.now }
  const { version } = visit.view
  return { finished, change: { version, rows: NONE, counters: NONE, cooldown: cooldownStart } }
}

function failed(visit: Visit, refusal: Refusal, injected: boolean): Answer {
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
      injected,
      delay: (refusal as { delay?: number }).delay ?? 0,
    },
  )
}

interface Rest {
  readonly why?: string
  readonly headers?: Record<string, string>
  readonly injected?: boolean
  readonly delay?: number
}

function finish(visit: Visit, status: number, outcome: string, body: unknown, rest: Rest): Answer {
  const { fake, bound, credential } = visit
  const { api } = fake.mock
  return {
    outcome,
    operation: bound.name,
    injected: rest.injected ?? false,
    status,
    headers: {
      'content-type': api.contentType?.(fake.options as never) ?? 'application/json',
      ...rest.headers,
    },
    body: api.print === undefined ? JSON.stringify(body) : api.print(body, fake.options as never),
    why: rest.why ?? '',
    credential: credential?.name,
    delay: rest.delay ?? 0,
  }
}

/** An answer that breaks its own schema, or a handler that threw: ours, never the vendor's. */
function bug({ fake, bound, credential }: Visit, says: string): Answer {
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

/** The operations of a vendor by their documented path. */
export function operationsByPath(operations: Readonly<Record<string, AnyOperation>>): Map<string, string[]> {
  const byPath = new Map<string, string[]>()
  for (const [name, { path }] of Object.entries(operations)) {
    byPath.set(path, [...(byPath.get(path) ?? []), name])
  }
  return byPath
}
