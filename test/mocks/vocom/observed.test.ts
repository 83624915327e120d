import { expect, it } from 'vitest'
import { describeBoth, send, VOCOM_KEY, vocom } from '../../support.ts'
import {
  byDefault,
  callIs,
  errorText,
  type Fields,
  FLOOR,
  okText,
  openOn,
  outcomes,
  seatOf,
  undelayed,
} from './support.ts'

/** The floor as a public implementation would have it; calls are answered at once, except where that is the matter. */
const OBSERVED = FLOOR.replace('vendor: vocom', 'vendor: vocom\nprofile: observed')
const SOON = { 'call_services.delay': '0s' }
const open = () => openOn(OBSERVED, SOON)

describeBoth('The observed profile', (from) => {
  it('labels a success and an error as HTML, with status 200 and a JSON body [C-O06]', async () => {
    await using duble = await openOn(OBSERVED, SOON, from)
    const done = await vocom(duble, 'login', { agent: 'FORA', branch: '2000' })
    const refused = await vocom(duble, 'login', { agent: 'NINGUEM', branch: '2000' })
    for (const seen of [done, refused]) {
      expect([seen.status, seen.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8'])
    }
    expect([done.body.response.status, refused.body.response.status]).toEqual(['ok', 'error'])
  })
})

it('takes POST alone, and only with the last slash [C-O01] [C-O07]', async () => {
  await using duble = await open()
  const path = '/vocom/interact_cti/agent/login/'
  const got = await send(duble, path)
  expect([got.status, got.headers.get('allow'), got.text]).toEqual([
    405,
    'POST',
    '{"message":"Method not allowed. Must be one of: POST"}',
  ])
  const init = { method: 'POST', headers: { authorization: VOCOM_KEY }, body: '{}' }
  expect((await send(duble, path.slice(0, -1), init)).status).toBe(404)
  expect((await send(duble, path, init)).status).toBe(200)
})

it('looks at the password alone, then at the parameters, then runs the command [C-O02] [C-O03]', async () => {
  await using duble = await open()
  const seen: unknown[] = []
  for (const pair of ['ninguem:wrong', 'ninguem:e45c53c6-049f-474d-896a-8e891ec57473']) {
    const authorization = `Basic ${Buffer.from(pair).toString('base64')}`
    for (const body of ['{}', JSON.stringify({ agent: 'NINGUEM', branch: '2000', company_id: '' })]) {
      seen.push((await vocom(duble, 'login', {}, { headers: { authorization }, body })).outcome)
    }
  }
  expect(seen).toEqual([
    'authentication_failed',
    'authentication_failed',
    'params_failed',
    'not_found_failed',
  ])
})

it('wants a parameter to be there, not to be filled [C-O04]', async () => {
  await using duble = await open()
  const LOGIN = { agent: 'FORA', branch: '', company_id: '' }
  expect((await vocom(duble, 'login', { ...LOGIN, branch: undefined })).outcome).toBe('params_failed')
  expect((await vocom(duble, 'login', LOGIN)).outcome).toBe('ok')
})

it('answers errors with the keys of a success, and the agent list’s with an agent [C-O05]', async () => {
  await using duble = await open()
  const texts = [
    (await vocom(duble, 'get_break_list', { company_id: undefined, agent: 'LIVRE' })).text,
    (await vocom(duble, 'call_services', { branch: '2000', to: '1' })).text,
    (await vocom(duble, 'get_agent_list', { company_id: undefined, queue: 'FILA_VENDAS' })).text,
  ]
  expect(texts).toEqual([
    '{"response":{"agent":"LIVRE","command":"break","result":"","status":"error","status_type":"params_failed"}}',
    '{"response":{"agent":null,"command":"call_services","call_id":"","status":"error","status_type":"params_failed"}}',
    '{"response":{"agent":null,"command":"agent_list","status":"error","status_type":"params_failed"}}',
  ])
})

/** Command, request, what is answered, how the agent is left, and the row. */
// biome-ignore format: a table
const AGENTS: readonly (readonly [string, Fields, string, string, string])[] = [
  ['login', { agent: 'FORA', branch: '2000', company_id: 'nenhuma' }, 'ok', 'Available 2000', '[C-O08]'],
  ['login', { agent: 'FORA', branch: '9999' },    'ok',               'Available 9999', '[C-O08]'],
  ['login', { agent: 'LIVRE', branch: '2000' },   'ok',               'Available 2000', '[C-O08]'],
  ['login', { agent: 'LIVRE', branch: '3000' },   'ok',               'Available 3000', '[C-O08]'],
  ['login', { agent: 'PAUSADO', branch: '2001' }, 'not_found_failed', 'On Break 2001', '[C-O08]'],
  ['login', { agent: 'SEM.FILA', branch: '2000' }, 'not_found_failed', 'nowhere', '[C-O08]'],
  ['login', { agent: 'NINGUEM', branch: '2000' }, 'not_found_failed', 'nowhere', '[C-O08]'],
  ['logout', { agent: 'LIVRE', branch: '9999' },   'ok',             'Logged Out', '[C-O09]'],
  ['logout', { agent: 'FALANDO', branch: '3000' }, 'ok',             'Logged Out', '[C-O09]'],
  ['logout', { agent: 'NINGUEM', branch: '2000' }, 'execute_failed', 'nowhere', '[C-O09]'],
  ['logout', { agent: 'PAUSADO', branch: '2001' }, 'no_status',      'On Break 2001', '[C-O09]'],
  ['logout', { agent: 'FORA', branch: '2000' },    'no_status',      'Logged Out', '[C-O09]'],
  ['state_set_break', { agent: 'LIVRE', break_id: 'lanche' },      'ok',               'On Break 2000', '[C-O10]'],
  ['state_set_break', { agent: 'FALANDO', break_id: 'lanche' },    'ok',               'On Break 3000', '[C-O10]'],
  ['state_set_break', { agent: 'LIVRE', break_id: 'do-suporte' },  'not_found_failed', 'Available 2000', '[C-O10]'],
  ['state_set_break', { agent: 'FORA', break_id: 'lanche' },       'execute_failed',   'Logged Out', '[C-O10]'],
  ['state_set_break', { agent: 'PAUSADO', break_id: 'banheiro' },  'execute_failed',   'On Break 2001', '[C-O10]'],
  ['state_return_break', { agent: 'PAUSADO' }, 'ok', 'Available 2001', '[C-O11]'],
  ['state_return_break', { agent: 'LIVRE' },   'ok', 'Available 2000', '[C-O11]'],
  ['state_return_break', { agent: 'FORA' },    'ok', 'Available', '[C-O11]'],
]

it.each(AGENTS)('answers %s of %j with %s, and leaves %s %s', async (operation, body, outcome, after) => {
  await using duble = await open()
  const seen = await vocom(duble, operation, body)
  expect(seen.text).toBe(outcome === 'ok' ? okText(operation, body) : errorText(operation, outcome, body))
  expect([seen.outcome, seen.status]).toEqual([outcome, 200])
  byDefault(duble)
  expect(await seatOf(duble, body['agent'])).toBe(after)
})

it('answers null to the break list of an unknown agent, and ends no break by itself [C-O12]', async () => {
  await using duble = await open()
  const seen = await vocom(duble, 'get_break_list', { agent: 'NINGUEM' })
  expect(seen.text).toBe(
    '{"response":{"agent":"NINGUEM","command":"break","result":null,"status":"ok","status_type":""}}',
  )
  await vocom(duble, 'state_set_break', { agent: 'LIVRE', break_id: 'lanche' })
  duble.clock.advance(24 * 3_600_000)
  expect(await outcomes(duble, ['logout', { agent: 'LIVRE', branch: '2000' }])).toEqual(['no_status'])
})

it('answers a placed call after ten seconds, done or refused [C-O13]', async () => {
  await using duble = await openOn(OBSERVED)
  const place = (agent: string, branch: string) =>
    undelayed(duble, 'call_services', { agent, branch, to: '1' })
  const seen = [await place('LIVRE', '9999'), await place('LIVRE', '3000'), await place('LIVRE', '2000')]
  expect(seen.map(({ outcome, delay }) => [outcome, delay])).toEqual([
    ['execute_failed', 10_000],
    ['execute_failed', 10_000],
    ['ok', 10_000],
  ])
})

const to = '1199999999'

// biome-ignore format: a table
const CALLS: readonly (readonly [string, Fields, string])[] = [
  ['call_services', { agent: 'LIVRE', branch: '2000', to: '11 9999-9999' }, 'ok'],
  ['call_services', { agent: 'FALANDO', branch: '3000', to },               'ok'],
  ['call_services', { agent: 'PAUSADO', branch: '2001', to },               'ok'],
  ['call_services', { agent: 'FORA', branch: '2000', to },                  'ok'],
  ['call_services', { agent: 'LIVRE', branch: '3000', to },                 'execute_failed'],
  ['call_services', { agent: 'LIVRE', branch: '9999', to },                 'execute_failed'],
]

it.each(CALLS)(
  'answers %s of %j with %s, for only the branch matters [C-O13]',
  async (operation, body, outcome) => {
    await using duble = await open()
    const seen = await vocom(duble, operation, body)
    const call_id = outcome === 'ok' ? 'first-call' : ''
    expect([seen.outcome, seen.body.response.call_id]).toEqual([outcome, call_id])
    expect(await callIs(duble, body['agent'], 'first-call')).toBe(outcome === 'ok' ? 'answered' : 'gone')
  },
)

const CALL = { agent: 'LIVRE', call_id: 'answered', to: '2001' }
const MIDWAY = ['call_transfer', 'call_hold', 'call_hold_retrieve'] as const

it.each(MIDWAY)(
  'carries out %s for any agent and any call, and refuses an unknown company or an empty call_id alone [C-O14]',
  async (operation) => {
    await using duble = await open()
    expect(
      await outcomes(
        duble,
        [operation, { ...CALL, call_id: 'no-such-call' }],
        [operation, { ...CALL, agent: 'NINGUEM' }],
        [operation, { agent: 'CHAMANDO', call_id: 'ringing', to: '3000' }],
        [operation, { agent: 'SEGURANDO', call_id: 'held', to: '9999' }],
        [operation, { ...CALL, company_id: 'nenhuma' }],
        [operation, { ...CALL, call_id: '' }],
      ),
    ).toEqual(['ok', 'ok', 'ok', 'ok', 'execute_failed', 'execute_failed'])
  },
)

it.each([
  ['an unknown call', { call_id: 'no-such-call' }],
  ['another agent’s call', {}],
  ['an unknown agent', { agent: 'NINGUEM' }],
  ['an unknown company', { company_id: 'nenhuma' }],
  ['an empty call_id', { call_id: '' }],
])('ends %s with ok, always [C-O14]', async (_what, body) => {
  await using duble = await open()
  const { agent, call_id, ...more }: Fields = { agent: 'LIVRE', call_id: 'answered', ...body }
  const seen = await vocom(duble, 'call_terminate', { agent, call_id, ...more })
  expect(seen.text).toBe(okText('call_terminate', { agent }))
  expect(await callIs(duble, 'FALANDO', 'answered')).toBe(call_id === 'answered' ? 'gone' : 'answered')
})

it('numbers both groups of the agent list as one, with other keys for who is logged out [C-O15]', async () => {
  await using duble = await open()
  const { body } = await vocom(duble, 'get_agent_list', { queue: 'FILA_VENDAS' })
  expect(body.response.result.logged_out_agents).toEqual({
    2: { name: 'FORA', status: 'Logged Out', no_answer_count: '0', calls_answered: '0', ready_time: '0' },
  })
  expect(Object.keys(body.response.result.logged_in_agents)).toEqual(['0', '1', '3', '4', '5'])
})

it('answers an unknown queue with two empty texts [C-S36]', async () => {
  await using duble = await open()
  const { body } = await vocom(duble, 'get_agent_list', { queue: 'NENHUMA' })
  expect(body.response.result).toEqual({ logged_out_agents: '', logged_in_agents: '' })
})
