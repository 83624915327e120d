import { loadLedger } from '../fixtures/ledger.ts'
import { openRooms } from '../fixtures/rooms.ts'
import { printLedger } from '../report/ledger.ts'
import { type HomeFlags, homeOf } from './home.ts'
import { observedOf } from './observed.ts'

/** `duble ledger` */
export async function run(
  names: string[],
  flags: HomeFlags & { readonly class?: string; readonly json?: boolean },
): Promise<void> {
  const home = await homeOf(flags)
  const rooms = await openRooms(names, home)
  const ledgers = await Promise.all(
    rooms.map(async (room) => {
      const ledger = await loadLedger(room.mock.api, `${room.folder}/ledger.yaml`)
      const observed = await observedOf(room, home)
      const rows = ledger.rows
        .filter((row) => flags.class === undefined || row.class === flags.class)
        .map((row) => {
          const own = observed?.get(row.id)
          return own === undefined ? row : { ...row, observed: own }
        })
      return { ...ledger, rows }
    }),
  )
  const told = ledgers.filter(({ rows }) => flags.class === undefined || rows.length > 0)
  const text = flags.json
    ? JSON.stringify({ ledgers }, null, 2)
    : told.map(({ vendor, document, rows }) => printLedger(vendor, document, rows)).join('\n\n\n')
  process.stdout.write(`${text || `no row is of the class ${flags.class}`}\n`)
}
