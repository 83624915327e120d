import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { publint } from 'publint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from './run.ts'

const run = promisify(execFile)
const TSC = path.join(ROOT, 'node_modules/typescript/bin/tsc')
/** What a user of types and of the test runner has installed himself. */
const OWN = ['typescript', 'vitest', '@types/node']

const PROGRAM = `import { startDuble } from 'duble'
import { type Credential, parseDuration } from 'duble/engine'
import { createCrmZenClient } from 'duble/clients/crm-zen'
import { connect } from 'duble/remote'
import { test } from 'duble/vitest'
import acme from './duble/rooms/acme/index.ts'

export const wait: number = parseDuration('5m')
export const credential: Credential = { name: 'valid', status: 'valid' }
export const title: string = acme.api.title
export { connect, test }

export async function leadsOf(url: string, day: string): Promise<readonly string[]> {
  const { usuarios } = await createCrmZenClient({ url, token: 'zen-token' }).totals(day)
  return usuarios.map(({ nome }) => nome)
}

await using duble = await startDuble({ home: '.', port: 0 })
// @ts-expect-error a vendor is named by text
export const wrong = () => duble.vendor(1)
console.log(duble.vendors.map(({ name }) => name).join(' '))
`

const TSCONFIG = {
  compilerOptions: {
    target: 'es2024',
    lib: ['esnext', 'dom'],
    module: 'nodenext',
    strict: true,
    noEmit: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    noUnusedLocals: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    types: ['node'],
  },
  include: ['program.ts', 'duble'],
}

