import { type AnyOperation, type Fake, type JsonSchema, jsonSchema } from '#engine'
import { callOf } from '../clients/call.ts'

/** A curl line that works on a fake: the operation's example, the first valid credential. */
export function curlFor(fake: Fake, name: string, baseUrl: string): string {
  const { api } = fake.mock
  const operation: AnyOperation = api.operations[name]
  const request = requestOf(operation, fake.fixture.defaults)
  const credential = operation.open ? undefined : fake.credentials.find(({ status }) => status === 'valid')
  const sending = credential === undefined ? {} : api.auth.present(credential, fake.options)
  const path = fake.pathOf(name)
  const call = callOf({ operation, url: `${baseUrl}/${fake.name}`, path, sending, request })
  const { accept: _any, 'content-type': type, ...headers } = call.headers
  const shown = Object.entries(headers).map(([header, value]) => ` -H '${header}: ${value}'`)
  const method = operation.method === 'GET' ? '' : `-X ${operation.method} `
  const kind = type === 'application/json' ? ` -H 'Content-Type: ${type}'` : ''
  const body = call.body === undefined ? '' : `${kind} -d '${call.body}'`
  return `curl ${method}'${call.url}'${shown.join('')}${body}`
}

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
