import { expect, it } from 'vitest'
import { vocom } from '../../support.ts'
import {
  byDefault,
  casesOf,
  errorText,
  type Fields,
  FLOOR,
  okText,
  openOn,
  openVocom,
  outcomes,
  type Rule,
  seatOf,
} from './support.ts'

/** Rows, option, command, request; then what each value of the option leaves the agent in, the default first. */
// biome-ignore format: a table
const RULES: readonly Rule[] = [
  ['[C-S02]',         'login.unknown_agent',  'login', { agent: 'NINGUEM', branch: '2000' }, { not_found_failed: 'nowhere', execute_failed: 'nowhere' }],
  ['[C-S04] [C-O08]', 'login.again',          'login', { agent: 'LIVRE', branch: '2000' },   { ok: 'Available 2000', execute_failed: 'Available 2000' }],
  ['[C-S05] [C-O08]', 'login.other_branch',   'login', { agent: 'LIVRE', branch: '2001' },   { execute_failed: 'Available 2000', ok: 'Available 2001' }],
  ['[C-S06] [C-O08]', 'login.on_break',       'login', { agent: 'PAUSADO', branch: '2001' }, { execute_failed: 'On Break 2001', not_found_failed: 'On Break 2001', ok: 'Available 2001' }],
  ['[C-S07] [C-O08]', 'login.unknown_branch', 'login', { agent: 'FORA', branch: '9999' },    { not_found_failed: 'Logged Out', ok: 'Available 9999' }],
  ['[C-S08] [C-O08]', 'login.branch_in_use',  'login', { agent: 'FORA', branch: '2000' },    { ok: 'Available 2000', execute_failed: 'Logged Out' }],
  ['[C-S02] [C-O09]', 'logout.unknown_agent',  'logout', { agent: 'NINGUEM', branch: '2000' }, { not_found_failed: 'nowhere', execute_failed: 'nowhere' }],
  ['[C-S10] [C-O09]', 'logout.on_break',       'logout', { agent: 'PAUSADO', branch: '2001' }, { ok: 'Logged Out', execute_failed: 'On Break 2001', no_status: 'On Break 2001' }],
  ['[C-S11] [C-O09]', 'logout.logged_out',     'logout', { agent: 'FORA', branch: '2000' },    { execute_failed: 'Logged Out', ok: 'Logged Out', no_status: 'Logged Out' }],
  ['[C-S12]',         'logout.in_call',        'logout', { agent: 'FALANDO', branch: '3000' }, { execute_failed: 'Available 3000', ok: 'Logged Out' }],
  ['[C-S37]',         'logout.unknown_branch', 'logout', { agent: 'LIVRE', branch: '9999' },   { not_found_failed: 'Available 2000', ok: 'Logged Out' }],
  ['[C-S14] [C-O10]', 'state_set_break.logged_out',    'state_set_break', { agent: 'FORA', break_id: 'lanche' },      { execute_failed: 'Logged Out', ok: 'On Break' }],
  ['[C-S15] [C-O10]', 'state_set_break.on_break',      'state_set_break', { agent: 'PAUSADO', break_id: 'banheiro' }, { execute_failed: 'On Break 2001', ok: 'On Break 2001' }],
  ['[C-S16] [C-O10]', 'state_set_break.unknown_break', 'state_set_break', { agent: 'LIVRE', break_id: 'nenhuma' },    { not_found_failed: 'Available 2000', execute_failed: 'Available 2000' }],
  ['[C-S16] [C-O10]', 'state_set_break.unknown_break', 'state_set_break', { agent: 'LIVRE', break_id: 'do-suporte' }, { not_found_failed: 'Available 2000', execute_failed: 'Available 2000' }],
  ['[C-S17]',         'state_set_break.in_call',       'state_set_break', { agent: 'FALANDO', break_id: 'lanche' },   { execute_failed: 'Available 3000', ok: 'On Break 3000' }],
  ['[C-S19] [C-O11]', 'state_return_break.not_on_break', 'state_return_break', { agent: 'LIVRE' }, { execute_failed: 'Available 2000', ok: 'Available 2000' }],
  ['[C-S19] [C-O11]', 'state_return_break.not_on_break', 'state_return_break', { agent: 'FORA' },  { execute_failed: 'Logged Out', ok: 'Available' }],
  ['[C-S02]',         'unknown_agent', 'state_return_break', { agent: 'NINGUEM' },                     { not_found_failed: 'nowhere', ok: 'nowhere' }],
]

const CASES = casesOf(RULES)
const text = (operation: string, value: string, body: Fields): string =>
  value === 'ok' ? okText(operation, body) : errorText(operation, value, body)

it.each(CASES)(
  'answers $operation of $body.agent with $value under $option, and leaves $after $ids',
  async (rule) => {
    const { option, operation, body, value, after } = rule
    await using duble = await openOn(FLOOR, { [option]: value })
    const seen = await vocom(duble, operation, body)
    expect(seen.text).toBe(text(operation, value, body))
    expect([seen.outcome, seen.status]).toEqual([value, 200])
    byDefault(duble)
    expect(await seatOf(duble, body['agent'])).toBe(after)
  },
)

