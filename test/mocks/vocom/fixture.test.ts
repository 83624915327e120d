import { expect, it } from 'vitest'
import { CALL } from '../../support.ts'
import { callIs, enter, FLOOR, HEAD, openOn, openVocom, outcomes, seatOf } from './support.ts'

const COMPANY = `${HEAD}
companies: [{}]
queues: [{ queue: FILA_VENDAS }]
branches: [{ branch: 2000 }]
breaks: [{ break_id: lanche, break_name: Lanche, break_timeout: 5, break_digit: 1 }]
`

it.each([
  [
    'an Available agent without a branch',
    'agents: [{ name: DEV, queues: [], status: Available }]',
    'agents.0.status is Available, but DEV has no branch',
  ],
  [
    'an agent on a break without a break',
    'agents: [{ name: DEV, queues: [], status: On Break, branch: 2000 }]',
    'agents.0.status is On Break, but DEV has no break_id',
  ],
  [
    'an Available agent with a break',
    'agents: [{ name: DEV, queues: [], status: Available, branch: 2000, break_id: lanche }]',
    'agents.0.status is Available, but DEV has break_id lanche',
  ],
  [
    'a status that does not exist',
    'agents: [{ name: DEV, queues: [], status: Avaliable }]',
    'must be one of Logged Out, Available, On Break, got Avaliable (did you mean Available?)',
  ],
  [
    'a queue that does not exist',
    'agents: [{ name: DEV, queues: [FILA_VENDA] }]',
    'names no row of queues: FILA_VENDA (did you mean FILA_VENDAS?)',
  ],
  [
    'a branch that does not exist',
    'agents: [{ name: DEV, queues: [], status: Available, branch: 2001 }]',
    'names no row of branches: 2001',
  ],
  ['a call of nobody', 'calls: [{ call_id: c, agent: DEV, branch: 2000 }]', 'names no row of agents: DEV'],
  [
    'a break that lasts words',
    'agents: []\nbreaks: [{ break_id: b, break_name: B, break_timeout: cinco, break_digit: 1 }]',
    'must match ^[0-9]+$, got cinco',
  ],
  [
    'an entry without seconds',
    'tabulations: [{ direction: inbound, agent: DEV, tab_name: T, destination: 1, mailing_name: M, start_epoch: 2020-09-02 18:03 }]',
    'must be a time like 2026-01-31 09:00:00, got 2020-09-02 18:03',
  ],
])('refuses %s', async (_what, rows, says) => {
  const yaml = rows.includes('\nbreaks:') ? COMPANY.replace(/breaks: .*\n/, '') : COMPANY
  await expect(openOn(`${yaml}${rows}\n`)).rejects.toThrow(says)
})

it.each([
  ['DEV is on a break', 'On Break 2000'],
  ['DEV is logged out', 'Logged Out'],
])('enters the state that %s', async (state, seat) => {
  await using duble = await openVocom()
  await enter(duble, state)
  expect(await seatOf(duble, 'DEV')).toBe(seat)
})

it.each([
  [`DEV is in call ${CALL}`, 'answered'],
  [`DEV holds call ${CALL}`, 'held'],
  [`DEV's call ${CALL} is ringing`, 'ringing'],
])('enters the state that %s', async (state, call) => {
  await using duble = await openVocom()
  await enter(duble, state)
  expect(await callIs(duble, 'DEV', CALL)).toBe(call)
})

it('takes all back with a reset: agents, calls, ids and options', async () => {
  await using duble = await openOn(FLOOR)
  const day = [
    ['login', { agent: 'FORA', branch: '2000' }],
    ['call_services', { agent: 'LIVRE', branch: '2000', to: '1' }],
    ['call_terminate', { agent: 'FALANDO', call_id: 'answered' }],
    ['state_return_break', { agent: 'PAUSADO' }],
  ] as const
  expect(await outcomes(duble, ...day)).toEqual(['ok', 'ok', 'ok', 'ok'])
  duble.world.fake('vocom').setOptions({ unknown_agent: 'ok' })
  await duble.world.reset()
  expect(await outcomes(duble, ['state_return_break', { agent: 'NINGUEM' }])).toEqual(['not_found_failed'])
  expect(await seatOf(duble, 'FORA')).toBe('Logged Out')
  expect(await callIs(duble, 'LIVRE', 'first-call')).toBe('gone')
  expect(await outcomes(duble, ...day)).toEqual(['ok', 'ok', 'ok', 'ok'])
})
