import { beforeAll, describe, expect, it } from 'vitest'
import { jsonSchema } from '#engine'
import { smartspace } from '../../../mocks/smartspace/api.ts'
import { describeBoth, onTheWire, printed } from '../../support.ts'
import { ask, basic, bearer, edit, newToken, openSmartspace } from './support.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests look inside
let document: any
/** The printed record on one line, its quotes put right. */
let record: string

beforeAll(async () => {
  document = await printed('smartspace')
  record = JSON.stringify(JSON.parse(document.examples[0].answer))
})

/** As the sample prints: in snake case, and without a code. */
const AS_PRINTED = { address_style: 'snake', codigo: 'omitted' }

describeBoth('The record that the Smartspace document prints', (open) => {
  it.each([['cpf=00000000000'], ['cpf=000.000.000-00'], ['telefone=00000000000'], ['email=email@email.com']])(
    'is answered word for word to %s under address_style snake [S-01] [S-04] [S-11] [S-14] [S-16] [S-18] [S-A13] [S-Q6]',
    async (query) => {
      await using duble = await openSmartspace(AS_PRINTED, open)
      const seen = await ask(duble, query)
      expect([seen.status, seen.outcome, seen.text]).toEqual([200, 'ok', record])
      expect(seen.headers.get('content-type')).toBe('application/json')
    },
  )

  it('is printed with its own quotes, colons and commas under literal_invalid_json, character for character [S-14] [S-Q1]', async () => {
    await using duble = await openSmartspace({ ...AS_PRINTED, literal_invalid_json: true }, open)
    const { text } = await ask(duble, 'cpf=00000000000')
    // Where a colon or a comma is missing, the page has a single space.
    expect(text).toBe(document.examples[0].printed)
  })
})

