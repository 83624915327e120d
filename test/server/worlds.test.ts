import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeBoth, inProcess, NOW, send, vocom, zen } from '../support.ts'
import { admin } from './support.ts'

const AT = '2026-03-02T12:00:00.000Z'
const ZEN = '/crm-zen/api/totais_lead?data=2018-01-01'
const TOKEN = { headers: { token: 'zen-token' } }

describeBoth('a world of its own', (open) => {
  it('is opened with nothing said, and is as Dublê was started', async () => {
    await using duble = await open({ vendors: ['crm-zen'], seed: 7 })
    const opened = await admin(duble, 'POST /worlds', {})
    const url = `${duble.url}/w/w1`
    const { credentials } = duble.vendor('crm-zen')
    expect([opened.status, opened.body]).toEqual([
      201,
      {
        id: 'w1',
        url,
        admin: `${duble.url}/__admin/worlds/w1`,
        vendors: { 'crm-zen': { url: `${url}/crm-zen`, credentials } },
      },
    ])
    expect((await admin(duble, 'POST /worlds')).body.id).toBe('w2') // with no body at all
    expect((await admin(duble, 'GET /worlds')).body).toEqual({ worlds: ['default', 'w1', 'w2'] })
    expect((await admin(duble, 'GET /worlds/w1')).body).toEqual(opened.body)
    expect((await admin(duble, 'GET /worlds/w1/clock')).body).toEqual({
      mode: 'frozen',
      now: AT,
      offset_ms: 0,
    })
    expect((await admin(duble, 'GET /worlds/default')).body).toMatchObject({ id: 'default', url: duble.url })
  })

  it('is reached by path and by header, and shares no wait, clock, or journal with another', async () => {
    await using duble = await open()
    const world = await duble.newWorld({ id: 'one' })
    expect([world.id, world.url, world.admin]).toEqual([
      'one',
      `${duble.url}/w/one`,
      `${duble.url}/__admin/worlds/one`,
    ])
    expect((await zen(duble)).status).toBe(200)
    expect((await zen(duble)).status).toBe(429)
    expect((await send(duble, `/w/one${ZEN}`, TOKEN)).status).toBe(200)
    const again = { headers: { ...TOKEN.headers, 'X-Duble-World': 'one' } }
    expect((await send(duble, ZEN, again)).status).toBe(429)
    world.clock.advance('5m')
    const later = await send(duble, ZEN, again)
    expect([later.status, later.headers.get('date')]).toEqual([200, 'Mon, 02 Mar 2026 12:05:00 GMT'])
    expect((await zen(duble)).status).toBe(429)
    expect(world.journal().entries.map(({ path, at }) => `${at} ${path}`)).toEqual([
      `${AT} /w/one${ZEN}`,
      `${AT} ${ZEN}`,
      `2026-03-02T12:05:00.000Z ${ZEN}`,
    ])
    expect(duble.journal().total).toBe(3)
  })

  it('opens with its own vendors, fixtures, states, options, faults, clock and seed', async () => {
    await using duble = await open({ clock: undefined } as never)
    const told = await admin(duble, 'POST /worlds', {
      id: 'mine.1',
      vendors: ['crm-zen', 'vocom'],
      states: [{ vendor: 'crm-zen', name: 'no leads on 2018-01-01' }],
      options: { vocom: { error_http_status: 'per_type' } },
      faults: [{ vendor: 'vocom', operation: 'login', fault: 'execute_failed', times: 1 }],
      clock: NOW,
      seed: 5,
    })
    expect([told.status, Object.keys(told.body.vendors)]).toEqual([201, ['crm-zen', 'vocom']])
    expect((await send(duble, `/w/mine.1${ZEN}`, TOKEN)).body.usuarios).toEqual([])
    const login = () =>
      send(duble, '/w/mine.1/vocom/interact_cti/agent/login/', {
        method: 'POST',
        headers: { authorization: `Basic ${btoa('api_key:e45c53c6-049f-474d-896a-8e891ec57473')}` },
        body: JSON.stringify({ agent: 'VENDAS.ANA', branch: '2001', company_id: COMPANY }),
      })
    const COMPANY = '894343d2-3f02-4c02-909b-a0bfa57c0a93'
    expect((await login()).body.response.status_type).toBe('execute_failed')
    expect((await login()).body.response.status).toBe('ok')
    const missing = await send(duble, '/w/mine.1/smartspace/x')
    expect(missing.body).toMatchObject({ error: 'unknown_vendor', known: ['crm-zen', 'vocom'] })
    const journal = (await admin(duble, 'GET /worlds/mine.1/journal')).body
    expect(journal.entries.map(({ at }: { at: string }) => at)).toEqual([AT, AT, AT, AT])
    // Reset brings back what it was ordered with.
    await admin(duble, 'POST /worlds/mine.1/clock', { advance: '1h' })
    await admin(duble, 'PATCH /worlds/mine.1/options', { vocom: { error_http_status: '200' } })
    await admin(duble, 'POST /worlds/mine.1/reset')
    expect((await login()).body.response.status_type).toBe('execute_failed')
    expect((await send(duble, `/w/mine.1${ZEN}`, TOKEN)).body.usuarios).toEqual([])
    expect((await admin(duble, 'GET /worlds/mine.1/clock')).body.now).toBe(AT)
    const { options } = (await admin(duble, 'GET /worlds/mine.1/options')).body
    expect(options.vocom.error_http_status.value).toBe('per_type')
  })

  it('takes a fixture as text or as content, and says what is wrong with it as a file’s mistakes are said', async () => {
    await using duble = await open({ vendors: ['crm-zen'] })
    const credentials = [{ name: 'a', token: 'mine' }]
    const text = 'vendor: crm-zen\ncredentials: [{ name: a, token: mine }]\n'
    for (const fixture of [text, { credentials }]) {
      const told = await admin(duble, 'POST /worlds', { fixtures: { 'crm-zen': fixture } })
      expect(told.body.vendors['crm-zen'].credentials).toEqual([
        { name: 'a', token: 'mine', status: 'valid' },
      ])
      const seen = await send(duble, `/w/${told.body.id}${ZEN}`, { headers: { token: 'mine' } })
      expect([seen.status, seen.body.usuarios]).toEqual([200, []])
    }
    const wrong = await admin(duble, 'POST /worlds', { fixtures: { 'crm-zen': `${text}dys: []\n` } })
    expect([wrong.status, wrong.body.error, wrong.body.message]).toEqual([
      400,
      'bad_fixture',
      'fixtures.crm-zen:3:1 the file has no field "dys" (did you mean days?)\n    3 | dys: []\n      | ^',
    ])
    expect((await admin(duble, 'GET /worlds')).body.worlds).toHaveLength(3)
  })

  it('is closed, and is unknown from then on', async () => {
    await using duble = await open({ vendors: ['crm-zen'] })
    const world = await duble.newWorld({ id: 'brief' })
    expect((await admin(duble, 'DELETE /worlds/brief')).body).toEqual({ closed: 'brief' })
    const message = 'there is no world "brief"'
    const seen = await send(duble, `/w/brief${ZEN}`, TOKEN)
    expect([seen.status, seen.body]).toEqual([404, { error: 'unknown_world', message }])
    for (const ask of ['DELETE /worlds/brief', 'GET /worlds/brief', 'GET /worlds/brief/journal']) {
      const told = await admin(duble, ask)
      expect([told.status, told.body.message]).toEqual([404, message])
    }
    await world.close() // who closes twice has what he wants
    expect((await admin(duble, 'DELETE /worlds/default')).body).toEqual({
      error: 'bad_world',
      message: 'the world "default" is always there: reset it instead',
      world: 'default',
    })
  })

  it('ends with its block', async () => {
    await using duble = await open({ vendors: ['crm-zen'] })
    {
      await using world = await duble.newWorld({ id: 'block' })
      expect((await send(duble, `/w/${world.id}${ZEN}`, TOKEN)).status).toBe(200)
    }
    expect((await send(duble, `/w/block${ZEN}`, TOKEN)).status).toBe(404)
  })

  it('may have a name that means something to JavaScript', async () => {
    await using duble = await open({ vendors: ['crm-zen'] })
    for (const id of ['constructor', 'toString', 'valueOf', 'hasOwnProperty']) {
      expect((await send(duble, `/w/${id}${ZEN}`, TOKEN)).status).toBe(404)
      expect((await admin(duble, 'POST /worlds', { id })).status).toBe(201)
      expect((await send(duble, `/w/${id}${ZEN}`, TOKEN)).status).toBe(200)
      expect((await admin(duble, `DELETE /worlds/${id}`)).body).toEqual({ closed: id })
    }
  })
})

