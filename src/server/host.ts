import type { Hono } from 'hono'
import { type Answer, DubleError, type HttpRequest, type JournalRecord, type World } from '#engine'
import type { Room } from '../fixtures/rooms.ts'
import { type Exchange, httpRequest, type Wire } from './exchange.ts'
import { Meter } from './meter.ts'
import { underOptions } from './options-header.ts'
import { preflight } from './preflight.ts'
import { badOptions, badRequest, noSuchVendor, noSuchWorld } from './refusals.ts'
import type { Sleep } from './sleep.ts'
import { createVendorApp, type Recorder, send, type VendorEnv } from './vendor-app.ts'
import type { WorldOrder } from './world-order.ts'
import { Worlds } from './worlds.ts'

export interface HostOptions {
  /** The one that needs no name in the path. */
  readonly world: World
  /** Default: that world alone */
  readonly worlds?: Worlds | undefined
  /** Makes further worlds. Default: there are none */
  readonly openWorld?: OpenWorld | undefined
  /** What is known of the vendors, for their descriptions. Default: none is described */
  readonly rooms?: readonly Room[] | undefined
  /** Told of every finished request, after the journal. */
  readonly onRequest?: ((record: JournalRecord) => void) | undefined
  /** Where vendors are reached, for the admin API's URLs; set when the port is known. */
  readonly baseUrl?: () => string
  /** Hosts beside loopback names whose Host header the admin API accepts. */
  readonly allowedHosts?: readonly string[] | undefined
  /** Whether the admin API answers nobody. Default: it answers */
  readonly adminShut?: boolean | undefined
  /** The admin API asks for it as `Authorization: Bearer …`. Default: not asked for */
  readonly adminToken?: string | undefined
  /** Writes what was done in a world as a scenario. Default: nobody does */
  readonly recordScenario?: RecordScenario | undefined
  /** How answers that are held back wait. Default: by the machine's timers */
  readonly sleep?: Sleep | undefined
}

/** What a scenario is to be called, and in which folder it will lie: fixtures that are files are named from there. */
export interface RecordOrder {
  readonly title?: string | undefined
  readonly beside?: string | undefined
}

/** Writes what was done in a world since its beginning or last reset as a scenario. @throws DubleError `not_recordable` */
export type RecordScenario = (world: World, order: RecordOrder) => Promise<string>

/** Opens a world beside the first one. */
export type OpenWorld = (order: WorldOrder) => Promise<World>

/** Where the dashboard's page lies; the root shows it. */
const DASHBOARD = '/__admin/ui'

export type Fetch = (request: Request, wire?: Wire) => Response | Promise<Response>

/** What answers under `/__admin`. */
type Director = { fetch(request: Request, wire?: Wire): Response | Promise<Response> }

/** All worlds behind one door. */
export interface Host {
  readonly fetch: Fetch
  /** Journals what never became a request, such as header junk. */
  refuse(says: string, status?: number): void
  /** Ends the streams of events that are open: nothing else would. */
  stop(): void
}

/**
 * Puts a world's fakes behind one door: `/<vendor>/…`, `/w/<world>/<vendor>/…`, `/__admin/…`, `/healthz`.
 *
 * @example const { fetch } = createHost({ world }); await fetch(new Request('http://localhost/healthz'))
 */
