import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { DubleError } from '#engine'
import { openRooms } from '../../src/fixtures/rooms.ts'
import { startDuble } from '../../src/index.ts'
import { scenarioSchema } from '../../src/scenarios/schema.ts'
import { begins, days, type Seen } from './record-days.ts'
import { played } from './record-support.ts'

/** What an editor has against a scenario. */
const validate = new Ajv({ strict: false }).compile(scenarioSchema(await openRooms()))

/** Reasons that a random day may have. */
const MAY = ['secret', 'unsayable', 'differs', 'cut']

describe('whatever was done by hand', () => {
  it('is saved as a scenario that passes unedited and that editors accept, or refused for a reason', async () => {
    const refusals: string[] = []
    let runs = 0
    await fc.assert(
      fc.asyncProperty(days, begins, async (deeds, begin) => {
        let wall = Date.UTC(2026, 2, 2, 12, 0, 0, 123)
        await using duble = await startDuble({ ...begin, wall: () => wall })
        const seen: Seen = { tokens: [], calls: [], prospects: [] }
        for (const deed of deeds) {
          await deed(duble, seen, (milliseconds) => {
            wall += milliseconds
          })
        }
        runs++
        let text: string
        try {
          text = await duble.recordScenario('By hand')
        } catch (error) {
          if (!(error instanceof DubleError)) throw error
          expect(error.code).toBe('not_recordable')
          if (error.facts['reason'] === 'nothing') return
          expect(MAY).toContain(error.facts['reason'])
          refusals.push(error.message)
          return
        }
        expect(await played(duble, text)).toBe('')
        expect(validate(parse(text)), `${text}\n${JSON.stringify(validate.errors)}`).toBe(true)
        for (const secret of [
          'zen-token',
          'zen-desabilitado',
          'my-secret',
          'segredo',
          'erp-token',
          'token-bi',
          'token-inativo',
          'guess',
          ...seen.tokens,
        ]) {
          expect(text.replaceAll('zen-token has just asked', '')).not.toContain(secret)
        }
      }),
      { numRuns: 120, seed: 42 },
    )
    expect(refusals.length / runs).toBeLessThan(0.02)
  }, 120_000)
})
