import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createVocomClient, FullSecondError, type VocomClient } from '../../src/clients/vocom.ts'
import type { Duble } from '../../src/index.ts'
import { COMPANY, inProcess } from '../support.ts'

const desktop = (duble: Duble, company_id = COMPANY): VocomClient =>
  createVocomClient({
    url: duble.vendor('vocom').url,
    key: 'e45c53c6-049f-474d-896a-8e891ec57473',
    company_id,
    fetch: async (input, init) => duble.fetch(new Request(input, init)),
  })
const DAY = { from: '2020-09-04 00:00:00', to: '2020-09-04 23:59:59' }

/** A world of one company whose tabulations are all of one second or spread over a day. */
async function reporting(between: string, rows: number): Promise<Duble> {
  const folder = await mkdtemp(path.join(tmpdir(), 'duble-'))
  const file = path.join(folder, 'reports.yaml')
  await writeFile(
    file,
    `fixture: reports
vendor: vocom
credentials: [{ name: key, user: api_key, password: e45c53c6-049f-474d-896a-8e891ec57473 }]
companies: [{ company_id: ${COMPANY} }]
tabulations:
  generate: ${rows}
  each:
    company_id: ${COMPANY}
    direction: inbound
    agent: DEV
    tab_name: Venda
    destination: { number_from: 1000000 }
    mailing_name: M
    start_epoch: { between: ${between} }
`,
  )
  const duble = await inProcess({ fixtures: { vocom: file }, vendors: ['vocom'] })
  await rm(folder, { recursive: true })
  return duble
}

describe('the Vocom client', () => {
  it('takes an agent through a day', async () => {
    await using duble = await inProcess()
    const pabx = desktop(duble)
    await pabx.logout('DEV', '2000')
    await pabx.login('DEV', '2000')
    const [lanche] = await pabx.breaks('DEV')
    await pabx.takeBreak('DEV', lanche?.break_id ?? '')
    expect(
      (await pabx.agents('FILA_VENDAS')).loggedIn.map(({ name, status }) => `${name} ${status}`),
    ).toEqual(['DEV On Break', 'DESENVOLVIMENTO.LUIZ Available'])
    await pabx.returnFromBreak('DEV')
    const call = await pabx.call('DEV', '3000', '1199999999')
    duble.clock.advance(65_000)
    await pabx.hold('DEV', call)
    await pabx.retrieve('DEV', call)
    await pabx.terminate('DEV', call)
    const { loggedIn, loggedOut } = await pabx.agents('FILA_VENDAS')
    expect(loggedIn[0]).toMatchObject({ name: 'DEV', outbound_count: '1', outbound_duration: '65' })
    expect(loggedOut.map(({ name }) => name)).toEqual(['VENDAS.ANA'])
    const another = await pabx.call('DEV', '3000', '1199999999')
    await pabx.transfer('DEV', another, '2001')
    await expect(pabx.terminate('DEV', another)).rejects.toMatchObject({ code: 'not_found_failed' })
  })

  it('asks a full report again in halves until every row is there once', async () => {
    await using duble = await inProcess()
    const rows = await Array.fromAsync(desktop(duble, 'relatorio-grande').tabulations(DAY))
    expect(rows).toHaveLength(2001)
    const times = rows.map(({ start_epoch }) => start_epoch)
    expect(times).toEqual(times.toSorted().reverse())
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(2001)
    const outcomes = duble.world.journal.read().entries.map(({ outcome }) => outcome)
    expect(outcomes).toEqual(['ok.capped', 'ok', 'ok'])
  })

  it('has every dialling too, filtered or not', async () => {
    await using duble = await inProcess()
    const pabx = desktop(duble, 'relatorio-grande')
    const all = await Array.fromAsync(pabx.diallings(DAY))
    expect(all).toHaveLength(2001)
    const busy = await Array.fromAsync(pabx.diallings(DAY, { hangup_cause: 'USER_BUSY' }))
    expect(busy).toEqual(all.filter(({ hangup_cause }) => hangup_cause === 'USER_BUSY'))
    expect(busy.length).toBeGreaterThan(0)
  })

  it('refuses a report of which one second alone is full', async () => {
    await using duble = await reporting('[2020-09-04 12:00:00, 2020-09-04 12:00:00]', 2000)
    const error = await Array.fromAsync(desktop(duble).tabulations(DAY)).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(FullSecondError)
    expect((error as Error).message).toBe(
      '2020-09-04 12:00:00 alone fills an answer of 2000 rows: the report of that second cannot be had whole',
    )
  })

  it('gets 1,999 rows in one request and 2,000 in more, for a full answer may be a cut one', async () => {
    for (const [rows, requests] of [
      [1999, 1],
      [2000, 3],
    ] as const) {
      await using duble = await reporting('[2020-09-04 00:00:00, 2020-09-04 23:59:59]', rows)
      expect(await Array.fromAsync(desktop(duble).tabulations(DAY))).toHaveLength(rows)
      expect(duble.world.journal.read().total).toBe(requests)
    }
  })

  it('reads the observed shapes too: groups with gaps as objects, no breaks as null', async () => {
    await using duble = await inProcess(
      {},
      { vocom: { agent_groups: 'indexed', 'get_break_list.unknown_agent': 'ok' } },
    )
    const pabx = desktop(duble)
    expect((await pabx.agents('FILA_VENDAS')).loggedOut.map(({ name }) => name)).toEqual(['VENDAS.ANA'])
    expect(await pabx.breaks('NINGUEM')).toEqual([])
  })
})
