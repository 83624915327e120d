import { readFile } from 'node:fs/promises'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { openRooms } from '../../src/fixtures/rooms.ts'
import { scenarioFiles } from '../../src/scenarios/find.ts'
import { scenarioSchema } from '../../src/scenarios/schema.ts'
import { ROOT } from '../cli/run.ts'

const schema = scenarioSchema(await openRooms())
const validate = new Ajv({ strict: false }).compile(schema)

/** Whether an editor would let a scenario of one vendor pass. */
const fits = (steps: string, given = '{ vendor: vocom }'): boolean =>
  validate(parse(`scenario: made up\ngiven: ${given}\nsteps:\n${steps}`))

describe('the schema of scenarios', () => {
  it('is committed as it is generated (duble schema scenario --write writes it)', async () => {
    const committed = JSON.parse(await readFile(`${ROOT}fixtures/scenario.schema.json`, 'utf8'))
    expect(committed).toEqual(JSON.parse(JSON.stringify(schema)))
  })

  it('fits every shipped scenario, each of which names it', async () => {
    for (const file of await scenarioFiles([`${ROOT}fixtures`])) {
      const text = await readFile(file, 'utf8')
      expect(validate(parse(text)), `${file}: ${JSON.stringify(validate.errors)}`).toBe(true)
      expect(text).toMatch(/^# yaml-language-server: \$schema=\.\.\/scenario\.schema\.json\n/)
    }
  })

  it.each([
    [
      'every word of a call',
      '- { call: login, as: nobody, with: { agent: 1, branch: 3000 }, without: company_id, extra: { a: [1] }, headers: { a: 1 }, method: GET, payload: x, repeat: 2, expect: { status: 503 }, body: [], count: 3, save: { a: b } }',
    ],
    [
      'an operation by its whole name',
      '- { call: crm-zen/totals, with: { data: 2018-01-01 }, expect: too_many_requests }',
    ],
    [
      'a column in every place',
      '- { call: $operation, as: $who, expect: $outcome, repeat: $times, count: { list: $count } }',
    ],
    [
      'matchers, in a body and in headers',
      '- { call: login, response_headers: { Allow: GET, X-A: { $matches: ^a }, X-B: { $absent: yes } }, body: { agent: { $contains: D } } }',
    ],
    ['a bare reset', '- reset'],
    [
      'an operation behind either word',
      '- { fault: status=503, operation: login }\n- { fault: status=503, on: login }',
    ],
    ['a body whose fields nobody lists', '- { call: smartspace/editar, with: { codigo: 1001, email: a } }'],
    [
      'what is done to the world',
      '- advance: 4m59s\n- clock: 2024-03-05 09:00:00\n- { fault: { delay: 2s }, on: login, times: 1 }\n- fault: status=503\n- faults: none\n- state: DEV is on a break\n- options: { vocom: { error_http_status: 401 }, cap: null }\n- reset: yes\n- expect_journal: { login.ok: 1 }',
    ],
  ])('lets %s pass', (_what, steps) => {
    expect(fits(steps), JSON.stringify(validate.errors)).toBe(true)
  })

  it.each([
    ['an unknown operation', '- call: lgin'],
    ['an unknown parameter', '- { call: login, with: { agnt: DEV } }'],
    ["another operation's parameter", '- { call: vocom/login, with: { to: 1 } }'],
    ['an unknown outcome', '- { call: login, expect: too_many_requests }'],
    ['an unknown word of a step', '- { call: login, expct: ok }'],
    ['two steps in one', '- { call: login, advance: 5s }'],
    ['a duration without a unit', '- advance: 5'],
    ['an unknown fault', '- fault: execute_faild'],
    ['a fault of two kinds', '- fault: { delay: 2s, status: 503 }'],
    ['an unknown option', '- options: { vocom: { capp: error } }'],
    ["an option's value that it cannot have", '- options: { vocom: { cap: loud } }'],
    ['a matcher of two', '- { call: login, response_headers: { a: { $matches: b, $contains: c } } }'],
    ['an unknown matcher', '- { call: login, response_headers: { a: { $match: b } } }'],
    ['another bare word', '- advance'],
    ['a list instead of a map', '- [call, login]'],
  ])('refuses %s', (_what, steps) => {
    expect(fits(steps)).toBe(false)
  })

  it.each([
    '{ vendor: vcom }',
    '{ vendr: vocom }',
    '{ vocom: {} }',
    '{ fixture: { vcom: x } }',
    '{ faults: { times: 1 } }',
  ])('refuses given: %s', (given) => {
    expect(fits('- call: login', given)).toBe(false)
  })
})
