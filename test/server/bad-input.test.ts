import { expect, it } from 'vitest'
import { COMPANY, describeBoth, send, VOCOM_KEY, zen } from '../support.ts'

const LOGIN = '/vocom/interact_cti/agent/login/'
const FULL = { agent: 'VENDAS.ANA', branch: '2001', company_id: COMPANY }

describeBoth('a body that is wrong', (open) => {
  const post = (body: string | Uint8Array<ArrayBuffer>) => ({
    method: 'POST',
    headers: { authorization: VOCOM_KEY },
    body,
  })
  const REFUSED =
    '{"response":{"agent":null,"command":"login","status":"error","status_type":"params_failed"}}'

  it.each([
    ['', 'the body is empty'],
    ['null', 'the body is JSON, but not an object'],
    ['[]', 'the body is JSON, but not an object'],
    ['"login"', 'the body is JSON, but not an object'],
    ['1e400', 'the body is JSON, but not an object'],
    [
      'agent=DEV&branch=2000',
      'the body is not JSON: Unexpected token \'a\', "agent=DEV&"... is not valid JSON',
    ],
    [
      '{"agent":"DEV",}',
      'the body is not JSON: Expected double-quoted property name in JSON at position 15 (line 1 column 16)',
    ],
    [
      "{'agent':'DEV'}",
      "the body is not JSON: Expected property name or '}' in JSON at position 1 (line 1 column 2)",
    ],
    [
      '{"agent":"DEV"',
      "the body is not JSON: Expected ',' or '}' after property value in JSON at position 14 (line 1 column 15)",
    ],
    [
      '{"agent":"a\u0000b"}',
      'the body is not JSON: Bad control character in string literal in JSON at position 11 (line 1 column 12)',
    ],
    ['\ufeff{}', 'the body is not JSON: Unexpected token \'\ufeff\', "\ufeff{}" is not valid JSON'],
    [
      '{}{}',
      'the body is not JSON: Unexpected non-whitespace character after JSON at position 2 (line 1 column 3)',
    ],
    ['{}', 'agent is missing'],
    ['{"__proto__":{"agent":"DEV","branch":"2000","company_id":"x"}}', 'agent is missing'],
    ['{"Agent":"DEV"}', 'agent is missing'],
    [`${'['.repeat(200_000)}`, expect.stringMatching(/^the body is not JSON: /)],
    [`${'{"agent":'.repeat(5000)}1${'}'.repeat(5000)}`, 'branch is missing'],
  ])('(%#) is params_failed, and the journal says why', async (body, why) => {
    await using duble = await open()
    const seen = await send(duble, LOGIN, post(body))
    expect([seen.status, seen.text, seen.outcome, seen.why]).toEqual([200, REFUSED, 'params_failed', why])
  })

  it.each([
    ['agent', 7, 'agent must be string'],
    ['agent', null, 'agent must be string'],
    ['agent', ['VENDAS.ANA'], 'agent must be string'],
    ['agent', { name: 'VENDAS.ANA' }, 'agent must be string'],
    ['agent', '', 'agent must NOT have fewer than 1 characters'],
    ['branch', 2001, 'branch must be string'],
    ['branch', true, 'branch must be string'],
    ['company_id', 1e308, 'company_id must be string'],
  ])('a %s that is %j is params_failed', async (field, value, why) => {
    await using duble = await open()
    const seen = await send(duble, LOGIN, post(JSON.stringify({ ...FULL, [field]: value })))
    expect([seen.status, seen.body.response.status_type, seen.outcome, seen.why]).toEqual([
      200,
      'params_failed',
      'params_failed',
      why,
    ])
  })

  it.each([
    ['agent', '\ud800', 'not_found_failed'],
    ['agent', 'a\u0000b', 'not_found_failed'],
    ['agent', '__proto__', 'not_found_failed'],
    ['agent', 'constructor', 'not_found_failed'],
    ['agent', 'VENDAS.ANA\u0000', 'not_found_failed'],
    ['agent', '😀'.repeat(10_000), 'not_found_failed'],
    ['branch', '__proto__', 'not_found_failed'],
    ['company_id', 'constructor', 'not_found_failed'],
  ])('a %s that names nothing (%#) is not found', async (field, value, outcome) => {
    await using duble = await open()
    const seen = await send(duble, LOGIN, post(JSON.stringify({ ...FULL, [field]: value })))
    expect([seen.status, seen.outcome]).toEqual([200, outcome])
    expect(seen.body.response.agent).toBe(field === 'agent' ? value : 'VENDAS.ANA')
  })

  it('more than is asked for is passed over, wherever it would lead', async () => {
    await using duble = await open()
    const body = `{"__proto__":{"status":"ok"},"constructor":{},"status":"ok","result":"x","extra":${'9'.repeat(400)},${JSON.stringify(FULL).slice(1)}`
    const seen = await send(duble, LOGIN, post(body))
    expect([seen.outcome, seen.text]).toEqual([
      'ok',
      '{"response":{"agent":"VENDAS.ANA","command":"login","status":"ok","status_type":""}}',
    ])
    expect(({} as { status?: string }).status).toBeUndefined()
  })

  it('a key that comes twice counts as the last', async () => {
    await using duble = await open()
    const body = JSON.stringify(FULL).replace('"branch"', '"branch":"0","branch"')
    expect((await send(duble, LOGIN, post(body))).outcome).toBe('ok')
  })

  it('bytes that are no UTF-8 become a name that nobody has', async () => {
    await using duble = await open()
    const bytes = new TextEncoder().encode(JSON.stringify(FULL))
    bytes[bytes.indexOf(0x56)] = 0xff
    const seen = await send(duble, LOGIN, post(bytes))
    expect([seen.status, seen.outcome, seen.body.response.agent]).toEqual([
      200,
      'not_found_failed',
      '\ufffdENDAS.ANA',
    ])
  })

  it('a content type and an encoding that are none are passed over', async () => {
    await using duble = await open()
    const init = post(JSON.stringify(FULL))
    const headers = {
      ...init.headers,
      'content-type': 'application/xml; charset=nope',
      'content-encoding': 'gzip',
    }
    expect((await send(duble, LOGIN, { ...init, headers })).outcome).toBe('ok')
  })
})

