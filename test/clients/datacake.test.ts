import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { VendorError } from '../../src/clients/create.ts'
import {
  createDatacakeClient,
  type DatacakeClient,
  type DatacakeOptions,
  LostProspectError,
} from '../../src/clients/datacake.ts'
import type { Duble } from '../../src/index.ts'
import { ANA, CARLA, enter, openErp, PNG, rows } from '../mocks/datacake/support.ts'
import { onTheWire } from '../support.ts'

const wire = (options: Readonly<Record<string, unknown>> = {}): Promise<Duble> => openErp(options, onTheWire)
const platform = (duble: Duble, options: Partial<DatacakeOptions> = {}): DatacakeClient =>
  createDatacakeClient({ url: duble.vendor('datacake').url, token: 'erp-token', ...options })
const refusal = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error)
const PROSPECT = { nome: 'Carla Dias', telefone_celular: '41987650000', cnpj_cpf: CARLA, id_servico: '10' }

/** An ERP that answers everything alike. */
async function answering(status: number, body: string, token?: string) {
  const server = createServer((_request, response) => response.writeHead(status).end(body))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const client = createDatacakeClient({ url: `http://127.0.0.1:${port}`, ...(token && { token }) })
  return { client, [Symbol.asyncDispose]: async () => void server.close() }
}

const ways: readonly (readonly [string, Partial<DatacakeOptions>])[] = [
  ['the query', { payload: 'query' }],
  ['a body', { payload: 'body' }],
]

describe.each(ways)('Datacake’s client with its fields in %s', (_what, options) => {
  it('shows a client his open boletos and his installations', async () => {
    await using duble = await wire()
    const erp = platform(duble, options)
    const client = await erp.client(ANA)
    expect(client?.nome).toBe('Ana Lima')
    const id = client?.id_cliente ?? ''
    expect((await erp.openBoletos(id)).map(({ id_fatura }) => id_fatura)).toEqual(['5001'])
    expect((await erp.installations(id)).map(({ servicos }) => servicos.map(({ nome }) => nome))).toEqual([
      ['Internet 500 Mega'],
    ])
  })

  it('finds a client by any spelling of any document, and tells an unknown one from a wrong one', async () => {
    await using duble = await wire()
    const erp = platform(duble, options)
    const names = ['39053344705', '11.222.333/0001-81', '12abc34501de35'].map(
      async (document) => (await erp.client(document))?.nome,
    )
    expect(await Promise.all(names)).toEqual(['Ana Lima', 'Padaria Barros Ltda.', 'Informática Dias ME'])
    expect(await erp.client(CARLA)).toBeUndefined()
    expect(await refusal(erp.client('390.533.447-06'))).toMatchObject({
      code: 'invalid_document',
      status: 422,
    })
  })

  it('reads all nine lists of codes, and empty ones', async () => {
    await using duble = await wire()
    const erp = platform(duble, options)
    const sizes = async () => {
      const {
        products,
        resellers,
        employees,
        departments,
        dueDays,
        origins,
        cities,
        attendanceTypes,
        prospectStatuses,
      } = erp
      const lists = [
        products,
        resellers,
        employees,
        departments,
        dueDays,
        origins,
        cities,
        attendanceTypes,
        prospectStatuses,
      ]
      return Promise.all(lists.map(async (list) => (await list()).length))
    }
    expect(await sizes()).toEqual([3, 2, 2, 3, 3, 4, 2, 3, 6])
    await enter(duble, 'the ERP lists nothing')
    expect(await sizes()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0])
  })

  it('takes a prospect from the first click to the installation', async () => {
    await using duble = await wire()
    const erp = platform(duble, options)
    const key = await erp.createProspect(PROSPECT)
    expect(key).toBe('1')
    await erp.editProspect(key, { email: 'carla@example.com', id_vencimento: '2' })
    await erp.sendFile(key, { name: 'rg.png', type: 'image/png', bytes: PNG, description: 'RG' })
    const names: string[] = [(await erp.prospectStatus(key)).nome]
    for (const status_prospeccao of ['2', '5']) {
      await erp.editProspect(key, { status_prospeccao })
      names.push((await erp.prospectStatus(key)).nome)
    }
    expect(names).toEqual(['Inicial', 'Em analise', 'Aprovado'])
    expect(rows(duble, 'arquivos')).toHaveLength(1)
  })
})

