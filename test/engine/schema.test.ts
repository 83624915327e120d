import { describe, expect, it } from 'vitest'
import {
  byOption,
  date,
  either,
  emptyList,
  fallback,
  integer,
  isOptional,
  isPosition,
  jsonSchema,
  list,
  nothing,
  nullable,
  object,
  oneOf,
  onlyIf,
  optional,
  position,
  record,
  refersTo,
  text,
  truth,
  validator,
  word,
} from '#engine'
import { chosen, mayBeNull, openObject, optionsIn } from '../../src/engine/schema.ts'

/** What ajv and OpenAPI see: symbols do not survive. */
const plain = (schema: object): unknown => JSON.parse(JSON.stringify(schema))
const objectsWith = (schema: ReturnType<typeof text>) => validator(jsonSchema(object({ a: schema })))

describe('the schema words emit plain JSON Schema', () => {
  it.each([
    [text('A', 'x'), { type: 'string', description: 'A', examples: ['x'] }],
    [
      text('A', 'x', { min: 1, max: 3, pattern: '^x', of: 'rows' }),
      { type: 'string', description: 'A', examples: ['x'], minLength: 1, maxLength: 3, pattern: '^x' },
    ],
    [date('D', '2026-01-01'), { type: 'string', description: 'D', examples: ['2026-01-01'], format: 'day' }],
    [integer('N', 3), { type: 'integer', description: 'N', examples: [3] }],
    [truth('T', true), { type: 'boolean', description: 'T', examples: [true] }],
    [word('ok'), { const: 'ok', examples: ['ok'] }],
    [emptyList(), { const: [], examples: [[]] }],
    [nothing(), { type: 'null', examples: [null] }],
    [oneOf('a', 'b'), { type: 'string', enum: ['a', 'b'], examples: ['a'] }],
    [list(word(1)), { type: 'array', items: { const: 1, examples: [1] }, examples: [[1]] }],
    [record(word(1)), { type: 'object', additionalProperties: { const: 1, examples: [1] }, examples: [{}] }],
    [
      nullable(word('a')),
      {
        anyOf: [
          { const: 'a', examples: ['a'] },
          { type: 'null', examples: [null] },
        ],
        examples: ['a'],
      },
    ],
    [optional(word('a')), { const: 'a', examples: ['a'] }],
    [fallback(text('F', 'f'), 'd'), { type: 'string', description: 'F', examples: ['f'], default: 'd' }],
    [position(), { type: 'string' }],
  ])('%#', (schema, emitted) => {
    expect(plain(schema)).toEqual(emitted)
  })

  it('objects are closed, keep their keys’ order, and require what is not optional', () => {
    const schema = object({ z: word(1), a: optional(word(2)), m: fallback(oneOf('x', 'y'), 'y') })
    expect(plain(schema)).toEqual({
      type: 'object',
      properties: {
        z: { const: 1, examples: [1] },
        a: { const: 2, examples: [2] },
        m: { type: 'string', enum: ['x', 'y'], examples: ['x'], default: 'y' },
      },
      required: ['z'],
      examples: [{ z: 1, a: 2, m: 'x' }],
      additionalProperties: false,
    })
    expect(Object.keys(jsonSchema(schema).properties ?? {})).toEqual(['z', 'a', 'm'])
    expect(plain(openObject({ z: word(1) }))).not.toHaveProperty('additionalProperties')
  })

  it('what JSON Schema cannot say is asked for by name', () => {
    expect(isOptional(jsonSchema(optional(word(1))))).toBe(true)
    expect(isOptional(jsonSchema(word(1)))).toBe(false)
    expect(refersTo(jsonSchema(text('A', 'x', { of: 'rows' })))).toBe('rows')
    expect(refersTo(jsonSchema(text('A', 'x')))).toBeUndefined()
    expect([isPosition(jsonSchema(position())), isPosition(jsonSchema(text('A', 'x')))]).toEqual([
      true,
      false,
    ])
    expect(
      [nothing(), nullable(word(1)), either(word(1), nullable(word(2))), word(1)].map((schema) =>
        mayBeNull(jsonSchema(schema)),
      ),
    ).toEqual([true, true, true, false])
  })
})

describe('a shape that hangs on options', () => {
  const schema = jsonSchema(
    object({
      n: byOption('numbers', { number: integer('N', 3), string: text('N', '3') }),
      rows: list(object({ deep: byOption('deep', { yes: nullable(word(1)), no: word(2) }) })),
      total: onlyIf('total', integer('T', 1)),
      free: record(byOption('numbers', { number: word(1), string: word('1') })),
    }),
  )

  it('names its options', () => {
    expect([...optionsIn(schema)].sort()).toEqual(['deep', 'numbers', 'total'])
  })

  it('is plain JSON Schema of one shape once they are chosen', () => {
    const first = chosen(schema, { numbers: 'string', deep: 'no', total: false })
    expect(plain(first)).toMatchObject({
      properties: {
        n: { type: 'string' },
        rows: { items: { properties: { deep: { const: 2 } } } },
        free: { additionalProperties: { const: '1' } },
      },
      required: ['n', 'rows', 'free'],
      additionalProperties: false,
    })
    expect(Object.keys(first.properties ?? {})).toEqual(['n', 'rows', 'free'])
    const second = chosen(schema, { numbers: 'number', deep: 'yes', total: true })
    expect(Object.keys(second.properties ?? {})).toEqual(['n', 'rows', 'total', 'free'])
    expect(optionsIn(second)).toEqual(new Set())
  })

  it('checks against the chosen shape alone', () => {
    const check = validator(chosen(schema, { numbers: 'string', deep: 'yes', total: false }))
    expect(check({ n: '3', rows: [{ deep: null }], free: { x: '1' } })).toBeUndefined()
    expect(check({ n: 3, rows: [], free: {} })).toEqual({
      field: 'n',
      missing: false,
      says: 'n must be string',
    })
    expect(check({ n: '3', rows: [], free: {}, total: 1 })?.says).toBe(
      'the body must NOT have additional properties (total)',
    )
  })

  it('has a shape for every word of its option', () => {
    expect(() => chosen(schema, { numbers: 'roman', deep: 'no', total: false })).toThrow(
      'no shape for numbers',
    )
  })
})

describe('a violation', () => {
  it.each([
    [text('A', 'x'), {}, { field: 'a', missing: true, says: 'a is missing' }],
    [text('A', 'x'), { a: 1 }, { field: 'a', missing: false, says: 'a must be string' }],
    [text('A', 'x', { min: 1 }), { a: '' }, { says: 'a must NOT have fewer than 1 characters' }],
    [date('A', 'x'), { a: '2018-02-30' }, { says: 'a must match format "day"' }],
    [
      text('A', 'x', { format: 'day-time-minutes' }),
      { a: '2018-02-03 10:00:00' },
      { says: 'a must match format "day-time-minutes"' },
    ],
    [text('A', 'x'), [], { field: '', missing: false, says: 'the body must be object' }],
  ])('%# is named', (schema, value, violation) => {
    expect(objectsWith(schema)(value)).toMatchObject(violation)
  })
})
