import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { folderOf } from '../scenarios/support.ts'
import { duble, dubleIn, ROOT } from './run.ts'
import { ASK_ZEN } from './run-support.ts'

const TWICE = `scenario: Zen answers <twice>
document: "a cada 5 minutos"
given: { clock: 2026-03-02 09:00:00 }
steps: [{ call: crm-zen/totals, with: { data: 2018-01-01 }, repeat: 2 }]
`
const ASK = ['--', process.execPath, '-e', `${ASK_ZEN}; await ask(); await ask()`]

const text = (file: string): Promise<string> => readFile(file, 'utf8')

describe('a report for a pipeline', () => {
  it('is a page and a summary of scenarios, with the line, both sides and the ledger’s quotes', async () => {
    await using files = await folderOf({ 'a.scenario.yaml': TWICE })
    const [html, summary] = [files.at('out/report.html'), files.at('out/summary.md')]
    const { code } = await duble('scenario', files.folder, '--html', html, '--summary', summary)
    expect(code).toBe(1)
    const page = await text(html)
    expect(page).toContain('<title>✗ duble scenario: 1 scenario, 1 failed</title>')
    expect(page).toContain('Zen answers &lt;twice&gt;')
    expect(page).toContain(`${files.at('a.scenario.yaml')}:4:11 step 1: call crm-zen/totals, time 2 of 2\n`)
    expect(page).toContain('<dt>expected</dt><dd>ok</dd><dt>came</dt><dd>too_many_requests (HTTP 429)</dd>')
    expect(page).toContain('<dt>document</dt><dd>a cada 5 minutos</dd>')
    expect(page).toMatch(
      /<code>Z-11<\/code> <span class="class documented">documented<\/span> [^<]+<br><q lang="pt-BR">Cada requisição/,
    )
    expect(await text(summary)).toMatch(
      /^## ✗ duble scenario\n\n1 scenario, 1 failed<br>✗ 1 failed\n\n<details open>/,
    )
  })

  it('tells under `run` what was asked', async () => {
    await using files = await folderOf({})
    const [html, summary] = [files.at('report.html'), files.at('summary.md')]
    const { code } = await duble('run', '--quiet', '--html', html, '--summary', summary, ...ASK)
    expect(code).toBe(0)
    expect(await text(html)).toContain('<title>✓ duble run: world default: 2 requests, pass</title>')
    expect(await text(summary)).toContain(
      '| ✓ asked | crm-zen | totals | ok 1, too&#95;many&#95;requests 1 |  |',
    )
  })

  it.each([
    ['✗ duble run: the command passed; verdict: fail', 'fetch(process.env.DUBLE_URL + "/nowhere")', 0],
    ['✗ duble run: the command ended with 3; verdict: pass', `${ASK_ZEN}; await ask(); process.exit(3)`, 3],
  ])(
    'says in its heading under `run` where command and verdict disagree: %s',
    async (heading, code, ended) => {
      await using files = await folderOf({})
      const [html, summary] = [files.at('report.html'), files.at('summary.md')]
      const told = ['--html', html, '--summary', summary]
      const finished = await duble('run', '--quiet', ...told, '--', process.execPath, '-e', code)
      expect(finished.code).toBe(ended)
      expect((await text(summary)).split('\n')[0]).toBe(`## ${heading}`)
      expect(await text(html)).toContain(`<title>${heading}: world default: 1 request, `)
    },
  )

  it('is added to the summary of the step in which GitHub runs it, unless that is not wished', async () => {
    await using files = await folderOf({ 'step.md': 'before\n' })
    const step = files.at('step.md')
    const env = { GITHUB_STEP_SUMMARY: step }
    const scenario = `${ROOT}fixtures/crm-zen/cooldown.scenario.yaml`
    await dubleIn({ env }, 'scenario', scenario)
    await dubleIn({ env }, 'run', ...ASK)
    const told = await text(step)
    expect(told).toMatch(/^before\n## ✓ duble scenario\n[\s\S]*\n\n## ✓ duble run\n/)
    await dubleIn({ env }, 'scenario', scenario, '--no-summary')
    await dubleIn({ env }, 'run', '--quiet', ...ASK)
    expect(await text(step)).toBe(told)
    await dubleIn({ env }, 'scenario', scenario, '--summary', step)
    expect(await text(step)).toMatch(/^before\n(?:## ✓ duble \w+\n[\s\S]*){3}$/)
    expect((await dubleIn({ env: { GITHUB_STEP_SUMMARY: files.folder } }, 'scenario', scenario)).code).toBe(0)
  })

  it('can be asked for by variables', async () => {
    await using files = await folderOf({})
    const env = { DUBLE_HTML: files.at('a.html'), DUBLE_SUMMARY: files.at('a.md') }
    await dubleIn({ env }, 'run', '--quiet', ...ASK)
    expect([await text(files.at('a.html')), await text(files.at('a.md'))]).toEqual([
      expect.stringContaining('<!doctype html>'),
      expect.stringContaining('## ✓ duble run'),
    ])
  })

  it('says in one sentence that it cannot be written', async () => {
    await using files = await folderOf({ 'a.scenario.yaml': TWICE })
    await writeFile(files.at('taken'), '')
    const place = files.at('taken/report.html')
    const { code, err } = await duble('scenario', files.folder, '--html', place)
    expect(code).toBe(1)
    expect(err).toBe(`duble: cannot write ${place}: EEXIST: file already exists\n`)
  })
})
