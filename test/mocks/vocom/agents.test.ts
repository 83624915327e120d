import { expect, it } from 'vitest'
import { describeBoth, vocom } from '../../support.ts'
import {
  errorText,
  type Fields,
  FLOOR,
  HEAD,
  okText,
  openOn,
  openVocom,
  outcomes,
  seatOf,
} from './support.ts'

const LOGIN = { agent: 'FORA', branch: '2000' }

describeBoth('An agent’s day at Vocom', (open) => {
  it('is remembered from login over break and return to logout [C-21] [C-22] [C-26] [C-27] [C-S03] [C-S09] [C-S18]', async () => {
    await using duble = await openOn(FLOOR, {}, open)
    const day: readonly (readonly [string, Fields, string])[] = [
      ['login', LOGIN, 'Available 2000'],
      ['state_set_break', { agent: 'FORA', break_id: 'lanche' }, 'On Break 2000'],
      ['state_return_break', { agent: 'FORA' }, 'Available 2000'],
      ['logout', LOGIN, 'Logged Out'],
    ]
    expect(await seatOf(duble, 'FORA')).toBe('Logged Out')
    for (const [operation, body, after] of day) {
      expect((await vocom(duble, operation, body)).text).toBe(okText(operation, body))
      expect([operation, await seatOf(duble, 'FORA')]).toEqual([operation, after])
    }
  })
})

it('logs an agent in to each queue that is set for the agent, and to no other [C-21] [C-Q15]', async () => {
  const yaml = FLOOR.replace(
    '{ name: FORA, queues: [FILA_VENDAS] }',
    '{ name: FORA, queues: [FILA_VENDAS, FILA_SUPORTE] }',
  )
  await using duble = await openOn(yaml)
  await vocom(duble, 'login', LOGIN)
  expect(await seatOf(duble, 'FORA', 'FILA_VENDAS')).toBe('Available 2000')
  expect(await seatOf(duble, 'FORA', 'FILA_SUPORTE')).toBe('Available 2000')
  expect(await seatOf(duble, 'FORA', 'FILA_VAZIA')).toBe('nowhere')
  await vocom(duble, 'logout', LOGIN)
  expect(await seatOf(duble, 'FORA', 'FILA_SUPORTE')).toBe('Logged Out')
})

it('keeps the epoch of the first login, in seconds, over later ones [C-35] [C-S03]', async () => {
  await using duble = await openOn(FLOOR)
  const firstLogin = async (): Promise<unknown> => {
    const { body } = await vocom(duble, 'get_agent_list', { queue: 'FILA_VENDAS' })
    return body.response.result.logged_in_agents.find(({ name }: Fields) => name === 'FORA')?.first_login
  }
  duble.clock.advance(1_999)
  await vocom(duble, 'login', LOGIN)
  expect(await firstLogin()).toBe('1772452801')
  await vocom(duble, 'logout', LOGIN)
  duble.clock.advance(60_000)
  await vocom(duble, 'login', LOGIN)
  expect(await firstLogin()).toBe('1772452801')
})

it('lets an agent log out and in again on another branch [C-S03] [C-S05] [C-S09]', async () => {
  await using duble = await openOn(FLOOR)
  expect(
    await outcomes(
      duble,
      ['login', { agent: 'LIVRE', branch: '2001' }],
      ['logout', { agent: 'LIVRE', branch: '2000' }],
      ['login', { agent: 'LIVRE', branch: '2001' }],
    ),
  ).toEqual(['execute_failed', 'ok', 'ok'])
  expect(await seatOf(duble, 'LIVRE')).toBe('Available 2001')
})

