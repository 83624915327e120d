import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import type { Duble } from '../../../src/index.ts'
import { describeBoth, inProcess, onTheWire, zen } from '../../support.ts'
import { DAY, TOTALS, ways, zenOptions } from './support.ts'

const REFUSED = [
  ['no_token', 'Token não informado'],
  ['wrong_token', 'Token inválido'],
  ['disabled_token', 'Token desabilitado'],
  ['not_authorized', 'Acesso não autorizado'],
] as const

describeBoth('CRM Zen’s token', (open) => {
  it('opens the API when it stands bare in the header token [Z-04] [Z-05]', async () => {
    await using duble = await open()
    const seen = await zen(duble, DAY, { token: 'zen-token' })
    expect(seen.status).toBe(200)
    expect(seen.outcome).toBe('ok')
  })

  it.each(REFUSED)(
    'is refused as %s with status 401 and its own text [Z-25] [Z-Q9]',
    async (outcome, error) => {
      await using duble = await open()
      const seen = await ways[outcome]?.(duble)
      expect(seen?.outcome).toBe(outcome)
      expect(seen?.status).toBe(401)
      expect(seen?.body).toEqual({ error })
    },
  )
})

/** Sends a header as spelled, which fetch does not. */
const spelled = (duble: Duble, name: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const asked = request(`${duble.url}${TOTALS}${DAY}`, { headers: { [name]: 'zen-token' } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    asked.on('error', reject).end()
  })

describe('where CRM Zen looks for the token', () => {
  it('is in every request, not only the first [Z-04]', async () => {
    await using duble = await inProcess()
    expect((await zen(duble)).status).toBe(200)
    const second = await zen(duble, DAY, {})
    expect(second.status).toBe(401)
    expect(second.body).toEqual({ error: 'Token não informado' })
  })

  it.each(['token', 'Token', 'TOKEN'])('is the header %s, capitals or not [Z-A08]', async (name) => {
    await using duble = await onTheWire()
    expect(await spelled(duble, name)).toBe(200)
  })

  it('is not a header of another name [Z-05]', async () => {
    await using duble = await inProcess()
    expect((await zen(duble, DAY, { 'x-token': 'zen-token' })).body).toEqual({ error: 'Token não informado' })
    expect((await zen(duble, DAY, { token: '' })).body).toEqual({ error: 'Token não informado' })
  })

  it.each(['Bearer zen-token', 'ZEN-TOKEN', 'zen-toke', 'zen-token2'])(
    'takes the header’s whole value as the token, so that %s is wrong [Z-05] [Z-25]',
    async (token) => {
      await using duble = await inProcess()
      expect((await zen(duble, DAY, { token })).body).toEqual({ error: 'Token inválido' })
    },
  )

  it('is neither Authorization nor the query [Z-A08]', async () => {
    await using duble = await inProcess()
    const bearer = await zen(duble, DAY, { authorization: 'Bearer zen-token' })
    expect(bearer.body).toEqual({ error: 'Token não informado' })
    const query = await zen(duble, `${DAY}&token=zen-token`, {})
    expect(query.body).toEqual({ error: 'Token não informado' })
  })

  it('is Authorization too under token_also_in bearer, but the header token goes first [Z-A08]', async () => {
    await using duble = await inProcess({}, zenOptions({ token_also_in: 'bearer' }))
    const both = await zen(duble, DAY, { token: 'outro', authorization: 'Bearer zen-token' })
    expect(both.body).toEqual({ error: 'Token inválido' })
    const bare = await zen(duble, DAY, { authorization: 'zen-token' })
    expect(bare.body).toEqual({ error: 'Token não informado' })
    const query = await zen(duble, `${DAY}&token=zen-token`, {})
    expect(query.body).toEqual({ error: 'Token não informado' })
    const disabled = await zen(duble, DAY, { authorization: 'Bearer zen-desabilitado' })
    expect(disabled.body).toEqual({ error: 'Token desabilitado' })
    expect((await zen(duble, DAY, { authorization: 'Bearer zen-token' })).status).toBe(200)
    expect((await zen(duble)).status).toBe(429)
  })

  it('is the query too under token_also_in query, but the header token goes first [Z-A08]', async () => {
    await using duble = await inProcess({}, zenOptions({ token_also_in: 'query' }))
    const both = await zen(duble, `${DAY}&token=zen-token`, { token: 'outro' })
    expect(both.body).toEqual({ error: 'Token inválido' })
    const bearer = await zen(duble, DAY, { authorization: 'Bearer zen-token' })
    expect(bearer.body).toEqual({ error: 'Token não informado' })
    expect((await zen(duble, `${DAY}&token=zen-token`, {})).status).toBe(200)
  })
})

describe('a token without permission for this API', () => {
  it('is told so [Z-Q9]', async () => {
    await using duble = await inProcess()
    expect((await ways['not_authorized']?.(duble))?.body).toEqual({ error: 'Acesso não autorizado' })
  })

  it('is called wrong under forbidden_token wrong_token, while the other three keep their texts [Z-Q9]', async () => {
    await using duble = await inProcess({}, zenOptions({ forbidden_token: 'wrong_token' }))
    const seen = await ways['not_authorized']?.(duble)
    expect(seen?.outcome).toBe('wrong_token')
    expect(seen?.body).toEqual({ error: 'Token inválido' })
    for (const [outcome, error] of REFUSED.slice(0, 3)) {
      expect((await ways[outcome]?.(duble))?.body).toEqual({ error })
    }
  })
})
