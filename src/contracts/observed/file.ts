import { type AnyVendor, didYouMean, outcomesOf } from '#engine'
import { WAYS } from './match.ts'
import { type Objection, objectionsToShape, readShape, type Written, writeShape } from './notation.ts'
import { OBSERVED_BY_YOU, type Observation, type Sighting, TRAITS, type Trait } from './observation.ts'
import { recordOf, type Shape } from './shape.ts'

type Data = { readonly [name: string]: Written | number | readonly string[] }

/** An observation as it stands in YAML. */
export const writeObservation = ({ vendor, sightings }: Observation): object => ({
  vendor,
  class: OBSERVED_BY_YOU,
  seen: sightings.map(writeSighting),
})

function writeSighting(seen: Sighting): Data {
  const { operation, by, method, path, query, headers, proof, sends, body } = seen
  const { status, type, answerHeaders, outcome, answer, columns, traits } = seen
  const shapes = Object.entries(query).map(([name, shape]) => [name, writeShape(shape)] as const)
  return {
    ...(operation === undefined ? {} : { operation }),
    ...(by === undefined ? {} : { by }),
    method,
    path,
    ...(shapes.length === 0 ? {} : { query: recordOf(shapes) }),
    ...(headers.length === 0 ? {} : { headers }),
    ...(proof === undefined ? {} : { proof }),
    ...(sends === undefined ? {} : { sends }),
    ...(body === undefined ? {} : { body: writeShape(body) }),
    ...(status === undefined ? {} : { status }),
    ...(type === undefined ? {} : { type }),
    ...(answerHeaders.length === 0 ? {} : { answer_headers: answerHeaders }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(answer === undefined ? {} : { answer: writeShape(answer) }),
    ...(columns === undefined ? {} : { columns }),
    ...(traits.length === 0 ? {} : { traits }),
  }
}

const FIELDS = [
  'operation',
  'by',
  'method',
  'path',
  'query',
  'headers',
  'proof',
  'sends',
  'body',
  'status',
  'type',
  'answer_headers',
  'outcome',
  'answer',
  'columns',
  'traits',
]
const TOP = ['vendor', 'class', 'seen']

/** What is wrong with an observation that was read from YAML. */
export function* objectionsTo(written: unknown, api: AnyVendor): Iterable<Objection> {
  if (!isMap(written)) return yield { path: [], says: 'must be a map of vendor, class and seen' }
  yield* unknownIn(written, TOP, [])
  if (written['vendor'] !== api.name) yield { path: ['vendor'], says: `must be ${api.name}` }
  if (written['class'] !== OBSERVED_BY_YOU) yield { path: ['class'], says: `must be ${OBSERVED_BY_YOU}` }
  const { seen } = written
  if (!Array.isArray(seen)) return yield { path: ['seen'], says: 'must be a list of what was seen' }
  for (const [at, one] of seen.entries()) yield* objectionsToSighting(one, api, ['seen', at])
}

type Path = readonly (string | number)[]
const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function* unknownIn(map: object, known: readonly string[], path: Path): Iterable<Objection> {
  for (const name of Object.keys(map)) {
    if (known.includes(name)) continue
    const where = path.length === 0 ? 'the file' : path.join('.')
    yield { path: [...path, name], says: `: ${where} has no field "${name}"${didYouMean(name, known)}` }
  }
}

function* objectionsToSighting(one: unknown, api: AnyVendor, path: Path): Iterable<Objection> {
  if (!isMap(one)) return yield { path, says: 'must be a map' }
  yield* unknownIn(one, FIELDS, path)
  for (const name of ['method', 'path']) {
    if (typeof one[name] !== 'string') yield { path, says: `lacks ${name}` }
  }
  const operations = Object.keys(api.operations)
  const operation = one['operation']
  if (operation !== undefined) yield* oneOf(operation, operations, [...path, 'operation'])
  if (one['by'] !== undefined) yield* oneOf(one['by'], WAYS, [...path, 'by'])
  if (one['outcome'] !== undefined && operations.includes(String(operation))) {
    yield* oneOf(one['outcome'], outcomesOf(api, String(operation)), [...path, 'outcome'])
  }
  const status = one['status']
  if (status !== undefined && !(Number.isInteger(status) && Number(status) >= 100 && Number(status) < 600)) {
    yield { path: [...path, 'status'], says: 'must be an HTTP status' }
  }
  for (const name of ['headers', 'answer_headers', 'columns', 'traits']) {
    const list = one[name]
    if (list === undefined) continue
    if (!Array.isArray(list)) yield { path: [...path, name], says: 'must be a list of names' }
    else if (name === 'traits') {
      for (const [at, trait] of list.entries()) yield* oneOf(trait, TRAITS, [...path, name, at])
    }
  }
  const { query = {} } = one
  if (!isMap(query)) yield { path: [...path, 'query'], says: 'must be a map of parameters' }
  else
    for (const [name, shape] of Object.entries(query))
      yield* objectionsToShape(shape, [...path, 'query', name])
  for (const name of ['body', 'answer']) {
    if (one[name] !== undefined) yield* objectionsToShape(one[name], [...path, name])
  }
}

function* oneOf(value: unknown, known: readonly string[], path: Path): Iterable<Objection> {
  if (known.includes(String(value))) return
  const says = `must be one of ${known.join(', ')}, got ${String(value)}${didYouMean(String(value), known)}`
  yield { path, says }
}

/** An observation of which `objectionsTo` found nothing wrong. */
export const readObservation = (written: unknown): Observation => {
  const { vendor, seen } = written as { vendor: string; seen: readonly Record<string, unknown>[] }
  return { vendor, sightings: seen.map(readSighting) }
}

function readSighting(one: Record<string, unknown>): Sighting {
  const texts = (name: string): string[] => ((one[name] ?? []) as unknown[]).map(String)
  const shape = (name: string): { [name: string]: Shape } =>
    one[name] === undefined ? {} : { [name]: readShape(one[name]) }
  const plain = ['operation', 'by', 'method', 'path', 'proof', 'sends', 'status', 'type', 'outcome']
  const given = plain.flatMap((name) => (one[name] === undefined ? [] : [[name, one[name]]]))
  const query = Object.entries((one['query'] ?? {}) as object)
  return {
    ...Object.fromEntries(given),
    query: recordOf(query.map(([name, written]) => [name, readShape(written)])),
    headers: texts('headers'),
    answerHeaders: texts('answer_headers'),
    ...shape('body'),
    ...shape('answer'),
    ...(one['columns'] === undefined ? {} : { columns: texts('columns') }),
    traits: texts('traits') as Trait[],
  } as Sighting
}
