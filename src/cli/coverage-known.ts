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

/** The same, of those that have a room here: a Dublê elsewhere may have others. */
export async function knowThoseHere(names: Iterable<string>, home: Home | undefined): Promise<Known[]> {
  const here = await roomFolders(home?.rooms)
  return know(
    [...names].filter((name) => here.has(name)),
    home,
  )
}
