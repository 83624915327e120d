import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import mock from '../../../mocks/datacake/index.ts'
import { parseFixture } from '../../../src/fixtures/load.ts'
import { inProcess } from '../../support.ts'
import { ANA, CARLA, erp, HEAD, NOBODY, openErp } from './support.ts'

/** What a fixture's text is refused with. */
const mistakes = async (yaml: string): Promise<string> => {
  try {
    await parseFixture(mock, 'test.yaml', HEAD + yaml)
    return 'nothing'
  } catch (error) {
    return (error as Error).message
  }
}

const CLIENT = '{ id_cliente: 1, nome: Ana, cnpj_cpf: 390.533.447-05'

describe('a fixture of an ERP', () => {
  it.each([
    [
      'a client’s CPF with wrong digits',
      'clientes: [{ id_cliente: 1, nome: Ana, cnpj_cpf: 390.533.447-06 }]',
      'clientes.0.cnpj_cpf is no CPF and no CNPJ: its check digits do not fit',
    ],
    [
      'a prospect’s CNPJ with wrong digits',
      'status_prospectos: [{ status_prospeccao: 1, nome: Inicial }]\nprospectos: [{ id_prospecto: 1, cnpj_cpf: 11.222.333/0001-80, status_prospeccao: 1 }]',
      'prospectos.0.cnpj_cpf is no CPF and no CNPJ: its check digits do not fit',
    ],
    [
      'a boleto of nobody',
      `clientes: [${CLIENT} }]\nboletos: [{ id_fatura: 1, id_cliente: 9, valor: 1.00, data_vencimento: 2026-01-01 }]`,
      'boletos.0.id_cliente names no row of clientes: 9',
    ],
    [
      'a value with a comma',
      `clientes: [${CLIENT} }]\nboletos: [{ id_fatura: 1, id_cliente: 1, valor: "99,90", data_vencimento: 2026-01-01 }]`,
      'boletos.0.valor must match ^[0-9]+\\.[0-9]{2}$, got 99,90',
    ],
    [
      'a day that does not exist',
      `clientes: [${CLIENT} }]\nboletos: [{ id_fatura: 1, id_cliente: 1, valor: 1.00, data_vencimento: 2026-02-30 }]`,
      'boletos.0.data_vencimento must be a real day like 2026-01-31, got 2026-02-30',
    ],
    [
      'a boleto that is due before barcodes count days',
      `clientes: [${CLIENT} }]\nboletos: [{ id_fatura: 1, id_cliente: 1, valor: 1.00, data_vencimento: 1997-10-06 }]`,
      'boletos.0.data_vencimento is before 1997-10-07, the first day that a barcode can name',
    ],
    [
      'a boleto of more than a barcode has room for',
      `clientes: [${CLIENT} }]\nboletos: [{ id_fatura: 1, id_cliente: 1, valor: 100000000.00, data_vencimento: 2026-01-01 }]`,
      'boletos.0.valor is more than 99999999.99, the most that a barcode has room for',
    ],
    [
      'a status that is none',
      `clientes: [${CLIENT} }]\nboletos: [{ id_fatura: 1, id_cliente: 1, valor: 1.00, data_vencimento: 2026-01-01, status: abert }]`,
      'boletos.0.status must be one of aberto, pago, got abert (did you mean aberto?)',
    ],
    [
      'a flag that is neither S nor N',
      `clientes: [${CLIENT}, contribuinte_icms: sim }]`,
      'clientes.0.contribuinte_icms must be one of S, N, got sim',
    ],
    [
      'sexo in small letters',
      `clientes: [${CLIENT}, sexo: F }]`,
      'clientes.0 has no field "sexo" (did you mean Sexo?)',
    ],
    [
      'a CEP with a hyphen',
      `clientes: [${CLIENT}, cep: 80010-000 }]`,
      'clientes.0.cep must match ^([0-9]{8})?$, got 80010-000',
    ],
    [
      'a telephone with a mask',
      `clientes: [${CLIENT}, fone: (41) 3232-1010 }]`,
      'clientes.0.fone must match ^([0-9]{10,11})?$, got (41) 3232-1010',
    ],
    [
      'a due day as a date',
      'vencimentos: [{ id_vencimento: 1, data: 2026-01-10 }]',
      'vencimentos.0.data must match ^([1-9]|[12][0-9]|3[01])$, got 2026-01-10',
    ],
    [
      'a prospect with a code that is in no list',
      'status_prospectos: [{ status_prospeccao: 1, nome: Inicial }]\nprospectos: [{ id_prospecto: 1, id_servico: 7, status_prospeccao: 1 }]',
      'prospectos.0.id_servico names no row of produtos: 7',
    ],
    [
      'two clients with one id',
      `clientes: [${CLIENT} }, ${CLIENT} }]`,
      'clientes.1 has the same id_cliente as clientes.0',
    ],
  ])('is refused with %s [K-A03] [K-A05] [K-Q8]', async (_what, yaml, says) => {
    expect(await mistakes(yaml)).toContain(says)
  })

  it('may say next to nothing [K-A19]', async () => {
    expect(await mistakes('')).toBe('nothing')
    expect(await mistakes(`clientes: [${CLIENT} }]`)).toBe('nothing')
  })
})

