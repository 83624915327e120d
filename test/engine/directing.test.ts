import { describe, expect, it } from 'vitest'
import { waiting } from './lighthouse.ts'
import { openLighthouse } from './open.ts'

const KNOWN = `: it has ${Object.keys(openLighthouse().fake.fixture.states).join(', ')}`

describe('a faulted world', () => {
  it('counts a fault down, takes the oldest that fits first, and meets no refused request', async () => {
    const { fake, light, ask } = openLighthouse()
    fake.addFault('light', 'lamp_dark', 2)
    fake.addFault('light', 'fog')
    expect((await light(7)).outcome).toBe('bad_request')
    expect((await ask('/lamps')).outcome).toBe('ok')
    const outcomes = []
    for (let index = 0; index < 4; index++) outcomes.push((await light('north')).outcome)
    expect(outcomes).toEqual(['lamp_dark', 'lamp_dark', 'fog', 'fog'])
    expect(fake.faults.list()).toMatchObject([
      { id: 'f2', kind: { kind: 'outcome', outcome: 'fog' }, times: Number.POSITIVE_INFINITY },
    ])
    fake.faults.clear()
    expect((await light('north')).outcome).toBe('ok')
  })

  it('knows its operations and outcomes', () => {
    const { fake } = openLighthouse()
    expect(() => fake.addFault('lihgt', 'fog')).toThrow(
      'lighthouse has no operation "lihgt" (did you mean light?)',
    )
    expect(() => fake.addFault('lamps', 'fog')).toThrow(
      'lighthouse/lamps has no error "fog": it has no_token, wrong_token, expired_token, bad_request, wrong_method, too_soon, too_many, lamp_dark',
    )
    expect(() => fake.addFault('lamps', 'ok.empty')).toThrow('lighthouse/lamps has no error "ok.empty"')
    expect(() => fake.addFault('constructor', 'fog')).toThrow('lighthouse has no operation "constructor"')
  })
})

describe('a state', () => {
  it('is merged into the rows with its keys', async () => {
    const { fake, ask } = openLighthouse()
    await fake.applyState('the north lamp is high')
    expect((await ask('/lamps')).body.lamps).toEqual([
      { name: 'north', height: 90 },
      { name: 'south', height: 3 },
    ])
  })

  it.each(['ip', 'token_and_date'])(
    'that starts a wait has no effect by %s: it is refused',
    async (scope) => {
      const { fake } = openLighthouse(waiting, { options: { 'cooldown.scope': scope } })
      await expect(fake.applyState('the keeper has just asked')).rejects.toMatchObject({
        code: 'bad_option',
        message: `lighthouse's state "the keeper has just asked" starts a wait by credential, which takes cooldown.scope: token, and here it is ${scope}`,
      })
      expect(fake.faults.empty).toBe(true) // nothing of it came in
      await fake.applyState('the north lamp is high')
    },
  )

  it.each([
    ['the nort lamp is high', ' (did you mean the north lamp is high?)'],
    ['constructor', KNOWN],
    ['__proto__', KNOWN],
    ['toString', KNOWN],
  ])('named %s is unknown', async (name, nearest) => {
    const { fake } = openLighthouse()
    await expect(fake.applyState(name)).rejects.toMatchObject({
      code: 'unknown_state',
      message: `lighthouse's fixture "made up" has no state "${name}"${nearest}`,
    })
  })
})
