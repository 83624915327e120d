import { describe, expect, it } from 'vitest'
import { describeBoth, inProcess, send } from '../../support.ts'
import { ask, openDefault } from './support.ts'

const ALL = '/vocalcontact/api/app/lead/all'
const SECRETS = {
  token_bi: 'token-bi',
  token_api: 'token-api',
  chave_acesso: 'chave-acesso',
  app_representante: 'app-representante',
}

describeBoth('VocalContact’s token', (open) => {
  it('opens the API at the end of the path [V-14] [V-19] [V-20]', async () => {
    await using duble = await openDefault({}, open)
    const seen = await send(duble, `${ALL}/token/token-bi`)
    expect(seen.status).toBe(200)
    expect(seen.body[0].id).toBe('1')
  })

  it.each(['', '/', '/token', '/token/', '/format/csv', '/format/csv/token/', '?token=token-bi'])(
    'is missing where the path ends in %s [V-19] [V-A11] [V-A15]',
    async (end) => {
      await using duble = await openDefault({}, open)
      const seen = await send(duble, ALL + end)
      expect(seen.status).toBe(401)
      expect(seen.outcome).toBe('no_token')
      expect(seen.text).toBe('{"error":"Token não informado"}')
      expect(seen.why).toBe('the path has no value behind the key "token"')
    },
  )

  it.each(['outro', 'TOKEN-BI', 'token-b', 'token-bi2', 'constructor', '%74oken-b', 'token%2Dbi%20'])(
    'is wrong as %s [V-19] [V-A11]',
    async (token) => {
      await using duble = await openDefault({}, open)
      const seen = await ask(duble, 'lead/all', token)
      expect(seen.status).toBe(401)
      expect(seen.outcome).toBe('wrong_token')
      expect(seen.text).toBe('{"error":"Token inválido"}')
      expect(seen.why).toBe('no credential has the value behind the path\'s key "token"')
    },
  )

  it('may be written with percent signs, as any segment of a path [V-A01]', async () => {
    await using duble = await openDefault({}, open)
    expect((await ask(duble, 'lead/info', 'token%2Dbi')).status).toBe(200)
  })

  it('of a user who is no longer active gets 403 [V-20] [V-A11]', async () => {
    await using duble = await openDefault({}, open)
    const seen = await ask(duble, 'lead/all', 'token-inativo')
    expect(seen.status).toBe(403)
    expect(seen.outcome).toBe('inactive_user')
    expect(seen.text).toBe('{"error":"Acesso não autorizado"}')
    expect(seen.why).toBe('credential "inactive" is inactive')
  })

  it('is looked at before the parameters are [V-A11] [V-A15]', async () => {
    await using duble = await openDefault({}, open)
    expect((await ask(duble, 'lead/created/from/ontem/pagina/2', 'outro')).outcome).toBe('wrong_token')
    expect((await send(duble, '/vocalcontact/api/app/lead/created/abc')).outcome).toBe('no_token')
  })
})

describe('the four secrets of a VocalContact user', () => {
  it('are all in the default world, and Token BI alone opens the API [V-21] [V-Q3]', async () => {
    await using duble = await openDefault()
    const { credentials } = duble.vendor('vocalcontact')
    expect(
      credentials.filter(({ status }) => status === 'valid').map(({ kind, token }) => [kind, token]),
    ).toEqual(Object.entries(SECRETS))
    for (const [kind, token] of Object.entries(SECRETS)) {
      const seen = await ask(duble, 'lead/info', token)
      expect([kind, seen.outcome]).toEqual([kind, kind === 'token_bi' ? 'ok' : 'wrong_token'])
      if (kind !== 'token_bi')
        expect(seen.why).toBe(`credential "${kind}" is a ${kind}, which opens nothing here`)
    }
  })

  it.each(Object.keys(SECRETS))(
    'may be %s instead, and then no other [V-21] [V-Q3]',
    async (accepted_secret) => {
      await using duble = await openDefault({ accepted_secret })
      for (const [kind, token] of Object.entries(SECRETS)) {
        const { outcome } = await ask(duble, 'lead/info', token)
        expect([kind, outcome]).toEqual([kind, kind === accepted_secret ? 'ok' : 'wrong_token'])
      }
      const inactive = (await ask(duble, 'lead/info', 'token-inativo')).outcome
      expect(inactive).toBe(accepted_secret === 'token_bi' ? 'inactive_user' : 'wrong_token')
    },
  )

  it('may be any of them under accepted_secret any [V-21] [V-Q3]', async () => {
    await using duble = await openDefault({ accepted_secret: 'any' })
    for (const token of Object.values(SECRETS))
      expect((await ask(duble, 'lead/info', token)).outcome).toBe('ok')
    expect((await ask(duble, 'lead/info', 'token-inativo')).outcome).toBe('inactive_user')
  })
})

describe('VocalContact’s token in what Dublê writes down', () => {
  it.each(['lead/all', 'lead/info/pagina/2', 'lead/nowhere', 'leads'])(
    'is masked, whatever %s answers [V-A14]',
    async (path) => {
      const lines: string[] = []
      await using duble = await inProcess({ vendors: ['vocalcontact'] })
      for (const token of ['token-bi', 'um-segredo']) await ask(duble, path, token)
      lines.push(...duble.world.journal.read().entries.map((entry) => JSON.stringify(entry)))
      expect(lines).toHaveLength(2)
      for (const line of lines) {
        expect(line).not.toMatch(/token-bi|um-segredo/)
        expect(line).toContain('/token/***')
      }
    },
  )

  it('is in no error that VocalContact itself answers [V-A14]', async () => {
    await using duble = await openDefault()
    for (const path of ['lead/all', 'lead/created', 'lead/all/pagina/2', 'lead/all/format/xml']) {
      expect((await ask(duble, path, 'um-segredo')).text).not.toContain('um-segredo')
      expect((await ask(duble, path, 'token-inativo')).text).not.toContain('token-inativo')
    }
  })
})
