import { describe, expect, it } from 'vitest'
import { openLighthouse } from './open.ts'

const bug = (says: string): string =>
  `Dublê's fake of lighthouse broke its own contract in lamps: ${says}. This is a bug of Dublê's, not of your code.`

describe('an answer that breaks its own schema', () => {
  it.each([
    ['shape', 'lamps.0.height must be integer'],
    ['extra', 'note must be equal to constant'],
    ['throws', 'the lens fell'],
  ])('(%s) is a bug of ours, on the wire and in the journal', async (breaks, says) => {
    const { ask, world } = openLighthouse(undefined, { options: { breaks } })
    const seen = await ask('/lamps')
    expect([seen.status, seen.body]).toEqual([500, { error: 'duble_bug', message: bug(says) }])
    expect(world.journal.read().entries).toMatchObject([
      { status: 500, operation: 'lamps', outcome: null, why: bug(says), credential: 'keeper' },
    ])
  })

  it('is found in errors too', async () => {
    const { ask } = openLighthouse(undefined, { options: { breaks: 'error_shape' } })
    const seen = await ask('/lamps', {}, {})
    expect([seen.status, seen.body]).toEqual([500, { error: 'duble_bug', message: bug('says is missing') }])
  })

  it('leaves no trace: no row, no id', async () => {
    const { ask, light, fake } = openLighthouse()
    fake.setOptions({ breaks: 'id' })
    const broken = await light('third')
    expect([broken.status, broken.outcome]).toEqual([500, null])
    fake.setOptions({})
    expect((await ask('/lamps')).body.lamps).toHaveLength(2)
    expect((await light('third')).body.id).toBe((await openLighthouse().light('third')).body.id)
  })
})

describe('a shape that hangs on an option', () => {
  it('is the chosen variant and no other', async () => {
    const { ask, fake } = openLighthouse(undefined, { options: { height: 'text' } })
    expect((await ask('/lamps')).body.lamps[0]).toEqual({ name: 'north', height: '3' })
    fake.setOptions({ height: 'number', 'show.total': 'true' })
    const seen = await ask('/lamps')
    expect(JSON.stringify(seen.body)).toBe(
      '{"lamps":[{"name":"north","height":3},{"name":"south","height":3}],"total":2,"note":"some"}',
    )
  })
})
