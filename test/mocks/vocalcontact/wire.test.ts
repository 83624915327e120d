import { describe, expect, it } from 'vitest'
import { describeBoth, send } from '../../support.ts'
import { ask, openDefault } from './support.ts'

const ORIGIN = 'https://painel.example'

describeBoth('a browser of another origin', (open) => {
  it('may ask VocalContact, and its preflight needs no token [V-A17]', async () => {
    await using duble = await openDefault({}, open)
    const preflight = {
      method: 'OPTIONS',
      headers: { origin: ORIGIN, 'access-control-request-method': 'GET' },
    }
    const asked = await send(duble, '/vocalcontact/api/app/lead/all', preflight)
    expect(asked.status).toBe(204)
    expect(asked.headers.get('access-control-allow-origin')).toBe('*')
    for (const format of ['json', 'csv']) {
      const served = await ask(duble, `lead/all/format/${format}`, 'token-bi', {
        headers: { origin: ORIGIN },
      })
      expect(served.status).toBe(200)
      expect(served.headers.get('access-control-allow-origin')).toBe('*')
    }
  })

  it('may not under cors off: OPTIONS is another method [V-A17] [V-A12]', async () => {
    await using duble = await openDefault({ cors: 'off' }, open)
    const preflight = {
      method: 'OPTIONS',
      headers: { origin: ORIGIN, 'access-control-request-method': 'GET' },
    }
    expect((await send(duble, '/vocalcontact/api/app/lead/all', preflight)).status).toBe(405)
    const served = await ask(duble, 'lead/info', 'token-bi', { headers: { origin: ORIGIN } })
    expect(served.headers.has('access-control-allow-origin')).toBe(false)
  })
})

describeBoth('an answer of VocalContact’s', (open) => {
  it('is UTF-8 on the wire, in both formats [V-A06] [V-A07]', async () => {
    await using duble = await openDefault({}, open)
    for (const format of ['json', 'csv']) {
      const url = `${duble.url}/vocalcontact/api/app/calendar/all/format/${format}/token/token-bi`
      const request = new Request(url)
      const response = await (duble.url === 'http://localhost' ? duble.fetch(request) : fetch(request))
      const bytes = await response.arrayBuffer()
      const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
      expect(text).toContain('Reunião, proposta e preços')
      if (duble.url !== 'http://localhost') {
        expect(response.headers.get('content-length')).toBe(String(bytes.byteLength))
      }
    }
  })
})

describe('a path that is not one', () => {
  it.each([
    ['lead/all/%E0%A4%A/x', 404],
    ['lead/all/__proto__/x', 404],
    [`lead/created/from/${'9'.repeat(5000)}/to/x`, 400],
    ['lead/created/from/%00/to/%0A', 400],
    ['lead/all/format/csv%2Ftoken', 400],
    ['lead//all', 404],
  ])('is refused and stops nothing: %s', async (path, status) => {
    await using duble = await openDefault()
    expect((await ask(duble, path)).status).toBe(status)
    expect((await ask(duble, 'lead/info')).status).toBe(200)
  })
})
