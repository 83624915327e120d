import { rm } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { startDuble } from '../../src/index.ts'
import { folderOf } from '../scenarios/support.ts'
import { openProject } from './project.ts'
import { duble, dubleIn, type Finished, MAIN, ROOT } from './run.ts'
import { ASK_ZEN } from './run-support.ts'

/** Runs JavaScript under `duble run`, all of it told. */
const run = (code: string, ...flags: string[]): Promise<Finished> =>
  duble('run', ...flags, '--', process.execPath, '--input-type=module', '-e', code)

/** The library, for a program that lies nowhere. */
const library = (file: string): string => JSON.stringify(pathToFileURL(path.join(ROOT, 'src', file)).href)

const TWICE = `${ASK_ZEN}; await ask(); await ask()`
const FAULTY = `${ASK_ZEN}
  const faults = process.env.DUBLE_ADMIN_URL + '/faults'
  await fetch(faults, { method: 'POST', body: JSON.stringify({ vendor: 'crm-zen', operation: 'totals', fault: 'internal', times: 1 }) })
  await ask()
`

describe('duble run', () => {
  it('tells which documented behaviours were never met, how each is met, and how it is run again', async () => {
    const { code, err } = await run(TWICE, '--clock', '2026-03-02T09:00:00-03:00', '--seed', '7')
    expect(code).toBe(0)
    const lines = err.split('\n')
    expect(lines.slice(0, 6)).toEqual([
      'Dublê, world default: 2 requests, pass',
      '  crm-zen  totals  ok 1, too_many_requests 1',
      '',
      'coverage of crm-zen  documented  assumed  shapes',
      '  totals             2 of 11     –        2 of 5',
      '  documented and never met:',
    ])
    expect(lines).toContain('    totals.no_token        call totals without credentials')
    expect(lines).toContain('  and 3 shapes never met, which --all shows')
    expect(lines).toContain('never asked: datacake, smartspace, vocalcontact, vocom')
    expect(lines.filter((line) => /^ {4}totals\./.test(line))).toHaveLength(9)
    expect(err).toMatch(
      /\n\nreproduce: npx duble run --seed 7 --clock 2026-03-02T09:00:00-03:00 -- \S+ --input-type=module -e '[\s\S]*'\n$/,
    )
  })

  it('has one line for an operation that was never asked, and with --all each of its behaviours', async () => {
    const code = `await fetch(process.env.DUBLE_VOCOM_URL + '/interact_cti/agent/get_break_list/')`
    const flags = ['--vendor', 'vocom']
    const [short, long] = await Promise.all([run(code, ...flags), run(code, ...flags, '--all')])
    const logout = (text: string) => text.split('\n').filter((line) => /\blogout\b/.test(line))
    expect(logout(short.err)).toEqual([
      expect.stringMatching(/^ {2}logout {14}0 of 5 {6}0 of 2 {3}0 of 5 {3}never asked$/),
    ])
    expect(short.err).toContain('\n  documented and never met, of the operations asked:\n    get_break_list.')
    expect(logout(long.err).length).toBe(1 + 5 + 2 + 5)
    expect(long.err).toContain('\n  assumed and never met:\n')
    expect(long.err).toContain('\n  shapes never answered:\n')
    expect(long.err).not.toContain('--all shows')
  })

  it('changes options of the world, whose shapes are met then', async () => {
    const { err } = await run(TWICE, '--vendor', 'crm-zen', '--option', 'crm-zen.numbers=string', '--all')
    expect(err).toMatch(
      /\n {2}shapes never answered:\n(?: {4}totals\[erros\.empty=\w+\] .*\n){2} {4}totals\[numbers=number\]/,
    )
    expect(err).toContain(
      '\nreproduce: npx duble run --seed 1 --vendor crm-zen --option crm-zen.numbers=string -- ',
    )
  })

  it('tells what was sent without what would move the terminal or turn the words around', async () => {
    const odd = '\\u001b[2J\\u009b31m\\u202e'
    const code = `${ASK_ZEN}
      const u = process.env.DUBLE_VOCOM_URL + '/interact_cti/agent/get_break_list/'
      const key = process.env.DUBLE_VOCOM_USER + ':' + process.env.DUBLE_VOCOM_PASSWORD
      const headers = { authorization: 'Basic ' + btoa(key) }
      await fetch(u, { method: 'POST', headers, body: JSON.stringify({ agent: 'DEV', ['${odd}']: 1 }) })`
    const { err } = await run(code)
    expect(err).toContain('was sent the field "\\u001b[2J\ufffd31m\ufffd"')
    expect(err).not.toMatch(/[[\p{Cc}\p{Bidi_Control}]--\n]/v)
  })

  it('counts what a fault did apart', async () => {
    const { err } = await run(FAULTY)
    expect(err).toContain('  totals             0 of 11     –        0 of 5\n')
    expect(err).toMatch(/ {4}totals\.internal .*\(so far by faults alone\)\n/)
  })

  it('tells what was noticed about who asks: in which request, what would be right, and who says so', async () => {
    const { code, err } = await run(`${TWICE}; await ask()`, '--clock', '2026-03-02T09:00:00-03:00')
    expect(code).toBe(0)
    expect(err).toContain(`
findings about who asks:
  early_call: crm-zen/totals was asked again at 2026-03-02 09:00:00, though the refusal of 2026-03-02 09:00:00
  had named 2026-03-02 09:05:00 as the time of the next request
    GET /crm-zen/api/totais_lead?data=2018-01-01 → 429, request 3
    Wait until the time that the refusal names, here 2026-03-02 09:05:00, before the same credential asks
    again
    Z-11 documented: “Cada requisição possui um período de espera. Uma requisição a cada 5 minutos”
`)
  })

  it('adds what a Dublê in the tests was asked, in process or on a port, and worlds beside the run’s', async () => {
    const code = `
      import { startDuble } from ${library('index.ts')}
      import { connect } from ${library('remote.ts')}
      const header = { headers: { token: 'zen-desabilitado' } }
      const inside = await startDuble({ vendors: ['crm-zen'] })
      await inside.fetch(new Request(inside.url + '/crm-zen/api/totais_lead?data=2018-01-01', header))
      const beside = await connect().newWorld({ vendors: ['crm-zen'] })
      await fetch(beside.url + '/crm-zen/api/totais_lead?data=2018-01-01')
    `
    const { err } = await run(code)
    expect(err).toContain(
      'Dublê, world default: 2 requests, pass\n  crm-zen  totals  disabled_token 1, no_token 1\n',
    )
    await using there = await startDuble({ port: 0, vendors: ['crm-zen'] })
    const attached = await run(code, '--attach', there.url, '--require', 'crm-zen/totals.no_token')
    expect(attached.code).toBe(0)
    expect(attached.err).toContain(
      'Dublê, world w1: 2 requests, pass\n  crm-zen  totals  disabled_token 1, no_token 1\n',
    )
  })

  it.each([
    ['half a file', "writeFileSync(place + '/1.json', '{half')"],
    ['something else', "writeFileSync(place + '/1.json', '{}')"],
    ['a folder', "mkdirSync(place + '/1.json')"],
    ['a file in the place of the folder', "rmSync(place, { recursive: true }); writeFileSync(place, '')"],
  ])('ends as the command ends, whatever is left of what its own Dublês met: %s', async (_what, leave) => {
    const code = `const { mkdirSync, rmSync, writeFileSync } = await import('node:fs')
      const place = process.env.DUBLE_MET_FOLDER; ${leave}; ${TWICE}; process.exitCode = 7`
    const finished = await run(code, '--vendor', 'crm-zen')
    expect(finished.code).toBe(7)
    expect(finished.err).toContain('Dublê, world default: 2 requests, pass\n')
  })

  it('adds what was met under a run inside it', async () => {
    const inner = `
      import { startDuble } from ${library('index.ts')}
      const inside = await startDuble({ vendors: ['crm-zen'] })
      const header = { headers: { token: 'zen-desabilitado' } }
      await inside.fetch(new Request(inside.url + '/crm-zen/api/totais_lead?data=2018-01-01', header))
      await fetch(process.env.DUBLE_CRM_ZEN_URL + '/api/totais_lead?data=2018-01-01')
    `
    const args = [MAIN, 'run', '-q', '--', process.execPath, '--input-type=module', '-e', inner]
    const outer = `
      import { execFileSync } from 'node:child_process'
      execFileSync(process.execPath, ${JSON.stringify(args)})
    `
    expect((await run(outer)).err).toContain('  crm-zen  totals  disabled_token 1, no_token 1\n')
  })

  it('tells of a room of the user’s, which needs no ledger, and from elsewhere too', async () => {
    await using project = await openProject()
    await project.duble('new', 'acme')
    await rm(path.join(project.folder, 'duble/rooms/acme/ledger.yaml'))
    const ask = ['--', process.execPath, '-e', 'fetch(process.env.DUBLE_ACME_URL + "/orders")']
    const table = 'coverage of acme  documented  assumed  shapes\n  orders          –           1 of 6   –\n'
    expect((await project.duble('run', '--vendor', 'acme', ...ask)).err).toContain(table)
    const { running, url } = await project.start('acme')
    await using _ = running
    expect((await duble('run', '--attach', url, ...ask)).err).toContain(table)
  })

  it('tells of no secret how it is run again', async () => {
    const header = ['-H', 'Authorization: Bearer s3cr3t', '-H', 'x: zen-token', '{{crm-zen.valid.token}}']
    const told = await duble('run', '--', 'echo', ...header, 'https://a/?token=abc')
    expect(told.err).toMatch(
      /\nreproduce: npx duble run --seed 1 -- echo -H 'Authorization: \*\*\*' -H 'x: …' '\{\{crm-zen\.valid\.token\}\}' 'https:\/\/a\/\?token=\*\*\*'\n$/,
    )
  })
})