it('keeps agents of one name in two companies apart [C-18] [C-S01]', async () => {
  await using duble = await openOn(FLOOR)
  const other = { company_id: 'outra', agent: 'LIVRE' }
  expect((await vocom(duble, 'state_set_break', { ...other, break_id: 'lanche' })).outcome).toBe(
    'not_found_failed',
  )
  expect((await vocom(duble, 'call_terminate', { ...other, call_id: 'foreign' })).outcome).toBe('ok')
  expect((await vocom(duble, 'logout', { ...other, branch: '5000' })).outcome).toBe('ok')
  expect(await seatOf(duble, 'LIVRE')).toBe('Available 2000')
  expect((await vocom(duble, 'login', { ...other, branch: '5000' })).outcome).toBe('ok')
  expect((await vocom(duble, 'login', { ...other, branch: '3000' })).outcome).toBe('not_found_failed')
})

it('lists the printed breaks in the printed order, with name, length and digit as text [C-23] [C-24] [C-25]', async () => {
  await using duble = await openVocom()
  const { body } = await vocom(duble, 'get_break_list', { agent: 'DEV' })
  expect(body.response.result.map((row: Fields) => Object.values(row))).toEqual([
    ['0c8a9f1f-b49d-42d5-9b6b-2c108619aa7c', 'Lanche', '5', '1'],
    ['44b57078-d82c-4aa0-8b9a-a17bfc8d0674', 'Almoço', '90', '2'],
    ['64d9fc6f-0324-4d1d-8368-599908f909b4', 'Banheiro', '0', '4'],
    ['816b6751-0592-44dc-a311-b870f7850750', 'Feedback', '0', '3'],
  ])
})

it('starts each listed break by its break_id [C-24] [C-26] [C-27]', async () => {
  await using duble = await openVocom()
  const { body } = await vocom(duble, 'get_break_list', { agent: 'DEV' })
  for (const { break_id } of body.response.result) {
    const seen = await outcomes(duble, ['state_set_break', { agent: 'DEV', break_id }])
    expect([break_id, ...seen, await seatOf(duble, 'DEV')]).toEqual([break_id, 'ok', 'On Break 2000'])
    await vocom(duble, 'state_return_break', { agent: 'DEV' })
  }
})

it('lists a queue’s own break to the agents of that queue alone [C-23] [C-S16]', async () => {
  await using duble = await openOn(
    FLOOR.replace(
      '{ name: FORA, queues: [FILA_VENDAS] }',
      '{ name: FORA, queues: [FILA_SUPORTE, FILA_VENDAS] }',
    ),
  )
  const breaks = async (agent: string): Promise<unknown> =>
    (await vocom(duble, 'get_break_list', { agent })).body.response.result.map(
      (row: Fields) => row['break_id'],
    )
  expect(await breaks('LIVRE')).toEqual(['lanche', 'banheiro'])
  expect(await breaks('FORA')).toEqual(['lanche', 'banheiro', 'do-suporte'])
  expect(
    await outcomes(
      duble,
      ['login', LOGIN],
      ['state_set_break', { agent: 'LIVRE', break_id: 'do-suporte' }],
      ['state_set_break', { agent: 'FORA', break_id: 'do-suporte' }],
    ),
  ).toEqual(['ok', 'not_found_failed', 'ok'])
})

it('answers an empty array to an agent of a company without breaks [C-A09]', async () => {
  await using duble = await openOn(`${HEAD}
companies: [{}]
agents: [{ name: DEV, queues: [] }]
`)
  const seen = await vocom(duble, 'get_break_list', { agent: 'DEV' })
  expect(seen.text).toBe(
    '{"response":{"agent":"DEV","command":"break","result":[],"status":"ok","status_type":""}}',
  )
  expect(seen.outcome).toBe('ok.empty')
})

it('keeps an agent on a break long after its time, by default [C-S20]', async () => {
  await using duble = await openOn(FLOOR)
  await vocom(duble, 'state_set_break', { agent: 'LIVRE', break_id: 'lanche' })
  duble.clock.advance(24 * 3_600_000)
  expect(await seatOf(duble, 'LIVRE')).toBe('On Break 2000')
  expect(await outcomes(duble, ['state_return_break', { agent: 'LIVRE' }])).toEqual(['ok'])
})

