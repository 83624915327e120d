import { describe, expect, it } from 'vitest'
import { describeBoth, inProcess } from '../support.ts'
import { admin, direct } from './support.ts'

describeBoth('the ledger over HTTP', (open) => {
  it('has every row of every vendor, each in one section', async () => {
    await using duble = await open()
    const { body, status } = await admin(duble, 'GET /ledger')
    expect(status).toBe(200)
    expect(body.ledgers.map(({ vendor }: { vendor: string }) => vendor)).toEqual([
      'crm-zen',
      'datacake',
      'smartspace',
      'vocalcontact',
      'vocom',
    ])
    const sections = new Set(
      body.ledgers.flatMap(({ rows }: { rows: { section: string }[] }) => rows.map(({ section }) => section)),
    )
    expect([...sections].sort()).toEqual(['assumed', 'contradictory', 'proven'])
    expect(body.ledgers[0].document).toBe('CRM Zen: Totais de Distribuição de Leads por usuários, versão 1.0')
  })

  it('is filtered by vendors and classes, with commas or again', async () => {
    await using duble = await open()
    const both = await admin(duble, 'GET /ledger?vendor=vocom,crm-zen&class=example&class=observed')
    const seen = both.body.ledgers.map(({ vendor, rows }: { vendor: string; rows: { class: string }[] }) => [
      vendor,
      [...new Set(rows.map((row) => row.class))].sort(),
    ])
    expect(seen).toEqual([
      ['vocom', ['example', 'observed']],
      ['crm-zen', ['example']],
    ])
  })

  it('is a page, too', async () => {
    await using duble = await open({ vendors: ['crm-zen'] })
    const answer = await duble.fetch(new Request('http://localhost/__admin/ledger.html?class=documented'))
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
    const page = await answer.text()
    expect(page).toContain('<article id="crm-zen.Z-11">')
    expect(page).not.toContain('<article id="crm-zen.Z-Q2">')
  })

  it.each([
    [
      'vendor=crm-zne',
      404,
      'there is no vendor "crm-zne" (did you mean crm-zen?): there are crm-zen, datacake, smartspace, vocalcontact, vocom',
    ],
    [
      'class=exampel',
      400,
      'the ledger has no class "exampel" (did you mean example?): it has documented, example, elsewhere, observed, assumed',
    ],
    ['vendr=vocom', 400, 'the ledger has no filter "vendr" (did you mean vendor?): it has vendor, class'],
  ])('refuses %s', async (query, status, message) => {
    await using duble = await open()
    for (const place of ['ledger', 'ledger.html']) {
      const told = await admin(duble, `GET /${place}?${query}`)
      expect([told.status, told.body.message]).toEqual([status, message])
    }
  })
})

describe('a row over HTTP', () => {
  it('has its options as the first world has them set, and whether it was met there', async () => {
    await using duble = await inProcess({ vendors: ['crm-zen'] })
    const row = async (wanted: string) => {
      const { body } = await admin(duble, 'GET /ledger')
      return body.ledgers[0].rows.find(({ id }: { id: string }) => id === wanted)
    }
    expect(await row('Z-Q3')).toMatchObject({
      choices: { 'erros.empty': { value: 'zeros', default: 'zeros' } },
      met: false,
    })
    await direct(duble, 'PATCH /options', { 'crm-zen': { 'erros.empty': 'array' } })
    const asked = new Request('http://localhost/crm-zen/api/totais_lead?data=2030-01-01', {
      headers: { token: 'zen-token' },
    })
    await duble.fetch(asked)
    expect(await row('Z-Q3')).toMatchObject({
      choices: { 'erros.empty': { value: 'array', default: 'zeros' } },
      met: true,
    })
    expect(await row('Z-01')).not.toHaveProperty('met')
  })

  it('is not met by what a fault answered in its place', async () => {
    await using duble = await inProcess({ vendors: ['crm-zen'] })
    duble.fault({ vendor: 'crm-zen', fault: 'too_many_requests', times: 1 })
    const asked = new Request('http://localhost/crm-zen/api/totais_lead?data=2018-01-01', {
      headers: { token: 'zen-token' },
    })
    expect((await duble.fetch(asked)).status).toBe(429)
    const { body } = await admin(duble, 'GET /ledger')
    const { met } = body.ledgers[0].rows.find(({ id }: { id: string }) => id === 'Z-11')
    expect(met).toBe(false)
  })
})
