import { describe, expect, it } from 'vitest'
import { describeBoth } from '../../support.ts'
import {
  ANA,
  CARLA,
  enter,
  erp,
  HEAD,
  NOBODY,
  openErp,
  openOn,
  PROSPECT,
  refused,
  rows,
  traces,
  WHOLE,
} from './support.ts'

describeBoth('A new prospect', (open) => {
  it('is answered with 201 and the id by which it is found again [K-24] [K-A08] [K-Q3]', async () => {
    await using duble = await openErp({}, open)
    const first = await erp(duble, 'criar_prospecto')
    expect([first.status, first.text]).toEqual([201, '{"status":"success","id_prospecto":"1"}'])
    const second = await erp(duble, 'criar_prospecto', { ...PROSPECT, cnpj_cpf: CARLA })
    expect(second.body).toEqual({ status: 'success', id_prospecto: '2' })
    const { body } = await erp(duble, 'status_prospecto', { id_prospecto: '1' })
    expect(body).toEqual({ id_prospecto: '1', status_prospeccao: '1', nome: 'Inicial', obs: '' })
  })

  it('is answered with the printed status alone under documented_only, and made all the same [K-25] [K-Q3]', async () => {
    await using duble = await openErp({ documented_only: true }, open)
    const { status, text } = await erp(duble, 'criar_prospecto')
    expect([status, text]).toEqual([201, '{"status":"success"}'])
    const { body } = await erp(duble, 'status_prospecto', { id_prospecto: NOBODY })
    expect(body).toEqual({ id_prospecto: '1', status_prospeccao: '1', nome: 'Inicial', obs: '' })
  })
})

describe('what a prospect keeps', () => {
  it('is every field of the payload, its document without a mask [K-A07] [K-10] [K-12] [K-16] [K-18] [K-20]', async () => {
    await using duble = await openErp()
    await erp(duble, 'criar_prospecto', { ...WHOLE, cor: 'azul' })
    expect(rows(duble, 'prospectos')).toEqual([{ ...WHOLE, id_prospecto: '1', cnpj_cpf: '06990590000123' }])
  })

  it('is the empty text in what was not sent, and the first status of the list [K-A08]', async () => {
    await using duble = await openErp()
    await erp(duble, 'criar_prospecto', {
      ...PROSPECT,
      email: '',
      data_nascimento: '',
      id_origem: '',
      status_prospeccao: '',
    })
    expect(rows(duble, 'prospectos')[0]).toMatchObject({
      email: '',
      data_nascimento: '',
      id_origem: '',
      status_prospeccao: '1',
    })
  })

  it('is the status that it names, for prospects are classified as they are made [K-22] [K-Q7]', async () => {
    await using duble = await openErp()
    await erp(duble, 'criar_prospecto', { ...PROSPECT, status_prospeccao: '2' })
    const { body } = await erp(duble, 'status_prospecto', { id_prospecto: '1' })
    expect(body).toEqual({ id_prospecto: '1', status_prospeccao: '2', nome: 'Em analise', obs: '' })
  })

  it('is a number that no prospect of the fixture has [K-A08]', async () => {
    const prospect = (id: number) => `  - { id_prospecto: ${id}, nome: X, status_prospeccao: 1 }\n`
    await using duble = await openOn(
      `${HEAD}status_prospectos: [{ status_prospeccao: 1, nome: Inicial }]\nprospectos:\n${prospect(1)}${prospect(2)}${prospect(4)}`,
    )
    const lead = { nome: 'Ana', telefone_celular: '41987650000' }
    const made = [await erp(duble, 'criar_prospecto', lead), await erp(duble, 'criar_prospecto', lead)]
    expect(made.map(({ body }) => body.id_prospecto)).toEqual(['3', '5'])
  })
})

describe('a lead', () => {
  it('needs a name and a telephone alone, and may name a product [K-A07]', async () => {
    await using duble = await openErp()
    const lead = { nome: 'Elisa', telefone_celular: '41987650000' }
    expect((await erp(duble, 'criar_prospecto', lead)).status).toBe(201)
    expect((await erp(duble, 'criar_prospecto', { ...lead, cnpj_cpf: '', id_servico: '10' })).status).toBe(
      201,
    )
    expect((await erp(duble, 'criar_prospecto', lead)).body).toEqual({ status: 'success', id_prospecto: '3' })
  })

  it('is refused under leads refused, for what a prospect needs [K-A07]', async () => {
    await using duble = await openErp({ leads: 'refused' })
    const seen = await erp(duble, 'criar_prospecto', { nome: 'Elisa', telefone_celular: '41987650000' })
    expect([seen.status, seen.body]).toEqual([400, refused('Campo obrigatório: cnpj_cpf')])
    expect((await erp(duble, 'criar_prospecto')).status).toBe(201)
  })
})

