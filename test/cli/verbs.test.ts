import { describe, expect, it } from 'vitest'
import { startDuble } from '../../src/index.ts'
import { NOW } from '../support.ts'
import { duble } from './run.ts'
import { on, open, refused, said } from './running.ts'

describe('two commands and no curl', () => {
  it('turn a 429 into a 200', async () => {
    await using running = await open()
    const ask = () => on(running, 'call', 'crm-zen/totals', 'data=2018-01-01')
    expect((await ask()).code).toBe(0)
    expect(await ask()).toMatchObject({
      code: 1,
      out: expect.stringContaining('429 crm-zen/totals.too_many_requests · the last counted request was at'),
    })
    expect((await on(running, 'clock', '+5m')).code).toBe(0)
    expect(await ask()).toMatchObject({ code: 0, out: expect.stringContaining('200 crm-zen/totals.ok\n{') })
  })
})

describe('duble clock', () => {
  it('shows, moves, stops and frees the clock', async () => {
    await using running = await open()
    const frozen = said('2026-03-02 09:00:00 America/Sao_Paulo (2026-03-02T12:00:00.000Z), frozen')
    expect(await on(running, 'clock')).toEqual(frozen)
    expect(await on(running, 'clock', '+4m59s')).toEqual(
      said('2026-03-02 09:04:59 America/Sao_Paulo (2026-03-02T12:04:59.000Z), frozen'),
    )
    expect(await on(running, 'clock', NOW)).toEqual(frozen)
    expect((await on(running, 'clock', 'real')).out).toMatch(/, the machine's time\n$/)
    expect((await on(running, 'clock', '+1h30m')).out).toMatch(/, 1h30m ahead of the machine's time\n$/)
    expect((await on(running, 'clock', 'freeze')).out).toMatch(/, frozen\n$/)
    expect(running.clock.show().mode).toBe('frozen')
  })

  it('says the same as JSON', async () => {
    await using running = await open()
    expect(JSON.parse((await on(running, 'clock', '--json')).out)).toEqual({
      mode: 'frozen',
      now: '2026-03-02T12:00:00.000Z',
      offset_ms: 0,
    })
  })

  it('says what it takes', async () => {
    await using running = await open()
    expect(await on(running, 'clock', '5m')).toEqual(
      refused('the clock takes +5m, an instant such as 2026-03-02T09:00:00-03:00, freeze or real, got "5m"'),
    )
    expect(await on(running, 'clock', '+5')).toEqual(
      refused('"5" is not a duration: write numbers with falling units, such as 300ms, 5m, 4m59s or 1h30m'),
    )
  })
})

describe('duble state', () => {
  it('lists the states of all vendors or of one, and puts a vendor into one', async () => {
    await using running = await open()
    expect((await on(running, 'state')).out).toMatch(/^crm-zen +no leads on 2018-01-01$/m)
    expect((await on(running, 'state', 'vocom')).out).toMatch(/^vocom {2}DEV is on a break\n/)
    expect(await on(running, 'state', 'crm-zen', 'no leads on 2018-01-01')).toEqual(
      said('crm-zen: no leads on 2018-01-01'),
    )
    expect((await on(running, 'call', 'crm-zen/totals', 'data=2018-01-01')).out).toContain('totals.ok.empty')
  })

  it('names what is nearest', async () => {
    await using running = await open()
    const vendors = 'there are crm-zen, datacake, smartspace, vocalcontact, vocom'
    expect(await on(running, 'state', 'vocon')).toEqual(
      refused(`there is no vendor "vocon" (did you mean vocom?): ${vendors}`),
    )
    expect(await on(running, 'state', 'vocom', 'DEV is on break')).toEqual(
      refused('vocom\'s fixture "default" has no state "DEV is on break" (did you mean DEV is on a break?)'),
    )
  })
})

describe('duble fault', () => {
  it('sets one, lists it with what is left of it, and clears it', async () => {
    await using running = await open()
    const login = ['call', 'vocom/login', 'agent=DEV', 'branch=2000']
    expect(await on(running, 'fault')).toEqual(said('no faults'))
    expect(await on(running, 'fault', 'vocom/login', 'execute_failed', '--times', '2')).toEqual(
      said('f1  vocom/login  execute_failed  2 times'),
    )
    expect(await on(running, ...login)).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^200 vocom\/login\.execute_failed · /),
    })
    expect(await on(running, 'fault')).toEqual(said('f1  vocom/login  execute_failed  1 time'))
    expect(await on(running, 'fault', '--clear')).toEqual(said('no faults'))
    expect((await on(running, ...login)).code).toBe(0)
  })

  it('breaks a connection, for one credential, some of the time, later', async () => {
    await using running = await open()
    const flags = ['--after', '1', '--times', '1', '--credential', 'valid', '--probability', '0.999999']
    expect(await on(running, 'fault', 'crm-zen', 'connection_reset=mid_body', ...flags)).toEqual(
      said('f1  crm-zen  connection_reset=mid_body  1 time, after 1, probability 0.999999, credential valid'),
    )
    const ask = () => on(running, 'call', 'crm-zen/totals', '--example')
    expect((await ask()).code).toBe(0)
    expect(await ask()).toMatchObject({ code: 1, out: expect.stringContaining('no whole answer came: ') })
  })

  it('clears one of several by its id', async () => {
    await using running = await open()
    await on(running, 'fault', 'vocom', 'delay=1ms')
    await on(running, 'fault', 'crm-zen', 'status=503')
    expect((await on(running, 'fault', '--clear', 'f1')).out).toBe('f2  crm-zen  status=503  always\n')
  })

  it.each([
    [
      ['vocom/login'],
      'say what befalls vocom/login: an error that it declares, or one such as status=503, delay=2s, connection_reset',
    ],
    [['vocom/login', 'execute_failed', '--times', '0'], '--times takes a whole number from 1, got "0"'],
    [['vocom/login', 'execute_failed', '--after', 'x'], '--after takes a whole number from 0, got "x"'],
    [['vocom', 'delay=2s', '--probability', '2'], '--probability takes a number from 0 to 1, got "2"'],
    [['vocom/logn', 'execute_failed'], 'vocom has no operation "logn" (did you mean login?)'],
  ])('refuses %j with a sentence', async (args, says) => {
    await using running = await open()
    expect(await on(running, 'fault', ...args)).toEqual(refused(says))
  })
})

