import { describe, expect, it } from 'vitest'
import type { Duble } from '../../src/index.ts'
import { COMPANY, describeBoth, inProcess, onTheWire, send, VOCOM_KEY, vocom, zen } from '../support.ts'
import { direct } from './support.ts'

/** Asks for the break list under a fault of its own. */
const under = (duble: Duble, fault: string) =>
  vocom(
    duble,
    'get_break_list',
    { agent: 'DEV' },
    { headers: { authorization: VOCOM_KEY, 'x-duble-fault': fault } },
  )

/** How a request fails: what fetch throws, or what reading its body does. */
async function failure(duble: Duble, fault: string): Promise<string> {
  const request = new Request(`${duble.url}/vocom/interact_cti/agent/get_break_list/`, {
    method: 'POST',
    headers: { authorization: VOCOM_KEY, 'x-duble-fault': fault },
    body: JSON.stringify({ agent: 'DEV', company_id: COMPANY }),
  })
  try {
    const response = await (duble.url === 'http://localhost' ? duble.fetch(request) : fetch(request))
    const chunks: Uint8Array[] = []
    try {
      for await (const chunk of response.body as ReadableStream<Uint8Array>) chunks.push(chunk)
    } catch (error) {
      const { name, message, cause } = error as TypeError & { cause: { code: string } }
      const half = Buffer.concat(chunks).length > 0 ? 'some' : 'none'
      return `${response.status}, ${half} of the body, ${name}: ${message}, ${cause.code}`
    }
    return `${response.status} ${Buffer.concat(chunks)}`
  } catch (error) {
    const { name, message, cause } = error as TypeError & { cause: { code: string; message: string } }
    return `${name}: ${message}, ${cause.code ?? cause.message.split(' (')[0]}`
  }
}

describeBoth('a request that orders a fault for itself', (open) => {
  it('meets it, and no other request does', async () => {
    await using duble = await open()
    const seen = await under(duble, 'execute_failed')
    expect([seen.status, seen.outcome, seen.why]).toEqual([
      200,
      'execute_failed',
      'a fault stood in for the handler',
    ])
    expect((await under(duble, 'status=503')).body).toEqual({ status: 503, error: 'Service Unavailable' })
    expect((await vocom(duble, 'get_break_list', { agent: 'DEV' })).outcome).toBe('ok')
    expect((await direct(duble, 'GET /faults')).body).toEqual({ faults: [] })
  })

  it('may order one of each sort', async () => {
    await using duble = await open()
    const before = performance.now()
    const seen = await under(duble, 'delay=50ms, execute_failed, malformed_body')
    expect(performance.now() - before).toBeGreaterThan(45)
    expect(() => JSON.parse(seen.text)).toThrow(SyntaxError)
    expect(duble.world.journal.read().entries[0]).toMatchObject({
      outcome: 'execute_failed',
      injected: true,
      faults: ['execute_failed', 'delay=50ms', 'malformed_body'],
    })
  })

  it('meets its own before one that stands, which waits for the next', async () => {
    await using duble = await open()
    duble.world.addFault({ vendor: 'vocom', fault: 'not_found_failed', times: 1 })
    expect((await under(duble, 'execute_failed')).outcome).toBe('execute_failed')
    expect((await vocom(duble, 'get_break_list', { agent: 'DEV' })).outcome).toBe('not_found_failed')
    expect((await vocom(duble, 'get_break_list', { agent: 'DEV' })).outcome).toBe('ok')
  })

  it.each([
    [
      'exeute_failed',
      'vocom/get_break_list has no error "exeute_failed" (did you mean execute_failed?): it has params_failed, authentication_failed, execute_failed, not_found_failed, wrong_method; every vendor has status, delay, connection_reset, empty_response, malformed_body, truncated_body, slow_body, garbage',
    ],
    ['status=200', 'status takes a whole number from 400 to 599, such as 503, got 200'],
    [
      'delay=2',
      'delay: "2" is not a duration: write numbers with falling units, such as 300ms, 5m, 4m59s or 1h30m',
    ],
    ['garbage, truncated_body', 'a request meets garbage or truncated_body, not both'],
    [
      '',
      'a fault is a word such as connection_reset or delay=2s, or a map with one key such as { status: 503 }, got ""',
    ],
  ])('is told what is wrong with it: %j', async (fault, says) => {
    await using duble = await open()
    const seen = await under(duble, fault)
    expect([seen.status, seen.body.error, seen.body.message]).toEqual([
      400,
      'bad_fault',
      `X-Duble-Fault: ${says}`,
    ])
    expect(duble.world.journal.read().entries).toMatchObject([
      { status: 400, operation: null, outcome: null, injected: false, why: `X-Duble-Fault: ${says}` },
    ])
  })
})

