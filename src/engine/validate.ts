import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import type { JsonSchema } from './schema.ts'
import type { Violation } from './vendor.ts'
import { isDay, isDayTime } from './zone.ts'

/** The words' formats, as predicates. */
export const formats = {
  day: isDay,
  'day-time': (text: string) => isDayTime(text, 'optional'),
  'day-time-seconds': (text: string) => isDayTime(text, 'required'),
  'day-time-minutes': (text: string) => isDayTime(text, 'none'),
} as const

/**
 * An ajv that knows the schema words' formats.
 *
 * @param checked whether schemas are themselves checked: the first check compiles the whole meta-schema,
 * a tenth of a second that no first request should wait for; the tests check every room's schemas instead.
 */
export function createAjv(checked = false): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, meta: checked, validateSchema: checked })
  for (const [name, check] of Object.entries(formats)) ajv.addFormat(name, check)
  return ajv
}

let shared: Ajv2020 | undefined
const compiled = new WeakMap<JsonSchema, ValidateFunction>()

/** Compiles on first use, once per schema object. */
export function validator(schema: JsonSchema): (value: unknown) => Violation | undefined {
  let validate = compiled.get(schema)
  if (validate === undefined) {
    shared ??= createAjv()
    validate = shared.compile(schema as object)
    compiled.set(schema, validate)
  }
  const check = validate
  return (value) => (check(value) ? undefined : violationOf((check.errors as ErrorObject[])[0]))
}

function violationOf(error: ErrorObject | undefined): Violation {
  const path = (error?.instancePath ?? '').split('/').slice(1)
  const params = (error?.params ?? {}) as { missingProperty?: string; additionalProperty?: string }
  const missing = params.missingProperty
  const field = [...path, ...(missing === undefined ? [] : [missing])].join('.')
  const where = field === '' ? 'the body' : field
  if (missing !== undefined) return { field, missing: true, says: `${where} is missing` }
  const extra = params.additionalProperty === undefined ? '' : ` (${params.additionalProperty})`
  return { field, missing: false, says: `${where} ${error?.message ?? 'does not fit'}${extra}` }
}
