import { describe, expect, it } from 'vitest'
import { didYouMean, nearest } from '#engine'

describe('the nearest name', () => {
  it.each([
    ['Avaliable', ['Logged Out', 'Available', 'On Break'], 'Available'],
    ['available', ['Logged Out', 'Available'], 'Available'], // case does not count
    ['defalt', ['default', 'other'], 'default'],
    ['a', ['ab'], 'ab'],
    ['nubers', ['cap', 'numbers', 'number'], 'numbers'],
    ['call_hold_retreive', ['call_hold', 'call_hold_retrieve'], 'call_hold_retrieve'],
  ])('to %s in %j is %s', (written, known, name) => {
    expect(nearest(written, known)).toBe(name)
    expect(didYouMean(written, known)).toBe(` (did you mean ${name}?)`)
  })

  it.each([
    ['banana', ['login', 'logout']],
    ['xyz', []],
    ['completely-different', ['short']],
  ])('to %s in %j is none', (written, known) => {
    expect(nearest(written, known)).toBeUndefined()
    expect(didYouMean(written, known)).toBe('')
  })

  it('looks at no more than 64 characters, however long the input', () => {
    const long = 'a'.repeat(200_000)
    expect(nearest(long, [`${'a'.repeat(64)}b`])).toBe(`${'a'.repeat(64)}b`)
    expect(
      nearest(
        long,
        Array.from({ length: 500 }, () => 'b'.repeat(10_000)),
      ),
    ).toBeDefined()
  })
})
