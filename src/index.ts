/** The library: Dublê inside a test or a program. */
import { createClock, DubleError, type Finding, type JournalRecord, parseDuration, type World } from '#engine'
import type { Home } from './fixtures/home.ts'
import { openRooms, type Room } from './fixtures/rooms.ts'
import { leaveMet } from './met-file.ts'
import type { Coverage } from './report/coverage.ts'
import { printVerdict, type Verdict } from './report/verdict.ts'
import { type RunningVendor, type RunningWorld, runningWorld } from './running-world.ts'
import type { Certificates } from './server/certificates.ts'
import { createHost, type RecordScenario } from './server/host.ts'
import { type Listening, listen } from './server/listen.ts'
import { readPublicUrl } from './server/public-url.ts'
import { Shelf } from './server/shelf.ts'
import { makeWorld, type WorldOrder } from './server/world-order.ts'
import { Worlds } from './server/worlds.ts'

export {
  type Coverage,
  DubleError,
  type Finding,
  type Home,
  printVerdict,
  type RunningVendor,
  type RunningWorld,
  type Verdict,
  type WorldOrder,
}

/** What the default world is to be, and how it is reached; further worlds begin as it did. */
export interface StartOptions extends Omit<WorldOrder, 'id' | 'idle' | 'of'> {
  /** Whether every further world belongs to the default one, where its order names no other: what is met in it counts there too. Default: it does not */
  readonly gather?: boolean
  /**
   * Whether Dublê's own fixtures are read before anything is asked, as a user's own always are. Default: each when
   * something of it is first asked for
   */
  readonly readAhead?: boolean
  /** A project's `duble.yaml`, or a folder in or above which it lies. Default: none */
  readonly home?: string | Home | undefined
  /** 0 takes any free port. Default: no port, `fetch` answers in process */
  readonly port?: number
  /** Default: 127.0.0.1 */
  readonly host?: string
  /** What the admin API asks for. Beyond loopback it is shut without one. Default: none */
  readonly adminToken?: string | undefined
  readonly allowedHosts?: readonly string[]
  /** Stands in every URL that is told, and its name is an allowed host. Default: where Dublê listens */
  readonly publicUrl?: string | undefined
  /** Called for each finished request. */
  readonly onRequest?: (record: JournalRecord) => void
  /** Most milliseconds for a whole request. Default: 30000 */
  readonly requestTimeout?: number
  /** Speaks HTTPS on the port, with a certificate that `ca` vouches for. Default: HTTP */
  readonly tls?: boolean
  /** How long further worlds may lie unused before they are closed; `0s`: for ever. Default: `1h` */
  readonly worldIdle?: string | undefined
  /** Most worlds at once. Default: 10000 */
  readonly mostWorlds?: number | undefined
  /** The machine's time, in epoch milliseconds. Default: the machine's own */
  readonly wall?: (() => number) | undefined
}

/** A running Dublê, which is its default world too. */
export interface Duble extends RunningWorld {
  readonly rooms: readonly Room[]
  /** Under `tls`, the authority that a client must believe, in PEM: made for this run. */
  readonly ca: string | undefined
  /**
   * Opens a world beside this one: its own clock, seed, state, waits, tokens, faults, journal.
   *
   * @throws DubleError `bad_world`, `world_exists`, `too_many_worlds`, `unknown_vendor`, `bad_fixture`,
   * `unknown_state`, `unknown_option`, `bad_option`, `bad_instant`, `bad_duration`, and what `fault` throws
   * @example
   * await using world = await duble.newWorld({ clock: '2026-03-02T09:00:00-03:00' })
   */
  newWorld(order?: WorldOrder): Promise<RunningWorld>
  /**
   * Reads a vendor's fixtures again, and starts the vendor anew in the worlds that were opened with one of them.
   *
   * @param file the one that changed: fixtures that do not stand on it go on. Default: all are read
   * @returns the ids of those worlds
   * @throws DubleError `unknown_vendor`; `bad_fixture`, and everything goes on as before
   */
  rereadFixtures(vendor: string, file?: string): Promise<string[]>
}

/**
 * Starts Dublê, in process or on a port.
 *
 * @throws DubleError `unknown_vendor`, `bad_fixture`, `unknown_state`, `unknown_option`, `bad_option`, `bad_instant`,
 * `bad_duration`, `bad_home`, `bad_room`, `port_in_use`, `cannot_listen`
 * @example
 * await using duble = await startDuble({ vendors: ['crm-zen'], port: 0 })
 * await fetch(`${duble.vendor('crm-zen').url}/api/totais_lead?data=2018-01-01`, { headers: { token: 'zen-token' } })
 */