describe('the key of a prospect', () => {
  it('is its CPF where the ERP answers only what is documented, and works in every call', async () => {
    await using duble = await wire({ documented_only: true })
    const erp = platform(duble)
    const key = await erp.createProspect(PROSPECT)
    expect(key).toBe('52998224725')
    await erp.editProspect(key, { obs: 'x' })
    await erp.sendFile(key, { name: 'rg.png', type: 'image/png', bytes: PNG })
    expect((await erp.prospectStatus(key)).id_prospecto).toBe('1')
  })

  it('is nothing for a lead there: it was made and cannot be found again', async () => {
    await using duble = await wire({ documented_only: true })
    const error = await refusal(
      platform(duble).createProspect({ nome: 'Elisa', telefone_celular: '41987650000' }),
    )
    expect(error).toBeInstanceOf(LostProspectError)
    expect((error as Error).message).toBe(
      'the lead was made, but the ERP answered no id_prospecto, and a lead has no CPF or CNPJ to find it by',
    )
    expect(rows(duble, 'prospectos')).toHaveLength(1)
  })
})

describe('what an ERP refuses', () => {
  it('is an error with the outcome’s name, its status, and what its sentence names', async () => {
    await using duble = await wire()
    const erp = platform(duble)
    await enter(duble, 'prospect 9001 is new')
    const cases: [() => Promise<unknown>, object][] = [
      [() => erp.createProspect(PROSPECT), { code: 'duplicate', status: 409 }],
      [
        () => erp.createProspect({ ...PROSPECT, cnpj_cpf: '111.444.777-35', id_servico: '99' }),
        { code: 'unknown_reference', status: 422, facts: { field: 'id_servico', value: '99' } },
      ],
      [
        () => erp.createProspect({ ...PROSPECT, nome: '' }),
        { code: 'missing_field', status: 400, facts: { field: 'nome' } },
      ],
      [
        () => erp.editProspect('9001', { status_prospeccao: '5' }),
        { code: 'forbidden_move', status: 409, facts: { from: 'Inicial', to: 'Aprovado' } },
      ],
      [() => erp.editProspect('99', { obs: 'x' }), { code: 'unknown_prospect', status: 404 }],
      [
        () => erp.sendFile('9001', { name: 'a.png', type: 'image/png', bytes: Buffer.from('GIF89a') }),
        { code: 'type_mismatch', status: 415, facts: { type: 'image/png' } },
      ],
      [() => erp.openBoletos('99'), { code: 'unknown_client', status: 404 }],
      [() => platform(duble, { token: 'outro' }).products(), { code: 'invalid_token', status: 401 }],
    ]
    for (const [act, expected] of cases) {
      const error = await refusal(act())
      expect(error).toBeInstanceOf(VendorError)
      expect(error).toMatchObject(expected)
    }
  })

  it('is told in the ERP’s own words too, as its status', async () => {
    await using erp = await answering(422, '{"status":"error","msg":"CPF já usado, fale conosco"}')
    expect(await refusal(erp.client.createProspect(PROSPECT))).toMatchObject({
      code: 'unexpected',
      status: 422,
      message: 'datacake/criar_prospecto answered unexpected (HTTP 422): CPF já usado, fale conosco',
    })
  })

  it('is an error with HTTP 200 too, if the body says so', async () => {
    await using erp = await answering(200, '{"status":"error","msg":"Token inválido"}')
    expect(await refusal(erp.client.products())).toMatchObject({
      status: 200,
      message: expect.stringContaining('Token inválido'),
    })
  })

  it.each(['{"produtos":[]}', '"nada"', '{}'])('is no list where one is due: %s', async (body) => {
    await using erp = await answering(200, body)
    expect(await refusal(erp.client.products())).toMatchObject({
      code: 'unexpected',
      message: 'datacake/produtos answered unexpected (HTTP 200): the answer is JSON, but no list',
    })
  })

  it.each(['', '<html>', '[{]'])('is no JSON at all: %j', async (body) => {
    await using erp = await answering(200, body)
    expect(await refusal(erp.client.products())).toMatchObject({ code: 'unexpected', status: 200 })
  })

  it.each(['"nada"', '5', '[{"id_cliente":"1"}]', '{"cliente":{"id_cliente":"1"}}'])(
    'is no client where one is due, and not an unknown one: %s',
    async (body) => {
      await using erp = await answering(200, body)
      expect(await refusal(erp.client.client(ANA))).toMatchObject({
        code: 'unexpected',
        message:
          'datacake/clientes answered unexpected (HTTP 200): the answer is JSON, but no client: an object with id_cliente is due',
      })
    },
  )

  it.each(['null', '[]', '{}', '{"id_cliente":""}'])(
    'is not an empty answer, which is nobody: %s',
    async (body) => {
      await using erp = await answering(200, body)
      expect(await erp.client.client(ANA)).toBeUndefined()
    },
  )

  it.each(['null', '"nada"', '[]'])('is no status of a prospect where one is due: %s', async (body) => {
    await using erp = await answering(200, body)
    expect(await refusal(erp.client.prospectStatus('1'))).toMatchObject({
      code: 'unexpected',
      message: 'datacake/status_prospecto answered unexpected (HTTP 200): the answer is JSON, but no object',
    })
  })

  it('is not an answer of nothing to a new prospect, which has its CPF for a key', async () => {
    await using erp = await answering(201, 'null')
    expect(await erp.client.createProspect(PROSPECT)).toBe('52998224725')
  })

  it('says no token, no CPF, no telephone and no e-mail, and not without end, whatever the ERP says', async () => {
    const told = `${CARLA} 41987650000 carla@example.com my-token`
    for (const [status, body] of [
      [422, JSON.stringify({ status: 'error', msg: told + 'x'.repeat(5000) })],
      [404, JSON.stringify({ status: 'error', msg: told })],
      [400, JSON.stringify({ status: 'error', msg: `Campo inválido: ${told}` })],
      [200, `<html>${told}`],
    ] as const) {
      await using erp = await answering(status, body, 'my-token')
      const error = (await refusal(erp.client.createProspect(PROSPECT))) as VendorError
      expect(error).toBeInstanceOf(VendorError)
      const seen = `${error.message} ${JSON.stringify(error.facts)}`
      expect([error.status, told.split(' ').filter((secret) => seen.includes(secret))]).toEqual([status, []])
      expect(error.message.length).toBeLessThan(400)
    }
  })

  it.each(ways)('is never a token that no header can carry: its fields in %s', (_what, options) => {
    const make = () => createDatacakeClient({ url: 'http://127.0.0.1:1', token: 's3cret\n', ...options })
    expect(make).toThrow(
      new TypeError('the token has a character that no header can carry, such as a line break'),
    )
  })

  it('is not an id that is written as a number', async () => {
    await using erp = await answering(201, '{"status":"success","id_prospecto":77}')
    expect(await erp.client.createProspect(PROSPECT)).toBe('77')
  })
})

