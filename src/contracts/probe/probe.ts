import { type AnyOperation, type AnyVendor, chosen, type JsonSchema, jsonSchema, type Sending } from '#engine'
import type { ClientClock } from '../../clients/clock.ts'
import { Discretion } from '../observed/discretion.ts'
import { hideJson } from '../observed/hide.ts'
import { merged, type Shape, shapeOf } from '../observed/shape.ts'
import { ask } from './ask.ts'
import { compareWithDocument } from './document.ts'
import type { Drift } from './drift.ts'
import { compareWithLast } from './last.ts'
import { type Ready, readsOf } from './reads.ts'
import { LEAST_WAIT } from './safe.ts'
import type { Kept, Shapes } from './shapes.ts'

/** What a probe needs: whom to ask, for what, as whom, and what is known. */
export interface Probing {
  readonly api: AnyVendor
  readonly url: string
  readonly sending: Sending
  /** The options under which the document is read. */
  readonly options: Readonly<Record<string, unknown>>
  /** Where operations answer, over the document's paths. */
  readonly paths: Readonly<Record<string, string>>
  /** Parameters by name, such as an agent's. */
  readonly parameters: Readonly<Record<string, string>>
  /** Operations that are meant. Default: all that are safe */
  readonly only: readonly string[]
  /** Most requests. */
  readonly most: number
  /** Takes new shapes over although they drifted. */
  readonly accept: boolean
  readonly last: Shapes
  readonly clock: ClientClock
  readonly fetch: typeof fetch
  /** What people are called, in small letters. */
  readonly persons: ReadonlySet<string>
  /** Called before each request and after it: whoever is interrupted must know later when it was asked last. */
  readonly keep?: (shapes: Shapes) => Promise<void>
  /** Called before a wait, with its milliseconds. */
  readonly onWait?: (milliseconds: number) => void
}

/** One operation that was asked. */
export interface Probed {
  readonly operation: string
  readonly status?: number | undefined
  /** Why there was nothing to compare. */
  readonly refused?: string | undefined
  readonly drifts: readonly Drift[]
  readonly notes: readonly string[]
  readonly milliseconds: number
}

export interface Probe {
  readonly vendor: string
  readonly asked: readonly Probed[]
  /** Operations that were not asked, and why. */
  readonly left: readonly { readonly operation: string; readonly why: string }[]
  /** Why it ended early. */
  readonly stopped?: string | undefined
  readonly shapes: Shapes
}

/**
 * Asks a real vendor, one read after another, and holds the shapes of its answers against the last ones and against
 * the document.
 *
 * @throws DubleError `bad_probe` for a vendor without safe reads, or where none of them can be asked
 */
export async function probe(probing: Probing): Promise<Probe> {
  const { api, clock, most } = probing
  const wait = Math.max(LEAST_WAIT, (api.cooldown?.seconds ?? 0) * 1000)
  const { ready, left } = readsOf(probing)
  const chosenReads = ready
    .toSorted((a, b) => (probing.last[a.operation]?.asked ?? 0) - (probing.last[b.operation]?.asked ?? 0))
    .slice(0, most)
  const rest = ready.filter((read) => !chosenReads.includes(read))
  const shapes: Record<string, Kept> = { ...probing.last }
  const asked: Probed[] = []
  let stopped: string | undefined
  for (const read of chosenReads) {
    const before = Math.max(0, ...Object.values(shapes).map((kept) => kept.asked))
    const due = before + wait - clock.now()
    // A clock that was set back must not make anybody wait for years.
    const pause = before === 0 ? 0 : Math.min(Math.max(0, due), wait)
    if (pause > 0) {
      probing.onWait?.(pause)
      await clock.sleep(pause)
    }
    shapes[read.operation] = { ...shapes[read.operation], asked: clock.now() }
    await probing.keep?.(shapes)
    const { probed, shape, stop } = await askOne(probing, read, shapes[read.operation]?.shape)
    shapes[read.operation] = { asked: clock.now(), ...(shape === undefined ? {} : { shape }) }
    await probing.keep?.(shapes)
    asked.push(probed)
    if (stop) {
      stopped = `${read.operation} ${probed.refused}`
      break
    }
  }
  return {
    vendor: api.name,
    asked,
    left: [
      ...left,
      ...chosenReads.slice(asked.length).map(({ operation }) => ({ operation, why: EARLY })),
      ...rest.map(({ operation }) => ({ operation, why: `asked by a later run: ${most} at most a run` })),
    ],
    stopped,
    shapes,
  }
}

