import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Fake } from '#engine'
import type { Duble } from '../../src/index.ts'
import type { OpenapiDocument } from '../../src/report/openapi-document.ts'
import { inProcess, type Seen, send } from '../support.ts'
import { type Drawn, requests } from './openapi-draw.ts'
import { poolOf, requestOf, workingRequest } from './openapi-send.ts'
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

const errorsOf = (document: OpenapiDocument, { operation }: Addressed): string[] =>
  Object.values(operation.responses)
    .flatMap((response) =>
      Object.keys(('$ref' in response ? refer(document, response.$ref) : response)['x-duble-outcomes']),
    )
    .filter((outcome) => !/^ok(\.|$)/.test(outcome))

const refer = ({ components }: OpenapiDocument, ref: string) =>
  components.responses?.[ref.split('/').at(-1) as string] as { 'x-duble-outcomes': object }
