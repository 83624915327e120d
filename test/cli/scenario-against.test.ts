import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Duble, startDuble } from '../../src/index.ts'
import { NOW } from '../support.ts'
import { duble } from './run.ts'

/** A server of one's own, which a fake plays here; its clock stands still, so that boletos are as the scenario has them. */
let mine: Duble
let folder: string
const erp = (): string => `datacake=${mine.vendor('datacake').url}/`

beforeAll(async () => {
  mine = await startDuble({ vendors: ['datacake', 'smartspace'], port: 0, clock: NOW })
  folder = await mkdtemp(path.join(tmpdir(), 'duble-against-'))
})

afterEach(() => vi.unstubAllEnvs())

afterAll(async () => {
  await mine.close()
  await rm(folder, { recursive: true })
})

const scenario = async (steps: string): Promise<string> => {
  const file = path.join(folder, 'mine.scenario.yaml')
  await writeFile(
    file,
    `scenario: mine\ngiven: { vendor: datacake, clock: 2026-03-02 09:00:00 }\nsteps:\n${steps}`,
  )
  return file
}

describe('duble scenario --against', () => {
  it('asks one’s own server, a GET with a payload and writes too', async () => {
    await mine.reset()
    const names = ['get-with-payload', 'prospect'].map((name) => `fixtures/datacake/${name}.scenario.yaml`)
    const { out, code } = await duble('scenario', ...names, '--against', erp(), '--allow-writes')
    expect(out).toMatch(/^✓ .*\n✓ .*\n\n2 scenarios, all passed\n$/)
    expect(code).toBe(0)
    const asked = mine.journal().entries
    expect(asked.some(({ method, requestBody }) => method === 'GET' && requestBody !== '')).toBe(true)
    expect(asked.filter(({ operation }) => operation === 'criar_prospecto')).toHaveLength(1)
  })

  it('sends nothing that may change something there, unless that is allowed', async () => {
    await mine.reset()
    const { out } = await duble('scenario', 'fixtures/datacake/prospect.scenario.yaml', '--against', erp())
    expect(out).toMatch(/^– .*: --allow-writes lets it\n/)
    expect(out).toContain(`a POST may change what ${mine.vendor('datacake').url} holds`)
    expect(mine.journal().entries.every(({ method }) => method === 'GET')).toBe(true)
  })

  it('says who asks where no secret of one’s own is told', async () => {
    const file = await scenario('  - call: produtos\n')
    expect((await duble('scenario', file, '--against', erp())).err).toBe(
      `${mine.vendor('datacake').url} is asked with the credential of datacake's fixture: DUBLE_DATACAKE_TOKEN may say yours\n`,
    )
    vi.stubEnv('DUBLE_DATACAKE_TOKEN', 'erp-token')
    expect((await duble('scenario', file, '--against', erp())).err).toBe('')
  })

  it('plays what calls that vendor alone, and tells what is not possible there', async () => {
    const junit = path.join(folder, 'report.xml')
    const { out, code } = await duble(
      'scenario',
      'fixtures',
      '--against',
      erp(),
      '--only',
      'ERP fails',
      '--junit',
      junit,
    )
    const { url } = mine.vendor('datacake')
    expect(out).toBe(
      `– The ERP fails while the call centre works on  fixtures/across/erp-fails-calls-go-on.scenario.yaml:6  nobody changes the data of ${url}: only a fake can be directed
– The ERP fails in four ways while a client is looked up, and recovers each time  fixtures/datacake/erp-fails.scenario.yaml:9  nobody sets faults of ${url}: only a fake can be directed

2 scenarios, 0 passed, 2 not possible there
`,
    )
    expect(code).toBe(1) // nothing was proven
    expect(await readFile(junit, 'utf8')).toContain('skipped="2"')
  })

  it.each([
    ['  - advance: 5m\n', 'nobody moves the clock of'],
    ['  - clock: 2026-03-02 10:00:00\n', 'nobody stops the clock of'],
    ['  - options: { not_found: 200_vazio }\n', 'nobody chooses options of'],
    ['  - reset\n', 'nobody brings back the data of'],
  ])('cannot %j there', async (step, says) => {
    const file = await scenario(`  - call: produtos\n${step}`)
    expect((await duble('scenario', file, '--against', erp())).out).toContain(`:5  ${says} http`)
  })

  it('sends the secrets of the environment in place of the fixture’s', async () => {
    const file = await scenario(
      '  - call: produtos\n  - call: produtos\n    as: disabled\n    expect: invalid_token\n',
    )
    expect((await duble('scenario', file, '--against', erp())).code).toBe(0)
    vi.stubEnv('DUBLE_DATACAKE_TOKEN', 'not-the-token')
    const { out } = await duble('scenario', file, '--against', erp())
    expect(out).toMatch(/expected {2}ok\n {6}came {6}invalid_token \(HTTP 401\)/)
    expect(out).toContain('why       it said {')
    expect(out).not.toContain('not-the-token')
  })

  it('is a client of one’s own token endpoint with one’s own secrets too', async () => {
    vi.stubEnv('DUBLE_SMARTSPACE_USER', 'smartspace-leitura')
    vi.stubEnv('DUBLE_SMARTSPACE_PASSWORD', 'segredo-leitura')
    await mine.reset()
    const file = path.join(folder, 'token.scenario.yaml')
    await writeFile(
      file,
      'scenario: token\ngiven: { vendor: smartspace }\nsteps:\n  - call: oauth_token\n    with: { grant_type: client_credentials }\n',
    )
    const against = `smartspace=${mine.vendor('smartspace').url}`
    expect((await duble('scenario', file, '--against', against)).code).toBe(0)
    const pair = Buffer.from('smartspace-leitura:segredo-leitura').toString('base64')
    const { entries } = mine.world.journal.read({}, true)
    expect(entries[0]?.requestHeaders['authorization']).toBe(`Basic ${pair}`)
  })

  it('takes an error in the server’s own words for the one with its status, and no other', async () => {
    await using own = await startDuble({ vendors: ['datacake'], port: 0, options: { datacake: {} } })
    own.fault({ vendor: 'datacake', operation: 'produtos', fault: 'status=404' })
    const file = await scenario('  - call: produtos\n    expect: invalid_token\n')
    const against = `datacake=${own.vendor('datacake').url}`
    expect((await duble('scenario', file, '--against', against)).out).toContain(
      'came      no documented outcome (HTTP 404)',
    )
  })

  it('says that nobody answers', async () => {
    const file = await scenario('  - call: produtos\n')
    const { out } = await duble('scenario', file, '--against', 'datacake=http://localhost:59998/erp')
    expect(out).toContain('came      no answer at all\n')
    expect(out).toContain('ECONNREFUSED')
  })

  it.each([
    ['datacake', '--against takes vendor=url, such as datacake=https://erp.example.com/api, got "datacake"'],
    ['datacak=http://localhost:1', '--against names no vendor: datacak (did you mean datacake?)'],
    [
      'vocom=ftp://x',
      '--against takes vendor=url, such as datacake=https://erp.example.com/api, got "vocom=ftp://x"',
    ],
  ])('refuses %s', async (against, says) => {
    const file = await scenario('  - call: produtos\n')
    const { err, code } = await duble('scenario', file, '--against', against)
    expect([err, code]).toEqual([`duble: ${says}\n`, 1])
  })

  it('says that no scenario calls the vendor', async () => {
    const file = await scenario('  - call: produtos\n')
    expect((await duble('scenario', file, '--against', 'vocom=http://localhost:1')).err).toBe(
      'duble: none of the 1 scenarios calls vocom\n',
    )
  })

  it('follows no redirect, which could carry secrets and data to another host', async () => {
    await mine.reset()
    const moved = createServer((_, response) => {
      response.writeHead(307, { location: `${mine.vendor('datacake').url}/prospectos` }).end()
    }).listen(0, '127.0.0.1')
    await once(moved, 'listening')
    const url = `http://127.0.0.1:${(moved.address() as AddressInfo).port}`
    const file = await scenario('  - call: produtos\n')
    const { out, code } = await duble('scenario', file, '--against', `datacake=${url}`)
    moved.close()
    expect([code, mine.journal().total]).toEqual([1, 0])
    expect(out).toContain('307')
  })

  it.each(['user:s3cret@', ''])('takes no URL with a secret in it, and does not repeat it', async (user) => {
    const file = await scenario('  - call: produtos\n')
    const url = `datacake=http://${user}127.0.0.1:1/${user === '' ? '?key=s3cret' : ''}`
    expect(await duble('scenario', file, '--against', url)).toEqual({
      code: 1,
      out: '',
      err: 'duble: --against takes vendor=url, such as datacake=https://erp.example.com/api, with no user, password or query in it\n',
    })
  })

  const TOKEN = 'sekret tok/+1 longer'
  it.each([
    ['as it is', (text: string) => text],
    ['behind percent signs', encodeURIComponent],
    ['in Base64', (text: string) => Buffer.from(text).toString('base64')],
    ['in JSON within JSON', (text: string) => JSON.stringify(text)],
    ['where it is cut', (text: string) => 'x'.repeat(290) + text],
  ])('reports no secret that the server repeats %s', async (_, repeat) => {
    vi.stubEnv('DUBLE_DATACAKE_TOKEN', TOKEN)
    const own = createServer((request, response) => {
      const text = repeat(request.headers.authorization ?? '')
      response.setHeader('content-type', 'application/json')
      response.end(
        JSON.stringify([{ id_servico: text, nome: text, descricao: text, valor: text, obs: text }]),
      )
    }).listen(0, '127.0.0.1')
    await once(own, 'listening')
    const url = `http://127.0.0.1:${(own.address() as AddressInfo).port}`
    const file = await scenario("  - call: produtos\n    body: { 0: { nome: '1' } }\n")
    const [json, junit] = [path.join(folder, 'r.json'), path.join(folder, 'r.xml')]
    const reports = ['--json', json, '--junit', junit]
    const { out, code } = await duble('scenario', file, '--against', `datacake=${url}`, ...reports)
    own.close()
    const all = out + (await readFile(json, 'utf8')) + (await readFile(junit, 'utf8'))
    expect([code, all]).toEqual([1, expect.stringContaining('expected')])
    expect(all).not.toMatch(/sekret|c2VrcmV0|NrcmV0|Vrcm/)
  })
})
