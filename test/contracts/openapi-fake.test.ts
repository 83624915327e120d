import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Fake, Sending } from '#engine'
import type { Duble } from '../../src/index.ts'
import type { OpenapiDocument } from '../../src/report/openapi-document.ts'
import { inProcess, type Seen, send } from '../support.ts'
import { type Drawn, requests } from './openapi-draw.ts'
import { type Addressed, addressesOf, describeVendor, Judge, rooms } from './openapi-support.ts'

const SEED = 20260302
const RUNS = 25

/** What an answer's outcome was, and what of it the description does not promise. */
interface Judged {
  readonly outcome: string | undefined
  readonly objections: readonly string[]
}

for (const { name: vendor } of rooms) {
  const described = await describeVendor(vendor)
  describe(`the fake of ${vendor} answers as its description promises`, () => {
    let duble: Duble
    let fake: Fake
    const judge = new Judge(described)
    const pool = new Map<string, readonly string[]>()
    const met = new Set<string>()
    beforeAll(async () => {
      duble = await inProcess({ vendors: [vendor] })
      fake = duble.world.fake(vendor)
      for (const [field, values] of poolOf(fake)) pool.set(field, values)
    })
    afterAll(() => duble.close())

    const ask = async (addressed: Addressed, drawn: Drawn, headers = {}): Promise<Judged> => {
      const seen: Seen = await send(duble, ...requestOf(fake, addressed, drawn, headers))
      return { outcome: seen.outcome, objections: judge.answer(addressed.operation, seen) }
    }

    it.each(addressesOf(described))(
      '$operation.operationId, whatever is drawn from its schemas',
      async (addressed) => {
        const states = fc.option(fc.constantFrom(...Object.keys(fake.fixture.states), ''), {
          freq: 3,
          nil: '',
        })
        const property = fc.asyncProperty(
          requests(addressed, workingRequest(fake, addressed), pool),
          states,
          fc.nat(400_000),
          async (drawn, state, milliseconds) => {
            if (state !== '') await fake.reset().then(() => fake.applyState(state))
            duble.clock.advance(milliseconds)
            const { outcome, objections } = await ask(addressed, drawn)
            expect(objections).toEqual([])
            met.add(`${addressed.operation['x-duble-operation']}.${outcome}`)
          },
        )
        await fc.assert(property, { seed: SEED, numRuns: RUNS })
        await duble.reset()
      },
    )

    it('and what is drawn is no junk alone: every operation succeeds, and refuses', () => {
      const short = Object.keys(fake.mock.api.operations).filter((name) => {
        const own = [...met].filter((behaviour) => behaviour.startsWith(`${name}.`))
        const succeeded = own.filter((behaviour) => behaviour.startsWith(`${name}.ok`))
        return succeeded.length === 0 || succeeded.length === own.length
      })
      expect(short).toEqual([])
    })

    it.each(addressesOf(described))(
      '$operation.operationId, with every error that it declares',
      async (addressed) => {
        const works = workingRequest(fake, addressed)
        for (const outcome of errorsOf(described, addressed)) {
          const judged = await ask(addressed, works, { 'x-duble-fault': outcome })
          expect(judged).toEqual({ outcome, objections: [] })
        }
      },
    )
  })
}

describe('the judge', () => {
  it('finds a field of another type, a status, an outcome and a header that are not described', async () => {
    await using duble = await inProcess({ vendors: ['crm-zen'] })
    const document = structuredClone(await describeVendor('crm-zen')) as unknown as Changed
    document.components.schemas.totals_answer.properties.data = { type: 'integer' }
    const [addressed] = addressesOf(document as unknown as OpenapiDocument) as [Addressed]
    const { responses } = document.paths['/api/totais_lead'].get
    delete responses['400']
    responses['401'].headers = { 'WWW-Authenticate': { required: true } }
    delete responses['401']['x-duble-outcomes'].no_token
    const judge = new Judge(document as unknown as OpenapiDocument)
    const judged = async (query: string, headers: HeadersInit = { token: 'zen-token' }): Promise<string[]> =>
      judge.answer(addressed.operation, await send(duble, `/crm-zen/api/totais_lead${query}`, { headers }))
    expect(await judged('?data=2018-01-01')).toEqual(['/data must be integer'])
    expect(await judged('')).toEqual(['status 400 is not described'])
    expect(await judged('', {})).toEqual([
      'outcome no_token is not described under 401',
      'the header WWW-Authenticate is missing',
    ])
  })
})

// biome-ignore lint/suspicious/noExplicitAny: a description that is broken on purpose
type Changed = any

/** Texts that mean something in the fixture, by the field that may ask for them: `agent` also for what `agents` are called. */
function poolOf({ fixture }: Fake): Map<string, string[]> {
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
function workingRequest(fake: Fake, { method, operation }: Addressed): Drawn {
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

const errorsOf = (document: OpenapiDocument, { operation }: Addressed): string[] =>
  Object.values(operation.responses)
    .flatMap((response) =>
      Object.keys(('$ref' in response ? refer(document, response.$ref) : response)['x-duble-outcomes']),
    )
    .filter((outcome) => !/^ok(\.|$)/.test(outcome))

const refer = ({ components }: OpenapiDocument, ref: string) =>
  components.responses?.[ref.split('/').at(-1) as string] as { 'x-duble-outcomes': object }

/** Writes a drawn request out, with what proves who calls. */
function requestOf(
  fake: Fake,
  { path, operation }: Addressed,
  drawn: Drawn,
  more: Readonly<Record<string, string>>,
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
