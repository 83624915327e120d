import { othersOf } from './leans.ts'
import type { AnyOperation } from './operation.ts'
import { chosen, type JsonSchema, jsonSchema, mayBeNull, optionsIn } from './schema.ts'
import { validator } from './validate.ts'
import { type AnyVendor, enveloped, type Violation } from './vendor.ts'

/** A shape under chosen options: fills an answer in the printed order, and checks it. */
export interface Shape {
  /** A list, a text or an object with free keys goes as it is. Of an object: own fields first, then constants, then the request's fields of the same name, then null. */
  fill(own: unknown, echo: Readonly<Record<string, unknown>>): unknown
  check(body: unknown): Violation | undefined
  /** The options that chose it, such as `erros.empty=object`. */
  readonly chosenBy: readonly string[]
}

/** An operation under the options of one fake: everything that need not be looked up per request. */
export interface Bound {
  readonly name: string
  readonly operation: AnyOperation
  /** The names of its parameters. */
  readonly known: ReadonlySet<string>
  readonly parameters: (value: unknown) => Violation | undefined
  /** The same with another value of one option, for each that the parameters hang on. */
  readonly otherwise: readonly Otherwise[]
  readonly success: Shape
  readonly failure: Shape
}

type Options = Readonly<Record<string, unknown>>

/** A check of parameters as it would be under another value of an option. */
export interface Otherwise {
  readonly option: string
  readonly value: string
  readonly other: string
  readonly parameters: (value: unknown) => Violation | undefined
}

/** Variants are few: each is compiled once in a process, whatever the number of worlds. */
const variants = new WeakMap<JsonSchema, Map<string, JsonSchema>>()

function variantOf(schema: JsonSchema, options: Options): JsonSchema {
  let known = variants.get(schema)
  if (known === undefined) {
    known = new Map()
    variants.set(schema, known)
  }
  const signature = [...optionsIn(schema)].map((name) => String(options[name])).join('\u0000')
  let variant = known.get(signature)
  if (variant === undefined) {
    variant = chosen(schema, options)
    known.set(signature, variant)
  }
  return variant
}

const shells = new WeakMap<JsonSchema, JsonSchema>()

function shapeOf(vendor: AnyVendor, schema: JsonSchema, options: Options): Shape {
  const inner = variantOf(schema, options)
  let whole = shells.get(inner)
  if (whole === undefined) {
    whole = jsonSchema(enveloped(vendor, inner as never))
    shells.set(inner, whole)
  }
  const fields = Object.entries(inner.properties ?? {}).map(([key, field]) => ({
    key,
    fixed: 'const' in field,
    value: field.const,
    nullable: mayBeNull(field),
  }))
  const required = new Set(inner.required)
  let check: ((value: unknown) => Violation | undefined) | undefined
  return {
    chosenBy: [...optionsIn(schema)].sort().map((name) => `${name}=${options[name]}`),
    fill(given, echo) {
      const named = inner.properties !== undefined
      if (typeof given !== 'object' || given === null || Array.isArray(given) || !named) {
        return vendor.envelope === undefined ? given : { [vendor.envelope]: given }
      }
      const own = given as Readonly<Record<string, unknown>>
      const body: Record<string, unknown> = {}
      for (const { key, fixed, value, nullable } of fields) {
        if (Object.hasOwn(own, key)) body[key] = own[key]
        else if (fixed) body[key] = value
        else if (typeof echo[key] === 'string') body[key] = echo[key]
        else if (nullable && required.has(key)) body[key] = null
      }
      return vendor.envelope === undefined ? body : { [vendor.envelope]: body }
    },
    check(body) {
      check ??= validator(whole as JsonSchema)
      return check(body)
    },
  }
}

/** Compiled when it is first wanted. */
function checkOf(schema: JsonSchema): (value: unknown) => Violation | undefined {
  let check: ((value: unknown) => Violation | undefined) | undefined
  return (value) => {
    check ??= validator(schema)
    return check(value)
  }
}

/** Binds an operation to options. */
export function bind(vendor: AnyVendor, name: string, options: Options): Bound {
  const operation = vendor.operations[name] as AnyOperation
  const schema = jsonSchema(operation.parameters)
  return {
    name,
    operation,
    known: new Set(Object.keys(schema.properties ?? {})),
    parameters: checkOf(variantOf(schema, options)),
    otherwise: [...optionsIn(schema)].flatMap((option) =>
      othersOf(vendor.options[option], options[option]).map((other) => ({
        option,
        value: String(options[option]),
        other,
        parameters: checkOf(variantOf(schema, { ...options, [option]: vendor.options[option].read(other) })),
      })),
    ),
    success: shapeOf(vendor, jsonSchema(operation.answer), options),
    failure: shapeOf(vendor, jsonSchema(operation.failure ?? vendor.failureSchema), options),
  }
}
