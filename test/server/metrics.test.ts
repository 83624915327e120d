import parse from 'parse-prometheus-text-format'
import { describe, expect, it } from 'vitest'
import type { JournalRecord } from '#engine'
import { version } from '../../src/cli/version.ts'
import type { Duble } from '../../src/index.ts'
import { type Family, printMetrics } from '../../src/report/prometheus.ts'
import { Meter } from '../../src/server/meter.ts'
import { inProcess } from '../support.ts'
import { direct } from './support.ts'

const TOKEN = { token: 'zen-token' }

const get = (duble: Pick<Duble, 'fetch'>, path: string, headers: Record<string, string> = {}) =>
  Promise.resolve(duble.fetch(new Request(`http://localhost${path}`, { headers })))
const ask = (duble: Pick<Duble, 'fetch'>, prefix = '') =>
  get(duble, `${prefix}/crm-zen/api/totais_lead?data=2018-01-01`, TOKEN)

async function metricsOf(duble: Duble) {
  const text = await (await get(duble, '/__admin/metrics')).text()
  return parse(text)
}

/** A family's numbers, by their labels as they are written here: `world=default outcome=ok`. */
async function numbers(duble: Duble, name: string): Promise<Record<string, number>> {
  const family = (await metricsOf(duble)).find((one) => one.name === name)
  return Object.fromEntries(
    (family?.metrics ?? []).map(({ labels = {}, value }) => [
      Object.entries(labels)
        .map(([label, text]) => `${label}=${text}`)
        .join(' '),
      Number(value),
    ]),
  )
}

