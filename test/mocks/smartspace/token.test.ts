import { describe, expect, it } from 'vitest'
import { describeBoth } from '../../support.ts'
import { ask, basic, bearer, grant, newToken, openOn, openSmartspace } from './support.ts'
import { expectError } from './token-errors.ts'

const GRANT = 'grant_type=client_credentials'
const IN_BODY = `${GRANT}&client_id=smartspace&client_secret=segredo`

describeBoth('The token endpoint', (open) => {
  it.each([
    ['in the header', GRANT, basic()],
    ['in the body', IN_BODY, {}],
    ['in the header, and repeats its id in the body', `${GRANT}&client_id=smartspace`, basic()],
  ])(
    'gives a token to a client that proves itself %s [S-04] [S-09] [S-A05]',
    async (_where, form, headers) => {
      await using duble = await openSmartspace({}, open)
      const seen = await grant(duble, form, headers)
      expect([seen.status, seen.outcome]).toEqual([200, 'ok'])
      expect(seen.body).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 3600 })
      expect(Object.keys(seen.body)).toEqual(['access_token', 'token_type', 'expires_in'])
      expect(seen.headers.get('cache-control')).toBe('no-store')
      expect(seen.headers.get('pragma')).toBe('no-cache')
      expect((await ask(duble, 'codigo=1001', bearer(seen.body.access_token))).outcome).toBe('ok')
    },
  )

  it.each([
    ['no grant type', 'scope=clientes:ler', basic(), 'grant_type is missing'],
    ['an empty grant type', 'grant_type=', basic(), 'grant_type is missing'],
    ['no body', '', basic(), 'grant_type is missing'],
    ['a parameter twice', `${GRANT}&scope=a&scope=a`, basic(), 'scope is there twice'],
    ['an unknown parameter twice', `${GRANT}&x=1&x=2`, basic(), 'x is there twice'],
    ['both ways at once', IN_BODY, basic(), 'the client proves itself in the header and in the body'],
    [
      'both ways, another secret',
      `${GRANT}&client_secret=x`,
      basic(),
      'the client proves itself in the header and in the body',
    ],
    [
      'another id in the body',
      `${GRANT}&client_id=outro`,
      basic(),
      'client_id in the body is another than in the header',
    ],
  ])('calls %s an invalid request [S-A06]', async (_what, form, headers, why) => {
    await using duble = await openSmartspace({}, open)
    expectError(await grant(duble, form, headers), 'invalid_request', why)
  })

  it.each([
    ['no client', GRANT, {}, 'no client proves itself, neither in the header nor in the body'],
    [
      'an empty client',
      `${GRANT}&client_id=&client_secret=`,
      {},
      'no client proves itself, neither in the header nor in the body',
    ],
    ['no secret', `${GRANT}&client_id=smartspace`, {}, 'client_secret is missing'],
    [
      'another secret in the body',
      `${GRANT}&client_id=smartspace&client_secret=x`,
      {},
      'no credential has this client and secret',
    ],
    [
      'another secret in the header',
      GRANT,
      basic('smartspace', 'x'),
      'no credential has this client and secret',
    ],
    ['another client', GRANT, basic('outro'), 'no credential has this client and secret'],
    [
      'a disabled client',
      GRANT,
      basic('smartspace-antigo', 'segredo-antigo'),
      'credential "disabled" is disabled',
    ],
    [
      'a token for a proof',
      GRANT,
      bearer('token-valido'),
      'the header "Authorization" is not "Basic <base64>"',
    ],
    [
      'a pair without a colon',
      GRANT,
      { authorization: 'Basic c21hcnRzcGFjZQ==' },
      'the Basic pair has no colon',
    ],
    [
      'a pair that is not form-encoded',
      GRANT,
      basic('smartspace', '100%'),
      'the Basic pair is not form-encoded',
    ],
  ])('calls %s an invalid client, with a Basic challenge [S-A06]', async (_what, form, headers, why) => {
    await using duble = await openSmartspace({}, open)
    expectError(await grant(duble, form, headers), 'invalid_client', why)
  })

  it.each(['authorization_code', 'refresh_token', 'password', 'implicit', 'CLIENT_CREDENTIALS', 'urn:x'])(
    'does not know the grant %s [S-A06]',
    async (type) => {
      await using duble = await openSmartspace({}, open)
      const seen = await grant(duble, `grant_type=${type}&username=smartspace&password=segredo`)
      expectError(seen, 'unsupported_grant_type', 'the grant type is none of client_credentials')
    },
  )

  it('gives no token to a client that may not use the grant [S-A06]', async () => {
    await using duble = await openSmartspace({}, open)
    const seen = await grant(duble, GRANT, basic('smartspace-basico', 'segredo-basico'))
    expectError(seen, 'unauthorized_client', 'credential "basic_only" may not use client_credentials')
    expect((await ask(duble, 'codigo=1001', basic('smartspace-basico', 'segredo-basico'))).outcome).toBe('ok')
  })

  it.each([
    [
      'an unknown scope',
      'clientes:apagar',
      '1 of the scopes asked for are unknown or not for credential "platform"',
    ],
    [
      'one known and two unknown',
      'a clientes:ler b',
      '2 of the scopes asked for are unknown or not for credential "platform"',
    ],
    ['two spaces', 'clientes:ler  clientes:editar', 'scope is not words with one space between them'],
    ['quotation marks', '"clientes:ler"', 'scope is not words with one space between them'],
    ['accents', 'açúcar', 'scope is not words with one space between them'],
  ])('calls %s an invalid scope [S-A06] [S-A17]', async (_what, scope, why) => {
    await using duble = await openSmartspace({}, open)
    expectError(await grant(duble, `${GRANT}&scope=${encodeURIComponent(scope)}`), 'invalid_scope', why)
  })
})

