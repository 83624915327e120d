import { Matchers } from '@pact-foundation/pact'
import { describe, expect, it } from 'vitest'
import { VendorError } from '../../../src/clients/create.ts'
import {
  createSmartspaceClient,
  type SmartspaceAuth,
  type SmartspaceClient,
} from '../../../src/clients/smartspace.ts'
import { consume, type Interaction, pactOf } from '../pact.ts'

const { like, regex } = Matchers
const pact = pactOf('smartspace-platform', 'smartspace')

const PAIR = { user: 'smartspace', password: 'segredo' }
const basic = (user = 'smartspace', password = 'segredo') => ({
  Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
})
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` })
const platform = (url: string, auth: SmartspaceAuth = PAIR): SmartspaceClient =>
  createSmartspaceClient({ url, auth })
const refusal = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error)

const asked = (query: Record<string, string>, headers = basic()) => ({
  method: 'GET',
  path: '/clientes',
  query,
  headers,
})
const edited = (codigo: string, body: object, headers = basic()) => ({
  method: 'PUT',
  path: `/clientes/${codigo}`,
  headers,
  body,
})

/** Values as the document prints them: digits without masks, dates with slashes, words for truths. */
const digits = (count: string, example: string) => regex(`\\d{${count}}`, example)
const ANA = {
  nome: like('ANA DUBLÊ'),
  codigo: '1001',
  cpf: '39053344705',
  data_nascimen: regex('\\d{2}/\\d{2}/\\d{4}', '17/04/1988'),
  email: like('ana@example.com'),
  telefone: digits('10,11', '83987654321'),
  enderecoLogradouro: like('RUA DAS ACÁCIAS'),
  enderecoNumero: like('100'),
  enderecoComplemento: like('AP 12'),
  enderecoBairro: like('TAMBAÚ'),
  enderecoCidade: like('JOAO PESSOA'),
  enderecoEstado: regex('[A-Z]{2}', 'PB'),
  enderecoCep: digits('8', '58039000'),
  enderecoPontoReferencia: like('EM FRENTE À PRAÇA'),
  ativo: regex('TRUE|FALSE', 'TRUE'),
}

describe('smartspace-platform looks customers up', () => {
  it('by CPF, as flat texts with the address in camel case', async () => {
    const told: Interaction = {
      title: 'a look-up by CPF',
      rows: ['S-01', 'S-11', 'S-13', 'S-16', 'S-A01'],
      ...asked({ cpf: '39053344705' }),
      status: 200,
      answer: [ANA],
    }
    const [ana, ...more] = await consume(pact, told, (url) => platform(url).lookup({ cpf: '390.533.447-05' }))
    expect(more).toEqual([])
    expect(ana).toMatchObject({ codigo: '1001', enderecoCidade: 'JOAO PESSOA', ativo: 'TRUE' })
  })

  it.each([
    ['CNPJ', { cnpj: '11222333000181' }, { codigo: '1004', nome: like('CLÍNICA'), cnpj: '11222333000181' }],
    ['e-mail', { email: 'ana@example.com' }, { codigo: '1001', email: 'ana@example.com' }],
    ['code', { codigo: '1003' }, { codigo: '1003', nome: like('CARLA') }],
  ])('by %s', async (what, by, customer) => {
    const told: Interaction = {
      title: `a look-up by ${what}`,
      rows: ['S-10', 'S-A01', 'S-A02'],
      ...asked(by as Record<string, string>),
      status: 200,
      answer: [customer],
    }
    const found = await consume(pact, told, (url) => platform(url).lookup(by as { codigo: string }))
    expect(found.map(({ codigo }) => codigo)).toEqual([customer.codigo])
  })

  it('by a telephone that two of them share', async () => {
    const told: Interaction = {
      title: 'a look-up by a shared telephone',
      rows: ['S-A01', 'S-A02'],
      ...asked({ telefone: '8332214455' }),
      status: 200,
      answer: [
        { codigo: '1002', telefone: '8332214455' },
        { codigo: '1003', telefone_2: '8332214455' },
      ],
    }
    const found = await consume(pact, told, (url) => platform(url).lookup({ telefone: '(83) 3221-4455' }))
    expect(found.map(({ codigo }) => codigo)).toEqual(['1002', '1003'])
  })

  it('and finds nobody', async () => {
    const told: Interaction = {
      title: 'a look-up of nobody',
      rows: ['S-11', 'S-A02'],
      ...asked({ cpf: '52998224725' }),
      status: 200,
      answer: [],
    }
    expect(await consume(pact, told, (url) => platform(url).lookup({ cpf: '529.982.247-25' }))).toEqual([])
  })

  it('and finds whoever has become a customer', async () => {
    const told: Interaction = {
      title: 'a look-up of a new customer',
      given: '529.982.247-25 is a customer',
      rows: ['S-01', 'S-A02'],
      ...asked({ cpf: '52998224725' }),
      status: 200,
      answer: [{ codigo: like('1005'), nome: like('DANIEL DUBLÊ'), cpf: '52998224725' }],
    }
    const found = await consume(pact, told, (url) => platform(url).lookup({ cpf: '529.982.247-25' }))
    expect(found[0]).toMatchObject({ cpf: '52998224725' })
  })

  it('with a token', async () => {
    const told: Interaction = {
      title: 'a look-up with a token',
      rows: ['S-07', 'S-09'],
      ...asked({ codigo: '1001' }, bearer('token-valido')),
      status: 200,
      answer: [{ codigo: '1001' }],
    }
    const found = await consume(pact, told, (url) =>
      platform(url, { token: 'token-valido' }).lookup({ codigo: '1001' }),
    )
    expect(found).toHaveLength(1)
  })
})

describe('smartspace-platform edits a customer', () => {
  it('and reads the customer after the change', async () => {
    const told: Interaction = {
      title: 'an edit',
      rows: ['S-03', 'S-A03'],
      ...edited('1001', { telefone: '83912345678', enderecoNumero: '7' }),
      status: 200,
      answer: [{ ...ANA, telefone: '83912345678', enderecoNumero: '7' }],
    }
    const [ana] = await consume(pact, told, (url) =>
      platform(url).edit('1001', { telefone: '83912345678', enderecoNumero: '7' }),
    )
    expect(ana).toMatchObject({ codigo: '1001', enderecoNumero: '7' })
  })

  it('with a token', async () => {
    const told: Interaction = {
      title: 'an edit with a token',
      rows: ['S-03', 'S-09'],
      ...edited('1002', { rg: '7654321' }, bearer('token-valido')),
      status: 200,
      answer: [{ codigo: '1002', rg: '7654321' }],
    }
    const [bruno] = await consume(pact, told, (url) =>
      platform(url, { token: 'token-valido' }).edit('1002', { rg: '7654321' }),
    )
    expect(bruno?.['rg']).toBe('7654321')
  })

  const refused = [
    [
      'with a nested value',
      '1001',
      { endereco: { cidade: 'RECIFE' } },
      400,
      'nested_value',
      'A propriedade endereco deve ser um texto, e não um objeto ou array',
      'S-12',
    ],
    [
      'with a number',
      '1001',
      { enderecoNumero: 7 },
      400,
      'not_text',
      'A propriedade enderecoNumero deve ser um texto',
      'S-16',
    ],
    ['of an unknown code', '9999', { rg: '1' }, 404, 'not_found', 'Cliente não encontrado', 'S-A03'],
    [
      'to a CPF that is none',
      '1001',
      { cpf: '39053344706' },
      422,
      'invalid_document',
      'O CPF informado é inválido',
      'S-A03',
    ],
    [
      'that leaves no name',
      '1001',
      { nome: '' },
      422,
      'mandatory',
      'O cliente deve ter nome e ao menos um de cpf, cnpj, telefone e email',
      'S-Q5',
    ],
  ] as const
  for (const [what, codigo, changes, status, code, erro, row] of refused) {
    it(`${what} and is refused`, async () => {
      const told: Interaction = {
        title: `an edit ${what}`,
        rows: [row, 'S-A03'],
        ...edited(codigo, changes),
        status,
        answer: { erro },
      }
      const error = await consume(pact, told, (url) =>
        refusal(platform(url).edit(codigo, changes as unknown as Record<string, string>)),
      )
      expect(error).toBeInstanceOf(VendorError)
      expect(error).toMatchObject({ code, status, operation: 'editar' })
    })
  }
})

describe('smartspace-platform asks for a token', () => {
  const unstored = { 'Cache-Control': 'no-store', Pragma: 'no-cache' }
  const tokenRequest = (form: string, headers = basic()) => ({
    method: 'POST',
    path: '/oauth/token',
    headers,
    form,
  })

  it.each([
    ['a token', undefined],
    ['a token for look-ups alone', 'clientes:ler'],
  ])('and gets it: %s', async (title, scope) => {
    const told: Interaction = {
      title,
      rows: ['S-06', 'S-09', 'S-A05', 'S-A17'],
      ...tokenRequest(`grant_type=client_credentials${scope === undefined ? '' : '&scope=clientes%3Aler'}`),
      status: 200,
      answer: {
        access_token: regex('[A-Za-z0-9._~+/-]+=*', '2YotnFZFEjr1zCsicMWpAA'),
        token_type: 'Bearer',
        expires_in: 3600,
      },
      answerHeaders: unstored,
    }
    const auth = {
      clientId: 'smartspace',
      clientSecret: 'segredo',
      ...(scope === undefined ? {} : { scope }),
    }
    await consume(pact, told, (url) => platform(url, auth).connect())
  })

  const refused = [
    ['another secret', { clientId: 'smartspace', clientSecret: 'errado' }, 401, 'invalid_client', 'S-A06'],
    [
      'a disabled client',
      { clientId: 'smartspace-antigo', clientSecret: 'segredo-antigo' },
      401,
      'invalid_client',
      'S-A06',
    ],
    [
      'a client of Basic alone',
      { clientId: 'smartspace-basico', clientSecret: 'segredo-basico' },
      400,
      'unauthorized_client',
      'S-A06',
    ],
    [
      'an unknown scope',
      { clientId: 'smartspace', clientSecret: 'segredo', scope: 'tudo' },
      400,
      'invalid_scope',
      'S-A17',
    ],
  ] as const
  for (const [what, auth, status, code, row] of refused) {
    it(`with ${what} and is refused`, async () => {
      const scope = 'scope' in auth ? `&scope=${auth.scope}` : ''
      const told: Interaction = {
        title: `a token request with ${what}`,
        rows: [row],
        ...tokenRequest(`grant_type=client_credentials${scope}`, basic(auth.clientId, auth.clientSecret)),
        status,
        answer: { error: code, error_description: like('What was wrong') },
        answerHeaders: {
          ...unstored,
          ...(status === 401 ? { 'WWW-Authenticate': 'Basic realm="smartspace", charset="UTF-8"' } : {}),
        },
      }
      const error = await consume(pact, told, (url) => refusal(platform(url, auth).connect()))
      expect(error).toMatchObject({ code, status, operation: 'oauth_token' })
    })
  }
})

describe('smartspace-platform is refused', () => {
  const INVALID =
    'Bearer realm="smartspace", error="invalid_token", error_description="The access token is unknown, expired or revoked"'

  it('with a wrong password', async () => {
    const told: Interaction = {
      title: 'a look-up with a wrong password',
      rows: ['S-08', 'S-A04'],
      ...asked({ codigo: '1001' }, basic('smartspace', 'errado')),
      status: 401,
      answer: { erro: 'Usuário ou senha inválidos' },
      answerHeaders: { 'WWW-Authenticate': 'Basic realm="smartspace", charset="UTF-8"' },
    }
    const error = await consume(pact, told, (url) =>
      refusal(platform(url, { ...PAIR, password: 'errado' }).lookup({ codigo: '1001' })),
    )
    expect(error).toMatchObject({ code: 'wrong_credentials', status: 401 })
  })

  it.each([
    ['an unknown token', 'outro-token', undefined],
    ['an expired token', 'token-vencido', undefined],
    ['a revoked token', 'token-revogado', undefined],
    ['a token that was revoked before it expired', 'token-valido', 'every token is revoked'],
  ])('with %s', async (what, token, given) => {
    const told: Interaction = {
      title: `a look-up with ${what}`,
      ...(given === undefined ? {} : { given }),
      rows: ['S-A07', 'S-A09'],
      ...asked({ codigo: '1001' }, bearer(token)),
      status: 401,
      answer: { erro: 'Token inválido, expirado ou revogado' },
      answerHeaders: { 'WWW-Authenticate': INVALID },
    }
    const error = await consume(pact, told, (url) =>
      refusal(platform(url, { token }).lookup({ codigo: '1001' })),
    )
    expect(error).toMatchObject({ code: 'invalid_token', status: 401 })
  })

  it('with a token that may not edit', async () => {
    const told: Interaction = {
      title: 'an edit with a token for look-ups alone',
      rows: ['S-A07', 'S-A17'],
      ...edited('1001', { rg: '1' }, bearer('token-leitura')),
      status: 403,
      answer: { erro: 'O token não permite esta operação' },
    }
    const error = await consume(pact, told, (url) =>
      refusal(platform(url, { token: 'token-leitura' }).edit('1001', { rg: '1' })),
    )
    expect(error).toMatchObject({ code: 'insufficient_scope', status: 403 })
  })
})

describe('smartspace-platform meets a company that fails', () => {
  it('by an internal error', async () => {
    const told: Interaction = {
      title: 'a look-up that fails inside',
      given: 'the customer API fails',
      rows: ['S-A11'],
      ...asked({ codigo: '1001' }),
      status: 500,
      answer: { erro: 'Erro interno' },
    }
    const error = await consume(pact, told, (url) => refusal(platform(url).lookup({ codigo: '1001' })))
    expect(error).toMatchObject({ code: 'internal', status: 500 })
  })

  it('by a proxy’s page', async () => {
    const told: Interaction = {
      title: 'a look-up while the company is down',
      given: 'the customer API is down',
      rows: ['S-A10', 'S-A11'],
      ...asked({ codigo: '1001' }),
      status: 503,
      answer: '<!DOCTYPE html><html></html>',
      text: { type: 'text/html', pattern: '<!DOCTYPE html>.*' },
    }
    const error = await consume(pact, told, (url) => refusal(platform(url).lookup({ codigo: '1001' })))
    expect(error).toMatchObject({ code: 'unavailable', status: 503 })
  })
})
