import { describe, expect, it } from 'vitest'
import { openWatched } from './support.ts'

const FOUND = 'hammering vocom/get_break_list api_key'

describe('the same request again and again', () => {
  it('is found when it comes more than ten times within a second of the machine, and each further one counts', async () => {
    const { world, vocom, wait } = await openWatched()
    for (let times = 0; times < 10; times++) {
      await vocom('get_break_list', { agent: 'DEV' })
      wait(100)
    }
    expect(world.findings()).toEqual([])
    for (let times = 0; times < 3; times++) await vocom('get_break_list', { agent: 'DEV' })
    expect(world.findings()).toMatchObject([
      {
        name: 'hammering',
        vendor: 'vocom',
        operation: 'get_break_list',
        credential: 'api_key',
        times: 3,
        says: 'vocom/get_break_list was sent the same request more than 10 times within a second',
        suggests: 'Wait between two attempts, longer each time, and give up after a few',
        requests: [{ id: 11 }],
      },
    ])
  })

  it('is innocent when it comes ten times a second at most, however long', async () => {
    const { vocom, found, wait } = await openWatched()
    for (let times = 0; times < 100; times++) {
      await vocom('get_break_list', { agent: 'DEV' })
      wait(101)
    }
    expect(found()).toEqual([])
  })

  it.each<[what: string, body: (turn: number) => object, headers: (turn: number) => Record<string, string>]>([
    ['body', (turn) => ({ agent: turn % 2 ? 'DEV' : 'SUPORTE.BARBARA' }), () => ({})],
    ['caller', () => ({ agent: 'DEV' }), (turn) => (turn % 2 ? { authorization: 'Basic d3Jvbmc6a2V5' } : {})],
  ])('is another one with another %s', async (_what, body, headers) => {
    const { vocom, found } = await openWatched()
    for (let turn = 0; turn < 50; turn++) await vocom('get_break_list', body(turn), headers(turn))
    expect(found()).toEqual([])
  })

  it('is another one with each proof that nobody knows, and the same with the same', async () => {
    const { zen, found } = await openWatched()
    for (let turn = 0; turn < 50; turn++) await zen('2018-01-01', { token: `wrong-${turn}` })
    expect(found()).toEqual([])
    for (let turn = 0; turn < 11; turn++) await zen('2018-01-01', { token: 'wrong' })
    expect(found()).toEqual(['hammering crm-zen/totals anybody 1×'])
  })

  it('is not looked for in bodies that are too long to be kept', async () => {
    const { vocom, found } = await openWatched()
    const compared = async (length: number): Promise<string[]> => {
      for (let times = 0; times < 11; times++) await vocom('get_break_list', { agent: 'x'.repeat(length) })
      return found()
    }
    expect(await compared(65_536)).toEqual([])
    expect(await compared(65_000)).toEqual([`${FOUND} 1×`])
  })

  it('is another one on another path', async () => {
    const { zen, found } = await openWatched({
      options: { 'crm-zen': { 'cooldown.scope': 'token_and_date' } },
    })
    for (let day = 10; day < 31; day++) await zen(`2018-01-${day}`)
    expect(found()).toEqual([])
  })

  it('is innocent when the world’s clock is moved on in between, for then it is a patient one', async () => {
    const { world, vocom, found } = await openWatched()
    for (let times = 0; times < 30; times++) {
      await vocom('get_break_list', { agent: 'DEV' })
      world.clock.advance('5s')
    }
    expect(found()).toEqual([])
  })

  it('is found whoever answers, a fault or nobody', async () => {
    const { world, vocom, found } = await openWatched()
    world.addFault({ vendor: 'vocom', fault: 'status=503' })
    for (let times = 0; times < 11; times++) await vocom('get_break_list', { agent: 'DEV' })
    expect(found()).toEqual([`${FOUND} 1×`])
    world.forget()
    for (let times = 0; times < 12; times++)
      await vocom('get_break_list', { agent: 'DEV' }, { authorization: 'no' })
    expect(found()).toEqual(['hammering vocom/get_break_list anybody 2×'])
  })

  it('is counted on in the finding that it has when it begins again', async () => {
    const { vocom, found } = await openWatched()
    for (let round = 0; round < 2; round++) {
      for (let times = 0; times < 12; times++) await vocom('get_break_list', { agent: 'DEV' })
      await vocom('get_break_list', { agent: 'SUPORTE.BARBARA' })
    }
    expect(found()).toEqual([`${FOUND} 4×`])
  })

  it('is innocent in as many worlds, and behind as many resets', async () => {
    const first = await openWatched()
    for (let times = 0; times < 30; times++) {
      const { vocom, found } = await openWatched({ of: first.world, id: `w${times}` })
      for (let test = 0; test < 3; test++) await vocom('get_break_list', { agent: 'DEV' })
      expect(found()).toEqual([])
    }
    for (let times = 0; times < 30; times++) {
      await first.vocom('get_break_list', { agent: 'DEV' })
      await first.world.reset()
    }
    expect(first.found()).toEqual([])
  })
})
