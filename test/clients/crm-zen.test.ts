import { describe, expect, it } from 'vitest'
import { VendorError } from '../../src/clients/create.ts'
import { createCrmZenClient, nextAllowedAt } from '../../src/clients/crm-zen.ts'
import type { Duble } from '../../src/index.ts'
import { inProcess, onTheWire } from '../support.ts'

const WAIT_OVER = Date.UTC(2026, 2, 2, 12, 5, 0)

/** A clock whose sleep moves the world's: a test waits for nothing. */
const directedBy = (duble: Duble, slept: number[] = []) => ({
  now: () => duble.clock.now(),
  async sleep(milliseconds: number, signal?: AbortSignal) {
    signal?.throwIfAborted()
    slept.push(milliseconds)
    duble.clock.advance(milliseconds)
  },
})
const client = (duble: Duble, slept: number[] = []) =>
  createCrmZenClient({
    url: duble.vendor('crm-zen').url,
    token: 'zen-token',
    fetch: (input, init) =>
      duble.url === 'http://localhost'
        ? Promise.resolve(duble.fetch(new Request(input, init)))
        : fetch(input, init),
    clock: directedBy(duble, slept),
  })
const refusal = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error)

describe('the CRM Zen client', () => {
  it('asks at the path that it is given', async () => {
    const asked: unknown[] = []
    const paths = { totals: '/zen/totais' }
    const fetch = async (input: unknown) => asked.push(input) && Response.error()
    const zen = createCrmZenClient({ url: 'http://localhost/crm', token: 't', paths, fetch: fetch as never })
    await refusal(zen.totals('2018-01-01'))
    expect(asked).toEqual(['http://localhost/crm/zen/totais?data=2018-01-01'])
  })

  it('throws a 429 at once and reads the next allowed time out of its sentence', async () => {
    await using duble = await inProcess()
    const zen = client(duble)
    await zen.totals('2018-01-01')
    const error = await refusal(zen.totals('2018-01-01'))
    expect(error).toBeInstanceOf(VendorError)
    expect(error).toMatchObject({
      code: 'too_many_requests',
      status: 429,
      vendor: 'crm-zen',
      operation: 'totals',
      facts: { last: '2026-03-02 09:00:00', next: '2026-03-02 09:05:00' },
    })
    expect(nextAllowedAt(error)).toBe(WAIT_OVER)
  })

  it('waits exactly until the printed time when asked to, and is not refused again', async () => {
    await using duble = await onTheWire()
    const slept: number[] = []
    const zen = client(duble, slept)
    await zen.totals('2018-01-01')
    duble.clock.advance(60_000)
    expect((await zen.totals('2018-01-02', { wait: true })).data).toBe('2018-01-02')
    expect(slept).toEqual([240_000])
    expect(duble.clock.now()).toBe(WAIT_OVER)
    const outcomes = duble.world.journal.read().entries.map(({ outcome }) => outcome)
    expect(outcomes).toEqual(['ok', 'too_many_requests', 'ok'])
  })

  it('goes by the vendor’s clock where its own is wrong', async () => {
    await using duble = await onTheWire()
    const slept: number[] = []
    const { sleep } = directedBy(duble, slept)
    const { url } = duble.vendor('crm-zen')
    const zen = createCrmZenClient({ url, token: 'zen-token', clock: { now: () => 0, sleep } })
    await zen.totals('2018-01-01')
    await zen.totals('2018-01-01', { wait: true })
    expect(slept).toEqual([300_000])
  })

  it('stops waiting when its signal aborts', async () => {
    await using duble = await inProcess()
    const zen = client(duble)
    await zen.totals('2018-01-01')
    const stop = new AbortController()
    const waiting = createCrmZenClient({
      url: duble.vendor('crm-zen').url,
      token: 'zen-token',
      fetch: async (input, init) => duble.fetch(new Request(input, { ...init, signal: null })),
      clock: {
        now: () => duble.clock.now(),
        sleep: (_milliseconds, signal) =>
          new Promise((_resolve, reject) => {
            signal?.addEventListener('abort', () => reject(signal.reason))
            stop.abort(new Error('the user left'))
          }),
      },
    }).totals('2018-01-01', { wait: true, signal: stop.signal })
    await expect(waiting).rejects.toThrow('the user left')
  })

  it('gives up after three waits that did not help', async () => {
    await using duble = await inProcess()
    duble.fault({ vendor: 'crm-zen', operation: 'totals', fault: 'too_many_requests' })
    const slept: number[] = []
    expect(await refusal(client(duble, slept).totals('2018-01-01', { wait: true }))).toMatchObject({
      code: 'too_many_requests',
    })
    expect(slept).toEqual([300_000, 300_000, 300_000])
  })

  it.each([
    ['numbers as text', { numbers: 'string' }],
    ['errors as {}', { 'erros.empty': 'object' }],
    ['errors as []', { 'erros.empty': 'array' }],
    ['escaped accents', { escape_unicode: true }],
  ])('reads the same totals from %s', async (_what, options) => {
    await using plain = await inProcess()
    await using other = await inProcess({}, { 'crm-zen': options })
    for (const day of ['2018-01-01', '2018-01-02']) {
      plain.clock.advance(300_000)
      other.clock.advance(300_000)
      expect(await client(other).totals(day)).toEqual(await client(plain).totals(day))
    }
  })

  it('says so when an answer is none that the document knows', async () => {
    const zen = createCrmZenClient({
      url: 'http://localhost',
      token: 'zen-token',
      fetch: async () => new Response('<html>bad gateway</html>', { status: 502 }),
    })
    expect(await refusal(zen.totals('2018-01-01'))).toMatchObject({
      code: 'unexpected',
      status: 502,
      message: 'crm-zen/totals answered unexpected (HTTP 502): not documented: <html>bad gateway</html>',
    })
  })

  it('keeps its token out of every error', async () => {
    await using duble = await inProcess()
    const zen = createCrmZenClient({
      url: duble.vendor('crm-zen').url,
      token: 'a-very-secret-token',
      fetch: async (input, init) => duble.fetch(new Request(input, init)),
    })
    const error = (await refusal(zen.totals('2018-01-01'))) as Error
    expect(error).toMatchObject({ code: 'wrong_token' })
    expect(`${JSON.stringify(error)} ${error.stack}`).not.toContain('a-very-secret-token')
  })
})
