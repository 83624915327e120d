import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DubleError } from '#engine'
import type { Source } from '../../src/contracts/observed/import.ts'
import { har, imported, postman } from './import-support.ts'

const request = {
  method: 'POST',
  header: [{ key: 'Authorization', value: 'Basic YTpi' }],
  auth: { type: 'basic', basic: [{ key: 'username', value: 'a' }] },
  body: { mode: 'raw', raw: '{"agent": {{a}}}', options: { raw: { language: 'json' } } },
  url: { raw: '{{url}}/interact_cti/agent/login/:id?x={{a}}', query: [{ key: 'x', value: '{{a}}' }] },
}
const schema = { $ref: '#/components/schemas/A' }

/** Files as they should be; each is spoilt in one place. */
const GOOD: readonly (readonly [Source, string, unknown])[] = [
  [
    'har',
    'vocom',
    har({
      method: 'POST',
      url: 'https://h/interact_cti/agent/login/?a=1',
      headers: { Authorization: 'x' },
      body: { mimeType: 'application/json', text: '{"agent":"a"}' },
      answer: { response: { agent: 'a', list: [{ a: [] }] } },
    }),
  ],
  [
    'postman',
    'vocom',
    postman(
      [
        {
          name: 'a',
          item: [
            {
              name: 'b',
              request,
              response: [{ code: 200, header: [], body: '{}', originalRequest: request }],
            },
          ],
        },
      ],
      { variable: [{ key: 'url', value: 'https://h' }], auth: { type: 'bearer', bearer: [] } },
    ),
  ],
  [
    'openapi',
    'datacake',
    {
      openapi: '3.1.0',
      servers: [{ url: 'https://h/api' }],
      security: [{ a: [] }],
      components: {
        securitySchemes: { a: { type: 'apiKey', in: 'header', name: 'token' } },
        schemas: {
          A: {
            type: ['object', 'null'],
            allOf: [schema, schema],
            properties: { nome: schema },
            required: ['nome'],
          },
        },
      },
      paths: {
        '/produtos': {
          parameters: [{ in: 'query', name: 'page', schema }],
          get: {
            tags: ['a'],
            requestBody: { content: { 'application/json': { schema } } },
            responses: {
              200: {
                headers: { a: {} },
                content: { 'application/json': { schema: { type: 'array', items: schema } } },
              },
            },
          },
        },
      },
    },
  ],
]

const JUNK: readonly unknown[] = [
  null,
  0,
  -1,
  '',
  'x',
  '{{a}}',
  '%',
  [],
  [null],
  {},
  { a: null },
  true,
  '__proto__',
  '\ud800',
  ['x'],
  '/{{a}}/:b//',
]

/** Every place in a value. */
function* places(value: unknown, path: readonly string[] = []): Iterable<readonly string[]> {
  if (path.length > 0) yield path
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) yield* places(inner, [...path, name])
}

function spoilt(value: unknown, [name = '', ...rest]: readonly string[], junk: unknown): unknown {
  if (typeof value !== 'object' || value === null) return junk
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>
  copy[name] = rest.length === 0 ? junk : spoilt(copy[name], rest, junk)
  return copy
}

const settles = async (source: Source, vendor: string, given: unknown): Promise<void> => {
  const error = await imported(source, vendor, given).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error !== undefined) expect(error).toBeInstanceOf(DubleError)
}

it.each(GOOD)(
  'a %s that is spoilt in any one place is read or refused in a sentence',
  async (source, vendor, good) => {
    const all = [...places(good)]
    expect(all.length).toBeGreaterThan(20)
    for (const place of all) for (const junk of JUNK) await settles(source, vendor, spoilt(good, place, junk))
  },
)

it('curl that a shell would not take is read or refused in a sentence', async () => {
  const word = fc.constantFrom(
    'curl',
    "'",
    '"',
    '\\',
    '\n',
    '-d',
    '-H',
    '-u',
    '$',
    "$'",
    '{',
    'https://h/a?b=c',
    '&',
    ';',
    '#',
    ':',
    '=',
    '-',
    '--',
    '-X',
    '@',
    '%zz',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 12 }), (words) =>
      settles('curl', 'vocom', `curl ${words.join(' ')}`),
    ),
    { seed: 7, numRuns: 500 },
  )
})
