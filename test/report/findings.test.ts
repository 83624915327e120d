import { beforeAll, describe, expect, it } from 'vitest'
import type { Finding } from '#engine'
import { knowVendors } from '../../src/fixtures/known.ts'
import { openRooms } from '../../src/fixtures/rooms.ts'
import type { KnownVendor } from '../../src/report/coverage.ts'
import { printFindings, showFindings } from '../../src/report/findings.ts'

let known: readonly KnownVendor[]
beforeAll(async () => {
  known = await knowVendors(await openRooms(['vocom']))
})

const finding = (more: Partial<Finding>): Finding => ({
  name: 'assumption_leaned_on',
  vendor: 'vocom',
  operation: 'dialer_list_all',
  credential: null,
  world: 'default',
  times: 1,
  says: 'it was accepted',
  suggests: 'Ask the vendor',
  requests: [],
  ...more,
})

const idsOf = (one: Finding, vendors = known): string[] =>
  (showFindings([one], vendors)[0]?.rows ?? []).map(({ id }) => id)

describe('the ledger’s rows behind a finding', () => {
  it('are those of its option alone, for what else is known of the behaviour says nothing of it', () => {
    expect(idsOf(finding({ behaviour: 'dialer_list_all.ok.capped', option: 'cap' }))).toEqual(['C-A07'])
    expect(idsOf(finding({ behaviour: 'dialer_list_all.ok.capped' }))).toEqual(['C-11', 'C-17', 'C-A07'])
  })

  it('begin, of an option with many, with those that are about the behaviour', () => {
    const vendor = known[0] as KnownVendor
    const row = (id: string, operation: string) =>
      ({ id, class: 'assumed', says: id, backs: [`${operation}.ok`], options: ['cap'] }) as const
    const all = [
      row('A-1', 'login'),
      row('A-2', 'logout'),
      row('A-3', 'logout'),
      row('A-4', 'dialer_list_all'),
    ]
    const rows = new Map([['dialer_list_all.ok', [all[3]]]]) as KnownVendor['rows']
    const one = finding({ behaviour: 'dialer_list_all.ok', option: 'cap' })
    expect(idsOf(one, [{ ...vendor, ledger: all, rows }])).toEqual(['A-4', 'A-1', 'A-2'])
  })

  it('are three at most, the most telling first, and none of a vendor that nobody knows', () => {
    expect(idsOf(finding({ behaviour: 'dialer_list_all.ok' }))).toHaveLength(3)
    expect(idsOf(finding({ behaviour: 'dialer_list_all.ok', vendor: 'acme' }))).toEqual([])
    expect(idsOf(finding({}))).toEqual([])
  })

  it('tell a quote and its place where there are any', () => {
    const [shown] = showFindings([finding({ behaviour: 'dialer_list_all.ok.capped' })], known)
    expect(shown?.rows[0]).toEqual({
      id: 'C-11',
      class: 'documented',
      says: expect.any(String),
      quote: expect.stringContaining('count'),
      place: expect.any(String),
    })
  })
})

describe('findings in a terminal', () => {
  it('quote the document where it says so, and tell what is assumed beside a quote that does not', () => {
    const rows = [
      { id: 'C-1', class: 'documented', says: 'An agent has a branch.', quote: 'o ramal do agente' },
      { id: 'C-2', class: 'assumed', says: 'Two agents may share one.', quote: '"branch": "2000"' },
    ] as const
    const lines = printFindings([{ ...finding({}), rows }]).split('\n')
    expect(lines.slice(-2)).toEqual([
      '    C-1 documented: “o ramal do agente”',
      '    C-2 assumed: Two agents may share one.',
    ])
  })
})
