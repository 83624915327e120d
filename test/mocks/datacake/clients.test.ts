import { isValidCnpj, isValidCpf } from '@brazilian-utils/brazilian-utils'
import { describe, expect, it } from 'vitest'
import { describeBoth, printed } from '../../support.ts'
import { ANA, CARLA, erp, HEAD, LISTS, NOBODY, OF_CLIENT, openErp, openOn, refused, rows } from './support.ts'

describeBoth('A client', (open) => {
  it.each([
    ['a CPF with its mask', ANA, '1'],
    ['a CPF without', '39053344705', '1'],
    ['a CPF with spaces', ' 390 533 447 05 ', '1'],
    ['a CNPJ with its mask', '11.222.333/0001-81', '2'],
    ['a CNPJ without', '11222333000181', '2'],
    ['an alphanumeric CNPJ with its mask', '12.ABC.345/01DE-35', '3'],
    ['an alphanumeric CNPJ without', '12ABC34501DE35', '3'],
    ['an alphanumeric CNPJ in small letters', '12.abc.345/01de-35', '3'],
  ])('is found by %s [K-04] [K-A03]', async (_what, cnpj_cpf, id) => {
    await using duble = await openErp({}, open)
    const { status, outcome, body } = await erp(duble, 'clientes', { cnpj_cpf })
    expect([status, outcome, body.id_cliente]).toEqual([200, 'ok', id])
  })

  it.each([
    ['a wrong check digit', '390.533.447-06'],
    ['one digit too few', '3905334470'],
    ['eleven equal digits', '111.111.111-11'],
    ['a CNPJ with a wrong check digit', '11.222.333/0001-82'],
    ['an alphanumeric CNPJ with a wrong one', '12.ABC.345/01DE-36'],
    ['an alphanumeric CNPJ with letters for check digits', '12.ABC.345/01DE-AB'],
    ['letters', 'Ana Lima'],
    ['digits of another script', '３９０５３３４４７０５'],
  ])('is not looked for by %s [K-A03]', async (_what, cnpj_cpf) => {
    await using duble = await openErp({}, open)
    const { status, outcome, body, why } = await erp(duble, 'clientes', { cnpj_cpf })
    expect([status, outcome, body]).toEqual([422, 'invalid_document', refused('CPF/CNPJ inválido')])
    expect(why).toBe('cnpj_cpf is neither a CPF nor a CNPJ: its length or its check digits do not fit')
  })

  it('is unknown with a right CPF that nobody has [K-A03]', async () => {
    await using duble = await openErp({}, open)
    for (const cnpj_cpf of [CARLA, NOBODY, '06.990.590/0001-23']) {
      const { status, outcome, body } = await erp(duble, 'clientes', { cnpj_cpf })
      expect([status, outcome, body]).toEqual([404, 'unknown_client', refused('Cliente não encontrado')])
    }
  })

  it.each([
    ['missing', {}],
    ['empty', { cnpj_cpf: '' }],
  ])('is not looked for where cnpj_cpf is %s [K-A03]', async (_what, fields) => {
    await using duble = await openErp({}, open)
    const { status, outcome, body } = await erp(duble, 'clientes', fields)
    expect([status, outcome, body]).toEqual([400, 'missing_field', refused('Campo obrigatório: cnpj_cpf')])
  })
})

describe('an unknown client under not_found 200_vazio', () => {
  it('is answered with the page’s own empty example [K-A03]', async () => {
    await using duble = await openErp({ not_found: '200_vazio' })
    const { status, outcome, body } = await erp(duble, 'clientes', { cnpj_cpf: CARLA })
    const { examples } = await printed('datacake')
    expect([status, outcome, body]).toEqual([200, 'ok.empty', JSON.parse(examples[0].answer)])
    expect((await erp(duble, 'clientes', { cnpj_cpf: ANA })).body.nome).toBe('Ana Lima')
    expect((await erp(duble, 'clientes', { cnpj_cpf: '1' })).status).toBe(422)
  })

  it.each(OF_CLIENT)('has none of what %s lists [K-A04] [K-A21]', async (operation) => {
    await using duble = await openErp({ not_found: '200_vazio' })
    const { status, outcome, body } = await erp(duble, operation, { id_cliente: '99' })
    expect([status, outcome, body]).toEqual([200, 'ok.empty', []])
  })
})