it('does not take a wrong path for an unknown client', async () => {
  await using duble = await wire()
  const erp = platform(duble, { paths: { clientes: '/v1/clientes' } })
  expect(await refusal(erp.client(ANA))).toMatchObject({
    code: 'unexpected',
    status: 404,
    message:
      'datacake/clientes answered unexpected (HTTP 404): the ERP seems to have no such path: what it says is no {"status":"error","msg":…}',
  })
})

describe('an ERP of another taste', () => {
  it.each([
    [{ 'auth.header': 'X-ERP' }, { header: 'X-ERP' }],
    [{ 'auth.scheme': 'Token' }, { scheme: 'Token' }],
    [
      { 'auth.header': 'token', 'auth.scheme': '' },
      { header: 'token', scheme: '' },
    ],
  ])('that has %j is met by %j', async (options, client) => {
    await using duble = await wire(options)
    expect(await platform(duble, client).origins()).toHaveLength(4)
    expect(await refusal(platform(duble).origins())).toMatchObject({ status: 401 })
  })

  it('that asks for no token gets none', async () => {
    await using duble = await wire({ auth: 'none' })
    const erp = createDatacakeClient({ url: duble.vendor('datacake').url })
    expect(await erp.origins()).toHaveLength(4)
    expect(duble.world.journal.read({ limit: 1 }).entries[0]?.requestHeaders).not.toHaveProperty(
      'authorization',
    )
  })

  it('that answers an unknown client with an empty one has none', async () => {
    await using duble = await wire({ not_found: '200_vazio' })
    const erp = platform(duble)
    expect(await erp.client(CARLA)).toBeUndefined()
    expect(await erp.openBoletos('99')).toEqual([])
  })

  it('that leaves the optional fields of a boleto out is read all the same', async () => {
    await using duble = await wire({ 'boletos.optional_fields': false })
    const [boleto] = await platform(duble).openBoletos('1')
    expect([boleto?.pix_copia_e_cola, boleto?.linha_digitavel.length]).toEqual([undefined, 47])
  })
})