describeBoth('a client sees the same of a broken connection', (open) => {
  it.each([
    ['connection_reset', 'TypeError: fetch failed, ECONNRESET'],
    ['connection_reset=after_head', '200, none of the body, TypeError: terminated, ECONNRESET'],
    ['connection_reset=mid_body', '200, some of the body, TypeError: terminated, ECONNRESET'],
    ['truncated_body', '200, some of the body, TypeError: terminated, UND_ERR_SOCKET'],
    ['empty_response', 'TypeError: fetch failed, UND_ERR_SOCKET'],
  ])('%s', async (fault, says) => {
    await using duble = await open()
    expect(await failure(duble, fault)).toBe(says)
    expect(duble.world.journal.read().entries).toMatchObject([
      { status: 200, outcome: 'ok', injected: true, why: 'a fault broke the answer' },
    ])
  })

  it('garbage', async () => {
    await using duble = await open()
    expect(await failure(duble, 'garbage')).toMatch(
      /^TypeError: fetch failed, (HPE_INVALID_CONSTANT|Response does not match the HTTP\/1\.1 protocol)$/,
    )
  })

  it('slow_body', async () => {
    await using duble = await open()
    const before = performance.now()
    const seen = await under(duble, 'slow_body=2000')
    const least = (Buffer.byteLength(seen.text) / 2000) * 1000
    expect(performance.now() - before).toBeGreaterThan(least * 0.95)
    expect(performance.now() - before).toBeLessThan(least + 500)
    expect(seen.body.response.status).toBe('ok')
    expect(duble.world.journal.read().entries[0]).toMatchObject({
      injected: false,
      faults: ['slow_body=2000'],
    })
  })

  it('the state is kept all the same: the call was made, only its answer was lost', async () => {
    await using duble = await open()
    const call = { agent: 'DEV', branch: '2000', to: '1199999999' }
    const headers = { authorization: VOCOM_KEY, 'x-duble-fault': 'connection_reset' }
    await expect(vocom(duble, 'call_services', call, { headers })).rejects.toThrow('fetch failed')
    const second = await vocom(duble, 'call_services', call)
    await using fresh = await open()
    const first = await vocom(fresh, 'call_services', call)
    expect(first.outcome).toBe('ok')
    expect(second.text).not.toBe(first.text)
  })

  it('an answer to a HEAD is whole or not there at all', async () => {
    await using duble = await open({ vendors: ['crm-zen'] }, { 'crm-zen': { head: 'as_get' } })
    const head = (fault: string) =>
      send(duble, '/crm-zen/api/totais_lead?data=2018-01-01', {
        method: 'HEAD',
        headers: { token: 'zen-token', 'x-duble-fault': fault },
      })
    for (const fault of ['malformed_body', 'truncated_body', 'slow_body=10', 'connection_reset=mid_body']) {
      const { status, text } = await head(fault)
      expect([fault, status, text]).toEqual([fault, 200, ''])
      duble.clock.advance(300_000)
    }
    await expect(head('connection_reset')).rejects.toThrow('fetch failed')
  })
})

