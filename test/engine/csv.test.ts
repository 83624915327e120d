import { parse } from 'csv-parse/sync'
import { array, assert, constantFrom, oneof, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvOf } from '#engine'

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

  it('has quotes where a value needs them and nowhere else', () => {
    expect(csvOf([['a', 'b,c', 'd"e', 'f\ng', 'h\ri', 'j;k', ' l ', '']])).toBe(
      'a,"b,c","d""e","f\ng","h\ri",j;k, l ,\r\n',
    )
    expect(csvOf([])).toBe('')
    expect(csvOf([['']])).toBe('""\r\n')
  })
})
