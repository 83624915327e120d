import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { ClientClock } from '../../src/clients/clock.ts'
import {
  createSmartspaceClient,
  SmartspaceAnswerError,
  type SmartspaceAuth,
  type SmartspaceClient,
  type SmartspaceOptions,
} from '../../src/clients/smartspace.ts'
import type { Duble } from '../../src/index.ts'
import { inProcess } from '../support.ts'

const OAUTH = { clientId: 'smartspace', clientSecret: 'segredo' }
const PAIR = { user: 'smartspace', password: 'segredo' }
const CPF = '390.533.447-05'

/** The world's clock as the client's: it never waits. */
const clockOf = (duble: Duble): ClientClock => ({
  now: () => duble.world.clock.now(),
  sleep: () => new Promise(() => {}),
})

const platform = (
  duble: Duble,
  auth: SmartspaceAuth = OAUTH,
  more: Partial<SmartspaceOptions> = {},
): SmartspaceClient =>
  createSmartspaceClient({
    url: duble.vendor('smartspace').url,
    auth,
    clock: clockOf(duble),
    fetch: async (input, init) => duble.fetch(new Request(input, init)),
    ...more,
  })

const open = (options: Readonly<Record<string, unknown>> = {}) =>
  inProcess({ vendors: ['smartspace'] }, { smartspace: options })

/** What was asked, oldest first: operation and outcome. */
const asked = (duble: Duble): string[] =>
  duble.world.journal.read({ limit: 500 }).entries.map(({ operation, outcome }) => `${operation}.${outcome}`)

const thrown = (promise: Promise<unknown>): Promise<Error & Record<string, unknown>> =>
  promise.then(
    () => new Error('nothing was thrown') as never,
    (error) => error,
  )

/** A client whose company answers what the test makes up. */
const madeUp = (
  answer: (url: string, init: RequestInit) => Response | Promise<Response>,
  more: Partial<SmartspaceOptions> = {},
) =>
  createSmartspaceClient({
    url: 'https://erp.example.com/api/',
    auth: PAIR,
    clock: { now: () => 0, sleep: () => new Promise(() => {}) },
    fetch: async (input, init) => answer(String(input), init ?? {}),
    ...more,
  })

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

describe('an answer that breaks the page’s rules', () => {
  it.each([
    ['object', 'not_array', undefined, 'answered an object: an array must be'],
    [
      'nested',
      'nested',
      'endereco',
      'answered an object as the property endereco of customer 0: a text must be',
    ],
    [
      'array_field',
      'nested',
      'telefone',
      'answered an array as the property telefone of customer 0: a text must be',
    ],
    [
      'typed_values',
      'not_text',
      'codigo',
      'answered a number as the property codigo of customer 0: a text must be',
    ],
    [
      'html',
      'not_json',
      undefined,
      'answered no JSON (content type text/html; charset=utf-8): an array must be',
    ],
  ])('is refused by a sentence that names the property: %s', async (answer_shape, code, property, says) => {
    await using duble = await open({ answer_shape })
    for (const [operation, call] of [
      ['consultar', platform(duble).lookup({ cpf: CPF })],
      ['editar', platform(duble).edit('1001', {})],
    ] as const) {
      const error = await thrown(call)
      expect(error).toBeInstanceOf(SmartspaceAnswerError)
      expect(error).toMatchObject({ code, property, operation, message: `smartspace/${operation} ${says}` })
    }
  })

  it('is refused where it is the page’s own invalid JSON', async () => {
    await using duble = await open({ literal_invalid_json: true })
    expect(await thrown(platform(duble).lookup({ cpf: CPF }))).toMatchObject({
      code: 'not_json',
      message: 'smartspace/consultar answered no JSON (content type application/json): an array must be',
    })
  })

  it.each([
    ['[1]', 'answered a number as customer 0: an object must be'],
    ['[{"nome":"A"},["B"]]', 'answered an array as customer 1: an object must be'],
    ['[{"nome":"A"},{"nome":null}]', 'answered null as the property nome of customer 1: a text must be'],
    ['[{"ativo":true}]', 'answered a truth value as the property ativo of customer 0: a text must be'],
    ['[{"39053344705":{}}]', 'answered an object as the property *** of customer 0: a text must be'],
    [
      `[{"${'x'.repeat(200)}":{}}]`,
      `answered an object as the property ${'x'.repeat(60)} of customer 0: a text must be`,
    ],
    ['null', 'answered null: an array must be'],
    ['', 'answered no JSON (content type application/json): an array must be'],
  ])('is refused with its place: %s', async (body, says) => {
    const company = madeUp(() => new Response(body, { headers: { 'content-type': 'application/json' } }))
    expect((await thrown(company.lookup({ cpf: CPF }))).message).toBe(`smartspace/consultar ${says}`)
  })

  it('may have other names, either style of address, and no customer', async () => {
    await using duble = await open({
      address_style: 'both',
      birth_key: 'data_nascimento',
      empty_fields: 'empty',
    })
    const [ana] = await platform(duble).lookup({ cpf: CPF })
    expect(ana).toMatchObject({
      enderecoCidade: 'JOAO PESSOA',
      endereco_cidade: 'JOAO PESSOA',
      rg: '1234567',
      crm: '',
    })
    expect(await madeUp(() => Response.json([{ qualquer: 'coisa' }])).lookup({ cpf: CPF })).toEqual([
      { qualquer: 'coisa' },
    ])
  })
})

