import { describe, expect, it } from 'vitest'
import { enter, erp, OPERATIONS, openErp, refused } from './support.ts'

describe('every refusal', () => {
  it('is JSON with status error and one sentence [K-A13]', async () => {
    await using duble = await openErp()
    for (const operation of OPERATIONS) {
      duble.world.fake('datacake').addFault(operation, 'internal', 1)
      const { status, headers, text } = await erp(duble, operation)
      expect([operation, status, text]).toEqual([operation, 500, '{"status":"error","msg":"Erro interno"}'])
      expect(headers.get('content-type')).toBe('application/json')
    }
  })

  it('that a fault brings has no gaps in its sentence [K-A13]', async () => {
    await using duble = await openErp()
    const fake = duble.world.fake('datacake')
    const said: string[] = []
    const { operations, rareErrors } = fake.mock.api
    for (const code of Object.keys(rareErrors)) {
      const operation = OPERATIONS.find((name) => operations[name].own.includes(code)) as string
      fake.addFault(operation, code, 1)
      said.push((await erp(duble, operation)).body.msg)
    }
    expect(said).toEqual([
      'Campo obrigatório',
      'Campo inválido',
      'Nenhum campo a atualizar',
      'O arquivo não é um Base64 válido',
      'O arquivo está vazio',
      'Cliente não encontrado',
      'Prospecto não encontrado',
      'O CPF/CNPJ já foi cadastrado',
      'Mudança de status não permitida',
      'O arquivo tem mais de 10 MiB',
      'Tipo de arquivo não aceito',
      'O conteúdo do arquivo não é do tipo informado',
      'CPF/CNPJ inválido',
      'Código desconhecido',
    ])
  })

  it('of an ERP that fails comes from the state of that name [K-A13]', async () => {
    await using duble = await openErp()
    await enter(duble, 'the ERP fails')
    for (const operation of ['clientes', 'boletos', 'produtos', 'criar_prospecto']) {
      expect([operation, (await erp(duble, operation)).status]).toEqual([operation, 500])
    }
  })

  it('stays JSON under literal_envelope, for the page prints no error [K-Q1] [K-Q2]', async () => {
    await using duble = await openErp({ literal_envelope: true })
    const { body } = await erp(duble, 'boletos', { id_cliente: '99' })
    expect(body).toEqual(refused('Cliente não encontrado'))
  })
})

describe('literal_envelope', () => {
  it('puts lists into braces, empty ones too, and a comma behind a status [K-Q1] [K-Q2]', async () => {
    await using duble = await openErp({ literal_envelope: true })
    expect((await erp(duble, 'boletos', { id_cliente: '3' })).text).toBe('{\n    []\n}')
    const beginning = '{\n    [\n        {\n            "id_vencimento": "1",\n            "data": "5",\n'
    expect((await erp(duble, 'vencimentos')).text.slice(0, beginning.length)).toBe(beginning)
    expect((await erp(duble, 'criar_prospecto')).text).toBe(
      '{\n    "status": "success",\n    "id_prospecto": "1",\n}',
    )
    expect((await erp(duble, 'editar_prospecto', { id_prospecto: '1', obs: 'x' })).text).toBe(
      '{\n    "status": "success",\n}',
    )
  })

  it('leaves the client and the prospect’s status alone: the page prints the one as JSON, the other not at all [K-05]', async () => {
    await using duble = await openErp({ literal_envelope: true })
    await enter(duble, 'prospect 9001 is new')
    expect((await erp(duble, 'clientes')).body.nome).toBe('Ana Lima')
    expect((await erp(duble, 'status_prospecto')).body.nome).toBe('Inicial')
  })

  it('is off unless asked for [K-Q1] [K-Q2]', async () => {
    await using duble = await openErp()
    expect((await erp(duble, 'boletos', { id_cliente: '3' })).text).toBe('[]')
  })
})