describe('what belongs to a client', () => {
  it.each(OF_CLIENT)(
    'is refused by %s for a client who is unknown, and without an id [K-08] [K-A04] [K-A21]',
    async (operation) => {
      await using duble = await openErp()
      for (const id_cliente of ['99', '01', ANA, '1 ']) {
        const { status, outcome, body } = await erp(duble, operation, { id_cliente })
        expect([status, outcome, body]).toEqual([404, 'unknown_client', refused('Cliente não encontrado')])
      }
      for (const fields of [{}, { id_cliente: '' }]) {
        const { status, outcome, body } = await erp(duble, operation, fields)
        expect([status, outcome, body]).toEqual([
          400,
          'missing_field',
          refused('Campo obrigatório: id_cliente'),
        ])
      }
    },
  )

  it.each(OF_CLIENT)(
    'is an empty list of %s where he has none [K-08] [K-A04] [K-A21] [K-S08]',
    async (operation) => {
      await using duble = await openErp()
      const { status, outcome, body } = await erp(duble, operation, { id_cliente: '3' })
      expect([status, outcome, body]).toEqual([200, 'ok.empty', []])
    },
  )

  it('is one installation with one service, or several, and one without any [K-09] [K-S08]', async () => {
    await using duble = await openErp()
    const installed = async (id_cliente: string) =>
      (await erp(duble, 'instalacoes', { id_cliente })).body.map(
        (row: { id_instalacao: string; servicos: { nome: string }[] }) => [
          row.id_instalacao,
          row.servicos.map(({ nome }) => nome),
        ],
      )
    expect(await installed('1')).toEqual([['301', ['Internet 500 Mega']]])
    expect(await installed('2')).toEqual([
      ['302', ['Internet 1 Giga', 'Telefonia fixa']],
      ['303', []],
    ])
  })

  it('keeps the printed order of a service’s keys, however a fixture writes them [K-09]', async () => {
    await using duble = await openErp()
    const { body } = await erp(duble, 'instalacoes', { id_cliente: '2' })
    for (const service of body[0].servicos) {
      expect(Object.keys(service)).toEqual(['id_servico', 'nome', 'descricao', 'valor', 'status', 'obs'])
    }
  })

  it('is notes, statements and declarations in the shapes of the page’s other versions [K-S05] [K-S06] [K-S07]', async () => {
    await using duble = await openErp()
    const first = async (operation: string) => (await erp(duble, operation)).text
    expect(await first('notas_fiscais')).toBe(
      '[{"id_nota":"701","status":"Autorizada","valor":"99.90","valor_pago":"99.90","data_lancamento":"2026-01-20","data_vencimento":"2026-02-10","data_baixa":"2026-02-09","url_nota_fiscal":"https://example.com/notas/701.pdf"}]',
    )
    expect(await first('extratos')).toBe(
      '[{"id_extrato_financeiro":"801","data_lancamento":"2026-01-20","data_vencimento":"2026-02-10","data_baixa":"2026-02-09","id_boleto":"5000","id_nota":"701","valor":"99.90","valor_pago":"99.90","multa":"0.00","juros":"0.00","desconto":"0.00","obs":""}]',
    )
    expect(await first('quitacoes')).toBe(
      '[{"id_quitacao":"901","ano":"2025","valor":"1198.80","url_arquivo":"https://example.com/quitacoes/901.pdf"}]',
    )
  })
})

