import { describe, expect, it } from 'vitest'
import { parseFixture } from '../../../src/fixtures/load.ts'
import { openFixture, openRooms } from '../../../src/fixtures/rooms.ts'
import { send } from '../../support.ts'
import { ask, openDefault, openOn } from './support.ts'

const at = 'created_at: 2024-01-01 00:00:00, modified_at: 2024-01-01 00:00:00'
const mistakes = async (yaml: string): Promise<string[]> => {
  await using duble = await openDefault()
  const { mock } = duble.world.fake('vocalcontact')
  const error = await parseFixture(mock, 'test.yaml', `vendor: vocalcontact\n${yaml}`).catch(
    (thrown) => thrown,
  )
  return error.problems?.map(({ line, says }: { line: number; says: string }) => `${line} ${says}`) ?? []
}

describe('a VocalContact fixture', () => {
  it.each([
    [`lead: [{ id: x, ${at} }]`, ['2 lead.0.id must match ^[1-9][0-9]*$, got x']],
    [
      `lead: [{ id: 1, created_at: 2023-02-29 00:00:00, modified_at: 2024-01-01 00:00:00 }]`,
      ['2 lead.0.created_at must be a time like 2026-01-31 09:00:00, got 2023-02-29 00:00:00'],
    ],
    [`lead: [{ id: 1 }]`, ['2 lead.0 lacks created_at', '2 lead.0 lacks modified_at']],
    [`lead: [{ id: 1, ${at}, nome: Ana }]`, ['2 lead.0 has no field "nome" (did you mean name?)']],
    [
      `lead: [{ id: 1, ${at}, phone: 123 }]`,
      ['2 lead.0.phone must match ^([0-9]{2} ?[0-9]{8,9})?$, got 123'],
    ],
    [
      `opportunity: [{ id: 1, ${at}, amount: "1,50" }]`,
      ['2 opportunity.0.amount must match ^(-?[0-9]+\\.[0-9]{2})?$, got 1,50'],
    ],
    [`lead: [{ id: 1, ${at} }, { id: 1, ${at} }]`, ['2 lead.1 has the same id as lead.0']],
    [
      'entity: [{ entity: company, id: 1 }]',
      ['2 entity.0.name must not be empty: nothing else names a company'],
    ],
    [
      'entity: [{ entity: lead, id: 1, name: Ana }]',
      ['2 entity.0.name must be left out: a lead has its own name'],
    ],
    [
      'fields: [{ module: lead, field: id, shown: false }]',
      ['2 fields.0.field cannot be hidden: every record has id, created_at, modified_at'],
    ],
    [
      'fields: [{ module: entity, field: cor }]',
      [
        '2 fields.0.module must be one of calendar, ticket, customfield, attendance, opportunity, lead, got entity',
      ],
    ],
    ['fields: [{ module: lead, field: Cor }]', ['2 fields.0.field must match ^[a-z][a-z0-9_]*$, got Cor']],
    [
      'values: [{ module: lead, id: 1, field: cor, value: azul }]',
      ['2 values.0.field names no additional field of lead: write it in fields'],
    ],
    [
      'values: [{ module: lead, id: 1, field: name, value: Ana }]',
      ['2 values.0.field names no additional field of lead: write it in fields'],
    ],
    [
      'credentials: [{ name: a, token: t, kind: senha }]',
      ['2 credentials.0.kind must be one of token_bi, token_api, chave_acesso, app_representante, got senha'],
    ],
    [
      'credentials: [{ name: a, token: t }, { name: b, token: t, kind: token_api }]',
      ['2 credentials.1 sends what another credential sends'],
    ],
    ['options: { cap.keeps: oldest }', ['2 options.cap.keeps: vocalcontact has no option "cap.keeps"']],
    ['paths: { all_leads: /leads }', ['2 paths names no operation: all_leads (did you mean all_lead?)']],
  ])('that says %s is told what is wrong', async (yaml, problems) => {
    expect(await mistakes(yaml)).toEqual(problems)
  })

  it('may leave out all but a record’s number and its two moments [V-A13]', async () => {
    await using duble = await openOn(`opportunity: [{ id: 7, ${at} }]\n`)
    expect((await ask(duble, 'opportunity/all')).body).toEqual([
      {
        id: '7',
        company_id: '',
        contact_id: '',
        user_id: '',
        created_at: '2024-01-01 00:00:00',
        modified_at: '2024-01-01 00:00:00',
        title: '',
        stage: '',
        amount: '',
        probability: '',
        expected_close: '',
        lost_reason: '',
      },
    ])
  })

  it('may move any operation, and its pairs with it [V-A02]', async () => {
    await using duble = await openOn(
      `paths: { all_lead: /api/bi/leads/todos, created_lead: /api/bi/leads/criados }\nlead: [{ id: 1, ${at} }]\n`,
    )
    const api = '/vocalcontact/api/bi/leads'
    expect((await send(duble, `${api}/todos/token/token-bi`)).body).toHaveLength(1)
    expect((await send(duble, `${api}/todos/format/csv/token/token-bi`)).text).toContain('\r\n1,')
    expect(
      (await send(duble, `${api}/criados/from/2024-01-01/to/2024-01-01/token/token-bi`)).body,
    ).toHaveLength(1)
    expect((await send(duble, `${api}/criados/token/token-bi`)).outcome).toBe('bad_period')
    expect((await ask(duble, 'lead/all')).status).toBe(404)
    expect((await ask(duble, 'lead/modified/from/2024-01-01/to/2024-01-01')).body).toHaveLength(1)
  })

  it.each([
    '{ all_lead: /bi/leads, created_lead: /bi/leads/criados }',
    '{ created_lead: /bi/leads/criados, all_lead: /bi/leads }',
  ])('may move one below another: the longer path is the one that is meant [V-A02] %s', async (paths) => {
    await using duble = await openOn(`paths: ${paths}\nlead: [{ id: 1, ${at} }]\n`)
    const outcome = async (path: string): Promise<string | undefined> =>
      (await send(duble, `/vocalcontact/bi/leads${path}/token/token-bi`)).outcome
    expect(await outcome('')).toBe('ok')
    expect(await outcome('/criados/from/2024-01-01/to/2024-01-01')).toBe('ok')
    expect(await outcome('/criados/from/2023-01-01/to/2023-01-01')).toBe('ok.empty')
  })

  it('may move one above those that stay, whose paths stay theirs [V-A02]', async () => {
    await using duble = await openOn(`paths: { all_lead: /api/app/lead }\nlead: [{ id: 1, ${at} }]\n`)
    const api = '/vocalcontact/api/app/lead'
    expect((await send(duble, `${api}/token/token-bi`)).body).toHaveLength(1)
    expect((await ask(duble, 'lead/created/from/2024-01-01/to/2024-01-01')).body).toHaveLength(1)
    expect((await ask(duble, 'lead/info')).outcome).toBe('ok')
    expect((await ask(duble, 'lead/all')).status).toBe(404)
  })
})

