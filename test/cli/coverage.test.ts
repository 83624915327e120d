import { readFile } from 'node:fs/promises'
import { validate } from 'ctrf'
import { describe, expect, it } from 'vitest'
import { mergeMet } from '#engine'
import { connect } from '../../src/remote.ts'
import { folderOf } from '../scenarios/support.ts'
import { duble, dubleIn, type Finished } from './run.ts'
import { ASK_ZEN } from './run-support.ts'
import { on, open } from './running.ts'

const TWICE = `${ASK_ZEN}; await ask(); await ask()`
const NO_TOKEN = `await fetch(process.env.DUBLE_CRM_ZEN_URL + '/api/totais_lead?data=2018-01-01')`

const runInto = (code: string, ...flags: string[]): Promise<Finished> =>
  duble('run', '-q', ...flags, '--', process.execPath, '--input-type=module', '-e', code)

// biome-ignore lint/suspicious/noExplicitAny: tests look inside
const json = async (file: string): Promise<any> => JSON.parse(await readFile(file, 'utf8'))

/** A coverage file of which something is wrong. */
const written = (met: object, coverage: object): string =>
  JSON.stringify({
    duble: 'coverage',
    version: 1,
    met: { ...mergeMet([]), ...met },
    coverage,
    reproduce: null,
  })

describe('the files of duble run', () => {
  it('hold coverage and findings, and the command that runs it again', async () => {
    await using files = await folderOf({})
    const early = `${TWICE}; await ask()`
    await runInto(early, '--report', files.at('out'), '--seed', '3')
    const { duble: kind, version, met, coverage, reproduce } = await json(files.at('out/coverage.json'))
    expect([kind, version, met.asked, coverage.asked]).toEqual(['coverage', 1, 3, 3])
    expect(coverage.vendors.map(({ vendor }: { vendor: string }) => vendor)).toEqual([
      'crm-zen',
      'datacake',
      'smartspace',
      'vocalcontact',
      'vocom',
    ])
    expect(coverage.vendors[0].documented).toEqual({ met: 2, of: 11 })
    expect(reproduce).toMatch(/^npx duble run --seed 3 -- /)
    const { findings } = await json(files.at('out/findings.json'))
    expect(findings).toMatchObject([
      {
        name: 'early_call',
        vendor: 'crm-zen',
        operation: 'totals',
        rows: [{ quote: expect.any(String) }, {}, {}],
      },
    ])
    expect(JSON.stringify([met, findings])).not.toContain('zen-token')
  })

  it('are JUnit’s and CTRF’s too: met is passed, never met is skipped, demanded and never met is failed', async () => {
    await using files = await folderOf({})
    const [junit, ctrf] = [files.at('a/junit.xml'), files.at('a/ctrf.json')]
    const gates = [
      '--require',
      'crm-zen/totals.no_token',
      '--require',
      'vocom/login.ok',
      '--fail-on',
      'early_call',
    ]
    const flags = [...gates, '--min-coverage', 'crm-zen=50', '--junit', junit, '--ctrf', ctrf]
    expect((await runInto(`${TWICE}; await ask()`, ...flags)).code).toBe(1)
    const xml = await readFile(junit, 'utf8')
    expect(xml).toContain('<testsuites name="duble run" tests="14" failures="4" skipped="8" time="0.000">')
    expect(xml).toContain(
      '<testsuite name="crm-zen/totals" tests="11" failures="1" skipped="8" time="0.000">',
    )
    expect(xml).toContain('<testcase name="crm-zen/totals.ok" classname="crm-zen/totals" time="0.000"/>')
    expect(xml).toMatch(
      /name="crm-zen\/totals\.no_token" [^>]*>\s*<failure message="never met: call totals without credentials \(--require crm-zen\/totals\.no_token\)">/,
    )
    expect(xml).toMatch(
      /name="crm-zen\/totals\.no_date" [^>]*>\s*<skipped message="never met: call totals without data"\/>/,
    )
    expect(xml).toContain('<testsuite name="vocom/login" tests="1" failures="1" time="0.000">')
    expect(xml).toMatch(/<testsuite name="gates" [^>]*>\s*<testcase name="--min-coverage crm-zen=50" /)
    expect(xml).toMatch(/<testsuite name="findings" [^>]*>\s*<testcase name="early_call crm-zen\/totals" /)
    const report = await json(ctrf)
    expect(validate(report)).toMatchObject({ valid: true })
    expect(report.results.summary).toMatchObject({ tests: 14, passed: 2, failed: 4, skipped: 8 })
    expect(report.results.summary.stop).toBeGreaterThan(report.results.summary.start)
    expect(report.results.tests[1]).toMatchObject({
      name: 'crm-zen/totals.ok.empty',
      status: 'skipped',
      suite: ['crm-zen/totals'],
      message: expect.stringMatching(/^never met: /),
    })
  })

  it('are a page with a map of operations and outcomes, and the document’s words', async () => {
    await using files = await folderOf({})
    const html = files.at('a.html')
    await runInto(`${TWICE}; await ask()`, '--html', html, '--require', 'crm-zen/totals.no_token')
    const page = await readFile(html, 'utf8')
    expect(page).toMatch(/crm-zen\/totals was asked again [^<]*<span class="word pending">early_call<\/span>/)
    expect(page).toContain(
      '<title>✗ duble run: 1 gate was not passed: world default: 3 requests, pass</title>',
    )
    expect(page).toContain('<th scope="col"><span>too_many_requests</span></th>')
    expect(page).toMatch(
      /<tr><th scope="row">totals<\/th><td class="passed" title="totals\.ok: met" aria-label="totals\.ok: met">✓<\/td>/,
    )
    expect(page).toContain('title="totals.no_token: demanded and never met"')
    expect(page).toContain(
      '<q lang="pt-BR">Todas as requisições devem conter o parâmetro token (no header).</q>',
    )
    expect(page).toContain('<p>never asked: datacake, smartspace, vocalcontact, vocom</p>')
  })
})

