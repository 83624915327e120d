import { describe, expect, it } from 'vitest'
import { behavioursOf } from '#engine'
import { loadLedger } from '../../src/fixtures/ledger.ts'
import { type OpenapiDocument, type OpenapiResponse, resolved } from '../../src/report/openapi-document.ts'
import { disjoint, union } from '../../src/report/openapi-schema.ts'
import { addressesOf, describeVendor, rooms } from '../contracts/openapi-support.ts'

const VENDORS = rooms.map(({ name }) => name)

// biome-ignore lint/suspicious/noExplicitAny: tests look inside
type Json = any

/** The responses of an operation by status. */
function responsesOf(document: OpenapiDocument, operationId: string): Record<string, OpenapiResponse> {
  const found = addressesOf(document).find(({ operation }) => operation.operationId === operationId)
  if (found === undefined) throw new Error(`nothing is called ${operationId}`)
  const entries = Object.entries(found.operation.responses)
  return Object.fromEntries(entries.map(([status, response]) => [status, resolved(document, response)]))
}

const operationOf = (document: OpenapiDocument, operationId: string): Json =>
  addressesOf(document).find(({ operation }) => operation.operationId === operationId)?.operation

const schemaOf = (document: OpenapiDocument, name: string): Json => document.components.schemas[name]