describe('the metrics', () => {
  it('are Prometheus’s text format, each family with its help and its type', async () => {
    await using duble = await inProcess({ vendors: ['crm-zen'] })
    await ask(duble)
    const answer = await get(duble, '/__admin/metrics')
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    const families = parse(await answer.text())
    expect(families.map(({ name, type }) => [name, type])).toEqual([
      ['duble_requests_total', 'COUNTER'],
      ['duble_unmatched_requests_total', 'COUNTER'],
      ['duble_bugs_total', 'COUNTER'],
      ['duble_request_duration_seconds', 'HISTOGRAM'],
      ['duble_worlds', 'GAUGE'],
      ['duble_journal_entries', 'GAUGE'],
      ['duble_findings', 'GAUGE'],
      ['duble_build_info', 'GAUGE'],
      ['process_cpu_seconds_total', 'COUNTER'],
      ['process_resident_memory_bytes', 'GAUGE'],
      ['process_start_time_seconds', 'GAUGE'],
    ])
    expect(families.filter(({ help }) => !/^[A-Z].*\.$/.test(help))).toEqual([])
    expect(await numbers(duble, 'duble_build_info')).toEqual({ [`version=${version}`]: 1 })
  })

  it('count requests by outcome, what a fault answered apart, and what matched nothing', async () => {
    await using duble = await inProcess({ vendors: ['crm-zen'] })
    await ask(duble)
    await ask(duble)
    duble.clock.advance('5m')
    duble.fault({ vendor: 'crm-zen', operation: 'totals', fault: 'status=503', times: 1 })
    await ask(duble)
    await get(duble, '/crm-zen/nowhere')
    const totals = 'world=default vendor=crm-zen operation=totals'
    expect(await numbers(duble, 'duble_requests_total')).toEqual({
      [`${totals} outcome=ok injected=false`]: 1,
      [`${totals} outcome=too_many_requests injected=false`]: 1,
      [`${totals} outcome=503 injected=true`]: 1,
    })
    expect(await numbers(duble, 'duble_unmatched_requests_total')).toEqual({ 'world=default': 1 })
    expect(await numbers(duble, 'duble_bugs_total')).toEqual({ 'world=default': 0 })
    expect(await numbers(duble, 'duble_journal_entries')).toEqual({ 'world=default': 4 })
  })

  it('put durations into buckets that hold the smaller ones too', async () => {
    await using duble = await inProcess({ vendors: ['crm-zen'] })
    await ask(duble)
    await ask(duble)
    const text = await (await get(duble, '/__admin/metrics')).text()
    const name = 'duble_request_duration_seconds'
    const labels = 'vendor="crm-zen",operation="totals"'
    expect(text).toContain(`\n${name}_bucket{${labels},le="0.0001"} `)
    expect(text).toContain(`\n${name}_count{${labels}} 2\n`)
    expect(text).toMatch(new RegExp(`\\n${name}_sum\\{${labels}\\} 0\\.\\d+\\n`))
    const { buckets = {} } = parse(text).find((family) => family.name === name)?.metrics[0] ?? {}
    const rising = Object.entries(buckets)
      .map(([bound, times]) => [Number(bound.replace('+Inf', 'Infinity')), Number(times)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    expect(rising.at(-1)).toEqual([Number.POSITIVE_INFINITY, 2])
    expect(rising).toHaveLength(13)
    const times = rising.map(([, count]) => count)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
  })

  it('sum all worlds but the first, however many there are', async () => {
    await using duble = await inProcess({ vendors: ['crm-zen'] })
    await ask(duble)
    for (let index = 0; index < 30; index++) {
      await duble.newWorld({ id: `w-${index}` })
      await ask(duble, `/w/w-${index}`)
    }
    const asked = 'vendor=crm-zen operation=totals outcome=ok injected=false'
    expect(await numbers(duble, 'duble_requests_total')).toEqual({
      [`world=default ${asked}`]: 1,
      [`world=other ${asked}`]: 30,
    })
    expect(await numbers(duble, 'duble_worlds')).toEqual({ '': 31 })
    expect(await numbers(duble, 'duble_journal_entries')).toEqual({ 'world=default': 1, 'world=other': 30 })
  })

  it('never count down: not by a reset, not where the verdict begins anew, not where a world is closed', async () => {
    await using duble = await inProcess({ vendors: ['crm-zen'] })
    const world = await duble.newWorld({ id: 'monday' })
    await ask(duble)
    await ask(duble, '/w/monday')
    await get(duble, '/crm-zen/nowhere')
    const before = await numbers(duble, 'duble_requests_total')
    await direct(duble, 'POST /reset')
    await direct(duble, 'DELETE /verdict')
    await world.close()
    expect(await numbers(duble, 'duble_requests_total')).toEqual(before)
    expect(Object.values(before)).toEqual([1, 1])
    expect(await numbers(duble, 'duble_unmatched_requests_total')).toEqual({ 'world=default': 1 })
    expect(await numbers(duble, 'duble_worlds')).toEqual({ '': 1 })
    expect(await numbers(duble, 'duble_journal_entries')).toEqual({ 'world=default': 0 })
  })

  it('count what a world that belongs to another was asked once', async () => {
    await using duble = await inProcess({ vendors: ['crm-zen'], gather: true })
    await duble.newWorld({ id: 'monday' })
    await ask(duble, '/w/monday')
    expect(Object.values(await numbers(duble, 'duble_requests_total'))).toEqual([0, 1])
  })

  it('keep no world alive', async () => {
    let now = Date.parse('2026-03-02T12:00:00Z')
    await using duble = await inProcess({ vendors: ['crm-zen'], wall: () => now })
    await duble.newWorld({ id: 'monday', idle: '10m' })
    for (let minute = 0; minute < 10; minute++) {
      expect(await numbers(duble, 'duble_worlds')).toEqual({ '': 2 })
      now += 60_000
    }
    expect(await numbers(duble, 'duble_worlds')).toEqual({ '': 1 })
  })

  it('tell what was noticed about consumers, a name each', async () => {
    await using duble = await inProcess({ vendors: ['crm-zen'] })
    for (let times = 0; times < 3; times++) await ask(duble)
    const { findings } = await duble.world.met()
    expect(findings.length).toBeGreaterThan(0)
    const told = await numbers(duble, 'duble_findings')
    for (const { name } of findings) expect(told[`world=default name=${name}`]).toBe(1)
    expect(Object.values(told).reduce((sum, times) => sum + times, 0)).toBe(findings.length)
  })

  it('are none of a stranger’s business', async () => {
    await using duble = await inProcess({ vendors: ['crm-zen'], adminToken: 'let-me-in' })
    expect((await get(duble, '/__admin/metrics')).status).toBe(401)
    expect((await get(duble, '/__admin/metrics', { authorization: 'Bearer let-me-in' })).status).toBe(200)
  })
})

describe('a duration', () => {
  const bucketsOf = (...milliseconds: number[]): readonly number[] => {
    const meter = new Meter()
    const asked = { vendor: 'acme', operation: 'login', outcome: 'ok', injected: false, status: 200 }
    for (const took of milliseconds) meter.count({ ...asked, milliseconds: took } as JournalRecord, true)
    return meter.read()[0]?.buckets ?? []
  }

  it('belongs to the first bound that it does not exceed, and to none where it exceeds all', () => {
    const placed = bucketsOf(0.05, 0.1, 0.11, 5000, 30_000, 30_001)
    expect(placed).toEqual([2, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1])
  })
})

describe('a metric', () => {
  const family = (value: number, label = 'x'): Family => ({
    name: 'a_total',
    type: 'counter',
    help: 'Back \\ slash\nand line.',
    samples: [{ labels: { label }, value }],
  })

  it('escapes what would end its line, its label or its help', () => {
    const text = printMetrics([family(1, 'a "quoted" \\ back\nslash')])
    expect(text).toBe(
      '# HELP a_total Back \\\\ slash\\nand line.\n# TYPE a_total counter\na_total{label="a \\"quoted\\" \\\\ back\\nslash"} 1\n',
    )
    expect(parse(text)[0]?.metrics[0]?.labels).toEqual({ label: 'a "quoted" \\ back\nslash' })
  })

  it.each([
    [0.000_000_1, '1e-7'],
    [Number.POSITIVE_INFINITY, '+Inf'],
    [Number.NEGATIVE_INFINITY, '-Inf'],
    [Number.NaN, 'NaN'],
  ])('writes %d as %s', (value, written) => {
    expect(printMetrics([family(value)])).toContain(`a_total{label="x"} ${written}\n`)
  })
})