describe('the package, in an empty project', { timeout: 60_000 }, () => {
  let house: string
  let project: string
  const npx = (...args: string[]): Promise<{ stdout: string; stderr: string }> =>
    run('npx', ['--no-install', ...args], { cwd: project, env })
  const env = {
    ...process.env,
    PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH']}`,
  }

  beforeAll(async () => {
    house = await mkdtemp(path.join(tmpdir(), 'duble-package-'))
    project = path.join(house, 'project')
    const [dist, modules] = [path.join(house, 'dist'), path.join(project, 'node_modules')]
    await run(process.execPath, [path.join(ROOT, 'tools/build.ts'), dist])
    await run('npm', ['pack', dist, '--pack-destination', house, '--offline'], { cwd: house, env })
    await mkdir(path.join(modules, '.bin'), { recursive: true })
    const [packed = ''] = (await readdir(house)).filter((name) => name.endsWith('.tgz'))
    await run('tar', ['-xzf', path.join(house, packed), '-C', modules])
    await run('mv', [path.join(modules, 'package'), path.join(modules, 'duble')])
    const { dependencies } = JSON.parse(await readFile(path.join(modules, 'duble/package.json'), 'utf8'))
    for (const name of [...Object.keys(dependencies), ...OWN]) {
      await mkdir(path.dirname(path.join(modules, name)), { recursive: true })
      await symlink(path.join(ROOT, 'node_modules', name), path.join(modules, name))
    }
    await symlink('../duble/src/cli/main.js', path.join(modules, '.bin/duble'))
    await writeFile(path.join(project, 'package.json'), '{ "private": true, "type": "module" }\n')
  }, 120_000)

  afterAll(() => rm(house, { recursive: true, force: true }))

  it('is right for publint and for Are the Types Wrong', async () => {
    const [file = ''] = (await readdir(house)).filter((name) => name.endsWith('.tgz'))
    const { messages } = await publint({
      pkgDir: path.join(house, 'dist'),
      strict: true,
      level: 'suggestion',
    })
    expect(messages).toEqual([])
    const attw = path.join(ROOT, 'node_modules/@arethetypeswrong/cli/dist/index.js')
    const args = [
      attw,
      path.join(house, file),
      '--profile',
      'esm-only',
      '--format',
      'json',
      '--no-definitely-typed',
    ]
    const { stdout } = await run(process.execPath, args)
    const { analysis, problems } = JSON.parse(stdout)
    expect(Object.keys(analysis.entrypoints)).toHaveLength(11)
    // Whoever resolves as before Node 12 or requires CommonJS finds modules, as he must; nothing else is wrong.
    const kinds = Object.keys(problems)
    expect(kinds.filter((kind) => !['NoResolution', 'CJSResolvesToESM'].includes(kind))).toEqual([])
    expect((await run(process.execPath, args.slice(0, 4))).stdout).not.toContain('❌')
  })

  it('holds compiled code with its types and what that reads, and none of its tests', async () => {
    const folder = path.join(project, 'node_modules/duble')
    const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    expect(sources.filter((file) => !file.startsWith('templates/'))).toEqual([])
    expect(files.filter((file) => /(?:^|\/)test\/|\.test\.|\.map$|bench|\.grit$/.test(file))).toEqual([])
    // The dashboard's scripts are a browser's: nobody imports them.
    for (const file of files.filter((each) =>
      /^src\/(?!cli\/main|server\/dashboard\/ui\/).*\.js$/.test(each),
    )) {
      expect(files).toContain(file.replace(/\.js$/, '.d.ts'))
    }
    expect(await readFile(path.join(folder, 'LICENSE'), 'utf8')).toMatch(/^MIT License\n/)
    // Each leads to the other at its top.
    expect(await readFile(path.join(folder, 'README.md'), 'utf8')).toContain('](README.pt-BR.md)')
    expect(await readFile(path.join(folder, 'README.pt-BR.md'), 'utf8')).toContain('](README.md)')
  })

  it('depends on no Pact and on nothing that runs a script when it is installed', async () => {
    const manifest = JSON.parse(await readFile(path.join(project, 'node_modules/duble/package.json'), 'utf8'))
    expect(manifest).toMatchObject({ name: 'duble', license: 'MIT', engines: { node: '>=22.22' } })
    for (const name of ['private', 'scripts', 'devDependencies', 'allowScripts']) {
      expect(manifest).not.toHaveProperty(name)
    }
    expect(Object.keys(manifest.dependencies).filter((name) => name.includes('pact'))).toEqual([])
    expect(manifest.peerDependencies).toEqual({ '@pact-foundation/pact-core': '>=20', vitest: '>=5' })
    expect(manifest.peerDependenciesMeta).toEqual({
      '@pact-foundation/pact-core': { optional: true },
      vitest: { optional: true },
    })
    const lock = JSON.parse(await readFile(path.join(ROOT, 'package-lock.json'), 'utf8'))
    const production = Object.entries<{ dev?: boolean; hasInstallScript?: boolean }>(lock.packages).filter(
      ([name, { dev }]) => name !== '' && !dev,
    )
    expect(production.length).toBeGreaterThan(20)
    const scripted = production.filter(([, { hasInstallScript }]) => hasInstallScript)
    expect(scripted.map(([name]) => name)).toEqual([])
  })

  it('runs a command in a fresh world of the empty project', async () => {
    const ask =
      'const { status } = await fetch(process.env.DUBLE_CRM_ZEN_URL + "/api/totais_lead?data=2018-01-01", { headers: { token: process.env.DUBLE_CRM_ZEN_TOKEN } }); process.exit(status === 200 ? 3 : 4)'
    const html = path.join(house, 'report.html')
    const ran = await npx('duble', 'run', '--html', html, '--', 'node', '-e', ask).catch((error) => error)
    expect(ran.code).toBe(3)
    expect(ran.stderr).toMatch(
      /^Dublê, world default: 1 request, pass\n {2}crm-zen {2}totals {2}ok 1\n\ncoverage of /,
    )
    // How a behaviour is met is read from the rooms' ways.yaml, which the package has.
    expect(ran.stderr).toContain('totals.no_date            call totals without data\n')
    expect(await readFile(html, 'utf8')).toContain(
      '<title>✗ duble run: the command ended with 3; verdict: pass: world default: 1 request, pass</title>',
    )
  })

  /** All that the package's folder holds. */
  async function contents(): Promise<string> {
    const folder = path.join(project, 'node_modules/duble')
    const hash = createHash('sha256')
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const file = path.join(entry.parentPath, entry.name)
      hash.update(file).update(await readFile(file))
    }
    return hash.digest('hex')
  }

  const edit = async (name: string, change: (text: string) => string): Promise<void> => {
    const file = path.join(project, name)
    const text = await readFile(file, 'utf8')
    expect(change(text)).not.toBe(text)
    await writeFile(file, change(text))
  }

  it('takes a path, a fixture and a sixth vendor of the user’s own, and nothing in it changes', async () => {
    const before = await contents()
    expect((await npx('duble', 'init', 'crm-zen')).stdout).toContain('duble/fixtures/crm-zen/default.yaml')
    expect((await npx('duble', 'new', 'acme')).stdout).toContain('add acme to "vendors" in duble.yaml')
    await edit('duble.yaml', (text) =>
      text
        .replace('vendors: [crm-zen]', 'vendors: [crm-zen, acme]')
        .replace(
          '# paths: { crm-zen: { totals: /api/totais_lead } }',
          'paths: { crm-zen: { totals: /v2/leads } }',
        )
        .replace(/^# env: .*$/m, 'env: { ZEN_URL: "{{crm-zen.url}}" }'),
    )
    await edit('duble/fixtures/crm-zen/default.yaml', (text) =>
      text.replace(/^# days: .*$/m, 'days: [{ data: 2018-01-01, usuarios: [{ nome: Bia, total_lead: 2 }] }]'),
    )

    expect((await npx('duble', 'check')).stdout).toMatch(/^\d+ files checked, nothing wrong\n$/)
    expect((await npx('duble', 'list', 'acme')).stdout).toContain('  add_order  POST /acme/orders')
    expect((await npx('duble', 'scenario')).stdout).toContain('1 scenario, all passed')
    expect((await npx('duble', 'env')).stdout).toContain('\nZEN_URL=http://localhost:4010/crm-zen\n')

    const started = spawn(path.join(project, 'node_modules/.bin/duble'), ['start', '--port', '0'], {
      cwd: project,
      env,
    })
    const ended = new Promise((resolve) => started.once('close', resolve))
    try {
      let out = ''
      const url = await new Promise<string>((resolve, reject) => {
        started.stdout.on('data', (chunk) => {
          out += chunk
          const found = / · (http:\S+) · admin API/.exec(out)?.[1]
          if (found !== undefined) resolve(found)
        })
        ended.then(() => reject(new Error(out)))
      })
      const zen = await fetch(`${url}/crm-zen/v2/leads?data=2018-01-01`, { headers: { token: 'zen-token' } })
      const { usuarios } = (await zen.json()) as { usuarios: { nome: string }[] }
      expect(usuarios.map(({ nome }) => nome)).toEqual(['Bia'])
      const acme = await fetch(`${url}/acme/orders`, { headers: { token: 'acme-token' } })
      expect(await acme.json()).toEqual([
        { id: '1', item: 'Coffee', status: 'open' },
        { id: '2', item: 'Sugar', status: 'sent' },
      ])
    } finally {
      started.kill()
      await ended
    }
    expect(await contents()).toBe(before)
  })

  it('has types for a program and a room, and runs them', async () => {
    await writeFile(
      path.join(project, 'program.ts'),
      PROGRAM.replace(/^import \{ test \}.*\n/m, '').replace(', test', ''),
    )
    expect((await run(process.execPath, ['program.ts'], { cwd: project })).stdout).toBe('acme crm-zen\n')
    await writeFile(path.join(project, 'program.ts'), PROGRAM)
    await writeFile(path.join(project, 'tsconfig.json'), JSON.stringify(TSCONFIG))
    const typed = await run(process.execPath, [TSC, '-p', project]).catch((error) => error)
    expect(typed.stdout).toBe('')
  })

  it('verifies contracts where Pact is installed, and says what to install where it is not', async () => {
    const pact = path.join(ROOT, 'test/contracts/strangers/discador-vocom.v3.json')
    const refused = await npx('duble', 'verify', '--pact', pact).catch((error) => error)
    expect(refused.code).toBe(1)
    expect(refused.stderr).toBe(
      'duble: contracts are verified by Pact, which is not installed here: npm install --save-dev @pact-foundation/pact-core\n',
    )
    // A project that has Pact has its core behind it, wherever the package manager puts that.
    const scope = path.join(project, 'node_modules/@pact-foundation')
    await mkdir(scope)
    await symlink(path.join(ROOT, 'node_modules/@pact-foundation/pact'), path.join(scope, 'pact'))
    expect((await npx('duble', 'verify', '--pact', pact)).stdout).toContain(
      '4 interactions of 1 contract, all kept',
    )
    await rm(scope, { recursive: true })
  })
})
