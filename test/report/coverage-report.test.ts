import { beforeAll, describe, expect, it } from 'vitest'
import { type Finding, type FindingName, type Met, mergeMet } from '#engine'
import { knowVendors } from '../../src/fixtures/known.ts'
import { openRooms } from '../../src/fixtures/rooms.ts'
import { type Coverage, coverageOf, type KnownVendor } from '../../src/report/coverage.ts'
import { casesOf } from '../../src/report/coverage-cases.ts'
import { type Gates, judgeGates } from '../../src/report/coverage-gates.ts'
import { coverageGroups, coverageLines, neverAsked } from '../../src/report/coverage-report.ts'

let known: KnownVendor[]
let coverage: Coverage
const MET: Met = {
  ...mergeMet([]),
  asked: 3,
  vendors: { 'crm-zen': { totals: { ok: 2, no_token: 1 } } },
}
beforeAll(async () => {
  known = await knowVendors(await openRooms(['crm-zen', 'datacake', 'vocom']))
  coverage = coverageOf(MET, known)
})

const GATES: Gates = { require: [], least: [], failOn: [] }
const failuresOf = (gates: Partial<Gates>, findings: readonly Finding[] = []) =>
  judgeGates({ ...GATES, ...gates }, coverage, findings).failures
const caseOf = (title: string, failures: ReturnType<typeof failuresOf> = []) =>
  coverageGroups(coverage, known, failures)
    .flatMap(({ cases }) => cases)
    .find((one) => one.title === title)

describe('coverage on a page', () => {
  it('is of the vendors that were asked, and of those that a gate names', () => {
    const titles = (failures: ReturnType<typeof failuresOf>) =>
      coverageGroups(coverage, known, failures).map(({ title }) => title)
    expect(titles([])).toEqual(['coverage of crm-zen'])
    expect(titles(failuresOf({ require: ['vocom/login.ok'] }))).toEqual([
      'coverage of crm-zen',
      'coverage of vocom',
    ])
    expect(titles(failuresOf({ least: [{ vendor: 'vocom', operation: undefined, percent: 1 }] }))).toEqual([
      'coverage of crm-zen',
    ])
    expect(neverAsked(coverage)).toEqual(['never asked: datacake, vocom'])
  })

  it('tells first the rows that make a behaviour documented, three of them, and names the others', () => {
    const shown = caseOf('totals.no_date')
    expect(shown?.rows?.map(({ id }) => id)).toEqual(['Z-23', 'Z-06', 'Z-07'])
    const wait = caseOf('totals.no_token')
    expect(wait?.rows?.map(({ id }) => id)).toEqual(['Z-04', 'Z-05', 'Z-25']) // Z-A08 is assumed
    expect(wait?.facts?.[0]?.[1]).toMatch(/^Z-A08, /)
  })

  it('folds away what no gate demands, and shows what one does', () => {
    const failures = failuresOf({ require: ['crm-zen/totals.no_date'] })
    expect(caseOf('totals.no_date')).toMatchObject({ went: 'pending', folded: true })
    expect(caseOf('totals.no_date', failures)).toMatchObject({
      went: 'failed',
      called: 'demanded and never met',
      folded: false,
    })
    expect(caseOf('totals.ok', failures)).toMatchObject({ went: 'passed', called: 'met', says: '2 times' })
    expect(caseOf('totals.no_token')).toMatchObject({ says: 'once' })
    expect(caseOf('totals[numbers=string]')).toMatchObject({ went: 'unchecked', called: 'never so shaped' })
  })

  it('is in a summary a line for each operation that was asked, with what is documented and was never met', () => {
    const all = coverageOf({ ...MET, vendors: { ...MET.vendors, datacake: { produtos: { ok: 1 } } } }, known)
    const lines = coverageLines(all)
    expect(lines.map(({ title }) => title)).toEqual(['coverage of crm-zen', 'coverage of datacake'])
    expect(lines[1]?.cases.map(({ title }) => title)).toEqual(['produtos'])
    const [says = '', never = ''] = (lines[1]?.cases[0]?.says ?? '').split('; never met: ')
    expect(says).toMatch(/^documented 1 of \d, assumed 0 of \d$/)
    expect(never.split(', ')).toContain('invalid_token')
    expect(never.split(', ')).not.toContain('internal') // which is assumed
  })

  it('is in a summary only then a tick where all that is documented was met', () => {
    const { rows = [] } = coverage.vendors[0]?.operations[0] ?? {}
    const totals = Object.fromEntries(rows.flatMap(({ outcome }) => (outcome === null ? [] : [[outcome, 1]])))
    const wentOf = (vendors: Met['vendors']) =>
      coverageLines(coverageOf({ ...MET, vendors }, known))[0]?.cases.map(({ went, called }) => [
        went,
        called,
      ])
    expect(wentOf(MET.vendors)).toEqual([['pending', 'met in part']])
    expect(wentOf({ 'crm-zen': { totals } })).toEqual([['passed', 'met']])
  })
})

describe('a behaviour', () => {
  it.each([
    ['crm-zen/totals.wrong_token', 'documented', 'documented'],
    ['vocom/get_agent_list.ok.empty', 'example', 'documented'],
    ['datacake/instalacoes.ok.empty', 'elsewhere', 'assumed'],
    ['vocom/login.wrong_method', 'observed', 'assumed'],
    ['datacake/produtos.internal', 'assumed', 'assumed'],
  ])('%s, whose strongest row is %s, counts as %s', (behaviour, strongest, kind) => {
    const rows = coverage.vendors.flatMap(({ operations }) => operations.flatMap((one) => one.rows))
    expect(rows.find((row) => row.behaviour === behaviour)).toMatchObject({ class: strongest, kind })
  })
})

describe('coverage as test results', () => {
  const finding = (name: FindingName, operation = 'totals'): Finding => ({
    name,
    vendor: 'crm-zen',
    operation,
    credential: 'valid',
    world: 'default',
    times: 1,
    says: `${name} was seen`,
    suggests: 'Wait.',
    requests: [],
  })
  const findings = [finding('early_call'), finding('hammering'), finding('secret_in_url', '')]
  const failed = (gates: Partial<Gates>) =>
    casesOf(coverage, failuresOf(gates, findings), findings)
      .filter(({ went }) => went === 'failed')
      .map(({ suite, name }) => `${suite}: ${name}`)

  it('has a failed case for each finding that a gate is about, and for no other', () => {
    expect(failed({ failOn: ['early_call'] })).toEqual(['findings: early_call crm-zen/totals'])
    expect(failed({ failOn: ['any'] })).toEqual([
      'findings: early_call crm-zen/totals',
      'findings: hammering crm-zen/totals',
      'findings: secret_in_url crm-zen',
    ])
    expect(failed({})).toEqual([])
  })

  it('has a failed case for a share that is not reached, and for each behaviour that is demanded', () => {
    const least = [{ vendor: 'crm-zen', operation: undefined, percent: 50 }]
    expect(failed({ least, require: ['vocom/login.ok'] })).toEqual([
      'vocom/login: vocom/login.ok',
      'gates: --min-coverage crm-zen=50',
    ])
  })
})