describe('The record that the Smartspace document prints', () => {
  it('has seventeen keys, each with a text, and differs from the print by quotes, a colon and a comma alone [S-14] [S-16] [S-Q1]', () => {
    const [customer] = JSON.parse(record)
    expect(Object.keys(customer)).toHaveLength(17)
    expect(Object.values(customer).every((value) => typeof value === 'string')).toBe(true)
    const bare = (text: string) => text.replace(/[“”":,\s]/g, '')
    expect(bare(record)).toBe(bare(document.examples[0].printed))
    expect(document.examples[0].printed.match(/“/g)).toHaveLength(28)
    expect(document.examples[0].printed.match(/”/g)).toHaveLength(31)
    expect(() => JSON.parse(document.examples[0].printed)).toThrow()
  })

  it('fits the schema, which lets nothing in that is nested or no text [S-11] [S-12] [S-14] [S-16]', async () => {
    await using duble = await openSmartspace({ address_style: 'snake' })
    const { success } = duble.world.fake('smartspace').operation('consultar')
    const [customer] = JSON.parse(record)
    expect(success.check([customer])).toBeUndefined()
    expect(success.check([{ ...customer, qualquer: 'coisa' }])).toBeUndefined()
    for (const value of [{}, [], 1, true, null]) {
      expect(success.check([{ ...customer, cpf: value }])).toBeDefined()
      expect(success.check([{ ...customer, qualquer: value }])).toBeDefined()
    }
    expect(success.check(customer)).toBeDefined()
  })

  it('is not the only one in capitals with accents, the city without [S-17]', async () => {
    await using duble = await openSmartspace()
    for (const codigo of ['1', '1001', '1002', '1003', '1004']) {
      const [{ email: _, ...customer }] = (await ask(duble, `codigo=${codigo}`)).body
      for (const value of Object.values<string>(customer)) expect(value).toBe(value.toUpperCase())
      if (customer.enderecoCidade) expect(customer.enderecoCidade).toMatch(/^[A-Z ]+$/)
    }
    const [{ nome }] = (await ask(duble, 'codigo=1')).body
    expect(nome).toBe('JOÃO DA SILVA')
  })

  it('has street and number in one value, while the rule’s own number stays free [S-18]', async () => {
    await using duble = await openSmartspace()
    const [customer] = (await ask(duble, 'codigo=1')).body
    expect(customer.enderecoLogradouro).toBe('RUA ENDEREÇO, 100')
    expect(customer).not.toHaveProperty('enderecoNumero')
    expect((await edit(duble, '1', { enderecoNumero: '100' })).body[0]).toMatchObject({
      enderecoLogradouro: 'RUA ENDEREÇO, 100',
      enderecoNumero: '100',
    })
  })

  it('can be sent back as an edit just as it is printed [S-03] [S-A20]', async () => {
    await using duble = await openSmartspace(AS_PRINTED)
    const seen = await edit(duble, '1', record)
    expect([seen.status, seen.text]).toEqual([200, record])
  })
})

describe('The structure of the address that the document prints', () => {
  it('names the eight attributes that are served, in the same order, each a text [S-13]', async () => {
    const attributes = Object.entries(JSON.parse(`{${document.address}}`))
    expect(attributes.map(([, type]) => type)).toEqual(Array(8).fill('string'))
    await using duble = await openSmartspace()
    const [customer] = (await ask(duble, 'codigo=1001')).body
    const served = Object.keys(customer).filter((name) => name.startsWith('endereco'))
    expect(served).toEqual(attributes.map(([name]) => name))
  })
})

describe('What the document says of customers', () => {
  it('has a field for each datum that it names [S-10]', async () => {
    const fields: Record<string, string> = {
      nome: 'nome',
      código: 'codigo',
      'data de nascimento': 'data_nascimen',
      email: 'email',
      telefone: 'telefone',
      'estado civil': 'estado_civil',
      RG: 'rg',
      CPF: 'cpf',
      CNPJ: 'cnpj',
      gênero: 'genero',
    }
    expect(Object.keys(fields)).toEqual(document.describable)
    await using duble = await openSmartspace({ empty_fields: 'empty' })
    const [customer] = (await ask(duble, 'codigo=1001')).body
    for (const field of Object.values(fields)) expect(customer).toHaveProperty(field)
  })

  it('has room for whatever else is relevant, which can be edited too [S-10] [S-A03]', async () => {
    await using duble = await openSmartspace()
    const [clinic] = (await ask(duble, 'codigo=1004')).body
    expect(Object.entries(clinic).slice(-2)).toEqual([
      ['plano', 'EMPRESARIAL'],
      ['vencimento', 'DIA 10'],
    ])
    const edited = await edit(duble, '1004', { plano: 'OURO', vencimento: '' })
    expect(edited.body).toEqual([{ ...clinic, plano: 'OURO', vencimento: undefined }])
    expect((await ask(duble, 'codigo=1004')).text).toBe(edited.text)
    expect((await edit(duble, '1002', { plano: 'OURO' })).body[0]).not.toHaveProperty('plano')
    duble.world.fake('smartspace').setOptions({ flags: 'boolean', empty_fields: 'empty' })
    expect((await ask(duble, 'codigo=1004')).body[0]).toMatchObject({
      ativo: true,
      plano: 'OURO',
      vencimento: '',
    })
  })

  it('tells of mandatory fields, which the sample has [S-15] [S-Q5]', async () => {
    await using duble = await openSmartspace()
    const [customer] = JSON.parse(record)
    for (const field of ['nome', 'cpf', 'telefone', 'email']) expect(customer[field]).not.toBe('')
    const nobody = { cpf: '', telefone: '', telefone_2: '', email: '' }
    expect((await edit(duble, '1', nobody)).outcome).toBe('mandatory')
  })

  it('is what the three operations are for, and there is no fourth [S-01] [S-03] [S-06]', () => {
    const { consultar, editar, oauth_token, ...more } = smartspace.operations
    expect(more).toEqual({})
    expect([consultar.method, editar.method, oauth_token.method]).toEqual(['GET', 'PUT', 'POST'])
    expect(Object.keys(jsonSchema(consultar.parameters).properties ?? {})).toEqual([
      'cpf',
      'cnpj',
      'telefone',
      'email',
      'codigo',
    ])
  })
})

describe('The two kinds of authentication that the document names', () => {
  it('both open the API: a user with a password, and an access token that is supplied [S-07] [S-08] [S-09]', async () => {
    expect(document.authentication).toEqual({
      'Basic Auth': 'Autenticação básica no formato usuário e senha.',
      OAuth2: 'Protocolo de autenticação que fornece um access token.',
    })
    await using duble = await openSmartspace()
    expect((await ask(duble, 'codigo=1', basic())).status).toBe(200)
    expect((await ask(duble, 'codigo=1', bearer(await newToken(duble)))).status).toBe(200)
  })
})

describe('HTTPS', () => {
  it('carries look-up and token once Dublê is started with it, and only who knows its authority believes it [S-05]', async () => {
    await using duble = await onTheWire({ vendors: ['smartspace'], tls: true })
    expect(duble.url).toMatch(/^https:/)
    const { Agent, request } = await import('node:https')
    const agent = new Agent({ ca: duble.ca, keepAlive: false })
    const status = (path: string, method: string, headers: object, body = ''): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const asked = request(
          `${duble.url}/smartspace${path}`,
          { agent, method, headers: { ...headers } },
          (answer) => {
            answer.resume()
            resolve(answer.statusCode)
          },
        )
        asked.on('error', reject).end(body)
      })
    expect(await status('/clientes?codigo=1', 'GET', basic())).toBe(200)
    const form = { ...basic(), 'content-type': 'application/x-www-form-urlencoded' }
    expect(await status('/oauth/token', 'POST', form, 'grant_type=client_credentials')).toBe(200)
    await expect(fetch(`${duble.url}/smartspace/clientes?codigo=1`)).rejects.toThrow('fetch failed')
  })
})
