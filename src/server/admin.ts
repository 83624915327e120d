import { timingSafeEqual } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { DubleError, didYouMean, type Fake, instantOf, parseDuration, printOption, type World } from '#engine'
import { showVendor } from '../report/vendor.ts'
import { BadBody, bodyOf, text } from './admin-body.ts'
import type { Wire } from './exchange.ts'

interface AdminOptions {
  readonly worlds: ReadonlyMap<string, World>
  readonly baseUrl?: () => string
  readonly allowedHosts?: readonly string[] | undefined
  readonly adminToken?: string | undefined
  readonly adminShut?: boolean | undefined
}

interface AdminEnv {
  Bindings: Wire
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i

/** The director's chair: everything of a world lies under `/__admin/worlds/{id}/…`. */
export function createAdmin(options: AdminOptions): Hono<AdminEnv> {
  const { worlds, adminToken, adminShut, allowedHosts = [], baseUrl = () => '' } = options
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
    if (adminToken !== undefined && !same(c.req.header('authorization') ?? '', `Bearer ${adminToken}`)) {
      return refuse(
        c,
        401,
        'no_admin_token',
        'send "Authorization: Bearer <admin token>"; it was printed at the start',
      )
    }
    return next()
  })

  app.get('/health', (c) => c.json({ status: 'up', worlds: [...worlds.keys()] }))
  app.get('/vendors', (c) => {
    const [world] = worlds.values()
    return c.json({ vendors: [...(world?.fakes.values() ?? [])].map((fake) => showVendor(fake, baseUrl())) })
  })

  app.get('/worlds', (c) => c.json({ worlds: [...worlds.keys()] }))
  const under = <P extends string>(path: P): `/worlds/:id/${P}` => `/worlds/:id/${path}`

  app.get(under('clock'), (c) => c.json(showClock(find(c))))
  app.post(under('clock'), async (c) => {
    const world = find(c)
    const order = await bodyOf(c, ['advance', 'freeze', 'real'])
    const given = Object.keys(order)
    if (given.length !== 1) {
      throw new BadBody(
        'send exactly one of {"advance": "5m"}, {"freeze": "2026-03-02T09:00:00-03:00"}, {"real": true}',
      )
    }
    if (given[0] === 'advance') world.clock.advance(parseDuration(text(order, 'advance')))
    else if (given[0] === 'freeze') world.clock.freeze(instantOf(text(order, 'freeze')))
    else if (order['real'] === true) world.clock.real()
    else throw new BadBody('"real" takes true')
    return c.json(showClock(world))
  })

  app.post(under('reset'), async (c) => {
    const world = find(c)
    await world.reset()
    return c.json({ reset: world.id })
  })

  app.get(under('states'), (c) => {
    const fakes = [...find(c).fakes.values()]
    return c.json({
      states: fakes.flatMap((fake) =>
        Object.keys(fake.fixture.states).map((name) => ({ vendor: fake.name, name })),
      ),
    })
  })
  app.post(under('states'), async (c) => {
    const world = find(c)
    const order = await bodyOf(c, ['vendor', 'name'])
    const fake = world.fake(text(order, 'vendor'))
    await fake.applyState(text(order, 'name'))
    return c.json({ vendor: fake.name, state: order['name'] })
  })

  app.get(under('options'), (c) =>
    c.json({
      options: Object.fromEntries([...find(c).fakes.values()].map((fake) => [fake.name, showOptions(fake)])),
    }),
  )

  app.get(under('faults'), (c) => c.json({ faults: showFaults(find(c)) }))
  app.post(under('faults'), async (c) => {
    const world = find(c)
    const order = await bodyOf(c, ['vendor', 'operation', 'outcome', 'times'])
    const { times } = order
    if (times !== undefined && !(Number.isSafeInteger(times) && (times as number) > 0)) {
      throw new BadBody('"times" takes a whole number from 1')
    }
    const fake = world.fake(text(order, 'vendor'))
    fake.addFault(text(order, 'operation'), text(order, 'outcome'), times as number | undefined)
    return c.json({ faults: showFaults(world) })
  })
  app.delete(under('faults'), (c) => {
    const world = find(c)
    for (const fake of world.fakes.values()) fake.faults.clear()
    return c.json({ faults: [] })
  })

  app.get(under('journal'), (c) => {
    const query = c.req.query()
    const known = ['vendor', 'operation', 'outcome', 'status', 'after', 'limit', 'secrets']
    for (const name of Object.keys(query)) {
      if (!known.includes(name)) {
        throw new BadBody(
          `the journal has no filter "${name}"${didYouMean(name, known)}: it has ${known.join(', ')}`,
        )
      }
    }
    const number = (name: string): number | undefined => {
      if (query[name] === undefined) return undefined
      const value = Number(query[name])
      if (!/^\d+$/.test(query[name]) || !Number.isSafeInteger(value))
        throw new BadBody(`"${name}" takes a whole number`)
      return value
    }
    const { vendor, operation, outcome, secrets } = query
    const filter = {
      vendor,
      operation,
      outcome,
      status: number('status'),
      after: number('after'),
      limit: number('limit'),
    }
    return c.json(find(c).journal.read(filter, secrets === 'shown'))
  })
  app.delete(under('journal'), (c) => {
    find(c).journal.empty()
    return c.json({ entries: [], total: 0 })
  })

  const find = (c: Context<AdminEnv>): World => {
    const id = c.req.param('id') ?? ''
    const world = worlds.get(id)
    if (world !== undefined) return world
    const says = `there is no world "${id}"${didYouMean(id, worlds.keys())}`
    throw new DubleError('unknown_world', says, { world: id, known: [...worlds.keys()] })
  }

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
    return refuse(c, error.code.startsWith('unknown_') ? 404 : 400, error.code, error.message, error.facts)
  })
  return app
}

/** A route's path as a pattern. */
const pattern = (path: string): RegExp => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`)

type Status = 400 | 401 | 403 | 404 | 405 | 500

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

function showClock({ clock }: World): object {
  const { mode, now, offset } = clock.show()
  return { mode, now: new Date(now).toISOString(), offset_ms: offset }
}

const showOptions = (fake: Fake): object =>
  Object.fromEntries(
    Object.entries(fake.options).map(([name, value]) => {
      const def = fake.mock.api.options[name]
      return [name, { value: printOption(def, value), accepts: def.accepts, default: def.fallback }]
    }),
  )

const showFaults = (world: World): object[] =>
  [...world.fakes.values()].flatMap((fake) =>
    fake.faults.list().map(({ operation, outcome, times }) => ({
      vendor: fake.name,
      operation,
      outcome,
      times: Number.isFinite(times) ? times : 'always',
    })),
  )