describeBoth('an order for a world says what is wrong with it:', (open) => {
  const NAMES = 'write a letter or digit, then letters, digits, dots, dashes or underscores, 64 at most'
  const FIXTURE =
    'takes the name of a fixture (no path, no ending), its YAML text of several lines, or its content as an object'

  it.each([
    [{ id: '' }, 'bad_body', '"id" is missing or not text'],
    [{ id: '__proto__' }, 'bad_world', `"__proto__" cannot name a world: ${NAMES}`],
    [{ id: 'a/b' }, 'bad_world', `"a/b" cannot name a world: ${NAMES}`],
    [{ id: 'x'.repeat(65) }, 'bad_world', `"${'x'.repeat(65)}" cannot name a world: ${NAMES}`],
    [{ idd: 'x' }, 'bad_body', 'the body has no field "idd" (did you mean id?)'],
    [{ vendors: 'vocom' }, 'bad_body', '"vendors" takes a list'],
    [{ vendors: [7] }, 'bad_body', '"vendors" takes a list of names'],
    [{ fixtures: [] }, 'bad_body', '"fixtures" takes an object'],
    [{ fixtures: { vocom: 7 } }, 'bad_body', '"fixtures.vocom" takes an object'],
    [{ fixtures: { vocom: '../crm-zen/default' } }, 'bad_body', `"fixtures.vocom" ${FIXTURE}`],
    [{ fixtures: { vocom: 'package.yaml' } }, 'bad_body', `"fixtures.vocom" ${FIXTURE}`],
    [{ fixtures: { vocom: '/etc/passwd' } }, 'bad_body', `"fixtures.vocom" ${FIXTURE}`],
    [
      { fixtures: { vocom: 'defalt' } },
      'bad_fixture',
      expect.stringMatching(/^vocom has no fixture "defalt" \(did you mean default\?\): /),
    ],
    [{ states: [{ vendor: 'vocom' }] }, 'bad_body', '"states.0.name" is missing or not text'],
    [{ states: [{ vndor: 'vocom' }] }, 'bad_body', '"states.0" has no field "vndor" (did you mean vendor?)'],
    [{ states: ['x'] }, 'bad_body', '"states.0" takes an object'],
    [
      { options: { vocom: { cap: null } } },
      'bad_body',
      '"options.vocom.cap" takes text, a number, true or false',
    ],
    [
      { options: { vocom: { cap: 'eror' } } },
      'bad_option',
      "vocom's option cap must be one of silent, error, got eror (did you mean error?)",
    ],
    [{ faults: [null] }, 'bad_fault', 'a fault is ordered by a map with vendor, operation, fault, times…'],
    [{ seed: -1 }, 'bad_body', '"seed" takes a whole number from 0'],
    [
      { clock: 'noon' },
      'bad_instant',
      '"noon" is not a time: write one like 2026-03-02T09:00:00-03:00 or 2026-03-02 09:00:00',
    ],
    [
      { idle: '10' },
      'bad_duration',
      '"10" is not a duration: write numbers with falling units, such as 300ms, 5m, 4m59s or 1h30m',
    ],
  ])('400 %j', async (order, error, message) => {
    await using duble = await open()
    const told = await admin(duble, 'POST /worlds', order)
    expect([told.status, told.body.error, told.body.message]).toEqual([400, error, message])
    expect((await admin(duble, 'GET /worlds')).body.worlds).toEqual(['default'])
  })

  it.each([
    [
      { vendors: ['vocm'] },
      'unknown_vendor',
      'there is no vendor "vocm" (did you mean vocom?): there are crm-zen, vocom',
    ],
    [
      { fixtures: { vocm: 'default' } },
      'unknown_vendor',
      'a fixture is named for "vocm", which is not started (did you mean vocom?): there are crm-zen, vocom',
    ],
    [
      { options: { vocm: {} } },
      'unknown_vendor',
      'there is no vendor "vocm" (did you mean vocom?): there are crm-zen, vocom',
    ],
    [
      { options: { vocom: { cpa: 'error' } } },
      'unknown_option',
      'vocom has no option "cpa" (did you mean cap?)',
    ],
    [
      { states: [{ vendor: 'vocom', name: 'DEV is on a brek' }] },
      'unknown_state',
      'vocom\'s fixture "default" has no state "DEV is on a brek" (did you mean DEV is on a break?)',
    ],
    [
      '{"options":{"__proto__":{"cap":"error"}}}',
      'unknown_vendor',
      'there is no vendor "__proto__": there are crm-zen, vocom',
    ],
    ['{"options":{"vocom":{"__proto__":"error"}}}', 'unknown_option', 'vocom has no option "__proto__"'],
  ])('404 %j', async (order, error, message) => {
    await using duble = await open({ vendors: ['crm-zen', 'vocom'] })
    const told = await admin(duble, 'POST /worlds', order)
    expect([told.status, told.body.error, told.body.message]).toEqual([404, error, message])
    expect((await admin(duble, 'GET /worlds')).body.worlds).toEqual(['default'])
  })

  it('409 an id that is taken, also by a world that is just being made', async () => {
    await using duble = await open({ vendors: ['crm-zen'] })
    const [first, second] = await Promise.all([1, 2].map(() => admin(duble, 'POST /worlds', { id: 'x' })))
    expect([first?.status, second?.status].sort()).toEqual([201, 409])
    const third = await admin(duble, 'POST /worlds', { id: 'default' })
    expect([third.status, third.body.error, third.body.message]).toEqual([
      409,
      'world_exists',
      'there is a world "default" already: choose another id, or leave it out to be given a free one',
    ])
  })

  it('503 one too many', async () => {
    await using duble = await open({ vendors: ['crm-zen'], mostWorlds: 3 })
    await Promise.all([duble.newWorld(), duble.newWorld({ id: 'two' })])
    const told = await admin(duble, 'POST /worlds', {})
    expect([told.status, told.body.error, told.body.message]).toEqual([
      503,
      'too_many_worlds',
      'there are 3 worlds, and no more may be opened: close one with DELETE /__admin/worlds/{id}, or wait: an idle one is closed after 1h',
    ])
    await admin(duble, 'DELETE /worlds/two')
    expect((await admin(duble, 'POST /worlds', {})).status).toBe(201)
  })
})