it.each(CASES.filter(({ isDefault }) => isDefault))(
  'answers $operation of $body.agent with $value where nothing sets $option $ids',
  async ({ operation, body, value, after }) => {
    await using duble = await openOn(FLOOR)
    expect((await vocom(duble, operation, body)).text).toBe(text(operation, value, body))
    expect(await seatOf(duble, body['agent'])).toBe(after)
  },
)

it.each([
  ['not_found_failed', 'execute_failed'],
  ['ok', 'ok'],
])(
  'answers the login of an agent without a queue with %s under login.no_queue, and a logout after it with %s [C-Q15] [C-O08]',
  async (value, after) => {
    await using duble = await openOn(FLOOR, { 'login.no_queue': value })
    const body = { agent: 'SEM.FILA', branch: '2000' }
    expect((await vocom(duble, 'login', body)).text).toBe(text('login', value, body))
    expect(await outcomes(duble, ['logout', body])).toEqual([after])
  },
)

const BREAKS =
  '{"response":{"agent":"FORA","command":"break","result":[{"break_id":"lanche","break_name":"Lanche","break_timeout":"5","break_digit":"1"},{"break_id":"banheiro","break_name":"Banheiro","break_timeout":"0","break_digit":"4"}],"status":"ok","status_type":""}}'

it.each([
  [{}, BREAKS],
  [{ 'get_break_list.logged_out': 'ok' }, BREAKS],
  [
    { 'get_break_list.logged_out': 'execute_failed' },
    errorText('get_break_list', 'execute_failed', { agent: 'FORA' }),
  ],
])('answers the break list of an agent who is logged out under %j [C-S13]', async (options, expected) => {
  await using duble = await openOn(FLOOR, options)
  expect((await vocom(duble, 'get_break_list', { agent: 'FORA' })).text).toBe(expected)
})

const NOT_FOUND = errorText('get_break_list', 'not_found_failed', { agent: 'NINGUEM' })

it.each([
  [{}, NOT_FOUND],
  [{ 'get_break_list.unknown_agent': 'not_found_failed' }, NOT_FOUND],
  [
    { 'get_break_list.unknown_agent': 'ok' },
    '{"response":{"agent":"NINGUEM","command":"break","result":null,"status":"ok","status_type":""}}',
  ],
])('answers the break list of an unknown agent under %j [C-S02] [C-O12]', async (options, expected) => {
  await using duble = await openVocom(options)
  expect((await vocom(duble, 'get_break_list', { agent: 'NINGUEM' })).text).toBe(expected)
})

it('takes a logout on any branch of the company, not only on the one of the login [C-S37]', async () => {
  await using duble = await openOn(FLOOR)
  expect(await outcomes(duble, ['logout', { agent: 'LIVRE', branch: '3000' }])).toEqual(['ok'])
})

it('ends the break of an agent who logs out, and the next login starts without it [C-S10]', async () => {
  await using duble = await openOn(FLOOR)
  expect(
    await outcomes(
      duble,
      ['logout', { agent: 'PAUSADO', branch: '2001' }],
      ['login', { agent: 'PAUSADO', branch: '2001' }],
      ['state_return_break', { agent: 'PAUSADO' }],
      ['state_set_break', { agent: 'PAUSADO', break_id: 'banheiro' }],
    ),
  ).toEqual(['ok', 'ok', 'execute_failed', 'ok'])
})

it('leaves the branch to its first agent under login.branch_in_use: execute_failed, in one company, and frees it with the logout [C-S08]', async () => {
  await using duble = await openOn(FLOOR, { 'login.branch_in_use': 'execute_failed' })
  expect(
    await outcomes(
      duble,
      ['login', { agent: 'LIVRE', branch: '2000' }],
      ['login', { agent: 'FORA', branch: '2000' }],
      ['login', { agent: 'VIZINHO', branch: '2000', company_id: 'outra' }],
      ['logout', { agent: 'LIVRE', branch: '2000' }],
      ['login', { agent: 'FORA', branch: '2000' }],
    ),
  ).toEqual(['ok', 'execute_failed', 'ok', 'ok', 'ok'])
})

it('does not count a branch as in use by an agent who is logged out, whatever branch the fixture names [C-S08]', async () => {
  const last = FLOOR.replace('{ name: SEM.FILA, queues: [] }', '{ name: SEM.FILA, queues: [], branch: 2001 }')
  await using duble = await openOn(last, { 'login.branch_in_use': 'execute_failed' })
  expect(
    await outcomes(
      duble,
      ['login', { agent: 'FORA', branch: '2001' }],
      ['logout', { agent: 'PAUSADO', branch: '2001' }],
      ['login', { agent: 'FORA', branch: '2001' }],
    ),
  ).toEqual(['execute_failed', 'ok', 'ok'])
})

it.each([{}, { unknown_agent: 'ok' }])(
  'finds no break for an agent whom nobody knows under %j, for breaks come with queues [C-S02] [C-O10]',
  async (options) => {
    await using duble = await openOn(FLOOR, options)
    const body = { agent: 'NINGUEM', break_id: 'lanche' }
    const seen = await vocom(duble, 'state_set_break', body)
    expect(seen.text).toBe(errorText('state_set_break', 'not_found_failed', body))
    expect(await seatOf(duble, 'NINGUEM')).toBe('nowhere')
  },
)