const REFUSALS = [
  ['has no name', { nome: undefined }, 400, 'missing_field', 'Campo obrigatório: nome'],
  ['has an empty name', { nome: '' }, 400, 'missing_field', 'Campo obrigatório: nome'],
  [
    'has no telephone',
    { telefone_celular: undefined },
    400,
    'missing_field',
    'Campo obrigatório: telefone_celular',
  ],
  [
    'has a CPF, but no product',
    { id_servico: undefined },
    400,
    'missing_field',
    'Campo obrigatório: id_servico',
  ],
  [
    'has a CPF, but an empty product',
    { id_servico: '' },
    400,
    'missing_field',
    'Campo obrigatório: id_servico',
  ],
  [
    'has a CPF with wrong digits',
    { cnpj_cpf: '529.982.247-26' },
    422,
    'invalid_document',
    'CPF/CNPJ inválido',
  ],
  ['is there already', { cnpj_cpf: CARLA }, 409, 'duplicate', 'O CPF/CNPJ já foi cadastrado'],
  [
    'is there already, unmasked',
    { cnpj_cpf: '52998224725' },
    409,
    'duplicate',
    'O CPF/CNPJ já foi cadastrado',
  ],
  [
    'names an unknown product',
    { id_servico: '99' },
    422,
    'unknown_reference',
    'Código desconhecido: id_servico "99"',
  ],
  [
    'names a product that is not sold any more',
    { id_servico: '13' },
    422,
    'unknown_reference',
    'Código desconhecido: id_servico "13"',
  ],
  [
    'names an unknown due day',
    { id_vencimento: '10' },
    422,
    'unknown_reference',
    'Código desconhecido: id_vencimento "10"',
  ],
  [
    'names an unknown origin',
    { id_origem: 'Google' },
    422,
    'unknown_reference',
    'Código desconhecido: id_origem "Google"',
  ],
  [
    'names an unknown reseller',
    { id_revendedor: '9' },
    422,
    'unknown_reference',
    'Código desconhecido: id_revendedor "9"',
  ],
  [
    'names an unknown employee',
    { id_funcionario: '9' },
    422,
    'unknown_reference',
    'Código desconhecido: id_funcionario "9"',
  ],
  [
    'names a city by its IBGE code',
    { id_cidade: '4106902' },
    422,
    'unknown_reference',
    'Código desconhecido: id_cidade "4106902"',
  ],
  [
    'names an unknown status',
    { status_prospeccao: '7' },
    422,
    'unknown_reference',
    'Código desconhecido: status_prospeccao "7"',
  ],
  [
    'names a status by its name',
    { status_prospeccao: 'Inicial' },
    422,
    'unknown_reference',
    'Código desconhecido: status_prospeccao "Inicial"',
  ],
  [
    'was born on a day that does not exist',
    { data_nascimento: '1990-02-30' },
    400,
    'invalid_field',
    'Campo inválido: data_nascimento',
  ],
  [
    'was born in another notation',
    { data_nascimento: '17/05/1990' },
    400,
    'invalid_field',
    'Campo inválido: data_nascimento',
  ],
  ['is neither F nor J', { tipo_pessoa: 'X' }, 400, 'invalid_field', 'Campo inválido: tipo_pessoa'],
  ['has a number for a code', { id_servico: 10 }, 400, 'invalid_field', 'Campo inválido: id_servico'],
  ['has null for a name', { nome: null }, 400, 'invalid_field', 'Campo inválido: nome'],
  ['has a list for a remark', { obs: ['a'] }, 400, 'invalid_field', 'Campo inválido: obs'],
  [
    'has an object for a document',
    { cnpj_cpf: { cpf: ANA } },
    400,
    'invalid_field',
    'Campo inválido: cnpj_cpf',
  ],
] as const

describe('a prospect that is refused', () => {
  it.each(REFUSALS)(
    'because it %s leaves no trace: %j is %i %s %s [K-20] [K-A07] [K-A08] [K-A19] [K-A20] [K-Q7]',
    async (_what, change, status, outcome, msg) => {
      await using duble = await openErp()
      await enter(duble, 'prospect 9001 is new')
      const before = traces(duble)
      const seen = await erp(duble, 'criar_prospecto', { ...PROSPECT, ...change })
      expect([seen.status, seen.outcome, seen.body]).toEqual([status, outcome, refused(msg)])
      expect(traces(duble)).toEqual(before)
      // The next one gets the number that this one would have had.
      expect((await erp(duble, 'criar_prospecto')).body).toEqual({ status: 'success', id_prospecto: '1' })
    },
  )

  it('is not told a code of a kilometre, nor one that would break its sentence [K-A07]', async () => {
    await using duble = await openErp()
    const long = await erp(duble, 'criar_prospecto', { ...PROSPECT, id_servico: '9'.repeat(5000) })
    expect(long.body).toEqual(refused(`Código desconhecido: id_servico "${'9'.repeat(60)}"`))
    const odd = await erp(duble, 'criar_prospecto', { ...PROSPECT, id_servico: '{field}' })
    expect(odd.body).toEqual(refused('Código desconhecido: id_servico "{field}"'))
    for (const key of ['__proto__', 'constructor', 'toString']) {
      expect((await erp(duble, 'criar_prospecto', { ...PROSPECT, id_servico: key })).status).toBe(422)
    }
  })

  it('says so in the same words whoever has the CPF, and tells the journal who [K-A08]', async () => {
    await using duble = await openErp()
    await erp(duble, 'criar_prospecto')
    const { why } = await erp(duble, 'criar_prospecto')
    expect(why).toBe('prospect 1 has this CPF or CNPJ already')
  })
})

it('may be a client already: only prospects count as duplicates [K-A08]', async () => {
  await using duble = await openErp()
  expect((await erp(duble, 'criar_prospecto', { ...PROSPECT, cnpj_cpf: ANA })).status).toBe(201)
})

it('may have an alphanumeric CNPJ, which is one in any spelling [K-A07] [K-A08]', async () => {
  await using duble = await openErp()
  const company = { ...PROSPECT, cnpj_cpf: '12.abc.345/01de-35', tipo_pessoa: 'J' }
  expect((await erp(duble, 'criar_prospecto', company)).status).toBe(201)
  expect(rows(duble, 'prospectos')[0]).toMatchObject({ cnpj_cpf: '12ABC34501DE35' })
  expect((await erp(duble, 'criar_prospecto', { ...company, cnpj_cpf: '12ABC34501DE35' })).status).toBe(409)
})
