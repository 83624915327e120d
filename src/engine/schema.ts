import type {
  Static,
  TArray,
  TBoolean,
  TEnum,
  TInteger,
  TLiteral,
  TNull,
  TObject,
  TOptional,
  TProperties,
  TSchema,
  TString,
  TUnion,
  TUnsafe,
} from 'typebox'

export type { Static, TObject, TProperties, TSchema, TString }

/**
 * The schema words. Each emits plain JSON Schema (for ajv and OpenAPI) and carries TypeBox's static type;
 * TypeBox itself is never loaded. What JSON Schema cannot say hangs on symbols, which JSON and ajv pass over.
 */
const OPTIONAL = Symbol('optional')
const BY_OPTION = Symbol('by option')
const ABSENT = Symbol('absent')
const REFERS_TO = Symbol('refers to')
const POSITION = Symbol('position')

/** A JSON Schema as the engine reads it. */
export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly examples?: readonly unknown[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly [OPTIONAL]?: true
  readonly [ABSENT]?: true
  readonly [REFERS_TO]?: string
  readonly [POSITION]?: true
  readonly pattern?: string
  readonly minLength?: number
  readonly format?: Format
  readonly [BY_OPTION]?: { readonly option: string; readonly cases: Record<string, JsonSchema> }
}

interface TextRules {
  /** Fewest characters. Default: 0 */
  readonly min?: number
  /** Most characters. */
  readonly max?: number
  readonly pattern?: string
  readonly format?: Format
  /** The fixture table whose key this text must be. */
  readonly of?: string
}

/** The formats that `validate.ts` knows: a real day, a real day with time. */
export type Format = 'day' | 'day-time' | 'day-time-seconds' | 'day-time-minutes'

/** A schema as a word of type T. */
const emit = <T extends TSchema>(schema: JsonSchema): T => schema as unknown as T

/** Plain JSON Schema behind a word. */
export const jsonSchema = (schema: TSchema): JsonSchema => schema as unknown as JsonSchema

/** Text, digits included: YAML's `2000` stays "2000". */
export function text(description: string, example: string, rules: TextRules = {}): TString {
  const { min, max, of, ...rest } = rules
  return emit({
    type: 'string',
    description,
    examples: [example],
    ...(min === undefined ? {} : { minLength: min }),
    ...(max === undefined ? {} : { maxLength: max }),
    ...(of === undefined ? {} : { [REFERS_TO]: of }),
    ...rest,
  })
}

/** A fixture row's number within its table, from 1, for tables whose rows have no name of their own. */
export const position = (): TString => emit({ type: 'string', [POSITION]: true, [OPTIONAL]: true })

/** Whether a field is its row's number. */
export const isPosition = (schema: JsonSchema): boolean => schema[POSITION] === true

/** A real day, `YYYY-MM-DD`. */
export const date = (description: string, example: string): TString =>
  text(description, example, { format: 'day' })

/** A whole number. */
export const integer = (description: string, example: number): TInteger =>
  emit({ type: 'integer', description, examples: [example] })

/** True or false. */
export const truth = (description: string, example: boolean): TBoolean =>
  emit({ type: 'boolean', description, examples: [example] })

/** Exactly this value, such as `"ok"` or `[]`. */
export const word = <const V extends string | number | boolean>(value: V): TLiteral<V> =>
  emit({ const: value, examples: [value] })

/** The empty list and nothing else. */
export const emptyList = (): TUnsafe<never[]> => emit({ const: [], examples: [[]] })

/** `null` and nothing else. */
export const nothing = (): TNull => emit({ type: 'null', examples: [null] })

/** One of these texts. */
export const oneOf = <const V extends readonly [string, ...string[]]>(...values: V): TEnum<[...V]> =>
  emit({ type: 'string', enum: values, examples: [values[0]] })

/** A closed object; keys stay in the order in which they are written here, which is the printed one. */
export const object = <P extends TProperties>(properties: P): TObject<P> =>
  emit({ ...fieldsOf(properties), additionalProperties: false })

/** An object that may carry more than is named: what a client sends. */
export const openObject = <P extends TProperties>(properties: P): TObject<P> => emit(fieldsOf(properties))

export const list = <T extends TSchema>(items: T): TArray<T> =>
  emit({ type: 'array', items: jsonSchema(items), examples: [[jsonSchema(items).examples?.[0]]] })

