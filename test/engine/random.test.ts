import { describe, expect, it } from 'vitest'
import { draw } from '#engine'

const UUID_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

describe('chance', () => {
  it('is the same for the same seed and keys, whatever was drawn before', () => {
    draw(7, 'other', 1).uint32()
    const first = draw(7, 'tabs', 12)
    const drawn = [first.uint32(), first.whole(1, 6), first.digits(4), first.uuid()]
    const second = draw(7, 'tabs', 12)
    expect([second.uint32(), second.whole(1, 6), second.digits(4), second.uuid()]).toEqual(drawn)
  })

  it('stays what it is from one release to the next: fixtures and contracts print it', () => {
    expect(draw(7, 'tabs', 12).uint32()).toBe(583_773_419)
    expect(draw(7, 'tabs', 12).digits(4)).toBe('1998')
    expect(draw(1, 'vocom', 'uuid', 0).uuid()).toBe('52a21505-c321-44ba-977c-cb52d9394cf9')
  })

  it('differs with the seed and with every key, and keys are not run together', () => {
    const uuids = [
      draw(1, 'a', 1),
      draw(2, 'a', 1),
      draw(1, 'b', 1),
      draw(1, 'a', 2),
      draw(1, 'a', 1, 0),
      draw(1, 'a1'),
      draw(11, 'a', ''),
    ].map((chance) => chance.uuid())
    expect(new Set(uuids).size).toBe(uuids.length)
  })

  it('makes UUIDs of version 4, all different', () => {
    const uuids = Array.from({ length: 2000 }, (_, index) => draw(1, 'calls', index).uuid())
    for (const uuid of uuids) expect(uuid).toMatch(UUID_4)
    expect(new Set(uuids).size).toBe(2000)
  })

  it('stays within its bounds and reaches both ends', () => {
    const chance = draw(3, 'dice')
    const thrown = Array.from({ length: 1000 }, () => chance.whole(1, 6))
    expect(new Set(thrown)).toEqual(new Set([1, 2, 3, 4, 5, 6]))
    expect(chance.whole(5, 5)).toBe(5)
  })

  it('is spread evenly', () => {
    const counts = new Map<number, number>()
    for (let index = 0; index < 10_000; index++) {
      const value = draw(1, 'rows', index).whole(0, 9)
      counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150)
    expect(counts.size).toBe(10)
  })

  it('picks from a list and writes as many digits as asked', () => {
    const chance = draw(1, 'x')
    expect(['a', 'b', 'c']).toContain(chance.pick(['a', 'b', 'c']))
    expect(chance.digits(0)).toBe('')
    expect(chance.digits(11)).toMatch(/^\d{11}$/)
  })
})
