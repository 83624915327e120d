import { badFault, bug, failed, foreign, succeeded } from './answering.ts'
import type { Bound } from './bound.ts'
import { DubleError } from './errors.ts'
import type { Fake } from './fake.ts'
import type { Answer, HttpRequest, Refused } from './http.ts'
import type { AnyOperation } from './operation.ts'
import { auth } from './stages/auth.ts'
import { cooldown, freshWait, keyOfWait, refusalStartsWait } from './stages/cooldown.ts'
import { befall, FAULT_HEADER, type Met, ownFaults, standIn } from './stages/fault.ts'
import { type Handled, handle } from './stages/handle.ts'
import { noteLeans } from './stages/leans.ts'
import { parameters, readSent } from './stages/parameters.ts'
import { type Awaitable, type ChangeSet, TRIES, type View } from './state.ts'
import type { AnyVendor, Stage } from './vendor.ts'
import type { Refusal, StageCheck, Visit } from './visit.ts'

const STAGES: Readonly<Record<Stage, StageCheck>> = { auth, parameters, cooldown }
const NONE = new Map<string, never>()
/** Whoever sends more of them has understood nothing, and is told so by these. */
const MOST_STRANGERS = 10
const STOOD_IN = 'a fault stood in for the handler'

/**
 * A request's one way through a fake: method, auth, parameters, cooldown, fault, handler, schema, commit, faults again.
 *
 * @param names the operations at the path that was asked
 * @param early what stands against the request before it was read whole, such as a body that is too large
 */
export function answer(
  fake: Fake,
  names: readonly string[],
  request: HttpRequest,
  early?: Refusal,
): Awaitable<Answer> {
  const { operations, headIsGet } = fake.mock.api
  const asked = request.method === 'HEAD' && headIsGet?.(fake.options) ? 'GET' : request.method
  const name = names.find((candidate) => operations[candidate].method === asked)
  const methods = names.map((candidate) => operations[candidate].method as string)
  const refusal: Early | undefined =
    name === undefined
      ? { code: fake.mock.api.wrongMethod as string, why: wrongMethod(request, methods), stage: 'method' }
      : early && { ...early, stage: 'body' }
  const bound = name ?? (names[0] as string)
  const go = (met: Met): Awaitable<Answer> => attempt(fake, bound, refusal, methods, request, met, TRIES)
  const ordered = request.header(FAULT_HEADER)
  if (ordered === undefined && fake.faults.empty) return go({ own: [] })
  const own = ordered === undefined ? [] : ownFaults(fake, bound, ordered)
  if (own instanceof DubleError) return badFault(own)
  const met: Met = { own }
  const done = go(met)
  return done instanceof Promise ? done.then((late) => befall(fake, late, met)) : befall(fake, done, met)
}

/** A refusal before the stages. */
type Early = Refusal & { readonly stage: 'method' | 'body' }

function attempt(
  fake: Fake,
  name: string,
  refusal: Early | undefined,
  methods: readonly string[],
  request: HttpRequest,
  met: Met,
  tries: number,
): Awaitable<Answer> {
  const opened = fake.store.open()
  const go = (view: View): Awaitable<Answer> => {
    const visit = enter(fake, name, methods, request, view)
    const { change, finished } =
      refusal === undefined ? passThrough(visit, met) : refuse(visit, refusal, refusal.stage)
    if (change === undefined) return finished
    const done = fake.store.commit(change)
    if (done === true) return finished
    return Promise.resolve(done).then((kept) => {
      if (kept) return finished
      if (tries <= 1) return bug(visit, 'the state changed under this request again and again')
      return attempt(fake, name, refusal, methods, request, met, tries - 1)
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
  const { fields, unreadable, twice } = readSent(fake, bound, request)
  return {
    fake,
    bound,
    request,
    methods,
    now: fake.world.clock.now(),
    view,
    sent: fields,
    unreadable,
    strangers: strangersIn(fake.mock.api, fields, bound),
    leans: undefined,
    letIn: undefined,
    twice,
    parameters: {},
    credential: undefined,
    cooldownKey: undefined,
  }
}

/** The names of what was sent and the document does not know. */
function strangersIn(
  { otherNames }: AnyVendor,
  sent: Readonly<Record<string, unknown>>,
  { known, operation }: Bound,
): string[] | undefined {
  if (operation.free) return undefined
  let found: string[] | undefined
  for (const name in sent) {
    if (known.has(name) || otherNames?.includes(name)) continue
    found ??= []
    if (found.length < MOST_STRANGERS) found.push(name)
  }
  return found
}

interface Outcome {
  readonly finished: Answer
  readonly change?: ChangeSet | undefined
}

function passThrough(visit: Visit, met: Met): Outcome {
  const { fake } = visit
  for (const stage of fake.order) {
    const refusal = STAGES[stage](visit)
    if (refusal !== undefined) return refuse(visit, refusal, stage)
  }
  const fault = standIn(visit, met)
  if (fault?.kind === 'status') return { finished: foreign(visit, fault.status, STOOD_IN) }
  if (fault?.kind === 'outcome') {
    const wait = fault.outcome === fake.mock.api.cooldown?.refuse ? freshWait(visit) : {}
    return refuse(visit, { code: fault.outcome, why: STOOD_IN, ...wait }, 'fault')
  }
  let handled: Handled
  try {
    handled = handle(visit)
  } catch (thrown) {
    if (thrown instanceof Error) return { finished: bug(visit, thrown.message) }
    return refuse(visit, thrown as Refusal, 'handler')
  }
  noteLeans(visit)
  const finished = succeeded(visit, handled)
  const { draft } = handled
  const waits = fake.mock.api.cooldown !== undefined
  const changed = draft.dirty || waits
  if (finished.outcome === undefined || !changed) return { finished }
  const cooldownStart = waits ? { key: keyOfWait(visit), at: visit.now } : undefined
  const { version } = visit.view
  const { rows, counters } = draft
  return { finished, change: { version, rows, counters, cooldown: cooldownStart } }
}

/** A refusal leaves no trace, unless an option says that it starts the wait. */
function refuse(visit: Visit, refusal: Refusal, stage: Refused['stage']): Outcome {
  const finished = failed(visit, refusal, stage)
  if (!refusalStartsWait(visit, refusal.code)) return { finished }
  const cooldownStart = { key: keyOfWait(visit), at: visit.now }
  const { version } = visit.view
  return { finished, change: { version, rows: NONE, counters: NONE, cooldown: cooldownStart } }
}

/** The operations of a vendor by their documented path. */
export function operationsByPath(operations: Readonly<Record<string, AnyOperation>>): Map<string, string[]> {
  const byPath = new Map<string, string[]>()
  for (const [name, { path }] of Object.entries(operations)) {
    byPath.set(path, [...(byPath.get(path) ?? []), name])
  }
  return byPath
}
