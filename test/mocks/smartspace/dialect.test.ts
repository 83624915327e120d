import { describe, expect, it } from 'vitest'
import { ask, bearer, grant, HEAD, openOn, openSmartspace } from './support.ts'
import { expectError } from './token-errors.ts'

const IN_BODY = 'grant_type=client_credentials&client_id=smartspace&client_secret=segredo'

describe('The dialect br', () => {
  const PERSON = {
    grant_type: 'password',
    client_id: 'smartspace',
    client_secret: 'segredo',
    username: 'smartspace',
    password: 'segredo',
  }
  const form = (fields: object) => String(new URLSearchParams(fields as Record<string, string>))

  it('takes JSON, and a user with a password, in either form [S-A08]', async () => {
    await using duble = await openSmartspace({ 'oauth.dialect': 'br' })
    for (const sent of [PERSON, form(PERSON), { ...PERSON, grant_type: 'client_credentials' }, IN_BODY]) {
      const seen = await grant(duble, sent, {})
      expect([seen.status, seen.body.token_type]).toEqual([200, 'Bearer'])
      expect((await ask(duble, 'codigo=1001', bearer(seen.body.access_token))).outcome).toBe('ok')
    }
  })

  it.each([
    [{ ...PERSON, password: 'outra' }, 'invalid_grant', 'no credential has this user name and password'],
    [{ ...PERSON, username: 'outro' }, 'invalid_grant', 'no credential has this user name and password'],
    [{ ...PERSON, username: '' }, 'invalid_request', 'username is missing'],
    [{ ...PERSON, password: undefined }, 'invalid_request', 'password is missing'],
    [{ ...PERSON, client_secret: 'x' }, 'invalid_client', 'no credential has this client and secret'],
    [
      { ...PERSON, grant_type: 'refresh_token' },
      'unsupported_grant_type',
      'the grant type is none of client_credentials, password',
    ],
    [
      { ...PERSON, client_id: 'smartspace-basico', client_secret: 'segredo-basico' },
      'unauthorized_client',
      'credential "basic_only" may not use password',
    ],
    [
      { ...PERSON, scope: 'x' },
      'invalid_scope',
      '1 of the scopes asked for are unknown or not for credential "platform"',
    ],
    [{ ...PERSON, username: 7 }, 'invalid_request', 'username must be string'],
    [['a', 'b'], 'invalid_request', 'the body is JSON, but not an object'],
  ] as const)('refuses %o as %s [S-A06] [S-A08]', async (sent, error, why) => {
    await using duble = await openSmartspace({ 'oauth.dialect': 'br' })
    expectError(await grant(duble, sent, {}), error, why)
  })

  it('takes no person whose credential is disabled [S-A08]', async () => {
    await using duble = await openSmartspace({ 'oauth.dialect': 'br' })
    const seen = await grant(
      duble,
      { ...PERSON, username: 'smartspace-antigo', password: 'segredo-antigo' },
      {},
    )
    expectError(seen, 'invalid_grant', 'no credential has this user name and password')
  })

  it('calls JSON that is none, or none at all, an invalid request [S-A08]', async () => {
    await using duble = await openOn(`${HEAD}clientes: []`, { 'oauth.dialect': 'br' })
    const json = { 'content-type': 'application/json' }
    expectError(await grant(duble, '', json), 'invalid_request', 'the body is empty')
    expect((await grant(duble, '{"a"', json)).outcome).toBe('invalid_request')
  })
})
