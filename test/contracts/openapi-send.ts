/** Requests drawn from a description as they are sent to a fake. */
import type { Fake, Sending } from '#engine'
import type { Drawn } from './openapi-draw.ts'
import type { Addressed } from './openapi-support.ts'

/** Texts that mean something in the fixture, by the field that may ask for them: `agent` also for what `agents` are called. */
export function poolOf({ fixture }: Fake): Map<string, string[]> {
  const found = new Map<string, Set<string>>()
  const add = (field: string, value: unknown): void => {
    if (typeof value !== 'string' || value === '' || value.length > 60) return
    found.set(field, (found.get(field) ?? new Set()).add(value))
  }
  for (const [table, sources] of Object.entries(fixture.tables)) {
    for (const row of sources.flatMap((source) => ('rows' in source ? source.rows : []))) {
      for (const [field, value] of Object.entries(row)) add(field, value)
      add(table.replace(/s$/, ''), Object.values(row)[0])
    }
  }
  for (const [field, value] of Object.entries(fixture.defaults)) add(field, value)
  return new Map([...found].map(([field, values]) => [field, [...values].slice(0, 20)]))
}

/** A request by the description's own examples. */
export function workingRequest(fake: Fake, { method, operation }: Addressed): Drawn {
  const { parameters = [], requestBody } = operation
  const of = (place: string): Record<string, unknown> =>
    Object.fromEntries(
      parameters
        .filter((parameter) => parameter.in === place && (parameter.required || 'example' in parameter))
        .map(({ name, example, schema }) => [name, example ?? schema.examples?.[0] ?? schema.enum?.[0]]),
    )
  const [type, media] = Object.entries(requestBody?.content ?? {})[0] ?? []
  const example = media?.examples?.['works']?.value ?? media?.example
  const sent = method === 'get' ? {} : { type, body: example }
  return {
    method,
    path: of('path'),
    query: of('query'),
    body: undefined,
    type: undefined,
    credential: fake.credentials.findIndex(({ status }) => status === 'valid'),
    wrong: 'nothing',
    ...sent,
  } as Drawn
}

/** Writes a drawn request out, with what proves who calls. */
export function requestOf(
  fake: Fake,
  { path, operation }: Addressed,
  drawn: Drawn,
  more: Readonly<Record<string, string>> = {},
): [path: string, init: RequestInit] {
  const credential = drawn.credential === undefined ? undefined : fake.credentials[drawn.credential]
  const open = operation.security.length === 0 && operation['x-duble-pairs'] === undefined
  const sending: Sending =
    credential === undefined || open ? {} : fake.mock.api.auth.present(credential, fake.options)
  const filled = path.replace(/\{(\w+)\}/g, (_whole, name: string) =>
    segment(sending.parameters?.[name] ?? drawn.path[name]),
  )
  const query = new URLSearchParams(
    Object.entries(drawn.query).map(([name, value]) => [name, textOf(value)]),
  ).toString()
  const { body, type, method } = drawn
  const written =
    body === undefined || typeof body === 'string'
      ? body
      : type?.includes('form')
        ? new URLSearchParams(
            Object.entries(body as object).map(([name, value]) => [name, textOf(value)]),
          ).toString()
        : JSON.stringify(body)
  return [
    `/${fake.name}${filled}${query === '' ? '' : `?${query}`}`,
    {
      method: method.toUpperCase(),
      headers: { ...sending.headers, ...(type === undefined ? {} : { 'content-type': type }), ...more },
      ...(written === undefined ? {} : { body: written }),
    },
  ]
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** A segment of a path: an empty one, or one of dots, would make it another path. */
function segment(value: unknown): string {
  const text = textOf(value ?? 'x')
  return encodeURIComponent(/^\.{0,2}$/.test(text) ? 'x' : text)
}
