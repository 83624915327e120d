import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { NOW } from '../support.ts'
import { duble, dubleIn, fixtureCopy, ROOT } from './run.ts'
import { ASK_ZEN, EXAMPLE, node, variables } from './run-support.ts'

describe('duble run', () => {
  it('runs the tests of a project, which move the clock and wait for nothing', async () => {
    const { code, out } = await dubleIn({ cwd: EXAMPLE }, 'run', '--', 'npm', 'test')
    expect(out).toMatch(/CRM Zen is asked once in five minutes/)
    expect(out).toMatch(/pass 1\n/)
    expect(code).toBe(0)
  })

  it('runs them over HTTPS, and Node believes it', async () => {
    const { code, out } = await dubleIn({ cwd: EXAMPLE }, 'run', '--tls', '--', 'npm', 'test')
    expect(out).toMatch(/pass 1\n/)
    expect(code).toBe(0)
  })

  it('leaves the command’s output and exit code as they are', async () => {
    const code = "process.stdout.write('out'); process.stderr.write('err'); process.exitCode = 3"
    expect(await node(code)).toEqual({ code: 3, out: 'out', err: 'err' })
  })

  it('names the world, the vendors and their credentials by variables', async () => {
    const names = ['DUBLE_URL', 'DUBLE_ADMIN_URL', 'DUBLE_WORLD', 'DUBLE_VOCOM_URL', 'DUBLE_VOCOM_USER']
    const found = await variables([...names, 'DUBLE_CRM_ZEN_TOKEN', 'DUBLE_CRM_ZEN_DISABLED_TOKEN'])
    const [url] = found as [string]
    expect(url).toMatch(/^http:\/\/localhost:\d+$/)
    expect(found).toEqual([
      url,
      `${url}/__admin/worlds/default`,
      'default',
      `${url}/vocom`,
      'api_key',
      'zen-token',
      'zen-desabilitado',
    ])
  })

  it('sets the variables of the project’s home, and none of it under --no-home', async () => {
    const print = [
      '--',
      process.execPath,
      '-e',
      'console.log(process.env.ZEN_URL, process.env.DUBLE_VOCOM_URL)',
    ]
    const at = { cwd: EXAMPLE, env: { ZEN_URL: 'elsewhere' } }
    expect((await dubleIn(at, 'run', '-q', ...print)).out).toMatch(
      /^http:\/\/localhost:\d+\/crm-zen undefined\n$/,
    )
    expect((await dubleIn(at, 'run', '-q', '--no-home', ...print)).out).toMatch(
      /^elsewhere http:\S+\/vocom\n$/,
    )
  })

  it('fills the templates of arguments, and knows the nearest name', async () => {
    const { out } = await duble('run', '-q', '--', 'echo', 'at {{ vocom.url }}', '{{crm-zen.valid.token}}')
    expect(out).toMatch(/^at http:\/\/localhost:\d+\/vocom zen-token\n$/)
    const { code, err } = await duble('run', '-q', '--', 'echo', '{{vocon.url}}')
    expect(code).toBe(1)
    expect(err).toMatch(
      /^duble: \{\{vocon\.url\}\} in "\{\{vocon\.url\}\}" names nothing here \(did you mean vocom\.url\?\)/,
    )
  })

  it('leaves what other programs write in curly brackets', async () => {
    const theirs = ['{{.State}}', '{{json .}}', '{{ }}', '{{', '${{x', '{a}']
    const { out } = await duble('run', '-q', '--', 'echo', ...theirs, '{{{world}}}')
    expect(out).toBe(`${theirs.join(' ')} {default}\n`)
  })

  it('takes flags behind the command’s name for the command’s own, with and without --', async () => {
    expect(await duble('run', '-q', 'echo', '--clock', '--help')).toEqual({
      code: 0,
      out: '--clock --help\n',
      err: '',
    })
    expect((await duble('run', '-q', '--', 'echo', '-q', '--', 'x')).out).toBe('-q -- x\n')
  })

  it('begins with fixture, states, clock and seed, and with the vendors that are named', async () => {
    await using copy = await fixtureCopy('crm-zen', (text) => text.replaceAll('Ana Lima', 'Bia Reis'))
    const flags = ['--vendor', 'crm-zen', '--fixture', `crm-zen=${copy.file}`, '--clock', NOW, '--seed', '7']
    const code = `${ASK_ZEN}
      const answer = await ask()
      console.log(process.env.DUBLE_VOCOM_URL, answer.headers.get('date'), (await answer.json()).usuarios[0]?.nome)
    `
    expect((await node(code, ...flags)).out).toBe('undefined Mon, 02 Mar 2026 12:00:00 GMT Bia Reis\n')
    const emptied = await node(code, ...flags, '--state', 'crm-zen/no leads on 2018-01-01')
    expect(emptied.out).toBe('undefined Mon, 02 Mar 2026 12:00:00 GMT undefined\n')
  })

  it('takes its flags from variables too, and an empty one for none', async () => {
    const print = ['--', process.execPath, '-e', 'console.error(process.env.DUBLE_URL.slice(0, 5))']
    const env = { DUBLE_QUIET: 'yes', DUBLE_TLS: '1', DUBLE_ATTACH: '', DUBLE_CLOCK: '', DUBLE_REPORT: '' }
    expect(await dubleIn({ env }, 'run', ...print)).toEqual({ code: 0, out: '', err: 'https\n' })
    const { err } = await dubleIn({ env: { DUBLE_SEED: 'x' } }, 'run', ...print)
    expect(err).toMatch(/^duble: --seed takes a whole number from 0 to /)
  })

  it('ends with 128 and the number of the signal that ended the command', async () => {
    expect((await duble('run', '-q', '--', 'sh', '-c', 'kill -TERM $$')).code).toBe(143)
  })

  it.each([
    [['nosuch'], 127, 'there is no command "nosuch": is it installed, and does PATH lead to it?'],
    [[''], 127, 'there is no command "": is it installed, and does PATH lead to it?'],
    [['./README.md'], 126, 'the command "./README.md" cannot be run: spawn ./README.md EACCES'],
  ])('says in one sentence that %j cannot be run', async (command, code, says) => {
    expect(await duble('run', '-q', '--', ...command)).toEqual({ code, out: '', err: `duble: ${says}\n` })
  })

  it.each([
    [
      ['--state', 'DEV is on a break'],
      '--state takes vendor/name, such as "vocom/DEV is on a break", got "DEV is on a break"',
    ],
    [
      ['--state', 'vocom/DEV is on break'],
      'vocom\'s fixture "default" has no state "DEV is on break" (did you mean DEV is on a break?)',
    ],
    [
      ['--clock', 'soon'],
      '"soon" is not a time: write one like 2026-03-02T09:00:00-03:00 or 2026-03-02 09:00:00',
    ],
    [['--seed', 'x'], `--seed takes a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, got "x"`],
    [
      ['--attach', 'http://localhost:1'],
      'no Dublê answers at http://localhost:1: start one with `duble start`, or name it with --attach',
    ],
  ])('refuses %j with a sentence, and runs nothing', async (flags, says) => {
    expect(await duble('run', ...flags, '--', 'echo', 'ran')).toEqual({
      code: 1,
      out: '',
      err: `duble: ${says}\n`,
    })
  })
})

describe('duble/remote', () => {
  it('moves the clock in a test of another project', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'duble-run-'))
    await mkdir(path.join(folder, 'node_modules'))
    await symlink(ROOT, path.join(folder, 'node_modules/duble'), 'dir')
    const file = path.join(folder, 'zen.mjs')
    await writeFile(
      file,
      `import { connect } from 'duble/remote'
      ${ASK_ZEN}
      console.log((await ask()).status, (await ask()).status)
      await connect().clock.advance('5m')
      console.log((await ask()).status)
    `,
    )
    const { out, err } = await duble('run', '-q', '--', process.execPath, file)
    expect([out, err]).toEqual(['200 429\n200\n', ''])
    await rm(folder, { recursive: true })
  })
})
