import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { behavioursOf, errorOf } from '#engine'
import { smartspace } from '../../../mocks/smartspace/api.ts'
import { describeBoth, onTheWire, send } from '../../support.ts'
import { ANA, ask, basic, bearer, calls, edit, enter, fault, grant, openSmartspace, ways } from './support.ts'

it('has a way to each behaviour of the customer API [S-01] [S-03] [S-06]', () => {
  expect(Object.keys(ways).sort()).toEqual(behavioursOf(smartspace).sort())
})

describeBoth('The customer API', (open) => {
  it.each(Object.entries(ways))(
    'can answer %s with its status and its text [S-04] [S-A06] [S-A19]',
    async (name, way) => {
      const [operation = '', ...rest] = name.split('.')
      const outcome = rest.join('.')
      await using duble = await openSmartspace({}, open)
      const seen = await way(duble)
      expect(seen.outcome).toBe(outcome)
      if (outcome.startsWith('ok')) return expect(seen.status).toBe(200)
      const [status, says, own] = errorOf(smartspace, outcome)
      expect(seen.status).toBe(status)
      if (outcome === 'unavailable') return expect(seen.text).toContain('503 Service Unavailable')
      const text = says.replace(
        '{name}',
        outcome === 'invalid_document' ? 'CPF' : outcome === 'not_text' ? 'nome' : 'endereco',
      )
      const standard = operation === 'oauth_token' && own === undefined
      expect(seen.body).toEqual(standard ? { error: outcome, error_description: text } : { erro: text })
      expect(seen.headers.get('content-type')).toBe('application/json')
    },
  )

  it.each([
    ['/clientes', 'GET', ['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']],
    ['/clientes/1001', 'PUT', ['HEAD', 'GET', 'POST', 'PATCH', 'DELETE']],
    ['/oauth/token', 'POST', ['HEAD', 'GET', 'PUT', 'PATCH', 'DELETE']],
  ])('takes at %s nothing but %s [S-A19]', async (path, allowed, others) => {
    await using duble = await openSmartspace({}, open)
    for (const method of others) {
      const seen = await send(duble, `/smartspace${path}`, { method, headers: basic() })
      expect([method, seen.status, seen.outcome]).toEqual([method, 405, 'wrong_method'])
      expect(seen.headers.get('allow')).toBe(allowed)
      if (method !== 'HEAD') expect(seen.body).toEqual({ erro: 'Método não permitido' })
    }
  })

  it.each(['/', '/clientes/', '/Clientes', '/cliente', '/clientes/1/2', '/oauth', '/oauth/token/', '/token'])(
    'is not to be found at %s [S-06]',
    async (path) => {
      await using duble = await openSmartspace({}, open)
      const seen = await send(duble, `/smartspace${path}`, { headers: basic() })
      expect([seen.status, seen.outcome]).toEqual([404, undefined])
    },
  )

  it('refuses a body of 40 MB, and keeps nothing of it [S-A19]', async () => {
    await using duble = await openSmartspace({}, open)
    const huge = JSON.stringify({ nome: 'x'.repeat(40_000_000) })
    const seen = await edit(duble, '1001', huge).catch((error: Error) => error)
    // On the wire the connection may be closed while the client still writes.
    if (seen instanceof Error) expect(seen.message).toBe('fetch failed')
    else expect([seen.status, seen.body]).toEqual([413, { erro: 'Corpo grande demais' }])
    expect(duble.world.journal.read().entries.at(-1)?.outcome).toBe('too_large')
    expect((await ask(duble, 'codigo=1001')).body).toEqual([ANA])
  })

  it('lets browsers of another origin in, unless it is told not to [S-A21]', async () => {
    await using duble = await openSmartspace({}, open)
    const origin = { ...basic(), origin: 'https://plataforma.example.com' }
    expect((await ask(duble, 'codigo=1001', origin)).headers.get('access-control-allow-origin')).toBe('*')
    duble.world.fake('smartspace').setOptions({ cors: 'off' })
    expect((await ask(duble, 'codigo=1001', origin)).headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('The journal', () => {
  it('shows no CPF, however it was sent and however it is printed [S-16] [S-Q1]', async () => {
    await using duble = await openSmartspace()
    for (const options of [{}, { literal_invalid_json: true }, { answer_shape: 'typed_values' }]) {
      duble.world.fake('smartspace').setOptions(options)
      for (const query of ['cpf=39053344705', 'cpf=390.533.447-05', 'codigo=1001']) await ask(duble, query)
      await edit(duble, '1001', { cpf: '390.533.447-05' })
      await edit(duble, '1001', [{ cpf: '39053344705', nome: 1 }])
    }
    const shown = JSON.stringify(duble.world.journal.read().entries)
    expect(shown).not.toMatch(/39053344705|390\.533\.447-05/)
  })

  it('says of a mistaken path what is wrong with it, and not that a good token is [S-06]', async () => {
    await using duble = await openSmartspace()
    const told = async (path: string, init: RequestInit) =>
      (await send(duble, `/smartspace${path}`, init)).body.differs
    expect(await told('/cliente?cpf=1', { headers: bearer('token-valido') })).toEqual([
      'its path is /clientes',
    ])
    expect(await told('/cliente?cpf=1', { headers: bearer('token-vencido') })).toEqual([
      'its path is /clientes',
      'credentials: the token expired at 2020-01-01T00:00:00Z',
    ])
    const body = new URLSearchParams({ grant_type: 'client_credentials' })
    expect(await told('/oauth/tokens', { method: 'POST', body })).toEqual(['its path is /oauth/token'])
  })
})

describe('A company that is down', () => {
  it('has a proxy’s page in its stead, at the token endpoint too [S-A10] [S-A11]', async () => {
    await using duble = await openSmartspace()
    await enter(duble, 'the customer API is down')
    for (const call of Object.values(calls)) {
      const seen = await call(duble)
      expect([seen.status, seen.outcome]).toEqual([503, 'unavailable'])
      expect(seen.headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(seen.text).toBe(
        '<!DOCTYPE html><html><head><title>503 Service Unavailable</title></head><body><h1>503 Service Unavailable</h1></body></html>',
      )
    }
  })

  it('changes nothing where an edit meets the fault [S-A10]', async () => {
    await using duble = await openSmartspace()
    fault(duble, 'editar', 'internal')
    const seen = await edit(duble, '1001', { nome: 'B' })
    expect([seen.status, seen.body]).toEqual([500, { erro: 'Erro interno' }])
    expect((await ask(duble, 'codigo=1001')).body).toEqual([ANA])
  })

  it('fails for look-ups alone in one of the states [S-A11]', async () => {
    await using duble = await openSmartspace()
    await enter(duble, 'the customer API fails')
    expect((await ask(duble, 'codigo=1001')).outcome).toBe('internal')
    expect((await grant(duble)).outcome).toBe('ok')
  })
})

describe('Bytes that are no request of anybody’s', () => {
  it.each([
    ['a percent sign alone', '/smartspace/clientes?cpf=%', 200, 'ok.empty'],
    ['bytes that are no UTF-8', '/smartspace/clientes?cpf=%ff%fe', 200, 'ok.empty'],
    ['a zero', '/smartspace/clientes?codigo=%00', 200, 'ok.empty'],
    ['a code of a broken escape', '/smartspace/clientes/%zz', 405, 'wrong_method'],
    ['__proto__ as the key', '/smartspace/clientes?__proto__=1', 400, 'one_key'],
    ['__proto__ as the code', '/smartspace/clientes?codigo=__proto__', 200, 'ok.empty'],
    ['a very long key', `/smartspace/clientes?cpf=${'9'.repeat(8000)}`, 200, 'ok.empty'],
  ])('get a declared answer: %s [S-A01]', async (_what, target, status, outcome) => {
    await using duble = await openSmartspace({}, onTheWire)
    const { authorization } = basic() as { authorization: string }
    const head = await raw(
      duble.url,
      `GET ${target} HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${authorization}\r\nConnection: close\r\n\r\n`,
    )
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(duble.world.journal.read().entries.at(-1)?.outcome).toBe(outcome)
  })

  it('take the first of two Authorization headers, as Node does [S-A04]', async () => {
    await using duble = await openSmartspace({}, onTheWire)
    const { authorization } = basic() as { authorization: string }
    const lines = `Authorization: ${authorization}\r\nAuthorization: Bearer outro`
    const head = await raw(
      duble.url,
      `GET /smartspace/clientes?codigo=1001 HTTP/1.1\r\nHost: localhost\r\n${lines}\r\nConnection: close\r\n\r\n`,
    )
    expect(head).toMatch(/^HTTP\/1.1 200 /)
  })
})

const raw = (url: string, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes))
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('close', () => resolve(text)).on('error', reject)
  })