describe('duble options', () => {
  it('lists them, changes some and goes back', async () => {
    await using running = await open()
    expect((await on(running, 'options', 'crm-zen')).out).toMatch(
      /^crm-zen {2}future_dates +empty +or bad_date$/m,
    )
    expect(await on(running, 'options', 'crm-zen', 'future_dates=bad_date', 'numbers=string')).toEqual(
      said('crm-zen  numbers       string    or number\ncrm-zen  future_dates  bad_date  or empty'),
    )
    expect(await on(running, 'options', 'crm-zen', 'future_dates=')).toEqual(
      said('crm-zen  future_dates  empty  or bad_date'),
    )
  })

  it('says how a change is written', async () => {
    await using running = await open()
    expect(await on(running, 'options', 'crm-zen', 'cap')).toEqual(
      refused('write an option as name=value, such as cap=error, got "cap"'),
    )
  })
})

describe('duble reset', () => {
  it('brings everything back to the start', async () => {
    await using running = await open()
    await on(running, 'clock', '+5m')
    expect(await on(running, 'reset')).toEqual(said('world default is as at the start'))
    expect(running.clock.show().now).toBe(Date.parse(NOW))
  })
})

describe('a verb', () => {
  it.each(['clock', 'state', 'fault', 'options', 'reset', 'tail'])(
    '%s says in one sentence that nobody listens',
    async (verb) => {
      expect(await duble(verb, '--url', 'http://localhost:1')).toEqual(
        refused(
          'no Dublê answers at http://localhost:1: start one with `duble start`, or name it with --url',
        ),
      )
    },
  )

  it('sends the admin token that it is given', async () => {
    await using running = await startDuble({ port: 0, adminToken: 'secret', vendors: ['crm-zen'] })
    expect(await on(running, 'clock')).toEqual(
      refused(
        'send "Authorization: Bearer <admin token>"; it was printed at the start, unless DUBLE_ADMIN_TOKEN gave it',
      ),
    )
    expect((await on(running, 'clock', '--token', 'secret')).code).toBe(0)
  })

  it('names the nearest world', async () => {
    await using running = await open()
    expect(await on(running, 'reset', '--world', 'defalt')).toEqual(
      refused('there is no world "defalt" (did you mean default?)'),
    )
  })
})
