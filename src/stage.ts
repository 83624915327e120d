/** Where scenarios play: a fresh world in process, without a port. */
import { type Fixture, World } from '#engine'
import { type LedgerRow, loadLedger, rowsByBehaviour } from './fixtures/ledger.ts'
import { openFixture, type Room } from './fixtures/rooms.ts'
import type { House } from './scenarios/given.ts'
import type { Player, Scenario } from './scenarios/scenario.ts'
import type { Stage } from './scenarios/stage.ts'
import { createHost } from './server/host.ts'

/** Opens a world with a scenario's players. Delays pass on its clock: nobody waits. */
export async function openStage({ given }: Scenario): Promise<Stage> {
  const vendors = [...given.cast.values()].map(({ room, fixture }) => ({ mock: room.mock, fixture }))
  const { seed, frozenAt } = given
  const world = new World({ id: 'default', vendors, seed, frozenAt })
  const sleep = async (milliseconds: number): Promise<void> => world.clock.advance(milliseconds)
  const host = createHost({ world, sleep })
  return {
    vendor(name) {
      const fake = world.fake(name)
      return {
        api: fake.mock.api,
        url: `http://localhost/${name}`,
        get options() {
          return fake.options
        },
        pathOf: (operation) => fake.pathOf(operation),
      }
    },
    fetch: (request) => host.fetch(request),
    advance: (milliseconds) => world.clock.advance(milliseconds),
    freeze: (at) => world.clock.freeze(at),
    fault: (order) => void world.addFault(order),
    clearFaults() {
      for (const fake of world.fakes.values()) fake.faults.clear()
    },
    state: (vendor, name) => world.fake(vendor).applyState(name),
    options: (vendor, changes) => world.setOptions({ [vendor]: changes }),
    reset: () => world.reset(),
    journal: (filter) => world.journal.read(filter).entries,
    async [Symbol.asyncDispose]() {},
  }
}

/** What scenarios need of the rooms to be read; each fixture is read once. */
export function houseOf(rooms: readonly Room[]): House {
  const known = new Map<string, Promise<Fixture>>()
  return {
    rooms,
    fixture(room, name) {
      const key = `${room.name} ${name ?? ''}`
      const fixture = known.get(key) ?? openFixture(room, name)
      known.set(key, fixture)
      return fixture
    },
  }
}

/** Finds the ledger's rows behind behaviours; each ledger is read once, and only when it is asked. */
export function ledgerOf(): (
  scenario: Scenario,
  behaviour: { readonly vendor: string; readonly name: string },
) => Promise<readonly LedgerRow[]> {
  const known = new Map<string, Promise<Map<string, LedgerRow[]>>>()
  const read = async ({ room }: Player): Promise<Map<string, LedgerRow[]>> => {
    const { api } = room.mock
    return rowsByBehaviour(await loadLedger(api, `${room.folder}/ledger.yaml`), api)
  }
  return async ({ given }, { vendor, name }) => {
    const player = given.cast.get(vendor) as Player
    const ledger = known.get(vendor) ?? read(player)
    known.set(vendor, ledger)
    return (await ledger).get(name) ?? []
  }
}
