import { describe, expect, it } from 'vitest'
import { inProcess, zen } from '../../support.ts'
import { excess, ways, zenOptions } from './support.ts'

const starts = (starts_on: string, rest = {}) => zenOptions({ 'cooldown.starts_on': starts_on, ...rest })
const WAITS = excess('2026-03-02 09:00:00', '2026-03-02 09:05:00')

/** Every outcome that is neither a success nor the wait's own. */
const REFUSALS = Object.keys(ways).filter((name) => !name.startsWith('ok') && name !== 'too_many_requests')

describe('which request starts CRM Zen’s wait', () => {
  it.each(REFUSALS)('is not one that meets %s, whatever the wait is counted by [Z-Q5]', async (outcome) => {
    for (const scope of ['token', 'token_and_date', 'ip']) {
      await using duble = await inProcess({}, zenOptions({ 'cooldown.scope': scope }))
      expect((await ways[outcome]?.(duble))?.outcome).toBe(outcome)
      expect((await zen(duble)).status).toBe(200)
    }
  })

  it('is not one that a wait refused: the text goes on naming the served one [Z-Q5]', async () => {
    await using duble = await inProcess()
    await zen(duble)
    for (const seconds of [100, 100, 99]) {
      duble.clock.advance(seconds * 1000)
      expect((await zen(duble)).body).toEqual({ error: WAITS })
    }
    duble.clock.advance(1000)
    expect((await zen(duble)).status).toBe(200)
  })

  it('is a day without leads too [Z-Q5]', async () => {
    await using duble = await inProcess()
    expect((await zen(duble, '?data=2018-01-03')).outcome).toBe('ok.empty')
    expect((await zen(duble)).body).toEqual({ error: WAITS })
  })

  it.each(['no_date', 'bad_date'])(
    'is also one with a good token that meets %s, under cooldown.starts_on authenticated [Z-Q5]',
    async (outcome) => {
      await using duble = await inProcess({}, starts('authenticated'))
      expect((await ways[outcome]?.(duble))?.outcome).toBe(outcome)
      expect((await zen(duble)).body).toEqual({ error: WAITS })
    },
  )

  it('is also one with a good token that meets a 500, under cooldown.starts_on authenticated [Z-Q5] [Z-29]', async () => {
    await using duble = await inProcess({}, starts('authenticated'))
    expect((await ways['internal']?.(duble))?.status).toBe(500)
    expect((await zen(duble)).body).toEqual({ error: WAITS })
  })

  it.each(['no_token', 'wrong_token', 'disabled_token', 'not_authorized', 'wrong_method'])(
    'is not one that meets %s before its token is accepted, under cooldown.starts_on authenticated [Z-Q5]',
    async (outcome) => {
      await using duble = await inProcess({}, starts('authenticated', { 'cooldown.scope': 'ip' }))
      expect((await ways[outcome]?.(duble))?.outcome).toBe(outcome)
      expect((await zen(duble)).status).toBe(200)
    },
  )

  it.each(REFUSALS)(
    'is any at all from this address, one that meets %s too, under cooldown.starts_on any and scope ip [Z-Q5]',
    async (outcome) => {
      await using duble = await inProcess({}, starts('any', { 'cooldown.scope': 'ip' }))
      expect((await ways[outcome]?.(duble))?.outcome).toBe(outcome)
      expect((await zen(duble)).body).toEqual({ error: WAITS })
    },
  )

  it('is any that carries the token, a POST too, under cooldown.starts_on any [Z-Q5]', async () => {
    await using duble = await inProcess({}, starts('any'))
    expect((await ways['wrong_method']?.(duble))?.status).toBe(405)
    expect((await zen(duble)).body).toEqual({ error: WAITS })
  })

  it('is any that carries the token, whatever is checked first, under cooldown.starts_on any [Z-Q5] [Z-A02]', async () => {
    await using duble = await inProcess({}, starts('any', { check_order: 'parameters_auth_cooldown' }))
    expect((await ways['bad_date']?.(duble))?.status).toBe(400)
    expect((await zen(duble)).body).toEqual({ error: WAITS })
  })

  it.each(['success', 'authenticated', 'any'])(
    'leaves a refusal for waiting without effect under cooldown.starts_on %s [Z-Q5]',
    async (starts_on) => {
      await using duble = await inProcess({}, starts(starts_on))
      await zen(duble)
      duble.clock.advance(299_000)
      expect((await zen(duble)).body).toEqual({ error: WAITS })
      duble.clock.advance(1000)
      expect((await zen(duble)).status).toBe(200)
    },
  )

  it('is also one that a wait refused, under cooldown.refusal_restarts [Z-Q5]', async () => {
    await using duble = await inProcess({}, zenOptions({ 'cooldown.refusal_restarts': true }))
    await zen(duble)
    duble.clock.advance(200_000)
    expect((await zen(duble)).body).toEqual({ error: WAITS })
    duble.clock.advance(100_000)
    const again = await zen(duble)
    expect(again.body).toEqual({ error: excess('2026-03-02 09:03:20', '2026-03-02 09:08:20') })
    duble.clock.advance(300_000)
    expect((await zen(duble)).status).toBe(200)
  })
})
