import { getBoletoInfo, isValidBoleto, isValidPixPayload } from '@brazilian-utils/brazilian-utils'
import { describe, expect, it } from 'vitest'
import { instantOf } from '#engine'
import { enter, erp, HEAD, openErp, openOn } from './support.ts'

interface Boleto {
  readonly [key: string]: string
}

const boletosOf = async (duble: Awaited<ReturnType<typeof openErp>>, id_cliente: string): Promise<Boleto[]> =>
  (await erp(duble, 'boletos', { id_cliente })).body

describe('the boletos of a client', () => {
  it('are the open ones, with the keys of the page’s other versions and two more [K-08] [K-A04] [K-S04]', async () => {
    await using duble = await openErp()
    const [boleto, ...more] = await boletosOf(duble, '1')
    expect(more).toEqual([])
    expect(Object.keys(boleto ?? {})).toEqual([
      'id_fatura',
      'nome_cliente',
      'valor_inicial',
      'valor_atual',
      'data_emissao',
      'data_vencimento',
      'linha_digitavel',
      'url_boleto',
      'codigo_barras',
      'pix_copia_e_cola',
    ])
    expect(boleto).toMatchObject({
      id_fatura: '5001',
      nome_cliente: 'Ana Lima',
      valor_inicial: '99.90',
      valor_atual: '99.90',
      data_emissao: '2026-02-20',
      data_vencimento: '2035-03-10',
      url_boleto: 'https://example.com/boletos/5001.pdf',
    })
    expect((await boletosOf(duble, '2')).map(({ id_fatura }) => id_fatura)).toEqual(['5002', '5003', '5004'])
  })

  it('lack the two optional keys under boletos.optional_fields false [K-A04]', async () => {
    await using duble = await openErp({ 'boletos.optional_fields': false })
    const [boleto] = await boletosOf(duble, '1')
    expect(Object.keys(boleto ?? {}).slice(6)).toEqual(['linha_digitavel', 'url_boleto'])
  })

  it('are none once all are paid [K-A04]', async () => {
    await using duble = await openErp()
    await enter(duble, 'client 1 has no open boleto')
    const { status, outcome, body } = await erp(duble, 'boletos', { id_cliente: '1' })
    expect([status, outcome, body]).toEqual([200, 'ok.empty', []])
  })
})

const MANY = `${HEAD}
clientes: [{ id_cliente: 1, nome: Íris Conceição, cnpj_cpf: 390.533.447-05, cidade: São José do Vale do Rio Preto }]
boletos:
  - generate: 300
    each:
      id_fatura: { number_from: 1 }
      id_cliente: 1
      valor: { one_of: ["0.01", "99.90", "1234.56", "99999999.99"] }
      data_vencimento: { between: [2026-03-02, 2049-10-01] }
`

/** The line's digits without its three check digits, in the barcode's order. */
const barcodeOf = (line: string): string =>
  [line.slice(0, 4), line.slice(32), line.slice(4, 9), line.slice(10, 20), line.slice(21, 31)].join('')

