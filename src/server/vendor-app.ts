import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import {
  type Answer,
  type AnyMock,
  answer,
  type HttpRequest,
  hasParams,
  operationsByPath,
  type World,
} from '#engine'
import { BODY_LIMIT, BodyRefused, readBody } from './body.ts'
import { type Exchange, httpRequest } from './exchange.ts'
import { endEarly } from './linger.ts'
import { broken, clientClosed, tooLarge, unmatched } from './refusals.ts'
import { byTimer, goneOf, type Sleep } from './sleep.ts'
import { ConnectionBroken, responseStruck } from './unwired.ts'
import { sendStruck } from './wire.ts'

export interface VendorEnv {
  Bindings: { exchange: Exchange }
}

/** Everything that a finished request leaves behind. */
export type Recorder = (exchange: Exchange, request: HttpRequest, answer: Answer) => void

/**
 * One vendor as a Hono app over the documented paths; which fake answers is the door's to say.
 *
 * @param sleep how answers that are held back wait. Default: by the machine's timers
 */
export function createVendorApp(mock: AnyMock, record: Recorder, sleep: Sleep = byTimer): Hono<VendorEnv> {
  const app = new Hono<VendorEnv>({
    getPath: (_request, options) => pathOf(options),
  })
  const finish = (
    c: Context<VendorEnv>,
    request: HttpRequest,
    done: Answer,
  ): Response | Promise<Response> => {
    const { exchange } = c.env
    if (done.delay > 0) {
      const waited = sleep(done.delay, exchange.world, goneOf(exchange.incoming, c.req.raw))
      return waited.then(() => finish(c, request, { ...done, delay: 0 }))
    }
    record(exchange, request, done)
    return send(exchange, request, done, sleep)
  }
  const limit = mock.api.bodyLimit ?? BODY_LIMIT
  /** The request with its body, or why that cannot be read. */
  const withBody = async (c: Context<VendorEnv>, inPath: InPath = {}): Promise<HttpRequest | BodyRefused> => {
    const { target, incoming, given } = c.env.exchange
    const read = given === undefined ? await readBody(c.req.raw, incoming, limit) : bounded(given.body, limit)
    return read instanceof BodyRefused
      ? read
      : httpRequest(c.req.raw, target, read, incoming, inPath, given?.ip)
  }
  const withoutBody = (c: Context<VendorEnv>, inPath: InPath = {}): HttpRequest => {
    const { target, incoming, given } = c.env.exchange
    return httpRequest(c.req.raw, target, '', incoming, inPath, given?.ip)
  }
  const refused = ({ reason, cut }: BodyRefused): Answer =>
    reason === 'too_large' ? tooLarge(limit) : clientClosed(cut)
  for (const [path, names] of operationsByPath(mock.api.operations)) {
    const methods = new Set(
      names.filter((name) => takesBody(mock, name)).map((name) => mock.api.operations[name].method),
    )
    const pairs = names.some((name) => mock.api.operations[name].takes === 'pairs')
    const inPathOf = readerOf(path, pairs)
    app.all(routeOf(path, pairs), async (c) => {
      const inPath = inPathOf(c)
      const request = methods.has(c.req.method) ? await withBody(c, inPath) : withoutBody(c, inPath)
      if (request instanceof BodyRefused) {
        if (request.reason !== 'too_large' || mock.api.tooLarge === undefined) {
          return finish(c, withoutBody(c, inPath), refused(request))
        }
        const early = { code: mock.api.tooLarge, why: `the body is larger than ${limit} bytes` }
        const bare = withoutBody(c, inPath)
        const done = await answer(c.env.exchange.fake, names, bare, early)
        return finish(c, bare, { ...done, headers: { ...done.headers, connection: 'close' } })
      }
      const done = answer(c.env.exchange.fake, names, request)
      return finish(c, request, done instanceof Promise ? await done : done)
    })
  }
  app.onError((error, c) => {
    if (error instanceof ConnectionBroken) throw error
    return finish(c, withoutBody(c), broken(error))
  })
  app.notFound(async (c) => {
    const bodyless = c.req.method === 'GET' || c.req.method === 'HEAD'
    const request = bodyless ? withoutBody(c) : await withBody(c)
    if (request instanceof BodyRefused) return finish(c, withoutBody(c), refused(request))
    return finish(c, request, unmatched(c.env.exchange, request))
  })
  return app
}

const bounded = (body: string, limit: number): string | BodyRefused =>
  Buffer.byteLength(body) > limit ? new BodyRefused('too_large') : body

type InPath = Pick<HttpRequest, 'params' | 'tail'>

const BODIES: ReadonlySet<string> = new Set(['body', 'query_and_body', 'form'])
const takesBody = (mock: AnyMock, name: string): boolean => BODIES.has(mock.api.operations[name].takes)

/** A documented path in Hono's notation. */
const routeOf = (path: string, pairs: boolean): string =>
  path.replace(/\{(\w+)\}/g, ':$1') + (pairs ? '/*' : '')

/** What of a request's path varies, for the operations at one documented path. */
function readerOf(path: string, pairs: boolean): (c: Context<VendorEnv>) => InPath {
  if (pairs) return (c) => ({ tail: c.env.exchange.path.slice(path.length) })
  return hasParams(path) ? (c) => ({ params: c.req.param() as Record<string, string> }) : () => NONE
}
const NONE: InPath = Object.freeze({})

/** The door has found the documented path already. */
const pathOf = (options: { env?: unknown } | undefined): string =>
  (options as { env: VendorEnv['Bindings'] }).env.exchange.path

/** Puts an answer on the wire, or into a Response in process. */
export function send(
  exchange: Pick<Exchange, 'world' | 'outgoing'> & Partial<Pick<Exchange, 'fake' | 'incoming'>>,
  request: HttpRequest,
  done: Answer,
  sleep: Sleep = byTimer,
): Response {
  const { incoming, outgoing, world, fake } = exchange
  const headers: { [name: string]: string } = { ...done.headers }
  if (world.clock.directed) headers['date'] = new Date(world.clock.now()).toUTCString()
  if (fake?.options['cors'] === 'on' && request.header('origin') !== undefined) {
    headers['access-control-allow-origin'] = '*'
  }
  const { wire } = done
  if (outgoing === undefined) {
    const bodyless = request.method === 'HEAD' || done.status === 204
    if (wire !== undefined) return responseStruck({ ...done, headers }, wire, bodyless, waiting(sleep, world))
    return new Response(bodyless ? null : done.body, { status: done.status, headers })
  }
  if (!outgoing.headersSent) {
    headers['content-length'] = String(Buffer.byteLength(done.body))
    if (wire !== undefined) {
      sendStruck({ incoming, outgoing, wait: waiting(sleep, world) }, { ...done, headers }, wire)
      return RESPONSE_ALREADY_SENT
    }
    outgoing.writeHead(done.status, headers)
    if (incoming !== undefined && headers['connection'] === 'close') endEarly(incoming, outgoing, done.body)
    else outgoing.end(done.body)
  }
  return RESPONSE_ALREADY_SENT
}

const waiting =
  (sleep: Sleep, world: World) =>
  (milliseconds: number, signal: AbortSignal): Promise<unknown> =>
    sleep(milliseconds, world, signal)
