import { execFile } from 'node:child_process'
import { parseEnv, promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { ENV_FORMATS, printEnv } from '../../src/cli/env-formats.ts'
import { openProject } from './project.ts'
import { dubleIn } from './run.ts'

const HARD = {
  PLAIN: 'http://localhost:4010/crm-zen',
  EMPTY: '',
  HASH: 'a #b',
  SINGLE: "it's",
  DOUBLE: 'say "so"',
  BOTH: `it's "so"`,
  DOLLAR: '$HOME `id` \\n',
  SPACES: '  two  ',
}
const LINES = { ...HARD, LINES: 'one\nDUBLE_END\ntwo' }

describe('the formats of variables', () => {
  it('dotenv: Node reads back what was written', () => {
    expect(parseEnv(printEnv(HARD, 'dotenv'))).toEqual(HARD)
    expect(printEnv({ A: 'x', B: 'a #b' }, 'dotenv')).toBe("A=x\nB='a #b'\n")
  })

  it('dotenv: refuses what no quotes can hold', () => {
    expect(() => printEnv({ A: `'"\`$` }, 'dotenv')).toThrow(
      'A has every kind of quotes in it, which a dotenv file cannot hold: take --format json',
    )
  })

  it('sh: a shell reads back what was written', async () => {
    const script = `${printEnv(LINES, 'sh')}exec "$NODE" -p 'JSON.stringify(process.env)'`
    const env = { NODE: process.execPath }
    const { stdout } = await promisify(execFile)('sh', ['-c', script], { env })
    expect(JSON.parse(stdout)).toMatchObject(LINES)
  })

  it('github: lines of text stand between marks that are not in them', () => {
    expect(printEnv({ A: "it's #1", B: 'one\nDUBLE_END\ntwo' }, 'github')).toBe(
      "A=it's #1\nB<<DUBLE_END_\none\nDUBLE_END\ntwo\nDUBLE_END_\n",
    )
  })

  it('powershell: single quotes are doubled, and nothing else means anything', () => {
    expect(printEnv({ A: `it's $x "y"` }, 'powershell')).toBe(`$env:A = 'it''s $x "y"'\n`)
  })

  it('json', () => {
    expect(JSON.parse(printEnv(LINES, 'json'))).toEqual(LINES)
    expect(ENV_FORMATS).toEqual(['dotenv', 'sh', 'powershell', 'github', 'json'])
  })
})

describe('duble env', () => {
  const files = {
    'duble.yaml': 'vendors: [crm-zen]\nenv: { ZEN: "{{crm-zen.url}}#{{crm-zen.disabled.token}}" }\n',
  }

  it('tells of the Dublê that runs, by its URL or a world’s', async () => {
    await using project = await openProject(files)
    const { running, url } = await project.start()
    await using _ = running
    const { out } = await project.duble('env', '--url', url)
    expect(out).toBe(`DUBLE_URL=${url}
DUBLE_ADMIN_URL=${url}/__admin/worlds/default
DUBLE_WORLD=default
DUBLE_CRM_ZEN_URL=${url}/crm-zen
DUBLE_CRM_ZEN_TOKEN=zen-token
DUBLE_CRM_ZEN_VALID_TOKEN=zen-token
DUBLE_CRM_ZEN_DISABLED_TOKEN=zen-desabilitado
DUBLE_CRM_ZEN_NOT_AUTHORIZED_TOKEN=zen-sem-acesso
ZEN='${url}/crm-zen#zen-desabilitado'
`)
    await fetch(`${url}/__admin/worlds`, { method: 'POST', body: '{"id":"mine"}' })
    const json = await project.duble('env', '--format', 'json', '--url', `${url}/w/mine`)
    expect(JSON.parse(json.out)).toMatchObject({
      DUBLE_URL: `${url}/w/mine`,
      DUBLE_WORLD: 'mine',
      DUBLE_CRM_ZEN_URL: `${url}/w/mine/crm-zen`,
    })
  })

  it('tells of the one to come, where none runs and none is named', async () => {
    await using project = await openProject(files)
    const place = { cwd: project.folder, env: { DUBLE_PORT: '4999' } }
    const { out } = await dubleIn(place, 'env', '--format', 'github')
    // Where another Dublê runs on 4010, that one is told of.
    expect(out).toMatch(/^DUBLE_CRM_ZEN_URL=http:\/\/localhost:4(010|999)\/crm-zen$/m)
    expect((await project.duble('env', '--url', 'http://localhost:1')).err).toBe(
      'duble: no Dublê answers at http://localhost:1: start one with `duble start`, or name it with --url\n',
    )
  })
})
