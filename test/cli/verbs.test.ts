import { describe, expect, it } from 'vitest'
import { type Duble, startDuble } from '../../src/index.ts'
import { NOW } from '../support.ts'
import { duble, dubleIn, type Finished, Running } from './run.ts'

const open = (): Promise<Duble> => startDuble({ port: 0, clock: NOW })

/** A verb on a running Dublê, which it finds by a variable, as under `duble run`. */
const on = ({ url }: Duble, ...args: string[]): Promise<Finished> =>
  dubleIn({ env: { DUBLE_URL: url, DUBLE_ADMIN_URL: '', DUBLE_WORLD: '' } }, ...args)

const said = (out: string): Finished => ({ code: 0, out: `${out}\n`, err: '' })
const refused = (err: string): Finished => ({ code: 1, out: '', err: `duble: ${err}\n` })

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

describe('duble tail', () => {
  const zen = ({ url }: Duble, day: string) =>
    fetch(`${url}/crm-zen/api/totais_lead?data=${day}`, { headers: { token: 'zen-token' } })

  it('shows the latest requests in one line each, with outcome and ledger rows', async () => {
    await using running = await open()
    for (const day of ['2018-01-01', '2018-01-02', '2018-01-03']) await zen(running, day)
    const { out } = await on(running, 'tail', '-n', '2', '--no-follow')
    expect(out.replace(/\d+\.\d ms/g, '1.0 ms').replace(/\[[^\]]+\]/g, '[rows]')).toMatch(
      /^09:00:00 429 GET \/crm-zen\/api\/totais_lead\?data=2018-01-02 crm-zen\/totals\.too_many_requests \[rows\] 1\.0 ms · [^\n]+\n09:00:00 429 [^\n]+\n$/,
    )
  })

  it('goes on with what comes, also after a reset, and tells nothing twice', async () => {
    await using running = await open()
    await zen(running, '2018-01-01')
    await using tail = new Running(['tail', '--json', '--url', running.url])
    await tail.until(/2018-01-01/)
    await zen(running, '2018-01-02')
    await tail.until(/2018-01-02/)
    await running.reset()
    await zen(running, '2018-01-03')
    await tail.until(/2018-01-03/)
    const days = tail.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).path.slice(-2))
    expect(days).toEqual(['01', '02', '03'])
  })

  it('shows one vendor alone', async () => {
    await using running = await open()
    await zen(running, '2018-01-01')
    expect(await on(running, 'tail', '--vendor', 'vocom', '--no-follow')).toEqual({
      code: 0,
      out: '',
      err: '',
    })
  })

  it('says that Dublê has ended', async () => {
    const running = await open()
    await zen(running, '2018-01-01')
    await using tail = new Running(['tail', '--url', running.url])
    await tail.until(/2018-01-01/)
    await running.close()
    const { code, err } = await tail.done
    expect([code, err]).toEqual([
      1,
      `duble: no Dublê answers at ${running.url}: start one with \`duble start\`, or name it with --url\n`,
    ])
  })
})

describe('duble call', () => {
  it('writes the request as documented, with the fixture’s company', async () => {
    await using running = await open()
    const { code, out } = await on(running, 'call', 'vocom/login', 'agent=DEV', 'branch=2000')
    expect(out).toMatch(/^200 vocom\/login\.ok\n\{\n {2}"response": \{\n {4}"agent": "DEV",/)
    expect(code).toBe(0)
    const [entry] = running.journal().entries
    expect(JSON.parse(entry?.requestBody ?? '')).toEqual({
      company_id: '894343d2-3f02-4c02-909b-a0bfa57c0a93',
      agent: 'DEV',
      branch: '2000',
    })
  })

  it('fills what is missing from the examples where that is asked for', async () => {
    await using running = await open()
    for (const { name } of running.vendors) {
      const { operations } = (await (await fetch(`${running.url}/__admin/vendors`)).json()).vendors.find(
        (vendor: { name: string }) => vendor.name === name,
      )
      const first = `${name}/${operations[0].name}`
      expect(await on(running, 'call', first, '--example'), first).toMatchObject({ code: 0, err: '' })
    }
  })

  it('calls as another credential, or as nobody', async () => {
    await using running = await open()
    const as = async (name: string) =>
      (await on(running, 'call', 'crm-zen/totals', '--example', '--as', name)).out.split('\n')[0]
    expect(await as('disabled')).toMatch(/^401 crm-zen\/totals\.disabled_token/)
    expect(await as('nobody')).toMatch(/^401 crm-zen\/totals\.no_token/)
  })

  it('asks another world, by its name or its URL', async () => {
    await using running = await open()
    const blue = await running.newWorld({ id: 'blue', vendors: ['crm-zen'] })
    expect((await on(running, 'call', 'crm-zen/totals', '--example', '--world', 'blue')).code).toBe(0)
    expect((await duble('call', 'crm-zen/totals', '--example', '--url', blue.url)).code).toBe(1)
    expect([blue.journal().total, running.journal().total]).toEqual([2, 0])
  })

  it('says the same as JSON', async () => {
    await using running = await open()
    const { out } = await on(running, 'call', 'crm-zen/totals', '--as', 'nobody', '--example', '--json')
    expect(JSON.parse(out)).toEqual({
      outcome: 'no_token',
      status: 401,
      body: { error: expect.any(String) },
      why: expect.any(String),
    })
  })

  it.each([
    [['vocom'], /^say which operation of vocom, as in vocom\/\w+: it has .*login/],
    [['vocom/logn'], /^vocom has no operation "logn" \(did you mean login\?\): it has /],
    [['voom/login'], /^there is no vendor "voom" \(did you mean vocom\?\): there are /],
    [
      ['vocom/login', 'agent=DEV'],
      /^vocom\/login needs branch: write branch=2000, or let --example fill what is missing$/,
    ],
    [
      ['vocom/login', 'agnt=DEV'],
      /^vocom\/login has no parameter "agnt" \(did you mean agent\?\): it has agent, branch, company_id$/,
    ],
    [['vocom/login', 'DEV'], /^write a parameter as name=value, got "DEV"$/],
    [
      ['crm-zen/totals', '--example', '--as', 'disabld'],
      /^crm-zen has no credential "disabld" \(did you mean disabled\?\): it has valid, /,
    ],
  ])('refuses %j with a sentence', async (args, says) => {
    await using running = await open()
    const { code, out, err } = await on(running, 'call', ...args)
    expect([code, out]).toEqual([1, ''])
    expect(err.replace(/^duble: (.*)\n$/, '$1')).toMatch(says)
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
      refused('send "Authorization: Bearer <admin token>"; it was printed at the start'),
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
