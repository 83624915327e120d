import { expect, it } from 'vitest'
import { CALL, describeBoth, VOCOM_KEY, vocom } from '../../support.ts'
import { enter, errorText, type Fields, OPERATIONS, openVocom, REQUESTS, restart } from './support.ts'

type Duble = Parameters<typeof vocom>[0]

const NOBODY = 'Basic YXBpX2tleTpuaW5ndWVt'

/** A state in which a command cannot be executed, where one exists by default; the others take a fault. */
const CANNOT: Readonly<Record<string, { readonly state?: string; readonly body: Fields }>> = {
  login: { body: { agent: 'DEV', branch: '2001' } },
  logout: { state: 'DEV is logged out', body: { agent: 'DEV', branch: '2000' } },
  state_set_break: { state: 'DEV is on a break', body: REQUESTS['state_set_break'] as Fields },
  state_return_break: { body: { agent: 'DEV' } },
  call_services: { state: 'DEV is logged out', body: REQUESTS['call_services'] as Fields },
  call_transfer: {
    state: `DEV's call ${CALL} is ringing`,
    body: REQUESTS['call_transfer'] as Fields,
  },
  call_hold: {
    state: `DEV holds call ${CALL}`,
    body: REQUESTS['call_hold'] as Fields,
  },
  call_hold_retrieve: {
    state: `DEV is in call ${CALL}`,
    body: REQUESTS['call_hold_retrieve'] as Fields,
  },
}

/** One way to each status type, the same for every command. */
const WAYS: Readonly<Record<string, (duble: Duble, operation: string) => ReturnType<typeof vocom>>> = {
  params_failed: (duble, operation) =>
    vocom(duble, operation, { ...REQUESTS[operation], company_id: undefined }),
  authentication_failed: (duble, operation) =>
    vocom(duble, operation, REQUESTS[operation], { headers: { authorization: NOBODY } }),
  not_found_failed: (duble, operation) =>
    vocom(duble, operation, { ...REQUESTS[operation], company_id: 'nenhuma' }),
  async execute_failed(duble, operation) {
    const cannot = CANNOT[operation]
    if (cannot === undefined) duble.world.fake('vocom').addFault(operation, 'execute_failed', 1)
    await enter(duble, cannot?.state)
    return vocom(duble, operation, cannot?.body ?? REQUESTS[operation])
  },
}

const TYPES = Object.keys(WAYS)
const ROWS: Readonly<Record<string, string>> = {
  params_failed: '[C-12]',
  authentication_failed: '[C-13]',
  not_found_failed: '[C-15]',
  execute_failed: '[C-14]',
}
const MATRIX = OPERATIONS.flatMap((operation) => TYPES.map((type) => [operation, type, ROWS[type]] as const))

it.each(MATRIX)(
  'answers %s with %s, word for word, over HTTP 200 %s [C-08] [C-A01] [C-A05] [C-Q12]',
  async (operation, type) => {
    await using duble = await openVocom()
    const seen = await WAYS[type]?.(duble, operation)
    expect(seen?.text).toBe(errorText(operation, type))
    expect([seen?.status, seen?.outcome]).toEqual([200, type])
  },
)

describeBoth('The four status types of login', (open) => {
  it('are told apart by status_type alone [C-08] [C-12] [C-13] [C-14] [C-15]', async () => {
    await using duble = await openVocom({}, open)
    const bodies: unknown[] = []
    for (const type of TYPES) bodies.push((await WAYS[type]?.(duble, 'login'))?.body)
    expect(bodies).toEqual(
      TYPES.map((status_type) => ({
        response: { agent: 'DEV', command: 'login', status: 'error', status_type },
      })),
    )
  })
})

it('reaches execute_failed by state wherever the state machine knows it, and by a fault elsewhere [C-14]', () => {
  expect(OPERATIONS.filter((name) => CANNOT[name] === undefined)).toEqual([
    'get_break_list',
    'call_terminate',
    'get_agent_list',
    'tabs_list_all',
    'dialer_list_all',
  ])
})

it.each([
  ['200', [200, 200, 200, 200]],
  ['401', [401, 401, 401, 401]],
  ['per_type', [400, 401, 404, 500]],
])(
  'sends the four errors under error_http_status: %s with %j, and a success with 200 [C-A01] [C-Q12] [C-O06]',
  async (value, expected) => {
    await using duble = await openVocom({ error_http_status: value })
    const statuses: (number | undefined)[] = []
    for (const type of TYPES) statuses.push((await WAYS[type]?.(duble, 'login'))?.status)
    expect(statuses).toEqual(expected)
    expect((await vocom(duble, 'login', REQUESTS['login'])).status).toBe(200)
  },
)

it.each(TYPES)(
  'leaves two keys of a %s under error_body: minimal, in every command [C-A05]',
  async (type) => {
    await using duble = await openVocom()
    for (const operation of OPERATIONS) {
      await restart(duble, { error_body: 'minimal' })
      const { text } = (await WAYS[type]?.(duble, operation)) ?? {}
      expect(text).toBe(`{"response":{"status":"error","status_type":"${type}"}}`)
    }
  },
)

it.each(OPERATIONS)(
  'has the keys of %s’s success in an error under error_body: like_success [C-A05]',
  async (operation) => {
    await using duble = await openVocom({ error_body: 'like_success' })
    const { text } = await vocom(duble, operation, { ...REQUESTS[operation], company_id: 'nenhuma' })
    expect(text).toBe(errorText(operation, 'not_found_failed'))
  },
)

it.each(OPERATIONS.filter((name) => name !== 'get_agent_list'))(
  'has the same error for %s under error_body: observed [C-O05]',
  async (operation) => {
    await using duble = await openVocom({ error_body: 'observed' })
    const { text } = await vocom(duble, operation, { ...REQUESTS[operation], company_id: 'nenhuma' })
    expect(text).toBe(errorText(operation, 'not_found_failed'))
  },
)

it('carries an agent instead of the queue in the agent list’s error under error_body: observed [C-O05]', async () => {
  await using duble = await openVocom({ error_body: 'observed' })
  const none = await vocom(duble, 'get_agent_list', { queue: 'NENHUMA' })
  expect(none.text).toBe(
    '{"response":{"agent":null,"command":"agent_list","status":"error","status_type":"not_found_failed"}}',
  )
  const sent = await vocom(duble, 'get_agent_list', { queue: 'NENHUMA', agent: 'DEV' })
  expect(sent.body.response.agent).toBe('DEV')
})

it('meets a fault only behind the key and the parameters [C-O02] [C-14]', async () => {
  await using duble = await openVocom()
  duble.world.fake('vocom').addFault('login', 'execute_failed', 1)
  const headers = { authorization: VOCOM_KEY }
  expect((await WAYS['authentication_failed']?.(duble, 'login'))?.outcome).toBe('authentication_failed')
  expect((await WAYS['params_failed']?.(duble, 'login'))?.outcome).toBe('params_failed')
  expect((await vocom(duble, 'login', REQUESTS['login'], { headers })).outcome).toBe('execute_failed')
  expect((await vocom(duble, 'login', REQUESTS['login'], { headers })).outcome).toBe('ok')
})
