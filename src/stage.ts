/** Where scenarios play: a fresh world in process, without a port. */
import { type Fixture, World } from '#engine'
import { type LedgerRow, ledgerIfAny, rowsByBehaviour } from './fixtures/ledger.ts'
import { openFixture, type Room } from './fixtures/rooms.ts'
import type { House } from './scenarios/given.ts'
import type { Behaviour } from './scenarios/run.ts'
import type { Player, Scenario } from './scenarios/scenario.ts'
import type { Stage } from './scenarios/stage.ts'
import { createHost } from './server/host.ts'

/** Opens a world with a scenario's players. */
export const openStage = async (scenario: Scenario): Promise<Stage> => stageOn(worldOf(scenario))

/** The world in which a scenario begins. */
export function worldOf({ given }: Scenario): World {
  const vendors = [...given.cast.values()].map(({ room, fixture }) => ({ mock: room.mock, fixture }))
  const { seed, frozenAt } = given
  return new World({ id: 'default', vendors, seed, frozenAt })
}

/** A world as a stage. Delays pass on its clock: nobody waits. */
export function stageOn(world: World): Stage {
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

/** The ledger's rows behind a behaviour, and those of the option that decided; none where a room of the user's has no ledger. */
export async function rowsBehind(
  { given }: Scenario,
  { vendor, name, option }: Behaviour,
): Promise<readonly LedgerRow[]> {
  const { room } = given.cast.get(vendor) as Player
  const ledger = await ledgerIfAny(room)
  if (ledger === undefined) return []
  const rows = rowsByBehaviour(ledger, room.mock.api).get(name) ?? []
  const deciding = ledger.rows.filter(
    (row) => option !== undefined && row.options?.includes(option) && !rows.includes(row),
  )
  return [...rows, ...deciding]
}
