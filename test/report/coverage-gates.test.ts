import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Finding, type Met, mergeMet } from '#engine'
import { knowVendors } from '../../src/fixtures/known.ts'
import { openRooms } from '../../src/fixtures/rooms.ts'
import { coverageOf, type KnownVendor } from '../../src/report/coverage.ts'
import { baselineOf, behavioursIn, printBaseline } from '../../src/report/coverage-baseline.ts'
import { type Gates, judgeGates } from '../../src/report/coverage-gates.ts'

let known: KnownVendor[]
beforeAll(async () => {
  known = await knowVendors(await openRooms())
})

const covered = (met: Partial<Met>) => coverageOf({ ...mergeMet([]), ...met }, known)
const GATES: Gates = { require: [], least: [], failOn: [] }
const ZEN = { vendors: { 'crm-zen': { totals: { ok: 3, bad_date: 1 } } } }

const finding = (name: Finding['name'], operation: string): Finding => ({
  name,
  vendor: 'crm-zen',
  operation,
  credential: 'valid',
  world: 'default',
  times: 1,
  says: 'crm-zen/totals was asked too early',
  suggests: 'Wait.',
  requests: [],
})

describe('the gates of a run', () => {
  it('count the documented behaviours of a vendor, or of one operation, and round no share up', () => {
    const least = (percent: number, vendor = 'crm-zen', operation?: string) =>
      judgeGates({ ...GATES, least: [{ vendor, operation, percent }] }, covered(ZEN), []).failures
    expect(least(18)).toEqual([])
    expect(least(19)[0]?.says.split('\n')[0]).toBe(
      '--min-coverage crm-zen=19: 2 of 11 documented behaviours were met, 1 too few; never met:',
    )
    expect(least(100, 'crm-zen', 'totals')[0]?.says.split('\n')[0]).toBe(
      '--min-coverage crm-zen/totals=100: 2 of 11 documented behaviours were met, 9 too few; never met:',
    )
    expect(least(1, 'datacake')[0]?.missing).toHaveLength(40)
  })

  it('name the first five that were never met, and count the others', () => {
    const says = (names: readonly string[]) => {
      const totals = Object.fromEntries(names.map((name) => [name, 1]))
      const least = [{ vendor: 'crm-zen', operation: undefined, percent: 100 }]
      const met = covered({ vendors: { 'crm-zen': { totals } } })
      return judgeGates({ ...GATES, least }, met, []).failures[0]?.says.split('\n') ?? []
    }
    const five = ['ok', 'ok.empty', 'no_date', 'bad_date', 'no_token']
    expect(says(five)).toHaveLength(7)
    expect(says(five).at(-1)).toBe('  and 1 more')
    expect(says([...five, 'wrong_token'])).toHaveLength(6)
  })

  it('say of a vendor that the run did not have how it is named, unless the tests started it', () => {
    const require = ['datacake/clientes.ok', 'crm-zen/totals.no_date']
    const says = (met: Partial<Met>, started?: readonly string[]) =>
      judgeGates({ ...GATES, require }, covered(met), [], started).failures.map(
        (one) => one.says.split('\n')[1],
      )
    const stranger = '  the run had no datacake: name it by --vendor, or in duble.yaml'
    expect(says(ZEN, ['crm-zen'])).toEqual([stranger, undefined])
    const asked = { vendors: { ...ZEN.vendors, datacake: { produtos: { ok: 1 } } } }
    expect(says(asked, ['crm-zen'])).toEqual([undefined, undefined])
    expect(says(ZEN)).toEqual([undefined, undefined])
  })

  it('take a share that is reached to the point for reached, however a computer counts it', () => {
    const [vendor] = covered({}).vendors
    const [operation] = vendor?.operations ?? []
    const [row] = operation?.rows ?? []
    const rows = Array.from({ length: 250 }, (_, at) => ({
      ...row,
      kind: 'documented',
      met: at < 161 ? 1 : 0,
    }))
    const coverage = {
      asked: 161,
      vendors: [{ ...vendor, operations: [{ ...operation, rows }] }],
    } as ReturnType<typeof covered>
    const least = (percent: number) => [{ vendor: 'crm-zen', operation: undefined, percent }]
    expect((250 * 64.4) / 100).toBeGreaterThan(161)
    expect(judgeGates({ ...GATES, least: least(64.4) }, coverage, []).failures).toEqual([])
    expect(judgeGates({ ...GATES, least: least(64.5) }, coverage, []).failures).toHaveLength(1)
  })

  it('hold against the baseline what is behaviour alone: no shape is gained or lost', () => {
    const met = { ...ZEN, shapes: { 'crm-zen': { 'totals[numbers=number]': 3 } } }
    const baseline = { file: 'b.yaml', behaviours: new Set(['crm-zen/totals.ok', 'crm-zen/totals.internal']) }
    const { failures, gained } = judgeGates({ ...GATES, baseline }, covered(met), [])
    expect(gained).toEqual(['crm-zen/totals.bad_date'])
    expect(failures).toMatchObject([{ gate: '--baseline b.yaml', named: true }])
    expect(failures[0]?.missing.map(({ behaviour }) => behaviour)).toEqual(['crm-zen/totals.internal'])
  })

  it('fail on the findings that they name, each gate once', () => {
    const findings = [
      finding('early_call', 'totals'),
      finding('hammering', 'totals'),
      finding('early_call', 'b'),
    ]
    const says = (failOn: Gates['failOn']) =>
      judgeGates({ ...GATES, failOn }, covered({}), findings).failures.map((failure) => failure.says)
    expect(says(['early_call'])).toEqual([
      '--fail-on early_call: crm-zen/totals was asked too early; and 1 more',
    ])
    expect(says(['any'])).toEqual([
      '--fail-on any: early_call: crm-zen/totals was asked too early; and 2 more',
    ])
    expect(says(['secret_in_url'])).toEqual([])
  })
})

describe('a baseline', () => {
  it('names what the fake itself answered, by vendor and operation', () => {
    const met = { ...ZEN, injected: { 'crm-zen': { totals: { internal: 2 } } } }
    const baseline = baselineOf(covered(met))
    expect(baseline).toEqual({ 'crm-zen': { totals: ['ok', 'bad_date'] } })
    expect(behavioursIn(baseline)).toEqual(['crm-zen/totals.ok', 'crm-zen/totals.bad_date'])
    expect(printBaseline(baseline).split('\n').slice(1)).toEqual(['crm-zen:', '  totals: [ok, bad_date]', ''])
  })

  it('is YAML that can be read, where nothing was met too', () => {
    expect(
      printBaseline(baselineOf(covered({})))
        .split('\n')
        .slice(1),
    ).toEqual(['{}', ''])
  })

  it('has names in quotes where YAML would read them as something else', () => {
    const odd = { true: { null: ['1', 'a: b'], 'x y': ['ok'] } }
    expect(parse(printBaseline(odd))).toEqual(odd)
  })
})
