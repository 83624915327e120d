/** Requests drawn from a description's own schemas: such as they should be, and with one thing wrong. */
import fc from 'fast-check'
import type { Parameter } from '../../src/report/openapi-document.ts'
import type { PlainSchema } from '../../src/report/openapi-schema.ts'
import type { Addressed } from './openapi-support.ts'

/** One request, before it is sent. */
export interface Drawn {
  readonly method: string
  readonly path: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  /** Undefined where there is none. */
  readonly body: unknown
  readonly type: string | undefined
  /** Which of the fixture's credentials; undefined sends none. */
  readonly credential: number | undefined
  readonly wrong: Wrong
}

const WRONGS = ['nothing', 'left out', 'junk', 'no JSON', 'another type', 'another method'] as const
export type Wrong = (typeof WRONGS)[number]

/**
 * @param works a request that succeeds on the world that is asked: every field is its own or another one
 * @param pool values that mean something there, by field
 */
export function requests({ method, operation }: Addressed, works: Drawn, pool: Pool): fc.Arbitrary<Drawn> {
  const { parameters = [], requestBody } = operation
  const [media] = Object.values(requestBody?.content ?? {})
  const values = (place: Parameter['in']): fc.Arbitrary<Fields> => {
    const own = parameters.filter((parameter) => parameter.in === place)
    const schemas = Object.fromEntries(own.map(({ name, schema }) => [name, schema]))
    const required = own.filter((parameter) => parameter.required).map(({ name }) => name)
    return mixed(works[place], recordOf(schemas, required, pool))
  }
  const body =
    media === undefined || method === 'get'
      ? fc.constant(undefined)
      : fc.oneof(
          {
            weight: 3,
            arbitrary: mixed(
              works.body as Fields,
              drawnFrom(plainest(media.schema), pool) as fc.Arbitrary<Fields>,
            ),
          },
          { weight: 1, arbitrary: drawnFrom(media.schema, pool) },
        )
  return fc
    .record({
      path: values('path'),
      query: values('query'),
      body,
      credential: fc.oneof(
        { weight: 6, arbitrary: fc.constant(works.credential) },
        { weight: 1, arbitrary: fc.nat(5) },
        { weight: 1, arbitrary: fc.constant(undefined) },
      ),
      wrong: fc.oneof({ weight: 5, arbitrary: fc.constant('nothing' as const) }, fc.constantFrom(...WRONGS)),
      at: fc.nat(),
      junk: fc.oneof(fc.jsonValue(), fc.string()),
    })
    .map(({ at, junk, ...rest }) => spoil({ ...works, ...rest }, at, junk))
}

type Fields = Readonly<Record<string, unknown>>
export type Pool = ReadonlyMap<string, readonly string[]>

/** The first of several shapes. */
const plainest = (schema: PlainSchema): PlainSchema => schema.oneOf?.[0] ?? schema

/** Fields that work, some of them replaced. */
const mixed = (works: Fields, drawn: fc.Arbitrary<Fields>): fc.Arbitrary<Fields> =>
  fc.tuple(drawn, fc.array(fc.nat(3), { minLength: 40, maxLength: 40 })).map(([others, dice]) => {
    const replaced = Object.entries(others).filter((_entry, index) => dice[index] === 0)
    return { ...works, ...Object.fromEntries(replaced) }
  })

/** Makes the one thing wrong that is to be wrong. */
function spoil(drawn: Drawn, at: number, junk: unknown): Drawn {
  const changed = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> => {
    const names = Object.keys(fields)
    const name = names[at % names.length] ?? 'x'
    const { [name]: _gone, ...others } = fields
    return drawn.wrong === 'junk' ? { ...others, [name]: junk } : others
  }
  const { body, query } = drawn
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
  switch (drawn.wrong) {
    case 'left out':
    case 'junk':
      return isObject
        ? { ...drawn, body: changed(body as Record<string, unknown>) }
        : { ...drawn, query: changed(query) }
    case 'no JSON':
      return body === undefined ? drawn : { ...drawn, body: `{"broken": ${JSON.stringify(junk)}` }
    case 'another type':
      return { ...drawn, type: 'text/plain' }
    case 'another method':
      return { ...drawn, method: drawn.method === 'put' ? 'delete' : 'put', body: undefined }
    default:
      return drawn
  }
}

/** A value that fits a schema. */
function drawnFrom(schema: PlainSchema, pool: Pool, name = ''): fc.Arbitrary<unknown> {
  const branches = schema.oneOf ?? schema.anyOf
  if (branches !== undefined) return fc.oneof(...branches.map((branch) => drawnFrom(branch, pool, name)))
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  switch (schema.type) {
    case 'object': {
      const own = recordOf(schema.properties ?? {}, schema.required ?? [], pool)
      return fc.tuple(own, extras).map(([fields, more]) => ({ ...more, ...fields }))
    }
    case 'array': {
      const { minItems = 0, maxItems = 3, items = {} } = schema
      return fc.array(drawnFrom(items, pool), { minLength: minItems, maxLength: maxItems })
    }
    case 'integer':
      return fc.integer()
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return textOf(schema, pool.get(name) ?? [])
  }
}

/** What no description names: most have none. */
const extras: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.dictionary(fc.constantFrom('nome', 'email', 'cpf', 'x', 'constructor'), fc.jsonValue(), {
      maxKeys: 2,
    }),
  },
)

function recordOf(
  schemas: Readonly<Record<string, PlainSchema>>,
  required: readonly string[],
  pool: Pool,
): fc.Arbitrary<Record<string, unknown>> {
  const values = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, drawnFrom(schema, pool, name)]),
  )
  return fc.record(values, { requiredKeys: [...required] }) as fc.Arbitrary<Record<string, unknown>>
}

function textOf(schema: PlainSchema, meant: readonly string[]): fc.Arbitrary<string> {
  const { examples = [], format, pattern, minLength = 0, maxLength = 40 } = schema
  const printed = examples.map(String)
  const days = fc
    .date({ noInvalidDate: true, min: new Date('2000-01-01'), max: new Date('2030-01-01') })
    .map((date) => date.toISOString().slice(0, 10))
  const free =
    format === 'date'
      ? days
      : pattern === undefined
        ? fc.string({ minLength, maxLength })
        : fc.stringMatching(new RegExp(pattern))
  const known = [...printed, ...(format === undefined && pattern === undefined ? meant : [])].filter(
    ({ length }) => length >= minLength,
  )
  if (known.length === 0) return free
  return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: free })
}