describeBoth('faults by admin', (open) => {
  it('are listed with their names, the oldest first, and what is left of them', async () => {
    await using duble = await open()
    const orders = [
      { vendor: 'vocom', operation: 'login', fault: { delay: '1ms' }, times: 2 },
      { vendor: 'crm-zen', fault: 'status=503', after: 1, probability: 0.5 },
      { vendor: 'vocom', credential: 'api_key', outcome: 'execute_failed' },
    ]
    const listed = [
      { id: 'f1', vendor: 'vocom', operation: 'login', fault: 'delay=1ms', times: 2 },
      { id: 'f2', vendor: 'crm-zen', fault: 'status=503', times: 'always', after: 1, probability: 0.5 },
      { id: 'f3', vendor: 'vocom', credential: 'api_key', fault: 'execute_failed', times: 'always' },
    ]
    expect((await direct(duble, 'POST /faults', orders)).body).toEqual({ faults: listed })
    await vocom(duble, 'login', { agent: 'DEV', branch: '2000' })
    expect((await zen(duble)).status).toBe(200)
    const [first, second, third] = listed
    const { after: _passed, ...left } = second as object & { after: number }
    expect((await direct(duble, 'GET /faults')).body.faults).toEqual([{ ...first, times: 1 }, left, third])
    expect((await direct(duble, 'DELETE /faults/f2')).body.faults).toEqual([{ ...first, times: 1 }, third])
    const told = await direct(duble, 'DELETE /faults/f2')
    expect([told.status, told.body.error, told.body.message]).toEqual([
      404,
      'unknown_fault',
      'there is no fault "f2" (did you mean f1?): there are f1, f3',
    ])
    expect((await direct(duble, 'DELETE /faults')).body).toEqual({ faults: [] })
    expect((await direct(duble, 'DELETE /faults/f1')).body.message).toBe(
      'there is no fault "f1": there is none',
    )
  })

  it('are set all or none', async () => {
    await using duble = await open()
    const told = await direct(duble, 'POST /faults', [
      { vendor: 'vocom', fault: 'garbage' },
      { vendor: 'vocom', fault: 'garbge' },
    ])
    expect([told.status, told.body.error]).toEqual([404, 'unknown_outcome'])
    expect(told.body.message).toMatch(
      /^faults\.1: vocom has no error "garbge" \(did you mean garbage\?\): it has /,
    )
    expect((await direct(duble, 'GET /faults')).body).toEqual({ faults: [] })
  })

  it.each([
    ['{', 'bad_body', 'the body must be JSON: a fault as { vendor, operation, fault, times }, or a list'],
    ['5', 'bad_fault', 'a fault is ordered by a map with vendor, operation, fault, times…'],
    ['[null]', 'bad_fault', 'a fault is ordered by a map with vendor, operation, fault, times…'],
    ['{}', 'bad_fault', '"vendor" is missing or not text'],
    [
      '{"vendor":"vocom","fault":"garbage","tmes":1}',
      'bad_fault',
      'a fault has no field "tmes" (did you mean times?)',
    ],
    [
      '{"vendor":"vocom","fault":{"delay":{"uniform":[1,2]}}}',
      'bad_fault',
      'delay: "1" is not a duration: write numbers with falling units, such as 300ms, 5m, 4m59s or 1h30m',
    ],
  ])('%s is refused', async (body, error, message) => {
    await using duble = await open()
    const told = await direct(duble, 'POST /faults', body)
    expect([told.status, told.body.error, told.body.message]).toEqual([400, error, message])
  })
})

describe('a delay', () => {
  it('passes by whatever clock it is given: nobody waits', async () => {
    const slept: [number, string][] = []
    const { createHost } = await import('../../src/server/host.ts')
    await using duble = await inProcess({ vendors: ['vocom'] })
    const host = createHost({
      world: duble.world,
      sleep: async (milliseconds, world) => void slept.push([milliseconds, world.id]),
    })
    const ask = async (fault: string): Promise<string> => {
      const response = await host.fetch(
        new Request('http://localhost/vocom/interact_cti/agent/get_break_list/', {
          method: 'POST',
          headers: { authorization: VOCOM_KEY, 'x-duble-fault': fault },
          body: JSON.stringify({ agent: 'DEV', company_id: COMPANY }),
        }),
      )
      return response.text()
    }
    await ask('delay=1h')
    expect(slept.splice(0)).toEqual([[3_600_000, 'default']])
    const text = await ask('slow_body=100')
    const waited = slept.reduce((sum, [milliseconds]) => sum + milliseconds, 0)
    expect(Math.abs(waited - (Buffer.byteLength(text) / 100) * 1000)).toBeLessThan(1)
  })

  it('is the same for the same seed', async () => {
    const drawn = async (seed: number): Promise<unknown> => {
      await using duble = await onTheWire({ seed })
      duble.world.addFault({ vendor: 'vocom', fault: { delay: { uniform: ['1ms', '40ms'] } } })
      for (let index = 0; index < 5; index++) await vocom(duble, 'get_break_list', { agent: 'DEV' })
      return duble.world.journal.read().entries.map(({ faults }) => faults)
    }
    const first = await drawn(1)
    expect(await drawn(1)).toEqual(first)
    expect(await drawn(2)).not.toEqual(first)
  })
})
