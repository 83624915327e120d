import { describe, expect, it } from 'vitest'
import { createSmartspaceClient, type SmartspaceClient } from '../../src/clients/smartspace.ts'
import { asked, CPF, madeUp, OAUTH, open, PAIR, platform, thrown } from './smartspace-support.ts'

describe('the Smartspace client', () => {
  it.each([
    ['a pair', PAIR],
    ['an OAuth client', OAUTH],
    ['a token', { token: 'token-valido' }],
  ])('looks customers up by each of the five keys, and edits them, with %s', async (_what, auth) => {
    await using duble = await open()
    const company = platform(duble, auth)
    const codes = async (by: Parameters<SmartspaceClient['lookup']>[0]) =>
      (await company.lookup(by)).map(({ codigo }) => codigo)
    expect(await codes({ cpf: CPF })).toEqual(['1001'])
    expect(await codes({ cnpj: '11.222.333/0001-81' })).toEqual(['1004'])
    expect(await codes({ telefone: '+55 (83) 3221-4455' })).toEqual(['1002', '1003'])
    expect(await codes({ email: 'ana@example.com' })).toEqual(['1001'])
    expect(await codes({ codigo: '1003' })).toEqual(['1003'])
    expect(await codes({ cpf: '529.982.247-25' })).toEqual([])
    const [edited] = await company.edit('1001', { enderecoNumero: '7' })
    expect(edited).toMatchObject({ codigo: '1001', enderecoNumero: '7' })
    expect((await company.lookup({ cpf: CPF }))[0]?.['enderecoNumero']).toBe('7')
  })

  it('fetches one token for many calls, and another only when the first is over by its own clock', async () => {
    await using duble = await open()
    const company = platform(duble)
    await company.lookup({ cpf: CPF })
    duble.clock.advance(3_599_000)
    await company.lookup({ cpf: CPF })
    duble.clock.advance(1_000)
    await company.lookup({ cpf: CPF })
    expect(asked(duble)).toEqual([
      'oauth_token.ok',
      'consultar.ok',
      'consultar.ok',
      'oauth_token.ok',
      'consultar.ok',
    ])
  })

  it('shares the first token request among calls that need it at once', async () => {
    await using duble = await open()
    const company = platform(duble)
    await Promise.all(Array.from({ length: 50 }, () => company.lookup({ cpf: CPF })))
    expect(asked(duble).filter((each) => each === 'oauth_token.ok')).toHaveLength(1)
    expect(asked(duble)).toHaveLength(51)
  })

  it('renews a token that was revoked once, however many calls meet it, and asks each again once', async () => {
    await using duble = await open()
    const company = platform(duble)
    await company.connect()
    await duble.world.fake('smartspace').applyState('every token is revoked')
    const found = await Promise.all(Array.from({ length: 50 }, () => company.lookup({ cpf: CPF })))
    expect(found.every(([customer]) => customer?.['codigo'] === '1001')).toBe(true)
    const count = (what: string) => asked(duble).filter((each) => each === what).length
    expect([count('oauth_token.ok'), count('consultar.invalid_token'), count('consultar.ok')]).toEqual([
      2, 50, 50,
    ])
  })

  it('renews once too where the refusals come in one after the other', async () => {
    await using duble = await open()
    const company = platform(duble, OAUTH, {
      async fetch(input, init) {
        const response = await duble.fetch(new Request(input, init))
        const late = response.status === 401 ? ++refused : 0
        for (let turn = 0; turn < late * 20; turn++) await Promise.resolve() // each refusal is later than the one before
        return response
      },
    })
    let refused = 0
    await company.connect()
    await duble.world.fake('smartspace').applyState('every token is revoked')
    await Promise.all(Array.from({ length: 50 }, () => company.lookup({ cpf: CPF })))
    expect(asked(duble).filter((each) => each === 'oauth_token.ok')).toHaveLength(2)
  })

  it('gives up where the new token is refused as well, and does not ask on', async () => {
    await using duble = await open({ 'oauth.expires_in': '0s' })
    const error = await thrown(
      platform(duble, OAUTH, { clock: { now: () => 0, sleep: () => new Promise(() => {}) } }).lookup({
        cpf: CPF,
      }),
    )
    expect(error).toMatchObject({ code: 'invalid_token', status: 401, operation: 'consultar' })
    expect(asked(duble)).toEqual([
      'oauth_token.ok',
      'consultar.invalid_token',
      'oauth_token.ok',
      'consultar.invalid_token',
    ])
  })

  it('does not renew for a 403, nor where it has a pair or a token given once and for all', async () => {
    await using duble = await open()
    const reader = platform(duble, { clientId: 'smartspace-leitura', clientSecret: 'segredo-leitura' })
    expect(await thrown(reader.edit('1001', {}))).toMatchObject({ code: 'insufficient_scope', status: 403 })
    expect(await thrown(platform(duble, { token: 'token-vencido' }).lookup({ cpf: CPF }))).toMatchObject({
      code: 'invalid_token',
      message: 'smartspace/consultar answered invalid_token (HTTP 401): Token inválido, expirado ou revogado',
    })
    expect(await thrown(platform(duble, { ...PAIR, password: 'x' }).lookup({ cpf: CPF }))).toMatchObject({
      code: 'wrong_credentials',
      message: 'smartspace/consultar answered wrong_credentials (HTTP 401): Usuário ou senha inválidos',
    })
    expect(asked(duble)).toEqual([
      'oauth_token.ok',
      'editar.insufficient_scope',
      'consultar.invalid_token',
      'consultar.wrong_credentials',
    ])
  })

  it('tells why it gets no token, and asks anew with the next call', async () => {
    await using duble = await open()
    const wrong = platform(duble, { ...OAUTH, clientSecret: 'errado' })
    expect(await thrown(wrong.lookup({ cpf: CPF }))).toMatchObject({
      code: 'invalid_client',
      status: 401,
      message: 'smartspace/oauth_token answered invalid_client (HTTP 401): Client authentication failed',
    })
    expect(await thrown(platform(duble, { ...OAUTH, scope: 'tudo' }).connect())).toMatchObject({
      code: 'invalid_scope',
    })
    duble.world.fake('smartspace').addFault('oauth_token', 'internal', 1)
    const company = platform(duble)
    expect(await thrown(company.connect())).toMatchObject({ code: 'internal', status: 500 })
    await company.connect()
  })

  it('sends the halves of an OAuth pair form-encoded, asks for its scope, and elsewhere if it is told so', async () => {
    const seen: string[] = []
    const company = madeUp(
      (url, { body, headers }) => {
        const { authorization = '' } = headers as Record<string, string>
        seen.push(`${url} ${body ?? ''} ${Buffer.from(authorization.split(' ')[1] ?? '', 'base64')}`)
        if (!url.endsWith('/login')) return Response.json([])
        return Response.json({ access_token: 't', token_type: 'bearer', expires_in: '60' })
      },
      {
        auth: { clientId: 'a:b c', clientSecret: '100%', tokenPath: '/login', scope: 'clientes:ler' },
        paths: { consultar: '/pessoas' },
      },
    )
    await company.lookup({ codigo: '1' })
    expect(seen[0]).toBe(
      'https://erp.example.com/api/login grant_type=client_credentials&scope=clientes%3Aler a%3Ab+c:100%25',
    )
    expect(seen[1]).toMatch(/^https:\/\/erp\.example\.com\/api\/pessoas\?codigo=1 /)
  })

  it.each([
    ['no token', { token_type: 'Bearer' }],
    ['another type of token', { access_token: 't', token_type: 'mac' }],
    ['no JSON', undefined],
  ])('does not believe a token endpoint that answers %s', async (_what, body) => {
    const company = madeUp(() => (body === undefined ? new Response('<html>') : Response.json(body)), {
      auth: OAUTH,
    })
    expect(await thrown(company.connect())).toMatchObject({
      code: 'unexpected',
      message: 'smartspace/oauth_token answered unexpected (HTTP 200): the answer has no Bearer token',
    })
  })
})