describe('a vendor by OpenAPI', () => {
  it.each(VENDORS)(
    'has every behaviour of %s, each with its class and its rows in the ledger',
    async (vendor) => {
      const document = await describeVendor(vendor)
      const room = rooms.find(({ name }) => name === vendor)
      const found = addressesOf(document).flatMap(({ operation }) =>
        Object.values(operation.responses).flatMap((response) =>
          Object.entries(resolved(document, response)['x-duble-outcomes']).map(([outcome, told]) => {
            const rows = Object.keys(told['x-duble-rows'])
            expect(rows.length, outcome).toBeGreaterThan(0)
            for (const id of rows) expect(document['x-duble-ledger'][id]?.says).toBeTypeOf('string')
            expect(told['x-duble-class']).toMatch(/^(documented|example|elsewhere|observed|assumed)$/)
            return `${operation['x-duble-operation']}.${outcome}`
          }),
        ),
      )
      expect([...new Set(found)].sort()).toEqual(behavioursOf(room?.mock.api as never).sort())
      const ledger = await loadLedger(room?.mock.api as never, `${room?.folder}/ledger.yaml`)
      expect(Object.keys(document['x-duble-ledger'])).toEqual(ledger.rows.map(({ id }) => id))
    },
  )

  it('is plain JSON without a trace of the engine', async () => {
    for (const vendor of VENDORS) {
      const document = await describeVendor(vendor)
      expect(JSON.parse(JSON.stringify(document))).toEqual(document)
      const strange = /"format":"day[^"]*"|"examples":\[null\]|"\$ref":""/.exec(JSON.stringify(document))
      expect(strange).toBeNull()
    }
  })

  it('tells the outcomes of one status apart where no answer can be two of them', async () => {
    const zen = await describeVendor('crm-zen')
    const { 401: refused } = responsesOf(zen, 'totals')
    expect(refused?.content['application/json']?.schema.oneOf).toEqual(
      ['no_token', 'wrong_token', 'disabled_token', 'not_authorized'].map((name) => ({
        $ref: `#/components/schemas/${name}`,
      })),
    )
    expect(Object.keys(refused?.content['application/json']?.examples ?? {})).toEqual([
      'no_token',
      'wrong_token',
      'disabled_token',
      'not_authorized',
    ])
    const vocom = await describeVendor('vocom')
    const { 200: answered } = responsesOf(vocom, 'login')
    expect(Object.keys(answered?.['x-duble-outcomes'] ?? {})).toEqual([
      'ok',
      'params_failed',
      'authentication_failed',
      'execute_failed',
      'not_found_failed',
    ])
    expect(answered?.content['application/json']?.schema.oneOf).toHaveLength(5)
  })

  it('has the words of an error exact where the document prints them, gaps in them open', async () => {
    const zen = await describeVendor('crm-zen')
    expect(schemaOf(zen, 'wrong_token').properties.error).toEqual({
      type: 'string',
      description: 'Descrição do erro',
      const: 'Token inválido',
    })
    const { pattern } = schemaOf(zen, 'too_many_requests').properties.error
    expect(
      'Você excedeu o número de requisições. Sua última requisição foi em "2026-03-02 09:00:00". Sua próxima requisição estará disponível em "2026-03-02 09:05:00"',
    ).toMatch(new RegExp(pattern, 'u'))
    expect('Você excedeu o número').not.toMatch(new RegExp(pattern, 'u'))
    expect(responsesOf(zen, 'totals')['401']?.['x-duble-outcomes']['wrong_token']?.['x-duble-wording']).toBe(
      'documented',
    )
  })

  it('leaves words open that are assumed: another server may say it otherwise', async () => {
    const datacake = await describeVendor('datacake')
    expect(schemaOf(datacake, 'error').properties.msg).toEqual({
      type: 'string',
      description: 'O que houve',
      examples: ['Token inválido'],
      minLength: 1,
    })
    const told = responsesOf(datacake, 'clientes')['401']?.['x-duble-outcomes']['invalid_token']
    expect(told).toMatchObject({ says: 'Token inválido', 'x-duble-wording': 'assumed' })
  })

  it('says of a wait and of a cap how long, how many, and with which rows', async () => {
    const zen = (await describeVendor('crm-zen')) as Json
    expect(zen['x-duble-cooldown']).toMatchObject({ seconds: 300, refuse: 'too_many_requests' })
    expect(zen['x-duble-cooldown']['x-duble-rows']).toHaveProperty('Z-Q6')
    expect(operationOf(zen, 'totals').description).toContain(
      'One request every 300 seconds; sooner, the answer is `too_many_requests`.',
    )
    const vocom = (await describeVendor('vocom')) as Json
    expect(vocom['x-duble-cap']).toMatchObject({ records: 2000, refuse: 'execute_failed' })
    expect(operationOf(vocom, 'tabs_list_all').description).toContain('At most 2000 records in one answer.')
    expect(operationOf(vocom, 'login').description).not.toContain('records in one answer')
  })

  it('names the headers of an answer, and what proves who calls', async () => {
    const zen = await describeVendor('crm-zen')
    expect(responsesOf(zen, 'totals')['405']?.headers?.['Allow']).toMatchObject({
      required: true,
      schema: { examples: ['GET'] },
    })
    expect(zen.components.securitySchemes).toEqual({
      header: { type: 'apiKey', in: 'header', name: 'token', description: 'The bare token' },
    })
    const waiting = await describeVendor('crm-zen', { retry_after: 'true', token_also_in: 'query' })
    expect(responsesOf(waiting, 'totals')['429']?.headers?.['Retry-After']).toMatchObject({
      schema: { examples: ['300'] },
    })
    expect(operationOf(waiting, 'totals').security).toEqual([{ header: [] }, { query: [] }])
    const smartspace = await describeVendor('smartspace')
    expect(responsesOf(smartspace, 'consultar')['401']?.headers?.['WWW-Authenticate']?.required).toBe(true)
    expect(smartspace.components.securitySchemes?.['oauth2']).toMatchObject({
      flows: {
        clientCredentials: { tokenUrl: 'http://localhost:4010/smartspace/oauth/token' },
        password: { scopes: { 'clientes:ler': 'clientes:ler' } },
      },
    })
    expect(operationOf(smartspace, 'editar').security).toEqual([
      { basic: [] },
      { oauth2: ['clientes:editar'] },
    ])
    expect(operationOf(smartspace, 'oauth_token').security).toEqual([])
    const bare = await describeVendor('datacake', { auth: 'none' })
    expect(bare.components.securitySchemes).toBeUndefined()
    const other = await describeVendor('datacake', { 'auth.header': 'X-Chave', 'auth.scheme': 'Token' })
    expect(other.components.securitySchemes).toEqual({
      header: {
        type: 'apiKey',
        in: 'header',
        name: 'X-Chave',
        description: 'The token behind the word Token',
      },
    })
  })

  it('writes keys and values behind a path as templates, and says what they cannot', async () => {
    const document = await describeVendor('vocalcontact')
    const lead = Object.keys(document.paths).filter((path) => path.includes('/lead/created'))
    expect(lead).toEqual([
      '/api/app/lead/created/from/{from}/to/{to}/token/{token}',
      '/api/app/lead/created/from/{from}/to/{to}/format/{format}/token/{token}',
    ])
    const { description, ...operation } = operationOf(document, 'created_lead_with_format')
    expect(operation['x-duble-pairs']).toBe('/api/app/lead/created')
    expect(description).toContain('in any order; this is one of them')
    expect(operation.security).toEqual([])
    expect(document.components.securitySchemes?.['path']).toMatchObject({
      name: 'token',
      'x-duble-in': 'path',
    })
    const types = Object.keys(responsesOf(document, 'created_lead_with_format')['200']?.content ?? {})
    expect(types).toEqual(['application/json', 'text/csv'])
    expect(Object.keys(responsesOf(document, 'created_lead')['200']?.content ?? {})).toEqual([
      'application/json',
    ])
  })

  it('says that a GET takes its parameters in the query or in a body', async () => {
    const operation = operationOf(await describeVendor('datacake'), 'clientes')
    expect(operation.parameters).toMatchObject([{ name: 'cnpj_cpf', in: 'query', required: false }])
    expect(operation.requestBody.required).toBe(false)
    expect(operation.description).toContain(
      '`cnpj_cpf` must come in one of the two. OpenAPI cannot say that.',
    )
  })

  it('has the printed examples word for word, and as examples where they fit', async () => {
    const vocom = await describeVendor('vocom')
    const { requestBody, ...operation } = operationOf(vocom, 'login')
    expect(requestBody.content['application/json'].examples.printed).toEqual({
      summary: 'Printed in the document: Login do agente, lines 149-181',
      value: { agent: 'DEV', branch: '2000', company_id: '894343d2-3f02-4c02-909b-a0bfa57c0a93' },
    })
    expect(operation['x-duble-printed'][0].request).toContain('"branch": "2000"')
    const ok = responsesOf(vocom, 'login')['200']?.content['application/json']?.examples ?? {}
    expect(Object.keys(ok)).toEqual([
      'printed',
      'ok',
      'params_failed',
      'authentication_failed',
      'execute_failed',
      'not_found_failed',
    ])
    // Descriptions stand where the values would.
    const zen = responsesOf(await describeVendor('crm-zen'), 'totals')['200']
    expect(zen?.content['application/json']?.examples).not.toHaveProperty('printed')
  })

  it('follows options and moved paths', async () => {
    const options = { error_http_status: 'per_type', error_body: 'minimal' }
    const document = await describeVendor('vocom', options, { login: '/pabx/login/' })
    expect(Object.keys(responsesOf(document, 'login'))).toEqual(['200', '400', '401', '404', '405', '500'])
    expect(Object.keys(document.paths)).toContain('/pabx/login/')
    expect(Object.keys(document.paths)).not.toContain('/interact_cti/agent/login/')
    expect(document['x-duble-options']['error_body']).toMatchObject({
      value: 'minimal',
      default: 'like_success',
    })
    const html = await describeVendor('smartspace', { answer_shape: 'html' })
    expect(responsesOf(html, 'consultar')['200']?.content).toMatchObject({
      'text/html': { schema: { $ref: '#/components/schemas/consultar_text' } },
    })
    const broken = await describeVendor('datacake', { literal_envelope: 'true' })
    expect(responsesOf(broken, 'produtos')['200']).toMatchObject({
      description: expect.stringContaining('the body is not what its content type says'),
    })
    expect(schemaOf(broken, 'boletos_answer')).toEqual({})
  })
})

describe('schemas that stand for one status', () => {
  const text = { type: 'string' }

  it('are one of them where constants, types or fields within tell them apart', () => {
    expect(union([{ const: 'a' }, { const: 'b' }])).toEqual({ oneOf: [{ const: 'a' }, { const: 'b' }] })
    expect(union([text, { type: 'array' }])).toEqual({ oneOf: [text, { type: 'array' }] })
    const object = (value: string) => ({ properties: { a: { const: value } }, required: ['a'] })
    expect(disjoint(object('x'), object('y'))).toBe(true)
  })

  it('are any of them where some value could be two, and themselves where they are the same', () => {
    expect(union([text, { type: 'string', minLength: 1 }])).toHaveProperty('anyOf')
    expect(disjoint({ properties: { a: { const: 'x' } } }, { properties: { a: { const: 'y' } } })).toBe(false)
    expect(disjoint({ type: 'integer' }, { type: 'number' })).toBe(false)
    expect(union([text, { type: 'string' }])).toEqual(text)
  })
})
