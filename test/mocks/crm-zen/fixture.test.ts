import { describe, expect, it } from 'vitest'
import { describeBoth, inProcess, send, zen } from '../../support.ts'
import { DAY, excess, openWith, TOTALS, VALID } from './support.ts'

const fixture = (rest: string) => `fixture: made up
vendor: crm-zen
credentials:
  - { name: valid, token: zen-token }
${rest}`

const day = (list: string, quantities: readonly number[], options = '') =>
  fixture(`${options}days:
  - data: 2018-01-01
    usuarios:
      - nome: Ana Lima
        total_lead: 10
        ${list}: [${quantities.map((quantidade) => `{ codigo: 1, nome: Site, quantidade: ${quantidade} }`).join(', ')}]
`)

const LISTS = ['origem', 'segmento', 'automacao', 'produtos_e_servicos'] as const

describe('the sums of a CRM Zen fixture', () => {
  it.each(LISTS)(
    'may not exceed total_lead in %s: the file is refused at its line and column [Z-Q4]',
    async (list) => {
      const sum = `days.0.usuarios.0.${list} adds up to 11 leads, but Ana Lima has total_lead 10 (option sums: free allows it)`
      const column = 9 + list.length + 2
      await expect(openWith(day(list, [7, 4]))).rejects.toMatchObject({
        code: 'bad_fixture',
        message: expect.stringContaining(`fixture.yaml:10:${column} ${sum}\n`),
      })
    },
  )

  it.each(LISTS)('may reach total_lead in %s, and may stay below it [Z-Q4]', async (list) => {
    await using whole = await openWith(day(list, [7, 3]))
    expect((await zen(whole)).body.usuarios[0][list]).toHaveLength(2)
    await using part = await openWith(day(list, [7]))
    expect((await zen(part)).body.usuarios[0][list]).toEqual([{ codigo: '1', nome: 'Site', quantidade: 7 }])
  })

  it('may not exceed total_lead in a state either [Z-Q4]', async () => {
    const state = `${day('origem', [7])}states:
  too many:
    days:
      - { data: 2018-01-01, usuarios: [{ nome: Ana Lima, total_lead: 1, origem: [{ codigo: 1, nome: Site, quantidade: 2 }] }] }
`
    const sum = 'states.too many.days.0.usuarios.0.origem adds up to 2 leads, but Ana Lima has total_lead 1'
    await expect(openWith(state)).rejects.toMatchObject({
      code: 'bad_fixture',
      message: expect.stringContaining(`fixture.yaml:14:81 ${sum}`),
    })
  })

  it('may be anything under sums free [Z-Q4]', async () => {
    await using duble = await openWith(day('segmento', [7, 4], 'options: { sums: free }\n'))
    const [user] = (await zen(duble)).body.usuarios
    expect(user.total_lead).toBe(10)
    expect(user.segmento.map(({ quantidade }: { quantidade: number }) => quantidade)).toEqual([7, 4])
  })
})

describeBoth('CRM Zen’s path', (open) => {
  it('is /api/totais_lead, to the letter [Z-A01]', async () => {
    await using duble = await open()
    for (const path of ['/crm-zen/api/totais_lead/', '/crm-zen/api/Totais_lead', '/crm-zen/totais_lead']) {
      expect((await send(duble, path + DAY, { headers: VALID })).status).toBe(404)
    }
    expect((await send(duble, `/crm-zen/api/totais_lead${DAY}`, { headers: VALID })).status).toBe(200)
  })

  it('is the fixture’s own where it names one, and the documented one is gone [Z-A01]', async () => {
    await using duble = await openWith(fixture('paths: { totals: /integracao/9f3a/leads }\n'), {}, open)
    const old = await send(duble, TOTALS + DAY, { headers: VALID })
    expect(old.status).toBe(404)
    expect(old.outcome).toBeUndefined()
    const moved = await send(duble, `/crm-zen/integracao/9f3a/leads${DAY}`, { headers: VALID })
    expect(moved.status).toBe(200)
    expect(moved.outcome).toBe('ok.empty')
    const posted = await send(duble, `/crm-zen/integracao/9f3a/leads${DAY}`, { method: 'POST' })
    expect(posted.status).toBe(405)
  })
})

describe('the states of CRM Zen’s default fixture', () => {
  it('can empty a day [Z-A09]', async () => {
    await using duble = await inProcess()
    await duble.world.fake('crm-zen').applyState('no leads on 2018-01-01')
    const seen = await zen(duble)
    expect(seen.outcome).toBe('ok.empty')
    expect(seen.body).toEqual({
      data: '2018-01-01',
      usuarios: [],
      erros: { com_erro: 0, sem_agrupamento: 0, limite_de_contatos: 0, duplicados: 0 },
    })
  })

  it('can let the token wait, as if it had just asked [Z-11] [Z-27]', async () => {
    await using duble = await inProcess()
    await duble.world.fake('crm-zen').applyState('zen-token has just asked')
    expect((await zen(duble)).body).toEqual({ error: excess('2026-03-02 09:00:00', '2026-03-02 09:05:00') })
    duble.clock.advance(300_000)
    expect((await zen(duble)).status).toBe(200)
  })

  it('can let everything fail, until a reset [Z-29]', async () => {
    await using duble = await inProcess()
    await duble.world.fake('crm-zen').applyState('CRM Zen fails')
    expect((await zen(duble)).status).toBe(500)
    expect((await zen(duble)).status).toBe(500)
    await duble.world.reset()
    expect((await zen(duble)).status).toBe(200)
  })

  it('are undone by a reset, and so is a wait [Z-11]', async () => {
    await using duble = await inProcess()
    await duble.world.fake('crm-zen').applyState('no leads on 2018-01-01')
    expect((await zen(duble)).outcome).toBe('ok.empty')
    expect((await zen(duble)).status).toBe(429)
    await duble.world.reset()
    expect((await zen(duble)).outcome).toBe('ok')
  })
})
