import { describe, expect, it } from 'vitest'
import type { Duble } from '../../src/index.ts'
import { inProcess, onTheWire } from '../support.ts'
import { admin, raw } from './support.ts'

/** Asks as a client that names this host. */
async function asked(duble: Duble, host: string, path: string, headers: Record<string, string> = {}) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const heard = await raw(
    duble,
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${lines.join('')}\r\n`,
  )
  return { status: heard.status, text: heard.body, head: heard.head }
}

describe('the admin API’s door', () => {
  it.each([
    ['evil.test', 'evil.test'],
    ['evil.test:80', 'evil.test'],
    ['localhost.evil.test', 'localhost.evil.test'],
    ['127.0.0.1.evil.test', '127.0.0.1.evil.test'],
    ['192.168.0.7', '192.168.0.7'],
    ['0.0.0.0', '0.0.0.0'],
  ])('is shut for the Host %s', async (host, bare) => {
    await using duble = await onTheWire()
    const { status, text } = await asked(duble, host, '/__admin/health')
    expect([status, JSON.parse(text)]).toEqual([
      403,
      { error: 'foreign_host', message: `the admin API answers on loopback names, not on "${bare}"` },
    ])
  })

  it.each(['localhost', 'LOCALHOST:4010', '127.0.0.1', '127.8.9.1:80', '[::1]:4010'])(
    'is open for the Host %s',
    async (host) => {
      await using duble = await onTheWire()
      expect((await asked(duble, host, '/__admin/health')).status).toBe(200)
    },
  )

  it('is open for hosts that were allowed, whatever their port', async () => {
    await using duble = await onTheWire({ allowedHosts: ['duble.internal'] })
    expect((await asked(duble, 'duble.internal', '/__admin/health')).status).toBe(200)
    expect((await asked(duble, 'duble.internal:4010', '/__admin/health')).status).toBe(200)
    expect((await asked(duble, 'other.internal', '/__admin/health')).status).toBe(403)
  })

  it.each(['https://evil.test', 'http://localhost:3000', 'null', 'junk', 'http://localhost.evil.test'])(
    'is shut for the Origin %s',
    async (origin) => {
      await using duble = await inProcess()
      const told = await admin(duble, 'POST /worlds/default/reset', {}, { origin })
      expect([told.status, told.body]).toEqual([
        403,
        { error: 'foreign_origin', message: `the admin API takes no requests from ${origin}` },
      ])
    },
  )

  it('is open for its own origin', async () => {
    await using duble = await onTheWire()
    expect((await admin(duble, 'GET /health', undefined, { origin: duble.url })).status).toBe(200)
  })

  it('answers no preflight: other origins’ pages are not told that they may ask', async () => {
    await using duble = await inProcess()
    const headers = { origin: 'https://evil.test', 'access-control-request-method': 'POST' }
    const response = await duble.fetch(
      new Request('http://localhost/__admin/worlds/default/reset', { method: 'OPTIONS', headers }),
    )
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([403, null])
  })

  it.each([undefined, '', 'Bearer', 'Bearer wrong!', 'Bearer sécret', 'Basic secret', 'bearer secret'])(
    'asks for its token: %s is none',
    async (authorization) => {
      await using duble = await onTheWire({ adminToken: 'secret', vendors: ['crm-zen'] })
      const headers = authorization === undefined ? '' : `Authorization: ${authorization}\r\n`
      const heard = await raw(
        duble,
        Buffer.from(
          `GET /__admin/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n`,
          'latin1',
        ),
      )
      expect([heard.status, JSON.parse(heard.body)]).toEqual([
        401,
        {
          error: 'no_admin_token',
          message:
            'send "Authorization: Bearer <admin token>"; it was printed at the start, unless DUBLE_ADMIN_TOKEN gave it',
        },
      ])
    },
  )

  it('takes its token, on every path, also where there is nothing', async () => {
    await using duble = await inProcess({ adminToken: 'secret' })
    const headers = { authorization: 'Bearer secret' }
    expect((await admin(duble, 'GET /health', undefined, headers)).status).toBe(200)
    expect((await admin(duble, 'GET /nowhere', undefined, headers)).status).toBe(404)
    expect((await admin(duble, 'GET /nowhere')).status).toBe(401)
    expect((await admin(duble, 'GET ')).status).toBe(401)
  })
})

describe('the vendors’ own paths and /healthz', () => {
  it('look at neither Host nor Origin', async () => {
    await using duble = await onTheWire({ adminToken: 'secret' })
    const headers = { origin: 'https://evil.test', token: 'zen-token' }
    const zen = await asked(duble, 'api.zen.test:8443', '/crm-zen/api/totais_lead?data=2018-01-01', headers)
    expect(zen.status).toBe(200)
    expect((await asked(duble, 'evil.test', '/healthz', headers)).status).toBe(200)
  })

  it('/healthz reveals nothing', async () => {
    await using duble = await onTheWire({ adminToken: 'secret' })
    const { status, text, head } = await asked(duble, 'evil.test', '/healthz?verbose')
    expect([status, text]).toEqual([200, 'ok\n'])
    const names = head
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(':')[0]?.toLowerCase())
    expect(names.sort()).toEqual(['connection', 'content-length', 'content-type', 'date'])
    expect(duble.world.journal.read().total).toBe(0)
    const post = await duble.fetch(new Request('http://localhost/healthz', { method: 'POST', body: 'x' }))
    expect(await post.text()).toBe('ok\n')
  })
})
