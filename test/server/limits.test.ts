import net from 'node:net'
import { describe, expect, it } from 'vitest'
import type { Duble } from '../../src/index.ts'
import { inProcess, onTheWire, send, VOCOM_KEY, zen } from '../support.ts'
import { journalOf, raw } from './support.ts'

const LOGIN = '/vocom/interact_cti/agent/login/'
const POST = `POST ${LOGIN} HTTP/1.1\r\nHost: x\r\nAuthorization: ${VOCOM_KEY}\r\n`
const TOO_LARGE = 'the body is larger than 1048576 bytes: send less at once'
const LATE = 'the request did not arrive in time'
const CLOSED = `400 POST ${LOGIN} null.null: the client closed the connection before its body was complete`

async function stillAnswers(duble: Duble): Promise<void> {
  expect((await zen(duble)).status).toBe(200)
}

describe('a body above one mebibyte is 413', () => {
  it.each([
    ['in process', inProcess],
    ['on the wire', onTheWire],
  ])('%s', async (_where, open) => {
    await using duble = await open()
    const body = (size: number) => `{"agent":"${'x'.repeat(size - 12)}"}`
    const init = (size: number) => ({
      method: 'POST',
      headers: { authorization: VOCOM_KEY },
      body: body(size),
    })
    const most = await send(duble, LOGIN, init(1_048_576))
    expect([most.status, most.outcome, most.why]).toEqual([200, 'params_failed', 'branch is missing'])
    const more = await send(duble, LOGIN, init(1_048_577))
    expect([more.status, more.body, more.why]).toEqual([
      413,
      { error: 'body_too_large', message: TOO_LARGE, limit: 1_048_576 },
      TOO_LARGE,
    ])
    await stillAnswers(duble)
  })

  it('counted in bytes, in process too', async () => {
    await using duble = await inProcess()
    const seen = await send(duble, LOGIN, { method: 'POST', body: 'é'.repeat(524_289) })
    expect(seen.status).toBe(413)
  })

  it('as soon as its length says so, without a byte of it', async () => {
    await using duble = await onTheWire()
    const heard = await raw(duble, `${POST}Content-Length: 1048577\r\n\r\n`)
    expect([heard.status, heard.closed]).toEqual([413, true])
    expect(await journalOf(duble)).toEqual([`413 POST ${LOGIN} null.null: ${TOO_LARGE}`])
    await stillAnswers(duble)
  })

  it('and the rest is taken, so that a client which is still writing can read why', async () => {
    await using duble = await onTheWire()
    const socket = net.connect({ port: Number(new URL(duble.url).port), allowHalfOpen: true })
    const errors: string[] = []
    socket.on('error', ({ message }) => errors.push(message))
    const body = Buffer.alloc(40 * 1_048_576, 'x')
    socket.write(`${POST}Content-Length: ${body.length}\r\n\r\n`)
    socket.write(body.subarray(0, 2_097_152))
    let heard = ''
    for await (const chunk of socket) heard += chunk // to the end of what the server says
    expect(heard).toMatch(/^HTTP\/1\.1 413 /)
    await new Promise<void>((resolve) => {
      socket.on('close', () => resolve())
      socket.end(body.subarray(2_097_152))
    })
    expect([errors, socket.bytesWritten > body.length]).toEqual([[], true])
    await stillAnswers(duble)
  })

  it('as soon as it grew so large, be it without end', async () => {
    await using duble = await onTheWire()
    const chunk = Buffer.from(`10000\r\n${'x'.repeat(0x10000)}\r\n`)
    const heard = await raw(duble, `${POST}Transfer-Encoding: chunked\r\n\r\n`, { forever: chunk })
    expect(heard.closed).toBe(true)
    expect([undefined, 413]).toContain(heard.status) // a client that never stops may miss the answer
    expect(await journalOf(duble)).toEqual([`413 POST ${LOGIN} null.null: ${TOO_LARGE}`])
    await stillAnswers(duble)
  })

  it('and so is an endless one at a path that nobody has', async () => {
    await using duble = await onTheWire({ requestTimeout: 300 })
    const chunk = Buffer.from(`10000\r\n${'x'.repeat(0x10000)}\r\n`)
    const heard = await raw(
      duble,
      'POST /vocom/nowhere HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n',
      { forever: chunk },
    )
    expect(heard.closed || heard.status === 413).toBe(true)
    expect((await journalOf(duble))[0]).toBe(`413 POST /vocom/nowhere null.null: ${TOO_LARGE}`)
    await stillAnswers(duble)
  })
})

