import { describe, expect, it } from 'vitest'
import { DubleError, parseDuration, printDuration } from '#engine'

describe('a duration', () => {
  it.each([
    ['300ms', 300],
    ['0s', 0],
    ['5m', 300_000],
    ['4m59s', 299_000],
    ['1h30m', 5_400_000],
    ['1d', 86_400_000],
    ['1d2h3m4s5ms', 93_784_005],
    ['1m500ms', 60_500],
    ['90s', 90_000],
  ])('%s is %d ms', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds)
  })

  it.each([
    '',
    ' ',
    '5',
    'm',
    '-5m',
    '5 m',
    ' 5m',
    '5m ',
    '5m\n',
    '5M',
    '1.5h',
    '5m5m',
    '5s4m', // units must fall
    '1ms1s',
    '1e3s',
    '٥m',
    'Infinity',
    '__proto__',
    '99999999999999d', // more than a number holds exactly
  ])('%j is none', (text) => {
    const message = `"${text}" is not a duration: write numbers with falling units, such as 300ms, 5m, 4m59s or 1h30m`
    expect(() => parseDuration(text)).toThrow(
      expect.objectContaining({ name: 'DubleError', code: 'bad_duration', message, facts: { given: text } }),
    )
    expect(() => parseDuration(text)).toThrow(DubleError)
  })

  it.each([
    [0, '0s'],
    [300, '300ms'],
    [90_000, '1m30s'],
    [299_000, '4m59s'],
    [93_784_005, '1d2h3m4s5ms'],
    [1.9, '1ms'],
  ])('%d ms is printed as %s', (milliseconds, text) => {
    expect(printDuration(milliseconds)).toBe(text)
  })

  it('is read back as it was printed', () => {
    for (const milliseconds of [1, 999, 1000, 59_999, 3_600_001, 86_399_999, 123_456_789_012]) {
      expect(parseDuration(printDuration(milliseconds))).toBe(milliseconds)
    }
  })
})
