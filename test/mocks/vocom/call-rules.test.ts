import { expect, it } from 'vitest'
import { vocom } from '../../support.ts'
import {
  callIs,
  casesOf,
  errorText,
  type Fields,
  FLOOR,
  okText,
  openOn,
  outcomes,
  type Rule,
} from './support.ts'

const answered = { agent: 'FALANDO', call_id: 'answered' }
const held = { agent: 'SEGURANDO', call_id: 'held' }
const ringing = { agent: 'CHAMANDO', call_id: 'ringing' }
const unknown = { agent: 'FALANDO', call_id: 'no-such-call' }
const to = '1199999999'

/** Rows, option, command, request; then what each value of the option leaves of the call, the default first. */
// biome-ignore format: a table
const RULES: readonly Rule[] = [
  ['[C-S21] [C-O13]', 'call_services.logged_out',     'call_services', { agent: 'FORA', branch: '2000', to },    { execute_failed: 'gone', ok: 'answered' }],
  ['[C-S22]',         'call_services.on_break',       'call_services', { agent: 'PAUSADO', branch: '2001', to }, { ok: 'answered', execute_failed: 'gone' }],
  ['[C-S23]',         'call_services.in_call',        'call_services', { agent: 'FALANDO', branch: '3000', to }, { execute_failed: 'gone', ok: 'answered' }],
  ['[C-S25] [C-O13]', 'call_services.other_branch',   'call_services', { agent: 'LIVRE', branch: '3000', to },   { ok: 'answered', execute_failed: 'gone' }],
  ['[C-S25] [C-O13]', 'call_services.unknown_branch', 'call_services', { agent: 'LIVRE', branch: '9999', to },   { not_found_failed: 'gone', execute_failed: 'gone', ok: 'answered' }],
  ['[C-S25]',         'call_services.unknown_branch', 'call_services', { agent: 'LIVRE', branch: '5000', to },   { not_found_failed: 'gone', execute_failed: 'gone', ok: 'answered' }],
  ['[C-S02]',         'unknown_agent',                'call_services', { agent: 'NINGUEM', branch: '2000', to }, { not_found_failed: 'gone', ok: 'gone' }],
  ['[C-S30]', 'call_hold.not_answered',     'call_hold', ringing, { execute_failed: 'ringing', ok: 'held' }],
  ['[C-S30]', 'call_hold.not_answered',     'call_hold', held,    { execute_failed: 'held', ok: 'held' }],
  ['[C-S32]', 'call_hold_retrieve.not_held', 'call_hold_retrieve', answered, { execute_failed: 'answered', ok: 'answered' }],
  ['[C-S32]', 'call_hold_retrieve.not_held', 'call_hold_retrieve', ringing,  { execute_failed: 'ringing', ok: 'answered' }],
  ['[C-S34]', 'call_transfer.ringing',        'call_transfer', { ...ringing, to: '2001' },  { execute_failed: 'ringing', ok: 'gone' }],
  ['[C-S35]', 'call_transfer.same_branch',    'call_transfer', { ...answered, to: '3000' }, { not_found_failed: 'answered', ok: 'gone' }],
  ['[C-S35]', 'call_transfer.unknown_branch', 'call_transfer', { ...answered, to: '9999' }, { not_found_failed: 'answered', ok: 'gone' }],
  ['[C-S35]', 'call_transfer.unknown_branch', 'call_transfer', { ...answered, to: '5000' }, { not_found_failed: 'answered', ok: 'gone' }],
  ['[C-S35]', 'call_transfer.unknown_branch', 'call_transfer', { ...held, to: '7' },        { not_found_failed: 'held', ok: 'gone' }],
  ['[C-S27] [C-O14]', 'unknown_call', 'call_terminate',     unknown,                   { not_found_failed: 'gone', ok: 'gone', execute_failed: 'gone' }],
  ['[C-S27] [C-O14]', 'unknown_call', 'call_transfer',      { ...unknown, to: '2001' }, { not_found_failed: 'gone', ok: 'gone', execute_failed: 'gone' }],
  ['[C-S27] [C-O14]', 'unknown_call', 'call_hold',          unknown,                   { not_found_failed: 'gone', ok: 'gone', execute_failed: 'gone' }],
  ['[C-S27] [C-O14]', 'unknown_call', 'call_hold_retrieve', unknown,                   { not_found_failed: 'gone', ok: 'gone', execute_failed: 'gone' }],
  ['[C-S28] [C-O14]', 'foreign_call', 'call_terminate',     { agent: 'LIVRE', call_id: 'ringing' },              { not_found_failed: 'ringing', ok: 'gone' }],
  ['[C-S28] [C-O14]', 'foreign_call', 'call_transfer',      { agent: 'LIVRE', call_id: 'answered', to: '2001' }, { not_found_failed: 'answered', ok: 'gone' }],
  ['[C-S28] [C-O14]', 'foreign_call', 'call_hold',          { agent: 'LIVRE', call_id: 'answered' },             { not_found_failed: 'answered', ok: 'held' }],
  ['[C-S28] [C-O14]', 'foreign_call', 'call_hold_retrieve', { agent: 'LIVRE', call_id: 'held' },                 { not_found_failed: 'held', ok: 'answered' }],
]

/** Whose call it is in the fixture. */
const OWNERS: Readonly<Record<string, string>> = {
  answered: 'FALANDO',
  held: 'SEGURANDO',
  ringing: 'CHAMANDO',
}

