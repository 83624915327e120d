import { describe, expect, it } from 'vitest'
import { describeBoth, inProcess, onTheWire } from '../support.ts'
import { admin, direct, raw } from './support.ts'

const WORLDS = '/__admin/worlds'
const CLOCK = 'send exactly one of {"advance": "5m"}, {"freeze": "2026-03-02T09:00:00-03:00"}, {"real": true}'
const NESTED = `{"path":"/vocom/x","vendor":"vocom","fault":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
const OPERATIONS = 'params_failed, authentication_failed, execute_failed, not_found_failed, wrong_method'

describeBoth('the admin API says what is wrong:', (open) => {
  it.each([
    ['POST /clock', {}, 'bad_body', CLOCK],
    ['POST /clock', { advance: '5m', real: true }, 'bad_body', CLOCK],
    ['POST /clock', { advance: 5 }, 'bad_body', '"advance" is missing or not text'],
    ['POST /clock', { real: false }, 'bad_body', '"real" takes true'],
    ['POST /clock', { advnce: '5m' }, 'bad_body', 'the body has no field "advnce" (did you mean advance?)'],
    [
      'POST /clock',
      { advance: '5' },
      'bad_duration',
      '"5" is not a duration: write numbers with falling units, such as 300ms, 5m, 4m59s or 1h30m',
    ],
    [
      'POST /clock',
      { advance: '-5m' },
      'bad_duration',
      '"-5m" is not a duration: write numbers with falling units, such as 300ms, 5m, 4m59s or 1h30m',
    ],
    ['POST /clock', { advance: '100000000d' }, 'bad_duration', 'the clock cannot go beyond the year 9999'],
    [
      'POST /clock',
      { freeze: '2018-02-30' },
      'bad_instant',
      '"2018-02-30" is not a time: write one like 2026-03-02T09:00:00-03:00 or 2026-03-02 09:00:00',
    ],
    ['POST /clock', '', 'bad_body', 'the body must be JSON with advance, freeze, real'],
    ['POST /clock', '{', 'bad_body', 'the body must be JSON with advance, freeze, real'],
    ['POST /clock', '[]', 'bad_body', 'the body must be a JSON object with advance, freeze, real'],
    ['POST /clock', 'null', 'bad_body', 'the body must be a JSON object with advance, freeze, real'],
    ['POST /clock', '{"__proto__":{"advance":"5m"}}', 'bad_body', 'the body has no field "__proto__"'],
    ['POST /faults', NESTED, 'bad_body', 'the body is nested deeper than 100 levels'],
    ['POST /explain', NESTED, 'bad_body', 'the body is nested deeper than 100 levels'],
    ['POST /states', {}, 'bad_body', '"vendor" is missing or not text'],
    ['POST /states', { vendor: 'vocom' }, 'bad_body', '"name" is missing or not text'],
    ['POST /states', { vendor: 'vocom', name: ['x'] }, 'bad_body', '"name" is missing or not text'],
    [
      'POST /faults',
      { vendor: 'vocom', operation: 'login', outcome: 'execute_failed', times: 0 },
      'bad_fault',
      '"times" takes a whole number from 1, got 0',
    ],
    [
      'POST /faults',
      { vendor: 'vocom', operation: 'login', outcome: 'execute_failed', times: '2' },
      'bad_fault',
      '"times" takes a whole number from 1, got "2"',
    ],
    [
      'POST /faults',
      { vendor: 'vocom', operation: 'login' },
      'bad_fault',
      '"fault" is missing: name one of the vendor’s errors, delay=2s, connection_reset…',
    ],
    [
      'GET /journal?vndor=x',
      undefined,
      'bad_body',
      'the journal has no filter "vndor" (did you mean vendor?): it has vendor, operation, outcome, status, after, before, limit, secrets',
    ],
    ['GET /journal?limit=x', undefined, 'bad_body', '"limit" takes a whole number'],
    ['GET /journal?limit=', undefined, 'bad_body', '"limit" takes a whole number'],
    ['GET /journal?after=-1', undefined, 'bad_body', '"after" takes a whole number'],
    ['GET /journal?status=0x10', undefined, 'bad_body', '"status" takes a whole number'],
    ['GET /journal?after=1e400', undefined, 'bad_body', '"after" takes a whole number'],
  ])('400 %s %j', async (ask, body, error, message) => {
    await using duble = await open()
    const told = await direct(duble, ask, body)
    expect([told.status, told.body.error, told.body.message]).toEqual([400, error, message])
    expect(duble.clock.now()).toBe(Date.UTC(2026, 2, 2, 12))
  })

  it.each([
    [
      'POST /states',
      { vendor: 'vocom', name: 'DEV is on a brek' },
      'unknown_state',
      'vocom\'s fixture "default" has no state "DEV is on a brek" (did you mean DEV is on a break?)',
    ],
    [
      'POST /states',
      { vendor: 'vocom', name: 'constructor' },
      'unknown_state',
      expect.stringMatching(
        /^vocom's fixture "default" has no state "constructor": it has DEV is on a break, DEV is logged out, /,
      ),
    ],
    [
      'POST /states',
      { vendor: 'vocm', name: 'x' },
      'unknown_vendor',
      'there is no vendor "vocm" (did you mean vocom?): there are crm-zen, vocom',
    ],
    [
      'POST /faults',
      { vendor: '__proto__', operation: 'x', outcome: 'x' },
      'unknown_vendor',
      'there is no vendor "__proto__": there are crm-zen, vocom',
    ],
    [
      'POST /faults',
      { vendor: 'vocom', operation: 'lgin', outcome: 'x' },
      'unknown_operation',
      'vocom has no operation "lgin" (did you mean login?)',
    ],
    [
      'POST /faults',
      { vendor: 'vocom', operation: 'login', outcome: 'exeute_failed' },
      'unknown_outcome',
      `vocom/login has no error "exeute_failed" (did you mean execute_failed?): it has ${OPERATIONS}`,
    ],
    [
      'POST /faults',
      { vendor: 'vocom', operation: 'login', outcome: 'ok' },
      'unknown_outcome',
      `vocom/login has no error "ok": it has ${OPERATIONS}`,
    ],
  ])('404 %s %j', async (ask, body, error, message) => {
    await using duble = await open({ vendors: ['crm-zen', 'vocom'] })
    const told = await direct(duble, ask, body)
    expect([told.status, told.body.error, told.body.message]).toEqual([404, error, message])
  })

  it.each([
    'GET /clock',
    'POST /clock',
    'POST /reset',
    'GET /states',
    'POST /states',
    'GET /options',
    'GET /faults',
    'POST /faults',
    'DELETE /faults',
    'GET /journal',
    'DELETE /journal',
  ])('no such world, %s', async (ask) => {
    await using duble = await open()
    const told = await admin(
      duble,
      ask.replace(' ', ' /worlds/defalt'),
      ask.startsWith('POST') ? {} : undefined,
    )
    expect([told.status, told.body]).toEqual([
      404,
      {
        error: 'unknown_world',
        message: 'there is no world "defalt" (did you mean default?)',
        world: 'defalt',
        known: ['default'],
      },
    ])
  })

  it.each([
    ['PUT /worlds/default/reset', 'POST'],
    ['PATCH /worlds/default/clock', 'GET, POST'],
    ['POST /worlds/default/options', 'GET, PATCH'],
  ])('another method, %s', async (ask, allowed) => {
    await using duble = await open()
    const told = await admin(duble, ask)
    const [method = '', path = ''] = ask.split(' ')
    expect([told.status, told.headers.get('allow'), told.body]).toEqual([
      405,
      allowed,
      { error: 'wrong_method', message: `/__admin${path} takes ${allowed}, not ${method}` },
    ])
  })

  it.each([
    ['GET /worlds/default/clok', `GET ${WORLDS}/default/clok (did you mean GET ${WORLDS}/:id/clock?)`],
    [
      'DELETE /worlds/default/journl',
      `DELETE ${WORLDS}/default/journl (did you mean DELETE ${WORLDS}/:id/journal?)`,
    ],
    ['GET /helth', 'GET /__admin/helth (did you mean GET /__admin/health?)'],
    ['GET ', 'GET /__admin (did you mean GET /__admin/ui?)'],
  ])('no such path, %s', async (ask, says) => {
    await using duble = await open()
    const told = await admin(duble, ask)
    expect([told.status, told.body.error, told.body.message]).toEqual([
      404,
      'unknown_path',
      `the admin API has no ${says}`,
    ])
    expect(told.body.routes).toContain('POST /__admin/worlds/:id/clock')
  })

  it('a body above 256 KiB', async () => {
    await using duble = await open()
    const told = await direct(duble, 'POST /clock', `{"advance":"${'5'.repeat(300_000)}"}`)
    expect([told.status, told.body]).toEqual([
      400,
      { error: 'bad_body', message: 'the body is larger than 262144 bytes' },
    ])
  })
})

describe('the admin API on the wire', () => {
  it('does not read an endless body to its end', async () => {
    await using duble = await onTheWire()
    const chunk = Buffer.from(`10000\r\n${'x'.repeat(0x10000)}\r\n`)
    const told = await raw(
      duble,
      'POST /__admin/worlds/default/clock HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n',
      { forever: chunk },
    )
    expect(told.closed).toBe(true)
    expect([undefined, 400]).toContain(told.status)
    expect((await admin(duble, 'GET /health')).status).toBe(200)
  })

  it('takes junk in its paths for unknown names', async () => {
    await using duble = await inProcess()
    for (const id of ['%zz', '%00', '..%2f', '%F0%9F%92%A9', 'a'.repeat(3000)]) {
      const told = await admin(duble, `GET /worlds/${id}/clock`)
      expect([told.status, told.body.error]).toEqual([404, 'unknown_world'])
    }
  })
})
