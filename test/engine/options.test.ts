import { describe, expect, it } from 'vitest'
import { choice, cooldownOptions, duration, flag, line, printOption, settleOptions } from '#engine'
import { openLighthouse } from './open.ts'

const defs = {
  size: choice(['small', 'large', 'huge'], { wild: 'huge' }),
  loud: flag(false, { wild: 'true' }),
  'wait.for': duration('10s', { wild: '1m' }),
}
const settle = (written: Record<string, unknown>, profile = 'default') =>
  settleOptions('acme', defs, profile, written)

describe('options', () => {
  it('are the defaults, over them the profile, over it what is written', () => {
    expect(settle({})).toEqual({ size: 'small', loud: false, 'wait.for': 10_000 })
    expect(settle({}, 'wild')).toEqual({ size: 'huge', loud: true, 'wait.for': 60_000 })
    expect(settle({ size: 'large', loud: false }, 'wild')).toEqual({
      size: 'large',
      loud: false,
      'wait.for': 60_000,
    })
  })

  it('may be written as text, and flags as truth', () => {
    expect(settle({ loud: 'true' })['loud']).toBe(true)
    expect(settle({ loud: true })['loud']).toBe(true)
  })

  it.each([
    ['unknown_option', { sise: 'small' }, 'acme has no option "sise" (did you mean size?)'],
    ['unknown_option', { waitfor: '1s' }, 'acme has no option "waitfor" (did you mean wait.for?)'],
    ['unknown_option', { banana: 1 }, 'acme has no option "banana"'],
    ['unknown_option', { constructor: 'small' }, 'acme has no option "constructor"'],
    [
      'bad_option',
      { size: 'lrage' },
      "acme's option size must be one of small, large, huge, got lrage (did you mean large?)",
    ],
    ['bad_option', { loud: 1 }, "acme's option loud must be one of true, false, got 1"],
    ['bad_option', { loud: [true, false] }, "acme's option loud must be one of true, false, got true,false"],
    [
      'bad_duration',
      { 'wait.for': '10' },
      '"10" is not a duration: write numbers with falling units, such as 300ms, 5m, 4m59s or 1h30m',
    ],
  ])('%s: %j', (code, written, message) => {
    expect(() => settle(written)).toThrow(expect.objectContaining({ code, message }))
  })

  it('know their profiles', () => {
    expect(() => settle({}, 'wlid')).toThrow(
      expect.objectContaining({
        code: 'unknown_profile',
        message: 'acme has no profile "wlid" (did you mean wild?): it has default, wild',
      }),
    )
    expect(() => settleOptions('acme', cooldownOptions, 'wild', {})).toThrow(
      'acme has no profile "wild": it has default',
    )
  })

  it('may be any one line of text, where they name a header', () => {
    const named = { header: line('Authorization') }
    const read = (header?: string) =>
      settleOptions('acme', named, 'default', header === undefined ? {} : { header })
    expect(read()).toEqual({ header: 'Authorization' })
    expect(read('X-Erp-Token')).toEqual({ header: 'X-Erp-Token' })
    expect(read('')).toEqual({ header: '' })
    expect(printOption(named.header, 'X-Erp-Token')).toBe('X-Erp-Token')
    for (const wrong of ['a\nb', 'ação']) {
      expect(() => read(wrong)).toThrow(
        expect.objectContaining({
          code: 'bad_option',
          message: "acme's option header must be one line of plain ASCII text",
        }),
      )
    }
  })

  it('are printed as they would be written', () => {
    expect(printOption(defs.size, 'large')).toBe('large')
    expect(printOption(defs.loud, true)).toBe('true')
    expect(printOption(defs['wait.for'], 90_000)).toBe('1m30s')
  })

  it('of every vendor have cors, and a fake takes others until its reset', async () => {
    const { fake } = openLighthouse(undefined, { options: { height: 'text' } })
    expect(fake.options).toMatchObject({ cors: 'on', height: 'text', cap: 'silent' })
    fake.setOptions({ cap: 'error' })
    expect(fake.options).toMatchObject({ height: 'text', cap: 'error' })
    expect(() => fake.setOptions({ cpa: 'error' })).toThrow(
      'lighthouse has no option "cpa" (did you mean cap?)',
    )
    expect(fake.options).toMatchObject({ height: 'text', cap: 'error' })
    await fake.reset()
    expect(fake.options).toMatchObject({ height: 'text', cap: 'silent' })
  })
})
