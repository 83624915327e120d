import { expect, it } from 'vitest'
import { describeBoth, inProcess, vocom } from '../../support.ts'
import { callIs, type Fields, FLOOR, okText, openOn, outcomes, seatOf, undelayed } from './support.ts'

const PLACE = { agent: 'LIVRE', branch: '2000', to: '1199999999' }
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** An agent's own counters, by name of the field. */
async function seat(
  duble: Parameters<typeof vocom>[0],
  agent: string,
  ...fields: string[]
): Promise<unknown[]> {
  const { body } = await vocom(duble, 'get_agent_list', { queue: 'FILA_VENDAS' })
  const found = body.response.result.logged_in_agents.find(({ name }: Fields) => name === agent)
  return fields.map((field) => found?.[field])
}

describeBoth('A call at Vocom', (open) => {
  it('is placed, held, retrieved, transferred, and gone [C-28] [C-30] [C-31] [C-32] [C-S29] [C-S31] [C-S33]', async () => {
    await using duble = await openOn(FLOOR, {}, open)
    const placed = await vocom(duble, 'call_services', PLACE)
    expect(placed.text).toBe(okText('call_services', PLACE, 'first-call'))
    const call = { agent: 'LIVRE', call_id: placed.body.response.call_id }
    for (const operation of ['call_hold', 'call_hold_retrieve', 'call_hold']) {
      expect((await vocom(duble, operation, call)).text).toBe(okText(operation, call))
    }
    const transfer = { ...call, to: '2001' }
    expect((await vocom(duble, 'call_transfer', transfer)).text).toBe(okText('call_transfer', call))
    expect(await outcomes(duble, ['call_terminate', call], ['call_services', PLACE])).toEqual([
      'not_found_failed',
      'ok',
    ])
  })
})

it.each([
  ['FALANDO', 'answered', 'call_hold', 'ok', 'held', '[C-31] [C-S29]'],
  ['FALANDO', 'answered', 'call_hold_retrieve', 'execute_failed', 'answered', '[C-S32]'],
  ['FALANDO', 'answered', 'call_transfer', 'ok', 'gone', '[C-30] [C-S33]'],
  ['FALANDO', 'answered', 'call_terminate', 'ok', 'gone', '[C-29] [C-S26]'],
  ['SEGURANDO', 'held', 'call_hold', 'execute_failed', 'held', '[C-S30]'],
  ['SEGURANDO', 'held', 'call_hold_retrieve', 'ok', 'answered', '[C-32] [C-S31]'],
  ['SEGURANDO', 'held', 'call_transfer', 'ok', 'gone', '[C-30] [C-S33]'],
  ['SEGURANDO', 'held', 'call_terminate', 'ok', 'gone', '[C-29] [C-S26]'],
  ['CHAMANDO', 'ringing', 'call_hold', 'execute_failed', 'ringing', '[C-S30]'],
  ['CHAMANDO', 'ringing', 'call_hold_retrieve', 'execute_failed', 'ringing', '[C-S32]'],
  ['CHAMANDO', 'ringing', 'call_transfer', 'execute_failed', 'ringing', '[C-S34]'],
  ['CHAMANDO', 'ringing', 'call_terminate', 'ok', 'gone', '[C-29] [C-S26]'],
])(
  'takes the call of %s, which is %s, through %s: %s, and it is %s %s',
  async (agent, call_id, operation, outcome, after) => {
    await using duble = await openOn(FLOOR)
    expect(await callIs(duble, agent, call_id)).toBe(call_id)
    await duble.world.fake('vocom').reset()
    const to = operation === 'call_transfer' ? { to: '2001' } : {}
    expect(await outcomes(duble, [operation, { agent, call_id, ...to }])).toEqual([outcome])
    expect(await callIs(duble, agent, call_id)).toBe(after)
  },
)

it('frees the agent when the call ends or leaves [C-29] [C-30] [C-S12] [C-S17] [C-S23] [C-S33]', async () => {
  for (const ending of ['call_terminate', 'call_transfer']) {
    await using duble = await openOn(FLOOR)
    expect(
      await outcomes(
        duble,
        ['call_services', PLACE],
        ['call_services', PLACE],
        ['state_set_break', { agent: 'LIVRE', break_id: 'lanche' }],
        ['logout', { agent: 'LIVRE', branch: '2000' }],
        [ending, { agent: 'LIVRE', call_id: 'first-call', to: '3000' }],
        ['state_set_break', { agent: 'LIVRE', break_id: 'lanche' }],
        ['call_services', PLACE],
        ['call_terminate', { agent: 'LIVRE', call_id: 'second-call' }],
        ['logout', { agent: 'LIVRE', branch: '2000' }],
      ),
    ).toEqual(['ok', 'execute_failed', 'execute_failed', 'execute_failed', 'ok', 'ok', 'ok', 'ok', 'ok'])
  }
})

it('gives the fixture’s ids to the first calls, and then UUIDs from the seed [C-28e]', async () => {
  const ids = async (seed: number): Promise<string[]> => {
    await using duble = await openOn(FLOOR, {}, (start, options) => inProcess({ ...start, seed }, options))
    const seen: string[] = []
    for (let round = 0; round < 4; round++) {
      const { call_id } = (await vocom(duble, 'call_services', PLACE)).body.response
      seen.push(call_id)
      await outcomes(duble, ['call_services', PLACE], ['call_terminate', { agent: 'LIVRE', call_id }])
    }
    return seen
  }
  const [first, second, third = '', fourth = ''] = await ids(7)
  expect([first, second]).toEqual(['first-call', 'second-call'])
  expect(third).toMatch(UUID)
  expect(fourth).toMatch(UUID)
  expect(third).not.toBe(fourth)
  expect(await ids(7)).toEqual([first, second, third, fourth])
  expect((await ids(8)).slice(2)).not.toEqual([third, fourth])
})

