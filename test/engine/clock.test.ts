import { describe, expect, it } from 'vitest'
import { createClock } from '#engine'

/** A clock over a wall that the test moves. */
function overWall(at = 1_000_000) {
  const wall = { at }
  return { wall, clock: createClock(() => wall.at) }
}

describe('a clock that is stopped', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, 9e15, '2026-03-02'])('refuses %j', (at) => {
    const clock = createClock(() => 5)
    expect(() => clock.freeze(at as number)).toThrow(
      `the clock stops at epoch milliseconds, up to the year 9999, not at ${JSON.stringify(at)}`,
    )
    expect(clock.now()).toBe(5)
  })
})

describe('a world’s clock', () => {
  it('follows the machine until it is told otherwise', () => {
    const { wall, clock } = overWall()
    expect(clock.now()).toBe(1_000_000)
    wall.at += 5000
    expect(clock.now()).toBe(1_005_000)
    expect(clock.directed).toBe(false)
    expect(clock.show()).toEqual({ mode: 'real', now: 1_005_000, offset: 0 })
  })

  it('runs on from where it was advanced to', () => {
    const { wall, clock } = overWall()
    clock.advance(300_000)
    clock.advance(1)
    wall.at += 10
    expect(clock.now()).toBe(1_300_011)
    expect(clock.directed).toBe(true)
    expect(clock.show()).toEqual({ mode: 'offset', now: 1_300_011, offset: 300_001 })
  })

  it('stands still when frozen, and only advance moves it', () => {
    const { wall, clock } = overWall()
    clock.freeze(0)
    wall.at += 5000
    expect(clock.now()).toBe(0)
    clock.advance(300_000)
    expect(clock.show()).toEqual({ mode: 'frozen', now: 300_000, offset: 0 })
    expect(clock.directed).toBe(true)
  })

  it('forgets an offset when it is frozen, and both when it is real again', () => {
    const { clock } = overWall()
    clock.advance(7000)
    clock.freeze(5)
    expect(clock.now()).toBe(5)
    clock.real()
    expect(clock.show()).toEqual({ mode: 'real', now: 1_000_000, offset: 0 })
    expect(clock.directed).toBe(false)
  })

  it('ends with the year 9999, frozen or not: no date behind it can be printed', () => {
    const { clock } = overWall()
    const beyond = { code: 'bad_duration', message: 'the clock cannot go beyond the year 9999' }
    expect(() => clock.advance(8_640_000_000_000_000)).toThrow(expect.objectContaining(beyond))
    expect(clock.show()).toEqual({ mode: 'real', now: 1_000_000, offset: 0 })
    const last = Date.UTC(9999, 11, 31, 23, 59, 59)
    clock.freeze(last)
    expect(() => clock.advance(1000)).toThrow(expect.objectContaining(beyond))
    expect(clock.now()).toBe(last)
  })
})
