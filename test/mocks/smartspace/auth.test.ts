import { describe, expect, it } from 'vitest'
import { describeBoth, type Seen } from '../../support.ts'
import { ask, basic, bearer, codes, edit, newToken, openOn, openSmartspace } from './support.ts'

const BASIC = 'Basic realm="smartspace", charset="UTF-8"'
const BEARER = 'Bearer realm="smartspace"'
const BAD_TOKEN = `${BEARER}, error="invalid_token", error_description="The access token is unknown, expired or revoked"`
const lookUp = 'codigo=1001'
const challenge = ({ headers }: Seen) => headers.get('www-authenticate')
const raw = (authorization: string) => ({ authorization })

describeBoth('The customer API', (open) => {
  it('lets in a user with the password, and the token that they are given [S-07] [S-08] [S-09]', async () => {
    await using duble = await openSmartspace({}, open)
    expect(codes(await ask(duble, lookUp))).toEqual(['1001'])
    expect(codes(await ask(duble, lookUp, bearer(await newToken(duble))))).toEqual(['1001'])
    expect((await edit(duble, '1001', {}, bearer(await newToken(duble)))).outcome).toBe('ok')
  })

  it.each(['both', 'basic', 'oauth2'])(
    'names what it takes, without an error code, to whom sends nothing, under auth %s [S-07] [S-A07] [S-A12]',
    async (auth) => {
      await using duble = await openSmartspace({ auth }, open)
      for (const seen of [await ask(duble, lookUp, {}), await edit(duble, '1001', {}, {})]) {
        expect([seen.status, seen.outcome]).toEqual([401, 'no_credentials'])
        expect(seen.text).toBe('{"erro":"Autenticação necessária"}')
        expect(challenge(seen)).toBe({ both: `${BASIC}, ${BEARER}`, basic: BASIC, oauth2: BEARER }[auth])
        expect(seen.why).toBe('the header "Authorization" is missing')
      }
    },
  )

  it.each([
    ['another password', basic('smartspace', 'outro')],
    ['another user', basic('outro')],
    ['a disabled user', basic('smartspace-antigo', 'segredo-antigo')],
    ['no pair', raw('Basic')],
    ['no base64', raw('Basic não é')],
    ['no colon', raw(`Basic ${Buffer.from('smartspace').toString('base64')}`)],
    ['an empty pair', raw(`Basic ${Buffer.from(':').toString('base64')}`)],
  ])('refuses %s with the Basic challenge [S-08] [S-A04]', async (_what, headers) => {
    await using duble = await openSmartspace({}, open)
    for (const seen of [await ask(duble, lookUp, headers), await edit(duble, '1001', {}, headers)]) {
      expect([seen.status, seen.outcome]).toEqual([401, 'wrong_credentials'])
      expect(seen.text).toBe('{"erro":"Usuário ou senha inválidos"}')
      expect(challenge(seen)).toBe(BASIC)
      expect(seen.why).not.toContain('segredo')
    }
  })

  it.each([
    ['unknown', 'outro-token', 'the token is not known'],
    ['expired', 'token-vencido', 'the token expired at 2020-01-01T00:00:00Z'],
    ['revoked', 'token-revogado', 'the token is revoked'],
  ])('refuses a token that is %s with invalid_token [S-09] [S-A07]', async (_what, token, why) => {
    await using duble = await openSmartspace({}, open)
    for (const seen of [
      await ask(duble, lookUp, bearer(token)),
      await edit(duble, '1001', {}, bearer(token)),
    ]) {
      expect([seen.status, seen.outcome, seen.why]).toEqual([401, 'invalid_token', why])
      expect(seen.text).toBe('{"erro":"Token inválido, expirado ou revogado"}')
      expect(challenge(seen)).toBe(BAD_TOKEN)
    }
  })

  it('refuses a token that may not do this with 403, and names the scope [S-A07] [S-A17]', async () => {
    await using duble = await openSmartspace({}, open)
    const scope = (name: string) =>
      `${BEARER}, error="insufficient_scope", error_description="The request requires higher privileges than the access token has", scope="${name}"`
    const reading = await ask(duble, lookUp, bearer('token-sem-escopo'))
    expect([reading.status, reading.outcome]).toEqual([403, 'insufficient_scope'])
    expect(challenge(reading)).toBe(scope('clientes:ler'))
    const editing = await edit(duble, '1001', { nome: 'B' }, bearer('token-leitura'))
    expect([editing.status, editing.outcome, editing.why]).toEqual([
      403,
      'insufficient_scope',
      'the token lacks the scope clientes:editar',
    ])
    expect(challenge(editing)).toBe(scope('clientes:editar'))
    expect(editing.text).toBe('{"erro":"O token não permite esta operação"}')
    expect((await ask(duble, lookUp, bearer('token-leitura'))).body[0].nome).toBe('ANA DUBLÊ')
  })

  it.each(['Bearer', 'Bearer ', 'Bearer a b', 'Bearer "token-valido"', 'bearer token,valido'])(
    'calls the header %s malformed [S-A18]',
    async (header) => {
      await using duble = await openSmartspace({}, open)
      for (const seen of [
        await ask(duble, lookUp, raw(header)),
        await edit(duble, '1001', {}, raw(header)),
      ]) {
        expect([seen.status, seen.outcome]).toEqual([400, 'bad_authorization'])
        expect(seen.text).toBe('{"erro":"Cabeçalho Authorization inválido"}')
        expect(challenge(seen)).toBe(
          `${BEARER}, error="invalid_request", error_description="The Authorization header is malformed"`,
        )
      }
    },
  )
})

