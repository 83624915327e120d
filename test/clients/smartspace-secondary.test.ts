import { describe, expect, it } from 'vitest'
import type { ClientClock } from '../../src/clients/clock.ts'
import type { SmartspaceAuth } from '../../src/clients/smartspace.ts'
import type { Duble } from '../../src/index.ts'
import { asked, CPF, madeUp, OAUTH, open, PAIR, platform, thrown } from './smartspace-support.ts'

describe('the secondary URL', () => {
  /** Two companies, of which the first fails in one way or another. */
  const two = async (first: Duble, second: Duble, auth: SmartspaceAuth = OAUTH) => {
    const company = platform(second, auth, {
      url: 'http://localhost/primary/smartspace',
      secondaryUrl: 'http://localhost/smartspace',
      fetch: async (input, init) => {
        const url = String(input)
        if (!url.includes('/primary')) return second.fetch(new Request(url, init))
        return first.fetch(new Request(url.replace('/primary', ''), init))
      },
    })
    return company
  }

  it.each(['unavailable', 'internal'])(
    'is asked where the first answers %s, with a token of its own',
    async (outcome) => {
      await using first = await open()
      await using second = await open()
      const company = await two(first, second)
      first.world.fake('smartspace').addFault('consultar', outcome, 1)
      expect((await company.lookup({ cpf: CPF }))[0]).toMatchObject({ codigo: '1001' })
      expect(asked(first)).toEqual(['oauth_token.ok', `consultar.${outcome}`])
      expect(asked(second)).toEqual(['oauth_token.ok', 'consultar.ok'])
      await company.lookup({ cpf: CPF })
      expect(asked(first).at(-1)).toBe('consultar.ok')
      expect(asked(second)).toHaveLength(2)
    },
  )

  it('is asked where the first one’s token endpoint is down', async () => {
    await using first = await open()
    await using second = await open()
    await first.world.fake('smartspace').applyState('the customer API is down')
    const company = await two(first, second)
    await company.connect()
    expect((await company.edit('1001', { rg: '9' }))[0]?.['rg']).toBe('9')
    expect(asked(first)).toEqual(['oauth_token.unavailable', 'oauth_token.unavailable'])
  })

  it('is not asked where the first refuses', async () => {
    await using first = await open({ unknown_customer: 'not_found' })
    await using second = await open()
    const company = await two(first, second, PAIR)
    expect(await thrown(company.lookup({ cpf: '529.982.247-25' }))).toMatchObject({
      code: 'not_found',
      status: 404,
    })
    expect(await thrown(company.edit('1001', { cpf: '1' }))).toMatchObject({
      code: 'invalid_document',
      status: 422,
    })
    expect(asked(second)).toEqual([])
  })

  it('is asked where the first cannot be reached, and named where it cannot either', async () => {
    const tried: string[] = []
    const company = madeUp(
      (url) => {
        tried.push(new URL(url).host)
        if (url.includes('reserva') && tried.length < 4) return Response.json([])
        throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })
      },
      { secondaryUrl: 'https://reserva.example.com' },
    )
    expect(await company.lookup({ cpf: CPF })).toEqual([])
    expect(tried).toEqual(['erp.example.com', 'reserva.example.com'])
    expect(await thrown(company.lookup({ cpf: CPF }))).toMatchObject({
      code: 'unreachable',
      status: 0,
      message: 'smartspace/consultar answered unreachable (HTTP 0): no answer: ECONNREFUSED',
    })
  })

  it('leaves no timer behind an answer, good or bad', async () => {
    const signals: (AbortSignal | undefined)[] = []
    const clock: ClientClock = {
      now: () => 0,
      sleep: (_milliseconds, signal) => {
        signals.push(signal)
        return new Promise(() => {})
      },
    }
    await madeUp(() => Response.json([]), { clock }).lookup({ codigo: '1' })
    await thrown(madeUp(() => Response.json({}, { status: 500 }), { clock }).lookup({ codigo: '1' }))
    expect(signals.map((signal) => signal?.aborted)).toEqual([true, true])
  })

  it('is asked where the first is too late', async () => {
    let calls = 0
    const aborted: boolean[] = []
    const company = madeUp(
      (url, { signal }) => {
        if (url.includes('reserva')) return Response.json([{ nome: 'A' }])
        return new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            aborted.push(true)
            reject(signal.reason)
          })
        })
      },
      {
        secondaryUrl: 'https://reserva.example.com',
        timeout: 5_000,
        clock: {
          now: () => 0,
          sleep: (milliseconds) => (calls++ === 0 ? Promise.resolve() : new Promise(() => milliseconds)),
        },
      },
    )
    expect(await company.lookup({ cpf: CPF })).toEqual([{ nome: 'A' }])
    expect(aborted).toEqual([true])
  })

  it('is not asked where the caller himself gives up', async () => {
    const tried: string[] = []
    const company = madeUp(
      (url) => {
        tried.push(new URL(url).host)
        return new Promise(() => {})
      },
      { secondaryUrl: 'https://reserva.example.com' },
    )
    const controller = new AbortController()
    const lookup = thrown(company.lookup({ cpf: CPF }, { signal: controller.signal }))
    controller.abort(new Error('enough'))
    expect((await lookup).message).toBe('enough')
    expect(tried).toEqual(['erp.example.com'])
    expect((await thrown(company.lookup({ cpf: CPF }, { signal: controller.signal }))).message).toBe('enough')
    expect(tried).toHaveLength(1)
  })

  it('is not asked, nor is the first, where the caller has given up before he asked', async () => {
    await using first = await open()
    first.world.fake('smartspace').addFault('oauth_token', 'internal')
    const company = await two(first, first)
    const signal = AbortSignal.abort(new Error('enough'))
    expect((await thrown(company.lookup({ cpf: CPF }, { signal }))).message).toBe('enough')
    expect((await thrown(company.connect({ signal }))).message).toBe('enough')
    expect(asked(first)).toEqual([])
  })
})

describe('one caller’s wish to stop', () => {
  it('does not take the token from the others', async () => {
    await using duble = await open()
    let release: () => void = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const company = platform(duble, OAUTH, {
      async fetch(input, init) {
        if (String(input).endsWith('/oauth/token')) await held
        return duble.fetch(new Request(input, init))
      },
    })
    const controller = new AbortController()
    const first = thrown(company.lookup({ cpf: CPF }, { signal: controller.signal }))
    const second = company.lookup({ cpf: CPF })
    controller.abort(new Error('enough'))
    expect((await first).message).toBe('enough')
    release()
    expect(await second).toHaveLength(1)
    expect(asked(duble)).toEqual(['oauth_token.ok', 'consultar.ok'])
  })
})
