/** Chance that hangs on its keys alone: the same seed and keys give the same draws, whatever was drawn before. */
export interface Draw {
  /** A whole number from 0 to 2³² − 1. */
  uint32(): number
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number
  pick<T>(from: readonly T[]): T
  digits(count: number): string
  /** A version-4 UUID. */
  uuid(): string
}

/**
 * Starts a row of draws for one thing, named by its keys (such as table and index).
 *
 * @example draw(7, 'tabs', 12).digits(4) // the same four digits every time
 */
export function draw(seed: number, ...keys: readonly (string | number)[]): Draw {
  let state = hash(`${seed}\u0000${keys.join('\u0000')}`)
  const uint32 = (): number => {
    // splitmix32 (public domain): one addition and two multiply-xorshift rounds.
    state = (state + 0x9e3779b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }
  const whole = (least: number, most: number): number =>
    least + Math.floor((uint32() / 0x1_0000_0000) * (most - least + 1))
  return {
    uint32,
    whole,
    pick: <T>(from: readonly T[]): T => from[whole(0, from.length - 1)] as T,
    digits: (count) => Array.from({ length: count }, () => whole(0, 9)).join(''),
    uuid() {
      const hex = Array.from({ length: 4 }, () => uint32().toString(16).padStart(8, '0')).join('')
      const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4]
      return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        `4${hex.slice(13, 16)}`,
        `${variant}${hex.slice(17, 20)}`,
        hex.slice(20),
      ].join('-')
    },
  }
}

/** FNV-1a over UTF-16 units, finished by a mixing round. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  return Math.imul(value ^ (value >>> 15), 0x85ebca6b) | 0
}
