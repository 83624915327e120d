import { describe, expect, it } from 'vitest'
import { createCrmZenClient } from '../../src/clients/crm-zen.ts'
import { createDatacakeClient } from '../../src/clients/datacake.ts'
import { createSmartspaceClient } from '../../src/clients/smartspace.ts'
import { createVocalContactClient } from '../../src/clients/vocalcontact.ts'
import { createVocomClient } from '../../src/clients/vocom.ts'
import type { Duble } from '../../src/index.ts'
import { COMPANY, onTheWire } from '../support.ts'

const found = (duble: Duble): string[] => duble.world.findings().map(({ name, says }) => `${name}: ${says}`)
const outcomes = (duble: Duble, vendor: string): object => duble.world.met().vendors[vendor] ?? {}

describe('the clients of the project, driven as by those who use them, deserve no finding:', () => {
  it('CRM Zen’s, which waits for the time that it is told', async () => {
    await using duble = await onTheWire()
    const clock = {
      now: () => duble.clock.now(),
      sleep: async (milliseconds: number) => duble.clock.advance(milliseconds),
    }
    const zen = createCrmZenClient({ url: duble.vendor('crm-zen').url, token: 'zen-token', clock })
    for (const day of ['2018-01-01', '2018-01-02', '2018-01-03', '2018-01-04'])
      await zen.totals(day, { wait: true })
    expect(outcomes(duble, 'crm-zen')).toEqual({ totals: { ok: 2, 'ok.empty': 2, too_many_requests: 3 } })
    expect(found(duble)).toEqual([])
  })

  it('Vocom’s, through an agent’s day and a report in halves', async () => {
    await using duble = await onTheWire()
    const { url } = duble.vendor('vocom')
    const key = 'e45c53c6-049f-474d-896a-8e891ec57473'
    const pabx = createVocomClient({ url, key, company_id: COMPANY })
    await pabx.login('VENDAS.ANA', '3000')
    const [pause] = await pabx.breaks('VENDAS.ANA')
    await pabx.takeBreak('VENDAS.ANA', pause?.break_id ?? '')
    await pabx.returnFromBreak('VENDAS.ANA')
    const call = await pabx.call('VENDAS.ANA', '3000', '1199999999')
    await pabx.hold('VENDAS.ANA', call)
    await pabx.retrieve('VENDAS.ANA', call)
    await pabx.terminate('VENDAS.ANA', call)
    await pabx.agents('FILA_VENDAS')
    await pabx.logout('VENDAS.ANA', '3000')
    await expect(pabx.login('VENDAS.ANA', '9999')).rejects.toThrow(/not_found_failed/)
    const reports = createVocomClient({ url, key, company_id: 'relatorio-grande' })
    const day = { from: '2020-09-04 00:00:00', to: '2020-09-04 23:59:59' }
    expect(await Array.fromAsync(reports.tabulations(day))).toHaveLength(2001)
    expect(outcomes(duble, 'vocom')).toMatchObject({
      login: { ok: 1, not_found_failed: 1 },
      tabs_list_all: { ok: 2, 'ok.capped': 1 },
    })
    expect(found(duble)).toEqual([])
  })

  it('VocalContact’s, which halves what is cut', async () => {
    await using duble = await onTheWire()
    const crm = createVocalContactClient({
      url: duble.vendor('vocalcontact').url,
      token: 'token-bi',
      clock: { now: () => Date.UTC(2026, 10, 1, 12) },
    })
    expect(await Array.fromAsync(crm.exportModule('lead'))).toHaveLength(12_345)
    const period = { from: '2024-01-01', to: '2026-12-31' }
    await Array.fromAsync(crm.exportModule('opportunity', { modified: period, format: 'csv' }))
    await crm.info('lead')
    await crm.entities()
    expect(outcomes(duble, 'vocalcontact')).toMatchObject({ all_lead: { 'ok.capped': 1 } })
    expect(found(duble)).toEqual([])
  })

  it('Smartspace’s, which keeps its token until it expires or is revoked', async () => {
    await using duble = await onTheWire()
    const company = createSmartspaceClient({
      url: duble.vendor('smartspace').url,
      auth: { clientId: 'smartspace', clientSecret: 'segredo' },
      clock: { now: () => duble.clock.now(), sleep: () => new Promise(() => {}) },
    })
    const look = () => company.lookup({ codigo: '1001' })
    await company.lookup({ cpf: '390.533.447-05' })
    await company.lookup({ email: 'bruno@example.com' })
    await company.edit('1001', { nome: 'ANA LIMA', apelido: 'ANINHA' })
    duble.clock.advance('2h')
    await look()
    await duble.state('smartspace', 'every token is revoked')
    await Promise.all([look(), company.lookup({ codigo: '1002' }), company.lookup({ codigo: '1003' })])
    expect(outcomes(duble, 'smartspace')).toMatchObject({ oauth_token: { ok: 3 } })
    expect(found(duble)).toEqual([])
  })

  it.each(['query', 'body'] as const)('Datacake’s, with its fields in the %s', async (payload) => {
    await using duble = await onTheWire()
    const erp = createDatacakeClient({ url: duble.vendor('datacake').url, token: 'erp-token', payload })
    const client = await erp.client('390.533.447-05')
    const id = client?.id_cliente ?? ''
    await erp.openBoletos(id)
    await erp.installations(id)
    await erp.products()
    await erp.cities()
    const key = await erp.createProspect({
      nome: 'Carla Dias',
      telefone_celular: '41987650000',
      cnpj_cpf: '529.982.247-25',
      id_servico: '10',
    })
    await erp.editProspect(key, { obs: 'liga à tarde' })
    await erp.prospectStatus(key)
    expect(outcomes(duble, 'datacake')).toMatchObject({
      criar_prospecto: { ok: 1 },
      status_prospecto: { ok: 1 },
    })
    expect(found(duble)).toEqual([])
  })
})

describe('of the clients of the project', () => {
  it('that of Vocom leans on seconds in a report whose document prints none', async () => {
    await using duble = await onTheWire()
    const { url } = duble.vendor('vocom')
    const key = 'e45c53c6-049f-474d-896a-8e891ec57473'
    const reports = createVocomClient({ url, key, company_id: 'relatorio-grande' })
    const day = { from: '2020-09-04 00:00:00', to: '2020-09-04 23:59:59' }
    expect(await Array.fromAsync(reports.diallings(day))).toHaveLength(2001)
    expect(found(duble)).toEqual([
      'assumption_leaned_on: vocom/dialer_list_all was accepted only because the option date_seconds says either: under as_printed it would be refused with params_failed',
    ])
  })
})