describe('the secondary URL', () => {
  /** Two companies, of which the first fails in one way or another. */
  const two = async (first: Duble, second: Duble, auth: SmartspaceAuth = OAUTH) => {
    const company = platform(second, auth, {
      url: 'http://localhost/primary/smartspace',
      secondaryUrl: 'http://localhost/smartspace',
      fetch: async (input, init) => {
        const url = String(input)
        if (!url.includes('/primary')) return second.fetch(new Request(url, init))
        return first.fetch(new Request(url.replace('/primary', ''), init))
      },
    })
    return company
  }

  it.each(['unavailable', 'internal'])(
    'is asked where the first answers %s, with a token of its own',
    async (outcome) => {
      await using first = await open()
      await using second = await open()
      const company = await two(first, second)
      first.world.fake('smartspace').addFault('consultar', outcome, 1)
      expect((await company.lookup({ cpf: CPF }))[0]).toMatchObject({ codigo: '1001' })
      expect(asked(first)).toEqual(['oauth_token.ok', `consultar.${outcome}`])
      expect(asked(second)).toEqual(['oauth_token.ok', 'consultar.ok'])
      await company.lookup({ cpf: CPF })
      expect(asked(first).at(-1)).toBe('consultar.ok')
      expect(asked(second)).toHaveLength(2)
    },
  )

  it('is asked where the first one’s token endpoint is down', async () => {
    await using first = await open()
    await using second = await open()
    await first.world.fake('smartspace').applyState('the customer API is down')
    const company = await two(first, second)
    await company.connect()
    expect((await company.edit('1001', { rg: '9' }))[0]?.['rg']).toBe('9')
    expect(asked(first)).toEqual(['oauth_token.unavailable', 'oauth_token.unavailable'])
  })

  it('is not asked where the first refuses', async () => {
    await using first = await open({ unknown_customer: 'not_found' })
    await using second = await open()
    const company = await two(first, second, PAIR)
    expect(await thrown(company.lookup({ cpf: '529.982.247-25' }))).toMatchObject({
      code: 'not_found',
      status: 404,
    })
    expect(await thrown(company.edit('1001', { cpf: '1' }))).toMatchObject({
      code: 'invalid_document',
      status: 422,
    })
    expect(asked(second)).toEqual([])
  })

  it('is asked where the first cannot be reached, and named where it cannot either', async () => {
    const tried: string[] = []
    const company = madeUp(
      (url) => {
        tried.push(new URL(url).host)
        if (url.includes('reserva') && tried.length < 4) return Response.json([])
        throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })
      },
      { secondaryUrl: 'https://reserva.example.com' },
    )
    expect(await company.lookup({ cpf: CPF })).toEqual([])
    expect(tried).toEqual(['erp.example.com', 'reserva.example.com'])
    expect(await thrown(company.lookup({ cpf: CPF }))).toMatchObject({
      code: 'unreachable',
      status: 0,
      message: 'smartspace/consultar answered unreachable (HTTP 0): no answer: ECONNREFUSED',
    })
  })

  it('leaves no timer behind an answer, good or bad', async () => {
    const signals: (AbortSignal | undefined)[] = []
    const clock: ClientClock = {
      now: () => 0,
      sleep: (_milliseconds, signal) => {
        signals.push(signal)
        return new Promise(() => {})
      },
    }
    await madeUp(() => Response.json([]), { clock }).lookup({ codigo: '1' })
    await thrown(madeUp(() => Response.json({}, { status: 500 }), { clock }).lookup({ codigo: '1' }))
    expect(signals.map((signal) => signal?.aborted)).toEqual([true, true])
  })

  it('is asked where the first is too late', async () => {
    let calls = 0
    const aborted: boolean[] = []
    const company = madeUp(
      (url, { signal }) => {
        if (url.includes('reserva')) return Response.json([{ nome: 'A' }])
        return new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            aborted.push(true)
            reject(signal.reason)
          })
        })
      },
      {
        secondaryUrl: 'https://reserva.example.com',
        timeout: 5_000,
        clock: {
          now: () => 0,
          sleep: (milliseconds) => (calls++ === 0 ? Promise.resolve() : new Promise(() => milliseconds)),
        },
      },
    )
    expect(await company.lookup({ cpf: CPF })).toEqual([{ nome: 'A' }])
    expect(aborted).toEqual([true])
  })

  it('is not asked where the caller himself gives up', async () => {
    const tried: string[] = []
    const company = madeUp(
      (url) => {
        tried.push(new URL(url).host)
        return new Promise(() => {})
      },
      { secondaryUrl: 'https://reserva.example.com' },
    )
    const controller = new AbortController()
    const lookup = thrown(company.lookup({ cpf: CPF }, { signal: controller.signal }))
    controller.abort(new Error('enough'))
    expect((await lookup).message).toBe('enough')
    expect(tried).toEqual(['erp.example.com'])
    expect((await thrown(company.lookup({ cpf: CPF }, { signal: controller.signal }))).message).toBe('enough')
    expect(tried).toHaveLength(1)
  })

  it('is not asked, nor is the first, where the caller has given up before he asked', async () => {
    await using first = await open()
    first.world.fake('smartspace').addFault('oauth_token', 'internal')
    const company = await two(first, first)
    const signal = AbortSignal.abort(new Error('enough'))
    expect((await thrown(company.lookup({ cpf: CPF }, { signal }))).message).toBe('enough')
    expect((await thrown(company.connect({ signal }))).message).toBe('enough')
    expect(asked(first)).toEqual([])
  })
})