describe('the page’s own invalid JSON', () => {
  it('is refused with the reason, for a list and for a status', async () => {
    await using duble = await wire({ literal_envelope: true })
    const erp = platform(duble)
    const list = await refusal(erp.products())
    expect(list).toBeInstanceOf(VendorError)
    expect((list as Error).message).toBe(
      'datacake/produtos answered unexpected (HTTP 200): the answer is no JSON: it has a list inside braces without a key, as the page prints it',
    )
    const status = await refusal(erp.createProspect(PROSPECT))
    expect((status as Error).message).toBe(
      'datacake/criar_prospecto answered unexpected (HTTP 201): the answer is no JSON: it has a comma behind its last key, as the page prints it',
    )
  })

  it.each(ways)('is read where the client is lenient, its fields in %s', async (_what, options) => {
    await using duble = await wire({ literal_envelope: true })
    const erp = platform(duble, { ...options, lenient: true })
    expect(await erp.products()).toHaveLength(3)
    expect(await erp.openBoletos('3')).toEqual([])
    expect((await erp.installations('2')).map(({ servicos }) => servicos.length)).toEqual([2, 0])
    const key = await erp.createProspect(PROSPECT)
    await erp.editProspect(key, { obs: 'um [colchete] e uma }, chave' })
    expect((await erp.prospectStatus(key)).nome).toBe('Inicial')
    expect((await erp.client(ANA))?.nome).toBe('Ana Lima')
  })
})

describe('a file', () => {
  it('is sent from where it lies, its type by its name', async () => {
    await using duble = await wire()
    await enter(duble, 'prospect 9001 is new')
    const folder = await mkdtemp(path.join(tmpdir(), 'duble-datacake-'))
    try {
      const file = path.join(folder, 'RG.PNG')
      await writeFile(file, PNG)
      await platform(duble).sendFile('9001', { path: file, description: 'frente' })
      const [{ nome_arquivo, tipo, descricao, bytes } = {}] = rows(duble, 'arquivos')
      expect([nome_arquivo, tipo, descricao, bytes]).toEqual([
        'RG.PNG',
        'image/png',
        'frente',
        String(PNG.length),
      ])
      const text = path.join(folder, 'contrato.docx')
      await expect(platform(duble).sendFile('9001', { path: text })).rejects.toThrow(
        `${text} is no jpg, png, gif or pdf by its name: send its bytes with their type`,
      )
      await expect(platform(duble).sendFile('9001', { path: `${file}.png` })).rejects.toThrow('ENOENT')
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

describe('a GET with a body', () => {
  it('can be called off, and an ERP that is not there is an error', async () => {
    await using duble = await wire()
    const erp = platform(duble, { payload: 'body' })
    await expect(erp.client(ANA, { signal: AbortSignal.abort() })).rejects.toThrow('aborted')
    const nowhere = createDatacakeClient({ url: 'http://127.0.0.1:1', payload: 'body' })
    await expect(nowhere.client(ANA)).rejects.toThrow('ECONNREFUSED')
  })

  it('speaks HTTPS as well', async () => {
    const nowhere = createDatacakeClient({ url: 'https://127.0.0.1:1', payload: 'body' })
    await expect(nowhere.client(ANA)).rejects.toThrow('ECONNREFUSED')
  })

  it('is read to its end, however large, and fails where the connection breaks', async () => {
    const server = createServer((request, response) => {
      response.writeHead(200, { 'content-length': '1000000' })
      if (request.url === '/produtos') response.end(`[${' '.repeat(999_998)}]`)
      else response.write('[', () => response.destroy())
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const { port } = server.address() as AddressInfo
      const erp = createDatacakeClient({ url: `http://127.0.0.1:${port}`, payload: 'body' })
      expect(await erp.products()).toEqual([])
      await expect(erp.origins()).rejects.toThrow('aborted')
    } finally {
      server.close()
    }
  })
})
