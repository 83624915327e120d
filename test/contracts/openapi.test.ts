import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as comparator from '@pactflow/openapi-pact-comparator'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { resolved } from '../../src/report/openapi-document.ts'
import { dubleIn } from '../cli/run.ts'
import { addressesOf, describeVendor, Judge, rooms } from './openapi-support.ts'
import { COMMITTED } from './pact.ts'

/** Its own declarations name files that it does not ship. */
const { Comparator } = comparator as unknown as {
  Comparator: new (given: {
    oas: unknown
  }) => {
    compare(pact: unknown): AsyncIterable<{ code: string; mockDetails?: { interactionDescription: string } }>
  }
}

const VENDORS = rooms.map(({ name }) => name)

// biome-ignore lint/suspicious/noExplicitAny: descriptions are changed on purpose, and contracts read as they are
type Json = any

const committed = async (vendor: string): Promise<Json> =>
  JSON.parse(await readFile(path.join(COMMITTED, 'openapi', `${vendor}.json`), 'utf8'))

const pactOf = async (vendor: string): Promise<Json> => {
  for (const name of (await readdir(COMMITTED)).filter((file) => file.endsWith('.json'))) {
    const pact = JSON.parse(await readFile(path.join(COMMITTED, name), 'utf8'))
    if (pact.provider.name === vendor) return pact
  }
  throw new Error(`contracts/ has no contract with ${vendor}`)
}

/** What a contract and a description disagree in: `interaction: code`. */
async function disagreements(description: Json, pact: Json): Promise<string[]> {
  const found: string[] = []
  for await (const { code, mockDetails } of new Comparator({ oas: description }).compare(pact)) {
    found.push(`${mockDetails?.interactionDescription}: ${code}`)
  }
  return found
}

/**
 * What no description can agree with: interactions that the vendor must refuse, because their path, method or body is
 * none of his; and bodies that the comparator does not read.
 */
const BEYOND: Readonly<Record<string, readonly string[]>> = {
  'crm-zen': ['a POST: request.path-or-method.unknown'],
  datacake: [],
  smartspace: ['a look-up while the company is down: response.body.unvalidatable'],
  vocalcontact: [
    'a POST: request.path-or-method.unknown',
    'a day that does not exist: request.path-or-method.unknown',
    'a format that nobody knows: request.path-or-method.unknown',
    'a key that nobody knows: request.path-or-method.unknown',
    'a month without leads, as CSV: response.body.unvalidatable',
    'a request without a token: request.path-or-method.unknown',
    'the leads created on a day, as CSV: response.body.unvalidatable',
  ],
  vocom: [
    'a login by PUT: request.path-or-method.unknown',
    'an agent without a name: request.body.incompatible',
  ],
}

describe('contracts/openapi/', () => {
  it('holds what the rooms of today are described as (after a wanted change: npm run contracts)', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'duble-openapi-'))
    const { code } = await dubleIn({ cwd: folder, env: { DUBLE_URL: '' } }, 'openapi', '--write', '--no-home')
    expect(code).toBe(0)
    const written = path.join(folder, 'contracts', 'openapi')
    expect(await readdir(written)).toEqual(VENDORS.map((vendor) => `${vendor}.json`))
    for (const vendor of VENDORS) {
      const text = await readFile(path.join(written, `${vendor}.json`), 'utf8')
      expect(
        text === (await readFile(path.join(COMMITTED, 'openapi', `${vendor}.json`), 'utf8')),
        vendor,
      ).toBe(true)
    }
    expect(await readdir(path.join(COMMITTED, 'openapi'))).toEqual(await readdir(written))
    await rm(folder, { recursive: true })
  })

  it.each(VENDORS)('%s is OpenAPI 3.1, says an independent validator', async (vendor) => {
    const { valid, errors } = await new Validator().validate(await committed(vendor))
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
  })

  it('is no OpenAPI where a response lacks its description', async () => {
    const description = await committed('crm-zen')
    delete description.paths['/api/totais_lead'].get.responses['200'].description
    expect((await new Validator().validate(description)).valid).toBe(false)
  })

  it.each(VENDORS)('%s: every example fits its own schema, and every example has one', async (vendor) => {
    const description = await describeVendor(vendor)
    const judge = new Judge(description)
    let seen = 0
    for (const { operation } of addressesOf(description)) {
      const answers = Object.values(operation.responses).map((response) => resolved(description, response))
      const media = [...answers, operation.requestBody].flatMap((part) => Object.values(part?.content ?? {}))
      for (const { schema, examples = {}, example } of media) {
        const values = [
          ...Object.values(examples).map(({ value }) => value),
          ...(example === undefined ? [] : [example]),
        ]
        for (const value of values) {
          expect(judge.objections(schema, value), operation.operationId).toEqual([])
          seen += 1
        }
      }
    }
    expect(seen).toBeGreaterThan(9)
  })
})

describe('the contracts of the clients', () => {
  it.each(VENDORS)('and the description of %s agree, but for what the vendor must refuse', async (vendor) => {
    const pact = await pactOf(vendor)
    expect(await disagreements(await committed(vendor), pact)).toEqual(BEYOND[vendor])
    const answered = Object.fromEntries(pact.interactions.map((one: Json) => [one.description, one.response]))
    for (const known of BEYOND[vendor] ?? []) {
      const [, title = '', code = ''] = /^(.*): (.*)$/.exec(known) ?? []
      if (!code.startsWith('request.')) continue
      const { status, body } = answered[title]
      // Vocom's refusals are HTTP 200.
      expect(status >= 400 || body.content.response.status === 'error', known).toBe(true)
    }
  })

  const zen = (description: Json): Json => description.paths['/api/totais_lead'].get

  it('disagree with a query parameter that is called otherwise', async () => {
    const description = await committed('crm-zen')
    zen(description).parameters[0].name = 'dia'
    const found = await disagreements(description, await pactOf('crm-zen'))
    expect(found).toContain('the totals of a day with leads: request.query.incompatible')
    expect(found).toContain('the totals of a day with leads: request.query.unknown')
  })

  it('disagree with a field of another type, one that is gone, and another sentence', async () => {
    const description = await committed('crm-zen')
    const pact = await pactOf('crm-zen')
    const { schemas } = description.components
    schemas.totals_answer.properties.data = { type: 'integer' }
    schemas.wrong_token.properties.error.const = 'Token errado'
    const found = await disagreements(structuredClone(description), pact)
    expect(found).toContain('the totals of a day with leads: response.body.incompatible')
    expect(found).toContain('an unknown token: response.body.incompatible')
    const vocom = await committed('vocom')
    delete vocom.components.schemas.call_services_answer.properties.response.properties.call_id
    expect(await disagreements(vocom, await pactOf('vocom'))).toContain('a call: response.body.incompatible')
  })

  it('disagree with a header, a status and a security scheme that are not there', async () => {
    const smartspace = await committed('smartspace')
    delete smartspace.components.responses.status_401.headers
    const pact = await pactOf('smartspace')
    expect(await disagreements(smartspace, pact)).toContain(
      'a look-up with a wrong password: response.header.undefined',
    )
    const description = await committed('crm-zen')
    delete zen(description).responses['429']
    description.components.securitySchemes.header.name = 'X-Token'
    const found = await disagreements(description, await pactOf('crm-zen'))
    expect(found).toContain('a second request inside five minutes: response.status.unknown')
    expect(found).toContain('the totals of a day with leads: request.authorization.missing')
  })
})
