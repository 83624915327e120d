import type { Fixture } from '#engine'
import { openFixture, type Room, readFixture } from '../fixtures/rooms.ts'

/** A fixture as an order gives it: its name or file, its YAML text (with a line break in it), or its content. */
export type FixtureGiven = string | Readonly<Record<string, unknown>>

/** More texts than this are not remembered. */
const MOST_TEXTS = 64

/** The fixtures of a running Dublê: each is read once, however many worlds open with it, for it never changes. */
export class Shelf {
  readonly #named = new Map<string, Promise<Fixture>>()
  readonly #written = new Map<string, Promise<Fixture>>()

  /** @throws DubleError `bad_fixture` */
  open(room: Room, given: FixtureGiven = room.opensWith): Promise<Fixture> {
    if (typeof given === 'string' && !given.includes('\n')) {
      return opened(this.#named, `${room.name} ${given}`, () => openFixture(room, given))
    }
    const text = typeof given === 'string' ? given : textOf(room, given)
    const [oldest] = this.#written.keys()
    if (this.#written.size >= MOST_TEXTS && oldest !== undefined) this.#written.delete(oldest)
    const read = (): Promise<Fixture> => readFixture(room, `fixtures.${room.name}`, text)
    return opened(this.#written, `${room.name} ${text}`, read)
  }

  /**
   * Reads a vendor's named fixtures again: all of them or, where one is wrong, none.
   *
   * @returns what each has become
   * @throws DubleError `bad_fixture`
   */
  async reread(room: Room): Promise<Map<Fixture, Fixture>> {
    const names = [...this.#named.keys()].filter((key) => key.startsWith(`${room.name} `))
    const read = await Promise.all(
      names.map(async (key) => ({
        key,
        before: await this.#named.get(key),
        after: await openFixture(room, key.slice(room.name.length + 1)),
      })),
    )
    const changed = new Map<Fixture, Fixture>()
    for (const { key, before, after } of read) {
      this.#named.set(key, Promise.resolve(after))
      if (before !== undefined) changed.set(before, after)
    }
    return changed
  }
}

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
