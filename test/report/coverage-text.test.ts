import { beforeAll, describe, expect, it } from 'vitest'
import { type Met, mergeMet } from '#engine'
import { knowVendors } from '../../src/fixtures/known.ts'
import { openRooms } from '../../src/fixtures/rooms.ts'
import { coverageOf, type KnownVendor } from '../../src/report/coverage.ts'
import { printCoverage } from '../../src/report/coverage-text.ts'

let known: KnownVendor[]
beforeAll(async () => {
  const rooms = await knowVendors(await openRooms(['datacake', 'crm-zen']))
  const ways = new Map([['totals.ok.empty', 'call totals on a quiet day']])
  known = rooms.map((room) => (room.api.name === 'crm-zen' ? { ...room, ways } : room))
})

const print = (met: Partial<Met>, all = false): string =>
  printCoverage(coverageOf({ ...mergeMet([]), ...met }, known), all)

const everyOutcome = ['no_date', 'bad_date', 'no_token', 'wrong_token', 'disabled_token', 'not_authorized']

describe('coverage in a terminal', () => {
  it('names what is documented and was never met, with the way to it, and counts the rest', () => {
    const names = ['ok', 'wrong_method', 'too_many_requests', ...everyOutcome]
    const totals = Object.fromEntries(names.map((name) => [name, 1]))
    const met = {
      vendors: { 'crm-zen': { totals } },
      injected: { 'crm-zen': { totals: { internal: 2 } } },
      shapes: { 'crm-zen': { 'totals[numbers=number]': 1, 'totals[erros.empty=zeros]': 1 } },
    }
    expect(print(met)).toBe(`coverage of crm-zen  documented  assumed  shapes
  totals             9 of 11     –        2 of 5
  documented and never met:
    totals.ok.empty  call totals on a quiet day
    totals.internal  no way is known: a fault shows it (duble fault crm-zen/totals internal --times 1), and counts as injected (so far by faults alone)
  and 3 shapes never met, which --all shows

never asked: datacake`)
    expect(print(met, true)).toContain(`counts as injected (so far by faults alone)
  shapes never answered:
    totals[erros.empty=object]  under duble run --option crm-zen.erros.empty=object, call totals
    totals[erros.empty=array]   under duble run --option crm-zen.erros.empty=array, call totals
    totals[numbers=string]      under duble run --option crm-zen.numbers=string, call totals

never asked: datacake`)
  })

  it('says in one line what is the same of many operations, and names each with --all', () => {
    const lists = ['produtos', 'revendedores', 'funcionarios', 'departamentos', 'vencimentos']
    const met = { vendors: { datacake: Object.fromEntries(lists.map((name) => [name, { ok: 1 }])) } }
    const text = print(met)
    expect(text).toContain(`
  clientes              0 of 2      0 of 9    –       never asked
`)
    expect(text).toContain(`
  in all                5 of 40     0 of 130  0 of 4
  documented and never met, of the operations asked:
    *.invalid_token of 5 operations  call each without credentials
  and 25 assumed never met, which --all shows

never asked: crm-zen`)
    expect(print(met, true)).toMatch(/\n {4}produtos\.wrong_method +call produtos by DELETE instead of GET\n/)
  })

  it('names three operations of which the same is to be told, and counts four', () => {
    const lists = ['produtos', 'revendedores', 'funcionarios', 'departamentos']
    const tokens = (count: number): string[] => {
      const asked = lists.slice(0, count).map((name) => [name, { ok: 1 }])
      const text = print({ vendors: { datacake: Object.fromEntries(asked) } })
      return text.split('\n').filter((line) => line.includes('invalid_token'))
    }
    expect(tokens(3)).toHaveLength(3)
    expect(tokens(4)).toEqual([expect.stringMatching(/^ {4}\*\.invalid_token of 4 operations /)])
  })

  it('counts one shape as one', () => {
    const met = ['zeros', 'object', 'array'].map((value) => [`totals[erros.empty=${value}]`, 1])
    const shapes = { 'crm-zen': { ...Object.fromEntries(met), 'totals[numbers=number]': 1 } }
    const text = print({ vendors: { 'crm-zen': { totals: { ok: 1 } } }, shapes })
    expect(text).toContain('\n  and 1 shape never met, which --all shows\n')
  })

  it('has nothing but names where nothing was asked', () => {
    expect(print({})).toBe('never asked: crm-zen, datacake')
  })
})
