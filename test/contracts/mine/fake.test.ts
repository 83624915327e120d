import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { printMine } from '../../../src/contracts/conformance/report.ts'
import type { RowResult } from '../../../src/contracts/conformance/run.ts'
import { loadLedger } from '../../../src/fixtures/ledger.ts'
import { openRooms } from '../../../src/fixtures/rooms.ts'
import { type Duble, startDuble } from '../../../src/index.ts'
import { NOW } from '../../support.ts'
import { CREDENTIALS, exampleData, rowsOf, SUITES, verify } from './support.ts'

const VENDORS = ['datacake', 'smartspace'] as const

/** What an answer cannot show, or would be long in coming. */
const BEYOND = {
  datacake: ['K-03'],
  smartspace: ['S-02', 'S-15', 'S-17', 'S-18', 'S-19', 'S-A09'],
} as const

describe.each(VENDORS)('the fake of %s, over HTTPS', (vendor) => {
  it('meets every row that can be checked', async () => {
    await using duble = await startDuble({ port: 0, tls: true, vendors: [vendor], clock: NOW })
    const report = await verify(vendor, duble.vendor(vendor).url, { transportOrder: { ca: duble.ca } })
    expect(rowsOf(report, 'not_met')).toEqual([])
    expect(rowsOf(report, 'unchecked')).toEqual(BEYOND[vendor])
  })

  it('and without writes what is read of it is still met', async () => {
    await using duble = await startDuble({ port: 0, tls: true, vendors: [vendor], clock: NOW })
    const transportOrder = { ca: duble.ca }
    const report = await verify(vendor, duble.vendor(vendor).url, { transportOrder, allowWrites: false })
    expect(rowsOf(report, 'not_met')).toEqual([])
    const methods = duble.journal({ limit: 500 }).entries.map(({ method, operation }) => [method, operation])
    const changing = methods.filter(([method, operation]) => method !== 'GET' && operation !== 'oauth_token')
    expect(new Set(changing.map(([method]) => method))).toEqual(new Set(['PROPFIND']))
  })
})

