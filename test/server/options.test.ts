import { describe, expect, it } from 'vitest'
import { readOptionsHeader } from '../../src/server/options-header.ts'
import { COMPANY, describeBoth, inProcess, send, VOCOM_KEY, vocom, zen } from '../support.ts'
import { direct } from './support.ts'

const HEADER = 'X-Duble-Options'
const under = (options: string, more: HeadersInit = {}) => ({ ...more, [HEADER]: options })

describeBoth('the options of a running world', (open) => {
  it('are changed by name, and null goes back', async () => {
    await using duble = await open({}, { vocom: { cap: 'error' } })
    const told = await direct(duble, 'PATCH /options', {
      vocom: { 'cap.keeps': 'oldest' },
      'crm-zen': { numbers: 'string' },
    })
    expect(told.status).toBe(200)
    expect(told.body.options.vocom['cap.keeps'].value).toBe('oldest')
    expect(told.body.options.vocom.cap.value).toBe('error') // what was changed before stays
    expect((await direct(duble, 'GET /options')).body).toEqual(told.body)
    expect((await zen(duble)).body.usuarios[0].total_lead).toBe('12')
    const back = await direct(duble, 'PATCH /options', { vocom: { cap: null, 'cap.keeps': null } })
    expect(back.body.options.vocom.cap.value).toBe('silent')
    expect(back.body.options['crm-zen'].numbers.value).toBe('string')
    await direct(duble, 'POST /reset')
    expect((await direct(duble, 'GET /options')).body.options['crm-zen'].numbers.value).toBe('number')
  })

  it('may move a path and name another header for the secret, which the journal masks', async () => {
    await using duble = await open()
    const { clock } = duble
    await direct(duble, 'PATCH /options', { 'crm-zen': { token_also_in: 'bearer' } })
    const seen = await zen(duble, '?data=2018-01-01', { authorization: 'Bearer zen-token' })
    expect(seen.status).toBe(200)
    clock.advance('5m')
    const slashless = '/vocom/interact_cti/agent/get_break_list'
    const init = {
      method: 'POST',
      headers: { authorization: VOCOM_KEY },
      body: JSON.stringify({ agent: 'VENDAS.ANA', company_id: COMPANY }),
    }
    expect((await send(duble, slashless, init)).status).toBe(404)
    await direct(duble, 'PATCH /options', { vocom: { slashless: 'served' } })
    expect((await send(duble, slashless, init)).status).toBe(200)
  })

  it.each([
    [{ vocom: { cpa: 'error' } }, 404, 'unknown_option', 'vocom has no option "cpa" (did you mean cap?)'],
    [{ vocom: { cpa: null } }, 404, 'unknown_option', 'vocom has no option "cpa" (did you mean cap?)'],
    [
      { vocm: { cap: 'error' } },
      404,
      'unknown_vendor',
      'there is no vendor "vocm" (did you mean vocom?): there are crm-zen, vocom',
    ],
    [
      { vocom: { cap: 'eror' } },
      400,
      'bad_option',
      "vocom's option cap must be one of silent, error, got eror (did you mean error?)",
    ],
    [{ vocom: 'cap=error' }, 400, 'bad_body', '"vocom" takes an object'],
    [
      { vocom: { cap: [] } },
      400,
      'bad_body',
      '"vocom.cap" takes text, a number, true or false, or null to go back',
    ],
    ['', 400, 'bad_body', 'the body must be JSON with crm-zen, vocom'],
  ])('all of them or none: %j', async (wrong, status, error, message) => {
    await using duble = await open({ vendors: ['crm-zen', 'vocom'] })
    const order = typeof wrong === 'string' ? wrong : { 'crm-zen': { numbers: 'string' }, ...wrong }
    const told = await direct(duble, 'PATCH /options', order)
    expect([told.status, told.body.error, told.body.message]).toEqual([status, error, message])
    const { options } = (await direct(duble, 'GET /options')).body
    expect([options['crm-zen'].numbers.value, options.vocom.cap.value]).toEqual(['number', 'silent'])
  })
})

