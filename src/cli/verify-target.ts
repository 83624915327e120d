import { DubleError, printOption } from '#engine'
import type { Known } from '../contracts/verify-ledger.ts'
import type { Target, Written } from '../contracts/verify-run.ts'
import { loadLedger, rowsByBehaviour } from '../fixtures/ledger.ts'
import type { Room } from '../fixtures/rooms.ts'
import type { Duble } from '../index.ts'

/** A vendor in a world of its own, as a contract is verified against it. */
export interface FakeTarget extends AsyncDisposable {
  readonly target: Target
  /** Its options at the start. */
  readonly options: Written
}

/** Opens a fresh world for one contract. */
export async function fakeTarget(duble: Duble, vendor: string): Promise<FakeTarget> {
  const world = await duble.newWorld({ vendors: [vendor] })
  const fake = world.world.fake(vendor)
  const { options: defs } = fake.mock.api
  const options = Object.entries(fake.options).map(([name, value]) => [name, printOption(defs[name], value)])
  const target: Target = {
    url: world.vendor(vendor).url,
    async begin(changes) {
      await world.reset()
      world.setOptions({ [vendor]: changes })
    },
    enter: (state) => world.state(vendor, state),
    asked: () => world.journal().entries,
  }
  return { target, options: Object.fromEntries(options), [Symbol.asyncDispose]: () => world.close() }
}

/** What a vendor's ledger says; one that has none, as a room of one's own may, says nothing. */
export async function knownOf({ mock, folder }: Room): Promise<Known> {
  const ledger = await loadLedger(mock.api, `${folder}/ledger.yaml`).catch((error: unknown) => {
    if (error instanceof DubleError) return undefined
    throw error
  })
  if (ledger === undefined) return { api: mock.api, rows: [], behind: () => [] }
  const behind = rowsByBehaviour(ledger, mock.api)
  return { api: mock.api, rows: ledger.rows, behind: (behaviour) => behind.get(behaviour) ?? [] }
}