describe('headers above 16 KiB are 431', () => {
  const OVER = 'the headers are larger than 16384 bytes'

  it.each([
    ['one long', `GET /crm-zen/ HTTP/1.1\r\nHost: x\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`],
    [
      'many short',
      `GET /crm-zen/ HTTP/1.1\r\nHost: x\r\n${Array.from({ length: 2000 }, (_, index) => `a${index}: b\r\n`).join('')}\r\n`,
    ],
    ['a long path', `GET /crm-zen/${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
    ['without end', `GET /crm-zen/ HTTP/1.1\r\nHost: x\r\n${'a: b\r\n'.repeat(10_000)}`],
  ])('%s', async (_what, bytes) => {
    await using duble = await onTheWire()
    const heard = await raw(duble, bytes)
    expect([heard.status, JSON.parse(heard.body)]).toEqual([431, { error: 'bad_request', message: OVER }])
    expect(await journalOf(duble)).toEqual([`431 ? ? null.null: ${OVER}`])
    await stillAnswers(duble)
  })
})

describe('a request that does not arrive in time is 408', () => {
  it.each([
    ['half a head', 'GET /crm-zen/ HTTP/1.1\r\nHost: x\r\n', [`408 ? ? null.null: ${LATE}`]],
    ['less than its length', `${POST}Content-Length: 50\r\n\r\n{}`, [`408 POST ${LOGIN} null.null: ${LATE}`]],
    [
      'chunks without a last one',
      `${POST}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`,
      [`408 POST ${LOGIN} null.null: ${LATE}`],
    ],
  ])('%s', async (_what, bytes, lines) => {
    await using duble = await onTheWire({ requestTimeout: 300 })
    const heard = await raw(duble, bytes)
    expect([heard.status, heard.closed, JSON.parse(heard.body)]).toEqual([
      408,
      true,
      { error: 'bad_request', message: LATE },
    ])
    expect(await journalOf(duble)).toEqual(lines)
    await stillAnswers(duble)
  })

  it.each([
    ['a head', 'GET /crm-zen/ HTTP/1.1\r\nHost: x\r\n', 'a: b\r\n', '? ?'],
    ['a body', `${POST}Transfer-Encoding: chunked\r\n\r\n`, '1\r\nx\r\n', `POST ${LOGIN}`],
  ])('%s that drips without end', async (_what, bytes, drop, asked) => {
    await using duble = await onTheWire({ requestTimeout: 300 })
    const heard = await raw(duble, bytes, { drip: Buffer.from(drop) })
    expect(heard.closed).toBe(true)
    expect([undefined, 408]).toContain(heard.status)
    expect(await journalOf(duble)).toEqual([`408 ${asked} null.null: ${LATE}`])
    await stillAnswers(duble)
  })

  it('but a connection that was opened ahead and never used is closed without a word', async () => {
    await using duble = await onTheWire({ requestTimeout: 100 })
    const heard = await raw(duble, '')
    expect([heard.all, heard.closed]).toEqual(['', true])
    expect(duble.world.journal.read().total).toBe(0)
  })
})

describe('a client that goes away', () => {
  it.each([
    ['ends before its length', `${POST}Content-Length: 50\r\n\r\n{}`, { end: true }],
    ['ends within a chunk', `${POST}Transfer-Encoding: chunked\r\n\r\n5\r\n{}`, { end: true }],
    ['breaks off within its body', `${POST}Content-Length: 50\r\n\r\n{}`, { breakAfter: 50 }],
  ])('%s', async (_what, bytes, manner) => {
    await using duble = await onTheWire()
    await raw(duble, bytes, manner)
    expect(await journalOf(duble)).toContain(CLOSED)
    expect(duble.world.journal.read({ vendor: 'vocom' }).entries).toMatchObject([{ outcome: null }])
    await stillAnswers(duble)
  })

  it('before its answer has come changes nothing for others', async () => {
    await using duble = await onTheWire()
    const many = Array.from({ length: 50 }, () =>
      raw(duble, 'GET /crm-zen/api/totais_lead HTTP/1.1\r\nHost: x\r\n\r\n', { breakAfter: 0 }),
    )
    await Promise.all(many)
    await stillAnswers(duble)
  })

  it('only with one half of its connection does not keep Dublê from closing', async () => {
    const duble = await onTheWire()
    const socket = net.connect({
      port: Number(new URL(duble.url).port),
      host: '127.0.0.1',
      allowHalfOpen: true,
    })
    try {
      const refused = new Promise((resolve) => socket.once('end', resolve))
      socket.on('error', () => {})
      socket.resume()
      socket.write('junk\r\n\r\n')
      await refused
      await duble.close()
      await expect(fetch(`${duble.url}/healthz`)).rejects.toThrow('fetch failed')
    } finally {
      socket.destroy()
    }
  })
})
