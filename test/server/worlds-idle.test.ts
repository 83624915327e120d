import { describe, expect, it } from 'vitest'
import { inProcess, send } from '../support.ts'
import { admin } from './support.ts'

const MINUTE = 60_000

/** A Dublê whose machine's time the test moves. */
async function openAt(more: object = {}) {
  let now = 0
  const duble = await inProcess({ vendors: ['crm-zen'], wall: () => now, ...more })
  const pass = (milliseconds: number): void => {
    now += milliseconds
  }
  return { duble, pass, worlds: async () => (await admin(duble, 'GET /worlds')).body.worlds }
}

describe('a world that lies unused', () => {
  it('is closed after an hour; the default one never is', async () => {
    const { duble, pass, worlds } = await openAt()
    await using _duble = duble
    await duble.newWorld()
    pass(60 * MINUTE - 1)
    expect(await worlds()).toEqual(['default', 'w1'])
    pass(1)
    expect(await worlds()).toEqual(['default'])
    pass(10_000 * MINUTE)
    expect((await send(duble, '/crm-zen/api/totais_lead')).status).not.toBe(404)
  })

  it('is used by a request, and by an order', async () => {
    const { duble, pass } = await openAt()
    await using _duble = duble
    await duble.newWorld({ id: 'x' })
    pass(59 * MINUTE)
    expect((await send(duble, '/w/x/crm-zen/api/totais_lead')).body.error).not.toBe('unknown_world')
    pass(59 * MINUTE)
    expect((await admin(duble, 'GET /worlds/x/clock')).status).toBe(200)
    pass(59 * MINUTE)
    expect((await send(duble, '/crm-zen/', { headers: { 'x-duble-world': 'x' } })).body.error).toBe(
      'no_operation',
    )
    pass(60 * MINUTE)
    expect((await send(duble, '/w/x/crm-zen/api/totais_lead')).body.error).toBe('unknown_world')
    expect((await admin(duble, 'GET /worlds/x/clock')).status).toBe(404)
  })

  it('says itself how long, and the world’s own clock does not matter', async () => {
    const { duble, pass, worlds } = await openAt({ worldIdle: '20m' })
    await using _duble = duble
    const short = await duble.newWorld({ id: 'short', idle: '1m' })
    await duble.newWorld({ id: 'long', idle: '0s' })
    await duble.newWorld({ id: 'usual' })
    short.clock.advance('1d')
    pass(MINUTE - 1)
    expect(await worlds()).toEqual(['default', 'short', 'long', 'usual'])
    pass(1)
    expect(await worlds()).toEqual(['default', 'long', 'usual'])
    pass(19 * MINUTE)
    expect(await worlds()).toEqual(['default', 'long'])
    pass(100_000 * MINUTE)
    expect(await worlds()).toEqual(['default', 'long'])
    await short.close() // it has what it wants
  })

  it('makes room for another', async () => {
    const { duble, pass, worlds } = await openAt({ mostWorlds: 2 })
    await using _duble = duble
    await duble.newWorld()
    await expect(duble.newWorld()).rejects.toThrow('there are 2 worlds, and no more may be opened')
    pass(60 * MINUTE)
    await duble.newWorld()
    expect(await worlds()).toEqual(['default', 'w3'])
  })

  it('may never be closed at all', async () => {
    const { duble, pass, worlds } = await openAt({ worldIdle: '0s', mostWorlds: 2 })
    await using _duble = duble
    await duble.newWorld()
    pass(100_000 * MINUTE)
    expect(await worlds()).toEqual(['default', 'w1'])
    await expect(duble.newWorld()).rejects.toThrow(/close one with DELETE \/__admin\/worlds\/\{id\}$/)
  })

  it('cannot be given a length of time that is none', async () => {
    await expect(inProcess({ vendors: ['crm-zen'], worldIdle: '1 hour' })).rejects.toThrow(
      '"1 hour" is not a duration',
    )
  })
})
