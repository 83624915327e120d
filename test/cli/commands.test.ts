import { afterEach, describe, expect, it, vi } from 'vitest'
import { duble, fixtureCopy, Running, startCli } from './run.ts'

describe('duble check', () => {
  it('finds nothing wrong with what is shipped', async () => {
    const { code, out } = await duble('check')
    expect(out).toMatch(/^\d+ files checked, nothing wrong\n$/)
    expect(code).toBe(0)
  })

  it('shows a mistake at file, line and column, with the line, a caret and the nearest name', async () => {
    await using copy = await fixtureCopy('vocom', (text) =>
      text.replace('status: Available', 'status: Avaliable'),
    )
    const { code, out } = await duble('check', copy.file)
    expect(out).toBe(
      `${copy.file}:36:13 agents.0.status must be one of Logged Out, Available, On Break, got Avaliable (did you mean Available?)\n` +
        '   36 |     status: Avaliable\n' +
        '      |             ^\n' +
        '1 file checked, 1 wrong\n',
    )
    expect(code).toBe(1)
  })

  it('says which vendor a fixture must name', async () => {
    await using copy = await fixtureCopy('vocom', (text) => text.replace('vendor: vocom', 'vendor: vocon'))
    expect((await duble('check', copy.file)).err).toBe(
      `duble: ${copy.file} must name its vendor, as in "vendor: crm-zen" (there are crm-zen, datacake, smartspace, vocalcontact, vocom)\n`,
    )
  })
})

describe('duble list', () => {
  it('names every operation with its path and outcomes, and the states', async () => {
    const { out } = await duble('list', 'crm-zen')
    expect(out).toContain('crm-zen: CRM Zen, totais de distribuição de leads por usuários 1.0')
    expect(out).toContain(
      `  totals  GET /crm-zen/api/totais_lead
    takes data
    answers ok, ok.empty, no_date, bad_date, no_token, wrong_token, disabled_token, not_authorized,
    wrong_method, too_many_requests, internal
 credentials: valid, disabled, not_authorized
 states of the fixture "default":
`,
    )
    expect((await duble('list', 'vocom')).out).toContain(
      '    takes agent, branch, company_id (filled in)\n    answers ok, params_failed',
    )
    expect((await duble('list', 'vocalcontact')).out).toContain('takes from, to, [format], [token]')
    expect(out).toContain('  zen-token has just asked')
  })

  it('says the same as JSON', async () => {
    const { vendors } = JSON.parse((await duble('list', 'vocom', '--json')).out)
    expect(vendors[0].operations).toHaveLength(13)
    expect(vendors[0].states).toContain('DEV is on a break')
  })
})

describe('duble', () => {
  it('prints its version and its help', async () => {
    expect((await duble('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/)
    const { out } = await duble('--help')
    for (const command of ['start', 'list', 'check', 'ledger']) expect(out).toContain(`  ${command} `)
  })
})

describe('a reader that has seen enough', () => {
  it.each([['list', '--json'], ['ledger']])('ends %s without a word, as `| head` does', async (...args) => {
    await using running = new Running(args)
    running.child.stdout?.destroy()
    expect(await running.done).toEqual({ code: 0, out: '', err: '' })
  })
})

describe('a flag in the environment', () => {
  afterEach(() => vi.unstubAllEnvs())

  it.each(['', '0', 'false', 'No', 'off'])('is not set by "%s"', async (value) => {
    vi.stubEnv('DUBLE_TLS', value)
    const { running, url } = await startCli('crm-zen')
    await using _ = running
    expect(url).toMatch(/^http:/)
  })

  it('is set by anything else', async () => {
    vi.stubEnv('DUBLE_TLS', '1')
    const { running, url } = await startCli('crm-zen')
    await using _ = running
    expect(url).toMatch(/^https:/)
  })
})
