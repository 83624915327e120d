import { describe, expect, it } from 'vitest'
import { inProcess } from '../../support.ts'
import { ask, bearer, edit, enter, grant, HEAD, newToken, openOn, openSmartspace } from './support.ts'

const lookUp = 'codigo=1001'

describe('A token', () => {
  it('lives as long as it was told, by the world’s clock [S-A09]', async () => {
    await using duble = await openSmartspace()
    const token = await newToken(duble)
    duble.clock.advance(3_599_999)
    expect((await ask(duble, lookUp, bearer(token))).outcome).toBe('ok')
    duble.clock.advance(1)
    const seen = await ask(duble, lookUp, bearer(token))
    expect([seen.outcome, seen.why]).toEqual([
      'invalid_token',
      'the token expired at 2026-03-02T13:00:00.000Z',
    ])
    expect((await ask(duble, lookUp, bearer(await newToken(duble)))).outcome).toBe('ok')
  })

  it('lives as long as oauth.expires_in says [S-A05] [S-A09]', async () => {
    await using duble = await openSmartspace({ 'oauth.expires_in': '90s' })
    const { body } = await grant(duble)
    expect(body.expires_in).toBe(90)
    duble.clock.advance(90_000)
    expect((await ask(duble, lookUp, bearer(body.access_token))).outcome).toBe('invalid_token')
  })

  it('never promises more seconds than it has, and none where it is born expired [S-A05]', async () => {
    await using duble = await openSmartspace({ 'oauth.expires_in': '1s500ms' })
    expect((await grant(duble)).body.expires_in).toBe(1)
    duble.world.fake('smartspace').setOptions({ 'oauth.expires_in': '0s' })
    const { body } = await grant(duble)
    expect(body.expires_in).toBe(0)
    expect((await ask(duble, lookUp, bearer(body.access_token))).outcome).toBe('invalid_token')
    duble.world.fake('smartspace').setOptions({ 'oauth.expires_in': '100000000d' })
    expect((await ask(duble, lookUp, bearer(await newToken(duble)))).outcome).toBe('ok')
  })

  it('is revoked before it expires under oauth.revoked_after, counted from its issue [S-A09]', async () => {
    await using duble = await openSmartspace({ 'oauth.revoked_after': '10m' })
    const token = await newToken(duble)
    duble.clock.advance(599_999)
    expect((await ask(duble, lookUp, bearer(token))).outcome).toBe('ok')
    duble.clock.advance(1)
    const seen = await ask(duble, lookUp, bearer(token))
    expect([seen.outcome, seen.why]).toEqual(['invalid_token', 'the token was revoked before it expired'])
    expect((await ask(duble, lookUp, bearer('token-valido'))).outcome).toBe('ok') // nobody knows when it was issued
  })

  it('is revoked with all others by a state, as often as that is applied, and the next one is not [S-A09]', async () => {
    await using duble = await openSmartspace()
    const works = async (token: string) => (await ask(duble, lookUp, bearer(token))).outcome
    const first = await newToken(duble)
    await enter(duble, 'every token is revoked')
    expect([await works(first), await works('token-valido')]).toEqual(['invalid_token', 'invalid_token'])
    expect((await ask(duble, lookUp, bearer(first))).why).toBe('all tokens of its generation are revoked')
    const second = await newToken(duble)
    expect([await works(first), await works('token-valido'), await works(second)]).toEqual([
      'invalid_token',
      'invalid_token',
      'ok',
    ])
    await enter(duble, 'every token is revoked')
    expect([await works(first), await works(second)]).toEqual(['invalid_token', 'invalid_token'])
    expect(await works(await newToken(duble))).toBe('ok')
    expect((await ask(duble, lookUp)).outcome).toBe('ok') // Basic goes on
    await duble.world.reset()
    expect([await works('token-valido'), await works(first)]).toEqual(['ok', 'invalid_token'])
  })

  it('is revoked by a state also where the fixture has written no issuer [S-A09]', async () => {
    const state = 'states: { gone: { issuer: [{ id: issuer, revoked: true }] } }'
    await using duble = await openOn(`${HEAD}clientes: []\n${state}`)
    const works = async (token: string) => (await ask(duble, lookUp, bearer(token))).outcome
    const [first] = [await newToken(duble)]
    await enter(duble, 'gone')
    const second = await newToken(duble)
    await enter(duble, 'gone')
    const third = await newToken(duble)
    expect([await works(first), await works(second), await works(third)]).toEqual([
      'invalid_token',
      'invalid_token',
      'ok.empty',
    ])
  })

  it('of a client that is disabled or unknown is worth nothing [S-A07]', async () => {
    const token = (client: string) =>
      `{ token: t-${client}, client: ${client}, scope: "clientes:ler", expires_at: 2099-01-01T00:00:00Z }`
    await using duble = await openOn(`
fixture: t
vendor: smartspace
credentials: [{ name: old, user: a, password: b, status: disabled }]
tokens: [${token('old')}, ${token('nobody')}]
clientes: []`)
    const old = await ask(duble, lookUp, bearer('t-old'))
    expect([old.outcome, old.why]).toEqual(['invalid_token', 'credential "old" is disabled'])
    const nobody = await ask(duble, lookUp, bearer('t-nobody'))
    expect([nobody.outcome, nobody.why]).toEqual(['invalid_token', 'the token is of no known client'])
  })

  it('may do anything under oauth.scopes ignored [S-A17]', async () => {
    await using duble = await openSmartspace({ 'oauth.scopes': 'ignored' })
    expect((await edit(duble, '1001', {}, bearer('token-sem-escopo'))).outcome).toBe('ok')
  })

  it('is another with each request, and the same with the same seed [S-A05]', async () => {
    const issued = async (seed: number) => {
      await using duble = await inProcess({ vendors: ['smartspace'], seed })
      return [await newToken(duble), await newToken(duble)]
    }
    const [first, second] = await issued(1)
    expect(first).not.toBe(second)
    expect(await issued(1)).toEqual([first, second])
    expect(await issued(2)).not.toContain(first)
  })
})
