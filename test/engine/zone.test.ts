import { describe, expect, it } from 'vitest'
import { instantOf, isDay, localDay, localText, SAO_PAULO } from '#engine'
import { isDayTime } from '../../src/engine/zone.ts'

const utc = (text: string): number => new Date(text).getTime()

describe('an instant in São Paulo', () => {
  it.each([
    ['2026-03-02T12:00:00Z', '2026-03-02 09:00:00'], // no daylight saving since 2019
    ['2026-11-04T03:00:00Z', '2026-11-04 00:00:00'],
    ['2018-11-04T02:59:59Z', '2018-11-03 23:59:59'], // the clocks skip the hour behind midnight
    ['2018-11-04T03:00:00Z', '2018-11-04 01:00:00'],
    ['2018-02-18T01:59:59Z', '2018-02-17 23:59:59'], // and have the last hour of this day twice
    ['2018-02-18T02:00:00Z', '2018-02-17 23:00:00'],
    ['2026-03-02T12:00:00.999Z', '2026-03-02 09:00:00'],
    ['1970-01-01T00:00:00Z', '1969-12-31 21:00:00'],
  ])('%s is %s there', (instant, local) => {
    expect(localText(utc(instant))).toBe(local)
    expect(localDay(utc(instant))).toBe(local.slice(0, 10))
  })

  it('is printed for the zone that is asked', () => {
    const at = utc('2026-03-02T02:30:00Z')
    expect(localText(at, 'UTC')).toBe('2026-03-02 02:30:00')
    expect(localText(at, 'America/Noronha')).toBe('2026-03-02 00:30:00')
    expect(localText(at, 'America/Rio_Branco')).toBe('2026-03-01 21:30:00')
    expect(localDay(at, SAO_PAULO)).toBe('2026-03-01')
  })

  it('is what the platform’s own time zones say, every twelve hours of the years that are reckoned without them', () => {
    for (const zone of [SAO_PAULO, 'UTC']) {
      const format = new Intl.DateTimeFormat('sv-SE', {
        timeZone: zone,
        dateStyle: 'short',
        timeStyle: 'medium',
      })
      for (let at = utc('2019-02-15T00:00:00Z'); at < utc('2040-01-03T00:00:00Z'); at += 12 * 3_600_000) {
        const local = format.format(at)
        if (localText(at, zone) !== local) expect([at, localText(at, zone)]).toEqual([at, local])
        expect(instantOf(local, zone)).toBe(at)
      }
    }
  })

  it('knows no other zones than real ones', () => {
    expect(() => localText(0, 'America/Sao_Paolo')).toThrow(
      expect.objectContaining({
        code: 'bad_zone',
        message: '"America/Sao_Paolo" is not a time zone: write one like America/Sao_Paulo',
      }),
    )
  })
})

describe('instantOf', () => {
  it.each([
    ['2026-03-02T09:00:00-03:00', '2026-03-02T12:00:00Z'],
    ['2026-03-02T12:00:00Z', '2026-03-02T12:00:00Z'],
    ['2026-03-02T12:00:00.999Z', '2026-03-02T12:00:00Z'],
    ['2026-03-02 09:00:00', '2026-03-02T12:00:00Z'],
    ['2026-03-02 09:00', '2026-03-02T12:00:00Z'],
    ['2026-03-02', '2026-03-02T03:00:00Z'],
    ['2018-11-03 23:59:59', '2018-11-04T02:59:59Z'],
    ['2018-11-04 01:00', '2018-11-04T03:00:00Z'], // the first moment of that day
    ['2019-01-15 12:00', '2019-01-15T14:00:00Z'], // in daylight saving
    ['2024-02-29', '2024-02-29T03:00:00Z'],
  ])('reads %s', (text, instant) => {
    expect(instantOf(text)).toBe(utc(instant))
  })

  it('takes a time that the clocks skip as far behind the gap: the day stays the day', () => {
    expect(localText(instantOf('2018-11-04'))).toBe('2018-11-04 01:00:00')
    expect(localText(instantOf('2018-11-04 00:30'))).toBe('2018-11-04 01:30:00')
    expect(localText(instantOf('2026-03-29 02:30', 'Europe/Paris'), 'Europe/Paris')).toBe(
      '2026-03-29 03:30:00',
    )
  })

  it('takes a time that the clocks show twice as one of both', () => {
    expect(localText(instantOf('2018-02-17 23:30'))).toBe('2018-02-17 23:30:00')
  })

  it.each([
    '',
    'now',
    '2026-13-01',
    '2026-02-29',
    '2026-02-30 10:00',
    '2026-03-02 24:00',
    '2026-03-02 09:60',
    '2026-03-02 09:00:60',
    '2026-03-02T09:00:00-3',
    '2026-03-02T09:00:00+99:99',
    '2026-03-02T09:00:00+14:60',
    '02/03/2026',
    '2026-3-2',
    '0001-01-01', // years that Date would read as 1901
    '0999-12-31',
    '12026-03-02',
    '2026-03-02T09:00:00Z junk',
  ])('refuses %j', (text) => {
    expect(() => instantOf(text)).toThrow(
      expect.objectContaining({
        code: 'bad_instant',
        message: `"${text}" is not a time: write one like 2026-03-02T09:00:00-03:00 or 2026-03-02 09:00:00`,
      }),
    )
  })
})

describe('a real day', () => {
  it.each(['2024-02-29', '2000-02-29', '2018-01-31', '0001-01-01', '9999-12-31'])('is %s', (day) => {
    expect(isDay(day)).toBe(true)
  })

  it.each(['2023-02-29', '1900-02-29', '2018-04-31', '2018-00-10', '2018-13-01', '2018-01-00', '18-01-01'])(
    'is not %s',
    (day) => {
      expect(isDay(day)).toBe(false)
    },
  )

  it('has a time whose seconds are required, optional or none', () => {
    expect(
      ['required', 'optional', 'none'].map((rule) => isDayTime('2020-09-02 10:00:00', rule as 'none')),
    ).toEqual([true, true, false])
    expect(
      ['required', 'optional', 'none'].map((rule) => isDayTime('2020-09-02 10:00', rule as 'none')),
    ).toEqual([false, true, true])
    expect(isDayTime('2020-09-02T10:00', 'optional')).toBe(false)
    expect(isDayTime('2020-02-30 10:00', 'optional')).toBe(false)
    expect(isDayTime('2020-09-02 25:00', 'optional')).toBe(false)
  })
})
