import { DubleError } from './errors.ts'

/** Where the vendors live. "America/Sao_Paulo" has had no daylight saving since 2019; before that, it had. */
export const SAO_PAULO = 'America/Sao_Paulo'

const INSTANT =
  /^([1-9]\d{3})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,3})?)?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/
const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * An instant as local text, `YYYY-MM-DD HH:MM:SS` (PHP's `Y-m-d H:i:s`); milliseconds are dropped.
 *
 * @param at epoch milliseconds
 * @throws DubleError `bad_zone`
 * @example localText(0) // '1969-12-31 21:00:00'
 */
export function localText(at: number, zone: string = SAO_PAULO): string {
  const offset = plainOffset(at, zone)
  if (offset !== undefined) return new Date(at + offset).toISOString().slice(0, 19).replace('T', ' ')
  let format = formats.get(zone)
  if (format === undefined) {
    try {
      // Swedish short date and medium time are "2026-11-22 09:05:00", in 24 hours with leading zeros.
      format = new Intl.DateTimeFormat('sv-SE', {
        timeZone: zone,
        dateStyle: 'short',
        timeStyle: 'medium',
      })
    } catch {
      throw new DubleError('bad_zone', `"${zone}" is not a time zone: write one like ${SAO_PAULO}`)
    }
    formats.set(zone, format)
  }
  return format.format(at)
}

/** The local day of an instant, `YYYY-MM-DD`. */
export const localDay = (at: number, zone?: string): string => localText(at, zone).slice(0, 10)

/**
 * Reads an instant as epoch milliseconds; without an offset it is local to the zone.
 *
 * @throws DubleError `bad_instant`
 * @example instantOf('2026-03-02T09:00:00-03:00') // 1772452800000
 */
export function instantOf(text: string, zone: string = SAO_PAULO): number {
  const parts = INSTANT.exec(text)
  if (parts === null || !isDay(text.slice(0, 10)) || !isTime(parts[4], parts[5], parts[6])) {
    throw new DubleError(
      'bad_instant',
      `"${text}" is not a time: write one like 2026-03-02T09:00:00-03:00 or 2026-03-02 09:00:00`,
      { given: text },
    )
  }
  const [, year, month, day, hour = '0', minute = '0', second = '0', offset] = parts
  const utc = Date.UTC(+(year ?? 0), +(month ?? 0) - 1, +(day ?? 0), +hour, +minute, +second)
  if (offset === 'Z') return utc
  if (offset !== undefined) return utc - offsetOf(offset)
  // Twice, because the offset is that of the instant looked for, not of the first guess.
  const guess = utc - localOffset(utc, zone)
  const at = utc - localOffset(guess, zone)
  // A time that the clocks skip is taken as far behind the gap, so that a day without a midnight stays that day.
  return at + localOffset(at, zone) === utc ? at : Math.max(guess, at)
}

/** Whether a text is a real day, `YYYY-MM-DD`: 2024-02-29 is, 2023-02-29 is not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const year = +text.slice(0, 4)
  const month = +text.slice(5, 7)
  const day = +text.slice(8, 10)
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
  return day >= 1 && day <= days
}

/** Whether a text is a real day and time, `YYYY-MM-DD HH:MM[:SS]`. */
export function isDayTime(text: string, seconds: 'required' | 'optional' | 'none'): boolean {
  const parts = /^(\d{4}-\d{2}-\d{2}) (\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text)
  if (parts === null || !isDay(parts[1] ?? '') || !isTime(parts[2], parts[3], parts[4])) return false
  return seconds === 'optional' || (seconds === 'required') === (parts[4] !== undefined)
}

const isTime = (hour = '00', minute = '00', second = '00'): boolean =>
  +hour < 24 && +minute < 60 && +second < 60

function offsetOf(text: string): number {
  const size = (+text.slice(1, 3) * 60 + +text.slice(4, 6)) * 60_000
  return text.startsWith('-') ? -size : size
}

const localOffset = (at: number, zone: string): number =>
  plainOffset(at, zone) ??
  instantOf(`${localText(at, zone).replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000

/** The end of São Paulo's last daylight saving, and the end of what is worth a short cut. */
const PLAIN_FROM = Date.UTC(2019, 1, 18)
const PLAIN_TO = Date.UTC(2040, 0, 1)

/**
 * The offset where plain arithmetic is enough, which is nearly always: the platform's time zones cost 30 ms to load
 * and microseconds a row. A test holds each of these years against them.
 */
function plainOffset(at: number, zone: string): number | undefined {
  if (at < PLAIN_FROM || at >= PLAIN_TO) return undefined
  if (zone === SAO_PAULO) return -3 * 3_600_000
  return zone === 'UTC' ? 0 : undefined
}
