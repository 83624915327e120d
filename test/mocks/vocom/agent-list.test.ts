import { expect, it } from 'vitest'
import { describeBoth, vocom } from '../../support.ts'
import { errorText, FLOOR, HEAD, openOn, openVocom, outcomes } from './support.ts'

/** Two agents out, two in, one of them on a break, in an order that mixes them. */
const FOUR = `${HEAD}
companies: [{}, { company_id: outra }]
queues: [{ queue: FILA }, { queue: OUTRA_FILA }, { company_id: outra, queue: FILA }]
branches: [{ branch: 2008 }, { branch: 2009 }, { company_id: outra, branch: 1 }]
breaks: [{ break_id: lanche, break_name: Lanche, break_timeout: 5, break_digit: 1 }]
agents:
  - { name: FORA, queues: [FILA], first_login: 1578679731, answered_count: 7, not_answered_count: 3 }
  - { name: DENTRO, queues: [OUTRA_FILA, FILA], status: Available, branch: 2008, first_login: 1578679731, answered_count: 13, answered_duration: 3300, not_answered_count: 108, outbound_count: 3, outbound_duration: 10 }
  - { name: PAUSADO, queues: [FILA], status: On Break, branch: 2009, break_id: lanche }
  - { name: NOVATO, queues: [FILA] }
  - { name: ALHEIO, queues: [OUTRA_FILA], status: Available, branch: 2008 }
  - { company_id: outra, name: VIZINHO, queues: [FILA], status: Available, branch: 1 }
`

const DENTRO =
  '{"name":"DENTRO","status":"Available","branch":"2008","first_login":"1578679731","answered_count":"13","answered_duration":"3300","not_answered_count":"108","outbound_count":"3","outbound_duration":"10"}'
const PAUSADO =
  '{"name":"PAUSADO","status":"On Break","branch":"2009","first_login":"","answered_count":"0","answered_duration":"0","not_answered_count":"0","outbound_count":"0","outbound_duration":"0"}'
const EMPTY =
  '"branch":"","first_login":"","answered_count":"","answered_duration":"","not_answered_count":"","outbound_count":"","outbound_duration":""'
const FORA = `{"name":"FORA","status":"Logged Out",${EMPTY}}`
const NOVATO = `{"name":"NOVATO","status":"Logged Out",${EMPTY}}`

const listed = (out: string, inside: string, queue = 'FILA'): string =>
  `{"response":{"queue":"${queue}","command":"agent_list","result":{"logged_out_agents":${out},"logged_in_agents":${inside}},"status":"ok","status_type":""}}`

describeBoth('The agents of a queue', (open) => {
  it('are split into those logged out and those logged in, a break included, all nine values as text [C-33] [C-34] [C-35] [C-35e] [C-20] [C-Q21]', async () => {
    await using duble = await openOn(FOUR, {}, open)
    const seen = await vocom(duble, 'get_agent_list', { queue: 'FILA' })
    expect(seen.text).toBe(listed(`[${FORA},${NOVATO}]`, `[${DENTRO},${PAUSADO}]`))
    expect(seen.outcome).toBe('ok')
  })
})

it('asks for the agents of one queue of one company [C-33]', async () => {
  await using duble = await openOn(FOUR)
  const names = async (queue: string, company: object = {}): Promise<unknown> =>
    (await vocom(duble, 'get_agent_list', { queue, ...company })).body.response.result.logged_in_agents.map(
      ({ name }: { name: string }) => name,
    )
  expect(await names('FILA')).toEqual(['DENTRO', 'PAUSADO'])
  expect(await names('OUTRA_FILA')).toEqual(['DENTRO', 'ALHEIO'])
  expect(await names('FILA', { company_id: 'outra' })).toEqual(['VIZINHO'])
})

it('writes a group without agents as an empty text, the printed way [C-34]', async () => {
  await using duble = await openOn(FOUR)
  const out = [
    ['logout', { agent: 'DENTRO', branch: '2008' }],
    ['logout', { agent: 'PAUSADO', branch: '2009' }],
  ] as const
  expect(await outcomes(duble, ...out)).toEqual(['ok', 'ok'])
  const all = (await vocom(duble, 'get_agent_list', { queue: 'FILA' })).body.response.result
  expect(all.logged_in_agents).toBe('')
  expect(all.logged_out_agents).toHaveLength(4)
  const other = (await vocom(duble, 'get_agent_list', { queue: 'FILA', company_id: 'outra' })).body
  expect(other.response.result.logged_out_agents).toBe('')
})