describe('the default world', () => {
  it('knows three clients, and two right CPFs that are nobody’s [K-04] [K-A03]', async () => {
    await using duble = await openErp()
    const of = async (cnpj_cpf: string) => (await erp(duble, 'clientes', { cnpj_cpf })).body.id_cliente
    expect([await of(ANA), await of('11.222.333/0001-81'), await of('12.ABC.345/01DE-35')]).toEqual([
      '1',
      '2',
      '3',
    ])
    expect([await of(CARLA), await of(NOBODY)]).toEqual([undefined, undefined])
  })

  it('is byte for byte the same from two starts with one seed [K-A04]', async () => {
    const all = async (seed: number): Promise<string> => {
      await using duble = await inProcess({ vendors: ['datacake'], seed })
      const texts: string[] = []
      for (const id_cliente of ['1', '2', '3']) texts.push((await erp(duble, 'boletos', { id_cliente })).text)
      return texts.join('\n')
    }
    expect(await all(1)).toBe(await all(1))
    expect(await all(1)).not.toBe(await all(2))
  })

  it('has no prospect until one is made, or a state brings one, each alone and one after another [K-31]', async () => {
    await using duble = await openErp()
    const fake = duble.world.fake('datacake')
    expect((await erp(duble, 'status_prospecto')).status).toBe(404)
    for (const name of Object.keys(fake.fixture.states)) await fake.applyState(name)
    // A status that is not listed any more keeps its name.
    expect((await erp(duble, 'status_prospecto')).body.nome).toBe('Aprovado')
    await fake.reset()
    await fake.applyState('prospect 9001 is in analysis')
    expect((await erp(duble, 'status_prospecto')).body.nome).toBe('Em analise')
  })

  it('is the one that the README’s curl lines ask [K-04] [K-Q3] [K-Q4]', async () => {
    const readme = await readFile(new URL('../../../mocks/datacake/README.md', import.meta.url), 'utf8')
    const lines = [...readme.matchAll(/^curl .*$/gm)].map(([line]) => line)
    expect(lines).toHaveLength(5)
    await using duble = await inProcess({ vendors: ['datacake'], port: 0 })
    const run = promisify(execFile)
    const statuses: string[] = []
    for (const line of lines) {
      const { stdout } = await run('sh', [
        '-c',
        `${line.replace('http://localhost:4010', duble.url)} -s -o /dev/null -w '%{http_code}'`,
      ])
      statuses.push(stdout)
    }
    expect(statuses).toEqual(['200', '200', '201', '200', '200'])
  })
})
