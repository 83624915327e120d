import type { Fixture } from '#engine'
import { fixtureFiles, openFixture, openLater, type Room, readFixture } from '../fixtures/rooms.ts'

/** A fixture as an order gives it: its name or file, its YAML text (with a line break in it), or its content. */
export type FixtureGiven = string | Readonly<Record<string, unknown>>

/** What a fixture has become by reading it again; undefined for one that was not read. */
export type Become = (fixture: Fixture) => Fixture | undefined

/** More texts than this are not remembered. */
const MOST_TEXTS = 64

/** The fixtures of a running Dublê: each is read once, however many worlds open with it, for it never changes. */
export class Shelf {
  readonly #ahead: boolean
  readonly #named = new Map<string, Promise<Fixture>>()
  readonly #written = new Map<string, Promise<Fixture>>()
  /** Under which name each was read, old ones too: a world may have gone on with one. */
  readonly #keys = new WeakMap<Fixture, string>()

  /** @param ahead whether Dublê's own fixtures are read before anything is asked, as a user's own always are */
  constructor(ahead: boolean) {
    this.#ahead = ahead
  }

  /** @throws DubleError `bad_fixture` */
  open(room: Room, given: FixtureGiven = room.opensWith): Promise<Fixture> {
    if (typeof given === 'string' && !given.includes('\n')) {
      const key = `${room.name} ${given}`
      return opened(this.#named, key, async () => {
        const fixture =
          (this.#ahead ? undefined : await openLater(room, given)) ?? (await openFixture(room, given))
        this.#keys.set(fixture, key)
        return fixture
      })
    }
    const text = typeof given === 'string' ? given : textOf(room, given)
    const key = `${room.name} ${text}`
    const [oldest] = this.#written.keys()
    const full = this.#written.size >= MOST_TEXTS && !this.#written.has(key)
    if (full && oldest !== undefined) this.#written.delete(oldest)
    return opened(this.#written, key, () => readFixture(room, `fixtures.${room.name}`, text))
  }

  /** The name or file under which a fixture was opened; undefined for one that was written into an order. */
  nameOf(fixture: Fixture): string | undefined {
    return this.#keys.get(fixture)?.replace(/^\S+ /, '')
  }

  /**
   * Reads a vendor's named fixtures again: all of them or, where one is wrong, none.
   *
   * @param changed leaves those alone that do not stand on this file. Default: none are
   * @returns what each has become
   * @throws DubleError `bad_fixture`
   */
  async reread(room: Room, changed?: string): Promise<Become> {
    const read = new Map<string, Fixture>()
    for (const key of this.#named.keys()) {
      const [vendor, name] = key.split(/ (.*)/s)
      if (vendor !== room.name || !(await standsOn(room, name, changed))) continue
      read.set(key, await openFixture(room, name))
    }
    for (const [key, fixture] of read) {
      this.#keys.set(fixture, key)
      this.#named.set(key, Promise.resolve(fixture))
    }
    return (fixture) => read.get(this.#keys.get(fixture) ?? '')
  }
}

/** Whether a file is a fixture's own or one that it extends; one that cannot be told is read, and says why itself. */
const standsOn = async (room: Room, name: string | undefined, file: string | undefined): Promise<boolean> =>
  file === undefined ||
  fixtureFiles(room, name).then(
    (files) => files.includes(file),
    () => true,
  )

/** What was right is remembered; what was wrong is read again. */
function opened(
  known: Map<string, Promise<Fixture>>,
  key: string,
  read: () => Promise<Fixture>,
): Promise<Fixture> {
  let fixture = known.get(key)
  if (fixture === undefined) {
    fixture = read()
    known.set(key, fixture)
    fixture.catch(() => known.delete(key))
  }
  return fixture
}

/** JSON is YAML; whose fixture it is need not be written where the order says it. */
const textOf = ({ name }: Room, content: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ vendor: name, ...content }, null, 2)