it('writes two empty texts for a queue without agents, and calls that empty [C-34]', async () => {
  await using duble = await openOn(FLOOR)
  const seen = await vocom(duble, 'get_agent_list', { queue: 'FILA_VAZIA' })
  expect(seen.text).toBe(listed('""', '""', 'FILA_VAZIA'))
  expect(seen.outcome).toBe('ok.empty')
})

it('shows the printed agent of FILA_SUPORTE and nobody else [C-33e] [C-34] [C-35e]', async () => {
  await using duble = await openVocom()
  const { body } = await vocom(duble, 'get_agent_list', { queue: 'FILA_SUPORTE' })
  expect(body.response.result).toEqual({
    logged_out_agents: '',
    logged_in_agents: [
      {
        name: 'SUPORTE.BARBARA',
        status: 'Available',
        branch: '2008',
        first_login: '1578679731',
        answered_count: '13',
        answered_duration: '3300',
        not_answered_count: '108',
        outbound_count: '3',
        outbound_duration: '10',
      },
    ],
  })
})

const SHORT = (name: string): string => `{"name":"${name}","status":"Logged Out"}`
const OTHER = (name: string, missed: string, taken: string, ready: string): string =>
  `{"name":"${name}","status":"Logged Out","no_answer_count":"${missed}","calls_answered":"${taken}","ready_time":"${ready}"}`

it.each([
  ['all_empty', `[${FORA},${NOVATO}]`],
  ['name_and_status', `[${SHORT('FORA')},${SHORT('NOVATO')}]`],
  ['observed', `[${OTHER('FORA', '3', '7', '1578679731')},${OTHER('NOVATO', '0', '0', '0')}]`],
])(
  'shows agents who are logged out under logged_out_fields: %s as %s [C-Q21] [C-O15]',
  async (value, out) => {
    await using duble = await openOn(FOUR, { logged_out_fields: value })
    const seen = await vocom(duble, 'get_agent_list', { queue: 'FILA' })
    expect(seen.text).toBe(listed(out, `[${DENTRO},${PAUSADO}]`))
  },
)

it.each([
  ['array', `[${FORA},${NOVATO}]`, `[${DENTRO},${PAUSADO}]`],
  ['indexed', `{"0":${FORA},"3":${NOVATO}}`, `{"1":${DENTRO},"2":${PAUSADO}}`],
])('numbers both groups as one under agent_groups: %s [C-34] [C-O15]', async (value, out, inside) => {
  await using duble = await openOn(FOUR, { agent_groups: value })
  expect((await vocom(duble, 'get_agent_list', { queue: 'FILA' })).text).toBe(listed(out, inside))
})

it('leaves a group an array whose numbers have no gap, and an empty one a text, under agent_groups: indexed [C-O15]', async () => {
  await using duble = await openOn(FOUR, { agent_groups: 'indexed' })
  await vocom(duble, 'login', { agent: 'FORA', branch: '2008' })
  const { body } = await vocom(duble, 'get_agent_list', { queue: 'FILA' })
  expect(Array.isArray(body.response.result.logged_in_agents)).toBe(true)
  expect(Object.keys(body.response.result.logged_out_agents)).toEqual(['3'])
  await vocom(duble, 'login', { agent: 'NOVATO', branch: '2008' })
  const all = await vocom(duble, 'get_agent_list', { queue: 'FILA' })
  expect(all.body.response.result.logged_out_agents).toBe('')
  expect(all.body.response.result.logged_in_agents).toHaveLength(4)
})

const UNKNOWN = errorText('get_agent_list', 'not_found_failed', { queue: 'NENHUMA' })

it.each([
  [{}, UNKNOWN],
  [{ 'get_agent_list.unknown_queue': 'not_found_failed' }, UNKNOWN],
  [{ 'get_agent_list.unknown_queue': 'ok' }, listed('""', '""', 'NENHUMA')],
])('answers an unknown queue under %j [C-S36]', async (options, expected) => {
  await using duble = await openOn(FOUR, options)
  expect((await vocom(duble, 'get_agent_list', { queue: 'NENHUMA' })).text).toBe(expected)
})

it('does not know the queue of another company [C-33] [C-S36]', async () => {
  await using duble = await openOn(FOUR)
  const seen = await outcomes(duble, ['get_agent_list', { queue: 'OUTRA_FILA', company_id: 'outra' }])
  expect(seen).toEqual(['not_found_failed'])
})
