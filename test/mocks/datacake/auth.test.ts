import { describe, expect, it } from 'vitest'
import { datacake } from '../../../mocks/datacake/api.ts'
import { describeBoth, onTheWire, send } from '../../support.ts'
import { enter, erp, OPERATIONS, openErp, refused, TOKEN } from './support.ts'

const ASK = '/datacake/produtos'
const bearer = (authorization: string): RequestInit => ({ headers: { authorization } })

describeBoth('The ERP’s token', (open) => {
  it('opens it behind Bearer in Authorization, whatever the capitals of the scheme [K-02] [K-A02]', async () => {
    await using duble = await openErp({}, open)
    for (const value of ['Bearer erp-token', 'bearer erp-token', 'BEARER   erp-token']) {
      expect([value, (await send(duble, ASK, bearer(value))).status]).toEqual([value, 200])
    }
  })

  it.each([
    ['no header', {}, 'the header "Authorization" is missing or empty'],
    ['an empty one', bearer(''), 'the header "Authorization" is missing or empty'],
    ['the token alone', bearer('erp-token'), 'the header "Authorization" is not "Bearer <token>"'],
    ['the scheme alone', bearer('Bearer'), 'the header "Authorization" is not "Bearer <token>"'],
    ['another scheme', bearer('Basic erp-token'), 'the header "Authorization" is not "Bearer <token>"'],
    [
      'a scheme run together',
      bearer('Bearererp-token'),
      'the header "Authorization" is not "Bearer <token>"',
    ],
    ['another token', bearer('Bearer outro'), 'no credential has the token in header "Authorization"'],
    ['a longer one', bearer('Bearer erp-token2'), 'no credential has the token in header "Authorization"'],
    ['one in capitals', bearer('Bearer ERP-TOKEN'), 'no credential has the token in header "Authorization"'],
    ['a disabled one', bearer('Bearer erp-token-antigo'), 'credential "disabled" is disabled'],
  ] as const)('is refused with %s [K-A02]', async (_what, init, why) => {
    await using duble = await openErp({}, open)
    const seen = await send(duble, ASK, init)
    expect([seen.status, seen.outcome, seen.body]).toEqual([401, 'invalid_token', refused('Token inválido')])
    expect(seen.why).toBe(why)
  })
})

it('is asked for by every operation, before anything else [K-A02]', async () => {
  await using duble = await openErp()
  await enter(duble, 'prospect 9001 is new')
  for (const operation of OPERATIONS) {
    const seen = await erp(duble, operation, undefined, { headers: {} })
    expect([operation, seen.status, seen.outcome]).toEqual([operation, 401, 'invalid_token'])
    const both = await erp(duble, operation, { id_prospecto: '99', cnpj_cpf: '1' }, { headers: {} })
    expect([operation, both.outcome]).toEqual([operation, 'invalid_token'])
  }
})

describe('an ERP of another taste', () => {
  it('has the token in another header, and then not in Authorization [K-02] [K-A02]', async () => {
    await using duble = await openErp({ 'auth.header': 'X-ERP-Token' })
    expect((await send(duble, ASK, { headers: { 'x-erp-token': 'Bearer erp-token' } })).status).toBe(200)
    const seen = await send(duble, ASK, { headers: TOKEN })
    expect([seen.status, seen.why]).toEqual([401, 'the header "X-ERP-Token" is missing or empty'])
  })

  it('has another scheme, and then not Bearer [K-A02]', async () => {
    await using duble = await openErp({ 'auth.scheme': 'Token' })
    expect((await send(duble, ASK, bearer('token erp-token'))).status).toBe(200)
    const seen = await send(duble, ASK, { headers: TOKEN })
    expect([seen.status, seen.why]).toEqual([401, 'the header "Authorization" is not "Token <token>"'])
  })

  it('has no scheme at all [K-A02]', async () => {
    await using duble = await openErp({ 'auth.header': 'token', 'auth.scheme': '' })
    expect((await send(duble, ASK, { headers: { token: 'erp-token' } })).status).toBe(200)
    const seen = await send(duble, ASK, { headers: { token: 'Bearer erp-token' } })
    expect([seen.status, seen.why]).toEqual([401, 'no credential has the token in header "token"'])
  })

  it('asks nobody, whatever he sends: the token is only recommended [K-02] [K-A02]', async () => {
    await using duble = await openErp({ auth: 'none' })
    for (const headers of [{}, TOKEN, { authorization: 'Bearer outro' }]) {
      expect((await send(duble, ASK, { headers })).status).toBe(200)
    }
    expect(duble.world.journal.read({ limit: 1 }).entries[0]?.credential).toBe('anybody')
  })

  it('that names a header which cannot be is told so, and stops nothing [K-A02]', async () => {
    for (const name of ['X Token', '', 'ção']) {
      if (name === 'ção') {
        await expect(openErp({ 'auth.header': name })).rejects.toThrow(
          "datacake's option auth.header must be one line of plain ASCII text",
        )
        continue
      }
      await using duble = await openErp({ 'auth.header': name }, onTheWire)
      const seen = await send(duble, ASK, { headers: TOKEN })
      expect([seen.status, seen.why]).toEqual([
        401,
        `an option says that the token's header is "${name}": no header can be named so`,
      ])
    }
  })

  it.each([
    [undefined, { Authorization: 'Bearer t' }],
    [{ 'auth.header': 'token', 'auth.scheme': '' }, { token: 't' }],
    [{ 'auth.header': 'Authorization', 'auth.scheme': 'Token' }, { Authorization: 'Token t' }],
  ])('tells clients under %j to send %j [K-A02]', (options, headers) => {
    expect(datacake.auth.present({ token: 't' }, options)).toEqual({ headers })
  })
})

it('keeps the token out of the journal, whatever header has it [K-A02]', async () => {
  for (const options of [{}, { 'auth.header': 'X-Chave' }, { 'auth.header': 'X-Chave', 'auth.scheme': '' }]) {
    await using duble = await openErp(options)
    const { headers = {} } = datacake.auth.present(
      { token: 'erp-token' },
      { 'auth.header': 'Authorization', 'auth.scheme': 'Bearer', ...options },
    )
    expect((await send(duble, ASK, { headers })).status).toBe(200)
    expect(JSON.stringify(duble.world.journal.read())).not.toContain('erp-token')
  }
})
