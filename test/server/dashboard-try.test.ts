import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, vi } from 'vitest'
import { callOf } from '../../src/clients/call.ts'
import type { Duble } from '../../src/index.ts'
import { requestOf } from '../../src/report/sample.ts'
import { heard } from '../../src/server/admin/heard.ts'
import type { VendorForms } from '../../src/server/dashboard/forms.ts'
import { describeBoth, inProcess, onTheWire, VOCOM_KEY, zen } from '../support.ts'
import { admin, direct } from './support.ts'

const formsOf = async (duble: Duble): Promise<readonly VendorForms[]> =>
  (await direct(duble, 'GET /try')).body.vendors

describeBoth('POST /try', (open) => {
  const order = {
    method: 'GET',
    path: '/crm-zen/api/totais_lead?data=2018-01-01',
    headers: { token: 'zen-token' },
  }

  it('sends a request like any other: what it answers, and what the journal holds of it', async () => {
    await using duble = await open({ vendors: ['crm-zen'] })
    const first = await direct(duble, 'POST /try', order)
    expect([first.status, first.body.status, JSON.parse(first.body.body).usuarios[0].nome]).toEqual([
      200,
      200,
      'Ana Lima',
    ])
    expect(first.body.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(first.body.length).toBe(first.body.body.length)
    expect(first.body.entry).toMatchObject({
      id: 1,
      outcome: 'ok',
      path: '/crm-zen/api/totais_lead?data=2018-01-01',
      requestHeaders: { token: '***' },
    })
    const second = await direct(duble, 'POST /try', order)
    expect([second.body.status, second.body.entry.outcome]).toEqual([429, 'too_many_requests'])
    expect((await zen(duble)).outcome).toBe('too_many_requests')
    expect(duble.world.tallies.read().asked).toBe(3)
  })

  it('sends a GET with a JSON body, as no browser can', async () => {
    await using duble = await open({ vendors: ['datacake'] })
    const { body } = await direct(duble, 'POST /try', {
      method: 'GET',
      path: '/datacake/clientes',
      headers: { Authorization: 'Bearer erp-token', 'Content-Type': 'application/json' },
      body: { cnpj_cpf: '390.533.447-05' },
    })
    expect([body.status, body.entry.outcome, JSON.parse(body.body).nome]).toEqual([200, 'ok', 'Ana Lima'])
  })

  it('asks the world that is named, whatever the headers say', async () => {
    await using duble = await open({ vendors: ['crm-zen'] })
    await using blue = await duble.newWorld({ id: 'blue' })
    const elsewhere = { ...order, headers: { ...order.headers, 'X-Duble-World': 'default' } }
    const { body } = await admin(duble, 'POST /worlds/blue/try', elsewhere)
    expect([body.status, body.entry.path]).toEqual([200, '/w/blue/crm-zen/api/totais_lead?data=2018-01-01'])
    expect([duble.world.journal.read().total, blue.world.journal.read().total]).toEqual([0, 1])
  })

  it('tells of what matches nothing', async () => {
    await using duble = await open({ vendors: ['crm-zen'] })
    const { body } = await direct(duble, 'POST /try', { path: '/nowhere' })
    expect([body.status, body.entry]).toMatchObject([
      404,
      { operation: null, why: JSON.parse(body.body).message },
    ])
  })

  it.each([
    ['connection_reset=before_head', null, 'read ECONNRESET', ''],
    ['empty_response', null, 'other side closed', ''],
    ['truncated_body', 200, 'other side closed', '{"data":"2018-01-01"'],
  ])('tells how far an answer came that %s broke off', async (fault, status, broken, begins) => {
    await using duble = await open({ vendors: ['crm-zen'] })
    duble.fault({ vendor: 'crm-zen', fault, times: 1 })
    const { body } = await direct(duble, 'POST /try', order)
    expect([body.status, body.broken, body.entry.faults]).toEqual([status, broken, [fault]])
    expect(body.body.startsWith(begins)).toBe(true)
  })

  it('tells the beginning of a long answer, and how long it is', async () => {
    await using duble = await open({ vendors: ['vocalcontact'], fixtures: { vocalcontact: 'million' } })
    const { body } = await direct(duble, 'POST /try', {
      path: '/vocalcontact/api/app/lead/all/token/token-bi',
    })
    expect([body.status, body.body.length, body.length > 1_000_000]).toEqual([200, 256 * 1024, true])
  })

  it.each([
    [
      { path: 'vocom/x' },
      '"path" begins with a slash and the vendor\'s name, such as /vocom/…, got "vocom/x"',
    ],
    [{ path: '/x', methd: 'GET' }, 'the body has no field "methd" (did you mean method?)'],
    ...['/__admin/worlds/default/events', '/./__admin/health', '/w/blue/crm-zen/', '/', '/healthz'].map(
      (path): [object, string] => [
        { path },
        `"path" goes to a vendor of the world "default", such as /vocom/…, and not to "${path}"`,
      ],
    ),
    [{ path: '/x', method: 'G T' }, "this is no request: 'G T' is not a valid HTTP method."],
  ])('refuses %j', async (wrong, says) => {
    await using duble = await open({ vendors: ['crm-zen'] })
    const { status, body } = await direct(duble, 'POST /try', wrong)
    expect([status, body]).toEqual([400, { error: 'bad_body', message: says }])
  })

  it.each(['/../__admin/worlds/default/events', '/w/blue/../../__admin/health', '/w/other/crm-zen/'])(
    'leaves no other world than the one that is named: %s',
    async (path) => {
      await using duble = await open({ vendors: ['crm-zen'] })
      await using blue = await duble.newWorld({ id: 'blue' })
      const { status, body } = await admin(duble, `POST /worlds/${blue.id}/try`, { path })
      expect([status, body.error]).toEqual([400, 'bad_body'])
    },
  )
})

it('an answer is heard no further than anybody waits for it', async () => {
  const gone = new AbortController()
  const cancelled = vi.fn()
  const endless = new ReadableStream({
    pull(controller) {
      controller.enqueue(new TextEncoder().encode('ab'))
      gone.abort()
    },
    cancel: cancelled,
  })
  const { status, body } = await heard(async () => new Response(endless), gone.signal)
  expect([status, body, cancelled.mock.calls.length]).toEqual([200, 'ab', 1])
})

describe('GET /try', () => {
  it('tells how each operation is asked, filled in', async () => {
    await using duble = await inProcess({ vendors: ['vocom'] })
    const [vocom] = await formsOf(duble)
    expect(vocom).toMatchObject({ name: 'vocom', url: 'http://localhost/vocom', fixture: 'default' })
    expect(vocom?.credentials[0]).toEqual({
      name: 'api_key',
      status: 'valid',
      fields: { user: 'api_key', password: 'e45c53c6-049f-474d-896a-8e891ec57473' },
      sends: { headers: { Authorization: VOCOM_KEY } },
      opens: { headers: { Authorization: VOCOM_KEY } },
    })
    expect(vocom?.operations[0]).toMatchObject({
      name: 'login',
      method: 'POST',
      path: '/interact_cti/agent/login/',
      takes: 'body',
      open: false,
      outcomes: expect.arrayContaining(['ok', 'params_failed']),
    })
    expect(vocom?.operations[0]?.fields[0]).toMatchObject({
      name: 'agent',
      required: true,
      type: 'string',
      value: 'DEV',
      inPath: false,
    })
  })

  it('shows what is sent under the options as they are now', async () => {
    await using duble = await inProcess({ vendors: ['datacake'] })
    duble.setOptions({ datacake: { 'auth.header': 'x-erp', 'auth.scheme': 'Token' } })
    const [datacake] = await formsOf(duble)
    expect(datacake?.credentials[0]?.sends).toEqual({ headers: { 'x-erp': 'Token erp-token' } })
  })

  it('asks by the path where an operation answers now', async () => {
    await using duble = await inProcess({
      vendors: ['vocom'],
      fixtures: { vocom: 'default' },
    })
    const [vocom] = await formsOf(duble)
    expect(vocom?.operations.map(({ path: where }) => where)).toEqual(
      vocom?.operations.map(({ name }) => duble.world.fake('vocom').pathOf(name)),
    )
  })
})

describe('the page’s form', () => {
  const UI = fileURLToPath(new URL('../../src/server/dashboard/ui/request.js', import.meta.url))

  it('writes every operation’s request as the clients do, and each is answered', async () => {
    const { requestOf: written, curlOf } = await import(path.resolve(UI))
    await using duble = await onTheWire()
    let count = 0
    for (const vendor of await formsOf(duble)) {
      const fake = duble.world.fake(vendor.name)
      const credential = vendor.credentials.find(({ status }) => status === 'valid')
      for (const form of vendor.operations) {
        const operation = fake.mock.api.operations[form.name]
        const values = Object.fromEntries(
          form.fields
            .filter(({ value }) => value !== undefined)
            .map(({ name, value }) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
        )
        const sending = (form.open ? credential?.opens : credential?.sends) ?? {}
        for (const payload of [false, true]) {
          const request = written(vendor.name, form, values, sending, payload)
          const call = callOf({
            operation,
            url: `/${vendor.name}`,
            path: form.path,
            sending,
            request: requestOf(operation, fake.fixture.defaults),
            payload,
          })
          const { accept: _any, ...headers } = call.headers
          expect(request).toEqual({
            method: call.method,
            path: call.url,
            headers,
            body: call.body ?? '',
          })
          expect(curlOf('http://localhost:4010', request)).toContain(`'http://localhost:4010${call.url}'`)
          const { body } = await direct(duble, 'POST /try', request)
          expect([form.name, body.entry.operation]).toEqual([form.name, form.name])
          count++
        }
      }
    }
    expect(count).toBeGreaterThan(120)
  })

  it('sends what is no text as JSON, an empty field not at all, and quotes for a shell', async () => {
    const { requestOf: written, curlOf } = await import(path.resolve(UI))
    const form = {
      method: 'POST',
      path: '/things/{id}',
      takes: 'body',
      fields: [
        { name: 'id', type: 'string', inPath: true },
        { name: 'count', type: 'integer', inPath: false },
        { name: 'words', type: 'string', inPath: false },
        { name: 'never', type: 'string', inPath: false },
      ],
    }
    const request = written(
      'acme',
      form,
      { id: 'a/b', count: '3', words: "it's" },
      { headers: { token: 't' } },
      true,
    )
    expect(request).toEqual({
      method: 'POST',
      path: '/acme/things/a%2Fb',
      headers: { token: 't', 'content-type': 'application/json' },
      body: '{"count":3,"words":"it\'s"}',
    })
    expect(curlOf('http://h', request)).toBe(
      `curl -X POST 'http://h/acme/things/a%2Fb' -H 'token: t' -H 'content-type: application/json' -d '{"count":3,"words":"it'\\''s"}'`,
    )
  })
})
