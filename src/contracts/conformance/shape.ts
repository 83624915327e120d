import { type JsonSchema, validator } from '#engine'

/** What a value is, in words, and never the value itself. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  const kinds: Readonly<Record<string, string>> = {
    object: 'an object',
    string: 'a text',
    number: 'a number',
    boolean: 'a truth value',
    undefined: 'nothing',
  }
  return kinds[typeof value] as string
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A key as it is shown: what is not written like a field's name may be somebody's, or a document. */
export const shownKey = (key: string): string => (/^[A-Za-z_][\w.-]{0,59}$/.test(key) ? key : '…')

/** A body's shape for reading: its keys and kinds, and nobody's data. Of a list the first element stands for all. */
export function shapeOf(value: unknown): string {
  if (Array.isArray(value)) {
    const more = value.length > 1 ? `, ${value.length - 1} more` : ''
    return value.length === 0 ? '[]' : `[${shapeOf(value[0])}${more}]`
  }
  if (!isObject(value)) return kindOf(value).replace(/^an? /, '')
  const fields = Object.entries(value).map(([key, part]) => `"${shownKey(key)}": ${shapeOf(part)}`)
  return `{${fields.join(', ')}}`
}

/** The keys that a closed object must have, as its schema has them. */
export const keysOf = (schema: JsonSchema): readonly string[] => schema.required ?? []

export const lacking = (keys: readonly string[], value: Readonly<Record<string, unknown>>): string[] =>
  keys.filter((key) => !Object.hasOwn(value, key))

/** Where a value is no text, such as `latitude is a number`; keys of lists and objects within count too. */
export function notText(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return unique(value.flatMap((part) => notText(part, at)))
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, part]) =>
      notText(part, at === '' ? shownKey(key) : `${at}.${shownKey(key)}`),
    )
  }
  return typeof value === 'string' ? [] : [`${at || 'an element'} is ${kindOf(value)}`]
}

export const unique = (texts: readonly string[]): string[] => [...new Set(texts)]

/** The first thing in which a value departs from its schema, where further keys are let be and kinds count elsewhere. */
export const departure = (schema: JsonSchema, value: unknown): string | undefined =>
  validator(loose(schema))(value)?.says

const known = new WeakMap<JsonSchema, JsonSchema>()

/** A schema that lets further keys be, and any kind of value in a field that should be text. */
function loose(schema: JsonSchema): JsonSchema {
  const before = known.get(schema)
  if (before !== undefined) return before
  const { type, properties, required, items, anyOf } = schema
  const made: JsonSchema = {
    ...(type === 'object' || type === 'array' ? { type } : {}),
    ...(required === undefined ? {} : { required }),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(Object.entries(properties).map(([key, part]) => [key, loose(part)])),
        }),
    ...(items === undefined ? {} : { items: loose(items) }),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map(loose) }),
  }
  known.set(schema, made)
  return made
}

/** Some of many names, for a sentence. */
export function some(names: readonly string[], most = 6): string {
  const rest = names.length - most
  return rest > 0 ? `${names.slice(0, most).join(', ')} and ${rest} more` : names.join(', ')
}

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
