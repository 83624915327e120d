import { fillPath, type Row } from '#engine'
import { getWithBody } from '../../../src/clients/get-with-body.ts'
import { parseFixture } from '../../../src/fixtures/load.ts'
import type { Duble } from '../../../src/index.ts'
import { inProcess, type Open, type Seen, send } from '../../support.ts'

export type Fields = Readonly<Record<string, unknown>>

export const TOKEN = { authorization: 'Bearer erp-token' }
export const ANA = '390.533.447-05'
/** Prospect 9001's, once a state has made it. */
export const CARLA = '529.982.247-25'
/** Nobody's in the default world. */
export const NOBODY = '111.444.777-35'

/** The ERP alone in the default world. */
export const openErp = (options: Fields = {}, from: Open = inProcess): Promise<Duble> =>
  from({ vendors: ['datacake'] }, { datacake: options })

/** The ERP alone on a fixture's text. */
export async function openOn(yaml: string, options: Fields = {}, seed = 1): Promise<Duble> {
  const duble = await inProcess({ vendors: ['datacake'], seed })
  const { mock } = duble.world.fake('datacake')
  duble.world.replace(mock, await parseFixture(mock, 'test.yaml', yaml))
  duble.world.fake('datacake').setOptions(options)
  return duble
}

export const HEAD = `
fixture: test
vendor: datacake
credentials: [{ name: valid, token: erp-token }]
`

const PNG_TEXT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
/** One pixel. */
export const PNG = Buffer.from(PNG_TEXT, 'base64')

export const PROSPECT = {
  nome: 'Daniel Farias',
  telefone_celular: '41987651111',
  cnpj_cpf: NOBODY,
  id_servico: '10',
}
export const FILE = { nome_arquivo: 'rg.png', tipo: 'image/png', descricao: 'RG, frente', arquivo: PNG_TEXT }

/** Every field of the payload, each with a right value. */
export const WHOLE = {
  nome: 'Padaria Farias Ltda.',
  fantasia: 'Padaria Farias',
  tipo_pessoa: 'J',
  cnpj_cpf: '06.990.590/0001-23',
  ie_identidade: 'ISENTO',
  data_nascimento: '2001-02-28',
  email: 'ola@farias.example.com',
  telefone_celular: '41987651111',
  whatsapp: '41987652222',
  cep: '80010000',
  endereco: 'Rua XV de Novembro',
  numero: '1',
  complemento: 'Loja 2',
  bairro: 'Centro',
  id_cidade: '4101',
  uf: 'PR',
  latitude: '-25.4297',
  longitude: '-49.2711',
  id_servico: '11',
  id_vencimento: '2',
  id_origem: '3',
  id_revendedor: '1',
  id_funcionario: '2',
  status_prospeccao: '2',
  obs: 'Ligar à tarde',
}

/** A request of each operation that succeeds in the default world; a prospect's once there is prospect 9001. */
// biome-ignore format: a table
export const REQUESTS: Readonly<Record<string, Fields>> = {
  clientes:             { cnpj_cpf: ANA },
  boletos:              { id_cliente: '1' },
  notas_fiscais:        { id_cliente: '1' },
  extratos:             { id_cliente: '1' },
  quitacoes:            { id_cliente: '1' },
  instalacoes:          { id_cliente: '1' },
  produtos:             {},
  revendedores:         {},
  funcionarios:         {},
  departamentos:        {},
  vencimentos:          {},
  origens:              {},
  cidades:              {},
  tipos_de_atendimento: {},
  status_prospectos:    {},
  criar_prospecto:      PROSPECT,
  editar_prospecto:     { id_prospecto: '9001', obs: 'Ligar de manhã' },
  enviar_arquivo:       { id_prospecto: '9001', ...FILE },
  status_prospecto:     { id_prospecto: '9001' },
}
export const OPERATIONS: readonly string[] = Object.keys(REQUESTS)
/** Operations that list a client's own, and those that list codes. */
export const OF_CLIENT = ['boletos', 'notas_fiscais', 'extratos', 'quitacoes', 'instalacoes']
export const LISTS = OPERATIONS.slice(6, 15)

export const enter = (duble: Duble, state: string): Promise<void> =>
  duble.world.fake('datacake').applyState(state)

interface Asked {
  readonly method: string
  readonly path: string
  /** What is sent beside what the path says. */
  readonly rest: Fields
}

function asked(duble: Duble, operation: string, fields: Fields): Asked {
  const fake = duble.world.fake('datacake')
  const where = fake.pathOf(operation)
  const { id_prospecto, ...rest } = fields
  const key = encodeURIComponent(String(id_prospecto ?? ''))
  const path = `/datacake${fillPath(where, { id_prospecto: key })}`
  return { method: fake.operation(operation).operation.method, path, rest }
}

/** Calls an operation: a GET's fields in the query, the others' in JSON. */
export function erp(
  duble: Duble,
  operation: string,
  fields: Fields = REQUESTS[operation] ?? {},
  init: RequestInit = {},
): Promise<Seen> {
  const { method, path, rest } = asked(duble, operation, fields)
  const query = method === 'GET' ? String(new URLSearchParams(rest as Record<string, string>)) : ''
  const body = method === 'GET' ? {} : { body: JSON.stringify(rest) }
  const headers = { ...TOKEN, 'content-type': 'application/json' }
  return send(duble, query === '' ? path : `${path}?${query}`, { method, headers, ...body, ...init })
}

/** Calls a GET whose fields travel in a body, as the page has it; on the wire alone. */
export async function erpByBody(
  duble: Duble,
  operation: string,
  body: string,
  query = '',
): Promise<{ status: number; text: string }> {
  const { path } = asked(duble, operation, REQUESTS[operation] ?? {})
  const headers = { ...TOKEN, 'content-type': 'application/json' }
  const response = await getWithBody(`${duble.url}${path}${query}`, { headers, body })
  return { status: response.status, text: await response.text() }
}

/** An error's body. */
export const refused = (msg: string) => ({ status: 'error', msg })

const viewOf = (duble: Duble) => {
  const opened = duble.world.fake('datacake').store.open()
  if (opened instanceof Promise) throw new Error('the store is not in memory')
  return opened
}

/** A table's rows as they stand. */
export const rows = (duble: Duble, table: string): readonly Row[] => [...viewOf(duble).table(table).values()]

/** All that a request may leave behind. */
export const traces = (duble: Duble) => {
  const view = viewOf(duble)
  const counters = ['prospecto', 'arquivo'].map((name) => view.counter(name))
  return { prospectos: rows(duble, 'prospectos'), arquivos: rows(duble, 'arquivos'), counters }
}
