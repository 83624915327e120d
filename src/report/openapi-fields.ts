import { type OpenapiDocument, resolved } from './openapi-document.ts'
import type { PlainSchema } from './openapi-schema.ts'

/** One field of a schema for reading. */
export interface Field {
  /** With the fields above it: `response.list[].agent`. */
  readonly name: string
  readonly type: string
  readonly required: boolean
  readonly description: string
}

/** A schema's fields, each under the ones above it, in the printed order. */
export function fieldsOf(document: OpenapiDocument, schema: PlainSchema, above = ''): Field[] {
  const whole = resolved<PlainSchema>(document, schema as never)
  const branches = whole.oneOf ?? whole.anyOf
  if (branches !== undefined) {
    const found = branches.flatMap((branch) => fieldsOf(document, branch, above))
    return [...new Map(found.map((field) => [`${field.name} ${field.type}`, field])).values()]
  }
  if (whole.items !== undefined) return fieldsOf(document, whole.items, `${above}[]`)
  return Object.entries(whole.properties ?? {}).flatMap(([key, part]) => {
    const name = above === '' ? key : `${above}.${key}`
    const field = {
      name,
      type: typeOf(document, part),
      required: whole.required?.includes(key) ?? false,
      description: part.description ?? '',
    }
    return [field, ...fieldsOf(document, part, name)]
  })
}

/** A schema in a few words: `text, one of F, J`. */
export function typeOf(document: OpenapiDocument, schema: PlainSchema): string {
  const whole = resolved<PlainSchema>(document, schema as never)
  const branches = whole.oneOf ?? whole.anyOf
  if (branches !== undefined)
    return [...new Set(branches.map((branch) => typeOf(document, branch)))].join(' or ')
  if ('const' in whole) return JSON.stringify(whole.const)
  if (whole.enum !== undefined) return `one of ${whole.enum.map((value) => JSON.stringify(value)).join(', ')}`
  if (whole.items !== undefined) return `list of ${typeOf(document, whole.items)}`
  const rules = [
    whole.format,
    whole.pattern,
    whole.minLength === undefined ? undefined : `at least ${whole.minLength}`,
    whole.maxLength === undefined ? undefined : `at most ${whole.maxLength}`,
  ].filter((rule) => rule !== undefined)
  return [[whole.type ?? 'anything'].flat().join(' or '), ...rules].join(', ')
}