it('counts a placed call and the whole seconds talked, hold included, in the agent’s list [C-28] [C-35] [C-A11]', async () => {
  await using duble = await openOn(FLOOR)
  const counters = ['outbound_count', 'outbound_duration', 'answered_count', 'answered_duration']
  expect(await seat(duble, 'LIVRE', ...counters)).toEqual(['0', '0', '0', '0'])
  await vocom(duble, 'call_services', PLACE)
  expect(await seat(duble, 'LIVRE', ...counters)).toEqual(['1', '0', '0', '0'])
  duble.clock.advance(30_500)
  await vocom(duble, 'call_hold', { agent: 'LIVRE', call_id: 'first-call' })
  duble.clock.advance(30_000)
  await vocom(duble, 'call_terminate', { agent: 'LIVRE', call_id: 'first-call' })
  expect(await seat(duble, 'LIVRE', ...counters)).toEqual(['1', '60', '0', '0'])
  await vocom(duble, 'call_services', PLACE)
  duble.clock.advance(5_999)
  await vocom(duble, 'call_transfer', { agent: 'LIVRE', call_id: 'second-call', to: '2001' })
  expect(await seat(duble, 'LIVRE', ...counters)).toEqual(['2', '65', '0', '0'])
})

it.each([
  ['the moment that a fixture names', ', answered_at: 1772452770000', 60_000, '90'],
  ['no moment at all', '', 60_000, '0'],
])('counts the time talked from %s [C-35]', async (_what, answered, advance, duration) => {
  await using duble = await openOn(FLOOR.replace('status: answered }', `status: answered${answered} }`))
  duble.clock.advance(advance)
  await vocom(duble, 'call_terminate', { agent: 'FALANDO', call_id: 'answered' })
  expect(await seat(duble, 'FALANDO', 'outbound_duration')).toEqual([duration])
})

it('answers a placed call at once by default [C-A11] [C-S29]', async () => {
  await using duble = await openOn(FLOOR)
  expect(
    await outcomes(duble, ['call_services', PLACE], ['call_hold', { agent: 'LIVRE', call_id: 'first-call' }]),
  ).toEqual(['ok', 'ok'])
})

it('lets a placed call ring for call.answered_after, and then answers it [C-A11] [C-S26] [C-S30] [C-S34]', async () => {
  await using duble = await openOn(FLOOR, { 'call.answered_after': '5s' })
  const call = { agent: 'LIVRE', call_id: 'first-call' }
  await vocom(duble, 'call_services', PLACE)
  duble.clock.advance(4_999)
  expect(await outcomes(duble, ['call_hold', call], ['call_transfer', { ...call, to: '2001' }])).toEqual([
    'execute_failed',
    'execute_failed',
  ])
  duble.clock.advance(1)
  expect(await outcomes(duble, ['call_hold', call])).toEqual(['ok'])
  duble.clock.advance(10_000)
  await vocom(duble, 'call_terminate', call)
  expect(await seat(duble, 'LIVRE', 'outbound_count', 'outbound_duration')).toEqual(['1', '10'])
})

it('ends a ringing call without a second talked [C-S26] [C-35]', async () => {
  await using duble = await openOn(FLOOR, { 'call.answered_after': '1m' })
  await vocom(duble, 'call_services', PLACE)
  duble.clock.advance(59_999)
  expect(await outcomes(duble, ['call_terminate', { agent: 'LIVRE', call_id: 'first-call' }])).toEqual(['ok'])
  expect(await seat(duble, 'LIVRE', 'outbound_count', 'outbound_duration')).toEqual(['1', '0'])
})

it.each([
  [{}, 0],
  [{ 'call_services.delay': '0s' }, 0],
  [{ 'call_services.delay': '10s' }, 10_000],
  [{ 'call_services.delay': '1m30s' }, 90_000],
])(
  'holds the answer to call_services back under %j by %i ms, also when it refuses, and no other [C-O13]',
  async (options, delay) => {
    await using duble = await openOn(FLOOR, options)
    const seen = [
      await undelayed(duble, 'call_services', PLACE),
      await undelayed(duble, 'call_services', { ...PLACE, branch: '9999' }),
      await undelayed(duble, 'call_services', { ...PLACE, to: 'DEV' }),
      await undelayed(duble, 'call_hold', { agent: 'LIVRE', call_id: 'first-call' }),
    ]
    expect(seen.map((each) => [each.outcome, each.delay])).toEqual([
      ['ok', delay],
      ['not_found_failed', delay],
      ['params_failed', 0],
      ['ok', 0],
    ])
  },
)

it('keeps two agents’ calls apart [C-29] [C-31] [C-S28]', async () => {
  await using duble = await openOn(FLOOR)
  await vocom(duble, 'call_services', PLACE)
  await vocom(duble, 'call_hold', { agent: 'FALANDO', call_id: 'answered' })
  expect(await seatOf(duble, 'FALANDO')).toBe('Available 3000')
  expect(await callIs(duble, 'LIVRE', 'first-call')).toBe('answered')
  expect(await callIs(duble, 'FALANDO', 'answered')).toBe('held')
})