describe('a list of codes', () => {
  it.each([
    [
      'produtos',
      '[{"id_servico":"10","nome":"Internet 500 Mega","descricao":"Fibra até o apartamento","valor":"99.90","obs":""},{"id_servico":"11"',
    ],
    ['revendedores', '[{"id_revendedor":"1","nome":"Loja Centro","obs":""},'],
    ['funcionarios', '[{"id_funcionario":"1","nome":"Bruno Prado","obs":""},'],
    ['departamentos', '[{"id_departamento":"1","nome":"Suporte","obs":""},'],
    ['vencimentos', '[{"id_vencimento":"1","data":"5","obs":""},{"id_vencimento":"2","data":"10","obs":""},'],
    ['origens', '[{"id_origem":"1","nome":"Google","obs":""},'],
    ['cidades', '[{"id_cidade":"4101","nome":"Curitiba","uf":"PR","codigo_ibge":"4106902","obs":""},'],
    ['tipos_de_atendimento', '[{"id_tipo_de_atendimento":"1","nome":"Instalação","obs":""},'],
    ['status_prospectos', '[{"status_prospeccao":"1","nome":"Inicial","obs":""},'],
  ])(
    'is what %s answers, beginning with %s [K-10] [K-11] [K-12] [K-13] [K-14] [K-15] [K-16] [K-17] [K-18] [K-19] [K-20] [K-21] [K-22] [K-23] [K-A06] [K-Q8]',
    async (operation, beginning) => {
      await using duble = await openErp()
      const { status, outcome, text } = await erp(duble, operation)
      expect([status, outcome, text.slice(0, beginning.length)]).toEqual([200, 'ok', beginning])
    },
  )

  it.each(LISTS)('may be empty, as %s is when the ERP lists nothing [K-A19]', async (operation) => {
    await using duble = await openErp()
    await duble.world.fake('datacake').applyState('the ERP lists nothing')
    const { status, outcome, body } = await erp(duble, operation)
    expect([status, outcome, body]).toEqual([200, 'ok.empty', []])
  })

  it('leaves out what is not available any more [K-10] [K-A19]', async () => {
    await using duble = await openErp()
    const { text } = await erp(duble, 'produtos')
    expect(text).not.toContain('Internet 50 Mega')
  })
})

describe('generated clients', () => {
  const YAML = `${HEAD}
clientes:
  - generate: 200
    each: { id_cliente: { number_from: 1 }, nome: { br: nome }, cnpj_cpf: { br: cpf }, telefone_celular: { br: celular }, cep: { br: cep } }
  - generate: 200
    each: { id_cliente: { number_from: 201 }, nome: { br: empresa }, tipo_pessoa: J, cnpj_cpf: { br: cnpj } }
  - generate: 200
    each: { id_cliente: { number_from: 401 }, nome: { br: empresa }, tipo_pessoa: J, cnpj_cpf: { br: cnpj_alfanumerico } }
`
  it('have documents that an independent check accepts, and by which they are found [K-A03] [K-A05]', async () => {
    await using duble = await openOn(YAML)
    const clients = rows(duble, 'clientes') as readonly Record<string, string>[]
    expect(clients).toHaveLength(600)
    for (const { id_cliente, tipo_pessoa, cnpj_cpf = '' } of clients) {
      const right = tipo_pessoa === 'F' ? isValidCpf(cnpj_cpf) : isValidCnpj(cnpj_cpf, { version: 2 })
      expect([cnpj_cpf, right]).toEqual([cnpj_cpf, true])
      if (Number(id_cliente) % 50 > 0) continue
      expect((await erp(duble, 'clientes', { cnpj_cpf })).body.id_cliente).toBe(id_cliente)
    }
  })

  it('are the same with the same seed, and others with another [K-A03]', async () => {
    const firstOf = async (seed: number) => {
      await using duble = await openOn(YAML, {}, seed)
      return JSON.stringify(rows(duble, 'clientes'))
    }
    const one = await firstOf(1)
    expect(await firstOf(1)).toBe(one)
    expect(await firstOf(2)).not.toBe(one)
  })
})

it('writes what it knows as the ledger says: flags, days, CEP, telephones, coordinates, money [K-A05]', async () => {
  await using duble = await openErp()
  for (const cnpj_cpf of [ANA, '11.222.333/0001-81', '12.ABC.345/01DE-35']) {
    const { body } = await erp(duble, 'clientes', { cnpj_cpf })
    expect(body.tipo_pessoa).toMatch(/^[FJ]$/)
    expect(body.Sexo).toMatch(/^[MF]?$/)
    for (const key of ['contribuinte_icms', 'ativo']) expect(body[key]).toMatch(/^[SN]$/)
    for (const key of ['data_nascimento', 'data_cadastro'])
      expect(body[key]).toMatch(/^(\d{4}-\d{2}-\d{2})?$/)
    expect(body.cep).toMatch(/^\d{8}$/)
    for (const key of ['fone', 'telefone_comercial', 'telefone_celular', 'whatsapp'])
      expect(body[key]).toMatch(/^(\d{10,11})?$/)
    for (const key of ['latitude', 'longitude']) expect(body[key]).toMatch(/^(-?\d+\.\d+)?$/)
    expect(body.email).toMatch(/@(\S+\.)?example\.com$/)
  }
  const { body } = await erp(duble, 'produtos')
  for (const { valor } of body) expect(valor).toMatch(/^\d+\.\d{2}$/)
})
