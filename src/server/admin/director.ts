import type { Context, Hono } from 'hono'
import type { World } from '#engine'
import type { Room } from '../../fixtures/rooms.ts'
import type { Wire } from '../exchange.ts'
import type { Fetch, OpenWorld, RecordScenario } from '../host.ts'
import type { Meter } from '../meter.ts'
import type { Worlds } from '../worlds.ts'

/** What the admin API runs on: node-server's own objects, where there are any. */
export interface AdminEnv {
  Bindings: Wire
}

/** What the routes of one subject are given. */
export interface Director {
  readonly app: Hono<AdminEnv>
  readonly worlds: Worlds
  readonly openWorld: OpenWorld | undefined
  /** Writes what was done in a world as a scenario. */
  readonly recordScenario: RecordScenario | undefined
  /** What is known of the vendors, for their descriptions. Default: none is described */
  readonly rooms: readonly Room[] | undefined
  /** Dublê's own URL. */
  readonly baseUrl: () => string
  /** Counts every request. */
  readonly meter: Meter
  /** The world that a route's `:id` names. @throws DubleError `unknown_world` */
  readonly find: (c: Context<AdminEnv>) => World
  /** Asks the worlds' vendors, in process. */
  readonly ask: Fetch
  /** Ends of the streams that are open: who opens one adds how it is ended, and removes it when it has ended. */
  readonly streams: Set<() => void>
}

/** A subject's path under its world. */
export const under = <P extends string>(path: P): `/worlds/:id/${P}` => `/worlds/:id/${path}`
