import { expect, it } from 'vitest'
import { errorOf } from '#engine'
import { CALL, describeBoth, printed, send, VOCOM_KEY, vocom } from '../../support.ts'
import { enter, errorText, openVocom, outcomes, REQUESTS, STATES } from './support.ts'

interface Example {
  readonly operation: string
  readonly method: string
  readonly path: string
  readonly request: string
  readonly answer: string
  readonly differs?: Readonly<Record<string, string>>
}

const document = await printed('vocom')
const examples: readonly Example[] = document.examples
const exampleOf = (operation: string): Example =>
  examples.find((example) => example.operation === operation) as Example

/** The printed path from the root, without the space of C-Q2. */
const pathOf = ({ path }: Example): string => `/${path.replace(' ', '').replace(/^\//, '')}`

/** A request exactly as printed: path, method and the characters of its body. */
const ask = (duble: Parameters<typeof send>[0], example: Example) =>
  send(duble, `/vocom${pathOf(example)}`, {
    method: example.method,
    headers: { authorization: VOCOM_KEY, 'content-type': 'application/json' },
    body: example.request,
  })

/** The printed answer in one line, with what the document itself got wrong put right. */
function answerOf({ answer, differs = {} }: Example): string {
  const body = JSON.parse(answer)
  for (const [path, value] of Object.entries(differs)) {
    const [outer = '', inner = ''] = path.split('.')
    body[outer][inner] = value
  }
  return JSON.stringify(body)
}

/** The printed day in an order in which every command can work: a call needs a state, and ends once. */
const DAY = [
  'login',
  'logout',
  'get_break_list',
  'state_set_break',
  'state_return_break',
  'call_services',
  'call_hold',
  'call_hold_retrieve',
  'call_terminate',
  'call_transfer',
  'get_agent_list',
  'tabs_list_all',
  'dialer_list_all',
]
const BEFORE: Readonly<Record<string, string>> = {
  call_hold: `DEV is in call ${CALL}`,
  call_transfer: `DEV is in call ${CALL}`,
}

describeBoth('What the Vocom document prints', (open) => {
  it('is answered word for word, one printed request after the other in one world [C-01] [C-02] [C-07] [C-09] [C-10] [C-16] [C-Q1] [C-Q2] [C-Q3] [C-Q17] [C-Q19]', async () => {
    await using duble = await open({ vendors: ['vocom'] })
    const answers: Record<string, string> = {}
    for (const operation of DAY) {
      await enter(duble, BEFORE[operation])
      answers[operation] = (await ask(duble, exampleOf(operation))).text
    }
    expect(answers).toEqual(Object.fromEntries(examples.map((each) => [each.operation, answerOf(each)])))
    expect(Object.keys(answers)).toHaveLength(13)
  })

  it('answers the cURL and jQuery samples as they are sent, and refuses PHP’s key, which differs in one digit [C-03] [C-04] [C-05] [C-06] [C-13] [C-Q14]', async () => {
    await using duble = await open({ vendors: ['vocom'] })
    const texts: Record<string, string> = {}
    for (const { tool, method, url, headers, body } of document.samples) {
      const { host, pathname } = new URL(url)
      expect(host).toBe('localhost')
      texts[tool] = (await send(duble, `/vocom${pathname}`, { method, headers, body })).text
    }
    expect(texts).toEqual({
      cURL: answerOf(exampleOf('get_break_list')),
      jQuery: answerOf(exampleOf('get_break_list')),
      PHP: errorText('get_break_list', 'authentication_failed'),
    })
  })
})

const ROWS: Readonly<Record<string, string>> = {
  login: '[C-21e]',
  logout: '[C-22e]',
  get_break_list: '[C-23e]',
  state_set_break: '[C-26e]',
  state_return_break: '[C-27e]',
  call_services: '[C-28e]',
  call_terminate: '[C-29e]',
  call_transfer: '[C-30e]',
  call_hold: '[C-31e]',
  call_hold_retrieve: '[C-32e]',
  get_agent_list: '[C-33e]',
  tabs_list_all: '[C-36e]',
  dialer_list_all: '[C-39e]',
}

it.each(examples.map((example) => [example.operation, ROWS[example.operation], example] as const))(
  'answers the printed %s in a fresh world, keys in the printed order %s',
  async (_operation, _row, example) => {
    await using duble = await openVocom()
    await enter(duble, STATES[example.operation])
    const seen = await ask(duble, example)
    expect(seen.text).toBe(answerOf(example))
    expect([seen.status, seen.outcome]).toEqual([200, 'ok'])
  },
)

