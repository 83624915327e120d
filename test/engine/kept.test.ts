import { describe, expect, it } from 'vitest'
import { Kept, type KeptAnswer } from '../../src/engine/kept.ts'

const MEBIBYTE = 1024 * 1024
const answer = (bytes: number, version = 0): KeptAnswer => ({
  version,
  outcome: 'ok',
  headers: {},
  body: new Uint8Array(bytes),
  preview: '',
})
const keysOf = (kept: Kept, keys: readonly string[], version = 0): string[] =>
  keys.filter((key) => kept.get(key, version) !== undefined)

describe('kept answers', () => {
  it('are forgotten, the one used longest ago first, above 32 MiB', () => {
    const kept = new Kept()
    for (const key of ['a', 'b', 'c']) kept.put(key, answer(10 * MEBIBYTE))
    kept.get('a', 0)
    kept.put('d', answer(10 * MEBIBYTE))
    expect(keysOf(kept, ['a', 'b', 'c', 'd'])).toEqual(['a', 'c', 'd'])
  })

  it('are forgotten when the state has changed, and their place is free', () => {
    const kept = new Kept()
    for (const key of ['a', 'b', 'c']) kept.put(key, answer(10 * MEBIBYTE))
    expect(keysOf(kept, ['a', 'b', 'c'], 1)).toEqual([])
    for (const key of ['d', 'e', 'f']) kept.put(key, answer(10 * MEBIBYTE, 1))
    expect(keysOf(kept, ['d', 'e', 'f'], 1)).toEqual(['d', 'e', 'f'])
  })

  it('are never too large to keep others', () => {
    const kept = new Kept()
    kept.put('a', answer(1))
    kept.put('b', answer(33 * MEBIBYTE))
    expect(keysOf(kept, ['a', 'b'])).toEqual(['a'])
  })

  it('do not grow without end, be they ever so small', () => {
    const kept = new Kept()
    const keys = Array.from({ length: 50_000 }, (_, at) => String(at))
    for (const key of keys) kept.put(key, answer(2))
    expect(keysOf(kept, keys).length).toBeLessThan(33_000)
    expect(keysOf(kept, keys.slice(-30_000))).toHaveLength(30_000)
  })
})

describe('answers from a state that nobody has changed', () => {
  const answer = (version: number, text: string) => ({
    version,
    outcome: 'ok',
    headers: {},
    body: Buffer.from(text),
    preview: text,
  })

  it('are kept once for all worlds that begin alike', () => {
    const kept = new Kept()
    const [one, two, other] = [1, 1, 2].map((seed) => new Kept({ kept, seed })) as [Kept, Kept, Kept]
    one.put('a', answer(0, 'A'))
    expect(two.get('a', 0)?.preview).toBe('A')
    expect(other.get('a', 0)).toBeUndefined()
    one.clear()
    expect(two.get('a', 0)?.preview).toBe('A')
  })

  it('are told from those of a changed one', () => {
    const kept = new Kept()
    const [one, two] = [new Kept({ kept, seed: 1 }), new Kept({ kept, seed: 1 })]
    one.put('a', answer(0, 'A'))
    one.put('a', answer(1, 'B'))
    expect([one.get('a', 1)?.preview, one.get('a', 0)?.preview]).toEqual(['B', 'A'])
    expect(two.get('a', 1)).toBeUndefined()
  })
})
