import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { validateAction, validateWorkflow } from '@action-validator/core'
import { describe, expect, it } from 'vitest'
import { declared } from '../cli/declared.ts'
import { MAIN, ROOT } from '../cli/run.ts'
import { ASK_ZEN } from '../cli/run-support.ts'
import { yamlOf } from './support.ts'

const [action] = await yamlOf('action.yml')
const steps = action.runs.steps as {
  id?: string
  run?: string
  env?: Record<string, string>
  uses?: string
}[]
const stepOf = (id: string) => steps.find((step) => step.id === id)
const text = (file: string): Promise<string> => readFile(path.join(ROOT, file), 'utf8')

/** A step as a runner of GitHub's does it. */
interface Stepped {
  readonly code: number
  readonly out: string
  readonly outputs: Record<string, string>
  readonly summary: string
}

/** A runner's folders, with an `npm` that only says what it is asked. */
async function openRunner() {
  const folder = await mkdtemp(path.join(tmpdir(), 'duble-action-'))
  const [temp, bin, project] = ['temp', 'bin', 'project'].map((name) => path.join(folder, name))
  for (const place of [temp, bin, project]) await mkdir(place as string)
  const npm = path.join(bin as string, 'npm')
  await writeFile(npm, '#!/bin/sh\nfor word; do printf "%s\\n" "$word"; done\n')
  await chmod(npm, 0o755)
  return {
    folder,
    project: project as string,
    temp: temp as string,
    async step(id: string, env: Readonly<Record<string, string>>): Promise<Stepped> {
      const [output, summary] = [path.join(folder, `${id}.out`), path.join(folder, 'summary.md')]
      await writeFile(output, '')
      await writeFile(summary, '')
      const options = {
        cwd: project as string,
        env: {
          ...process.env,
          PATH: [bin, path.dirname(process.execPath), process.env['PATH']].join(path.delimiter),
          RUNNER_TEMP: temp,
          GITHUB_OUTPUT: output,
          GITHUB_STEP_SUMMARY: summary,
          ...env,
        },
      }
      const shell = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', stepOf(id)?.run ?? '']
      const { code, out } = await new Promise<{ code: number; out: string }>((resolve) => {
        execFile('bash', shell, options, (error, stdout, stderr) =>
          resolve({ code: Number(error?.code ?? 0), out: stdout + stderr }),
        )
      })
      const lines = (await readFile(output, 'utf8')).split('\n').filter((line) => line !== '')
      const outputs = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s) as [string, string]))
      return { code, out, outputs, summary: await readFile(summary, 'utf8') }
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

