import { describe, expect, it } from 'vitest'
import { duble } from './run.ts'
import { on, open } from './running.ts'

describe('duble call', () => {
  it('writes the request as documented, with the fixture’s company', async () => {
    await using running = await open()
    const { code, out } = await on(running, 'call', 'vocom/login', 'agent=DEV', 'branch=2000')
    expect(out).toMatch(/^200 vocom\/login\.ok\n\{\n {2}"response": \{\n {4}"agent": "DEV",/)
    expect(code).toBe(0)
    const [entry] = running.journal().entries
    expect(JSON.parse(entry?.requestBody ?? '')).toEqual({
      company_id: '894343d2-3f02-4c02-909b-a0bfa57c0a93',
      agent: 'DEV',
      branch: '2000',
    })
  })

  it('fills what is missing from the examples where that is asked for', async () => {
    await using running = await open()
    for (const { name } of running.vendors) {
      const { operations } = (await (await fetch(`${running.url}/__admin/vendors`)).json()).vendors.find(
        (vendor: { name: string }) => vendor.name === name,
      )
      const first = `${name}/${operations[0].name}`
      expect(await on(running, 'call', first, '--example'), first).toMatchObject({ code: 0, err: '' })
    }
  })

  it('is a client of the token endpoint, and edits what the document lists no fields of', async () => {
    await using running = await open({ vendors: ['smartspace'], options: { smartspace: { auth: 'oauth2' } } })
    const token = await on(running, 'call', 'smartspace/oauth_token', 'grant_type=client_credentials')
    expect(token).toMatchObject({ code: 0, out: expect.stringContaining('200 smartspace/oauth_token.ok') })
    expect((await on(running, 'call', 'smartspace/oauth_token', '--example')).code).toBe(0)
    const edit = await on(running, 'call', 'smartspace/editar', 'codigo=1001', 'telefone=83987650000')
    expect(edit).toMatchObject({ code: 0, out: expect.stringContaining('200 smartspace/editar.ok') })
    expect(running.journal({ operation: 'editar' }).entries[0]?.requestBody).toBe(
      '{"telefone":"83987650000"}',
    )
  })

  it('calls as another credential, or as nobody', async () => {
    await using running = await open()
    const as = async (name: string) =>
      (await on(running, 'call', 'crm-zen/totals', '--example', '--as', name)).out.split('\n')[0]
    expect(await as('disabled')).toMatch(/^401 crm-zen\/totals\.disabled_token/)
    expect(await as('nobody')).toMatch(/^401 crm-zen\/totals\.no_token/)
  })

  it('sends a token that is written in place of the credential’s', async () => {
    await using running = await open()
    const { code, out } = await on(running, 'call', 'vocalcontact/info_lead', 'token=unknown')
    expect(out).toMatch(/^401 vocalcontact\/info_lead\.wrong_token/)
    expect(code).toBe(1)
  })

  it('names what was called also where no vendor came to answer', async () => {
    await using running = await open()
    const { code, out } = await on(running, 'call', 'crm-zen/totals', `data=${'a'.repeat(20_000)}`)
    expect(out).toMatch(/^431 crm-zen\/totals\.no outcome\n/)
    expect(code).toBe(1)
  })

  it('asks another world, by its name or its URL', async () => {
    await using running = await open()
    const blue = await running.newWorld({ id: 'blue', vendors: ['crm-zen'] })
    expect((await on(running, 'call', 'crm-zen/totals', '--example', '--world', 'blue')).code).toBe(0)
    expect((await duble('call', 'crm-zen/totals', '--example', '--url', blue.url)).code).toBe(1)
    expect([blue.journal().total, running.journal().total]).toEqual([2, 0])
  })

  it('says the same as JSON', async () => {
    await using running = await open()
    const { out } = await on(running, 'call', 'crm-zen/totals', '--as', 'nobody', '--example', '--json')
    expect(JSON.parse(out)).toEqual({
      outcome: 'no_token',
      status: 401,
      body: { error: expect.any(String) },
      why: expect.any(String),
    })
  })

  it.each([
    [['vocom'], /^say which operation of vocom, as in vocom\/\w+: it has .*login/],
    [['vocom/logn'], /^vocom has no operation "logn" \(did you mean login\?\): it has /],
    [['voom/login'], /^there is no vendor "voom" \(did you mean vocom\?\): there are /],
    [
      ['vocom/login', 'agent=DEV'],
      /^vocom\/login needs branch: write branch=2000, or let --example fill what is missing$/,
    ],
    [
      ['vocom/login', 'agnt=DEV'],
      /^vocom\/login has no parameter "agnt" \(did you mean agent\?\): it has agent, branch, company_id$/,
    ],
    [['vocom/login', 'DEV'], /^write a parameter as name=value, got "DEV"$/],
    [
      ['crm-zen/totals', '--example', '--as', 'disabld'],
      /^crm-zen has no credential "disabld" \(did you mean disabled\?\): it has valid, /,
    ],
  ])('refuses %j with a sentence', async (args, says) => {
    await using running = await open()
    const { code, out, err } = await on(running, 'call', ...args)
    expect([code, out]).toEqual([1, ''])
    expect(err.replace(/^duble: (.*)\n$/, '$1')).toMatch(says)
  })
})
