import { describe, expect, it } from 'vitest'
import { openWatched } from './support.ts'

const EARLY = 'early_call crm-zen/totals valid'

describe('who asks again before the time that he was told', () => {
  it('is found, with both times and both requests', async () => {
    const { world, zen } = await openWatched()
    await zen()
    world.clock.advance('30s')
    await zen()
    world.clock.advance('1m')
    await zen('2018-01-02')
    expect(world.findings()).toEqual([
      {
        name: 'early_call',
        vendor: 'crm-zen',
        operation: 'totals',
        credential: 'valid',
        world: 'default',
        times: 1,
        says: 'crm-zen/totals was asked again at 2026-03-02 09:01:30, though the refusal of 2026-03-02 09:00:30 had named 2026-03-02 09:05:00 as the time of the next request',
        suggests:
          'Wait until the time that the refusal names, here 2026-03-02 09:05:00, before the same credential asks again',
        behaviour: 'totals.too_many_requests',
        requests: [
          {
            id: 2,
            at: '2026-03-02T12:00:30.000Z',
            method: 'GET',
            path: '/crm-zen/api/totais_lead?data=2018-01-01',
            status: 429,
          },
          {
            id: 3,
            at: '2026-03-02T12:01:30.000Z',
            method: 'GET',
            path: '/crm-zen/api/totais_lead?data=2018-01-02',
            status: 429,
          },
        ],
      },
    ])
  })

  it('is counted, however often', async () => {
    const { zen, found } = await openWatched()
    for (let times = 0; times < 6; times++) await zen()
    expect(found()).toEqual([`${EARLY} 4×`])
  })

  it('is not who was refused once', async () => {
    const { zen, found } = await openWatched()
    await zen()
    await zen()
    expect(found()).toEqual([])
  })

  it.each(['4m59s', '5m', '1h'])('is not who waits: asked %s later', async (later) => {
    const { world, zen, found } = await openWatched()
    await zen()
    await zen()
    world.clock.advance(later)
    const { status } = await zen()
    expect([status, found()]).toEqual(later === '4m59s' ? [429, [`${EARLY} 1×`]] : [200, []])
  })

  it('is not who has another credential', async () => {
    const { world, zen, found } = await openWatched()
    const { mock, fixture } = world.fake('crm-zen')
    const second = { name: 'second', status: 'valid', token: 'zen-token-2' }
    world.replace(mock, { ...fixture, credentials: [...fixture.credentials, second] })
    for (const token of ['zen-token', 'zen-token', second.token, second.token])
      await zen('2018-01-01', { token })
    expect(world.tallies.read().vendors).toEqual({ 'crm-zen': { totals: { ok: 2, too_many_requests: 2 } } })
    expect(found()).toEqual([])
  })

  it('is not who asks for another day where each day waits for itself', async () => {
    const { zen, found } = await openWatched({
      options: { 'crm-zen': { 'cooldown.scope': 'token_and_date' } },
    })
    await zen()
    await zen()
    await zen('2018-01-02')
    expect(found()).toEqual([])
  })

  it('is by a fault’s wait who asks for the same day again, where each day waits for itself', async () => {
    const { world, zen, found } = await openWatched({
      options: { 'crm-zen': { 'cooldown.scope': 'token_and_date' } },
    })
    world.addFault({ vendor: 'crm-zen', fault: 'too_many_requests', times: 1 })
    await zen()
    await zen('2018-01-02')
    expect(found()).toEqual([])
    await zen()
    expect(found()).toEqual([`${EARLY} 1×`])
  })

  it('is not who was told before the clock was set back', async () => {
    const { world, zen, found } = await openWatched()
    await zen()
    await zen()
    world.clock.freeze(world.clock.now() - 60_000)
    await zen()
    expect(found()).toEqual([])
  })

  it('is found where a fault told him the time, for he cannot know that no wait runs', async () => {
    const { world, zen, found } = await openWatched()
    world.addFault({ vendor: 'crm-zen', fault: 'too_many_requests', times: 1 })
    expect((await zen()).status).toBe(429)
    expect((await zen()).status).toBe(200)
    expect(found()).toEqual([`${EARLY} 1×`])
  })

  it('is not who waits for the time that a fault told him', async () => {
    const { world, zen, found } = await openWatched()
    world.addFault({ vendor: 'crm-zen', fault: 'too_many_requests', times: 1 })
    await zen()
    world.clock.advance('5m')
    await zen()
    expect(found()).toEqual([])
  })

  it.each(['connection_reset', 'empty_response', 'malformed_body'] as const)(
    'is not who never read the refusal, because of %s',
    async (fault) => {
      const { world, zen, found } = await openWatched()
      await zen()
      world.addFault({ vendor: 'crm-zen', fault, times: 1 })
      await zen()
      await zen()
      expect(found()).toEqual([])
    },
  )

  it('begins anew with a reset, and what was found stays until all is forgotten', async () => {
    const { world, zen, found } = await openWatched()
    for (let times = 0; times < 3; times++) await zen()
    await world.reset()
    await zen()
    await zen()
    expect(found()).toEqual([`${EARLY} 1×`])
    world.forget()
    expect(found()).toEqual([])
    await zen()
    expect(found()).toEqual([])
  })
})

describe('a tool that asks by itself', () => {
  const MASHUP = 'Microsoft.Data.Mashup (https://go.microsoft.com/fwlink/?LinkID=304225)'
  const as = (agent: string) => ({ token: 'zen-token', 'user-agent': agent })

  it('is named with its habit when the wait refuses it, and is no early caller besides', async () => {
    const { world, zen } = await openWatched()
    for (let times = 0; times < 3; times++) await zen('2018-01-01', as(MASHUP))
    const [only, ...more] = world.findings()
    expect(more).toEqual([])
    expect(only).toMatchObject({ name: 'tool_refetch', subject: 'Power Query', times: 2 })
    expect(only?.says).toBe(
      "Power Query asked crm-zen/totals again within the 300 seconds' wait and was refused: it evaluates one query several times: for the preview, for the refresh, for the privacy check",
    )
    expect(only?.suggests).toMatch(/^Let a job of your own ask once per wait and keep the answer/)
  })

  it('is told from another', async () => {
    const { zen, found } = await openWatched()
    await zen('2018-01-01', as('Grafana/11.2.0'))
    await zen('2018-01-02', as('Grafana/11.2.0'))
    expect(found()).toEqual(['tool_refetch crm-zen/totals valid Grafana 1×'])
  })

  it.each([
    ['asks once per wait', MASHUP, '5m'],
    ['is another agent', 'grafana-agent-of-mine/1', '1s'],
  ])('is innocent if it %s', async (_what, agent, later) => {
    const { world, zen, found } = await openWatched()
    await zen('2018-01-01', as(agent))
    world.clock.advance(later)
    await zen('2018-01-01', as(agent))
    expect(found()).toEqual([])
  })

  it('is innocent of a wait that a fault invents', async () => {
    const { world, zen, found } = await openWatched()
    world.addFault({ vendor: 'crm-zen', fault: 'too_many_requests', times: 1 })
    await zen('2018-01-01', as(MASHUP))
    expect(found()).toEqual([])
  })
})
