import { timingSafeEqual } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { DubleError, didYouMean, type World } from '#engine'
import type { Room } from '../fixtures/rooms.ts'
import { showVendor } from '../report/vendor.ts'
import { BadBody } from './admin/body.ts'
import { clockRoutes } from './admin/clock.ts'
import { coverageRoutes } from './admin/coverage.ts'
import type { AdminEnv, Director } from './admin/director.ts'
import { eventRoutes } from './admin/events.ts'
import { explainRoutes } from './admin/explain.ts'
import { faultRoutes } from './admin/faults.ts'
import { findingRoutes } from './admin/findings.ts'
import { journalRoutes } from './admin/journal.ts'
import { ledgerRoutes } from './admin/ledger.ts'
import { metricRoutes } from './admin/metrics.ts'
import { openapiRoutes } from './admin/openapi.ts'
import { optionRoutes } from './admin/options.ts'
import { scenarioRoutes } from './admin/scenario.ts'
import { stateRoutes } from './admin/states.ts'
import { tryRoutes } from './admin/try.ts'
import { isUi, uiRoutes } from './admin/ui.ts'
import { verdictRoutes } from './admin/verdict.ts'
import { worldRoutes } from './admin/worlds.ts'
import type { Fetch, OpenWorld, RecordScenario } from './host.ts'
import type { Meter } from './meter.ts'
import type { Worlds } from './worlds.ts'

interface AdminOptions {
  readonly worlds: Worlds
  readonly openWorld?: OpenWorld | undefined
  readonly recordScenario?: RecordScenario | undefined
  readonly rooms?: readonly Room[] | undefined
  readonly baseUrl?: () => string
  readonly allowedHosts?: readonly string[] | undefined
  readonly adminToken?: string | undefined
  readonly adminShut?: boolean | undefined
  /** Counts every request. */
  readonly meter: Meter
  /** Asks the worlds' vendors, in process. */
  readonly ask: Fetch
  /** Ends of the streams that are open. */
  readonly streams: Set<() => void>
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i

/** The director's chair: everything of a world lies under `/__admin/worlds/{id}/…`. */
export function createAdmin(options: AdminOptions): Hono<AdminEnv> {
  const {
    worlds,
    openWorld,
    recordScenario,
    rooms,
    ask,
    streams,
    meter,
    adminToken,
    adminShut,
    allowedHosts = [],
    baseUrl = () => '',
  } = options
  const hosts = allowedHosts.map((name) => name.toLowerCase())
  const app = new Hono<AdminEnv>().basePath('/__admin')

  app.use(async (c, next) => {
    const host = c.req.header('host') ?? new URL(c.req.url).host
    const bare = host.replace(/:\d+$/, '').toLowerCase()
    if (adminShut) {
      return refuse(
        c,
        403,
        'admin_shut',
        'Dublê listens beyond loopback and was given no admin token, so the admin API is shut',
      )
    }
    if (!LOOPBACK.test(host) && !hosts.includes(bare)) {
      return refuse(c, 403, 'foreign_host', `the admin API answers on loopback names, not on "${bare}"`)
    }
    const origin = c.req.header('origin')
    if (origin !== undefined && originHost(origin) !== host.toLowerCase()) {
      return refuse(c, 403, 'foreign_origin', `the admin API takes no requests from ${origin}`)
    }
    const open = isUi(c.req.method, c.req.path) // the page holds nothing secret, and asks for the token itself
    if (
      adminToken !== undefined &&
      !open &&
      !same(c.req.header('authorization') ?? '', `Bearer ${adminToken}`)
    ) {
      return refuse(
        c,
        401,
        'no_admin_token',
        'send "Authorization: Bearer <admin token>"; it was printed at the start, unless DUBLE_ADMIN_TOKEN gave it',
      )
    }
    return next()
  })

  app.get('/health', (c) => c.json({ status: 'up', worlds: worlds.ids() }))
  app.get('/vendors', (c) => {
    const fakes = [...worlds.first.fakes.values()]
    return c.json({ vendors: fakes.map((fake) => showVendor(fake, baseUrl())) })
  })

  const find = (c: Context<AdminEnv>): World => worlds.get(c.req.param('id') ?? '')
  const director: Director = {
    app,
    worlds,
    openWorld,
    recordScenario,
    rooms,
    baseUrl,
    find,
    ask,
    streams,
    meter,
  }
  worldRoutes(director)
  clockRoutes(director)
  stateRoutes(director)
  optionRoutes(director)
  faultRoutes(director)
  journalRoutes(director)
  verdictRoutes(director)
  findingRoutes(director)
  coverageRoutes(director)
  explainRoutes(director)
  openapiRoutes(director)
  ledgerRoutes(director)
  metricRoutes(director)
  scenarioRoutes(director)
  eventRoutes(director)
  tryRoutes(director)
  uiRoutes(director)

  const routes = [
    ...new Set(
      app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`),
    ),
  ]
  app.notFound((c) => {
    const { pathname } = new URL(c.req.url)
    const asked = `${c.req.method} ${pathname}`
    const methods = app.routes
      .filter(({ method, path }) => method !== 'ALL' && pattern(path).test(pathname))
      .map(({ method }) => method)
    if (methods.length > 0) {
      const allowed = [...new Set(methods)].join(', ')
      c.header('allow', allowed)
      return refuse(c, 405, 'wrong_method', `${pathname} takes ${allowed}, not ${c.req.method}`)
    }
    return refuse(c, 404, 'unknown_path', `the admin API has no ${asked}${didYouMean(asked, routes)}`, {
      routes,
    })
  })
  app.onError((error, c) => {
    if (error instanceof BadBody) return refuse(c, 400, 'bad_body', error.message)
    if (!(error instanceof DubleError)) return refuse(c, 500, 'duble_bug', error.message)
    return refuse(c, statusOf(error), error.code, error.message, error.facts)
  })
  return app
}

/** A route's path as a pattern. */
const pattern = (path: string): RegExp => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`)

type Status = 400 | 401 | 403 | 404 | 405 | 409 | 500 | 503

function statusOf({ code }: DubleError): Status {
  if (code === 'world_exists') return 409
  if (code === 'too_many_worlds') return 503
  return code.startsWith('unknown_') ? 404 : 400
}

const refuse = (c: Context, status: Status, error: string, message: string, facts: object = {}): Response =>
  c.json({ error, message, ...facts }, status)

function originHost(origin: string): string | undefined {
  try {
    return new URL(origin).host
  } catch {
    return undefined
  }
}

function same(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}
