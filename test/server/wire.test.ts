import { parse as readCsv } from 'csv-parse/sync'
import { describe, expect, it, vi } from 'vitest'
import type { Duble } from '../../src/index.ts'
import { COMPANY, onTheWire, VOCOM_KEY, vocom } from '../support.ts'
import { type Listened, listen } from './sockets.ts'
import { journalOf } from './support.ts'

const BODY = JSON.stringify({ agent: 'DEV', company_id: COMPANY })

/** A request for the break list, as bytes. */
const breaks = (fault: string, more = '', method = 'POST'): string =>
  `${method} /vocom/interact_cti/agent/get_break_list/ HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${VOCOM_KEY}\r\n${
    fault === '' ? '' : `X-Duble-Fault: ${fault}\r\n`
  }${more}Content-Length: ${BODY.length}\r\n\r\n${BODY}`

const ask = (duble: Duble, fault: string, more?: string): Promise<Listened> =>
  listen(duble, breaks(fault, more))

/** An answer's head and body. */
const parts = ({ bytes }: Listened): [head: string, body: string] => {
  const [head = '', body = ''] = bytes.toString('latin1').split(/\r\n\r\n(.*)/s)
  return [head, body]
}
const lengthIn = (head: string): number => Number(/^content-length: (\d+)$/im.exec(head)?.[1])