describe('the action', () => {
  it('is valid, and so is the workflow that shows it', async () => {
    expect(validateAction(await text('action.yml'))).toEqual({ actionType: 'action', errors: [] })
    const workflow = await text('samples/github-workflow.yml')
    expect(validateWorkflow(workflow)).toEqual({ actionType: 'workflow', errors: [] })
    expect(validateAction((await text('action.yml')).replace('composite', 'composit')).errors).not.toEqual([])
    expect(validateWorkflow(workflow.replace('runs-on', 'run-on')).errors).not.toEqual([])
  })

  it('gives its scripts what was put in by variables alone, and everything that they read', () => {
    for (const { run = '', env = {} } of steps) {
      expect(run).not.toContain('${{')
      const read = [...run.matchAll(/\$\{?([A-Z_]+)/g)].map(([, name]) => name as string)
      const told = [...Object.keys(env), 'RUNNER_TEMP', 'GITHUB_OUTPUT']
      expect(read.filter((name) => !told.includes(name))).toEqual([])
    }
    const inputs = JSON.stringify(action.runs).match(/inputs\.([\w-]+)/g)
    expect([...new Set(inputs)].sort()).toEqual(
      Object.keys(action.inputs)
        .map((name) => `inputs.${name}`)
        .sort(),
    )
    expect(steps.at(-1)?.uses).toMatch(/^actions\/upload-artifact@/)
  })

  it('takes its own code, a version of npm, or a package at a path, and lets no script of a dependency run', async () => {
    await using runner = await openRunner()
    const install = (VERSION: string, COMMAND = 'run') =>
      runner.step('install', { VERSION, COMMAND, OWN: ROOT.replace(/\/$/, '') })
    const own = await install('')
    expect(own.outputs).toEqual({ main: MAIN })
    expect(own.out).toContain('ci\n--omit=dev\n--ignore-scripts\n')
    const packed = path.join(runner.temp, 'duble/node_modules/duble/src/cli/main.js')
    const version = await install('0.1.0')
    expect(version.outputs).toEqual({ main: packed })
    expect(version.out).toMatch(/^install\n--ignore-scripts\n[\s\S]*\nduble@0\.1\.0\n$/)
    const file = await install('./duble-0.1.0.tgz')
    expect(file.out).toMatch(/^install\n--install-links\n--ignore-scripts\n/)
    expect(file.out.endsWith(`\n${path.join(runner.project, 'duble-0.1.0.tgz')}\n`)).toBe(true)
  })

  it('brings Pact where contracts are to be verified and the project has none', async () => {
    await using runner = await openRunner()
    const { devDependencies } = JSON.parse(await text('package.json'))
    const { out, outputs } = await runner.step('install', {
      VERSION: '0.1.0',
      COMMAND: 'verify',
      OWN: ROOT.replace(/\/$/, ''),
    })
    const core = `@pact-foundation/pact-core@${devDependencies['@pact-foundation/pact-core']}`
    expect(out.endsWith(`\n${core}\n`)).toBe(true)
    expect(outputs['pact']).toBe(path.join(runner.temp, 'duble/pact/node_modules'))
    await mkdir(path.join(runner.project, 'node_modules/@pact-foundation/pact-core'), { recursive: true })
    const again = await runner.step('install', { VERSION: '0.1.0', COMMAND: 'verify', OWN: ROOT })
    expect(again.outputs['pact']).toBeUndefined()
  })

  it('plays scenarios, ends as they end, and leaves page, JSON, JUnit and summary', async () => {
    await using runner = await openRunner()
    const scenario =
      'scenario: Zen twice\nsteps: [{ call: crm-zen/totals, with: { data: 2018-01-01 }, repeat: 2 }]\n'
    await writeFile(path.join(runner.project, 'a b.scenario.yaml'), scenario)
    const env = {
      COMMAND: 'scenario',
      ARGS: "'a b.scenario.yaml'\n--jobs 2",
      ARTIFACT: 'mine',
      MAIN,
      PACT: '',
    }
    const { code, outputs, summary } = await runner.step('run', env)
    expect(code).toBe(1)
    expect(outputs['report']).toBe(path.join(runner.temp, 'duble-reports/mine'))
    expect((await readdir(outputs['report'] ?? '')).sort()).toEqual([
      'index.html',
      'junit.xml',
      'report.json',
    ])
    expect(summary).toContain('## ✗ duble scenario')
  })

  it('runs a command with its words as they are, and leaves verdict, journal, page and summary', async () => {
    await using runner = await openRunner()
    await writeFile(
      path.join(runner.project, 'ask.mjs'),
      `${ASK_ZEN}; await ask(); console.log(process.argv.slice(2))`,
    )
    const args = '--vendor crm-zen -- node ask.mjs "a  b" $HOME `id` ;'
    const { code, out, outputs, summary } = await runner.step('run', {
      COMMAND: 'run',
      ARGS: args,
      ARTIFACT: 'mine',
      MAIN,
      PACT: '',
    })
    expect(code).toBe(0)
    expect(out).toContain("[ 'a  b', '$HOME', '`id`', ';' ]")
    expect((await readdir(outputs['report'] ?? '')).sort()).toEqual([
      'coverage.json',
      'findings.json',
      'index.html',
      'journal.json',
      'verdict.json',
    ])
    expect(summary).toContain('## ✓ duble run')
  })

  it.each([`--vendor crm-zen -- node -e console.log(1) it's`, '--vendor crm-zen -- node -e "console.log(1)'])(
    'runs nothing where a quote in the arguments does not end: %s',
    async (args) => {
      await using runner = await openRunner()
      const { code, out } = await runner.step('run', {
        COMMAND: 'run',
        ARGS: args,
        ARTIFACT: 'x',
        MAIN,
        PACT: '',
      })
      expect(code).toBe(1)
      expect(out).toContain(
        '::error title=Dublê::args cannot be read as words: end each quote, or write \\" for a quote itself\n',
      )
      expect(out).not.toMatch(/^1$/m)
    },
  )

  it('knows three commands', async () => {
    await using runner = await openRunner()
    const { code, out } = await runner.step('run', {
      COMMAND: 'start',
      ARGS: '',
      ARTIFACT: 'x',
      MAIN,
      PACT: '',
    })
    expect(code).toBe(1)
    expect(out).toBe('::error title=Dublê::command must be run, scenario, verify or verify mine, got start\n')
  })

  it('gives each command flags that it has', async () => {
    const all = new Map(await declared())
    const script = stepOf('run')?.run ?? ''
    const cases = [...script.matchAll(/^ *([a-z |']+)\)\s+flags=\(([^)]*)\)/gm)]
    const given = cases.flatMap(([, names = '', flags = '']) =>
      names
        .split('|')
        .map((name): [string, string[]] => [name.trim().replaceAll("'", ''), flags.match(/--[a-z]+/g) ?? []]),
    )
    expect(given.map(([name]) => name).sort()).toEqual(['run', 'scenario', 'verify', 'verify mine'])
    for (const [name, flags] of given) {
      const known = all.get(name)?.options.map(({ long }) => long)
      expect(known).toEqual(expect.arrayContaining(flags))
    }
  })
})
