import { Matchers } from '@pact-foundation/pact'
import { describe, expect, it } from 'vitest'
import { VendorError } from '../../../src/clients/create.ts'
import {
  createDatacakeClient,
  type DatacakeClient,
  type DatacakeOptions,
} from '../../../src/clients/datacake.ts'
import { consume, type Interaction, pactOf } from '../pact.ts'
import { ANA, boleto, client, installation, LISTS } from './datacake-shapes.ts'

const { eachLike, like } = Matchers
const pact = pactOf('datacake-platform', 'datacake')

const platform = (url: string, options: Partial<DatacakeOptions> = {}): DatacakeClient =>
  createDatacakeClient({ url, token: 'erp-token', ...options })
const refusal = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error)

const TOKEN = { Authorization: 'Bearer erp-token' }
const JSON_TOKEN = { ...TOKEN, 'Content-Type': 'application/json' }
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const CARLA = '529.982.247-25'
const PROSPECT = {
  nome: 'Daniel Farias',
  telefone_celular: '41987651111',
  cnpj_cpf: '111.444.777-35',
  id_servico: '10',
}
const IS_NEW = 'prospect 9001 is new'

const asked = (
  path: string,
  query?: Record<string, string>,
): Pick<Interaction, 'method' | 'path' | 'query' | 'headers'> => ({
  method: 'GET',
  path,
  headers: TOKEN,
  ...(query === undefined ? {} : { query }),
})
const sent = (
  method: string,
  path: string,
  body: object,
): Pick<Interaction, 'method' | 'path' | 'headers' | 'body'> => ({
  method,
  path,
  headers: JSON_TOKEN,
  body,
})
const failed = (msg: string) => ({ status: 'error', msg })

describe('datacake-platform of datacake: a client', () => {
  it('is read by his CPF in the query', async () => {
    const told: Interaction = {
      title: 'a client by his CPF',
      rows: ['K-04', 'K-05', 'K-06', 'K-07', 'K-Q5'],
      ...asked('/clientes', { cnpj_cpf: ANA }),
      status: 200,
      answer: client,
    }
    const found = await consume(pact, told, (url) => platform(url).client(ANA))
    expect(found?.nome).toBe('Ana Lima')
  })

  it('is read by a payload, as the page has it on a GET', async () => {
    const told: Interaction = {
      title: 'a client by his CPF in the body of a GET',
      rows: ['K-01', 'K-04', 'K-Q4', 'K-S02'],
      ...sent('GET', '/clientes', { cnpj_cpf: ANA }),
      status: 200,
      answer: client,
    }
    const found = await consume(pact, told, (url) => platform(url, { payload: 'body' }).client(ANA))
    expect(found?.id_cliente).toBe('1')
  })

  it('is nobody', async () => {
    const told: Interaction = {
      title: 'a client whom the ERP does not know',
      rows: ['K-A03', 'K-A13'],
      ...asked('/clientes', { cnpj_cpf: CARLA }),
      status: 404,
      answer: failed('Cliente não encontrado'),
    }
    expect(await consume(pact, told, (url) => platform(url).client(CARLA))).toBeUndefined()
  })

  it('has open boletos', async () => {
    const told: Interaction = {
      title: 'the open boletos of a client',
      rows: ['K-08', 'K-A04', 'K-A05', 'K-S03', 'K-S04'],
      ...asked('/boletos', { id_cliente: '1' }),
      status: 200,
      answer: eachLike(boleto),
    }
    const [first] = await consume(pact, told, (url) => platform(url).openBoletos('1'))
    expect(first?.linha_digitavel).toHaveLength(47)
  })

  it('has no open boleto', async () => {
    const told: Interaction = {
      title: 'the open boletos of a client who has paid',
      given: 'client 1 has no open boleto',
      rows: ['K-08', 'K-A04'],
      ...asked('/boletos', { id_cliente: '1' }),
      status: 200,
      answer: [],
    }
    expect(await consume(pact, told, (url) => platform(url).openBoletos('1'))).toEqual([])
  })

  it('has installations with services', async () => {
    const told: Interaction = {
      title: 'the installations of a client',
      rows: ['K-09', 'K-Q1', 'K-S08', 'K-A21'],
      ...asked('/instalacoes', { id_cliente: '1' }),
      status: 200,
      answer: eachLike(installation),
    }
    const [first] = await consume(pact, told, (url) => platform(url).installations('1'))
    expect(first?.servicos[0]?.nome).toBe('Internet 500 Mega')
  })
})

