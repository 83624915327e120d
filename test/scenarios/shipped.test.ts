import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { openRooms } from '../../src/fixtures/rooms.ts'
import { scenarioFiles } from '../../src/scenarios/find.ts'
import { loadScenario } from '../../src/scenarios/load.ts'
import { playAll } from '../../src/scenarios/pool.ts'
import { printFailure, titleOf } from '../../src/scenarios/report.ts'
import { houseOf, openStage, rowsBehind } from '../../src/stage.ts'
import { ROOT } from '../cli/run.ts'

const house = houseOf(await openRooms())
const files = await scenarioFiles([`${ROOT}fixtures`])
const shipped = await Promise.all(files.map((file) => loadScenario(house, file)))

for (const scenarios of shipped) {
  describe(scenarios[0]?.file ?? '', () => {
    it.each(scenarios.map((scenario) => [titleOf(scenario), scenario] as const))(
      '%s',
      async (_title, scenario) => {
        const [result] = await playAll([scenario], { open: openStage, rows: rowsBehind })
        expect(result && printFailure(result)).toBe('')
      },
    )
  })
}

/** Every text in what a YAML file holds. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

const texts = new Map(
  await Promise.all(
    house.rooms.map(async ({ name, folder, fixtures }): Promise<[string, string[]]> => {
      const sources = [`${folder}/ledger.yaml`, `${fixtures}/document.yaml`]
      const read = await Promise.all(sources.map(async (source) => parse(await readFile(source, 'utf8'))))
      return [name, textsIn(read)]
    }),
  ),
)

describe('a shipped scenario', () => {
  it('plays the same on any day: its clock stands still', () => {
    const moving = shipped.flat().filter(({ given }) => given.frozenAt === undefined)
    expect(moving.map(({ file }) => file)).toEqual([])
  })

  it("quotes the vendor's document word for word", () => {
    const wrong = shipped.flatMap(([scenario]) => {
      const { document, given, file } = scenario as NonNullable<typeof scenario>
      if (document === undefined) return []
      const quote = document.replace(/^"(.*)"$/s, '$1')
      const vendors = given.vendor === undefined ? [...given.cast.keys()] : [given.vendor]
      const known = vendors.flatMap((vendor) => texts.get(vendor) ?? [])
      return known.some((text) => [quote, document].some((one) => text.includes(one)))
        ? []
        : [`${file}: ${quote}`]
    })
    expect(wrong).toEqual([])
  })
})
