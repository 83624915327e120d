import { expect, it } from 'vitest'
import { describeBoth, send, zen } from '../support.ts'

const LOGIN = '/interact_cti/agent/login/'

describeBoth('the Date header', (open) => {
  it('follows a directed clock: answers, refusals, preflights', async () => {
    await using duble = await open()
    const date = async (path: string, init?: RequestInit) =>
      (await send(duble, path, init)).headers.get('date')
    duble.clock.freeze(Date.UTC(2018, 10, 4, 3))
    const asking = {
      method: 'OPTIONS',
      headers: { origin: 'http://a.test', 'access-control-request-method': 'GET' },
    }
    for (const [path, init] of [
      ['/crm-zen/api/totais_lead'],
      ['/vocom/nowhere'],
      ['/nowhere'],
      ['/w/x/'],
      ['/crm-zen/api/totais_lead', asking],
    ] as const) {
      expect(await date(path, init as RequestInit)).toBe('Sun, 04 Nov 2018 03:00:00 GMT')
    }
    duble.clock.advance(61_000)
    expect(await date('/vocom/nowhere')).toBe('Sun, 04 Nov 2018 03:01:01 GMT')
  })
})

describeBoth('a preflight', (open) => {
  const asking = {
    method: 'OPTIONS',
    headers: {
      origin: 'http://a.test',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'token,x-other',
    },
  }

  it('is answered at the door, starts no wait, meets no fault and counts nowhere', async () => {
    await using duble = await open({}, { 'crm-zen': { 'cooldown.starts_on': 'any', 'cooldown.scope': 'ip' } })
    duble.world.fake('crm-zen').addFault('totals', 'internal', 1)
    const seen = await send(duble, '/crm-zen/api/totais_lead?data=2018-01-01', asking)
    expect([seen.status, seen.text]).toEqual([204, ''])
    expect(Object.fromEntries(seen.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST, PUT',
      'access-control-allow-headers': 'token,x-other',
      'access-control-max-age': '600',
      vary: 'access-control-request-headers',
    })
    expect(duble.world.journal.read().total).toBe(0)
    expect(duble.world.fake('crm-zen').faults.list()).toHaveLength(1)
    duble.world.fake('crm-zen').faults.clear()
    expect((await zen(duble)).outcome).toBe('ok')
  })

  it('comes before an answer that the browser may read', async () => {
    await using duble = await open()
    const seen = await zen(duble, undefined, { token: 'zen-token', origin: 'http://a.test' })
    expect([seen.status, seen.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
    expect((await zen(duble)).headers.get('access-control-allow-origin')).toBeNull()
  })

  it('is another method where cors is off, and so is OPTIONS that is none', async () => {
    await using duble = await open({}, { 'crm-zen': { cors: 'off' } })
    const off = await send(duble, '/crm-zen/api/totais_lead', asking)
    expect([off.status, off.outcome, off.headers.get('access-control-allow-origin')]).toEqual([
      405,
      'wrong_method',
      null,
    ])
    const none = await send(duble, `/vocom${LOGIN}`, {
      method: 'OPTIONS',
      headers: { origin: 'http://a.test' },
    })
    expect([none.status, none.outcome, none.headers.get('allow')]).toEqual([405, 'wrong_method', 'POST'])
    const own = await zen(duble, undefined, { token: 'zen-token', origin: 'http://a.test' })
    expect(own.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describeBoth('HEAD', (open) => {
  it('is another method, with the status and headers of its answer and no body', async () => {
    await using duble = await open()
    for (const path of [`/vocom${LOGIN}`, '/crm-zen/api/totais_lead?data=2018-01-01']) {
      const seen = await send(duble, path, { method: 'HEAD', headers: { token: 'zen-token' } })
      expect([seen.status, seen.text, seen.outcome]).toEqual([405, '', 'wrong_method'])
      expect(seen.headers.get('allow')).toBe(path.startsWith('/vocom') ? 'POST' : 'GET')
    }
    const nowhere = await send(duble, '/vocom/nowhere', { method: 'HEAD' })
    expect([nowhere.status, nowhere.text]).toEqual([404, ''])
    expect((await zen(duble)).status).toBe(200)
  })

  it('is served like GET where the option says so, and counts like it', async () => {
    await using duble = await open({}, { 'crm-zen': { head: 'as_get' } })
    const path = '/crm-zen/api/totais_lead?data=2018-01-01'
    const seen = await send(duble, path, { method: 'HEAD', headers: { token: 'zen-token' } })
    expect([seen.status, seen.text, seen.outcome]).toEqual([200, '', 'ok'])
    expect((await zen(duble)).status).toBe(429)
  })
})
