import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderOf } from '../scenarios/support.ts'
import { openProject } from './project.ts'
import { duble, ROOT } from './run.ts'

const GOOD = 'scenario: Zen answers\nsteps: [{ call: crm-zen/totals, with: { data: 2018-01-01 } }]\n'
const BAD =
  'scenario: Zen answers twice\nsteps: [{ call: crm-zen/totals, with: { data: 2018-01-01 }, repeat: 2 }]\n'

describe('duble scenario', () => {
  it('plays a file', async () => {
    const { code, out, err } = await duble('scenario', `${ROOT}fixtures/crm-zen/cooldown.scenario.yaml`)
    expect(err).toBe('')
    expect(out).toMatch(
      /^✓ Zen refuses a second request inside five minutes {2}fixtures\/crm-zen\/cooldown\.scenario\.yaml {2}\d+ ms\n\n1 scenario, all passed\n$/,
    )
    expect(code).toBe(0)
  })

  it('plays a folder, shows what failed, and ends with 1', async () => {
    await using files = await folderOf({
      'a.scenario.yaml': GOOD,
      'b.scenario.yaml': BAD,
      'c.yaml': 'no scenario',
    })
    const { code, out } = await duble('scenario', files.folder)
    const [first, second, , place, line, caret] = out.split('\n')
    expect(first).toMatch(/^✓ Zen answers {2}\S+a\.scenario\.yaml {2}\d+ ms$/)
    expect(second).toMatch(/^✗ Zen answers twice {2}\S+b\.scenario\.yaml {2}\d+ ms$/)
    expect([place, line, caret]).toEqual([
      `${files.at('b.scenario.yaml')}:2:11 Zen answers twice, step 1: call crm-zen/totals, time 2 of 2`,
      '    2 | steps: [{ call: crm-zen/totals, with: { data: 2018-01-01 }, repeat: 2 }]',
      '      |           ^',
    ])
    expect(out).toMatch(/\n2 scenarios, 1 failed\n$/)
    expect(code).toBe(1)
  })

  it('plays those with a text in their title, and ends at the first that fails', async () => {
    await using files = await folderOf({ 'a.scenario.yaml': BAD, 'b.scenario.yaml': GOOD })
    expect((await duble('scenario', files.folder, '--only', 'ANSWERS', '--bail', '--jobs', '1')).out).toMatch(
      /\n1 scenario, 1 failed\n$/,
    )
    expect((await duble('scenario', files.folder, '--only', 'twice')).out).toMatch(/^✗ [^\n]+\n\n/)
    const { code, err } = await duble('scenario', files.folder, '--only', 'thrice')
    expect(err).toBe('duble: none of the 2 scenarios has "thrice" in its title\n')
    expect(code).toBe(1)
  })

  it('writes JSON and JUnit', async () => {
    await using files = await folderOf({ 'a.scenario.yaml': GOOD })
    await duble('scenario', files.folder, '--json', files.at('out/r.json'), '--junit', files.at('out/r.xml'))
    expect(JSON.parse(await readFile(files.at('out/r.json'), 'utf8'))).toMatchObject({
      scenarios: 1,
      failed: 0,
    })
    expect(await readFile(files.at('out/r.xml'), 'utf8')).toMatch(/<testcase name="Zen answers"/)
    const { out } = await duble('scenario', files.folder, '--json', '-')
    expect(JSON.parse(out)).toMatchObject({ results: [{ title: 'Zen answers', passed: true }] })
  })

  it('shows every mistake of every file before anything plays', async () => {
    await using files = await folderOf({
      'a.scenario.yaml': GOOD,
      'b.scenario.yaml': BAD.replace('totals', 'total'),
      'c.scenario.yaml': 'scenario: c\n',
    })
    const { code, out, err } = await duble('scenario', files.folder)
    expect(out).toBe('')
    expect(err).toBe(
      [
        `${files.at('b.scenario.yaml')}:2:17 step 1: call names no operation of crm-zen: total (did you mean totals?)`,
        '    2 | steps: [{ call: crm-zen/total, with: { data: 2018-01-01 }, repeat: 2 }]',
        '      |                 ^',
        `${files.at('c.scenario.yaml')}:1:1 the file lacks steps`,
        '    1 | scenario: c',
        '      | ^',
        '2 wrong, nothing was played',
        '',
      ].join('\n'),
    )
    expect(code).toBe(1)
    expect((await duble('check', files.at('b.scenario.yaml'))).out).toMatch(/\n1 file checked, 1 wrong\n$/)
  })

  it("tells a fixture's mistakes once, however many scenarios open it, and so does check", async () => {
    const broken =
      'given: { vendor: crm-zen, fixture: zen.yaml }\nsteps: [{ call: totals, with: { data: x } }]\n'
    await using files = await folderOf({
      'zen.yaml': 'fixture: mine\nvendor: crm-zen\ndays: [{ dta: 2020-01-01, usuarios: [] }]\n',
      'a.scenario.yaml': `scenario: a\n${broken}`,
      'b.scenario.yaml': `scenario: b\n${broken.replace('[{', '[{ wait: 5m }, {')}`,
    })
    const told = [
      `${files.at('b.scenario.yaml')}:3:9 step 1 does nothing: "wait" (did you mean advance?) is no step: it must say one of call, advance, clock, fault, faults, state, options, reset, expect_journal`,
      `${files.at('zen.yaml')}:3:10 days.0 has no field "dta" (did you mean data?)`,
      `${files.at('zen.yaml')}:3:8 days.0 lacks data`,
    ]
    const { err } = await duble('scenario', files.folder)
    const places = (text: string): string[] => text.split('\n').filter((line) => line.startsWith('/'))
    expect(places(err).sort()).toEqual(told)
    expect(err).toMatch(/\n3 wrong, nothing was played\n$/)
    const { out } = await duble('check', files.at('a.scenario.yaml'), files.at('b.scenario.yaml'))
    expect(places(out).sort()).toEqual(told)
    expect(out).toMatch(/\n2 files checked, 3 wrong\n$/)
  })

  it('names the line of a CSV that failed', async () => {
    await using files = await folderOf({
      'cases.csv': 'data,outcome\n2018-01-01,ok\nx,ok\n',
      'a.scenario.yaml':
        'scenario: a\nexamples: cases.csv\nsteps: [{ call: crm-zen/totals, with: { data: $data }, expect: $outcome }]\n',
    })
    const { out } = await duble('scenario', files.folder, '--junit', files.at('r.xml'))
    expect(out).toContain('\n      example   cases.csv:3\n      expected  ok\n')
    expect(await readFile(files.at('r.xml'), 'utf8')).toContain('example   cases.csv:3')
  })

  it('says where there is nothing', async () => {
    await using files = await folderOf({})
    expect((await duble('scenario', files.folder)).err).toBe(
      `duble: there is no *.scenario.yaml in ${files.folder}\n`,
    )
    expect((await duble('scenario', files.at('a.scenario.yaml'))).err).toBe(
      `duble: there is no ${files.at('a.scenario.yaml')}: name a scenario's file, or a folder that has *.scenario.yaml files\n`,
    )
    expect((await duble('scenario', '--no-home')).err).toBe(
      'duble: name scenarios, a FILE or a FOLDER: there is no duble.yaml that says where they are\n',
    )
    expect((await duble('scenario', files.folder, '--jobs', 'x')).code).toBe(1)
  })

  it('plays those of the home, on its fixtures', async () => {
    await using files = await folderOf({
      'duble.yaml':
        'vendors: [crm-zen]\nscenarios: .\ncredentials: { crm-zen: [{ name: valid, token: mine }] }\n',
      'a.scenario.yaml': GOOD,
    })
    const { code, out } = await duble('scenario', '--home', files.at('duble.yaml'))
    expect(out).toMatch(/\n1 scenario, all passed\n$/)
    expect(code).toBe(0)
    await rm(files.at('a.scenario.yaml'))
    expect((await duble('scenario', '--home', files.at('duble.yaml'))).code).toBe(1)
  })

  it('says what failed in a room of one’s own that has no ledger', async () => {
    await using project = await openProject({
      'acme.scenario.yaml':
        'scenario: Acme lets in\ngiven: { vendor: acme }\nsteps: [{ call: orders, as: nobody }]\n',
    })
    await project.duble('new', 'acme')
    await rm(path.join(project.folder, 'duble/rooms/acme/ledger.yaml'))
    const { code, out, err } = await project.duble('scenario', 'acme.scenario.yaml')
    expect([code, err]).toEqual([1, ''])
    expect(out).toContain('\n1 scenario, 1 failed\n')
  })
})
