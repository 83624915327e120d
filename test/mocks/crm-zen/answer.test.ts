import { describe, expect, it } from 'vitest'
import { describeBoth, inProcess, zen } from '../../support.ts'
import { zenOptions } from './support.ts'

/** 2018-01-01 of the default fixture, in the printed order. */
const FULL =
  '{"data":"2018-01-01","usuarios":[' +
  '{"nome":"Ana Lima","total_lead":12,' +
  '"origem":[{"codigo":"1","nome":"Google","quantidade":7},{"codigo":"2","nome":"Indicação","quantidade":5}],' +
  '"segmento":[{"codigo":"10","nome":"Residencial","quantidade":9}],' +
  '"automacao":[{"codigo":"100","nome":"Boas-vindas","quantidade":12}],' +
  '"produtos_e_servicos":[{"codigo":"1000","nome":"Internet 500 Mega","quantidade":8},{"codigo":"1001","nome":"Telefonia","quantidade":3}]},' +
  '{"nome":"João Prado","total_lead":4,' +
  '"origem":[{"codigo":"3","nome":"Site","quantidade":4}],' +
  '"segmento":[{"codigo":"11","nome":"Comércio","quantidade":2}],' +
  '"automacao":[{"codigo":"101","nome":"Retorno em 7 dias","quantidade":1}],' +
  '"produtos_e_servicos":[{"codigo":"1000","nome":"Internet 500 Mega","quantidade":4}]}],' +
  '"erros":{"com_erro":2,"sem_agrupamento":1,"limite_de_contatos":3,"duplicados":5}}'

/** 2018-01-02: two users, and nothing else. */
const LISTLESS =
  '{"data":"2018-01-02","usuarios":[' +
  '{"nome":"Ana Lima","total_lead":3,"origem":[],"segmento":[],"automacao":[],"produtos_e_servicos":[]},' +
  '{"nome":"João Prado","total_lead":0,"origem":[],"segmento":[],"automacao":[],"produtos_e_servicos":[]}],' +
  '"erros":{"com_erro":0,"sem_agrupamento":0,"limite_de_contatos":0,"duplicados":0}}'

describeBoth('CRM Zen’s totals of one day', (open) => {
  it('are served whole, users and errors, without the label Sucesso [Z-02] [Z-15] [Z-17] [Z-18] [Z-19] [Z-20] [Z-30] [Z-31] [Z-Q1]', async () => {
    await using duble = await open()
    const seen = await zen(duble)
    expect(seen.status).toBe(200)
    expect(seen.outcome).toBe('ok')
    expect(seen.text).toBe(FULL)
  })

  it('may lack every list and every error, and keep their keys [Z-21] [Z-Q3]', async () => {
    await using duble = await open()
    const seen = await zen(duble, '?data=2018-01-02')
    expect(seen.status).toBe(200)
    expect(seen.outcome).toBe('ok')
    expect(seen.text).toBe(LISTLESS)
  })

  it('may be none at all: a success without users [Z-15] [Z-21] [Z-31] [Z-A09]', async () => {
    await using duble = await open()
    const seen = await zen(duble, '?data=2018-01-03')
    expect(seen.status).toBe(200)
    expect(seen.outcome).toBe('ok.empty')
    expect(seen.text).toBe(
      '{"data":"2018-01-03","usuarios":[],"erros":{"com_erro":0,"sem_agrupamento":0,"limite_de_contatos":0,"duplicados":0}}',
    )
  })
})

describe('CRM Zen’s numbers', () => {
  it('are those of the day asked for [Z-02]', async () => {
    await using duble = await inProcess()
    const first = await zen(duble, '?data=2018-01-01')
    duble.clock.advance(300_000)
    const second = await zen(duble, '?data=2018-01-02')
    const totals = ({ usuarios }: { usuarios: { total_lead: number }[] }) =>
      usuarios.map((user) => user.total_lead)
    expect(totals(first.body)).toEqual([12, 4])
    expect(totals(second.body)).toEqual([3, 0])
  })

  it('are strings under numbers string, each of them and nothing else changed [Z-Q1]', async () => {
    await using duble = await inProcess({}, zenOptions({ numbers: 'string' }))
    const asText = FULL.replaceAll(/:(\d+)/g, ':"$1"')
    expect(asText).toContain('"total_lead":"12"')
    expect((await zen(duble)).text).toBe(asText)
    duble.clock.advance(300_000)
    expect((await zen(duble, '?data=2018-01-03')).body.erros).toEqual({
      com_erro: '0',
      sem_agrupamento: '0',
      limite_de_contatos: '0',
      duplicados: '0',
    })
  })

  it('are JSON numbers by default, with the codes as strings [Z-Q1]', async () => {
    await using duble = await inProcess()
    const { usuarios, erros } = (await zen(duble)).body
    expect(usuarios[0].total_lead).toBe(12)
    expect(usuarios[0].origem[0]).toEqual({ codigo: '1', nome: 'Google', quantidade: 7 })
    expect(erros.duplicados).toBe(5)
  })
})

const ZEROS = { com_erro: 0, sem_agrupamento: 0, limite_de_contatos: 0, duplicados: 0 }

describe('CRM Zen’s erros without errors', () => {
  it.each([
    ['zeros', ZEROS],
    ['object', {}],
    ['array', []],
  ])(
    'are %s under erros.empty, on a day with users and on one without [Z-21] [Z-Q3] [Z-A09]',
    async (empty, erros) => {
      await using duble = await inProcess({}, zenOptions({ 'erros.empty': empty }))
      const users = await zen(duble, '?data=2018-01-02')
      expect(users.outcome).toBe('ok')
      expect(users.body.erros).toEqual(erros)
      duble.clock.advance(300_000)
      const none = await zen(duble, '?data=2018-01-03')
      expect(none.outcome).toBe('ok.empty')
      expect(none.body).toEqual({ data: '2018-01-03', usuarios: [], erros })
    },
  )

  it.each(['zeros', 'object', 'array'])(
    'leave a day with errors as it is under erros.empty %s [Z-20] [Z-Q3]',
    async (empty) => {
      await using duble = await inProcess({}, zenOptions({ 'erros.empty': empty }))
      expect((await zen(duble)).text).toBe(FULL)
    },
  )
})