describe('The header Authorization', () => {
  it.each([
    ['basic', bearer('token-valido'), 'the header "Authorization" does not begin with Basic'],
    ['oauth2', basic(), 'the header "Authorization" does not begin with Bearer'],
    [
      'both',
      raw('Digest username="smartspace"'),
      'the header "Authorization" does not begin with Basic or Bearer',
    ],
    ['both', raw('token-valido'), 'the header "Authorization" does not begin with Basic or Bearer'],
    ['both', raw('Bearertoken-valido'), 'the header "Authorization" does not begin with Basic or Bearer'],
  ])(
    'under auth %s is as good as none with another scheme: %o [S-07] [S-A12]',
    async (auth, headers, why) => {
      await using duble = await openSmartspace({ auth })
      const seen = await ask(duble, lookUp, headers)
      expect([seen.status, seen.outcome, seen.why]).toEqual([401, 'no_credentials', why])
      expect(challenge(seen)).toBe({ both: `${BASIC}, ${BEARER}`, basic: BASIC, oauth2: BEARER }[auth])
    },
  )

  it.each([
    ['basic', basic()],
    ['oauth2', bearer('token-valido')],
  ])('under auth %s opens with its own scheme [S-07]', async (auth, headers) => {
    await using duble = await openSmartspace({ auth })
    expect((await ask(duble, lookUp, headers)).outcome).toBe('ok')
  })

  it('takes its scheme in any capitals, and more than one space behind it [S-A04] [S-A07]', async () => {
    await using duble = await openSmartspace()
    const [, pair] = basic()['authorization']?.split(' ') ?? []
    for (const header of [`basic ${pair}`, `BASIC  ${pair}`, 'bearer token-valido', 'BEARER  token-valido']) {
      expect((await ask(duble, lookUp, raw(header))).outcome).toBe('ok')
    }
  })

  it('carries users and passwords in UTF-8, colons in the password too [S-08] [S-A04]', async () => {
    const credentials =
      '[{ name: a, user: usuário, password: "señha:com:dois" }, { name: b, user: usuário2, password: x }]'
    await using duble = await openOn(
      `fixture: t\nvendor: smartspace\ncredentials: ${credentials}\nclientes: []`,
    )
    expect((await ask(duble, lookUp, basic('usuário', 'señha:com:dois'))).outcome).toBe('ok.empty')
    expect((await ask(duble, lookUp, basic('usuário', 'x'))).outcome).toBe('wrong_credentials')
  })

  it('is the only place for a token: the query is none [S-A07]', async () => {
    await using duble = await openSmartspace()
    expect((await ask(duble, `${lookUp}&access_token=token-valido`, {})).outcome).toBe('no_credentials')
  })

  it('is looked at before the key and the body [S-07]', async () => {
    await using duble = await openSmartspace()
    expect((await ask(duble, '', {})).status).toBe(401)
    expect((await edit(duble, '9999', '', {})).status).toBe(401)
  })

  it('is never shown by the journal, nor is a password or a token [S-A04]', async () => {
    await using duble = await openSmartspace()
    await ask(duble, lookUp)
    await ask(duble, lookUp, bearer('token-valido'))
    await ask(duble, lookUp, bearer('outro-token'))
    const issued = await newToken(
      duble,
      'grant_type=client_credentials&client_id=smartspace&client_secret=segredo',
      {},
    )
    const shown = JSON.stringify(duble.world.journal.read().entries)
    for (const secret of ['token-valido', 'outro-token', 'segredo', issued, basic()['authorization']]) {
      expect(shown).not.toContain(secret)
    }
  })
})
