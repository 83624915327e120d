import { describe, expect, it } from 'vitest'
import { maskText } from '#engine'
import { onTheWire, send } from '../../support.ts'
import { ANA, CARLA, enter, erp, erpByBody, FILE, NOBODY, openErp, PROSPECT, TOKEN } from './support.ts'

type Erp = Awaited<ReturnType<typeof openErp>>
const written = (duble: Erp): string => JSON.stringify(duble.world.journal.read())
const BARE = [ANA, CARLA, NOBODY].map((cpf) => cpf.replace(/\D/g, ''))
const reveals = (text: string): string[] =>
  [ANA, CARLA, NOBODY, ...BARE].filter((secret) => text.includes(secret))

describe('the journal of the ERP', () => {
  it('has no content of a file, whole or cut off [K-A11]', async () => {
    await using duble = await openErp()
    await enter(duble, 'prospect 9001 is new')
    const large = Buffer.concat([Buffer.from(FILE.arquivo, 'base64'), Buffer.alloc(4000, 0x41)]).toString(
      'base64',
    )
    const ways = [
      { ...FILE },
      { ...FILE, arquivo: large },
      { ...FILE, arquivo: `data:image/png;base64,${large}` },
      { ...FILE, arquivo: `${large}!` },
      { ...FILE, tipo: 'text/plain', arquivo: large },
    ]
    for (const fields of ways) {
      await erp(duble, 'enviar_arquivo', { id_prospecto: '9001', ...fields })
      const [entry] = duble.world.journal.read({ limit: 1 }).entries
      expect(entry?.requestBody).toContain('"arquivo":"***"')
    }
    const text = written(duble)
    for (const piece of [FILE.arquivo.slice(0, 20), large.slice(0, 20), large.slice(-20), 'QUFBQUFB']) {
      expect([piece, text.includes(piece)]).toEqual([piece, false])
    }
  })

  it('has none of a file whose slashes are escaped, cut off in the middle of one [K-A11]', async () => {
    await using duble = await openErp()
    await enter(duble, 'prospect 9001 is new')
    for (let pad = 0; pad < 4; pad++) {
      const body = `{"nome_arquivo":"${'a'.repeat(pad)}","tipo":"image/png","arquivo":"${'\\/'.repeat(4000)}"}`
      await erp(duble, 'enviar_arquivo', undefined, { body })
      const [entry] = duble.world.journal.read({ limit: 1 }).entries
      expect(entry?.requestBody).toContain('"arquivo":"***"')
      expect(entry?.requestBody).not.toContain('\\/')
    }
  })

  it('has no CPF: not in a query, a body, an answer, a reason, nor in a path [K-A03] [K-Q3]', async () => {
    await using duble = await openErp()
    await enter(duble, 'prospect 9001 is new')
    for (const cnpj_cpf of [ANA, ANA.replace(/\D/g, ''), CARLA, '390.533.447-06'])
      await erp(duble, 'clientes', { cnpj_cpf })
    await erp(duble, 'criar_prospecto')
    await erp(duble, 'criar_prospecto')
    await erp(duble, 'criar_prospecto', { ...PROSPECT, cnpj_cpf: CARLA.replace(/\D/g, '') })
    for (const id_prospecto of [CARLA, CARLA.replace(/\D/g, ''), NOBODY.replace(/\D/g, '')]) {
      await erp(duble, 'status_prospecto', { id_prospecto })
      await erp(duble, 'editar_prospecto', { id_prospecto, obs: 'x' })
      await erp(duble, 'enviar_arquivo', { id_prospecto, ...FILE })
      await send(duble, `/datacake/prospecto/${id_prospecto}/status?x=1`, { headers: TOKEN })
    }
    // What the reader of JSON quotes of a body that is none.
    for (const cpf of [ANA, ANA.replace(/\D/g, '')])
      await erp(duble, 'criar_prospecto', {}, { body: `cpf: ${cpf}` })
    await erp(duble, 'criar_prospecto', { ...PROSPECT, id_servico: ANA.replace(/\D/g, '') })
    expect(duble.world.journal.read().total).toBe(22)
    expect(reveals(written(duble))).toEqual([])
  })

  it('has no CPF of a GET’s body [K-Q4]', async () => {
    await using duble = await openErp({}, onTheWire)
    for (const cnpj_cpf of [ANA, ANA.replace(/\D/g, '')]) {
      expect((await erpByBody(duble, 'clientes', JSON.stringify({ cnpj_cpf }))).status).toBe(200)
    }
    expect(reveals(written(duble))).toEqual([])
  })

  it.each([
    ['/datacake/prospectos/52998224725/status', '/datacake/prospectos/***/status'],
    ['/datacake/prospectos/52998224725', '/datacake/prospectos/***'],
    ['/datacake/prospectos/12abc34501de35?x=1', '/datacake/prospectos/***?x=1'],
    ['/datacake/prospectos/11.222.333%2F0001-81/status', '/datacake/prospectos/***/status'],
    ['/datacake/prospectos/9001/status', '/datacake/prospectos/9001/status'],
    ['/datacake/prospectos/12345678901/status', '/datacake/prospectos/12345678901/status'],
  ])('writes the path %s as %s [K-Q3]', (path, masked) => {
    expect(maskText(path)).toBe(masked)
  })
})
