import { describe, expect, it } from 'vitest'
import type { Duble } from '../../../src/index.ts'
import { inProcess, type Seen, send, zen } from '../../support.ts'
import { TOTALS, VALID, zenOptions } from './support.ts'

/** One request with several faults at once. */
interface Wrong {
  readonly method?: string
  readonly token?: string
  readonly day?: string
  /** Whether the wait of the good token still runs. */
  readonly waiting?: boolean
  /** Whether a fault stands ready. */
  readonly broken?: boolean
}

async function meet(check_order: string, wrong: Wrong): Promise<Seen> {
  await using duble: Duble = await inProcess({}, zenOptions({ check_order }))
  if (wrong.waiting) expect((await zen(duble)).status).toBe(200)
  if (wrong.broken) duble.world.fake('crm-zen').addFault('totals', 'internal')
  const { method = 'GET', token = VALID.token, day = '?data=2018-01-01' } = wrong
  return send(duble, TOTALS + day, { method, headers: token === '' ? {} : { token } })
}

const POST = { method: 'POST' }
const NO_TOKEN = { token: '' }
const WRONG_TOKEN = { token: 'outro' }
const NO_DATE = { day: '' }
const BAD_DATE = { day: '?data=2018-02-30' }
const WAITING = { waiting: true }
const BROKEN = { broken: true }

const SAME = [
  ['method before token', { ...POST, ...NO_TOKEN }, 'wrong_method'],
  ['method before date', { ...POST, ...BAD_DATE }, 'wrong_method'],
  ['method before wait', { ...POST, ...WAITING }, 'wrong_method'],
  ['method before fault', { ...POST, ...BROKEN }, 'wrong_method'],
  ['token before wait', { ...NO_TOKEN, ...WAITING }, 'no_token'],
  ['token before fault', { ...WRONG_TOKEN, ...BROKEN }, 'wrong_token'],
  ['date before fault', { ...BAD_DATE, ...BROKEN }, 'bad_date'],
  ['wait before fault', { ...WAITING, ...BROKEN }, 'too_many_requests'],
  ['fault last', BROKEN, 'internal'],
] as const

describe.each([
  [
    'auth_parameters_cooldown',
    [
      ['token before a missing date', { ...NO_TOKEN, ...NO_DATE }, 'no_token'],
      ['token before a bad date', { ...WRONG_TOKEN, ...BAD_DATE }, 'wrong_token'],
      ['date before wait', { ...BAD_DATE, ...WAITING }, 'bad_date'],
      ['missing date before wait', { ...NO_DATE, ...WAITING }, 'no_date'],
    ],
  ],
  [
    'auth_cooldown_parameters',
    [
      ['token before a missing date', { ...NO_TOKEN, ...NO_DATE }, 'no_token'],
      ['token before a bad date', { ...WRONG_TOKEN, ...BAD_DATE }, 'wrong_token'],
      ['wait before a bad date', { ...BAD_DATE, ...WAITING }, 'too_many_requests'],
      ['wait before a missing date', { ...NO_DATE, ...WAITING }, 'too_many_requests'],
      ['a bad date without a wait', BAD_DATE, 'bad_date'],
    ],
  ],
  [
    'parameters_auth_cooldown',
    [
      ['a missing date before the token', { ...NO_TOKEN, ...NO_DATE }, 'no_date'],
      ['a bad date before the token', { ...WRONG_TOKEN, ...BAD_DATE }, 'bad_date'],
      ['date before wait', { ...BAD_DATE, ...WAITING }, 'bad_date'],
      ['a wrong token with a good date', WRONG_TOKEN, 'wrong_token'],
    ],
  ],
] as const)('CRM Zen’s checks under check_order %s', (order, own) => {
  it.each([...SAME, ...own])('put %s [Z-A02]', async (_what, wrong, outcome) => {
    expect((await meet(order, wrong)).outcome).toBe(outcome)
  })
})

it('checks token, date, wait in this order unless told otherwise [Z-A02]', async () => {
  await using duble = await inProcess()
  expect((await zen(duble)).status).toBe(200)
  expect((await zen(duble, '?data=2018-02-30', {})).status).toBe(401)
  expect((await zen(duble, '?data=2018-02-30')).status).toBe(400)
  expect((await zen(duble)).status).toBe(429)
})