describe('what a world inherits', () => {
  it('are the fixtures, options, states, faults, clock and seed that Dublê was started with, but for what its order says', async () => {
    await using duble = await inProcess({
      vendors: ['crm-zen', 'vocom'],
      seed: 3,
      options: { vocom: { cap: 'error' } },
      states: [{ vendor: 'crm-zen', name: 'no leads on 2018-01-01' }],
      faults: [{ vendor: 'vocom', operation: 'login', fault: 'execute_failed' }],
    })
    const world = await duble.newWorld()
    expect([world.world.seed, world.clock.now()]).toEqual([3, Date.parse(NOW)])
    expect(world.world.fake('vocom').options['cap']).toBe('error')
    expect(world.world.fake('vocom').faults.list()).toHaveLength(1)
    expect((await send(duble, `/w/${world.id}${ZEN}`, TOKEN)).body.usuarios).toEqual([])
    const other = await duble.newWorld({ vendors: ['vocom'], options: {}, faults: [], seed: 4 })
    expect(other.vendors.map(({ name }) => name)).toEqual(['vocom'])
    expect(other.world.seed).toBe(4)
    expect(other.world.fake('vocom').options['cap']).toBe('silent')
    expect(other.world.fake('vocom').faults.list()).toEqual([])
  })
})