describe('the list of checks', () => {
  it.each(VENDORS)('covers each documented row of %s, or says why it does not', async (vendor) => {
    const [room] = await openRooms([vendor])
    const { rows } = await loadLedger(room?.mock.api as never, `${room?.folder}/ledger.yaml`)
    const { checks, unchecked } = SUITES[vendor]
    const backed = rows.filter((row) => row.class === 'documented' || row.class === 'example')
    const covered = new Set([...checks.map(({ row }) => row), ...Object.keys(unchecked)])
    expect(backed.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([])
    const ids = rows.map(({ id }) => id)
    expect([...covered].filter((id) => !ids.includes(id))).toEqual([])
    expect(checks.flatMap(({ needs }) => needs).filter((name) => !(name in SUITES[vendor].data))).toEqual([])
  })
})

/** Options, changed, and what is then said of the row that is about them. */
const OTHERWISE: readonly (readonly [vendor: 'datacake' | 'smartspace', row: string, option: string])[] = [
  ['datacake', 'K-Q1', 'literal_envelope=true'],
  ['datacake', 'K-Q3', 'documented_only=true'],
  ['datacake', 'K-A02', 'auth=none'],
  ['datacake', 'K-A03', 'not_found=200_vazio'],
  ['datacake', 'K-A04', 'boletos.optional_fields=false'],
  ['datacake', 'K-A11', 'file.types=*'],
  ['datacake', 'K-A16', 'repeated_parameter=first'],
  ['datacake', 'K-A17', 'cors=off'],
  ['smartspace', 'S-Q1', 'literal_invalid_json=true'],
  ['smartspace', 'S-Q2', 'address_style=snake'],
  ['smartspace', 'S-Q2', 'address_style=both'],
  ['smartspace', 'S-Q3', 'birth_key=data_nascimento'],
  ['smartspace', 'S-Q4', 'flags=boolean'],
  ['smartspace', 'S-A02', 'unknown_customer=not_found'],
  ['smartspace', 'S-A05', 'oauth.expires_in=60s'],
  ['smartspace', 'S-A08', 'oauth.dialect=br'],
  ['smartspace', 'S-A12', 'auth=basic'],
  ['smartspace', 'S-A12', 'auth=oauth2'],
  ['smartspace', 'S-A13', 'codigo=omitted'],
  ['smartspace', 'S-A15', 'repeated_parameter=first'],
  ['smartspace', 'S-A15', 'repeated_parameter=last'],
  ['smartspace', 'S-A16', 'empty_fields=empty'],
  ['smartspace', 'S-A17', 'oauth.scope_in_answer=true'],
  ['smartspace', 'S-A21', 'cors=off'],
]

describe('of an assumption', () => {
  let duble: Duble
  beforeAll(async () => {
    duble = await startDuble({ port: 0, vendors: [...VENDORS], clock: NOW })
  })
  afterAll(() => duble.close())

  it.each(OTHERWISE)('%s %s names the option that is set: %s', async (vendor, row, option) => {
    const [name = '', value = ''] = option.split('=')
    await using world = await duble.newWorld({ options: { [vendor]: { [name]: value } } })
    // What a check of this row needs may be another's: all of a suite is cheap.
    const report = await verify(vendor, world.vendor(vendor).url, { only: row === 'K-Q3' ? [] : [row] })
    const { checks, verdict } = report.rows.find(({ id }) => id === row) as RowResult
    expect([verdict, checks.map((check) => check.option).filter(Boolean)]).toEqual(['note', [option]])
  })

  it('the values that are seen by default are the fake’s defaults', async () => {
    for (const vendor of VENDORS) {
      await using world = await duble.newWorld()
      const { rows } = await verify(vendor, world.vendor(vendor).url)
      const options = duble.world.fake(vendor).mock.api.options as Record<string, { fallback: string }>
      const seen = rows.flatMap(({ checks }) => checks.flatMap(({ option }) => option?.split('=') ?? []))
      expect(seen.length).toBeGreaterThan(8)
      for (let at = 0; at < seen.length; at += 2) {
        const value = seen[at + 1] ?? ''
        const fallback = options[seen[at] as string]?.fallback
        expect([seen[at], /^\d+s$/.test(value) ? '3600s' : value]).toEqual([seen[at], fallback])
      }
    }
  })

  it('a token that ends soon is waited for', async () => {
    await using world = await duble.newWorld({ options: { smartspace: { 'oauth.expires_in': '5s' } } })
    const sleep = async (milliseconds: number): Promise<void> => world.clock.advance(milliseconds)
    const report = await verify('smartspace', world.vendor('smartspace').url, { only: ['S-A09'], sleep })
    expect(report.rows[0]?.checks[0]?.came).toBe('a token after its end: HTTP 401 (the fake: 401)')
  })
})

describe('a report', () => {
  it('holds no secret and nobody’s data', async () => {
    await using duble = await startDuble({ port: 0, vendors: [...VENDORS], clock: NOW })
    const options = { datacake: { literal_envelope: true }, smartspace: { answer_shape: 'typed_values' } }
    await using world = await duble.newWorld({ options })
    for (const vendor of VENDORS) {
      const report = await verify(vendor, world.vendor(vendor).url)
      const text = printMine(report) + JSON.stringify(report.rows.map(({ checks }) => checks))
      expect(report.counts.not_met).toBeGreaterThan(0)
      for (const value of [
        ...Object.values(exampleData(SUITES[vendor])),
        'Ana',
        'ANA',
        'ana@example',
        '3905334',
      ]) {
        if (value !== '') expect(text).not.toContain(value)
      }
      const { token, pair, client } = CREDENTIALS[vendor]
      for (const secret of [token, pair?.password, client?.secret]) {
        if (secret !== undefined) expect(text).not.toContain(secret)
      }
      expect(text).not.toContain(Buffer.from('smartspace:segredo').toString('base64'))
    }
  })

  it('says of what is not met who says so, what was sent, what came and what would be right', async () => {
    await using duble = await startDuble({ port: 0, vendors: [...VENDORS], clock: NOW })
    await using world = await duble.newWorld({ options: { smartspace: { address_style: 'snake' } } })
    const report = await verify('smartspace', world.vendor('smartspace').url, { only: ['S-13'] })
    expect(printMine(report)).toBe(
      `smartspace at ${world.vendor('smartspace').url}

not met
  S-13  documented: An address is written in eight attributes in camel case, each a string.
        “"enderecoLogradouro": "string", "enderecoNumero": "string", "enderecoComplemento": "string",
        "enderecoBairro": "string"” (Configuração, line 1)
        found   endereco_logradouro, endereco_numero, endereco_complemento, endereco_cep, endereco_bairro,
                endereco_cidade and 2 more; the sample writes so, yet the rule says "devem" (S-Q2)
        right   enderecoLogradouro, enderecoNumero, enderecoComplemento, enderecoBairro, enderecoCidade,
                enderecoEstado, enderecoCep, enderecoPontoReferencia
        sent    GET /clientes?cpf=<a known CPF>, authorization: Bearer ***
        came    HTTP 200, application/json, [{"nome": text, "codigo": text, "cpf": text, "rg": text,
                "data_nascimen": text, "genero": text, "estado_civil": text, "email": text, "telefone": text,
                "endereco_logradouro": text, "endereco_numero": text, "endereco_complemento": text,
                "endereco_cep": text, "endereco_bairro": text, "endereco_cidade": text, "endereco_estado":
                text, "endereco_ponto_referencia": text, "ativo": text}]

smartspace: 0 met, 1 not met, 0 could not be checked, 0 noted, in 3 requests`,
    )
  })
})

describe('--state-url', () => {
  it('is told the state before a check that has one, and what it stands for', async () => {
    const told: unknown[] = []
    const server = createServer((request, response) => {
      request.on('data', (chunk) => told.push(JSON.parse(String(chunk))))
      request.on('end', () => response.writeHead(told.length > 2 ? 500 : 204).end())
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const stateUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/state`
    await using duble = await startDuble({ port: 0, vendors: ['datacake'], clock: NOW })
    const report = await verify('datacake', duble.vendor('datacake').url, {
      only: ['K-08', 'K-09'],
      stateUrl,
    })
    server.close()
    const params = { 'a known CPF': '390.533.447-05' }
    expect(told).toEqual([
      { state: 'the known client has an open boleto', action: 'setup', params },
      { state: 'the known client has an open boleto', action: 'teardown', params },
      { state: 'the known client has an installation', action: 'setup', params },
    ])
    expect(report.rows.map(({ verdict, checks }) => [verdict, checks[0]?.came])).toEqual([
      ['met', '1 open boleto'],
      [
        'unchecked',
        'the state "the known client has an installation" could not be set at --state-url: HTTP 500',
      ],
    ])
  })
})