/** An object whose keys are free and whose values are alike. */
export const record = <T extends TSchema>(value: T): TUnsafe<Record<string, Static<T>>> =>
  emit({ type: 'object', additionalProperties: jsonSchema(value), examples: [{}] })

export const nullable = <T extends TSchema>(schema: T): TUnion<[T, TNull]> => either(schema, nothing())

export const either = <T extends [TSchema, ...TSchema[]]>(...schemas: T): TUnion<T> =>
  emit({ anyOf: schemas.map(jsonSchema), examples: jsonSchema(schemas[0]).examples ?? [] })

/** A field that may be left out. */
export const optional = <T extends TSchema>(schema: T): TOptional<T> =>
  emit({ ...jsonSchema(schema), [OPTIONAL]: true })

/** A field that may be left out and is this value then. */
export const fallback = <T extends TSchema>(schema: T, value: Static<T>): T =>
  emit({ ...jsonSchema(schema), [OPTIONAL]: true, default: value })

/** A shape that an option chooses: the variant of an outcome. */
export function byOption<const C extends Readonly<Record<string, TSchema>>>(
  option: string,
  cases: C,
): TUnsafe<Static<C[keyof C]>> {
  const shapes = Object.values(cases).map(jsonSchema)
  return emit({
    anyOf: shapes,
    examples: shapes[0]?.examples ?? [],
    [BY_OPTION]: { option, cases: cases as unknown as Record<string, JsonSchema> },
  })
}

/** A field that is there only while an option is `true`. */
export const onlyIf = <T extends TSchema>(option: string, schema: T): TOptional<T> =>
  optional(byOption(option, { true: schema, false: emit({ [ABSENT]: true }) })) as never

/** Whether a field may be left out. */
export const isOptional = (schema: JsonSchema): boolean => schema[OPTIONAL] === true

/** The table whose key a text must be, if any. */
export const refersTo = (schema: JsonSchema): string | undefined => schema[REFERS_TO]

/** The names of the options on which a shape hangs. */
export function optionsIn(schema: JsonSchema, found: Set<string> = new Set()): Set<string> {
  if (schema[BY_OPTION]) found.add(schema[BY_OPTION].option)
  for (const part of Object.values(schema.properties ?? {})) optionsIn(part, found)
  if (schema.items) optionsIn(schema.items, found)
  for (const part of schema.anyOf ?? []) optionsIn(part, found)
  if (typeof schema.additionalProperties === 'object') optionsIn(schema.additionalProperties, found)
  return found
}

/** The one shape that these options choose. */
export function chosen(schema: JsonSchema, options: Readonly<Record<string, unknown>>): JsonSchema {
  const choice = schema[BY_OPTION]
  if (choice !== undefined) {
    const shape = choice.cases[String(options[choice.option])]
    if (shape === undefined) throw new TypeError(`no shape for ${choice.option}`)
    const optionalToo = schema[OPTIONAL] && !shape[ABSENT]
    return chosen(optionalToo ? { ...shape, [OPTIONAL]: true } : shape, options)
  }
  if (schema.properties !== undefined) {
    const fields: Record<string, JsonSchema> = {}
    for (const [key, field] of Object.entries(schema.properties)) {
      const shape = chosen(field, options)
      if (!shape[ABSENT]) fields[key] = shape
    }
    const closed = schema.additionalProperties === false ? { additionalProperties: false } : {}
    return { ...schema, ...fieldsOf(fields as unknown as TProperties), ...closed }
  }
  if (schema.items !== undefined) return { ...schema, items: chosen(schema.items, options) }
  if (typeof schema.additionalProperties === 'object')
    return { ...schema, additionalProperties: chosen(schema.additionalProperties, options) }
  if (schema.anyOf !== undefined)
    return { ...schema, anyOf: schema.anyOf.map((part) => chosen(part, options)) }
  return schema
}

/** Whether `null` fits. */
export const mayBeNull = (schema: JsonSchema): boolean =>
  schema.type === 'null' || (schema.anyOf ?? []).some(mayBeNull)

function fieldsOf(fields: TProperties): JsonSchema {
  const properties = fields as unknown as Record<string, JsonSchema>
  const examples = Object.entries(properties).map(([key, field]) => [key, field.examples?.[0]])
  return {
    type: 'object',
    properties,
    required: Object.keys(properties).filter((key) => !isOptional(properties[key] as JsonSchema)),
    examples: [Object.fromEntries(examples)],
  }
}