describeBoth('options for one request', (open) => {
  it('hold for that request alone, over the same state and the same wait', async () => {
    await using duble = await open()
    const text = await zen(duble, '?data=2018-01-01', under('numbers=string', { token: 'zen-token' }))
    expect(text.body.usuarios[0].total_lead).toBe('12')
    expect((await zen(duble)).status).toBe(429) // the same wait
    duble.clock.advance('5m')
    expect((await zen(duble)).body.usuarios[0].total_lead).toBe(12)
    expect((await direct(duble, 'GET /options')).body.options['crm-zen'].numbers.value).toBe('number')
  })

  it('lie over those of the world, and write into its state', async () => {
    await using duble = await open({}, { vocom: { 'call_services.to_not_digits': 'ok' } })
    const call = (options?: string) =>
      vocom(
        duble,
        'call_services',
        { agent: 'DEV', branch: '2000', to: '1199999999' },
        {
          headers: under(options ?? '', { authorization: VOCOM_KEY }),
        },
      )
    const first = await call('unknown_company=ignored')
    expect(first.outcome).toBe('ok')
    expect((await call()).body.response.call_id).not.toBe(first.body.response.call_id)
    expect((await call('call_services.in_call=execute_failed')).outcome).toBe('execute_failed')
  })

  it('lie over what the world’s options have become, and meet its faults', async () => {
    await using duble = await open()
    const ask = () => zen(duble, '?data=2018-01-01', under('numbers=string', { token: 'zen-token' }))
    expect((await ask()).status).toBe(200)
    expect((await ask()).headers.has('retry-after')).toBe(false)
    duble.setOptions({ 'crm-zen': { retry_after: true } })
    const refused = await ask()
    expect([refused.status, refused.headers.has('retry-after')]).toEqual([429, true])
    duble.fault({ vendor: 'crm-zen', fault: { status: 503 }, times: 1 })
    duble.clock.advance('5m')
    expect([(await ask()).status, (await ask()).status]).toEqual([503, 200])
  })

  it('may concern the path, the status, and how the caller proves itself', async () => {
    await using duble = await open()
    const slashless = await send(duble, '/vocom/interact_cti/agent/get_break_list', {
      method: 'POST',
      headers: under('slashless=served; error_http_status=per_type', { authorization: 'Basic x' }),
      body: JSON.stringify({ agent: 'DEV', company_id: COMPANY }),
    })
    expect([slashless.outcome, slashless.status]).toEqual(['authentication_failed', 401])
    const bearer = await zen(
      duble,
      '?data=2018-01-01',
      under('token_also_in=bearer', { authorization: 'Bearer zen-token' }),
    )
    expect(bearer.status).toBe(200)
    duble.clock.advance('5m')
    expect((await zen(duble, '?data=2018-01-01', { authorization: 'Bearer zen-token' })).status).toBe(401)
  })

  it.each([
    ['numbrs=string', 'unknown_option', 'crm-zen has no option "numbrs" (did you mean numbers?)'],
    ['__proto__=x', 'unknown_option', 'crm-zen has no option "__proto__"'],
    [
      'numbers=strng',
      'bad_option',
      "crm-zen's option numbers must be one of number, string, got strng (did you mean string?)",
    ],
    [
      'numbers',
      'bad_option',
      'X-Duble-Options takes name=value, with ; between several and quotes around a value that has one in it, such as cap=error; cooldown.starts_on=any, got numbers',
    ],
  ])('400 %s', async (header, error, message) => {
    await using duble = await open()
    const seen = await zen(duble, '?data=2018-01-01', under(header, { token: 'zen-token' }))
    expect([seen.status, seen.body.error, seen.body.message, seen.why]).toEqual([
      400,
      error,
      message,
      message,
    ])
    expect(duble.journal().entries[0]).toMatchObject({ vendor: 'crm-zen', operation: null, outcome: null })
    expect((await zen(duble)).status).toBe(200) // it started no wait
  })
})

describe('the header', () => {
  it.each([
    ['', {}],
    ['cap=error', { cap: 'error' }],
    [' cap = error ; cap.keeps=oldest; ', { cap: 'error', 'cap.keeps': 'oldest' }],
    ['empty_strings=', { empty_strings: '' }],
    [
      'content_type="text/html; charset=UTF-8"; cap=error',
      { content_type: 'text/html; charset=UTF-8', cap: 'error' },
    ],
    ['x="a \\"b\\" \\\\"', { x: 'a "b" \\' }],
    ['x=a=b', { x: 'a=b' }],
  ])('%s is read', (header, options) => {
    expect(readOptionsHeader(header)).toEqual(options)
  })

  it.each(['=x', 'cap error', 'cap="error', 'cap="a"b', ';', 'a=b;;c=d'])('%s is refused', (header) => {
    expect(() => readOptionsHeader(header)).toThrow('X-Duble-Options takes name=value')
  })

  it('costs no time, whatever is in it', () => {
    const began = performance.now()
    expect(() => readOptionsHeader(`cap=${' '.repeat(4000)}"`)).toThrow('X-Duble-Options takes name=value')
    expect(performance.now() - began).toBeLessThan(500)
  })
})

describe('answers that are made once', () => {
  it('are not taken for those under other options', async () => {
    await using duble = await inProcess({ vendors: ['vocalcontact'] })
    const path = '/vocalcontact/api/app/lead/all/format/csv/token/token-bi'
    const ask = async (options: string) => {
      const response = await duble.fetch(new Request(`${duble.url}${path}`, { headers: under(options) }))
      return new Uint8Array(await response.arrayBuffer())[0]
    }
    const BOM = 0xef
    expect(await ask('')).not.toBe(BOM)
    expect(await ask('csv.bom=true')).toBe(BOM)
    expect(await ask('')).not.toBe(BOM)
    expect(await ask('csv.bom=true')).toBe(BOM)
  })

  it('and other sets of options than a few are settled anew', async () => {
    await using duble = await inProcess({ vendors: ['crm-zen'] })
    for (let seconds = 1; seconds <= 100; seconds++) {
      const seen = await zen(
        duble,
        '?data=2018-01-01',
        under(`numbers=string; cors=${seconds % 2 ? 'on' : 'off'}`, { token: 'x' }),
      )
      expect(seen.status).toBe(401)
    }
  })
})
