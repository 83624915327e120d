import { expect, it } from 'vitest'
import { vocom } from '../../support.ts'
import {
  callIs,
  enter,
  errorText,
  type Fields,
  FLOOR,
  OPERATIONS,
  okText,
  openOn,
  openVocom,
  outcomes,
  REQUESTS,
  STATES,
  seatOf,
} from './support.ts'

const NOBODYS = { company_id: 'nenhuma' }

it.each(OPERATIONS)(
  'does not know a company_id that the telephone system never issued, in %s [C-18] [C-15] [C-S01]',
  async (operation) => {
    await using duble = await openVocom()
    await enter(duble, STATES[operation])
    const body = { ...REQUESTS[operation], ...NOBODYS }
    const seen = await vocom(duble, operation, body)
    expect(seen.text).toBe(errorText(operation, 'not_found_failed'))
    expect(seen.why).toBe('no company nenhuma')
    expect((await vocom(duble, operation, REQUESTS[operation])).body.response.status).toBe('ok')
  },
)

it.each(['00-f779-4215-96cd-bbb', 'bbbb-f779-4215-96cd-9999', 'uma empresa', '1'])(
  'takes %s as a company, for its form is never checked [C-19] [C-Q16]',
  async (company_id) => {
    await using duble = await openOn(`
fixture: test
vendor: vocom
credentials: [{ name: api_key, user: api_key, password: e45c53c6-049f-474d-896a-8e891ec57473 }]
defaults: { company_id: ${JSON.stringify(company_id)} }
companies: [{}]
queues: [{ queue: FILA_VENDAS }]
branches: [{ branch: 2000 }]
agents: [{ name: DEV, queues: [FILA_VENDAS] }]
`)
    const period = { date_begin: '2020-09-02 00:00', date_end: '2020-09-02 23:59' }
    expect(
      await outcomes(
        duble,
        ['login', { agent: 'DEV', branch: '2000', company_id }],
        ['get_agent_list', { queue: 'FILA_VENDAS', company_id }],
        ['tabs_list_all', { ...period, company_id }],
        ['dialer_list_all', { ...period, destination: '', mailing: '', hangup_cause: '', company_id }],
      ),
    ).toEqual(['ok', 'ok', 'ok.empty', 'ok.empty'])
  },
)

const AGENTS: readonly (readonly [string, Fields, string])[] = [
  ['login', { agent: 'FORA', branch: '2000' }, 'Available 2000'],
  ['logout', { agent: 'PAUSADO', branch: '2001' }, 'Logged Out'],
  ['state_set_break', { agent: 'FALA.NADA', break_id: 'lanche' }, 'On Break 2000'],
  ['state_return_break', { agent: 'PAUSADO' }, 'Available 2001'],
]
const QUIET = FLOOR.replace(
  'agents:',
  'agents:\n  - { name: FALA.NADA, queues: [FILA_VENDAS], status: Available, branch: 2000 }',
)

it.each(AGENTS)(
  'finds the agent of %s by name in any company under unknown_company: ignored [C-S01] [C-O08]',
  async (operation, body, after) => {
    await using refusing = await openOn(QUIET, { unknown_company: 'not_found_failed' })
    const refused = await vocom(refusing, operation, { ...body, ...NOBODYS })
    expect(refused.text).toBe(errorText(operation, 'not_found_failed', body))
    await using duble = await openOn(QUIET, { unknown_company: 'ignored' })
    const seen = await vocom(duble, operation, { ...body, ...NOBODYS })
    expect(seen.text).toBe(okText(operation, body))
    expect(await seatOf(duble, body['agent'])).toBe(after)
  },
)

it('lists the breaks of the agent’s own company under unknown_company: ignored [C-S01]', async () => {
  await using duble = await openOn(FLOOR, { unknown_company: 'ignored' })
  const { body } = await vocom(duble, 'get_break_list', { agent: 'FORA', ...NOBODYS })
  expect(body.response.result.map(({ break_id }: Fields) => break_id)).toEqual(['lanche', 'banheiro'])
})