describe('what the Smartspace client refuses before it asks', () => {
  it.each([
    [{}, 'none'],
    [{ cpf: CPF, email: 'ana@example.com' }, 'cpf and email'],
    [{ nome: 'ANA' }, 'none'],
  ])('is a look-up by none or by several keys: %o', async (by, got) => {
    const error = await thrown(madeUp(() => Response.json([])).lookup(by as never))
    expect(error).toBeInstanceOf(TypeError)
    expect(error.message).toBe(
      `a look-up takes exactly one of cpf, cnpj, telefone, email, codigo, got ${got}`,
    )
  })

  it('is a URL that is none, or that is not HTTPS, unless it is on this machine or told to be insecure', () => {
    const make =
      (url: string, insecure = false) =>
      () =>
        createSmartspaceClient({ url, auth: PAIR, insecure })
    expect(make('erp.example.com')).toThrow('a customer API’s URL must be absolute and begin with https://')
    expect(make('ftp://erp.example.com')).toThrow('must be absolute')
    expect(make('http://erp.example.com/api')).toThrow(
      'the customer API at erp.example.com must be reached over HTTPS (insecure: true allows HTTP)',
    )
    for (const url of [
      'http://localhost:4010/smartspace',
      'http://127.0.0.1',
      'http://[::1]:1',
      'http://a.localhost',
      'https://erp.example.com',
    ]) {
      expect(make(url)).not.toThrow()
    }
    expect(make('http://duble:4010/smartspace', true)).not.toThrow()
    expect(make('http://localhost.example.com')).toThrow('HTTPS')
  })
})
