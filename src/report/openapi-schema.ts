import type { JsonSchema } from '#engine'

/** A schema as OpenAPI 3.1 has it: plain JSON Schema 2020-12. */
export interface PlainSchema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly examples?: readonly unknown[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, PlainSchema>>
  readonly required?: readonly string[]
  readonly items?: PlainSchema
  readonly anyOf?: readonly PlainSchema[]
  readonly oneOf?: readonly PlainSchema[]
  readonly additionalProperties?: boolean | PlainSchema
}

const DAY = '[0-9]{4}-[0-9]{2}-[0-9]{2}'
const MINUTES = '[0-9]{2}:[0-9]{2}'

/** The words' formats in words that every validator knows. */
const FORMATS: Readonly<Record<string, PlainSchema>> = {
  day: { format: 'date' },
  'day-time': { pattern: `^${DAY} ${MINUTES}(:[0-9]{2})?$` },
  'day-time-seconds': { pattern: `^${DAY} ${MINUTES}:[0-9]{2}$` },
  'day-time-minutes': { pattern: `^${DAY} ${MINUTES}$` },
}

/** A schema word under chosen options as any tool reads it: no symbols, no formats of ours, examples of values alone. */
export function plain(schema: JsonSchema): PlainSchema {
  const { format, examples, properties, items, anyOf, additionalProperties, required, ...rest } = schema
  const whole = properties !== undefined || items !== undefined || anyOf !== undefined
  const free = typeof additionalProperties === 'object'
  const only = 'const' in rest || rest.type === 'null'
  return {
    ...typed(Object.fromEntries(Object.entries(rest))),
    ...(format === undefined ? {} : FORMATS[format]),
    ...(whole || free || only || examples === undefined ? {} : { examples }),
    ...(properties === undefined ? {} : { properties: mapped(properties) }),
    ...(required === undefined || required.length === 0 ? {} : { required }),
    ...(items === undefined ? {} : { items: plain(items) }),
    ...(anyOf === undefined ? {} : union(anyOf.map(plain))),
    ...(additionalProperties === undefined
      ? {}
      : { additionalProperties: free ? plain(additionalProperties) : additionalProperties }),
  }
}

const mapped = (properties: Readonly<Record<string, JsonSchema>>): Record<string, PlainSchema> =>
  Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, plain(field)]))

/** Code generators want a type beside a constant. */
function typed(schema: PlainSchema): PlainSchema {
  if (!('const' in schema) || schema.type !== undefined) return schema
  const value = schema.const
  const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
  return { type: type === 'number' && Number.isInteger(value) ? 'integer' : type, ...schema }
}

/** Any of these: `oneOf` where no value can fit two of them, for tools tell them apart then. */
export function union(schemas: readonly PlainSchema[]): PlainSchema {
  const different = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()]
  const [only, ...others] = different
  if (only !== undefined && others.length === 0) return only
  const apart = different.every((a, index) => different.slice(index + 1).every((b) => disjoint(a, b)))
  return apart ? { oneOf: different } : { anyOf: different }
}

/** Whether no value can fit both; in doubt it may. */
export function disjoint(a: PlainSchema, b: PlainSchema): boolean {
  const [branches, other] = a.anyOf || a.oneOf ? [a.anyOf ?? a.oneOf, b] : [b.anyOf ?? b.oneOf, a]
  if (branches !== undefined) return branches.every((branch) => disjoint(branch, other))
  if (apart(typesOf(a), typesOf(b))) return true
  if (apart(valuesOf(a), valuesOf(b))) return true
  const required = (a.required ?? []).filter((name) => b.required?.includes(name))
  return required.some((name) => {
    const [left, right] = [a.properties?.[name], b.properties?.[name]]
    return left !== undefined && right !== undefined && disjoint(left, right)
  })
}

const apart = (a: readonly string[] | undefined, b: readonly string[] | undefined): boolean =>
  a !== undefined && b !== undefined && !a.some((one) => b.includes(one))

const typesOf = ({ type }: PlainSchema): string[] | undefined =>
  type === undefined
    ? undefined
    : [type].flat().map((one) => (one === 'integer' ? 'number' : (one as string)))

const valuesOf = (schema: PlainSchema): string[] | undefined =>
  'const' in schema ? [JSON.stringify(schema.const)] : schema.enum?.map((value) => JSON.stringify(value))

/** What a value that fits looks like, by the document's own examples. */
export function exampleOf(schema: JsonSchema): unknown {
  if ('const' in schema) return schema.const
  if (schema.properties !== undefined) {
    const fields = Object.entries(schema.properties)
    return Object.fromEntries(fields.map(([name, field]) => [name, exampleOf(field)]))
  }
  if (schema.items !== undefined) return [exampleOf(schema.items)]
  const [first] = schema.anyOf ?? []
  return first === undefined ? schema.examples?.[0] : exampleOf(first)
}
