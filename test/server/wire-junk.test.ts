import { describe, expect, it } from 'vitest'
import type { Duble } from '../../src/index.ts'
import { COMPANY, onTheWire, send, VOCOM_KEY, zen } from '../support.ts'
import { journalOf, raw } from './support.ts'

const KEY = `Authorization: ${VOCOM_KEY}\r\n`
const LOGIN = '/vocom/interact_cti/agent/login/'
const POST = `POST ${LOGIN} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${KEY}`
const GET = 'GET /crm-zen/api/totais_lead?data=2018-01-01 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n'
const BODY = JSON.stringify({ agent: 'VENDAS.ANA', branch: '2001', company_id: COMPANY })
const sized = (body: string): string => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
const junk = (says: string): string => `400 ? ? null.null: this is not HTTP: Parse Error: ${says}`

/** After whatever it was, everybody else is served. */
async function stillAnswers(duble: Duble): Promise<void> {
  expect((await zen(duble, '?data=2018-01-02')).status).toBe(200)
}

describe('what is no HTTP gets a 400, a line in the journal, and harms nobody:', () => {
  it.each([
    ['words', 'junk\r\n\r\n', 'Invalid method encountered'],
    ['an unknown method', `FETCH ${LOGIN} HTTP/1.1\r\nHost: x\r\n\r\n`, 'Invalid method encountered'],
    ['a TLS hello', Buffer.from('160301020001000001fc0303', 'hex'), 'Invalid method encountered'],
    ['zeros', Buffer.alloc(4096), 'Invalid method encountered'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'Pause on PRI/Upgrade'],
    ['a NUL in the path', 'GET /crm-zen/\0 HTTP/1.1\r\nHost: x\r\n\r\n', 'Invalid char in url path'],
    [
      'bytes in the query',
      Buffer.from('GET /crm-zen/?x=\xe9 HTTP/1.1\r\nHost: x\r\n\r\n', 'latin1'),
      'Invalid char in url query',
    ],
    ['a NUL in a header', `${GET}token: a\0b\r\n\r\n`, 'Invalid header value char'],
    ['a header without a colon', `${GET}nocolon\r\n\r\n`, 'Invalid header token'],
    ['a folded header', `${GET}a: b\r\n c\r\n\r\n`, 'Unexpected whitespace after header value'],
    ['bare line feeds', GET.replaceAll('\r\n', '\n'), 'Expected CRLF after version'],
    [
      'a length that is no number',
      `${POST}Content-Length: abc\r\n\r\n{}`,
      'Invalid character in Content-Length',
    ],
    ['a length below zero', `${POST}Content-Length: -1\r\n\r\n{}`, 'Invalid character in Content-Length'],
    [
      'a length beyond numbers',
      `${POST}Content-Length: ${'9'.repeat(30)}\r\n\r\n{}`,
      'Content-Length overflow',
    ],
    ['two lengths', `${POST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 'Duplicate Content-Length'],
    [
      'a length and chunks',
      `${POST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
      "Transfer-Encoding can't be present with Content-Length",
    ],
  ])('%s', async (_what, bytes, says) => {
    await using duble = await onTheWire()
    const heard = await raw(duble, bytes)
    expect([heard.status, heard.closed, JSON.parse(heard.body)]).toEqual([
      400,
      true,
      { error: 'bad_request', message: `this is not HTTP: Parse Error: ${says}` },
    ])
    expect(await journalOf(duble)).toEqual([junk(says)])
    await stillAnswers(duble)
  })

  it.each([
    [
      'chunks that are none',
      `${POST}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
      'Invalid character in chunk size',
    ],
    [
      'an encoding that is none',
      `${POST}Transfer-Encoding: banana\r\n\r\n{}`,
      'Request has invalid `Transfer-Encoding`',
    ],
  ])('%s', async (_what, bytes, says) => {
    await using duble = await onTheWire()
    const heard = await raw(duble, bytes)
    expect([heard.status, heard.closed]).toEqual([400, true])
    expect(await journalOf(duble)).toEqual([junk(says).replace('? ?', `POST ${LOGIN}`)])
    await stillAnswers(duble)
  })

  it.each([
    ['a Host that is none', `GET / HTTP/1.1\r\nHost: a b/c\r\nConnection: close\r\n\r\n`, 'Invalid URL'],
    ['no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 'Missing host header'],
    ['an empty Host', 'GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n', 'Missing host header'],
    ['no Host in HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n', 'Missing host header'],
    ['a target that is no path', 'GET * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 'Invalid URL'],
    [
      'another scheme',
      'GET ftp://x/crm-zen/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      'Invalid URL',
    ],
  ])('%s', async (_what, bytes, message) => {
    await using duble = await onTheWire()
    const heard = await raw(duble, bytes)
    expect([heard.status, JSON.parse(heard.body)]).toEqual([400, { error: 'bad_request', message }])
    expect(await journalOf(duble)).toEqual([`400 ? ? null.null: ${message}`])
    await stillAnswers(duble)
  })

  it('CONNECT and an expectation that nobody meets', async () => {
    await using duble = await onTheWire()
    const connect = await raw(duble, 'CONNECT zen.test:443 HTTP/1.1\r\nHost: zen.test\r\n\r\n')
    expect([connect.status, JSON.parse(connect.body).message]).toEqual([
      405,
      'Dublê is no proxy: it takes no CONNECT',
    ])
    const expecting = await raw(duble, `${POST}Expect: a miracle\r\n${sized(BODY)}`)
    expect(expecting.status).toBe(417)
    expect(await journalOf(duble, 2)).toEqual([
      '405 ? ? null.null: Dublê is no proxy: it takes no CONNECT',
      '417 ? ? null.null: the only expectation that is met is 100-continue',
    ])
    await stillAnswers(duble)
  })
})

describe('what is HTTP, though few would write it so, is served:', () => {
  const served = async (bytes: string, outcome: string, status = 200) => {
    await using duble = await onTheWire()
    const heard = await raw(duble, bytes)
    const [entry] = duble.world.journal.read().entries
    expect([heard.status, entry?.outcome]).toEqual([status, outcome])
    return heard
  }

  it('HTTP/1.0', async () => {
    await served(GET.replace('1.1', '1.0').concat('token: zen-token\r\n\r\n'), 'ok')
  })

  it('a chunked body, with extensions and trailers', async () => {
    const chunks = `5;x=y\r\n${BODY.slice(0, 5)}\r\n${(BODY.length - 5).toString(16)}\r\n${BODY.slice(5)}\r\n0\r\nx: y\r\n\r\n`
    await served(`${POST}Transfer-Encoding: chunked\r\n\r\n${chunks}`, 'ok')
  })

  it('a client that asks before it sends', async () => {
    const heard = await served(`${POST}Expect: 100-continue\r\n${sized(BODY)}`, 'ok', 100)
    expect(heard.all).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/)
  })

  it('an upgrade that nobody offers', async () => {
    await served(`${GET.replace('close', 'Upgrade')}Upgrade: websocket\r\ntoken: zen-token\r\n\r\n`, 'ok')
  })

  it('a body on GET, which is passed over', async () => {
    await served(`${GET}token: zen-token\r\n${sized('{"data":"x"}')}`, 'ok')
    await served(`${POST.replace('POST', 'GET')}${sized(BODY)}`, 'wrong_method', 405)
  })

  it('a header that comes twice', async () => {
    await served(`${GET}token: zen-token\r\ntoken: zen-token\r\n\r\n`, 'wrong_token', 401)
    await served(`${POST}Authorization: Basic eDp5\r\nHost: y\r\n${sized(BODY)}`, 'ok') // node keeps the first
  })

  it('methods that no browser sends', async () => {
    for (const method of ['TRACE', 'M-SEARCH', 'PROPFIND', 'QUERY', 'HEAD']) {
      const heard = await served(`${POST.replace('POST', method)}\r\n`, 'wrong_method', 405)
      expect(heard.body).toBe(
        method === 'HEAD' ? '' : '{"message":"Method not allowed. Must be one of: POST"}',
      )
    }
  })

  it('two requests in one breath, answered in their order', async () => {
    await using duble = await onTheWire()
    const first = POST.replace('Connection: close\r\n', '')
    const heard = await raw(duble, `${first}${sized(BODY)}${POST}${sized('{}')}`)
    expect(heard.all.match(/"status_type":"[^"]*"/g)).toEqual([
      '"status_type":""',
      '"status_type":"params_failed"',
    ])
    expect(duble.world.journal.read().entries.map(({ outcome }) => outcome)).toEqual(['ok', 'params_failed'])
  })

  it('and the rest behind a length that is too small is another request', async () => {
    await using duble = await onTheWire()
    const first = POST.replace('Connection: close\r\n', '')
    const heard = await raw(duble, `${first}Content-Length: 2\r\n\r\n{}${BODY}`)
    expect([heard.status, heard.closed]).toEqual([400, true])
    expect(await journalOf(duble, 2)).toEqual(
      expect.arrayContaining([
        `200 POST ${LOGIN} login.params_failed: agent is missing`,
        junk('Invalid method encountered'),
      ]),
    )
    expect((await send(duble, '/healthz')).text).toBe('ok\n')
  })
})
