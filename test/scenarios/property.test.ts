import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { YamlProblems } from '../../src/fixtures/problems.ts'
import { scenarioFiles } from '../../src/scenarios/find.ts'
import { playAll } from '../../src/scenarios/pool.ts'
import { printFailure } from '../../src/scenarios/report.ts'
import { openStage } from '../../src/stage.ts'
import { ROOT } from '../cli/run.ts'
import { read } from './support.ts'

const files = await scenarioFiles([`${ROOT}fixtures`])
const shipped = await Promise.all(files.map(async (file) => ({ file, text: await readFile(file, 'utf8') })))

/** What may stand where something else stood. */
const JUNK = [
  '',
  '-',
  '{}',
  '[]',
  '$',
  '$$',
  '$x',
  '"',
  ':',
  '&a',
  '*a',
  '<<: *a',
  '|',
  '!!binary x',
  '~',
  '0',
  '-1',
  '1e999',
  'yes',
  '__proto__',
  'constructor',
  '{ a: { b: [1] } }',
  '{ $matches: "(a" }',
  '{ $contains: [] }',
  '{ $absent: { b: 1 } }',
  'response_headers: { a: { $x: 1 } }',
  '{ $token: 1, $id: 2 }',
  '.broken: 1',
  '\t',
  '\u0000',
  '\ud800',
  'vocom/',
  '/',
  '/login',
  'x'.repeat(500),
]

describe('a scenario that somebody has damaged', () => {
  it('is refused with places, or played to an end: nothing else', async () => {
    const damage = fc.record({
      shipped: fc.constantFrom(...shipped),
      cuts: fc.array(
        fc.record({
          at: fc.double({ min: 0, max: 1, noNaN: true }),
          length: fc.nat(40),
          junk: fc.constantFrom(...JUNK),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    })
    await fc.assert(
      fc.asyncProperty(damage, async ({ shipped: { file, text }, cuts }) => {
        let damaged = text
        for (const { at, length, junk } of cuts) {
          const from = Math.floor(at * damaged.length)
          damaged = damaged.slice(0, from) + junk + damaged.slice(from + length)
        }
        try {
          const scenarios = await read(damaged, file)
          const results = await playAll(scenarios.slice(0, 3), { open: openStage })
          for (const result of results) {
            if (result.failure !== undefined)
              expect(printFailure(result)).toMatch(/^\S+\.scenario\.yaml:\d+:\d+ /)
          }
        } catch (error) {
          if (!(error instanceof YamlProblems)) throw error
          for (const { line, column, says } of error.problems) {
            expect([line > 0, column > 0, says.length > 0]).toEqual([true, true, true])
          }
        }
      }),
      { numRuns: 400, seed: 4 },
    )
  }, 120_000)
})
