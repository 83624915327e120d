import { type AnyOperation, type Fake, type JsonSchema, jsonSchema } from '#engine'

/** A curl line that works on a fake: the operation's example, the first valid credential. */
export function curlFor(fake: Fake, name: string, baseUrl: string): string {
  const { api } = fake.mock
  const operation: AnyOperation = api.operations[name]
  const example = exampleOf(jsonSchema(operation.parameters), fake.fixture.defaults)
  const url = `${baseUrl}/${fake.name}${fake.pathOf(name)}`
  const credential = fake.credentials.find(({ status }) => status === 'valid')
  const [header, value] = credential === undefined ? [] : api.auth.present(credential)
  const auth = header === undefined ? '' : ` -H '${header}: ${value}'`
  if (operation.takes === 'query') {
    const query = new URLSearchParams(example as Record<string, string>)
    return `curl '${url}?${query}'${auth}`
  }
  return `curl -X ${operation.method} '${url}'${auth} -H 'Content-Type: application/json' -d '${JSON.stringify(example)}'`
}

/** The schema's own examples, and over them what the fixture fills in. */
function exampleOf(schema: JsonSchema, defaults: Readonly<Record<string, string>>): object {
  const fields = Object.entries(schema.properties ?? {})
  return Object.fromEntries(fields.map(([key, field]) => [key, defaults[key] ?? field.examples?.[0]]))
}
