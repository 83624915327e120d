/** What was done in a world, as a scenario: loaded only when somebody wants one. */
import path from 'node:path'
import type { World } from '#engine'
import type { Room } from './fixtures/rooms.ts'
import { recordScenario } from './scenarios/record.ts'
import { notRecordable } from './scenarios/record-refusal.ts'
import type { RecordOrder } from './server/host.ts'
import type { Shelf } from './server/shelf.ts'
import { houseOf, openStage } from './stage.ts'

/**
 * Writes what was done in a world since its beginning or last reset as a scenario, which was played and passed.
 *
 * @throws DubleError `not_recordable`
 */
export function recordWorld(
  world: World,
  { title, beside }: RecordOrder,
  rooms: readonly Room[],
  shelf: Shelf,
): Promise<string> {
  const file = path.resolve(beside ?? '.', 'recorded.scenario.yaml')
  const fixtureOf = (vendor: string): string | undefined => {
    const { opensWith } = rooms.find(({ name }) => name === vendor) as Room
    const name = shelf.nameOf(world.fake(vendor).fixture)
    if (name === undefined) {
      const says = `${vendor}’s fixture was written into the order, and a scenario names a fixture by its file: save it as a file, and open the world with that`
      throw notRecordable('fixture', says)
    }
    if (name === opensWith) return undefined
    if (!/[/\\]|\.ya?ml$/.test(name)) return name
    if (beside === undefined) {
      const says = `${vendor}’s fixture is a file, which a scenario names from where it lies: say where by beside=<folder>, as \`duble scenario record FILE\` does`
      throw notRecordable('fixture', says)
    }
    const relative = path.relative(beside, path.resolve(name)).split(path.sep).join('/')
    return relative.includes('/') ? relative : `./${relative}`
  }
  return recordScenario(world, { house: houseOf(rooms), open: openStage, file, fixtureOf }, title)
}