describe('a gate of duble run', () => {
  it('passes where what it demands was met', async () => {
    const flags = ['--require', 'crm-zen/totals.ok', '--require', 'crm-zen/totals[numbers=number]']
    const { code, out, err } = await run(TWICE, '-q', ...flags, '--min-coverage', 'crm-zen/totals=18%')
    expect([code, out, err]).toEqual([0, '', ''])
  })

  it('ends a run with 1 that did not meet what is required, and says how it is met', async () => {
    const required = ['--require', 'crm-zen/totals.no_token, crm-zen/totals[numbers=string]']
    expect(await run(TWICE, '-q', ...required)).toEqual({
      code: 1,
      out: '',
      err:
        'duble: --require crm-zen/totals.no_token was never met: call totals without credentials\n' +
        'duble: --require crm-zen/totals[numbers=string] was never met: under duble run --option crm-zen.numbers=string, call totals\n',
    })
  })

  it('takes no fault for behaviour', async () => {
    const { code, err } = await run(FAULTY, '-q', '--require', 'crm-zen/totals.internal')
    expect(code).toBe(1)
    expect(err).toMatch(
      /^duble: --require crm-zen\/totals\.internal was never met: .*\(so far by faults alone\)\n$/,
    )
  })

  it('says how many documented behaviours are too few, and names five', async () => {
    const { code, err } = await run(TWICE, '-q', '--min-coverage', 'crm-zen=50')
    expect(code).toBe(1)
    const [first, ...lines] = err.split('\n')
    expect(first).toBe(
      'duble: --min-coverage crm-zen=50: 2 of 11 documented behaviours were met, 4 too few; never met:',
    )
    expect(lines.slice(0, 5).every((line) => /^ {2}crm-zen\/totals\.\w+(?:\.empty)? +\w/.test(line))).toBe(
      true,
    )
    expect(lines.slice(5)).toEqual(['  and 4 more', ''])
  })

  it('can be a variable, several with commas between', async () => {
    const env = {
      DUBLE_QUIET: '1',
      DUBLE_OPTION: 'crm-zen.numbers=string, vocom.cap=error',
      DUBLE_REQUIRE: 'crm-zen/totals.ok, crm-zen/totals[numbers=string]',
      DUBLE_MIN_COVERAGE: 'crm-zen=18, vocom/login=20',
      DUBLE_FAIL_ON: 'hammering, early_call',
    }
    const { code, err } = await dubleIn(
      { env },
      'run',
      '--',
      process.execPath,
      '--input-type=module',
      '-e',
      TWICE,
    )
    expect(code).toBe(1)
    expect(err.split('\n')[0]).toBe(
      'duble: --min-coverage vocom/login=20: 0 of 5 documented behaviours were met, 1 too few; never met:',
    )
    expect(err.match(/duble: /g)).toHaveLength(1)
  })

  it('leaves the command’s own failure first', async () => {
    const { code, err } = await run('process.exit(3)', '-q', '--require', 'crm-zen/totals.ok')
    expect(code).toBe(3)
    expect(err).toBe(
      'duble: --require crm-zen/totals.ok was never met: call totals as duble call --example does\n',
    )
  })

  it('holds a run against what earlier ones met', async () => {
    await using files = await folderOf({})
    const [baseline, report] = [files.at('duble.coverage.yaml'), files.at('out')]
    const missing = await run(TWICE, '--baseline', baseline)
    expect(missing).toEqual({
      code: 1,
      out: '',
      err: `duble: there is no baseline ${baseline}: duble coverage accept writes it, from the coverage.json of a run with --report\n`,
    })
    await run(TWICE, '-q', '--report', report)
    await duble('coverage', 'accept', path.join(report, 'coverage.json'), '--baseline', baseline)
    expect(await run(TWICE, '-q', '--baseline', baseline)).toEqual({ code: 0, out: '', err: '' })
    expect(await run(`${ASK_ZEN}; await ask()`, '-q', '--baseline', baseline)).toEqual({
      code: 1,
      out: '',
      err: `duble: --baseline ${baseline}: 1 behaviour is met no more:\n  crm-zen/totals.too_many_requests  call totals twice within five minutes\n`,
    })
    const more = `${TWICE}; await fetch(process.env.DUBLE_CRM_ZEN_URL + '/api/totais_lead')`
    const gained = await run(more, '--baseline', baseline)
    expect(gained.code).toBe(0)
    expect(gained.err).toContain(
      `\nmet, and not in ${baseline} yet (run with --report DIR, then duble coverage accept DIR/coverage.json --baseline ${baseline}):\n  crm-zen/totals.no_token\n`,
    )
  })

  it('says at their places which names in a baseline are wrong', async () => {
    await using files = await folderOf({
      'base.yaml': 'crm-zen: { total: [ok], totals: [ok, to_many_requests] }\ncrm-zn: {}\nvocom: []\n',
    })
    const { code, err } = await dubleIn(
      { cwd: files.folder },
      'run',
      '--baseline',
      'base.yaml',
      '--',
      'echo',
      'ran',
    )
    expect(code).toBe(1)
    expect(err.split('\n').filter((line) => line.includes('base.yaml:'))).toEqual([
      'duble: base.yaml:1:12 crm-zen.total names no operation (did you mean totals?)',
      'base.yaml:1:38 crm-zen.totals names no behaviour: totals.to_many_requests (did you mean totals.too_many_requests?)',
      'base.yaml:2:1 crm-zn names no vendor (did you mean crm-zen?)',
      'base.yaml:3:8 vocom must be a map of fields',
    ])
  })

  it('fails on a finding that it names, and on any', async () => {
    const early = `${TWICE}; await ask()`
    const named = await run(early, '-q', '--fail-on', 'early_call')
    expect(named.code).toBe(1)
    expect(named.err).toMatch(/^duble: --fail-on early_call: crm-zen\/totals was asked again .*\n$/)
    expect((await run(early, '-q', '--fail-on', 'any')).err).toMatch(/^duble: --fail-on any: early_call: /)
    expect(await run(early, '-q', '--fail-on', 'hammering')).toEqual({ code: 0, out: '', err: '' })
  })

  it('is not passed where nothing can be held against it', async () => {
    await using there = await startDuble({ port: 0, vendors: ['crm-zen'] })
    const gone = `await fetch(process.env.DUBLE_ADMIN_URL, { method: 'DELETE' })`
    expect(await run(gone, '-q', '--attach', there.url, '--require', 'crm-zen/totals.ok')).toEqual({
      code: 1,
      out: '',
      err: 'duble: what the command asked cannot be told: there is no world "w1"\n',
    })
  })

  it.each([
    [
      '--require',
      'crm-zen/totals.okk',
      '--require crm-zen/totals.okk names no behaviour (did you mean crm-zen/totals.ok?)',
    ],
    [
      '--require',
      'crm-zn/totals.ok',
      'there is no vendor "crm-zn" (did you mean crm-zen?): there are crm-zen, datacake, smartspace, vocalcontact, vocom',
    ],
    [
      '--require',
      'totals.ok',
      '--require takes vendor/operation.outcome, such as crm-zen/totals.too_many_requests, got "totals.ok"',
    ],
    [
      '--min-coverage',
      'crm-zen=0',
      '--min-coverage takes vendor=percent or vendor/operation=percent, above 0 and up to 100, such as crm-zen=80, got "crm-zen=0"',
    ],
    [
      '--min-coverage',
      'crm-zen/total=50',
      '--min-coverage crm-zen/total=50 names no operation (did you mean totals?)',
    ],
    ['--fail-on', 'early_cal', '--fail-on early_cal names no finding (did you mean early_call?): there are '],
    ['--option', 'vocom.cap', '--option takes vendor.name=value, such as vocom.cap=error, got "vocom.cap"'],
    ['--option', 'vocom.capp=error', 'vocom has no option "capp" (did you mean cap?)'],
  ])('refuses %s %s before the command runs', async (flag, value, says) => {
    const { code, out, err } = await duble('run', flag, value, '--', 'echo', 'ran')
    expect([code, out]).toEqual([1, ''])
    expect(err.startsWith(`duble: ${says}`)).toBe(true)
  })
})
