import { DubleError, didYouMean, type FaultOrder, instantOf, type StateOrder, World } from '#engine'
import type { Room } from '../fixtures/rooms.ts'
import type { FixtureGiven, Shelf } from './shelf.ts'

/** What a world is to be; what is left out is as Dublê was started. */
export interface WorldOrder {
  /** Under which it is reached: a letter or digit, then letters, digits, `.`, `-`, `_`, 64 at most. Default: a free one */
  readonly id?: string | undefined
  /** Default: all that run */
  readonly vendors?: readonly string[] | undefined
  /** Fixture by vendor: a name within the vendor's folder, a file, YAML text of several lines, or the content. */
  readonly fixtures?: Readonly<Record<string, FixtureGiven>> | undefined
  /** States of the fixtures, which it is put into one after the other. */
  readonly states?: readonly StateOrder[] | undefined
  /** Faults that wait for requests from the start. */
  readonly faults?: readonly FaultOrder[] | undefined
  /** Options by vendor, over the fixtures'. */
  readonly options?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined
  /** Freezes the clock at an instant, such as `2026-03-02T09:00:00-03:00`. Default: real time */
  readonly clock?: string | undefined
  /** Default: 1 */
  readonly seed?: number | undefined
  /** How long it may lie unused before it is closed, such as `10m`; `0s`: for ever. Default: `1h` */
  readonly idle?: string | undefined
  /** The id of the world to which it belongs: what is met in it counts there too. Default: none */
  readonly of?: string | undefined
}

/** What a world is made from. */
export interface Workshop {
  readonly rooms: readonly Room[]
  readonly shelf: Shelf
  readonly wall?: (() => number) | undefined
  /** The world to which it belongs. */
  readonly of?: World | undefined
}

/**
 * Makes a world, puts it into its states and sets its faults.
 *
 * @throws DubleError `unknown_vendor`, `bad_fixture`, `unknown_state`, `unknown_option`, `bad_option`, `bad_instant`,
 * `bad_fault`, `unknown_operation`, `unknown_outcome`, `unknown_credential`
 */
export async function makeWorld(id: string, order: WorldOrder, workshop: Workshop): Promise<World> {
  const { fixtures = {}, options, states, faults, seed } = order
  const rooms = roomsOf(order.vendors, workshop.rooms)
  for (const vendor of Object.keys(fixtures)) checkFixtureOf(vendor, rooms)
  const vendors = await Promise.all(
    rooms.map(async (room) => {
      const given = Object.hasOwn(fixtures, room.name) ? fixtures[room.name] : undefined
      return { mock: room.mock, fixture: await workshop.shelf.open(room, given) }
    }),
  )
  const frozenAt = order.clock === undefined ? undefined : instantOf(order.clock)
  const world = new World({
    id,
    vendors,
    seed,
    frozenAt,
    options,
    states,
    faults,
    wall: workshop.wall,
    of: workshop.of,
  })
  await world.begin()
  return world
}

function roomsOf(only: readonly string[] | undefined, rooms: readonly Room[]): readonly Room[] {
  if (only === undefined) return rooms
  const known = rooms.map(({ name }) => name)
  for (const vendor of only) {
    if (known.includes(vendor)) continue
    const says = `there is no vendor "${vendor}"${didYouMean(vendor, known)}: there are ${known.join(', ')}`
    throw new DubleError('unknown_vendor', says, { vendor, known })
  }
  return rooms.filter(({ name }) => only.includes(name))
}

function checkFixtureOf(vendor: string, rooms: readonly Room[]): void {
  const known = rooms.map(({ name }) => name)
  if (known.includes(vendor)) return
  const says = `a fixture is named for "${vendor}", which is not started${didYouMean(vendor, known)}: there are ${known.join(', ')}`
  throw new DubleError('unknown_vendor', says, { vendor, known })
}
