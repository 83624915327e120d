import type { Home } from '../fixtures/home.ts'
import { type Known, knowVendors } from '../fixtures/known.ts'
import { openRooms, roomFolders } from '../fixtures/rooms.ts'

/**
 * What is known of vendors, in the order of their names.
 *
 * @throws DubleError `unknown_vendor`, `bad_room`; YamlProblems where a ledger or the ways are wrong
 */
export async function know(names: Iterable<string>, home: Home | undefined): Promise<Known[]> {
  const wanted = [...new Set(names)]
  return wanted.length === 0 ? [] : knowVendors(await openRooms(wanted, home))
}

/** Vendors whose rooms are here, and those whose are not: a Dublê elsewhere may have others. */
export interface Sorted {
  readonly known: readonly Known[]
  readonly elsewhere: readonly string[]
}

/** What is known of those vendors that have a room here. @throws DubleError `bad_room`; YamlProblems */
export async function knowThoseHere(names: Iterable<string>, home: Home | undefined): Promise<Sorted> {
  const rooms = await roomFolders(home?.rooms)
  const all = [...new Set(names)]
  const here = all.filter((name) => rooms.has(name))
  return { known: await know(here, home), elsewhere: all.filter((name) => !rooms.has(name)) }
}