it.each([
  [false, 'On Break 2000', 'ok', 'execute_failed'],
  [true, 'Available 2000', 'execute_failed', 'ok'],
])(
  'ends a break of five minutes after five minutes under break.auto_return: %s: %s [C-S20] [C-24] [C-O12]',
  async (value, after, returning, again) => {
    await using duble = await openOn(FLOOR, { 'break.auto_return': value })
    await vocom(duble, 'state_set_break', { agent: 'LIVRE', break_id: 'lanche' })
    duble.clock.advance(299_999)
    expect(await seatOf(duble, 'LIVRE')).toBe('On Break 2000')
    duble.clock.advance(1)
    expect(await seatOf(duble, 'LIVRE')).toBe(after)
    await vocom(duble, 'logout', LOGIN)
    expect(await outcomes(duble, ['state_set_break', { agent: 'LIVRE', break_id: 'banheiro' }])).toEqual([
      again,
    ])
    await vocom(duble, 'state_return_break', { agent: 'LIVRE' })
    await vocom(duble, 'state_set_break', { agent: 'LIVRE', break_id: 'lanche' })
    duble.clock.advance(300_000)
    expect(await outcomes(duble, ['state_return_break', { agent: 'LIVRE' }])).toEqual([returning])
  },
)

it('never ends a break of length 0, nor one that began at no known time [C-S20] [C-25]', async () => {
  await using duble = await openOn(FLOOR, { 'break.auto_return': true })
  await vocom(duble, 'state_set_break', { agent: 'LIVRE', break_id: 'banheiro' })
  duble.clock.advance(24 * 3_600_000)
  expect(await seatOf(duble, 'LIVRE')).toBe('On Break 2000')
  expect(await seatOf(duble, 'PAUSADO')).toBe('On Break 2001')
})

it('reads the beginning of a fixture’s break from break_since [C-S20]', async () => {
  const since = FLOOR.replace('break_id: lanche }', 'break_id: lanche, break_since: 1772452740000 }')
  await using duble = await openOn(since, { 'break.auto_return': true })
  duble.clock.advance(239_999)
  expect(await seatOf(duble, 'PAUSADO')).toBe('On Break 2001')
  duble.clock.advance(1)
  expect(await seatOf(duble, 'PAUSADO')).toBe('Available 2001')
})

it('leaves no trace of a refused request [C-08]', async () => {
  await using duble = await openOn(FLOOR)
  const before = (await vocom(duble, 'get_agent_list', { queue: 'FILA_VENDAS' })).text
  const refused = await outcomes(
    duble,
    ['login', { agent: 'PAUSADO', branch: '2000' }],
    ['login', { agent: 'LIVRE', branch: '3000' }],
    ['login', { agent: 'FORA', branch: '9999' }],
    ['logout', { agent: 'FORA', branch: '2000' }],
    ['logout', { agent: 'FALANDO', branch: '3000' }],
    ['state_set_break', { agent: 'LIVRE', break_id: 'do-suporte' }],
    ['state_set_break', { agent: 'FORA', break_id: 'lanche' }],
    ['state_return_break', { agent: 'LIVRE' }],
    ['call_services', { agent: 'FALANDO', branch: '3000', to: '1199999999' }],
    ['call_services', { agent: 'LIVRE', branch: '9999', to: '1199999999' }],
    ['call_terminate', { agent: 'LIVRE', call_id: 'answered' }],
  )
  expect(refused.filter((outcome) => outcome === 'ok')).toEqual([])
  expect((await vocom(duble, 'get_agent_list', { queue: 'FILA_VENDAS' })).text).toBe(before)
  const call = await vocom(duble, 'call_services', { agent: 'LIVRE', branch: '2000', to: '1199999999' })
  expect(call.body.response.call_id).toBe('first-call')
})

it('refuses an agent without a queue by default, and shows the error of login [C-Q15]', async () => {
  await using duble = await openOn(FLOOR)
  const body = { agent: 'SEM.FILA', branch: '2000' }
  expect((await vocom(duble, 'login', body)).text).toBe(errorText('login', 'not_found_failed', body))
})
