import { describe, expect, it } from 'vitest'
import { datacakeAsk, open, put, refusal, steps, tokenAsk, vocomAsk, zenAsk } from './record-support.ts'

describe('what can be no scenario', () => {
  it('is a world in which nothing was asked', async () => {
    await using duble = await open()
    duble.clock.advance('5m')
    expect(await refusal(duble)).toEqual([
      'nothing',
      'no operation was asked since the world began: ask one, and save then',
    ])
  })

  it('is one whose journal was emptied', async () => {
    await using duble = await open()
    await put(duble, zenAsk())
    duble.world.journal.empty()
    await put(duble, zenAsk())
    expect(await refusal(duble)).toEqual([
      'forgotten',
      'of 2 requests the journal has 1, because it was emptied: reset the world instead, and ask again',
    ])
  })

  it('is more than a thousand requests, or deeds', async () => {
    await using duble = await open()
    for (let number = 0; number < 1001; number++) await put(duble, zenAsk())
    expect(await refusal(duble)).toEqual([
      'too_much',
      '1001 requests were asked since the world began, and a scenario holds 1000 at most: reset the world, and ask again what matters',
    ])
    for (let number = 0; number < 1001; number++) duble.clock.advance(1)
    expect(await refusal(duble)).toEqual([
      'too_much',
      'more was done to the world than is remembered: reset it, and do again what matters',
    ])
    await duble.reset()
    await put(duble, zenAsk())
    expect(await steps(duble)).toContain('call: totals')
  })

  it('is a body of which the journal has only the beginning', async () => {
    await using duble = await open()
    await put(duble, datacakeAsk('/prospectos', 'POST', { nome: 'a'.repeat(3000) }))
    expect(await refusal(duble)).toEqual([
      'cut',
      'the journal has only the beginning of the body of request 1 (datacake/criar_prospecto): reset the world and send less at once, or write that step by hand',
    ])
  })

  it('is what only a secret could say', async () => {
    await using duble = await open()
    await put(duble, tokenAsk('grant_type=password&username=smartspace&password=segredo'))
    await duble.reset()
    const body = JSON.stringify({ grant_type: 'client_credentials', client_secret: 'segredo' })
    const headers = { 'content-type': 'application/json' }
    await put(duble, { path: '/smartspace/oauth/token', method: 'POST', headers, body })
    expect(await refusal(duble)).toEqual([
      'secret',
      'request 1 (smartspace/oauth_token) carries a secret in its parameters, and a scenario names callers by their credentials: reset the world and let the header prove who calls',
    ])
  })

  it('is a body that no fields can say, and that says a secret', async () => {
    await using duble = await open()
    const { body: _fields, ...sent } = vocomAsk('/interact_cti/agent/login/', {})
    await put(duble, { ...sent, body: '{"agent": "zen-token' })
    expect((await refusal(duble))[0]).toBe('secret')
  })

  it('is a method for which scenarios have no word', async () => {
    await using duble = await open()
    await put(duble, { ...zenAsk(), method: 'PROPFIND' })
    expect(await refusal(duble)).toEqual([
      'unsayable',
      'request 1 (crm-zen/totals) has the method PROPFIND, for which a scenario has no word: reset the world and do without it',
    ])
  })

  it('is a fixture that was written into the order, or read again meanwhile', async () => {
    const inline = { vendor: 'crm-zen', credentials: [{ name: 'valid', token: 'zen-token' }], days: [] }
    await using duble = await open({ fixtures: { 'crm-zen': inline } })
    await put(duble, zenAsk())
    expect(await refusal(duble)).toEqual([
      'fixture',
      'crm-zen’s fixture was written into the order, and a scenario names a fixture by its file: save it as a file, and open the world with that',
    ])
    await using other = await open()
    await put(other, zenAsk())
    await other.rereadFixtures('crm-zen')
    expect(await refusal(other)).toEqual([
      'fixture',
      'crm-zen’s fixture was read again while the world ran, and what came before was another one: reset the world, and do it anew',
    ])
  })

  it('is what does not come to the same again, such as what hangs on a caller’s address', async () => {
    await using duble = await open({ options: { 'crm-zen': { 'cooldown.scope': 'ip' } } })
    const from = (ip: string) =>
      duble.fetch(
        new Request('http://localhost/crm-zen/api/totais_lead?data=2018-01-01', {
          headers: { token: 'zen-token' },
        }),
        {
          given: { body: '', ip },
        },
      )
    await from('10.0.0.1')
    await from('10.0.0.2')
    expect(await refusal(duble)).toEqual([
      'differs',
      expect.stringMatching(
        /^played again, what was done in the world default does not come to the same: at step 1, call crm-zen\/totals, time 2 of 2, ok was expected, and came too_many_requests \(HTTP 429\)/,
      ),
    ])
  })
})
