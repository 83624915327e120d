import { describe, expect, it } from 'vitest'
import { outcomesOf } from '#engine'
import { parseFixture } from '../../src/fixtures/load.ts'
import { describeBoth, inProcess, onTheWire, send, VOCOM_KEY, vocom } from '../support.ts'
import { raw } from './support.ts'

const LOGIN = '/interact_cti/agent/login/'
const KEY = { authorization: VOCOM_KEY }

const EMPTY = 'body: the body is empty'

describeBoth('a path that no operation has', (open) => {
  it('is answered with the nearest operation, and what of it does not fit', async () => {
    await using duble = await open()
    const seen = await send(duble, '/vocom/interact_cti/agent/lgin/?x=1', { method: 'PUT' })
    const differs = [
      `its path is ${LOGIN}`,
      'its method is POST, not PUT',
      'credentials: the header "Authorization" is missing',
      EMPTY,
    ]
    const message = `vocom has no operation at /interact_cti/agent/lgin/; the nearest is login, POST /vocom${LOGIN}: ${differs.join('; ')}`
    expect([seen.status, seen.body]).toEqual([
      404,
      {
        error: 'no_operation',
        message,
        nearest: {
          operation: 'login',
          method: 'POST',
          path: `/vocom${LOGIN}`,
          outcomes: outcomesOf(duble.world.fake('vocom').mock.api, 'login'),
        },
        differs,
      },
    ])
    expect([seen.outcome, seen.why]).toEqual([undefined, message])
    expect(seen.headers.get('content-type')).toBe('application/json; charset=utf-8')
  })

  it('names last what is wrong with the body', async () => {
    await using duble = await open()
    const path = '/vocom/interact_cti/agent/login'
    const differs = async (body: string): Promise<unknown> =>
      (await send(duble, path, { method: 'POST', headers: KEY, body })).body.differs
    const slash = 'its path ends in a slash'
    expect(await differs('{"agent":"DEV","branch":"2000","company_id":"x"}')).toEqual([slash])
    expect(await differs('{"agent":"DEV"}')).toEqual([slash, 'body: branch is missing'])
    expect(await differs('[]')).toEqual([slash, 'body: the body is JSON, but not an object'])
  })

  it.each([
    ['POST', '/vocom/interact_cti/agent/login', KEY, ['its path ends in a slash', EMPTY]],
    ['POST', '/vocom/interact_cti/agent/LOGIN/', KEY, ['its path is written in lower case', EMPTY]],
    [
      'GET',
      '/crm-zen/api/totais_lead/?data=2018-01-01',
      { token: 'zen-token' },
      ['its path ends without a slash'],
    ],
    [
      'GET',
      '/crm-zen/api/totais_lead/?data=2018-01-01',
      { token: 'x' },
      ['its path ends without a slash', 'credentials: no credential has the token in header "token"'],
    ],
    [
      'GET',
      '/crm-zen/totais_lead?data=x',
      { token: 'zen-token' },
      ['its path is /api/totais_lead', 'parameters: data must match format "day"'],
    ],
    [
      'DELETE',
      '/crm-zen',
      {},
      [
        'its path is /api/totais_lead',
        'its method is GET, not DELETE',
        'credentials: the header "token" is missing or empty',
        'parameters: data is missing',
      ],
    ],
    [
      'GET',
      '/crm-zen/',
      { token: 'zen-token' },
      ['its path is /api/totais_lead', 'parameters: data is missing'],
    ],
  ])(
    'names path, then method, then credentials, then parameters: %s %s',
    async (method, path, headers, differs) => {
      await using duble = await open()
      const seen = await send(duble, path, { method, headers: headers as Record<string, string> })
      expect([seen.status, seen.body.differs]).toEqual([404, differs])
    },
  )

  it.each([
    [
      '/vocm/x',
      '/vocm/x names no vendor: there is no "vocm" (did you mean vocom?); paths begin with /crm-zen/ or /vocom/',
    ],
    [
      '/__proto__/x',
      '/__proto__/x names no vendor: there is no "__proto__"; paths begin with /crm-zen/ or /vocom/',
    ],
    ['/healthz/', '/healthz/ names no vendor: there is no "healthz"; paths begin with /crm-zen/ or /vocom/'],
    [
      '/__administrator',
      '/__administrator names no vendor: there is no "__administrator"; paths begin with /crm-zen/ or /vocom/',
    ],
    [
      '/api/all/token/s3cret',
      '/api/all/token/*** names no vendor: there is no "api"; paths begin with /crm-zen/ or /vocom/',
    ],
    ['//vocom/', '//vocom/ names no vendor; paths begin with /crm-zen/ or /vocom/'],
  ])('and no vendor either: %s', async (path, message) => {
    await using duble = await open({ vendors: ['crm-zen', 'vocom'] })
    const seen = await send(duble, path)
    expect([seen.status, seen.body, seen.why]).toEqual([
      404,
      { error: 'unknown_vendor', message, known: ['crm-zen', 'vocom'] },
      message,
    ])
  })
})