describe('the world of a million records', () => {
  it('costs a page what a page costs, and a later window no more than an early one [V-05] [V-17]', async () => {
    const [room] = await openRooms(['vocalcontact'])
    if (room === undefined) throw new Error('there is no room')
    const fixture = await openFixture(room, 'million')
    const [source] = fixture.tables['lead'] ?? []
    if (source === undefined || !('count' in source)) throw new Error('rows must be made on demand')
    let [made, all] = [0, 0]
    const counting = {
      ...source,
      rowAt(seed: number, index: number) {
        made++
        return source.rowAt(seed, index)
      },
    }
    await using duble = await openDefault()
    duble.world.replace(room.mock, { ...fixture, tables: { ...fixture.tables, lead: [counting] } })
    expect(source.count).toBe(1_000_000)
    for (const path of [
      'all',
      'all/format/csv',
      'created/from/2026-10-01/to/2026-10-31',
      'modified/from/2024-01-01/to/2026-12-31',
      'modified/from/2026-09-01/to/2026-09-01',
    ]) {
      made = 0
      const seen = await ask(duble, `lead/${path}`)
      expect(seen.status).toBe(200)
      expect(made).toBeLessThanOrEqual(5001)
      await ask(duble, `lead/${path}`)
      expect(made).toBeLessThanOrEqual(5001)
      all += made
    }
    // Rows that were made already may be remembered, but three of these lists have rows of their own.
    expect(all).toBeGreaterThan(10_000)
  })
})