describe('the handle on a world', () => {
  it('directs it as the admin API does', async () => {
    await using duble = await inProcess({ vendors: ['crm-zen', 'vocom'] })
    await using world = await duble.newWorld()
    const ask = async (): Promise<number> =>
      (
        await world.fetch(
          new Request(`${world.vendor('crm-zen').url}/api/totais_lead?data=2018-01-01`, TOKEN),
        )
      ).status
    world.fault({ vendor: 'crm-zen', operation: 'totals', fault: 'internal', times: 1 })
    expect([await ask(), await ask(), await ask()]).toEqual([500, 200, 429])
    world.fault({ vendor: 'crm-zen', fault: 'internal' })
    world.clearFaults()
    world.clock.advance('5m')
    await world.state('crm-zen', 'no leads on 2018-01-01')
    expect(await ask()).toBe(200)
    expect(world.journal({ outcome: 'ok.empty' }).total).toBe(1)
    world.setOptions({ vocom: { cap: 'error' } })
    expect(world.world.fake('vocom').options['cap']).toBe('error')
    await world.reset()
    expect([world.journal().total, world.clock.now()]).toEqual([0, Date.parse(NOW)])
    expect(() => world.vendor('vocm')).toThrow(
      'there is no vendor "vocm" (did you mean vocom?): there are crm-zen, vocom',
    )
    expect((await vocom(duble, 'login')).outcome).toBe('params_failed') // the default world goes on by itself
  })

  it('moves its clock forward only, by milliseconds or by a duration', async () => {
    await using duble = await inProcess({ vendors: ['crm-zen'] })
    duble.clock.advance(1000)
    duble.clock.advance('1m30s')
    expect(duble.clock.now()).toBe(Date.parse(NOW) + 91_000)
    expect(() => duble.clock.advance(-1)).toThrow(
      'the clock goes forward only: -1 is no number of milliseconds from 0',
    )
    expect(() => duble.clock.advance(Number.NaN)).toThrow(
      'the clock goes forward only: NaN is no number of milliseconds from 0',
    )
    expect(() => duble.clock.advance('soon')).toThrow('"soon" is not a duration')
  })
})

