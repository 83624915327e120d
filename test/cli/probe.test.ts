import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { Duble } from '../../src/index.ts'
import { openProject } from './project.ts'
import { dubleIn, type Finished } from './run.ts'
import { open } from './running.ts'

/** Probes a running Dublê as if it were the real vendor. */
const probe = (
  { folder }: { readonly folder: string },
  vendor: Pick<Duble, 'url'>,
  args: readonly string[],
  env: Readonly<Record<string, string>> = { DUBLE_PROBE: 'yes', DUBLE_PROBE_TOKEN: 'zen-token' },
): Promise<Finished> =>
  dubleIn({ cwd: folder, env }, 'probe', 'crm-zen', '--url', `${vendor.url}/crm-zen`, ...args)

describe('duble probe', () => {
  it('asks nobody unless one says that one means it', async () => {
    await using project = await openProject()
    await using duble = await open()
    const says =
      'duble: this asks the real crm-zen with your credentials: say so with --yes-ask-the-real-vendor, or DUBLE_PROBE=yes\n'
    for (const env of [{ DUBLE_PROBE: '' }, { DUBLE_PROBE: 'true' }]) {
      expect(await probe(project, duble, [], env)).toEqual({ code: 1, out: '', err: says })
    }
    expect((await probe(project, duble, ['--yes-ask-the-real-vendor'], { DUBLE_PROBE: '' })).err).toBe(
      'duble: crm-zen must know who asks: set DUBLE_PROBE_TOKEN\n',
    )
    expect(duble.journal().total).toBe(0)
  })

  it('keeps shapes beside the duble.yaml, compares with them, and ends with 1 for drift', async () => {
    await using project = await openProject({ 'duble.yaml': '' })
    await using duble = await open()
    const day = ['--with', 'data=2018-01-01']
    expect(await probe(project, duble, day)).toEqual({
      code: 0,
      err: '',
      out: '✓ totals\ncrm-zen: 1 answer compared, no drift\nshapes kept in duble/shapes/crm-zen.yaml\n',
    })
    const kept = await project.read('duble/shapes/crm-zen.yaml')
    expect(kept).toMatch(/^# Names and types of what the real vendor answered, and no data\./)
    expect(kept).toContain('          total_lead: integer\n')
    expect(kept).not.toMatch(/Ana|zen-token|2018/)
    duble.clock.advance('5m')
    duble.setOptions({ 'crm-zen': { numbers: 'string' } })
    // It was asked long ago.
    await project.write(
      'duble/shapes/crm-zen.yaml',
      kept.replace(/asked: .*/, 'asked: 2020-01-01T00:00:00.000Z'),
    )
    const reports = ['--json', 'out/p.json', '--junit', 'out/p.xml', '--issue', '-']
    const { code, out } = await probe(project, duble, [...day, ...reports])
    expect(code).toBe(1)
    expect(out).toMatch(/^# crm-zen answers otherwise than before\n/)
    expect(out).toContain('| `totals` | retyped | usuarios.*.total_lead was integer and is text now |')
    expect(JSON.parse(await readFile(`${project.folder}/out/p.json`, 'utf8'))).toMatchObject({
      vendor: 'crm-zen',
      asked: [{ operation: 'totals', status: 200 }],
    })
    expect(await project.read('out/p.xml')).toContain('<testcase name="totals" classname="crm-zen"')
    expect(await project.read('duble/shapes/crm-zen.yaml')).toContain('total_lead: integer')
  })

  it('ends with 2 where it was not let in', async () => {
    await using project = await openProject()
    await using duble = await open()
    const env = { DUBLE_PROBE: 'yes', DUBLE_PROBE_TOKEN: 'wrong' }
    const { code, out } = await probe(project, duble, [], env)
    expect(out).toContain('- totals answered wrong_token (HTTP 401)\n')
    expect(code).toBe(2)
    expect(out).not.toContain('wrong\n')
  })

  it('refuses shapes that are none, at their place', async () => {
    await using project = await openProject({
      'mine/crm-zen.yaml':
        'vendor: crm-zen\nshapes:\n  total: { asked: 2020-01-01T00:00:00Z }\n  totals: { asked: yesterday, answer: intger }\n',
    })
    await using duble = await open()
    const { err, code } = await probe(project, duble, ['--shapes', 'mine'])
    expect(code).toBe(1)
    expect(err.split('\n').filter((line) => line.includes('mine/'))).toEqual([
      'duble: mine/crm-zen.yaml:3:10 shapes.total names no operation (did you mean totals?)',
      'mine/crm-zen.yaml:4:20 shapes.totals.asked must be an instant, such as 2026-03-02T12:00:00.000Z',
      expect.stringContaining('mine/crm-zen.yaml:4:39 shapes.totals.answer has no kind "intger"'),
    ])
    expect(duble.journal().total).toBe(0)
  })

  it.each([
    [
      '--url must hold no user, no password and no query: who asks stands in DUBLE_PROBE_ variables',
      '?key=s3cr3t',
      't',
    ],
    [
      '--url must hold no user, no password and no query: who asks stands in DUBLE_PROBE_ variables',
      '#s3cr3t',
      't',
    ],
    ['DUBLE_PROBE_TOKEN has a character that no header can carry, such as a line break', '', 's3cr3t\n'],
  ])('asks nobody where %s', async (says, behind, token) => {
    await using project = await openProject()
    await using duble = await open()
    const place = { cwd: project.folder, env: { DUBLE_PROBE: 'yes', DUBLE_PROBE_TOKEN: token } }
    const asked = dubleIn(place, 'probe', 'crm-zen', '--url', `${duble.url}/crm-zen${behind}`)
    expect(await asked).toEqual({ code: 1, out: '', err: `duble: ${says}\n` })
    expect(duble.journal().total).toBe(0)
  })

  it('asks nobody where the shapes cannot be written', async () => {
    await using project = await openProject({ file: '' })
    await using duble = await open()
    const { code, err } = await probe(project, duble, ['--shapes', 'file'])
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/^duble: cannot (?:read|write) file\/crm-zen\.yaml: /),
    ])
    expect(duble.journal().total).toBe(0)
  })
})