export async function startDuble(options: StartOptions = {}): Promise<Duble> {
  const { vendors, fixtures, states, faults, options: written, clock, seed, wall } = options
  const start: WorldOrder = { fixtures, states, faults, options: written, clock, seed }
  const idle = options.worldIdle === undefined ? undefined : parseDuration(options.worldIdle)
  const rooms = await openRooms(vendors, await homeOf(options.home))
  const shelf = new Shelf(options.readAhead ?? false)
  const make = (id: string, order: WorldOrder, of?: World) => makeWorld(id, order, { rooms, shelf, wall, of })
  const world = await make('default', start)
  const worlds = new Worlds({ first: world, idle, most: options.mostWorlds, wall })
  const leave = leaveMet(() => world.met())
  const openWorld = (order: WorldOrder) => {
    const whole = beginningAs(start, order)
    const limit = order.idle === undefined ? undefined : parseDuration(order.idle)
    const of = order.of ?? (options.gather || leave !== undefined ? world.id : undefined)
    const owner = of === undefined ? undefined : worlds.get(of)
    return worlds.open((id) => make(id, whole, owner), order.id, limit)
  }
  const recordScenario: RecordScenario = async (recorded, order) =>
    (await import('./record.ts')).recordWorld(recorded, order, rooms, shelf)
  const { onRequest, adminToken, host: address = '127.0.0.1' } = options
  const told = options.publicUrl === undefined ? undefined : readPublicUrl(options.publicUrl)
  const allowedHosts = [...(options.allowedHosts ?? []), ...(told === undefined ? [] : [told.hostname])]
  let url = told?.url ?? 'http://localhost'
  const adminShut = !isLoopback(address) && adminToken === undefined
  const doors = { onRequest, adminToken, adminShut, allowedHosts, baseUrl: () => url }
  const host = createHost({ world, worlds, openWorld, recordScenario, rooms, ...doors })
  let server: Listening | undefined
  let tls: Certificates | undefined
  if (options.port !== undefined) {
    const { port, requestTimeout } = options
    tls = options.tls ? await certificates(address, allowedHosts) : undefined
    server = await listen(host, { port, host: address, requestTimeout, tls })
    url = told?.url ?? server.url
  }
  const { fetch } = host
  const close = async (): Promise<void> => {
    worlds.stop()
    leave?.()
    host.stop()
    await server?.close()
    server = undefined
  }
  return {
    ...runningWorld({ world, rooms, recordScenario, base: url, fetch, close }, true),
    rooms,
    ca: tls?.ca,
    async newWorld(order = {}) {
      const opened = await openWorld(order)
      // Who closes twice, or after it has expired, has what he wants.
      const end = async (): Promise<void> =>
        void (worlds.find(opened.id) === opened && worlds.close(opened.id))
      return runningWorld({ world: opened, rooms, recordScenario, base: url, fetch, close: end })
    },
    async rereadFixtures(vendor, file) {
      const { name } = world.fake(vendor)
      const room = rooms.find((known) => known.name === name) as Room
      return worlds.restart(room.mock, await shelf.reread(room, file))
    },
  }
}

/** An order, and where it says nothing what Dublê was started with; vendors that it leaves out need no directing. */
function beginningAs(start: WorldOrder, order: WorldOrder): WorldOrder {
  const { vendors } = order
  const wanted = (vendor: string): boolean => vendors === undefined || vendors.includes(vendor)
  const meant = (directed: { readonly vendor: string }): boolean => wanted(directed.vendor)
  const byVendor = <T>(given: Readonly<Record<string, T>> = {}): Record<string, T> =>
    Object.fromEntries(Object.entries(given).filter(([vendor]) => wanted(vendor)))
  return {
    ...order,
    fixtures: { ...byVendor(start.fixtures), ...order.fixtures },
    options: order.options ?? byVendor(start.options),
    states: order.states ?? start.states?.filter(meant),
    faults: order.faults ?? start.faults?.filter(meant),
    clock: order.clock ?? start.clock,
    seed: order.seed ?? start.seed,
  }
}

async function homeOf(given: StartOptions['home']): Promise<Home | undefined> {
  if (typeof given !== 'string') return given
  const { openNamedHome } = await import('./fixtures/home.ts')
  return openNamedHome(given)
}

/** Loaded only where it is wanted: the library for certificates takes a quarter of a second. */
async function certificates(address: string, hosts: readonly string[] = []): Promise<Certificates> {
  const { makeCertificates } = await import('./server/certificates.ts')
  return makeCertificates(createClock().now(), [address, ...hosts])
}

/** Whether only this machine can reach an address. */
export const isLoopback = (host: string): boolean => /^(127\.\d+\.\d+\.\d+|localhost|::1)$/.test(host)
