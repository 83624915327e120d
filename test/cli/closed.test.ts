import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { openProject, type Project } from './project.ts'
import { MAIN } from './run.ts'
import { open } from './running.ts'

/** Runs `duble …` with nobody to read what it prints, and tells how it ended and what it complained of. */
async function unread(
  { folder }: Pick<Project, 'folder'>,
  ...args: readonly string[]
): Promise<{ code: number | null; err: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env: { ...process.env, GITHUB_STEP_SUMMARY: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.destroy()
  let err = ''
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, err }
}

const SCENARIO = `scenario: a key that is wrong
given: { vendor: crm-zen }
steps:
  - call: totals
    with: { data: 2018-01-01 }
    expect: no_token
`
const PACT = JSON.stringify({
  consumer: { name: 'painel' },
  provider: { name: 'crm-zen' },
  interactions: [
    {
      description: 'sem chave',
      request: { method: 'GET', path: '/api/totais_lead', query: 'data=2018-01-01' },
      response: { status: 418 },
    },
  ],
  metadata: { pactSpecification: { version: '2.0.0' } },
})

describe('where nobody reads on, as behind `| head -1`, a command', () => {
  it.each([
    ['scenario', 1, ['scenario', 'wrong.scenario.yaml', '--junit', 'out/report.xml']],
    ['verify', 1, ['verify', '--pact', 'pact.json', '--junit', 'out/report.xml']],
    [
      'verify mine',
      2,
      ['verify', 'mine', 'datacake', '--url', 'http://127.0.0.1:1', '--junit', 'out/report.xml'],
    ],
  ])('%s ends as it would, and its report is written', async (_, code, args) => {
    await using project = await openProject({ 'wrong.scenario.yaml': SCENARIO, 'pact.json': PACT })
    expect(await unread(project, ...args)).toEqual({ code, err: '' })
    expect(await readFile(path.join(project.folder, 'out/report.xml'), 'utf8')).toMatch(/<\/testsuites>\n$/)
  })

  it.each([
    ['check', 1, ['check']],
    ['new', 0, ['new', 'acme']],
  ])('%s ends in silence', async (_, code, args) => {
    await using project = await openProject({ 'duble.yaml': '', 'wrong.scenario.yaml': 'scenario: 1\n' })
    const place = args[0] === 'check' ? ['wrong.scenario.yaml'] : []
    expect(await unread(project, ...args, ...place)).toEqual({ code, err: '' })
  })

  it('health and call of a Dublê that runs end with 0', async () => {
    await using project = await openProject()
    await using duble = await open()
    expect(await unread(project, 'health', '--url', duble.url)).toEqual({ code: 0, err: '' })
    const call = ['call', 'crm-zen/totals', 'data=2018-01-01', '--url', duble.url]
    expect(await unread(project, ...call)).toEqual({ code: 0, err: '' })
  })

  it('verify mine --watch ends', async () => {
    await using project = await openProject()
    const watched = ['verify', 'mine', 'datacake', '--url', 'http://127.0.0.1:1', '--watch', '1s']
    expect(await unread(project, ...watched)).toEqual({ code: 2, err: '' })
  })
})
