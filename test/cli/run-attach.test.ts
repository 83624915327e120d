import { execFile } from 'node:child_process'
import { devNull } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDuble } from '../../src/index.ts'
import { duble, dubleIn, fixtureCopy, MAIN } from './run.ts'
import { ASK_ZEN, EXAMPLE, node, variables } from './run-support.ts'

const GATE = path.join(EXAMPLE, 'gate.sh')

describe('duble run --attach', () => {
  const running = startDuble({ port: 0 })
  const worlds = async (): Promise<string[]> =>
    (await (await fetch(`${(await running).url}/__admin/worlds`)).json()).worlds
  let url = ''
  beforeAll(async () => {
    url = (await running).url
  })
  afterAll(async () => (await running).close())

  it('opens a world there and closes it', async () => {
    const [base, world, admin, vendor] = (await variables(
      ['DUBLE_URL', 'DUBLE_WORLD', 'DUBLE_ADMIN_URL', 'DUBLE_VOCOM_URL'],
      '--attach',
      url,
    )) as string[]
    expect([base, admin, vendor]).toEqual([
      `${url}/w/${world}`,
      `${url}/__admin/worlds/${world}`,
      `${url}/w/${world}/vocom`,
    ])
    expect(await worlds()).toEqual(['default'])
  })

  it('leaves it there under --keep', async () => {
    const [world = ''] = (await variables(['DUBLE_WORLD'], '--attach', url, '--keep')) as string[]
    expect(await worlds()).toEqual(['default', world])
    await fetch(`${url}/__admin/worlds/${world}`, { method: 'DELETE' })
  })

  it('sends what is in a fixture’s file', async () => {
    await using copy = await fixtureCopy('crm-zen', (text) => text.replaceAll('Ana Lima', 'Bia Reis'))
    const code = `${ASK_ZEN} console.log((await (await ask()).json()).usuarios[0].nome)`
    expect((await node(code, '--attach', url, '--fixture', `crm-zen=${copy.file}`)).out).toBe('Bia Reis\n')
    const missing = await node('', '--attach', url, '--fixture', 'crm-zen=./nosuch.yaml')
    expect(missing).toEqual({ code: 1, out: '', err: 'duble: cannot read ./nosuch.yaml\n' })
  })

  it('lets the command direct its world, where that takes a token', async () => {
    await using guarded = await startDuble({ port: 0, vendors: ['crm-zen'], adminToken: 'a-token' })
    const flags = ['-q', '--attach', guarded.url, '--token', 'a-token']
    const { code, out } = await duble('run', ...flags, '--', process.execPath, MAIN, 'clock', '+5m')
    expect(out).toContain("5m ahead of the machine's time")
    expect(code).toBe(0)
  })

  it('runs the tests of a project, sending what its home names', async () => {
    const { code, out } = await dubleIn({ cwd: EXAMPLE }, 'run', '-q', '--attach', url, '--', 'npm', 'test')
    expect(out).toMatch(/pass 1\n/)
    expect(code).toBe(0)
  })
})

describe('a gate of curl alone', () => {
  /** Runs the example's script: what it printed, and how it ended. */
  const gate = (url: string, ...program: string[]): Promise<{ code: number; verdict: { why: string[] } }> =>
    new Promise((resolve) => {
      execFile(GATE, [url, ...program], { cwd: EXAMPLE }, (error, out) =>
        resolve({ code: Number(error?.code ?? 0), verdict: JSON.parse(out) }),
      )
    })
  const ask = (place: string): string[] => [
    'sh',
    '-c',
    `curl -s -H "token: $ZEN_TOKEN" "$ZEN_URL${place}" > "$0"`,
    devNull,
  ]

  it('passes what was asked as documented, fails anything else, and leaves no world behind', async () => {
    await using running = await startDuble({ port: 0, vendors: ['crm-zen'] })
    const good = await gate(running.url, ...ask('/api/totais_lead?data=2018-01-01'))
    expect(good).toMatchObject({ code: 0, verdict: { verdict: 'pass', asked: 1 } })
    const wrong = await gate(running.url, ...ask('/api/totais'))
    expect(wrong.code).toBe(22)
    expect(wrong.verdict.why[0]).toContain(
      'was answered by no operation: crm-zen has no operation at /api/totais',
    )
    expect(await gate(running.url, 'true')).toMatchObject({
      code: 22,
      verdict: { why: ['nothing was asked'] },
    })
    expect(await (await fetch(`${running.url}/__admin/worlds`)).json()).toEqual({ worlds: ['default'] })
  })

  it('ends as the program ends, where that fails', async () => {
    await using running = await startDuble({ port: 0, vendors: ['crm-zen'] })
    const ended = new Promise((resolve) => {
      execFile(GATE, [running.url, 'sh', '-c', 'exit 4'], { cwd: EXAMPLE }, (error) => resolve(error?.code))
    })
    expect(await ended).toBe(4)
  })
})
