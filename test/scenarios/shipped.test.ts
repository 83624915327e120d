import { describe, expect, it } from 'vitest'
import { openRooms } from '../../src/fixtures/rooms.ts'
import { scenarioFiles } from '../../src/scenarios/find.ts'
import { loadScenario } from '../../src/scenarios/load.ts'
import { playAll } from '../../src/scenarios/pool.ts'
import { printFailure, titleOf } from '../../src/scenarios/report.ts'
import { houseOf, ledgerOf, openStage } from '../../src/stage.ts'
import { ROOT } from '../cli/run.ts'

const house = houseOf(await openRooms())
const rows = ledgerOf()

for (const file of await scenarioFiles([`${ROOT}fixtures`])) {
  const scenarios = await loadScenario(house, file)
  describe(scenarios[0]?.file ?? file, () => {
    it.each(scenarios.map((scenario) => [titleOf(scenario), scenario] as const))(
      '%s',
      async (_title, scenario) => {
        const [result] = await playAll([scenario], { open: openStage, rows })
        expect(result && printFailure(result)).toBe('')
      },
    )
  })
}
