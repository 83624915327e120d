import { describe, expect, it } from 'vitest'
import { CARLA, enter, erp, NOBODY, openErp, refused, rows, WHOLE } from './support.ts'

describe('how a prospect is named afterwards', () => {
  it.each([
    ['its id', '9001'],
    ['its CPF with the mask', CARLA],
    ['its CPF without', '52998224725'],
  ])('is by %s, in every call [K-Q3] [K-31] [K-A12]', async (_what, id_prospecto) => {
    await using duble = await openErp()
    await enter(duble, 'prospect 9001 is in analysis')
    const { body } = await erp(duble, 'status_prospecto', { id_prospecto })
    expect(body).toEqual({ id_prospecto: '9001', status_prospeccao: '2', nome: 'Em analise', obs: '' })
    expect((await erp(duble, 'editar_prospecto', { id_prospecto, obs: 'x' })).status).toBe(200)
    expect(rows(duble, 'prospectos')[0]).toMatchObject({ id_prospecto: '9001', obs: 'x' })
  })

  it('is by a CNPJ too, its slash written for a path [K-Q3]', async () => {
    await using duble = await openErp()
    await erp(duble, 'criar_prospecto', WHOLE)
    for (const id_prospecto of ['06.990.590/0001-23', '06990590000123']) {
      expect((await erp(duble, 'status_prospecto', { id_prospecto })).body.id_prospecto).toBe('1')
    }
  })

  it('is by the id alone under prospect_key id_prospecto [K-Q3]', async () => {
    await using duble = await openErp({ prospect_key: 'id_prospecto' })
    await enter(duble, 'prospect 9001 is new')
    expect((await erp(duble, 'status_prospecto', { id_prospecto: '9001' })).status).toBe(200)
    const { status, body } = await erp(duble, 'status_prospecto', { id_prospecto: CARLA })
    expect([status, body]).toEqual([404, refused('Prospecto não encontrado')])
  })

  it.each(['99', NOBODY, '12', '---', '%', '9001x', 'nul\u0000l'])(
    'is not by %j [K-A12]',
    async (id_prospecto) => {
      await using duble = await openErp()
      await enter(duble, 'prospect 9001 is new')
      // A lead has no document, and nothing must match that.
      await erp(duble, 'criar_prospecto', { nome: 'Elisa', telefone_celular: '41987650000' })
      const { status, outcome, body } = await erp(duble, 'status_prospecto', { id_prospecto })
      expect([status, outcome, body]).toEqual([404, 'unknown_prospect', refused('Prospecto não encontrado')])
    },
  )

  it('shows a status that moved between two readings [K-31] [K-A12]', async () => {
    await using duble = await openErp()
    const seen: string[] = []
    for (const state of ['new', 'in analysis', 'approved']) {
      await enter(duble, `prospect 9001 is ${state}`)
      seen.push((await erp(duble, 'status_prospecto')).text)
    }
    expect(seen).toEqual([
      '{"id_prospecto":"9001","status_prospeccao":"1","nome":"Inicial","obs":""}',
      '{"id_prospecto":"9001","status_prospeccao":"2","nome":"Em analise","obs":""}',
      '{"id_prospecto":"9001","status_prospeccao":"5","nome":"Aprovado","obs":""}',
    ])
  })
})