const EARLY = 'the probe ended before'

interface One {
  readonly probed: Probed
  /** What is kept from now on. */
  readonly shape: Shape | undefined
  readonly stop: boolean
}

async function askOne(
  probing: Probing,
  { operation, request }: Ready,
  last: Shape | undefined,
): Promise<One> {
  const { api, url, sending, paths } = probing
  const began = performance.now()
  const came = await ask({
    api,
    operation,
    url,
    path: paths[operation],
    sending,
    request,
    fetch: probing.fetch,
  })
  const milliseconds = performance.now() - began
  const nothing = { operation, drifts: [], notes: [], milliseconds }
  if (came.kind === 'nothing') {
    return { probed: { ...nothing, refused: `got no answer: ${came.says}` }, shape: last, stop: true }
  }
  if (came.kind === 'refused') {
    const refused = `${came.says} (HTTP ${came.status})`
    return { probed: { ...nothing, status: came.status, refused }, shape: last, stop: came.stop }
  }
  const schema = documentOf(api, operation, probing.options)
  const shape = discreetShape(came.body, api, schema, probing.persons, request)
  const { drifts, notes } = compare(shape, schema, last)
  const keep = drifts.length > 0 && !probing.accept
  const next = keep ? last : probing.accept || last === undefined ? shape : merged([last, shape])
  return { probed: { ...nothing, status: came.status, drifts, notes }, shape: next, stop: false }
}

/** The document's answer under the options, in its envelope. */
function documentOf(
  api: AnyVendor,
  operation: string,
  options: Readonly<Record<string, unknown>>,
): JsonSchema {
  const answer = chosen(jsonSchema((api.operations[operation] as AnyOperation).answer), options)
  if (api.envelope === undefined) return answer
  return { type: 'object', properties: { [api.envelope]: answer }, required: [api.envelope] }
}

/** A shape in which no name is one of the answer's values, or was sent. */
function discreetShape(
  body: unknown,
  api: AnyVendor,
  schema: JsonSchema,
  persons: ReadonlySet<string>,
  request: Readonly<Record<string, string>>,
): Shape {
  const discretion = new Discretion(api, [], persons)
  for (const value of Object.values(request)) discretion.hide(value)
  hideJson(body, discretion)
  return shapeOf(body, discretion, [schema])
}

/** Against the last answer, and against the document, of which what was so before is only noted. */
function compare(
  shape: Shape,
  schema: JsonSchema,
  last: Shape | undefined,
): { drifts: Drift[]; notes: string[] } {
  const document = compareWithDocument(shape, schema)
  const before = last === undefined ? undefined : compareWithDocument(last, schema)
  const since = last === undefined ? { drifts: [], notes: [] } : compareWithLast(last, shape, [schema])
  const accepted = new Set((before?.drifts ?? []).map(({ says }) => says))
  const told = new Set(since.drifts.map(({ path }) => path))
  const fresh = document.drifts.filter(({ says, path }) => !accepted.has(says) && !told.has(path))
  const known = document.drifts.filter(({ says }) => accepted.has(says))
  const unchanged = new Set(before?.notes ?? [])
  return {
    drifts: [...since.drifts, ...fresh],
    notes: [
      ...since.notes,
      ...document.notes.filter((note) => !unchanged.has(note)),
      ...known.map(({ says }) => `${says}, as was accepted`),
    ],
  }
}
