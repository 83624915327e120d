import { expect, it } from 'vitest'
import type { Duble } from '../../src/index.ts'
import { COMPANY, describeBoth, send, VOCOM_KEY, vocom, zen } from '../support.ts'
import { direct } from './support.ts'

const TOTALS = '/crm-zen/api/totais_lead?data=2018-01-01'
const LOGIN = '/vocom/interact_cti/agent/login/'
const KEY = { authorization: VOCOM_KEY }
const WHOLE = { agent: 'DEV', branch: '2000', company_id: COMPANY }

const explain = async (duble: Duble, asked: object) => (await direct(duble, 'POST /explain', asked)).body

describeBoth('explain', (open) => {
  it('says of a request that would be answered what the answer would be', async () => {
    await using duble = await open({ vendors: ['crm-zen'] })
    const said = await explain(duble, { path: TOTALS, headers: { token: 'zen-token' } })
    expect(said).toMatchObject({
      vendor: 'crm-zen',
      operation: 'totals',
      outcome: 'ok',
      refused_by: null,
      why: 'nothing stands against it: it would be answered with ok',
      right: 'nothing: it may be sent as it is',
      credential: 'valid',
      status: 200,
    })
    expect(said.answer.usuarios[0].nome).toBe('Ana Lima')
  })

  it('leaves no trace: no line in the journal, no wait, no state, no fault met', async () => {
    await using duble = await open({ vendors: ['crm-zen', 'vocom'] })
    duble.world.addFault({ vendor: 'crm-zen', operation: 'totals', fault: 'internal', times: 1 })
    const asked = { path: TOTALS, headers: { token: 'zen-token' } }
    for (const _ of [1, 2]) {
      expect(await explain(duble, asked)).toMatchObject({ refused_by: 'fault', outcome: 'internal' })
    }
    const call = { path: '/vocom/interact_cti/call/call_services/', headers: KEY }
    const body = { agent: 'DEV', branch: '2000', to: '1199999999', company_id: COMPANY }
    const [first, second] = [await explain(duble, { ...call, body }), await explain(duble, { ...call, body })]
    expect(first).toMatchObject({ outcome: 'ok' })
    expect(second.answer).toEqual(first.answer)
    expect(duble.world.journal.read().total).toBe(0)
    expect((await zen(duble)).outcome).toBe('internal')
    expect((await zen(duble)).outcome).toBe('ok')
    expect((await vocom(duble, 'call_services', body)).body).toEqual(first.answer)
  })

  it.each([
    [
      'vendor',
      { path: '/vocm/x' },
      '/vocm/x names no vendor: there is no "vocm" (did you mean vocom?); paths begin with /crm-zen/ or /vocom/',
      "begin the path with a vendor's name: crm-zen, vocom",
    ],
    [
      'path',
      { path: '/crm-zen/api/totais_leads?data=2018-01-01', headers: { token: 'zen-token' } },
      'crm-zen has no operation at /api/totais_leads; the nearest is totals, GET /crm-zen/api/totais_lead: its path is /api/totais_lead',
      'send GET /crm-zen/api/totais_lead',
    ],
    [
      'method',
      { method: 'DELETE', path: TOTALS },
      'the method is DELETE, and this path takes GET',
      'send it with GET',
    ],
    [
      'auth',
      { path: TOTALS },
      'the header "token" is missing or empty',
      'send credential "valid": the header "token: zen-token"',
    ],
    [
      'auth',
      { path: LOGIN, body: WHOLE },
      'the header "Authorization" is missing',
      `send credential "api_key": the header "Authorization: ${VOCOM_KEY}"`,
    ],
    [
      'parameters',
      { path: '/crm-zen/api/totais_lead', headers: { token: 'zen-token' } },
      'data is missing',
      'send data as text, such as "2018-01-01" (Data dos leads a serem recuperados)',
    ],
    [
      'parameters',
      { path: LOGIN, headers: KEY, body: '{"agent"' },
      "the body is not JSON: Expected ':' after property name in JSON at position 8 (line 1 column 9)",
      'send a JSON object with agent, branch, company_id',
    ],
    [
      'handler',
      { path: LOGIN, headers: KEY, body: { ...WHOLE, branch: '3000' } },
      'DEV is logged in at 2000',
      'the option login.other_branch decides that (now execute_failed; it may be execute_failed, ok): PATCH /__admin/worlds/default/options',
    ],
  ])(
    'names the stage that would refuse, and what would be right: %s %j',
    async (stage, asked, why, right) => {
      await using duble = await open({ vendors: ['crm-zen', 'vocom'] })
      const said = await explain(duble, asked)
      expect({ stage: said.refused_by, why: said.why, right: said.right }).toEqual({ stage, why, right })
    },
  )

  it('says how long a wait is, and how to end it', async () => {
    await using duble = await open({ vendors: ['crm-zen'] })
    await zen(duble)
    duble.clock.advance('1s')
    expect(await explain(duble, { path: TOTALS, headers: { token: 'zen-token' } })).toMatchObject({
      refused_by: 'cooldown',
      status: 429,
      right:
        'wait until 2026-03-02 09:05:00, or move the world\'s clock: POST /__admin/worlds/default/clock {"advance":"4m59s"}',
    })
  })

  it('says that it is a fault of ours, and how to remove it', async () => {
    await using duble = await open({ vendors: ['crm-zen'] })
    duble.world.addFault({ vendor: 'crm-zen', fault: 'connection_reset' })
    expect(await explain(duble, { path: TOTALS, headers: { token: 'zen-token' } })).toMatchObject({
      refused_by: 'fault',
      faults: ['connection_reset=before_head'],
    })
    const said = await explain(duble, { path: TOTALS, headers: { token: 'zen-token' } })
    expect(said.right).toBe(
      "the fault is one of this world's, not the vendor's: DELETE /__admin/worlds/default/faults",
    )
  })

  it('reads a JSON body on a GET, which no client library sends', async () => {
    await using duble = await open({ vendors: ['datacake'] })
    const fake = duble.world.fake('datacake')
    const { headers = {} } = fake.mock.api.auth.present(fake.credentials[0] ?? {})
    const asked = { method: 'get', path: '/datacake/clientes', headers, body: { cnpj_cpf: '111' } }
    const said = await explain(duble, asked)
    expect([said.refused_by, said.operation, said.outcome]).toEqual([
      'handler',
      'clientes',
      'invalid_document',
    ])
  })

  it('goes by what the request orders for itself', async () => {
    await using duble = await open({ vendors: ['crm-zen', 'vocom'] })
    const asked = { path: LOGIN, body: { ...WHOLE, branch: '3000' } }
    const under = (headers: object) => explain(duble, { ...asked, headers: { ...KEY, ...headers } })
    expect(await under({ 'X-Duble-Options': 'login.other_branch=ok' })).toMatchObject({ outcome: 'ok' })
    expect(await under({ 'X-Duble-Fault': 'status=503' })).toMatchObject({ refused_by: 'fault', status: 503 })
    expect(await under({ 'X-Duble-Options': 'login.other_brunch=ok' })).toMatchObject({
      refused_by: 'header',
      why: 'vocom has no option "login.other_brunch" (did you mean login.other_branch?)',
      right: 'mend what is said, or leave it out',
    })
    expect(await under({ 'X-Duble-Fault': 'connection_rest' })).toMatchObject({ refused_by: 'header' })
  })

  it('takes a whole URL, and the path under a world', async () => {
    await using duble = await open({ vendors: ['crm-zen'] })
    const headers = { token: 'zen-token' }
    for (const path of [`http://localhost:4010${TOTALS}`, `/w/default${TOTALS}`]) {
      expect(await explain(duble, { path, headers })).toMatchObject({ outcome: 'ok' })
    }
  })

  it.each([
    [{}, '"path" is missing or not text'],
    [{ path: 'x' }, '"path" begins with a slash and the vendor\'s name, such as /vocom/…, got "x"'],
    [{ path: '/x', headers: ['a'] }, '"headers" takes a map of names and texts'],
    [{ path: '/x', headers: { a: 1 } }, '"headers" takes a map of names and texts'],
    [{ path: '/x', method: 'A B' }, "this is no request: 'A B' is not a valid HTTP method."],
    [{ path: '/x', metod: 'GET' }, 'the body has no field "metod" (did you mean method?)'],
  ])('refuses what is no request: %j', async (asked, message) => {
    await using duble = await open({ vendors: ['crm-zen'] })
    const told = await direct(duble, 'POST /explain', asked)
    expect([told.status, told.body]).toEqual([400, { error: 'bad_body', message }])
  })

  it('knows the wait of an address: that of who asks', async () => {
    await using duble = await open({ vendors: ['crm-zen'] }, { 'crm-zen': { 'cooldown.scope': 'ip' } })
    await zen(duble)
    const said = await explain(duble, { path: TOTALS, headers: { token: 'zen-token' } })
    expect([said.outcome, said.refused_by]).toEqual(['too_many_requests', 'cooldown'])
  })

  it('knows what is answered before it comes to an operation', async () => {
    await using duble = await open({ vendors: ['crm-zen'] })
    const headers = { origin: 'http://localhost:5173', 'access-control-request-method': 'GET' }
    expect(await explain(duble, { method: 'OPTIONS', path: TOTALS, headers })).toMatchObject({
      operation: null,
      refused_by: null,
      status: 204,
      why: 'a browser’s question before a cross-origin call: it is answered at the door, and starts and counts nothing',
    })
  })

  it('is what then happens', async () => {
    await using duble = await open({ vendors: ['vocom'] })
    const asked = { path: LOGIN, headers: KEY, body: { ...WHOLE, agent: 'NINGUÉM' } }
    const said = await explain(duble, asked)
    const done = await send(duble, LOGIN, { method: 'POST', headers: KEY, body: JSON.stringify(asked.body) })
    expect([said.status, said.answer, said.outcome, said.why]).toEqual([
      done.status,
      done.body,
      done.outcome,
      done.why,
    ])
  })
})