describe('duble coverage', () => {
  it('shows a running world, as it knows itself', async () => {
    await using running = await open({ vendors: ['crm-zen'] })
    await fetch(`${running.url}/crm-zen/api/totais_lead`)
    const { code, out } = await on(running, 'coverage')
    expect(code).toBe(0)
    expect(out).toMatch(/^coverage of crm-zen {2}documented {2}assumed {2}shapes\n {2}totals {13}1 of 11 /)
    expect(out).not.toContain('never asked')
    const told = JSON.parse((await on(running, 'coverage', '--json')).out)
    expect(told).toMatchObject({ duble: 'coverage', version: 1, met: { asked: 1 }, reproduce: null })
    expect(told.coverage).toEqual(await connect({ url: running.url }).coverage())
    expect(await running.coverage()).toEqual(told.coverage)
  })

  it('shows what a run left, and as a page', async () => {
    await using files = await folderOf({})
    await runInto(NO_TOKEN, '--report', files.folder)
    const html = files.at('page.html')
    const { code, out } = await duble('coverage', files.at('coverage.json'), '--all', '--html', html)
    expect(code).toBe(0)
    expect(out).toContain('\n  shapes never answered:\n')
    const page = await readFile(html, 'utf8')
    expect(page).toContain('<title>✓ duble coverage: 1 request</title>')
    expect(page).toContain('reproduce: npx duble run --seed 1 -- ')
    expect(page).not.toContain('verdict')
  })

  it('adds up what several runs met', async () => {
    await using files = await folderOf({})
    await Promise.all([
      runInto(TWICE, '--report', files.at('a')),
      runInto(NO_TOKEN, '--report', files.at('b')),
    ])
    const [a, b, out] = [files.at('a/coverage.json'), files.at('b/coverage.json'), files.at('c/all.json')]
    const merged = await duble('coverage', 'merge', a, b, '--out', out, '--html', files.at('c/all.html'))
    expect(merged.code).toBe(0)
    expect(merged.out).toContain('  totals             3 of 11     –        2 of 5\n')
    expect(await json(out)).toMatchObject({ met: { asked: 3 }, reproduce: null })
    expect((await duble('coverage', out)).out).toBe(merged.out)
    expect(await readFile(files.at('c/all.html'), 'utf8')).toContain('duble coverage merge: 3 requests')
  })

  it('writes what was met as a baseline, in the same words for the same, and tells what changed', async () => {
    await using files = await folderOf({
      'base.yaml': 'crm-zen: { totals: [ok, bad_date] }\n',
    })
    await runInto(TWICE, '--report', files.folder)
    const accept = () =>
      dubleIn({ cwd: files.folder }, 'coverage', 'accept', 'coverage.json', '--baseline', 'base.yaml')
    expect(await accept()).toEqual({
      code: 0,
      out: 'written into base.yaml: 2 behaviours\n  new:  crm-zen/totals.too_many_requests\n  gone: crm-zen/totals.bad_date\n',
      err: '',
    })
    const text = await readFile(files.at('base.yaml'), 'utf8')
    expect(text).toMatch(/^# .*\ncrm-zen:\n {2}totals: \[ok, too_many_requests\]\n$/)
    expect((await accept()).out).toBe('written into base.yaml: 2 behaviours\n')
    expect(await readFile(files.at('base.yaml'), 'utf8')).toBe(text)
  })

  it('accepts what a running world met, into duble.coverage.yaml', async () => {
    await using running = await open({ vendors: ['crm-zen'] })
    await fetch(`${running.url}/crm-zen/api/totais_lead`)
    await using files = await folderOf({})
    const place = { cwd: files.folder, env: { DUBLE_URL: running.url, DUBLE_ADMIN_URL: '', DUBLE_WORLD: '' } }
    expect((await dubleIn(place, 'coverage', 'accept')).out).toBe(
      'written into duble.coverage.yaml: 1 behaviour\n  new:  crm-zen/totals.no_token\n',
    )
    const elsewhere = { ...place, env: { ...place.env, DUBLE_URL: 'http://localhost:1' } }
    expect(await dubleIn(elsewhere, 'coverage', 'accept')).toEqual({
      code: 1,
      out: '',
      err: 'duble: no Dublê answers at http://localhost:1: start one with `duble start`, or name it with --url; or name the coverage.json that duble run --report wrote\n',
    })
  })

  it.each([
    ['nothing.json', 'cannot read nothing.json: ENOENT: no such file or directory'],
    [
      'verdict.json',
      'verdict.json is no coverage file: name the coverage.json that duble run --report wrote',
    ],
    ['old.json', 'old.json is no coverage file: name the coverage.json that duble run --report wrote'],
    ['text.json', 'text.json is no coverage file: name the coverage.json that duble run --report wrote'],
    ['bare.json', 'bare.json is no coverage file: name the coverage.json that duble run --report wrote'],
    ['null.json', 'null.json is no coverage file: name the coverage.json that duble run --report wrote'],
  ])('refuses %s with a sentence', async (file, says) => {
    await using files = await folderOf({
      'verdict.json': '{}',
      'old.json': '{"duble":"coverage","version":1,"met":{}}',
      'text.json': written({ vendors: { 'crm-zen': { totals: { ok: '1' } } } }, { asked: 1, vendors: [] }),
      'bare.json': written({}, {}),
      'null.json': written({ findings: [null] }, { asked: 1, vendors: [] }),
    })
    expect(await dubleIn({ cwd: files.folder }, 'coverage', file)).toEqual({
      code: 1,
      out: '',
      err: `duble: ${says}\n`,
    })
  })
})
