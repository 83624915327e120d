import { type AnyOperation, type JsonSchema, jsonSchema } from '#engine'

/** Parameters of a request that works on the default world. */
export const requestOf = (
  operation: AnyOperation,
  defaults: Readonly<Record<string, string>>,
): Record<string, unknown> => ({
  ...exampleOf(jsonSchema(operation.parameters), defaults),
  ...operation.example,
})

/** The schema's own examples, and over them what the fixture fills in; what may be left out is left out. */
function exampleOf(schema: JsonSchema, defaults: Readonly<Record<string, string>>): object {
  const required = new Set(schema.required)
  const fields = Object.entries(schema.properties ?? {}).filter(([key]) => required.has(key))
  return Object.fromEntries(fields.map(([key, field]) => [key, defaults[key] ?? field.examples?.[0]]))
}
