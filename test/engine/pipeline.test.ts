import { describe, expect, it } from 'vitest'
import { outcomesOf } from '#engine'
import { basic, waiting } from './lighthouse.ts'
import { openLighthouse } from './open.ts'

describe('a vendor that the engine never heard of', () => {
  it('answers in the order of its schema, with echoes, constants and nulls filled in', async () => {
    const { ask, light } = openLighthouse()
    expect(JSON.stringify((await ask('/lamps')).body)).toBe(
      '{"lamps":[{"name":"north","height":3},{"name":"south","height":3}],"note":"some"}',
    )
    const lit = await light('north')
    expect(JSON.stringify(lit.body)).toBe(`{"id":"${lit.body.id}","name":"north","by":"me","status":"lit"}`)
    expect(lit.outcome).toBe('ok')
  })

  it('refuses another method, a body that is none, and a parameter that does not fit', async () => {
    const { ask, light } = openLighthouse()
    const method = await ask('/lamps', { method: 'POST', body: '{}' })
    expect([method.status, method.outcome, method.why]).toEqual([
      405,
      'wrong_method',
      'the method is POST, and this path takes GET',
    ])
    expect(method.body).toEqual({ code: 'wrong_method', says: 'not like this' })
    const empty = await ask('/light', { method: 'POST', body: '' })
    expect([empty.status, empty.outcome, empty.why]).toEqual([400, 'bad_request', 'the body is empty'])
    const listed = await ask('/light', { method: 'POST', body: '[]' })
    expect(listed.why).toBe('the body is JSON, but not an object')
    const broken = await ask('/light', { method: 'POST', body: '{"name":' })
    expect(broken.why).toBe('the body is not JSON: Unexpected end of JSON input')
    expect((await light(7)).why).toBe('name must be string')
    expect((await light('')).why).toBe('name must NOT have fewer than 1 characters')
    expect((await light('north', {})).why).toBe('by is missing')
  })

  it('declares every outcome that it can answer', () => {
    const { fake } = openLighthouse()
    const errors = [
      'no_token',
      'wrong_token',
      'expired_token',
      'bad_request',
      'wrong_method',
      'too_soon',
      'too_many',
      'lamp_dark',
    ]
    expect(outcomesOf(fake.mock.api, 'lamps')).toEqual(['ok', 'ok.empty', 'ok.capped', ...errors])
    expect(outcomesOf(fake.mock.api, 'light')).toEqual(['ok', ...errors, 'fog'])
  })
})

describe('a token in a header', () => {
  it.each([
    [{}, 401, 'no_token', 'the header "lamp-token" is missing or empty'],
    [{ 'lamp-token': '' }, 401, 'no_token', 'the header "lamp-token" is missing or empty'],
    [{ 'lamp-token': 'LIGHT' }, 401, 'wrong_token', 'no credential has the token in header "lamp-token"'],
    [{ 'lamp-token': '__proto__' }, 401, 'wrong_token', 'no credential has the token in header "lamp-token"'],
    [{ authorization: 'Bearer light' }, 401, 'no_token', 'the header "lamp-token" is missing or empty'],
    [{ 'lamp-token': 'gloom' }, 403, 'expired_token', 'credential "old" is expired'],
  ])('%j is %d %s', async (headers, status, outcome, why) => {
    const { ask } = openLighthouse()
    const seen = await ask('/lamps', {}, headers as Record<string, string>)
    expect([seen.status, seen.outcome, seen.why]).toEqual([status, outcome, why])
  })
})

