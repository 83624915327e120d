/** Two lists of which one should be the other's translation, side by side: what has no counterpart stands alone. */
export type Pair<T> =
  | readonly [original: T, translation: T]
  | readonly [original: T, translation: undefined]
  | readonly [original: undefined, translation: T]

/**
 * Pairs two lists in their order so that the likeness of all pairs together is greatest.
 * `likeness` is 0 where two can never be a pair.
 */
export function align<T>(
  originals: readonly T[],
  translations: readonly T[],
  likeness: (original: T, translation: T) => number,
): readonly Pair<T>[] {
  const like = originals.map((one) => translations.map((other) => likeness(one, other)))
  // best[i][j]: the greatest likeness of what is left from i and j on.
  const best = Array.from({ length: originals.length + 1 }, () =>
    new Array<number>(translations.length + 1).fill(0),
  )
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0
  const together = (i: number, j: number): number => {
    const value = like[i]?.[j] ?? 0
    return value === 0 ? -1 : value + at(i + 1, j + 1)
  }
  for (let i = originals.length - 1; i >= 0; i -= 1) {
    for (let j = translations.length - 1; j >= 0; j -= 1) {
      const row = best[i]
      if (row !== undefined) row[j] = Math.max(together(i, j), at(i + 1, j), at(i, j + 1))
    }
  }

  const pairs: Pair<T>[] = []
  let [i, j] = [0, 0]
  while (i < originals.length || j < translations.length) {
    const [original, translation] = [originals[i], translations[j]]
    if (original !== undefined && translation !== undefined && together(i, j) === at(i, j)) {
      pairs.push([original, translation])
      i += 1
      j += 1
    } else if (original !== undefined && (translation === undefined || at(i + 1, j) === at(i, j))) {
      pairs.push([original, undefined])
      i += 1
    } else if (translation !== undefined) {
      pairs.push([undefined, translation])
      j += 1
    }
  }
  return pairs
}

/** How much two collections have in common, from 0.1 (nothing) to 1.1 (all); two empty ones are alike. */
export function inCommon(one: readonly string[], other: readonly string[]): number {
  const [left, right] = [new Set(one), new Set(other)]
  const all = left.union(right).size
  return 0.1 + (all === 0 ? 1 : left.intersection(right).size / all)
}
