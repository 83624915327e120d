import path from 'node:path'
import type { Suite } from '../../../src/contracts/conformance/check.ts'
import type { Credentials } from '../../../src/contracts/conformance/credentials.ts'
import { datacakeSuite } from '../../../src/contracts/conformance/datacake.ts'
import { type MineReport, type RunOrder, verifyMine } from '../../../src/contracts/conformance/run.ts'
import { smartspaceSuite } from '../../../src/contracts/conformance/smartspace.ts'
import { createTransport, type TransportOrder } from '../../../src/contracts/conformance/transport.ts'
import { loadLedger } from '../../../src/fixtures/ledger.ts'
import { openRooms, type Room } from '../../../src/fixtures/rooms.ts'

/** The suites, by vendor. */
export const SUITES = { datacake: datacakeSuite, smartspace: smartspaceSuite } as const

export const exampleData = (suite: Suite): Record<string, string> =>
  Object.fromEntries(Object.entries(suite.data).map(([name, { example }]) => [name, example]))

export const CREDENTIALS: Readonly<Record<keyof typeof SUITES, Credentials>> = {
  datacake: { token: 'erp-token' },
  smartspace: {
    pair: { user: 'smartspace', password: 'segredo' },
    client: { id: 'smartspace', secret: 'segredo' },
  },
}

/** Verifies a server with the example data, writes allowed, without waiting. */
export async function verify(
  vendor: keyof typeof SUITES,
  url: string,
  changes: Partial<RunOrder> & { readonly transportOrder?: Partial<TransportOrder> } = {},
): Promise<MineReport> {
  const suite = SUITES[vendor]
  const [room] = (await openRooms([vendor])) as [Room]
  const { rows } = await loadLedger(room.mock.api, path.join(room.folder, 'ledger.yaml'))
  const { transportOrder, ...order } = changes
  const sleep = async (): Promise<void> => {}
  return verifyMine({
    suite,
    rows,
    api: room.mock.api,
    url,
    credentials: CREDENTIALS[vendor],
    data: exampleData(suite),
    paths: {},
    allowWrites: true,
    insecure: false,
    transport: createTransport({ timeout: 5000, pace: 0, sleep, ...transportOrder }),
    sleep,
    now: () => performance.now(),
    ...order,
  })
}

/** The rows of one verdict. */
export const rowsOf = (report: MineReport, verdict: MineReport['rows'][number]['verdict']): string[] =>
  report.rows.filter((row) => row.verdict === verdict).map(({ id }) => id)