describeBoth('the door of a world', (open) => {
  it('is the path, a header, or none at all', async () => {
    await using duble = await open()
    const init = { method: 'POST', headers: KEY, body: '{}' }
    const plain = await send(duble, `/vocom${LOGIN}`, init)
    expect(plain.outcome).toBe('params_failed')
    expect((await send(duble, `/w/default/vocom${LOGIN}`, init)).text).toBe(plain.text)
    const named = { ...init, headers: { ...KEY, 'X-Duble-World': 'default' } }
    expect((await send(duble, `/vocom${LOGIN}`, named)).text).toBe(plain.text)
    const paths = duble.world.journal.read().entries.map(({ path }) => path)
    expect(paths).toEqual([`/vocom${LOGIN}`, `/w/default/vocom${LOGIN}`, `/vocom${LOGIN}`])
  })

  it.each([
    ['/w/defalt/vocom/', {}, 'there is no world "defalt" (did you mean default?)'],
    ['/vocom/', { 'x-duble-world': 'other' }, 'there is no world "other"'],
    ['/w//vocom/', {}, 'there is no world ""'],
    ['/w/__proto__/vocom/', {}, 'there is no world "__proto__"'],
    ['/w/other/vocom/', { 'x-duble-world': 'default' }, 'there is no world "other"'], // the path counts first
  ])('leads nowhere: %s %j', async (path, headers, message) => {
    await using duble = await open()
    const seen = await send(duble, path, { headers: headers as Record<string, string> })
    expect([seen.status, seen.body, seen.why]).toEqual([404, { error: 'unknown_world', message }, message])
  })

  it('says inside a world what is nearest too', async () => {
    await using duble = await open({ vendors: ['crm-zen', 'vocom'] })
    const seen = await send(duble, '/w/default/vocom/interact_cti/agent/login', {
      method: 'POST',
      headers: KEY,
    })
    expect(seen.body.differs).toEqual(['its path ends in a slash', EMPTY])
    expect((await send(duble, '/w/default')).body.message).toBe(
      '/ names no vendor; paths begin with /crm-zen/ or /vocom/',
    )
  })
})

describe('a request target in absolute form', () => {
  it.each(['http://api.zen.test:8443', 'https://user@zen.test', 'http://[::1]:1'])(
    '%s leads to the path in it',
    async (base) => {
      await using duble = await onTheWire()
      const heard = await raw(
        duble,
        `GET ${base}/crm-zen/api/totais_lead?data=2018-01-01 HTTP/1.1\r\nHost: x\r\ntoken: zen-token\r\nConnection: close\r\n\r\n`,
      )
      expect(heard.status).toBe(200)
      expect(duble.world.journal.read().entries[0]?.path).toBe('/crm-zen/api/totais_lead?data=2018-01-01')
    },
  )

  it('without a path names no vendor', async () => {
    await using duble = await onTheWire({ vendors: ['crm-zen'] })
    const heard = await raw(duble, 'PUT http://zen.test HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    expect(heard.status).toBe(404)
    expect(JSON.parse(heard.body).message).toBe('/ names no vendor; paths begin with /crm-zen/')
  })
})

describe('a fixture’s paths', () => {
  it('move operations away from their documented ones; two may change places', async () => {
    await using duble = await inProcess({ vendors: ['vocom'] })
    const [room] = duble.rooms
    if (room === undefined) throw new Error('there must be a room')
    const LOGOUT = '/interact_cti/agent/logout/'
    const text = (paths: string): string =>
      `vendor: vocom\ncredentials: [{ name: a, user: api_key, password: e45c53c6-049f-474d-896a-8e891ec57473 }]\npaths: ${paths}\n`
    duble.world.replace(
      room.mock,
      await parseFixture(room.mock, 'f.yaml', text(`{ login: ${LOGOUT}, logout: ${LOGIN} }`)),
    )
    const operation = async (path: string) => {
      await send(duble, `/vocom${path}`, { method: 'POST', headers: KEY, body: '{}' })
      return duble.world.journal.read({ limit: 1 }).entries[0]?.operation
    }
    expect(await operation(LOGIN)).toBe('logout')
    expect(await operation(LOGOUT)).toBe('login')
    duble.world.replace(room.mock, await parseFixture(room.mock, 'f.yaml', text('{ login: /entrar }')))
    expect(await operation('/entrar')).toBe('login')
    expect(await operation(LOGIN)).toBeNull()
    const left = await send(duble, `/vocom${LOGIN}`, { method: 'POST', headers: KEY, body: '{}' })
    expect(left.body.message).toContain('the nearest is login, POST /vocom/entrar: its path is /entrar')
    expect((await vocom(duble, 'login')).outcome).toBe('params_failed')
  })
})
