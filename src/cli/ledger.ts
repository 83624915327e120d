import { loadLedger } from '../fixtures/ledger.ts'
import { openRooms } from '../fixtures/rooms.ts'
import { printLedger } from '../report/ledger.ts'
import { type HomeFlags, homeOf } from './home.ts'

/** `duble ledger` */
export async function run(
  names: string[],
  flags: HomeFlags & { readonly class?: string; readonly json?: boolean },
): Promise<void> {
  const rooms = await openRooms(names, await homeOf(flags))
  const ledgers = await Promise.all(
    rooms.map(async ({ mock, folder }) => {
      const ledger = await loadLedger(mock.api, `${folder}/ledger.yaml`)
      const rows = ledger.rows.filter((row) => flags.class === undefined || row.class === flags.class)
      return { ...ledger, rows }
    }),
  )
  const text = flags.json
    ? JSON.stringify({ ledgers }, null, 2)
    : ledgers.map(({ vendor, document, rows }) => printLedger(vendor, document, rows)).join('\n\n\n')
  process.stdout.write(`${text}\n`)
}