const CASES = casesOf(RULES)

const text = (operation: string, value: string, body: Fields): string =>
  value === 'ok'
    ? okText(operation, body, operation === 'call_services' ? 'first-call' : undefined)
    : errorText(operation, value, body)

const stateOf = (duble: Parameters<typeof vocom>[0], { agent, call_id = 'first-call' }: Fields) =>
  callIs(duble, OWNERS[String(call_id)] ?? agent, call_id)

it.each(CASES)(
  'answers $operation of $body with $value under $option, and the call is $after $ids',
  async (rule) => {
    const { option, operation, body, value, after } = rule
    await using duble = await openOn(FLOOR, { [option]: value })
    const seen = await vocom(duble, operation, body)
    expect(seen.text).toBe(text(operation, value, body))
    expect([seen.outcome, seen.status]).toEqual([value, 200])
    expect(await stateOf(duble, body)).toBe(after)
  },
)

it.each(CASES.filter(({ isDefault }) => isDefault))(
  'answers $operation of $body with $value where nothing sets $option $ids',
  async ({ operation, body, value, after }) => {
    await using duble = await openOn(FLOOR)
    expect((await vocom(duble, operation, body)).text).toBe(text(operation, value, body))
    expect(await stateOf(duble, body)).toBe(after)
  },
)

const COMMANDS: readonly (readonly [string, Fields])[] = [
  ['call_terminate', answered],
  ['call_transfer', { ...answered, to: '2001' }],
  ['call_hold', answered],
  ['call_hold_retrieve', held],
]

it.each(COMMANDS)(
  'does not find an unknown agent in %s, whatever foreign_call says [C-S02]',
  async (operation, body) => {
    const nobody = { ...body, agent: 'NINGUEM' }
    const seen: unknown[] = []
    for (const options of [{}, { foreign_call: 'ok' }, { foreign_call: 'ok', unknown_agent: 'ok' }]) {
      await using duble = await openOn(FLOOR, options)
      seen.push((await vocom(duble, operation, nobody)).text)
    }
    const refused = errorText(operation, 'not_found_failed', nobody)
    expect(seen).toEqual([refused, refused, okText(operation, nobody)])
  },
)

it.each(COMMANDS)(
  'does not find the call of another company’s agent of the same name in %s [C-S28]',
  async (operation, body) => {
    await using duble = await openOn(FLOOR)
    const foreign = { ...body, agent: 'LIVRE', call_id: 'foreign' }
    const seen = await vocom(duble, operation, foreign)
    expect(seen.text).toBe(errorText(operation, 'not_found_failed', foreign))
    expect(await outcomes(duble, ['call_hold', { ...foreign, company_id: 'outra' }])).toEqual(['ok'])
  },
)

it.each(COMMANDS)('does not find an ended call in %s [C-29] [C-S27]', async (operation, body) => {
  await using duble = await openOn(FLOOR)
  const { agent, call_id } = body
  expect(await outcomes(duble, ['call_terminate', { agent, call_id }], [operation, body])).toEqual([
    'ok',
    'not_found_failed',
  ])
})

it.each(['2000', '2001', '1199999999', '99999'])(
  'transfers an answered call to %s: a branch, or a number too long for one [C-30] [C-45] [C-S33] [C-S35]',
  async (number) => {
    await using duble = await openOn(FLOOR)
    expect(await outcomes(duble, ['call_transfer', { ...answered, to: number }])).toEqual(['ok'])
    expect(await stateOf(duble, answered)).toBe('gone')
  },
)

it('knows the branch that a call was placed from, which need not be the agent’s [C-S25] [C-S35]', async () => {
  await using duble = await openOn(FLOOR)
  const call = { agent: 'LIVRE', call_id: 'first-call' }
  expect(
    await outcomes(
      duble,
      ['call_services', { agent: 'LIVRE', branch: '3000', to }],
      ['call_transfer', { ...call, to: '3000' }],
      ['call_transfer', { ...call, to: '2000' }],
    ),
  ).toEqual(['ok', 'not_found_failed', 'ok'])
})

it('keeps the agent on the break from which a call is placed [C-S22]', async () => {
  await using duble = await openOn(FLOOR)
  expect(
    await outcomes(
      duble,
      ['call_services', { agent: 'PAUSADO', branch: '2001', to }],
      ['state_return_break', { agent: 'PAUSADO' }],
    ),
  ).toEqual(['ok', 'ok'])
})

it.each(
  ['call_transfer', 'call_hold', 'call_hold_retrieve'].flatMap(
    (operation) =>
      [
        [operation, {}, 'not_found_failed'],
        [operation, { 'call.empty_id': 'not_found_failed' }, 'not_found_failed'],
        [operation, { 'call.empty_id': 'execute_failed' }, 'execute_failed'],
        [operation, { 'call.empty_id': 'ok' }, 'not_found_failed'],
        [operation, { 'call.empty_id': 'ok', unknown_call: 'ok' }, 'ok'],
      ] as const,
  ),
)(
  'answers %s of an empty call_id, where it may be empty, under %j with %s [C-O14]',
  async (operation, options, outcome) => {
    await using duble = await openOn(FLOOR, { empty_strings: 'accepted', ...options })
    const body = { agent: 'FALANDO', call_id: '', to: '2001' }
    expect(await outcomes(duble, [operation, body])).toEqual([outcome])
  },
)