export function createHost(options: HostOptions): Host {
  const { world, onRequest, worlds = new Worlds({ first: world }) } = options
  const meter = new Meter()
  const record = (
    exchange: Pick<Exchange, 'world' | 'startedAt' | 'given'>,
    vendor: string,
    request: HttpRequest,
    done: Answer,
  ): void => {
    const entry: JournalRecord = {
      at: exchange.world.clock.now(),
      vendor,
      operation: done.operation,
      outcome: done.outcome,
      injected: done.injected,
      faults: done.faults,
      method: request.method,
      path: request.target,
      status: done.status,
      why: done.why,
      option: done.refused?.option,
      credential: done.credential,
      requestHeaders: request.headers(),
      requestBody: request.body,
      responseBody: typeof done.body === 'string' ? done.body : (done.preview ?? ''),
      milliseconds: performance.now() - exchange.startedAt,
    }
    const id = exchange.world.journal.add(entry)
    exchange.given?.journalled?.(id)
    if (!done.left) {
      let counting: World | undefined = exchange.world
      do {
        counting.tallies.count(entry, done.shapes)
        counting = counting.of
      } while (counting !== undefined)
      meter.count(entry, exchange.world === world)
      apart(() => exchange.world.watch.see(entry, done, id))
    }
    apart(() => onRequest?.(entry))
  }
  const apps = new Map<string, Hono<VendorEnv>>()
  for (const [name, fake] of world.fakes) {
    const recorder: Recorder = (exchange, request, done) => record(exchange, name, request, done)
    const app = createVendorApp(fake.mock, recorder, options.sleep)
    apps.set(name, app)
  }
  const streams = new Set<() => void>()
  let admin: Promise<Director> | undefined
  /** Loaded when it is first asked: the first answer of a vendor need not wait for it. */
  const directed: Fetch = async (request, wire) => {
    admin ??= import('./admin.ts').then(({ createAdmin }) =>
      createAdmin({ ...options, worlds, meter, ask: fetch, streams }),
    )
    return (await admin).fetch(request, wire)
  }

  const fetch: Fetch = (request, wire = {}) => {
    const startedAt = performance.now()
    const { incoming, outgoing, given } = wire
    const target = targetOf(request, incoming?.url)
    const question = target.indexOf('?')
    const whole = question < 0 ? target : target.slice(0, question)
    if (whole === '/healthz') return new Response('ok\n', { headers: { 'content-type': 'text/plain' } })
    if (whole === '/__admin' || whole.startsWith('/__admin/')) return directed(request, wire)
    if (whole === '/' && (request.method === 'GET' || request.method === 'HEAD')) {
      return directed(new Request(new URL(DASHBOARD, request.url), request), wire)
    }

    const refuse = (by: World, vendor: string, done: Answer): Response => {
      const asked = httpRequest(request, target, given?.body ?? '', incoming)
      record({ world: by, startedAt, given }, vendor, asked, done)
      return send({ world: by, outgoing }, asked, done)
    }
    const headerOf = (name: string): string | undefined =>
      incoming === undefined
        ? (request.headers.get(name) ?? undefined)
        : (incoming.headers[name] as string | undefined)
    const inWorld = whole.startsWith('/w/') ? /^\/w\/([^/]*)(\/.*)?$/.exec(whole) : null
    const worldId = inWorld?.[1] ?? headerOf('x-duble-world') ?? world.id
    const asked = worlds.find(worldId)
    if (asked === undefined) return refuse(world, '', noSuchWorld(worldId, worlds.told()))
    const path = inWorld === null ? whole : (inWorld[2] ?? '/')
    const slash = path.indexOf('/', 1)
    const vendor = slash < 0 ? path.slice(1) : path.slice(1, slash)
    const usual = asked.fakes.get(vendor)
    const app = apps.get(vendor)
    if (usual === undefined || app === undefined) {
      return refuse(asked, '', noSuchVendor(path, [...asked.fakes.keys()]))
    }
    const fake = underOptions(usual, headerOf('x-duble-options'))
    if (fake instanceof DubleError) return refuse(asked, vendor, badOptions(fake))

    const inside = slash < 0 ? '/' : path.slice(slash)
    const exchange: Exchange = {
      world: asked,
      fake,
      path: fake.canonical(inside) ?? '/moved away',
      target,
      startedAt,
      incoming,
      outgoing,
      given,
    }
    const asking = preflight(fake, request, incoming)
    if (asking !== undefined) return asking
    return app.fetch(request, { exchange })
  }

  return {
    fetch,
    refuse(says, status) {
      const request: HttpRequest = {
        method: '?',
        target: '?',
        search: '',
        body: '',
        ip: '',
        header: () => undefined,
        headers: () => ({}),
      }
      record({ world, startedAt: performance.now() }, '', request, badRequest(says, status))
    },
    stop() {
      for (const end of streams) end()
    },
  }
}

/** Who watches or listens must not change what is answered. */
function apart(look: () => void): void {
  try {
    look()
  } catch (error) {
    process.emitWarning(error as Error)
  }
}

/** Path and query as received; a proxy's absolute form loses its scheme and host. */
function targetOf(request: Request, raw: string | undefined): string {
  const url = raw ?? request.url
  if (url.startsWith('/')) return url
  const path = url.indexOf('/', url.indexOf('://') + 3)
  return path < 0 ? '/' : url.slice(path)
}