describe('datacake-platform of datacake: the lists of codes', () => {
  it.each(LISTS)('%s', async (name, entry, rows, act) => {
    const told: Interaction = {
      title: `the list ${name}`,
      rows: [...rows, 'K-Q1'],
      ...asked(`/${name}`),
      status: 200,
      answer: eachLike(entry),
    }
    const listed = await consume(pact, told, (url) => act(platform(url)))
    // Pact puts keys in an order of its own.
    expect(Object.keys(listed[0] ?? {}).sort()).toEqual(Object.keys(entry).sort())
  })

  it.each(LISTS)('%s, empty', async (name, _entry, _rows, act) => {
    const told: Interaction = {
      title: `the list ${name} of an ERP that lists nothing`,
      given: 'the ERP lists nothing',
      rows: ['K-A19'],
      ...asked(`/${name}`),
      status: 200,
      answer: [],
    }
    expect(await consume(pact, told, (url) => act(platform(url)))).toEqual([])
  })
})

describe('datacake-platform of datacake: a prospect', () => {
  it('is made', async () => {
    const told: Interaction = {
      title: 'a new prospect',
      rows: ['K-24', 'K-25', 'K-Q3', 'K-A07', 'K-A08'],
      ...sent('POST', '/prospectos', PROSPECT),
      status: 201,
      answer: { status: 'success', id_prospecto: like('1') },
    }
    expect(await consume(pact, told, (url) => platform(url).createProspect(PROSPECT))).toBe('1')
  })

  it('is made as a lead', async () => {
    const lead = { nome: 'Elisa Teles', telefone_celular: '41987652222' }
    const told: Interaction = {
      title: 'a new lead',
      rows: ['K-24', 'K-A07'],
      ...sent('POST', '/prospectos', lead),
      status: 201,
      answer: { status: 'success', id_prospecto: like('1') },
    }
    expect(await consume(pact, told, (url) => platform(url).createProspect(lead))).toBe('1')
  })

  it('is changed in one field', async () => {
    const told: Interaction = {
      title: 'an edit of one field',
      given: IS_NEW,
      rows: ['K-26', 'K-27', 'K-A09'],
      ...sent('PUT', '/prospectos/9001', { email: 'carla@example.com' }),
      status: 200,
      answer: { status: 'success' },
    }
    await consume(pact, told, (url) => platform(url).editProspect('9001', { email: 'carla@example.com' }))
  })

  it('gets a file', async () => {
    const file = { nome_arquivo: 'rg.png', tipo: 'image/png', descricao: 'RG, frente', arquivo: PNG }
    const told: Interaction = {
      title: 'a small picture',
      given: IS_NEW,
      rows: ['K-28', 'K-29', 'K-30', 'K-A11'],
      ...sent('POST', '/prospectos/9001/arquivos', file),
      status: 201,
      answer: { status: 'success' },
    }
    const picture = {
      name: 'rg.png',
      type: 'image/png',
      bytes: Buffer.from(PNG, 'base64'),
      description: 'RG, frente',
    }
    await consume(pact, told, (url) => platform(url).sendFile('9001', picture))
  })

  it.each([
    ['9001', 'by its id'],
    ['52998224725', 'by its CPF'],
  ])('shows its status, asked as %s: %s', async (key, how) => {
    const told: Interaction = {
      title: `the status of a prospect ${how}`,
      given: 'prospect 9001 is approved',
      rows: ['K-31', 'K-A12', 'K-Q3', 'K-Q7'],
      ...asked(`/prospectos/${key}/status`),
      status: 200,
      answer: { id_prospecto: '9001', status_prospeccao: '5', nome: 'Aprovado', obs: like('x') },
    }
    expect((await consume(pact, told, (url) => platform(url).prospectStatus(key))).nome).toBe('Aprovado')
  })
})

