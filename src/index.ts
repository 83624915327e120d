/** The library: Dublê inside a test or a program. */
import {
  type Clock,
  createClock,
  DubleError,
  didYouMean,
  instantOf,
  type JournalRecord,
  World,
} from '#engine'
import { openFixture, openRooms, type Room } from './fixtures/rooms.ts'
import type { Certificates } from './server/certificates.ts'
import { createHost, type Host } from './server/host.ts'
import { type Listening, listen } from './server/listen.ts'

export { DubleError }

export interface StartOptions {
  /** Vendors to start. Default: all */
  readonly vendors?: readonly string[]
  /** Fixture by vendor: a name within the vendor's folder, or a file. Default: `default` */
  readonly fixtures?: Readonly<Record<string, string>>
  /** 0 takes any free port. Default: no port, `fetch` answers in process */
  readonly port?: number
  /** Default: 127.0.0.1 */
  readonly host?: string
  /** Freezes the clock at an instant, such as `2026-03-02T09:00:00-03:00`. Default: real time */
  readonly clock?: string
  /** Default: 1 */
  readonly seed?: number
  /** What the admin API asks for. Beyond loopback it is shut without one. Default: none */
  readonly adminToken?: string | undefined
  readonly allowedHosts?: readonly string[]
  /** Called for each finished request. */
  readonly onRequest?: (record: JournalRecord) => void
  /** Most milliseconds for a whole request. Default: 30000 */
  readonly requestTimeout?: number
  /** Speaks HTTPS on the port, with a certificate that `ca` vouches for. Default: HTTP */
  readonly tls?: boolean
}

/** One running vendor. */
export interface RunningVendor {
  readonly name: string
  /** Base URL without a trailing slash. */
  readonly url: string
  readonly credentials: readonly Readonly<Record<string, string>>[]
}

/** A running Dublê. */
export interface Duble extends AsyncDisposable {
  readonly url: string
  readonly vendors: readonly RunningVendor[]
  readonly rooms: readonly Room[]
  readonly world: World
  readonly clock: Clock
  /** Under `tls`, the authority that a client must believe, in PEM: made for this run. */
  readonly ca: string | undefined
  /** Answers in process, without a port. */
  readonly fetch: Host['fetch']
  vendor(name: string): RunningVendor
  close(): Promise<void>
}

/**
 * Starts Dublê, in process or on a port.
 *
 * @throws DubleError `unknown_vendor`, `bad_fixture`, `bad_instant`, `port_in_use`, `cannot_listen`
 * @example
 * await using duble = await startDuble({ vendors: ['crm-zen'], port: 0 })
 * await fetch(`${duble.vendor('crm-zen').url}/api/totais_lead?data=2018-01-01`, { headers: { token: 'zen-token' } })
 */
export async function startDuble(options: StartOptions = {}): Promise<Duble> {
  const rooms = await openRooms(options.vendors)
  checkNames(rooms, Object.keys(options.fixtures ?? {}))
  const vendors = await Promise.all(
    rooms.map(async (room) => ({
      mock: room.mock,
      fixture: await openFixture(room, options.fixtures?.[room.name]),
    })),
  )
  const frozenAt = options.clock === undefined ? undefined : instantOf(options.clock)
  const world = new World({ id: 'default', vendors, seed: options.seed, frozenAt })
  let url = 'http://localhost'
  const { onRequest, adminToken, allowedHosts, host: address = '127.0.0.1' } = options
  const adminShut = !isLoopback(address) && adminToken === undefined
  const host = createHost({ world, onRequest, adminToken, adminShut, allowedHosts, baseUrl: () => url })
  let server: Listening | undefined
  let tls: Certificates | undefined
  if (options.port !== undefined) {
    const { port, requestTimeout } = options
    tls = options.tls ? await certificates(address, allowedHosts) : undefined
    server = await listen(host, { port, host: address, requestTimeout, tls })
    url = server.url
  }
  const running = rooms.map(({ name }) => ({
    name,
    url: `${url}/${name}`,
    get credentials() {
      return world.fake(name).credentials
    },
  }))
  const close = async (): Promise<void> => {
    await server?.close()
    server = undefined
  }
  return {
    url,
    vendors: running,
    rooms,
    world,
    clock: world.clock,
    ca: tls?.ca,
    fetch: host.fetch,
    vendor(name) {
      const { name: known } = world.fake(name)
      return running.find((vendor) => vendor.name === known) as RunningVendor
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** Loaded only where it is wanted: the library for certificates takes a quarter of a second. */
async function certificates(address: string, hosts: readonly string[] = []): Promise<Certificates> {
  const { makeCertificates } = await import('./server/certificates.ts')
  return makeCertificates(createClock().now(), [address, ...hosts])
}

/** Whether only this machine can reach an address. */
export const isLoopback = (host: string): boolean => /^(127\.\d+\.\d+\.\d+|localhost|::1)$/.test(host)

function checkNames(rooms: readonly Room[], vendors: readonly string[]): void {
  const known = rooms.map(({ name }) => name)
  for (const vendor of vendors) {
    if (known.includes(vendor)) continue
    const says = `a fixture is named for "${vendor}", which is not started${didYouMean(vendor, known)}: there are ${known.join(', ')}`
    throw new DubleError('unknown_vendor', says, { vendor, known })
  }
}