describe('one caller’s wish to stop', () => {
  it('does not take the token from the others', async () => {
    await using duble = await open()
    let release: () => void = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const company = platform(duble, OAUTH, {
      async fetch(input, init) {
        if (String(input).endsWith('/oauth/token')) await held
        return duble.fetch(new Request(input, init))
      },
    })
    const controller = new AbortController()
    const first = thrown(company.lookup({ cpf: CPF }, { signal: controller.signal }))
    const second = company.lookup({ cpf: CPF })
    controller.abort(new Error('enough'))
    expect((await first).message).toBe('enough')
    release()
    expect(await second).toHaveLength(1)
    expect(asked(duble)).toEqual(['oauth_token.ok', 'consultar.ok'])
  })
})

describe('an error of the Smartspace client', () => {
  const SECRETS = ['39053344705', CPF, 'segredo', '83987654321', 'ana@example.com', 'token-secreto']

  it('never repeats a secret, a CPF, a telephone or an e-mail, whatever the company says', async () => {
    const says = `CPF ${CPF} (39053344705), fone (83) 98765-4321, 83987654321, ana@example.com, senha segredo, token-secreto`
    for (const [auth, body] of [
      [PAIR, JSON.stringify({ erro: says })],
      [PAIR, JSON.stringify({ message: says, cpf: '39053344705' })],
      [PAIR, `<html>${says}</html>`],
      [{ token: 'token-secreto' }, JSON.stringify({ erro: says.replace('segredo', '') })],
    ] as const) {
      const company = madeUp(() => new Response(body, { status: 409 }), { auth })
      for (const call of [
        company.lookup({ cpf: CPF }),
        company.lookup({ email: 'ana@example.com' }),
        company.edit('1001', { cpf: CPF, telefone: '83987654321' }),
      ]) {
        const error = await thrown(call)
        expect(error).toMatchObject({ code: 'unexpected', status: 409 })
        const shown = `${error.message} ${JSON.stringify(error)} ${error.stack}`
        for (const secret of auth === PAIR ? SECRETS.slice(0, 5) : SECRETS)
          expect(shown).not.toContain(secret)
      }
    }
  })

  it('never repeats the address of a request that could not be sent', async () => {
    const company = madeUp((url) => {
      throw new TypeError(`Failed to parse URL from ${url}`)
    })
    const error = await thrown(company.lookup({ cpf: CPF }))
    expect(error.message).toBe(
      'smartspace/consultar answered unreachable (HTTP 0): no answer: Failed to parse URL from its URL',
    )
  })

  it('never repeats the token that it was given on the way', async () => {
    const company = madeUp(
      (url) =>
        url.endsWith('/oauth/token')
          ? Response.json({ access_token: 'token-secreto', token_type: 'Bearer' })
          : Response.json({ erro: 'token-secreto não serve, nem segredo' }, { status: 403 }),
      { auth: OAUTH },
    )
    const error = await thrown(company.lookup({ codigo: '1' }))
    expect(error).toMatchObject({ code: 'insufficient_scope' })
    expect(error.message).toBe(
      'smartspace/consultar answered insufficient_scope (HTTP 403): *** não serve, nem ***',
    )
  })

  it('never repeats what the call was about, not even a name, nor a property that is a number', async () => {
    const named = madeUp(() => Response.json({ erro: 'FULANO DE TAL não pode' }, { status: 400 }))
    const error = await thrown(named.edit('1001', { nome: 'FULANO DE TAL' }))
    expect(error.message).toBe('smartspace/editar answered unexpected (HTTP 400): *** não pode')
    await using duble = await open()
    const odd = { '39053344705': { a: 1 } } as unknown as Record<string, string>
    expect(await thrown(platform(duble, PAIR).edit('1001', odd))).toMatchObject({
      code: 'nested_value',
      facts: { name: '***' },
      message: expect.stringContaining('A propriedade *** deve ser um texto'),
    })
  })

  it('has the standard’s code where the company names one, whatever its words', async () => {
    const headers = { 'www-authenticate': 'Bearer realm="erp", error="invalid_token"' }
    const company = madeUp(() => Response.json({ mensagem: 'Vencido' }, { status: 401, headers }))
    expect(await thrown(company.lookup({ codigo: '1' }))).toMatchObject({
      code: 'invalid_token',
      status: 401,
    })
  })

  it('calls an answer without a body what it is', async () => {
    const error = await thrown(madeUp(() => new Response(null, { status: 204 })).lookup({ codigo: '1' }))
    expect(error).toMatchObject({ code: 'not_json' })
    expect(error.message).toBe('smartspace/consultar answered no JSON (content type none): an array must be')
  })

  it('shows the beginning of a long reason, and takes no time over it', async () => {
    const company = madeUp(() => Response.json({ erro: 'a'.repeat(5_000_000) }, { status: 400 }))
    const { message } = await thrown(company.lookup({ cpf: CPF }))
    expect(message).toBe(`smartspace/consultar answered unexpected (HTTP 400): ${'a'.repeat(300)}`)
  })

  it('never repeats a token that no header can carry', async () => {
    const company = createSmartspaceClient({
      url: 'https://erp.example.com',
      auth: { token: 'token-secreto\nx' },
    })
    const error = await thrown(company.lookup({ codigo: '1' }))
    expect(error).toMatchObject({ code: 'unreachable' })
    expect(error.message).not.toContain('token-secreto')
  })

  it.each([
    [400, 'unexpected'],
    [401, 'no_credentials'],
    [403, 'insufficient_scope'],
    [404, 'not_found'],
    [422, 'invalid_document'],
    [500, 'internal'],
    [502, 'internal'],
    [503, 'unavailable'],
  ])('has a code by its status where a company words it otherwise: %i is %s', async (status, code) => {
    const company = madeUp(() => Response.json({ mensagem: 'Outra coisa' }, { status }))
    expect(await thrown(company.lookup({ cpf: CPF }))).toMatchObject({ code, status, operation: 'consultar' })
  })

  it('names the property that an edit was refused for', async () => {
    await using duble = await open()
    const company = platform(duble, PAIR)
    const nested = { endereco: { cidade: 'X' } } as unknown as Record<string, string>
    expect(await thrown(company.edit('1001', nested))).toMatchObject({
      code: 'nested_value',
      facts: { name: 'endereco' },
      message:
        'smartspace/editar answered nested_value (HTTP 400): A propriedade endereco deve ser um texto, e não um objeto ou array',
    })
    expect(await thrown(company.edit('9999', {}))).toMatchObject({ code: 'not_found' })
  })
})

describe('a company that redirects', () => {
  it.each([301, 302, 307, 308])(
    'is told so with HTTP %i, and personal data goes no further',
    async (status) => {
      const elsewhere: string[] = []
      const server = createServer((request, response) => {
        if (request.url?.startsWith('/elsewhere')) elsewhere.push(request.url)
        response.writeHead(status, { location: '/elsewhere' }).end()
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const { port } = server.address() as AddressInfo
      const client = createSmartspaceClient({ url: `http://127.0.0.1:${port}`, auth: PAIR })
      for (const call of [client.lookup({ cpf: CPF }), client.edit('1', { nome: 'Ana' })]) {
        expect(await thrown(call)).toMatchObject({
          code: 'unexpected',
          status,
          message: expect.stringContaining('redirects: give the client the URL that it redirects to'),
        })
      }
      expect(elsewhere).toEqual([])
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  )
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
