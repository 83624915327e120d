/** What Dublê answers where no vendor would: always JSON, always with the reason. */
import {
  type Answer,
  type AnyOperation,
  type Bound,
  type DubleError,
  didYouMean,
  type Fake,
  type HttpRequest,
  identify,
  maskText,
  nearest,
  outcomesOf,
  parametersDiffer,
} from '#engine'
import type { CutOff } from './body.ts'
import type { Exchange } from './exchange.ts'

function refusal(status: number, error: string, message: string, more: object = {}): Answer {
  return {
    outcome: undefined,
    operation: undefined,
    injected: false,
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ error, message, ...more }),
    why: message,
    credential: undefined,
    delay: 0,
  }
}

/** Above the limit the rest is not read, so the connection cannot go on. */
export function tooLarge(limit: number): Answer {
  const message = `the body is larger than ${limit} bytes: send less at once`
  const answer = refusal(413, 'body_too_large', message, { limit })
  return { ...answer, headers: { ...answer.headers, connection: 'close' } }
}

/** Nobody is left to read it, but the journal tells: the client closed, or the server cut it off. */
export const clientClosed = (cut?: CutOff): Answer =>
  cut === undefined
    ? {
        ...refusal(400, 'client_closed', 'the client closed the connection before its body was complete'),
        left: true,
      }
    : refusal(cut.status, 'bad_request', cut.says)

/** Something of ours threw, such as a store that cannot be reached. */
export const broken = (error: Error): Answer =>
  refusal(500, 'duble_bug', `Dublê could not answer: ${error.message}. This is not a fault of your code.`)

export const noSuchWorld = (world: string, known: Iterable<string>): Answer =>
  refusal(404, 'unknown_world', `there is no world "${world}"${didYouMean(world, known)}`)

export const noSuchVendor = (path: string, known: readonly string[]): Answer => {
  const named = path.split('/')[1] ?? ''
  const says = named === '' ? 'names no vendor' : `names no vendor: there is no "${named}"`
  const message = `${maskText(path)} ${says}${didYouMean(named, known)}; paths begin with ${known.map((name) => `/${name}/`).join(' or ')}`
  return refusal(404, 'unknown_vendor', message, { known })
}

/** Options for this request that are not known, or cannot be read. */
export const badOptions = ({ code, message, facts }: DubleError): Answer => refusal(400, code, message, facts)

export const badRequest = (says: string, status = 400): Answer => refusal(status, 'bad_request', says)

/** No operation has this path: which is nearest, and what of it does not fit: path, then method, then auth, then body. */
export function unmatched({ fake, target }: Exchange, request: HttpRequest): Answer {
  const path = (target.split('?')[0] as string).replace(/^\/w\/[^/]+/, '').slice(fake.name.length + 1)
  const paths = new Map(Object.keys(fake.mock.api.operations).map((name) => [fake.pathOf(name), name]))
  const nearestPath =
    movedFrom(fake, path) ??
    closest(withoutPairs(path, Object.values(fake.mock.api.operations)), [...paths.keys()])
  const name = paths.get(nearestPath) as string
  const bound = fake.operation(name)
  const asked =
    bound.operation.takes === 'pairs' ? { ...request, tail: tailOf(path, bound.operation) } : request
  const differs = [pathDiffers(path, nearestPath), ...othersDiffer(fake, bound, asked)]
  const shown = `${bound.operation.method} /${fake.name}${nearestPath}`
  const message = `${fake.name} has no operation at ${maskText(path) || '/'}; the nearest is ${name}, ${shown}: ${differs.join('; ')}`
  return refusal(404, 'no_operation', message, {
    nearest: {
      operation: name,
      method: bound.operation.method,
      path: `/${fake.name}${nearestPath}`,
      outcomes: outcomesOf(fake.mock.api, name),
    },
    differs,
  })
}

/** Where the operation answers now whose documented path this is. */
function movedFrom(fake: Fake, path: string): string | undefined {
  const { operations } = fake.mock.api
  const moved = Object.keys(fake.fixture.paths).find((name) => operations[name]?.path === path)
  return moved === undefined ? undefined : fake.pathOf(moved)
}

/** The key and value segments of a path that is wrong before them: from the first known key on, for what stands before may be anything. */
function tailOf(path: string, { parameters }: AnyOperation): string {
  const segments = path.split('/')
  const first = segments.findIndex((segment) => Object.hasOwn(parameters.properties, segment))
  return first < 0 ? '' : `/${segments.slice(first).join('/')}`
}

/** A path up to its first known key, where keys and values may follow. */
function withoutPairs(path: string, operations: readonly AnyOperation[]): string {
  const tails = operations
    .filter(({ takes }) => takes === 'pairs')
    .map((operation) => tailOf(path, operation))
  const longest = Math.max(0, ...tails.map(({ length }) => length))
  return path.slice(0, path.length - longest)
}

function closest(path: string, known: readonly string[]): string {
  const bare = (text: string): string => text.toLowerCase().replace(/\/+$/, '')
  return (
    known.find((candidate) => bare(candidate) === bare(path)) ??
    nearest(path, known) ??
    known.toSorted((a, b) => shared(b, path) - shared(a, path))[0] ??
    ''
  )
}

/** How many path segments two paths have in common, in any place. */
function shared(a: string, b: string): number {
  const segments = new Set(a.split('/').filter(Boolean))
  return b.split('/').filter((segment) => segments.has(segment)).length
}

function pathDiffers(path: string, wanted: string): string {
  if (`${path}/` === wanted) return 'its path ends in a slash'
  if (path === `${wanted}/`) return 'its path ends without a slash'
  if (path.toLowerCase() === wanted.toLowerCase()) return 'its path is written in lower case'
  return `its path is ${wanted}`
}

function othersDiffer(fake: Fake, bound: Bound, request: HttpRequest): string[] {
  const found: string[] = []
  const { method, takes } = bound.operation
  if (request.method !== method) found.push(`its method is ${method}, not ${request.method}`)
  const view = fake.store.open()
  const verdict = identify(fake, request, view instanceof Promise ? undefined : view, bound.name)
  if ('refuse' in verdict && !bound.operation.open) found.push(`credentials: ${verdict.why}`)
  const says = parametersDiffer(fake, bound, request)
  if (says !== undefined)
    found.push(`${takes === 'body' || takes === 'form' ? 'body' : 'parameters'}: ${says}`)
  return found
}
