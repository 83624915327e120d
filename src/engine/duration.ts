import { DubleError } from './errors.ts'

const UNITS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const
const PATTERN = /^(?=\d)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+)s)?(?:(\d+)ms)?$/

/**
 * Reads a duration as milliseconds: one or more numbers with units (`d h m s ms`), units falling.
 *
 * @throws DubleError `bad_duration`
 * @example parseDuration('4m59s') // 299000
 */
export function parseDuration(text: string): number {
  const parts = PATTERN.exec(text)?.slice(1)
  const total = parts?.reduce(
    (sum, part, index) => sum + Number(part ?? 0) * (Object.values(UNITS)[index] ?? 0),
    0,
  )
  if (total === undefined || !Number.isSafeInteger(total)) {
    throw new DubleError(
      'bad_duration',
      `"${text}" is not a duration: write numbers with falling units, such as 300ms, 5m, 4m59s or 1h30m`,
      { given: text },
    )
  }
  return total
}

/**
 * Writes milliseconds the way `parseDuration` reads them.
 *
 * @example printDuration(299000) // '4m59s'
 */
export function printDuration(milliseconds: number): string {
  let rest = Math.trunc(milliseconds)
  let text = ''
  for (const [unit, size] of Object.entries(UNITS)) {
    const count = Math.floor(rest / size)
    if (count > 0) text += `${count}${unit}`
    rest -= count * size
  }
  return text || '0s'
}