describe('HTTP Basic', () => {
  const pair = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`

  it.each([
    [undefined, 'the header "Authorization" is missing'],
    ['Bearer x', 'the header "Authorization" is not "Basic <base64>"'],
    ['Basic', 'the header "Authorization" is not "Basic <base64>"'],
    ['Basic %%%', 'the header "Authorization" is not "Basic <base64>"'],
    [pair('keeper'), 'the Basic pair has no colon'],
    [pair('keeper:wrong'), 'no credential has the password of the Basic pair'],
    [pair('keeper:se'), 'no credential has the password of the Basic pair'],
    [pair('mate:se:cret'), 'the user name of the Basic pair is wrong'],
  ])('%s is refused', async (authorization, why) => {
    const { ask } = openLighthouse(basic)
    const seen = await ask('/lamps', {}, authorization === undefined ? {} : { authorization })
    expect([seen.status, seen.outcome, seen.why]).toEqual([401, 'wrong_token', why])
  })

  it.each([pair('keeper:se:cret'), pair('keeper:se:cret').replace('Basic', 'bAsIc '), pair('mate:other')])(
    '%s is taken',
    async (authorization) => {
      const { ask } = openLighthouse(basic)
      expect((await ask('/lamps', {}, { authorization })).outcome).toBe('ok')
    },
  )
})

describe('a wait', () => {
  it('is each credential’s own, ends at the printed second, and a refusal does not restart it', async () => {
    const { ask, world } = openLighthouse(waiting)
    world.clock.advance(700) // the last request is floored to the second
    expect((await ask('/lamps')).outcome).toBe('ok')
    world.clock.advance(9000)
    const early = await ask('/lamps')
    expect([early.status, early.outcome]).toEqual([429, 'too_soon'])
    expect(early.body.says).toBe('you asked at 2026-03-02 09:00:00, ask again at 2026-03-02 09:00:10, in 1 s')
    expect(early.why).toBe('the last counted request was at 2026-03-02 09:00:00; 1 s are left of 10')
    expect((await ask('/lamps', {}, { 'lamp-token': 'beam' })).outcome).toBe('ok')
    expect((await ask('/light', { method: 'POST', body: '{"name":"a","by":"b"}' })).outcome).toBe('ok')
    world.clock.advance(300)
    expect((await ask('/lamps')).outcome).toBe('ok')
  })

  it('is not begun by a refusal', async () => {
    const { ask, light } = openLighthouse(waiting)
    expect((await ask('/light', { method: 'DELETE' })).outcome).toBe('wrong_method')
    expect((await light(7)).outcome).toBe('bad_request')
    expect((await light('fog')).outcome).toBe('fog')
    expect((await light('north')).outcome).toBe('ok')
  })

  it('is begun by whatever passed the authentication, where an option says so', async () => {
    const { ask, light } = openLighthouse(waiting, { options: { 'cooldown.starts_on': 'authenticated' } })
    expect((await ask('/light', { method: 'DELETE' })).outcome).toBe('wrong_method')
    expect((await light(7)).outcome).toBe('bad_request')
    expect((await light('north')).outcome).toBe('too_soon')
  })

  it('as a fault speaks as if the last request were now, in the vendor’s own sentence', async () => {
    const { ask, fake } = openLighthouse(waiting)
    fake.addFault('lamps', 'too_soon', 1)
    const seen = await ask('/lamps')
    expect(seen.body.says).toBe('you asked at 2026-03-02 09:00:00, ask again at 2026-03-02 09:00:10, in 10 s')
    expect((await ask('/lamps')).outcome).toBe('ok') // and begins no wait
  })
})

describe('a cap', () => {
  const four = { lamps: ['a', 'b', 'c', 'd'] }

  it('keeps three of four, and says so in the outcome alone', async () => {
    const { ask } = openLighthouse(undefined, four)
    const seen = await ask('/lamps')
    expect(seen.outcome).toBe('ok.capped')
    expect(seen.body.lamps.map((lamp: { name: string }) => lamp.name)).toEqual(['a', 'b', 'c'])
  })

  it('keeps the last three, or refuses, where an option says so', async () => {
    const last = await openLighthouse(undefined, { ...four, options: { 'cap.keeps': 'oldest' } }).ask(
      '/lamps',
    )
    expect(last.body.lamps.map((lamp: { name: string }) => lamp.name)).toEqual(['b', 'c', 'd'])
    const refused = await openLighthouse(undefined, { ...four, options: { cap: 'error' } }).ask('/lamps')
    expect([refused.status, refused.outcome, refused.why]).toEqual([
      413,
      'too_many',
      '4 records are more than the 3 of one answer',
    ])
  })

  it('is not met by exactly three, and none is ok.empty', async () => {
    expect((await openLighthouse(undefined, { lamps: ['a', 'b', 'c'] }).ask('/lamps')).outcome).toBe('ok')
    const none = await openLighthouse(undefined, { lamps: [] }).ask('/lamps')
    expect([none.outcome, none.body]).toEqual(['ok.empty', { lamps: [], note: 'none' }])
  })
})
