import { parse } from 'csv-parse/sync'
import { array, assert, constantFrom, oneof, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvOf, parseCsv } from '#engine'

/** Signs that mean something in CSV, among others. */
const value = oneof(
  string(),
  string({ unit: constantFrom(',', '"', '\r', '\n', ';', ' ', 'ã', '😀', '\uFEFF', 'a') }),
)
const lines = array(array(value, { minLength: 1, maxLength: 4 }), { maxLength: 5 })

describe('CSV', () => {
  it('is read by an independent reader as it was written', () => {
    assert(
      property(lines, (written) => {
        const read = parse(csvOf(written), { record_delimiter: '\r\n', relax_column_count: true })
        expect(read).toEqual(written)
      }),
    )
  })

  it('is read back as it was written', () => {
    assert(
      property(lines, (written) => {
        expect(parseCsv(`\uFEFF${csvOf(written)}`)).toEqual(written)
      }),
    )
  })

  it('has quotes where a value needs them and nowhere else', () => {
    expect(csvOf([['a', 'b,c', 'd"e', 'f\ng', 'h\ri', 'j;k', ' l ', '']])).toBe(
      'a,"b,c","d""e","f\ng","h\ri",j;k, l ,\r\n',
    )
    expect(csvOf([])).toBe('')
    expect(csvOf([['']])).toBe('""\r\n')
  })

  it.each([
    ['', []],
    ['a', [['a']]],
    [
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a\r\n\r\nb\r\n', [['a'], [''], ['b']]],
    ['a,\r\n', [['a', '']]],
    ['a,', [['a', '']]],
    [',', [['', '']]],
    ['"a"', [['a']]],
    ['"a,""b""",c\r\n', [['a,"b"', 'c']]],
    ['a\rb', [['a'], ['b']]],
  ])('reads %j', (text, wanted) => {
    expect(parseCsv(text)).toEqual(wanted)
  })

  it.each([
    ['"a', 'the quote at character 1 is never closed'],
    ['a,"b""', 'the quote at character 3 is never closed'],
    ['a"b', 'a quote stands inside a bare value at character 2'],
    ['"a"b,c', 'something stands behind the closing quote at character 3'],
  ])('refuses %j', (text, says) => {
    expect(() => parseCsv(text)).toThrow(new SyntaxError(says))
  })
})