it('still knows no agent, queue or row of an unknown company under unknown_company: ignored [C-S01]', async () => {
  await using duble = await openOn(FLOOR, { unknown_company: 'ignored' })
  const period = { date_begin: '2020-09-02 00:00', date_end: '2020-09-02 23:59' }
  expect(
    await outcomes(
      duble,
      ['login', { agent: 'NINGUEM', branch: '2000', ...NOBODYS }],
      ['get_agent_list', { queue: 'FILA_VENDAS', ...NOBODYS }],
      ['tabs_list_all', { ...period, ...NOBODYS }],
      ['dialer_list_all', { ...period, destination: '', mailing: '', hangup_cause: '', ...NOBODYS }],
    ),
  ).toEqual(['not_found_failed', 'not_found_failed', 'ok.empty', 'ok.empty'])
})

const CALLS: readonly (readonly [string, Fields, string])[] = [
  ['call_services', { agent: 'FORA', branch: '2000', to: '1199999999' }, 'answered'],
  ['call_transfer', { agent: 'FALANDO', call_id: 'answered', to: '2001' }, 'gone'],
  ['call_hold', { agent: 'FALANDO', call_id: 'answered' }, 'held'],
  ['call_hold_retrieve', { agent: 'SEGURANDO', call_id: 'held' }, 'answered'],
]
const UNKNOWN = ['not_found_failed', 'execute_failed'] as const
const TERMINATE = { agent: 'FALANDO', call_id: 'answered' }

it.each(CALLS.flatMap(([operation, body]) => UNKNOWN.map((value) => [operation, value, body] as const)))(
  'refuses an unknown company in %s under call.unknown_company: %s [C-S01] [C-O14]',
  async (operation, value, body) => {
    await using duble = await openOn(FLOOR, { 'call.unknown_company': value })
    const seen = await vocom(duble, operation, { ...body, ...NOBODYS })
    expect(seen.text).toBe(errorText(operation, value, body))
  },
)

it.each(CALLS)(
  'carries out %s for an unknown company where all of it is ignored [C-S01] [C-S28]',
  async (operation, body, after) => {
    await using duble = await openOn(FLOOR, {
      'call.unknown_company': 'ignored',
      'call_services.logged_out': 'ok',
      unknown_company: 'ignored',
      foreign_call: 'ok',
    })
    const seen = await vocom(duble, operation, { ...body, ...NOBODYS })
    expect(seen.outcome).toBe('ok')
    expect(await callIs(duble, body['agent'], seen.body.response.call_id ?? body['call_id'])).toBe(after)
  },
)

it('looks for the agent, and refuses that one, where the company alone is ignored [C-S01] [C-S02]', async () => {
  await using duble = await openOn(FLOOR, { 'call.unknown_company': 'ignored' })
  const seen = await vocom(duble, 'call_hold', { agent: 'FALANDO', call_id: 'answered', ...NOBODYS })
  expect([seen.outcome, seen.why]).toEqual(['not_found_failed', 'company nenhuma has no agent FALANDO'])
})

it.each([
  [{}, 'not_found_failed', 'answered'],
  [{ 'call.unknown_company': 'execute_failed' }, 'not_found_failed', 'answered'],
  [{ 'call_terminate.unknown_company': 'not_found_failed' }, 'not_found_failed', 'answered'],
  [{ 'call_terminate.unknown_company': 'execute_failed' }, 'execute_failed', 'answered'],
  [
    { 'call_terminate.unknown_company': 'ignored', unknown_company: 'ignored', foreign_call: 'ok' },
    'ok',
    'gone',
  ],
])(
  'meets an unknown company in call_terminate, which has an option of its own, under %j with %s [C-S01] [C-O14]',
  async (options, outcome, after) => {
    await using duble = await openOn(FLOOR, options)
    expect(await outcomes(duble, ['call_terminate', { ...TERMINATE, ...NOBODYS }])).toEqual([outcome])
    expect(await callIs(duble, 'FALANDO', 'answered')).toBe(after)
  },
)
