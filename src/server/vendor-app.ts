import { setTimeout as sleep } from 'node:timers/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import { type Answer, type AnyMock, answer, type HttpRequest, operationsByPath } from '#engine'
import { BODY_LIMIT, BodyRefused, readBody } from './body.ts'
import { type Exchange, httpRequest } from './exchange.ts'
import { broken, clientClosed, tooLarge, unmatched } from './refusals.ts'

export interface VendorEnv {
  Bindings: { exchange: Exchange }
}

/** The longest that a timer can wait. */
const LONGEST = 2 ** 31 - 1

/** Everything that a finished request leaves behind. */
export type Record = (exchange: Exchange, request: HttpRequest, answer: Answer) => void

/** One vendor as a Hono app over the documented paths; which fake answers is the door's to say. */
export function createVendorApp(mock: AnyMock, record: Record): Hono<VendorEnv> {
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
      return sleep(Math.min(done.delay, LONGEST)).then(() => finish(c, request, { ...done, delay: 0 }))
    }
    record(exchange, request, done)
    return send(exchange, request, done)
  }
  /** The request with its body, or what is answered where that cannot be read. */
  const withBody = async (c: Context<VendorEnv>): Promise<HttpRequest | Answer> => {
    const { target, incoming } = c.env.exchange
    const read = await readBody(c.req.raw, incoming, BODY_LIMIT)
    if (!(read instanceof BodyRefused)) return httpRequest(c.req.raw, target, read, incoming)
    return read.reason === 'too_large' ? tooLarge(BODY_LIMIT) : clientClosed(read.cut)
  }
  const withoutBody = (c: Context<VendorEnv>): HttpRequest =>
    httpRequest(c.req.raw, c.env.exchange.target, '', c.env.exchange.incoming)
  for (const [path, names] of operationsByPath(mock.api.operations)) {
    const bodies = names.filter((name) => mock.api.operations[name].takes === 'body')
    const methods = new Set(bodies.map((name) => mock.api.operations[name].method))
    app.all(path, async (c) => {
      const request = methods.has(c.req.method) ? await withBody(c) : withoutBody(c)
      if ('outcome' in request) return finish(c, withoutBody(c), request)
      const done = answer(c.env.exchange.fake, names, request)
      return finish(c, request, done instanceof Promise ? await done : done)
    })
  }
  app.onError((error, c) => finish(c, withoutBody(c), broken(error)))
  app.notFound(async (c) => {
    const bodyless = c.req.method === 'GET' || c.req.method === 'HEAD'
    const request = bodyless ? withoutBody(c) : await withBody(c)
    if ('outcome' in request) return finish(c, withoutBody(c), request)
    return finish(c, request, unmatched(c.env.exchange, request))
  })
  return app
}

/** The door has found the documented path already. */
const pathOf = (options: { env?: unknown } | undefined): string =>
  (options as { env: VendorEnv['Bindings'] }).env.exchange.path

/** Puts an answer on the wire, or into a Response in process. */
export function send(
  exchange: Pick<Exchange, 'world' | 'outgoing'> & { fake?: Exchange['fake'] | undefined },
  request: HttpRequest,
  done: Answer,
): Response {
  const { outgoing, world, fake } = exchange
  const headers: { [name: string]: string } = { ...done.headers }
  if (world.clock.directed) headers['date'] = new Date(world.clock.now()).toUTCString()
  if (fake?.options['cors'] === 'on' && request.header('origin') !== undefined) {
    headers['access-control-allow-origin'] = '*'
  }
  if (outgoing === undefined) {
    const bodyless = request.method === 'HEAD' || done.status === 204
    return new Response(bodyless ? null : done.body, { status: done.status, headers })
  }
  if (!outgoing.headersSent) {
    headers['content-length'] = String(Buffer.byteLength(done.body))
    outgoing.writeHead(done.status, headers)
    outgoing.end(done.body)
  }
  return RESPONSE_ALREADY_SENT
}
