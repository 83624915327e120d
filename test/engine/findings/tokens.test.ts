import { describe, expect, it } from 'vitest'
import { openWatched } from './support.ts'

type Watched = Awaited<ReturnType<typeof openWatched>>

async function fetchToken(
  { ask }: Pick<Watched, 'ask'>,
  more = '',
  client = 'smartspace',
  secret = 'segredo',
) {
  const { text } = await ask('/smartspace/oauth/token', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `grant_type=client_credentials&client_id=${client}&client_secret=${secret}${more}`,
  })
  return (JSON.parse(text) as { access_token: string }).access_token
}
const call = ({ ask }: Pick<Watched, 'ask'>, token: string) =>
  ask('/smartspace/clientes?codigo=1001', { headers: { authorization: `Bearer ${token}` } })
/** A fetch and a call, so many times. */
async function pairs(watched: Watched, times: number): Promise<void> {
  for (let turn = 0; turn < times; turn++) await call(watched, await fetchToken(watched))
}
const FOUND = 'token_per_call smartspace/oauth_token platform'

describe('a token for each call', () => {
  it('is found from the third pair of a fetch and a call on', async () => {
    const watched = await openWatched()
    await pairs(watched, 2)
    expect(watched.found()).toEqual([])
    await pairs(watched, 1)
    expect(watched.world.findings()).toMatchObject([
      {
        name: 'token_per_call',
        operation: 'oauth_token',
        credential: 'platform',
        times: 3,
        says: 'smartspace/oauth_token gave 3 tokens one after the other that were used for one call each, though each lives 3600 seconds',
        suggests: 'Keep a token for all calls until it expires or is refused',
        behaviour: 'oauth_token.ok',
        requests: [{ id: 1 }, { id: 3 }, { id: 5 }],
      },
    ])
    expect(JSON.stringify(watched.world.findings())).not.toContain('segredo')
  })

  it('is not told of a third token that is used on', async () => {
    const watched = await openWatched()
    await pairs(watched, 2)
    const token = await fetchToken(watched)
    await call(watched, token)
    await call(watched, token)
    expect(watched.found()).toEqual([])
  })

  it('stays found when a later token is used on', async () => {
    const watched = await openWatched()
    await pairs(watched, 3)
    const token = await fetchToken(watched)
    for (let times = 0; times < 5; times++) await call(watched, token)
    expect(watched.found()).toEqual([`${FOUND} 3×`])
    await pairs(watched, 1)
    expect(watched.found()).toEqual([`${FOUND} 3×`])
  })

  it('stays found when a later token is fetched only when it has expired', async () => {
    const watched = await openWatched()
    await pairs(watched, 5)
    watched.world.clock.advance('1h')
    await pairs(watched, 1)
    expect(watched.found()).toEqual([`${FOUND} 5×`])
    await pairs(watched, 3)
    watched.world.clock.advance('1h')
    await pairs(watched, 1)
    expect(watched.found()).toEqual([`${FOUND} 9×`])
  })

  it('is not a token behind one that expired, or was revoked and refused', async () => {
    const watched = await openWatched()
    for (let times = 0; times < 4; times++) {
      await pairs(watched, 1)
      watched.world.clock.advance('1h')
    }
    expect(watched.found()).toEqual([])
    for (let times = 0; times < 4; times++) {
      const token = await fetchToken(watched)
      await call(watched, token)
      await watched.world.fake('smartspace').store.reset()
      expect((await call(watched, token)).status).toBe(401)
    }
    expect(watched.found()).toEqual([])
  })

  it('is not a token behind a 401 that a fault answered', async () => {
    const watched = await openWatched()
    for (let times = 0; times < 4; times++) {
      const token = await fetchToken(watched)
      await call(watched, token)
      watched.world.addFault({
        vendor: 'smartspace',
        operation: 'consultar',
        fault: 'invalid_token',
        times: 1,
      })
      expect((await call(watched, token)).status).toBe(401)
    }
    expect(watched.found()).toEqual([])
  })

  it('is not one token for each of several clients, or scopes, or for calls that go together', async () => {
    const watched = await openWatched()
    await call(watched, await fetchToken(watched))
    await call(watched, await fetchToken(watched, '', 'smartspace-leitura', 'segredo-leitura'))
    await call(watched, await fetchToken(watched, '&scope=clientes:ler'))
    await call(watched, await fetchToken(watched, '&scope=clientes:ler clientes:editar'))
    const together = [await fetchToken(watched), await fetchToken(watched), await fetchToken(watched)]
    for (const token of together) await call(watched, token)
    expect(watched.found()).toEqual([])
  })

  it('is not tokens that nobody uses, nor Basic', async () => {
    const watched = await openWatched()
    for (let times = 0; times < 5; times++) {
      await fetchToken(watched, `&scope=clientes:ler`.repeat(times % 2))
      await watched.ask('/smartspace/clientes?codigo=1001', {
        headers: { authorization: 'Basic c21hcnRzcGFjZTpzZWdyZWRv' },
      })
    }
    expect(watched.found()).toEqual([])
  })

  it('begins anew with a reset', async () => {
    const watched = await openWatched()
    for (let times = 0; times < 3; times++) {
      await pairs(watched, 2)
      await watched.world.reset()
    }
    expect(watched.found()).toEqual([])
  })
})

describe('a token that has expired', () => {
  const EXPIRED = 'expired_token_reused smartspace/consultar anybody'

  it('is found when it is used a second time behind the answer that said so', async () => {
    const watched = await openWatched()
    await call(watched, 'token-vencido')
    watched.wait(50)
    await call(watched, 'token-vencido')
    expect(watched.found()).toEqual([])
    await call(watched, 'token-vencido')
    expect(watched.world.findings()).toMatchObject([
      {
        name: 'expired_token_reused',
        operation: 'consultar',
        times: 1,
        says: 'smartspace/consultar was asked again and again with a token that the answer of 2026-03-02 09:00:00 had refused because it had expired',
        suggests: 'Fetch a new token when one is refused, and ask once more with that',
        behaviour: 'consultar.invalid_token',
        requests: [{ id: 1 }, { id: 3 }],
      },
    ])
    await call(watched, 'token-vencido')
    expect(watched.found()).toEqual([`${EXPIRED} 2×`])
  })

  it('is innocent in a burst that was on its way when the first answer came', async () => {
    const watched = await openWatched()
    for (let times = 0; times < 20; times++) await call(watched, 'token-vencido')
    watched.wait(50)
    await call(watched, 'token-vencido')
    expect(watched.found()).toEqual(['hammering smartspace/consultar anybody 11×'])
  })

  it('is another one each time that one was fetched, and expired', async () => {
    const watched = await openWatched()
    for (let times = 0; times < 4; times++) {
      const token = await fetchToken(watched)
      await call(watched, token)
      watched.world.clock.advance('2h')
      expect((await call(watched, token)).status).toBe(401)
      watched.wait(50)
    }
    expect(watched.found()).toEqual([])
  })

  it('is neither a revoked one nor an unknown one', async () => {
    const watched = await openWatched()
    for (let times = 0; times < 4; times++) {
      await call(watched, 'token-revogado')
      await call(watched, 'nobodys')
      watched.wait(2000)
    }
    expect(watched.found()).toEqual([])
  })

  it('was never told of by an answer that broke', async () => {
    const watched = await openWatched()
    watched.world.addFault({ vendor: 'smartspace', operation: 'consultar', fault: 'empty_response' })
    for (let times = 0; times < 4; times++) {
      await call(watched, 'token-vencido')
      watched.wait(50)
    }
    expect(watched.found()).toEqual([])
  })
})
