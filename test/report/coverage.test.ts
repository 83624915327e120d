import { beforeAll, describe, expect, it } from 'vitest'
import { type Met, mergeMet } from '#engine'
import { knowVendors } from '../../src/fixtures/known.ts'
import { openRooms } from '../../src/fixtures/rooms.ts'
import type { Duble } from '../../src/index.ts'
import { type CoverageRow, coverageOf, type KnownVendor } from '../../src/report/coverage.ts'
import { inProcess, send } from '../support.ts'

let known: KnownVendor[]
beforeAll(async () => {
  known = await knowVendors(await openRooms())
})

/** Asks the admin API of a world. */
const admin = (duble: Duble, method: string, path: string) =>
  send(duble, `/__admin/worlds/default/${path}`, { method })

const NOTHING = mergeMet([])
const covered = (met: Partial<Met>, vendor: string) => {
  const only = known.filter(({ api }) => api.name === vendor)
  return coverageOf({ ...NOTHING, ...met }, only).vendors[0]
}
const rowOf = (met: Partial<Met>, behaviour: string): CoverageRow | undefined =>
  covered(met, behaviour.split('/')[0] as string)
    ?.operations.flatMap(({ rows }) => rows)
    .find((row) => row.behaviour === behaviour)

describe('coverage', () => {
  it('has every behaviour of every vendor once, each documented or assumed', () => {
    const rows = coverageOf(NOTHING, known).vendors.flatMap(({ operations }) =>
      operations.flatMap((operation) => operation.rows),
    )
    expect(new Set(rows.map(({ behaviour }) => behaviour)).size).toBe(rows.length)
    const behaviours = rows.filter(({ outcome }) => outcome !== null)
    expect(behaviours).toHaveLength(577)
    expect(behaviours.every(({ kind }) => kind !== 'shape')).toBe(true)
    expect(rows.filter(({ outcome }) => outcome === null).every(({ kind }) => kind === 'shape')).toBe(true)
  })

  it('keeps what is documented, what is assumed and the shapes of options apart', () => {
    const { documented, assumed, shapes } = covered({}, 'datacake') ?? {}
    expect([documented?.of, assumed?.of, shapes?.of]).toEqual([40, 130, 4])
    const met = { vendors: { datacake: { clientes: { ok: 2, bad_body: 1 } } } }
    const after = covered(met, 'datacake')
    expect([after?.documented.met, after?.assumed.met]).toEqual([1, 1])
  })

  it('calls a behaviour documented by the strongest class of the rows behind it', () => {
    expect(rowOf({}, 'crm-zen/totals.too_many_requests')).toMatchObject({
      kind: 'documented',
      class: 'documented',
      operation: 'totals',
      outcome: 'too_many_requests',
      rows: expect.arrayContaining(['Z-11']),
    })
    expect(rowOf({}, 'datacake/clientes.too_large')).toMatchObject({ kind: 'assumed', class: 'assumed' })
  })

  it('counts what a fault did apart: it is not met', () => {
    const met = { injected: { 'crm-zen': { totals: { internal: 3 } } } }
    expect(rowOf(met, 'crm-zen/totals.internal')).toMatchObject({ met: 0, injected: 3 })
    expect(covered(met, 'crm-zen')?.documented.met).toBe(0)
  })

  it('has a row for each value of an option that chooses a shape, and says how it is set', () => {
    const met = { shapes: { 'crm-zen': { 'totals[erros.empty=object]': 4 } } }
    expect(rowOf(met, 'crm-zen/totals[erros.empty=object]')).toEqual({
      behaviour: 'crm-zen/totals[erros.empty=object]',
      vendor: 'crm-zen',
      operation: 'totals',
      outcome: null,
      kind: 'shape',
      class: 'assumed',
      rows: ['Z-Q3', 'Z-A09'],
      met: 4,
      injected: 0,
      how: 'under duble run --option crm-zen.erros.empty=object, call totals',
    })
    expect(covered(met, 'crm-zen')?.shapes).toEqual({ met: 1, of: 5 })
  })

  it('says that a shape which only refusals have wants one', () => {
    const how = (name: string) => rowOf({}, name)?.how
    expect(how('vocom/login[error_body=minimal]')).toBe(
      'under duble run --option vocom.error_body=minimal, call login so that it is refused',
    )
    expect(how('vocom/tabs_list_all[tabs.count=true]')).toBe(
      'under duble run --option vocom.tabs.count=true, call tabs_list_all',
    )
  })

  it('tells of a room without ledger and ways what it can: all is assumed', () => {
    const [zen] = known.filter(({ api }) => api.name === 'crm-zen') as [KnownVendor]
    const bare: KnownVendor = { api: zen.api, ledger: [], rows: new Map(), ways: new Map() }
    const [vendor] = coverageOf(NOTHING, [bare]).vendors
    expect(vendor).toMatchObject({ documented: { met: 0, of: 0 }, assumed: { met: 0, of: 11 } })
    const hows = vendor?.operations[0]?.rows.map(({ how }) => how)
    expect(hows?.slice(0, 3)).toEqual([
      'call totals',
      'no way is known',
      'no way is known: a fault shows it (duble fault crm-zen/totals no_date --times 1), and counts as injected',
    ])
  })
})

describe('the coverage of a world', () => {
  it('is answered by the admin API, of the vendors that are there', async () => {
    await using duble = await inProcess({ vendors: ['crm-zen', 'vocom'] })
    const ask = () =>
      send(duble, '/crm-zen/api/totais_lead?data=2018-01-01', { headers: { token: 'zen-token' } })
    await ask()
    await ask()
    const { status, body } = await admin(duble, 'GET', 'coverage')
    expect(status).toBe(200)
    expect(body).toMatchObject({ asked: 2, vendors: [{ vendor: 'crm-zen' }, { vendor: 'vocom' }] })
    const [zen] = body.vendors[0].operations
    const met = zen.rows.filter((row: CoverageRow) => row.met > 0)
    expect(met.map(({ behaviour, met: times }: CoverageRow) => [behaviour, times])).toEqual([
      ['crm-zen/totals.ok', 1],
      ['crm-zen/totals.too_many_requests', 1],
      ['crm-zen/totals[erros.empty=zeros]', 1],
      ['crm-zen/totals[numbers=number]', 1],
    ])
    expect((await admin(duble, 'GET', 'met')).body).toMatchObject({ asked: 2, findings: [] })
  })

  it('begins anew where its verdict does, and goes on over a reset', async () => {
    await using duble = await inProcess({ vendors: ['crm-zen'] })
    await send(duble, '/crm-zen/api/totais_lead')
    await admin(duble, 'POST', 'reset')
    expect((await admin(duble, 'GET', 'coverage')).body.asked).toBe(1)
    await admin(duble, 'DELETE', 'verdict')
    expect((await admin(duble, 'GET', 'coverage')).body.asked).toBe(0)
  })
})