it.each([
  ['login', 'login'],
  ['logout', 'logout'],
  ['get_break_list', 'break'],
  ['state_set_break', 'break'],
  ['state_return_break', 'break'],
  ['call_services', 'call_services'],
  ['call_terminate', 'call_terminate'],
  ['call_transfer', 'call_transfer'],
  ['call_hold', 'call_hold'],
  ['call_hold_retrieve', 'call_hold_retrieve'],
  ['get_agent_list', 'agent_list'],
  ['tabs_list_all', 'list'],
  ['dialer_list_all', 'list'],
])(
  'closes a successful %s with the command %s, status ok and an empty status_type, inside response [C-07] [C-09] [C-10] [C-16] [C-Q4]',
  async (operation, command) => {
    await using duble = await openVocom()
    await enter(duble, STATES[operation])
    const { body } = await vocom(duble, operation, REQUESTS[operation])
    expect(Object.keys(body)).toEqual(['response'])
    expect(Object.keys(body.response).slice(-2)).toEqual(['status', 'status_type'])
    expect(body.response).toMatchObject({ command, status: 'ok', status_type: '' })
  },
)

it('echoes the agent who logs out, and not the one of the printed answer [C-Q10]', async () => {
  await using duble = await openVocom()
  const example = exampleOf('logout')
  expect(JSON.parse(example.answer).response.agent).toBe('DEV')
  expect((await ask(duble, example)).body.response.agent).toBe('DESENVOLVIMENTO.LUIZ')
})

it('writes every number as text, and count alone as a number [C-11] [C-20]', async () => {
  await using duble = await openVocom()
  const numbers: string[] = []
  const texts: string[] = []
  const walk = (value: unknown, key: string): void => {
    if (typeof value === 'number') numbers.push(key)
    if (typeof value === 'string' && /^\d+$/.test(value)) texts.push(key)
    if (typeof value === 'object') for (const [name, part] of Object.entries(value ?? {})) walk(part, name)
  }
  for (const operation of DAY) {
    await enter(duble, BEFORE[operation])
    walk((await ask(duble, exampleOf(operation))).body, operation)
  }
  expect(numbers).toEqual(['count'])
  expect(new Set(texts)).toEqual(
    new Set([
      'break_timeout',
      'break_digit',
      'branch',
      'first_login',
      'answered_count',
      'answered_duration',
      'not_answered_count',
      'outbound_count',
      'outbound_duration',
      'destination',
      'mailing_key',
    ]),
  )
})

it('prints a count for the dialler’s report alone [C-11] [C-Q5]', async () => {
  await using duble = await openVocom()
  const counts: Record<string, unknown> = {}
  for (const operation of ['get_break_list', 'get_agent_list', 'tabs_list_all', 'dialer_list_all']) {
    counts[operation] = (await ask(duble, exampleOf(operation))).body.response.count
  }
  expect(counts).toEqual({
    get_break_list: undefined,
    get_agent_list: undefined,
    tabs_list_all: undefined,
    dialer_list_all: 2,
  })
})

it('knows a status type for each of the document’s four sentences, and no other [C-12] [C-13] [C-14] [C-15]', async () => {
  await using duble = await openVocom()
  const { api } = duble.world.fake('vocom').mock
  const types: string[] = Object.keys(api.errors).filter((name) => name !== 'wrong_method')
  expect(Object.fromEntries(types.map((type) => [type, errorOf(api, type)[1]]))).toEqual(document.statuses)
})

it('knows the agents, queues and branches that the document names [C-46]', async () => {
  await using duble = await openVocom()
  expect(
    await outcomes(
      duble,
      ['login', { agent: 'DEV', branch: '2000' }],
      ['login', { agent: 'DESENVOLVIMENTO.LUIZ', branch: '2000' }],
      ['login', { agent: 'SUPORTE.BARBARA', branch: '2008' }],
      ['get_agent_list', { queue: 'FILA_SUPORTE' }],
      ['call_services', { agent: 'DEV', branch: '3000', to: '1199999999' }],
    ),
  ).toEqual(['ok', 'ok', 'ok', 'ok', 'ok'])
})

it.each([
  ['a telephone number without its leading zero', 'call_services', { branch: '3000', to: '1199999999' }],
  ['a telephone number with it', 'call_services', { branch: '3000', to: '01199999999' }],
  ['a branch', 'call_transfer', { call_id: CALL, to: '2000' }],
  ['an outside number', 'call_transfer', { call_id: CALL, to: '1199999999' }],
])('takes %s as where %s leads [C-30] [C-45]', async (_what, operation, body) => {
  await using duble = await openVocom()
  await enter(duble, STATES[operation])
  expect((await vocom(duble, operation, { agent: 'DEV', ...body })).outcome).toBe('ok')
})

it('keeps the leading zero of a number in both reports [C-45]', async () => {
  await using duble = await openVocom()
  const destinations: unknown[] = []
  for (const operation of ['tabs_list_all', 'dialer_list_all']) {
    const { body } = await ask(duble, exampleOf(operation))
    destinations.push(...body.response.list.map((row: { destination: string }) => row.destination))
  }
  expect(destinations).toEqual(['08888889999', '08888889999', '01199999999', '01199999998'])
})
