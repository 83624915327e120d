import { type AnyMock, createClock, DubleError, didYouMean, printDuration, type World } from '#engine'
import type { Become } from './shelf.ts'

export interface WorldsOptions {
  /** The world that is always there, and never expires. */
  readonly first: World
  /** Most worlds at once, the first among them. Default: 10000 */
  readonly most?: number | undefined
  /** Milliseconds without a request or an order after which a world is closed; 0: never. Default: an hour */
  readonly idle?: number | undefined
  /** The machine's time, in epoch milliseconds; a test injects its own. */
  readonly wall?: (() => number) | undefined
}

interface Kept {
  readonly world: World
  /** Milliseconds; 0: never. */
  readonly idle: number
  usedAt: number
}

const HOUR = 3_600_000
/** Milliseconds between looks for idle worlds, where none of them wants it sooner. */
const SWEEP = 60_000
/** So many names are looked through for the nearest one, and told. */
const TOLD = 100
const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

/** All worlds behind one door, by their ids. */
export class Worlds {
  readonly first: World
  readonly #kept = new Map<string, Kept>()
  /** Ids of worlds that are being made: taken already. */
  readonly #making = new Set<string>()
  readonly #most: number
  readonly #idle: number
  readonly #wall: () => number
  #made = 0
  #sweeping: NodeJS.Timeout | undefined

  constructor({ first, most = 10_000, idle = HOUR, wall = createClock().now }: WorldsOptions) {
    this.first = first
    this.#most = most
    this.#idle = idle
    this.#wall = wall
    this.#kept.set(first.id, { world: first, idle: 0, usedAt: 0 })
  }

  /** The ids, the first world's first. */
  ids(): string[] {
    this.sweep()
    return [...this.#kept.keys()]
  }

  /** The worlds that are there, the first one first; none is used by that. */
  all(): World[] {
    this.sweep()
    return [...this.#kept.values()].map(({ world }) => world)
  }

  /** A world, which is used by that: it expires later. */
  find(id: string): World | undefined {
    const kept = this.#kept.get(id)
    if (kept === undefined || kept.idle === 0) return kept?.world
    const now = this.#wall()
    if (now - kept.usedAt >= kept.idle) {
      this.#end(id, kept.world)
      return undefined
    }
    kept.usedAt = now
    return kept.world
  }

  /** @throws DubleError `unknown_world` */
  get(id: string): World {
    const world = this.find(id)
    if (world !== undefined) return world
    const known = this.told()
    const says = `there is no world "${id}"${didYouMean(id, known)}`
    throw new DubleError('unknown_world', says, { world: id, known })
  }

  /**
   * Opens a further world.
   *
   * @param id Default: a free one
   * @param idle milliseconds; 0: never. Default: that of all worlds
   * @throws DubleError `bad_world`, `world_exists`, `too_many_worlds`, and what `make` throws
   */
  async open(
    make: (id: string) => Promise<World>,
    id: string = this.#freeId(),
    idle: number = this.#idle,
  ): Promise<World> {
    this.#check(id)
    this.#making.add(id)
    try {
      const world = await make(id)
      this.#kept.set(id, { world, idle, usedAt: this.#wall() })
      if (idle > 0) this.#sweepEvery(Math.min(SWEEP, Math.max(1000, idle)))
      return world
    } finally {
      this.#making.delete(id)
    }
  }

  /** Closes a world; requests on their way through it end well. @throws DubleError `unknown_world`, `bad_world` */
  close(id: string): void {
    const world = this.get(id)
    if (id === this.first.id) {
      throw new DubleError('bad_world', `the world "${id}" is always there: reset it instead`, { world: id })
    }
    this.#end(id, world)
    if (this.#kept.size === 1) this.stop()
  }

  /**
   * Starts a vendor anew in the worlds whose fixture has become another.
   *
   * @returns their ids
   * @throws DubleError where a world cannot begin with it: that world goes on as before, and the others begin anew
   */
  async restart(mock: AnyMock, become: Become): Promise<string[]> {
    const { name } = mock.api
    const restarted: string[] = []
    const failed: unknown[] = []
    for (const { world } of this.#kept.values()) {
      const before = world.fakes.get(name)
      const fixture = before && become(before.fixture)
      if (before === undefined || fixture === undefined) continue
      try {
        world.replace(mock, fixture)
        await world.begin(name)
      } catch (error) {
        world.fakes.set(name, before) // the world was ordered with something that the fixture lacks now
        failed.push(error)
        continue
      }
      restarted.push(world.id)
    }
    if (failed.length > 0) throw failed[0]
    return restarted
  }

  /** Closes what has been idle too long. */
  sweep(): void {
    const now = this.#wall()
    for (const [id, { world, idle, usedAt }] of this.#kept) {
      if (idle > 0 && now - usedAt >= idle) this.#end(id, world)
    }
    if (this.#kept.size === 1) this.stop()
  }

  #end(id: string, world: World): void {
    this.#kept.delete(id)
    world.leave()
  }

  /** Looks for idle worlds no more, until another is opened. */
  stop(): void {
    clearInterval(this.#sweeping)
    this.#sweeping = undefined
  }

  #check(id: string): void {
    if (!ID.test(id)) {
      const says = `"${id}" cannot name a world: write a letter or digit, then letters, digits, dots, dashes or underscores, 64 at most`
      throw new DubleError('bad_world', says, { world: id })
    }
    if (this.find(id) !== undefined || this.#making.has(id)) {
      const says = `there is a world "${id}" already: choose another id, or leave it out to be given a free one`
      throw new DubleError('world_exists', says, { world: id })
    }
    if (this.#kept.size + this.#making.size >= this.#most) this.sweep()
    if (this.#kept.size + this.#making.size < this.#most) return
    const rest = this.#idle === 0 ? '' : `, or wait: an idle one is closed after ${printDuration(this.#idle)}`
    const says = `there are ${this.#most} worlds, and no more may be opened: close one with DELETE /__admin/worlds/{id}${rest}`
    throw new DubleError('too_many_worlds', says, { most: this.#most })
  }

  #freeId(): string {
    let id: string
    do id = `w${++this.#made}`
    while (this.#kept.has(id) || this.#making.has(id))
    return id
  }

  /** The ids, but not thousands of them. */
  told(): string[] {
    const ids: string[] = []
    for (const id of this.#kept.keys()) if (ids.push(id) === TOLD) break
    return ids
  }

  #sweepEvery(milliseconds: number): void {
    this.#sweeping ??= setInterval(() => this.sweep(), milliseconds).unref()
  }
}

/** The URL under which a world's vendors lie. @param first whether it is the one that needs no name */
export const urlOf = (base: string, { id }: World, first: boolean): string =>
  first ? base : `${base}/w/${id}`
