import { expect, it } from 'vitest'
import { COMPANY, describeBoth, send, VOCOM_KEY, vocom } from '../../support.ts'
import { OPERATIONS, openVocom, REQUESTS } from './support.ts'

type Duble = Parameters<typeof vocom>[0]

const KEYED = { authorization: VOCOM_KEY, 'content-type': 'application/json' }
const bodyOf = (operation: string): string => JSON.stringify({ company_id: COMPANY, ...REQUESTS[operation] })
const pathOf = (duble: Duble, operation: string): string =>
  `/vocom${duble.world.fake('vocom').pathOf(operation)}`

describeBoth('Another method at Vocom', (open) => {
  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
    'is told which one, before the key is looked at: %s [C-01] [C-A06] [C-O01] [C-O07]',
    async (method) => {
      await using duble = await openVocom({}, open)
      const seen = await send(duble, pathOf(duble, 'login'), { method })
      expect(seen.status).toBe(405)
      expect(seen.headers.get('allow')).toBe('POST')
      expect(seen.headers.get('content-type')).toBe('application/json')
      expect(seen.text).toBe('{"message":"Method not allowed. Must be one of: POST"}')
      expect(seen.outcome).toBe('wrong_method')
    },
  )

  it('has no body to HEAD [C-01] [C-A06]', async () => {
    await using duble = await openVocom({}, open)
    const seen = await send(duble, pathOf(duble, 'login'), { method: 'HEAD' })
    expect([seen.status, seen.headers.get('allow'), seen.text]).toEqual([405, 'POST', ''])
  })
})

it.each(OPERATIONS)('takes %s by POST alone [C-01] [C-A06] [C-O01]', async (operation) => {
  await using duble = await openVocom()
  const path = pathOf(duble, operation)
  const got = await send(duble, path, { headers: KEYED })
  const put = await send(duble, path, { method: 'PUT', headers: KEYED, body: bodyOf(operation) })
  const posted = await send(duble, path, { method: 'POST', headers: KEYED, body: bodyOf(operation) })
  expect([got.status, put.status, posted.status]).toEqual([405, 405, 200])
})

it.each(['200', '401', 'per_type'])(
  'keeps 405 for another method under error_http_status: %s [C-A01] [C-A06]',
  async (value) => {
    await using duble = await openVocom({ error_http_status: value })
    expect((await send(duble, pathOf(duble, 'login'))).status).toBe(405)
  },
)

it.each([
  ['404', 404],
  ['served', 200],
])(
  'answers each path without its last slash under slashless: %s with %i [C-02] [C-A06] [C-O01]',
  async (value, status) => {
    await using duble = await openVocom({ slashless: value })
    for (const operation of OPERATIONS) {
      const path = pathOf(duble, operation)
      expect(path.endsWith('/')).toBe(true)
      const init = { method: 'POST', headers: KEYED, body: bodyOf(operation) }
      const seen = await send(duble, path.slice(0, -1), init)
      expect([operation, seen.status]).toEqual([operation, status])
      expect((await send(duble, path, init)).status).toBe(200)
    }
  },
)

it('does not find a path without its last slash unless an option says otherwise [C-02] [C-A06] [C-O07]', async () => {
  await using duble = await openVocom()
  for (const path of ['/interact_cti/agent/login', '/interact_cti/agent/logins/', '/tabs/', '/']) {
    const seen = await send(duble, `/vocom${path}`, { method: 'POST', headers: KEYED, body: '{}' })
    expect([path, seen.status]).toEqual([path, 404])
  }
})

it.each([
  ['/interact_cti/call/call_terminate/', 'call_terminate'],
  ['/interact_cti/get_agent_list/', 'get_agent_list'],
  ['/tabs/list_all/', 'tabs_list_all'],
  ['/dialer/list_all/', 'dialer_list_all'],
])('serves %s from the root of the host [C-Q1] [C-Q2] [C-Q3]', async (path, operation) => {
  await using duble = await openVocom()
  const init = { method: 'POST', headers: KEYED, body: bodyOf(operation) }
  expect((await send(duble, `/vocom${path}`, init)).status).toBe(200)
  const other = path.startsWith('/interact_cti') ? path.replace('/interact_cti', '') : `/interact_cti${path}`
  expect((await send(duble, `/vocom${other}`, init)).status).toBe(404)
})

describeBoth('The printed path with a space', (open) => {
  it.each([
    [{}, 404],
    [{ 'agent_list.spaced_path': 'false' }, 404],
    [{ 'agent_list.spaced_path': 'true' }, 200],
  ])('is answered under %j with %i, and the one without always [C-Q2]', async (options, status) => {
    await using duble = await openVocom(options, open)
    const init = { method: 'POST', headers: KEYED, body: bodyOf('get_agent_list') }
    expect((await send(duble, '/vocom/interact_cti%20/get_agent_list/', init)).status).toBe(status)
    const usual = await send(duble, '/vocom/interact_cti/get_agent_list/', init)
    expect(usual.body.response.queue).toBe('FILA_SUPORTE')
  })
})

describeBoth('The label of an answer', (open) => {
  it.each([
    [{}, 'application/json'],
    [{ content_type: 'application/json' }, 'application/json'],
    [{ content_type: 'text/html; charset=UTF-8' }, 'text/html; charset=UTF-8'],
  ])(
    'is under %j %s, for a success and an error alike, and the body stays JSON [C-A02] [C-O06]',
    async (options, type) => {
      await using duble = await openVocom(options, open)
      const done = await vocom(duble, 'login', REQUESTS['login'])
      const refused = await vocom(duble, 'login', {})
      expect([done.headers.get('content-type'), refused.headers.get('content-type')]).toEqual([type, type])
      expect([done.body.response.status, refused.body.response.status]).toEqual(['ok', 'error'])
    },
  )
})

const ELSEWHERE = 'https://agente.example'
const PREFLIGHT = {
  method: 'OPTIONS',
  headers: {
    origin: ELSEWHERE,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type',
  },
}

describeBoth('A browser of another origin', (open) => {
  it.each([
    [{}, 204, '*'],
    [{ cors: 'on' }, 204, '*'],
    [{ cors: 'off' }, 405, null],
  ])(
    'is met under %j with %i before the key is checked, and its call is answered [C-A10]',
    async (options, status, allowed) => {
      await using duble = await openVocom(options, open)
      const asked = await send(duble, pathOf(duble, 'get_break_list'), PREFLIGHT)
      expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([status, allowed])
      const seen = await vocom(
        duble,
        'get_break_list',
        { agent: 'DEV' },
        { headers: { ...KEYED, origin: ELSEWHERE } },
      )
      expect([seen.outcome, seen.headers.get('access-control-allow-origin')]).toEqual(['ok', allowed])
    },
  )
})

it('lets the preflight’s headers through and leaves no entry of it in the journal [C-A10]', async () => {
  await using duble = await openVocom()
  const asked = await send(duble, pathOf(duble, 'get_break_list'), PREFLIGHT)
  expect(asked.headers.get('access-control-allow-headers')).toBe('authorization,content-type')
  expect(asked.headers.get('access-control-allow-methods')).toContain('POST')
  expect(duble.world.journal.read().entries).toEqual([])
})
