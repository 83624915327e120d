import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outcomesOf } from '#engine'
import { COMPANY, inProcess, type Seen, send, VOCOM_KEY } from '../support.ts'

const SEED = 20260302
const vocom = (await inProcess({ vendors: ['vocom'] })).world.fake('vocom')
const OPERATIONS = Object.keys(vocom.mock.api.operations)

/** Words that mean something somewhere, and words that mean trouble. */
const words = fc.constantFrom(
  'DEV',
  'VENDAS.ANA',
  '2000',
  '3000',
  'FILA_VENDAS',
  COMPANY,
  'relatorio-grande',
  '816b6751-0592-44dc-a311-b870f7850750',
  '2020-09-04 08:00:00',
  '2020-09-04 18:00',
  '2018-01-01',
  '',
  '__proto__',
  'constructor',
  '\ud800',
  '\u0000',
)
const fields = fc.constantFrom(
  'agent',
  'branch',
  'break_id',
  'call_id',
  'company_id',
  'date_begin',
  'date_end',
  'destination',
  'hangup_cause',
  'mailing',
  'queue',
  'to',
  '__proto__',
  'toString',
)
const values = fc.oneof(
  { weight: 4, arbitrary: words },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 1, arbitrary: fc.jsonValue() },
)
/** Nearly right, oddly wrong, and anything at all. */
const bodies = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.dictionary(fields, values).map((body) => JSON.stringify({ company_id: COMPANY, ...body })),
  },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
)

/** A declared outcome of that operation, no 5xx, and JSON. */
function holds(seen: Seen, outcomes: readonly string[]): void {
  expect(seen.status).toBeLessThan(500)
  expect(outcomes).toContain(seen.outcome)
  expect(() => JSON.parse(seen.text)).not.toThrow()
  expect(seen.body).not.toBeNull()
}

describe('whatever is sent', () => {
  it.each(OPERATIONS)('to Vocom’s %s is a declared outcome in JSON', async (operation) => {
    await using duble = await inProcess({ vendors: ['vocom'] })
    await duble.world.fake('vocom').applyState('DEV is in call 1f74b26a-442a-40ca-83af-847eb7132c2e')
    const path = `/vocom${vocom.pathOf(operation)}`
    const outcomes = outcomesOf(vocom.mock.api, operation)
    const met = new Set<string | undefined>()
    const property = fc.asyncProperty(bodies, async (body) => {
      const seen = await send(duble, path, { method: 'POST', headers: { authorization: VOCOM_KEY }, body })
      holds(seen, outcomes)
      met.add(seen.outcome)
    })
    await fc.assert(property, { seed: SEED, numRuns: 200 })
    expect(met).toContain('params_failed')
  })

  it('to CRM Zen is a declared outcome in JSON', async () => {
    await using duble = await inProcess({ vendors: ['crm-zen'] })
    const outcomes = outcomesOf(duble.world.fake('crm-zen').mock.api, 'totals')
    const day = fc.oneof(
      fc.constantFrom('2018-01-01', '2018-01-02', '2018-02-30', '', '%zz', '2018-01-01%00'),
      fc
        .date({ noInvalidDate: true, min: new Date('2010-01-01'), max: new Date('2030-01-01') })
        .map((date) => date.toISOString().slice(0, 10)),
      fc.webQueryParameters(),
    )
    const query = fc.oneof(
      day.map((value) => `?data=${value}`),
      fc.webQueryParameters().map((junk) => `?${junk}`),
      fc.tuple(day, day).map(([first, second]) => `?data=${first}&data=${second}`),
    )
    const token = fc.constantFrom('zen-token', 'zen-desabilitado', 'zen-sem-acesso', 'x', '')
    const met = new Set<string | undefined>()
    const property = fc.asyncProperty(query, token, fc.nat(400_000), async (asked, given, milliseconds) => {
      duble.clock.advance(milliseconds)
      const seen = await send(duble, `/crm-zen/api/totais_lead${asked}`, { headers: { token: given } })
      holds(seen, outcomes)
      met.add(seen.outcome)
    })
    await fc.assert(property, { seed: SEED, numRuns: 300 })
    for (const outcome of [
      'ok',
      'ok.empty',
      'no_date',
      'bad_date',
      'no_token',
      'wrong_token',
      'too_many_requests',
    ]) {
      expect([...met]).toContain(outcome)
    }
  })

  it('under whichever options is still declared, and keeps its schema', async () => {
    await using duble = await inProcess({ vendors: ['vocom'] })
    const fake = duble.world.fake('vocom')
    const { options } = fake.mock.api
    const chosen = fc.record(
      Object.fromEntries(
        Object.entries(options as Record<string, { accepts: readonly string[] | 'a duration' }>)
          .filter(([, { accepts }]) => accepts !== 'a duration')
          .map(([name, { accepts }]) => [name, fc.constantFrom(...(accepts as string[]))]),
      ),
    )
    const asked = fc.tuple(fc.constantFrom(...OPERATIONS), fc.dictionary(fields, words))
    const property = fc.asyncProperty(
      chosen,
      fc.array(asked, { minLength: 1, maxLength: 5 }),
      async (written, calls) => {
        await fake.reset()
        fake.setOptions({ ...written, error_http_status: '200' })
        for (const [operation, body] of calls) {
          const sent = { agent: 'DEV', branch: '2000', company_id: COMPANY, queue: 'FILA_VENDAS', ...body }
          const seen = await send(duble, `/vocom${fake.pathOf(operation)}`, {
            method: 'POST',
            headers: { authorization: VOCOM_KEY },
            body: JSON.stringify(sent),
          })
          holds(seen, outcomesOf(fake.mock.api, operation))
        }
      },
    )
    await fc.assert(property, { seed: SEED, numRuns: 200 })
  })
})