describeBoth('a query that is wrong', (open) => {
  const DAY = 'data must match format "day"'

  it.each([
    ['', 'no_date', 'data is missing'],
    ['?', 'no_date', 'data is missing'],
    ['?data=', 'no_date', 'data is missing'],
    ['?Data=2018-01-01', 'no_date', 'data is missing'],
    ['?data=2018-02-30', 'bad_date', DAY],
    ['?data=01/01/2018', 'bad_date', DAY],
    ['?data=2018-1-1', 'bad_date', DAY],
    ['?data=2018-01-01%00', 'bad_date', DAY],
    ['?data=2018-01-01%0A', 'bad_date', DAY],
    ['?data=%zz', 'bad_date', DAY],
    ['?data=%', 'bad_date', DAY],
    ['?data=%E0%A4%A', 'bad_date', DAY],
    ['?data=%D9%A2018-01-01', 'bad_date', DAY],
    ['?data[]=2018-01-01', 'no_date', 'data is missing'],
    ['?__proto__=2018-01-01', 'no_date', 'data is missing'],
    ['?__proto__[data]=2018-01-01', 'no_date', 'data is missing'],
    ['?data=2018-01-01&data=x', 'bad_date', DAY],
    [`?data=${'9'.repeat(8000)}`, 'bad_date', DAY],
    [`?${'a=b&'.repeat(2000)}`, 'no_date', 'data is missing'],
  ])('(%#) is refused in the vendor’s own words', async (query, outcome, why) => {
    await using duble = await open()
    const seen = await zen(duble, query)
    expect([seen.status, seen.outcome, seen.why]).toEqual([400, outcome, why])
    expect((await zen(duble)).status).toBe(200) // and it began no wait
  })

  it('percent signs in paths are compared as they are written', async () => {
    await using duble = await open()
    for (const path of [
      '/crm-zen/api/totais%5Flead',
      '/crm-zen/%zz%',
      '/crm-zen/%2e%2e/vocom',
      '/crm-zen/%00',
      `/crm-zen/${'a'.repeat(12_000)}`,
    ]) {
      const seen = await send(duble, path)
      expect([seen.status, seen.body.error]).toEqual([404, 'no_operation'])
    }
  })
})

describeBoth('another method', (open) => {
  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s is 405 at Vocom', async (method) => {
    await using duble = await open()
    const body = method === 'GET' || method === 'HEAD' ? {} : { body: JSON.stringify(FULL) }
    const seen = await send(duble, LOGIN, { method, headers: { authorization: VOCOM_KEY }, ...body })
    expect([seen.status, seen.outcome, seen.why, seen.headers.get('allow')]).toEqual([
      405,
      'wrong_method',
      `the method is ${method}, and this path takes POST`,
      'POST',
    ])
    expect(seen.text).toBe(method === 'HEAD' ? '' : '{"message":"Method not allowed. Must be one of: POST"}')
  })

  it.each(['POST', 'PUT', 'DELETE'])('%s is 405 at CRM Zen, with a body or without', async (method) => {
    await using duble = await open()
    for (const body of [{}, { body: '{"data":"2018-01-01"}' }]) {
      const headers = { token: 'zen-token' }
      const seen = await send(duble, '/crm-zen/api/totais_lead?data=2018-01-01', { method, headers, ...body })
      expect([seen.status, seen.outcome]).toEqual([405, 'wrong_method'])
    }
  })
})
