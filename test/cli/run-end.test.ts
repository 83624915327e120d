import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { startDuble } from '../../src/index.ts'
import { duble } from './run.ts'
import { ASK_ZEN, node } from './run-support.ts'

describe('duble run, at the end', () => {
  const UNKNOWN = 'fetch(process.env.DUBLE_CRM_ZEN_URL + "/api/totais").then(() => process.exit(3))'

  it('tells on the standard error what was asked, and leaves the exit code to the command', async () => {
    const twice = `${ASK_ZEN} ask().then(ask).then(() => console.log('asked'))`
    const { code, out, err } = await duble('run', '--', process.execPath, '-e', twice)
    expect([code, out]).toEqual([0, 'asked\n'])
    expect(err).toMatch(
      /^Dublê, world default: 2 requests, pass\n {2}crm-zen {2}totals {2}ok 1, too_many_requests 1\n\ncoverage of crm-zen /,
    )
    expect(await duble('run', '--', 'true')).toEqual({
      code: 0,
      out: '',
      err: 'Dublê, world default: nothing was asked, fail\n\nreproduce: npx duble run --seed 1 -- true\n',
    })
  })

  it('tells what matched nothing, and what is nearest', async () => {
    const { code, err } = await duble('run', '--', process.execPath, '-e', UNKNOWN)
    expect(code).toBe(3)
    expect(err).toContain('answered by no operation:\n  GET /crm-zen/api/totais\n')
    expect(err).toContain('the nearest is totals, GET /crm-zen/api/totais_lead:')
  })

  it('writes verdict and journal, secrets masked, where a report is wished', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'duble-run-'))
    const report = path.join(folder, 'report')
    expect(await node(`${ASK_ZEN} ask()`, '--report', report)).toEqual({ code: 0, out: '', err: '' })
    const read = async (name: string) => JSON.parse(await readFile(path.join(report, name), 'utf8'))
    expect(await read('verdict.json')).toMatchObject({
      verdict: 'pass',
      asked: 1,
      vendors: { 'crm-zen': { totals: { ok: 1 } } },
    })
    const { entries } = await read('journal.json')
    expect(entries).toMatchObject([{ vendor: 'crm-zen', operation: 'totals', outcome: 'ok', status: 200 }])
    expect(JSON.stringify(entries)).not.toContain('zen-token')
    await rm(folder, { recursive: true })
  })

  it('says so where the report cannot be written, and keeps the command’s exit code', async () => {
    expect(await node('process.exit(7)', '--report', 'package.json/report')).toEqual({
      code: 7,
      out: '',
      err: 'duble: what the command asked cannot be told: cannot write package.json/report/verdict.json: ENOTDIR: not a directory\n',
    })
  })

  it('says so where Dublê has gone meanwhile, and keeps the command’s exit code', async () => {
    const running = await startDuble({ port: 0, vendors: ['crm-zen'] })
    const code = `fetch(process.env.DUBLE_ADMIN_URL, { method: 'DELETE' }).then(() => process.exit(6))`
    const { code: ended, err } = await duble(
      'run',
      '--attach',
      running.url,
      '--',
      process.execPath,
      '-e',
      code,
    )
    expect(ended).toBe(6)
    expect(err).toBe('duble: what the command asked cannot be told: there is no world "w1"\n')
    await running.close()
  })
})