describe('what a boleto is paid with', () => {
  it('is a line, a barcode and a PIX that an independent check accepts [K-A04]', async () => {
    await using duble = await openOn(MANY)
    const boletos = await boletosOf(duble, '1')
    expect(boletos).toHaveLength(300)
    for (const {
      id_fatura = '',
      valor_inicial,
      data_vencimento,
      linha_digitavel = '',
      codigo_barras = '',
      ...boleto
    } of boletos) {
      expect([
        id_fatura,
        isValidBoleto(linha_digitavel),
        linha_digitavel.length,
        codigo_barras.length,
      ]).toEqual([id_fatura, true, 47, 44])
      const referenceDate = new Date(`${data_vencimento}T12:00:00Z`)
      const info = getBoletoInfo(linha_digitavel, { referenceDate })
      expect([info?.amount, info?.bankCode]).toEqual([Math.round(Number(valor_inicial) * 100), '001'])
      expect(info?.expirationDate?.toISOString().slice(0, 10)).toBe(data_vencimento)
      expect(codigo_barras).toBe(barcodeOf(linha_digitavel))
      const pix = boleto['pix_copia_e_cola'] ?? ''
      expect([id_fatura, isValidPixPayload(pix)]).toEqual([id_fatura, true])
      expect(pix).toContain(`F${id_fatura}6304`)
    }
  })

  it.each([
    ['99999999.99', '1997-10-07', '東京'],
    ['0.01', '9999-12-31', 'São José dos Pinhais de Cima'],
  ])('is so at the ends of what a fixture may say: %s, due %s, %s [K-A04]', async (valor, due, cidade) => {
    await using duble = await openOn(`${HEAD}
clientes: [{ id_cliente: 1, nome: Ana, cnpj_cpf: 390.533.447-05, cidade: ${cidade} }]
boletos: [{ id_fatura: "-", id_cliente: 1, valor: ${valor}, data_vencimento: ${due} }]
`)
    const [boleto] = await boletosOf(duble, '1')
    const { linha_digitavel = '', codigo_barras = '', pix_copia_e_cola = '' } = boleto ?? {}
    expect([linha_digitavel.length, codigo_barras.length]).toEqual([47, 44])
    expect([isValidBoleto(linha_digitavel), isValidPixPayload(pix_copia_e_cola)]).toEqual([true, true])
  })

  it('is the same in any order and from any start with one seed, and another with another [K-A04]', async () => {
    const textOf = async (seed: number, before: readonly string[]): Promise<string> => {
      await using duble = await openOn(MANY, {}, seed)
      for (const operation of before) await erp(duble, operation, { id_cliente: '1' })
      return (await erp(duble, 'boletos', { id_cliente: '1' })).text
    }
    const one = await textOf(7, [])
    expect(await textOf(7, ['instalacoes', 'boletos', 'boletos'])).toBe(one)
    expect(await textOf(8, [])).not.toBe(one)
  })
})

describe('an overdue boleto', () => {
  const OVERDUE = `${HEAD}
clientes: [{ id_cliente: 1, nome: Ana, cnpj_cpf: 390.533.447-05 }]
boletos: [{ id_fatura: 1, id_cliente: 1, valor: 100.00, data_vencimento: 2026-03-02 }]
`
  const at = async (when: string, options = {}): Promise<Boleto | undefined> => {
    await using duble = await openOn(OVERDUE, options)
    duble.clock.freeze(instantOf(when))
    return (await boletosOf(duble, '1'))[0]
  }

  it.each([
    ['2026-03-02 23:59:59', '100.00'], // the day it is due
    ['2026-03-03 00:00:00', '102.03'],
    ['2026-04-01 12:00:00', '103.00'],
    ['2027-03-02 12:00:00', '114.17'],
  ])('costs, at %s in São Paulo, %s: 2 %% and 1 %% a month by the day [K-A14]', async (when, valor_atual) => {
    const boleto = await at(when)
    expect(boleto).toMatchObject({ valor_inicial: '100.00', valor_atual })
    expect(boleto?.['pix_copia_e_cola']).toContain(
      `54${String(valor_atual.length).padStart(2, '0')}${valor_atual}58`,
    )
  })

  it('keeps its line and its barcode [K-A14]', async () => {
    const [before, after] = [await at('2026-03-02 09:00:00'), await at('2027-03-02 09:00:00')]
    expect(after?.['linha_digitavel']).toBe(before?.['linha_digitavel'])
    expect(after?.['codigo_barras']).toBe(before?.['codigo_barras'])
  })

  it('costs no more under boletos.overdue valor_inicial [K-A14]', async () => {
    expect(await at('2027-03-02 12:00:00', { 'boletos.overdue': 'valor_inicial' })).toMatchObject({
      valor_atual: '100.00',
    })
  })

  it('is in the default world for good [K-A14]', async () => {
    await using duble = await openErp()
    const [overdue, ...others] = await boletosOf(duble, '2')
    expect(Number(overdue?.['valor_atual'])).toBeGreaterThan(Number(overdue?.['valor_inicial']))
    for (const boleto of others) expect(boleto['valor_atual']).toBe(boleto['valor_inicial'])
  })
})