describe('The token endpoint', () => {
  it('gives what is asked for of a client’s scopes, and all of them where nothing is [S-A17]', async () => {
    await using duble = await openSmartspace({ 'oauth.scope_in_answer': true })
    const scopeFor = async (form: string, headers = basic()) => (await grant(duble, form, headers)).body.scope
    expect(await scopeFor(GRANT)).toBe('clientes:ler clientes:editar')
    expect(await scopeFor(`${GRANT}&scope=`)).toBe('clientes:ler clientes:editar')
    expect(await scopeFor(`${GRANT}&scope=clientes:editar`)).toBe('clientes:editar')
    expect(await scopeFor(`${GRANT}&scope=clientes:ler+clientes:ler`)).toBe('clientes:ler')
    const reader = basic('smartspace-leitura', 'segredo-leitura')
    expect(await scopeFor(GRANT, reader)).toBe('clientes:ler')
    expect((await grant(duble, `${GRANT}&scope=clientes:editar`, reader)).outcome).toBe('invalid_scope')
  })

  it('makes tokens that may do what was asked for, and no more [S-A17]', async () => {
    await using duble = await openSmartspace()
    const token = await newToken(duble, `${GRANT}&scope=clientes:editar`)
    expect((await ask(duble, 'codigo=1001', bearer(token))).outcome).toBe('insufficient_scope')
  })

  it('passes over parameters that it does not know [S-A05]', async () => {
    await using duble = await openSmartspace()
    expect((await grant(duble, `${GRANT}&audience=x&resource=y`)).outcome).toBe('ok')
  })

  it('reads a pair whose halves are form-encoded, as they must be [S-A05]', async () => {
    const credentials = 'credentials: [{ name: a, user: "a+b c", password: "100% : é" }]'
    await using duble = await openOn(`fixture: t\nvendor: smartspace\n${credentials}\nclientes: []`)
    const encoded = basic('a%2Bb+c', '100%25+%3A+%C3%A9')
    expect((await grant(duble, GRANT, encoded)).outcome).toBe('ok')
    expect((await grant(duble, GRANT, basic('a%2Bb%20c', '100%25%20%3A%20%C3%A9'))).outcome).toBe('ok')
    expect((await grant(duble, GRANT, basic('a+b c', '100%25+%3A+%C3%A9'))).outcome).toBe('invalid_client')
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'a+b c',
      client_secret: '100% : é',
    })
    expect((await grant(duble, String(body), {})).outcome).toBe('ok')
  })

  it.each([
    [
      'JSON',
      { grant_type: 'client_credentials', client_id: 'smartspace', client_secret: 'segredo' },
      {},
      'the content type is application/json, not application/x-www-form-urlencoded',
    ],
    [
      'a text',
      IN_BODY,
      { 'content-type': 'text/plain' },
      'the content type is text/plain, not application/x-www-form-urlencoded',
    ],
  ])('takes a form and not %s [S-A05] [S-A06]', async (_what, form, headers, why) => {
    await using duble = await openSmartspace()
    expectError(await grant(duble, form, headers), 'invalid_request', why)
  })

  it('takes a form whose type names a charset [S-A05]', async () => {
    await using duble = await openSmartspace()
    const type = { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' }
    expect((await grant(duble, IN_BODY, type)).outcome).toBe('ok')
  })

  it('leaves no token behind a refusal [S-A06]', async () => {
    await using duble = await openSmartspace()
    const first = await openSmartspace()
    const expected = await newToken(first)
    await first.close()
    for (const form of ['', `${GRANT}&scope=x`, `${IN_BODY}&x=1`]) await grant(duble, form)
    expect(await newToken(duble)).toBe(expected)
  })

  it('does not exist under auth basic, whatever is asked of it [S-A14]', async () => {
    await using duble = await openSmartspace({ auth: 'basic' })
    for (const form of [GRANT, '', `${GRANT}&x=1&x=2`, { grant_type: 'client_credentials' }]) {
      const seen = await grant(duble, form)
      expect([seen.status, seen.outcome]).toEqual([404, 'no_token_endpoint'])
      expect(seen.body).toEqual({ erro: 'Esta API usa autenticação básica e não emite tokens' })
    }
  })

  it('is open under auth oauth2, where Basic proves a client and nothing else [S-A12]', async () => {
    await using duble = await openSmartspace({ auth: 'oauth2' })
    const token = await newToken(duble)
    expect((await ask(duble, 'codigo=1001', basic())).outcome).toBe('no_credentials')
    expect((await ask(duble, 'codigo=1001', bearer(token))).outcome).toBe('ok')
  })
})