describe('a fixture that has changed', () => {
  it('leaves a world alone that cannot begin with it any more', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'duble-worlds-'))
    const file = path.join(folder, 'zen.yaml')
    const write = (state: string) =>
      writeFile(
        file,
        `vendor: crm-zen\ncredentials: [{ name: a, token: zen-token }]\nstates: { ${state}: { days: [{ data: 2018-01-01, usuarios: [] }] } }\n`,
      )
    await write('quiet')
    const order = { fixtures: { 'crm-zen': file }, states: [{ vendor: 'crm-zen', name: 'quiet' }] }
    await using duble = await inProcess({ vendors: ['crm-zen'], ...order })
    const other = await duble.newWorld({ states: [] })
    const { id } = other
    expect(await duble.rereadFixtures('crm-zen', file)).toEqual(['default', id])
    await write('loud')
    const before = duble.world.fake('crm-zen')
    await expect(duble.rereadFixtures('crm-zen', file)).rejects.toThrow('has no state "quiet"')
    expect(duble.world.fake('crm-zen')).toBe(before)
    expect(Object.keys(other.world.fake('crm-zen').fixture.states)).toEqual(['loud'])
    await write('quiet') // what it was ordered with is back
    expect(await duble.rereadFixtures('crm-zen', file)).toEqual(['default', id])
    await rm(folder, { recursive: true })
  })
})
