import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Duble, startDuble } from '../../src/index.ts'
import { NOW } from '../support.ts'
import { dubleIn, type Finished, Running } from './run.ts'
import { refused } from './running.ts'

const QUICK = ['--pace', '0s']
const WHO = { DUBLE_MINE_TOKEN: 'erp-token' }

let running: Duble
let folder: string
beforeAll(async () => {
  running = await startDuble({ port: 0, vendors: ['datacake', 'smartspace'], clock: NOW })
  folder = await mkdtemp(path.join(tmpdir(), 'duble-mine-'))
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

/** `duble verify mine …`, with nothing set but what is given. */
const mine = (env: Record<string, string>, ...args: string[]): Promise<Finished> =>
  dubleIn({ cwd: folder, env }, 'verify', 'mine', ...args)

const lastLine = ({ out }: Finished): string => out.trim().split('\n').at(-1) ?? ''

describe('duble verify mine', () => {
  it('prints test data that fit the fake, reads them, and ends with 0 where all is met', async () => {
    const printed = await mine({}, 'datacake', '--example-data')
    const file = path.join(folder, 'mine.yaml')
    await writeFile(file, printed.out)
    const { url } = running.vendor('datacake')
    const read = await mine(WHO, 'datacake', '--url', url, '--data', file, ...QUICK)
    expect([read.code, read.err, lastLine(read)]).toEqual([
      0,
      '',
      expect.stringMatching(
        /^datacake: 22 met, 0 not met, 13 could not be checked, 15 noted, in \d+ requests$/,
      ),
    ])
    const env = { ...WHO, DUBLE_MINE_URL: url, DUBLE_MINE_DATA: 'mine.yaml', DUBLE_MINE_PACE: '0s' }
    const written = await mine({ ...env, DUBLE_MINE_ALLOW_WRITES: '1' }, 'datacake')
    expect(lastLine(written)).toMatch(/^datacake: 30 met, 0 not met, 1 could not be checked/)
    const not = await mine({ ...env, DUBLE_MINE_ALLOW_WRITES: 'no', DUBLE_MINE_ONLY: 'K-26' }, 'datacake')
    expect([not.code, lastLine(not)]).toEqual([
      2,
      'datacake: 0 met, 0 not met, 1 could not be checked, 0 noted, in 2 requests',
    ])
  })

  it('ends with 1 where something is not met, and writes both reports', async () => {
    await using world = await running.newWorld({ options: { smartspace: { address_style: 'snake' } } })
    await writeFile(path.join(folder, 'snake.yaml'), 'a known CPF: 39053344705\n')
    const pair = { DUBLE_MINE_USER: 'smartspace', DUBLE_MINE_PASSWORD: 'segredo' }
    const where = ['--url', world.vendor('smartspace').url, '--data', 'snake.yaml', ...QUICK]
    const reports = ['--json', '-', '--junit', 'out/mine.xml']
    const told = await mine(pair, 'smartspace', ...where, '--only', 'S-11,S-13', ...reports)
    const { counts, rows } = JSON.parse(told.out)
    expect([told.code, counts]).toEqual([1, { met: 1, not_met: 1, unchecked: 0, note: 0 }])
    expect(rows[1]).toMatchObject({
      id: 'S-13',
      class: 'documented',
      verdict: 'not_met',
      quote: expect.stringContaining('"enderecoLogradouro": "string"'),
      checks: [{ exchange: { sent: 'GET /clientes?cpf=<a known CPF>, authorization: Basic ***' } }],
    })
    expect(await readFile(path.join(folder, 'out/mine.xml'), 'utf8')).toContain('tests="2" failures="1"')
    await mine(
      pair,
      'smartspace',
      ...where,
      '--only',
      'S-13',
      '--html',
      'out/mine.html',
      '--summary',
      'mine.md',
    )
    for (const file of ['out/mine.html', 'mine.md']) {
      const text = await readFile(path.join(folder, file), 'utf8')
      expect(text).toContain('smartspace: 0 met, 1 not met, 0 could not be checked, 0 noted')
      expect(text).toContain('S-13 An address is written in eight attributes in camel case')
    }
  })

  it('says what is wrong before it asks anything', async () => {
    const url = ['--url', 'http://localhost:1']
    expect(await mine({}, 'vocom', ...url)).toEqual(
      refused(`only a customer's own server can be verified: datacake or smartspace, got "vocom"`),
    )
    expect(await mine({}, 'datacake')).toEqual(
      refused('--url must say where your server is, such as https://erp.example.com/api'),
    )
    expect(await mine({}, 'datacake', '--url', 'erp.example.com')).toEqual(
      refused(
        '--url must say where your server is, such as https://erp.example.com/api, got "erp.example.com"',
      ),
    )
    const withPassword = await mine({}, 'datacake', '--url', 'https://erp:segredo@localhost')
    expect(withPassword).toEqual(
      refused(
        '--url must hold no user and no password, which reports would show: set DUBLE_MINE_USER and DUBLE_MINE_PASSWORD',
      ),
    )
    expect(await mine({}, 'datacake', ...url, '--only', 'K-266')).toEqual(
      refused("--only names no row of datacake's ledger: K-266 (did you mean K-26?)"),
    )
    expect(await mine({}, 'datacake', ...url, '--data', 'no.yaml')).toEqual(
      refused(
        '--data names a file that cannot be read: no.yaml (ENOENT); `duble verify mine datacake --example-data` prints one',
      ),
    )
    expect(await mine({}, 'datacake', ...url, '--ca', 'no.pem')).toEqual(
      refused('--ca names a file that cannot be read: no.pem (ENOENT)'),
    )
    expect(await mine({ DUBLE_MINE_USER: 'erp' }, 'datacake', ...url)).toEqual(
      refused('DUBLE_MINE_USER is set, and DUBLE_MINE_PASSWORD is not: they belong together'),
    )
    const client = { DUBLE_MINE_CLIENT_ID: 'a', DUBLE_MINE_CLIENT_SECRET: 'b' }
    expect(await mine(client, 'datacake', ...url)).toEqual(
      refused('DUBLE_MINE_TOKEN_URL must say where the OAuth2 client gets its token'),
    )
    expect(await mine({ DUBLE_MINE_TOKEN: 'a\nb' }, 'datacake', ...url)).toEqual(
      refused('DUBLE_MINE_TOKEN has a character that no header can carry, such as a line break'),
    )
  })

  it('shows each mistake in the test data at its line and column', async () => {
    const text = 'a known CFP: 390.533.447-05\npaths:\n  client: /v1/cliente\n  produtos: v1/produtos\n'
    await writeFile(path.join(folder, 'wrong.yaml'), text)
    const { code, err } = await mine({}, 'datacake', '--url', 'http://localhost:1', '--data', 'wrong.yaml')
    const heads = err.split('\n').filter((line) => line.includes('wrong.yaml:'))
    expect([code, heads]).toEqual([
      1,
      [
        'duble: wrong.yaml:1:1 the file has no field "a known CFP" (did you mean a known CPF?)',
        'wrong.yaml:3:3 paths has no field "client" (did you mean clientes?)',
        expect.stringMatching(/^wrong\.yaml:4:13 paths\.produtos must /),
      ],
    ])
  })

  it('watches: it tells again when something has changed', async () => {
    await using world = await running.newWorld()
    const args = [
      'datacake',
      '--url',
      world.vendor('datacake').url,
      '--only',
      'K-10',
      '--watch',
      '50ms',
      ...QUICK,
    ]
    await using watching = new Running(['verify', 'mine', ...args], { cwd: folder, env: WHO })
    await watching.until(/1 met, 0 not met/)
    world.fault({ vendor: 'datacake', operation: 'produtos', fault: 'internal' })
    await watching.until(/found {3}HTTP 500\n[\s\S]*0 met, 1 not met/)
    world.clearFaults()
    await watching.until(/1 not met[\s\S]*1 met, 0 not met/)
    expect(watching.out.match(/K-10/g)).toHaveLength(3)
  })
})