interface Refused {
  readonly title: string
  readonly given?: string
  readonly rows: readonly string[]
  readonly request: Pick<Interaction, 'method' | 'path' | 'query' | 'headers' | 'body'>
  readonly status: number
  readonly msg: string
  readonly code: string
  readonly act: (erp: DatacakeClient) => Promise<unknown>
}

const TWICE = { ...PROSPECT, cnpj_cpf: CARLA }
const NO_SUCH = { ...PROSPECT, id_servico: '99' }
const LIE = { nome_arquivo: 'rg.png', tipo: 'image/png', arquivo: 'R0lGODlhAQABAAAAACw=' }

const REFUSALS: readonly Refused[] = [
  {
    title: 'a prospect who is there already',
    given: IS_NEW,
    rows: ['K-A08', 'K-A13'],
    request: sent('POST', '/prospectos', TWICE),
    status: 409,
    msg: 'O CPF/CNPJ já foi cadastrado',
    code: 'duplicate',
    act: (erp) => erp.createProspect(TWICE),
  },
  {
    title: 'a prospect with a product that does not exist',
    rows: ['K-A07', 'K-10'],
    request: sent('POST', '/prospectos', NO_SUCH),
    status: 422,
    msg: 'Código desconhecido: id_servico "99"',
    code: 'unknown_reference',
    act: (erp) => erp.createProspect(NO_SUCH),
  },
  {
    title: 'a prospect who would skip the analysis',
    given: IS_NEW,
    rows: ['K-22', 'K-A10'],
    request: sent('PUT', '/prospectos/9001', { status_prospeccao: '5' }),
    status: 409,
    msg: 'Mudança de status não permitida: de Inicial para Aprovado',
    code: 'forbidden_move',
    act: (erp) => erp.editProspect('9001', { status_prospeccao: '5' }),
  },
  {
    title: 'a GIF that says PNG',
    given: 'prospect 9001 is in analysis',
    rows: ['K-29', 'K-A11'],
    request: sent('POST', '/prospectos/9001/arquivos', LIE),
    status: 415,
    msg: 'O conteúdo do arquivo não é do tipo informado: image/png',
    code: 'type_mismatch',
    act: (erp) =>
      erp.sendFile('9001', { name: 'rg.png', type: 'image/png', bytes: Buffer.from(LIE.arquivo, 'base64') }),
  },
  {
    title: 'the status of nobody',
    rows: ['K-A12'],
    request: asked('/prospectos/99/status'),
    status: 404,
    msg: 'Prospecto não encontrado',
    code: 'unknown_prospect',
    act: (erp) => erp.prospectStatus('99'),
  },
  {
    title: 'a CPF with a wrong check digit',
    rows: ['K-A03'],
    request: asked('/clientes', { cnpj_cpf: '390.533.447-06' }),
    status: 422,
    msg: 'CPF/CNPJ inválido',
    code: 'invalid_document',
    act: (erp) => erp.client('390.533.447-06'),
  },
  {
    title: 'an ERP that fails',
    given: 'the ERP fails',
    rows: ['K-A13'],
    request: asked('/produtos'),
    status: 500,
    msg: 'Erro interno',
    code: 'internal',
    act: (erp) => erp.products(),
  },
]

describe('datacake-platform of datacake: what the ERP refuses', () => {
  it.each(REFUSALS)('$title', async ({ request, msg, code, act, ...told }) => {
    const interaction: Interaction = { ...told, ...request, answer: failed(msg) }
    const error = await consume(pact, interaction, (url) => refusal(act(platform(url))))
    expect(error).toBeInstanceOf(VendorError)
    expect(error).toMatchObject({ code, status: told.status })
  })

  it('is a token that it does not know', async () => {
    const told: Interaction = {
      title: 'an unknown token',
      rows: ['K-02', 'K-A02'],
      ...asked('/produtos'),
      headers: { Authorization: 'Bearer outro' },
      status: 401,
      answer: failed('Token inválido'),
    }
    const error = await consume(pact, told, (url) => refusal(platform(url, { token: 'outro' }).products()))
    expect(error).toMatchObject({ code: 'invalid_token', status: 401 })
  })
})