describe('on the wire', () => {
  it('a reset is a TCP reset, before a byte of the answer', async () => {
    await using duble = await onTheWire()
    expect(await ask(duble, 'connection_reset')).toMatchObject({ end: 'ECONNRESET', bytes: Buffer.alloc(0) })
  })

  it('a reset after the head comes when the head is out, and nothing else', async () => {
    await using duble = await onTheWire()
    const heard = await ask(duble, 'connection_reset=after_head')
    const [head, body] = parts(heard)
    expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect([heard.end, body, lengthIn(head) > 100]).toEqual(['ECONNRESET', '', true])
  })

  it('a reset mid-body comes when half the body is out', async () => {
    await using duble = await onTheWire()
    const heard = await ask(duble, 'connection_reset=mid_body')
    const [head, body] = parts(heard)
    expect([heard.end, body.length]).toEqual(['ECONNRESET', Math.floor(lengthIn(head) / 2)])
  })

  it('a truncated body announces all of it, sends half, and closes', async () => {
    await using duble = await onTheWire()
    const heard = await ask(duble, 'truncated_body')
    const [head, body] = parts(heard)
    expect([heard.end, body.length]).toEqual(['FIN', Math.floor(lengthIn(head) / 2)])
    const whole = await vocom(duble, 'get_break_list', { agent: 'DEV' })
    expect(Buffer.from(whole.text).subarray(0, body.length).toString('latin1')).toBe(body)
  })

  it('an empty response is a close without a byte', async () => {
    await using duble = await onTheWire()
    expect(await ask(duble, 'empty_response')).toMatchObject({ end: 'FIN', bytes: Buffer.alloc(0) })
  })

  it('garbage is no HTTP, comes from the seed, and is closed behind', async () => {
    const hear = async (seed: number): Promise<Listened> => {
      await using duble = await onTheWire({ seed })
      return await ask(duble, 'garbage')
    }
    const [first, same, other] = [await hear(1), await hear(1), await hear(2)]
    expect(first.end).toBe('FIN')
    expect(first.bytes.length).toBeGreaterThanOrEqual(24)
    expect(first.bytes.includes('HTTP')).toBe(false)
    expect(same.bytes).toEqual(first.bytes)
    expect(other.bytes).not.toEqual(first.bytes)
  })

  it('a malformed body is a whole answer that does not parse', async () => {
    await using duble = await onTheWire()
    const response = await fetch(`${duble.url}/vocom/interact_cti/agent/get_break_list/`, {
      method: 'POST',
      headers: { authorization: VOCOM_KEY, 'x-duble-fault': 'malformed_body' },
      body: BODY,
    })
    expect(response.status).toBe(200)
    const text = await response.text()
    expect(Buffer.byteLength(text)).toBe(Number(response.headers.get('content-length')))
    expect(() => JSON.parse(text)).toThrow(SyntaxError)
    expect(duble.world.journal.read({ limit: 1 }).entries[0]?.responseBody).toBe(text)
  })

  it('a malformed CSV file has a torn row', async () => {
    await using duble = await onTheWire({ vendors: ['vocalcontact'] })
    const url = `${duble.url}/vocalcontact/api/app/calendar/all/token/token-bi/format/csv`
    const whole = await (await fetch(url)).text()
    const torn = await (await fetch(url, { headers: { 'x-duble-fault': 'malformed_body' } })).text()
    const rows = readCsv(whole, { delimiter: [',', ';'] }) as unknown[]
    expect(rows.length).toBeGreaterThan(2)
    expect(() => readCsv(torn, { delimiter: [',', ';'] })).toThrow()
    expect(torn.split('\n').slice(0, -1)).toEqual(whole.split('\n').slice(0, torn.split('\n').length - 1))
  })

  it('a slow body keeps to its rate, in pieces a tenth of a second apart at most', async () => {
    await using duble = await onTheWire({ vendors: ['vocalcontact'] })
    const path = '/vocalcontact/api/app/calendar/all/token/token-bi'
    const rate = 40_000
    await (await fetch(duble.url + path)).arrayBuffer() // the rows are made once
    const response = await fetch(duble.url + path, { headers: { 'x-duble-fault': `slow_body=${rate}` } })
    const began = performance.now()
    const times: number[] = []
    let size = 0
    let perSecond = 0
    for await (const chunk of response.body as ReadableStream<Uint8Array>) {
      const passed = performance.now() - began
      if (passed > 1000) break
      times.push(passed)
      size += chunk.length
      perSecond = size / (passed / 1000)
    }
    expect(perSecond).toBeGreaterThan(rate * 0.9)
    expect(perSecond).toBeLessThan(rate * 1.06)
    const gaps = times.slice(1).map((time, index) => time - (times[index] as number))
    expect(gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)]).toBeLessThan(100)
  })

  it('a slow body stops when its reader leaves', async () => {
    await using duble = await onTheWire()
    const heard = await listen(duble, breaks('slow_body=100'), { leaveAfter: 150 })
    expect(heard.end).toBe('left')
    const before = performance.now()
    await duble.close()
    expect(performance.now() - before).toBeLessThan(1000)
  })

  it('a delayed answer is given up when its reader leaves', async () => {
    await using duble = await onTheWire()
    const heard = await listen(duble, breaks('delay=1h'), { leaveAfter: 50 })
    expect([heard.end, heard.bytes.length]).toEqual(['left', 0])
    const before = performance.now()
    await duble.close()
    expect(performance.now() - before).toBeLessThan(1000)
    await journalOf(duble)
    expect(duble.world.journal.read().entries[0]).toMatchObject({ outcome: 'ok', faults: ['delay=1h'] })
  })

  it('CORS headers and the world’s date come with what comes of a head', async () => {
    await using duble = await onTheWire()
    const [head] = parts(await ask(duble, 'truncated_body', 'Origin: http://elsewhere\r\n'))
    expect(head).toMatch(/^access-control-allow-origin: \*$/im)
    expect(head).toMatch(/^date: Mon, 02 Mar 2026 12:00:00 GMT$/im)
  })

  it('what came before on a connection is delivered, and no other connection suffers', async () => {
    await using duble = await onTheWire()
    const [faulty, whole] = await Promise.all([
      listen(duble, breaks('') + breaks('delay=20ms') + breaks('connection_reset') + breaks('')),
      listen(duble, breaks('') + breaks('delay=100ms'), { answers: 2 }),
    ])
    expect(faulty.end).toBe('ECONNRESET')
    expect(faulty.bytes.toString().match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2)
    expect(whole.bytes.toString().match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2)
    expect((await vocom(duble, 'get_break_list', { agent: 'DEV' })).outcome).toBe('ok')
  })

  it('many delayed answers on one connection come in order, and nobody warns', async () => {
    const warned = vi.spyOn(process, 'emitWarning')
    await using duble = await onTheWire()
    const asked = Array.from({ length: 20 }, (_, index) => breaks(`delay=${20 - index}ms`)).join('')
    const heard = await listen(duble, asked, { answers: 20 })
    expect(heard.bytes.toString().match(/HTTP\/1\.1 200 OK/g)).toHaveLength(20)
    expect(warned).not.toHaveBeenCalled()
    warned.mockRestore()
  })

  it.each(['connection_reset=mid_body', 'connection_reset=after_head', 'truncated_body', 'slow_body=10'])(
    'an answer to a HEAD has no body to break: %s',
    async (fault) => {
      await using duble = await onTheWire({ vendors: ['crm-zen'] }, { 'crm-zen': { head: 'as_get' } })
      const heard = await listen(
        duble,
        `HEAD /crm-zen/api/totais_lead?data=2018-01-01 HTTP/1.1\r\nHost: localhost\r\ntoken: zen-token\r\nX-Duble-Fault: ${fault}\r\n\r\n`,
        { answers: 1 },
      )
      const [head, body] = parts(heard)
      expect([head.split('\r\n')[0], body]).toEqual(['HTTP/1.1 200 OK', ''])
    },
  )

  it('a slow answer to a HEAD holds up nobody who asks on the same connection', async () => {
    await using duble = await onTheWire({ vendors: ['crm-zen', 'vocom'] }, { 'crm-zen': { head: 'as_get' } })
    const head =
      'HEAD /crm-zen/api/totais_lead?data=2018-01-01 HTTP/1.1\r\nHost: localhost\r\ntoken: zen-token\r\nX-Duble-Fault: slow_body=1\r\n\r\n'
    const heard = await listen(duble, head + breaks('delay=1ms'), { answers: 2 })
    expect(heard.bytes.toString().match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2)
  })

  it('under TLS a reset is one too', async () => {
    await using duble = await onTheWire({ tls: true })
    for (const [fault, end] of [
      ['connection_reset', 'ECONNRESET'],
      ['connection_reset=mid_body', 'ECONNRESET'],
      ['empty_response', 'FIN'],
      ['truncated_body', 'FIN'],
    ]) {
      const heard = await listen(duble, breaks(fault as string), { ca: duble.ca })
      expect([fault, heard.end]).toEqual([fault, end])
    }
  })
})
