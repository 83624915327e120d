import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type Answer, answer, type Fixture, type OptionDef } from '#engine'
import { parseFixture } from '../../../src/fixtures/load.ts'
import type { Duble } from '../../../src/index.ts'
import { CALL, COMPANY, inProcess, type Open, type Seen, VOCOM_KEY, vocom } from '../../support.ts'

/** Options of Vocom's. */
export type Options = Readonly<Record<string, unknown>>
export type Fields = Readonly<Record<string, unknown>>

/** Parsed once, however many worlds begin with it. */
const parsed = new Map<string, Promise<Fixture>>()

/** Vocom alone on a fixture's text. */
export async function openOn(yaml: string, options: Options = {}, from: Open = inProcess): Promise<Duble> {
  const duble = await from({ vendors: ['vocom'], fixtures: { vocom: EMPTY } })
  const { mock } = duble.world.fake('vocom')
  const fixture = parsed.get(yaml) ?? parseFixture(mock, 'test.yaml', yaml)
  parsed.set(yaml, fixture)
  duble.world.replace(mock, await fixture)
  duble.world.fake('vocom').setOptions(options)
  return duble
}

const EMPTY = fileURLToPath(new URL('empty.yaml', import.meta.url))

/** The default fixture's text. */
const DEFAULT = await readFile(new URL('../../../fixtures/vocom/default.yaml', import.meta.url), 'utf8')

/** Vocom alone in the default world. */
export const openVocom = (options: Options = {}, from: Open = inProcess): Promise<Duble> =>
  openOn(DEFAULT, options, from)

/** The world as it began, under these options. */
export async function restart(duble: Duble, options: Options = {}): Promise<void> {
  const fake = duble.world.fake('vocom')
  await fake.reset()
  fake.setOptions(options)
}

export const HEAD = `
fixture: test
vendor: vocom
credentials: [{ name: api_key, user: api_key, password: e45c53c6-049f-474d-896a-8e891ec57473 }]
defaults: { company_id: ${COMPANY} }
`

/** One agent in every situation that a rule asks about; each is named after it. */
export const FLOOR = `${HEAD}
companies: [{}, { company_id: outra }]
queues: [{ queue: FILA_VENDAS }, { queue: FILA_SUPORTE }, { queue: FILA_VAZIA }, { company_id: outra, queue: FILA_VENDAS }]
branches: [{ branch: 2000 }, { branch: 2001 }, { branch: 3000 }, { company_id: outra, branch: 2000 }, { company_id: outra, branch: 5000 }, { company_id: outra, branch: 500000 }]
breaks:
  - { break_id: lanche, break_name: Lanche, break_timeout: 5, break_digit: 1 }
  - { break_id: banheiro, break_name: Banheiro, break_timeout: 0, break_digit: 4 }
  - { break_id: do-suporte, break_name: Suporte, break_timeout: 1, break_digit: 2, queues: [FILA_SUPORTE] }
agents:
  - { name: LIVRE, queues: [FILA_VENDAS], status: Available, branch: 2000, first_login: 1578679731 }
  - { name: PAUSADO, queues: [FILA_VENDAS], status: On Break, branch: 2001, break_id: lanche }
  - { name: FORA, queues: [FILA_VENDAS] }
  - { name: FALANDO, queues: [FILA_VENDAS], status: Available, branch: 3000 }
  - { name: SEGURANDO, queues: [FILA_VENDAS], status: Available, branch: 3000 }
  - { name: CHAMANDO, queues: [FILA_VENDAS], status: Available, branch: 3000 }
  - { name: SEM.FILA, queues: [] }
  - { company_id: outra, name: LIVRE, queues: [FILA_VENDAS], status: Available, branch: 5000 }
  - { company_id: outra, name: VIZINHO, queues: [FILA_VENDAS] }
calls:
  - { call_id: answered, agent: FALANDO, branch: 3000, to: 1199999999, status: answered }
  - { call_id: held, agent: SEGURANDO, branch: 3000, to: 1199999999, status: held }
  - { call_id: ringing, agent: CHAMANDO, branch: 3000, to: 1199999999, status: ringing }
  - { company_id: outra, call_id: foreign, agent: LIVRE, branch: 5000, status: answered }
call_ids: [{ call_id: first-call }, { call_id: second-call }]
`

const DAY = { date_begin: '2020-09-02 00:00:00', date_end: '2020-09-02 23:59:59' }

/** What the default world needs for each operation to succeed, without company_id. */
// biome-ignore format: a table
export const REQUESTS: Readonly<Record<string, Fields>> = {
  login:              { agent: 'DEV', branch: '2000' },
  logout:             { agent: 'DEV', branch: '2000' },
  get_break_list:     { agent: 'DEV' },
  state_set_break:    { agent: 'DEV', break_id: '816b6751-0592-44dc-a311-b870f7850750' },
  state_return_break: { agent: 'DEV' },
  call_services:      { agent: 'DEV', branch: '3000', to: '1199999999' },
  call_terminate:     { agent: 'DEV', call_id: CALL },
  call_transfer:      { agent: 'DEV', call_id: CALL, to: '2000' },
  call_hold:          { agent: 'DEV', call_id: CALL },
  call_hold_retrieve: { agent: 'DEV', call_id: CALL },
  get_agent_list:     { queue: 'FILA_SUPORTE' },
  tabs_list_all:      { ...DAY },
  dialer_list_all:    { ...DAY, destination: '', mailing: '', hangup_cause: '' },
}

export const OPERATIONS: readonly string[] = Object.keys(REQUESTS)

/** The state of the default fixture in which a request of REQUESTS succeeds. */
export const STATES: Readonly<Record<string, string>> = {
  state_return_break: 'DEV is on a break',
  call_terminate: `DEV is in call ${CALL}`,
  call_transfer: `DEV is in call ${CALL}`,
  call_hold: `DEV is in call ${CALL}`,
  call_hold_retrieve: `DEV holds call ${CALL}`,
}

/** Applies a named state of the fixture, if there is one to apply. */
export async function enter(duble: Duble, state: string | undefined): Promise<void> {
  if (state !== undefined) await duble.world.fake('vocom').applyState(state)
}

/** Each operation's error as it is printed; ECHO and TYPE stand for what the request decides. */
// biome-ignore format: a table
const ERRORS: Readonly<Record<string, string>> = {
  login:              '{"response":{"agent":ECHO,"command":"login","status":"error","status_type":"TYPE"}}',
  logout:             '{"response":{"agent":ECHO,"command":"logout","status":"error","status_type":"TYPE"}}',
  get_break_list:     '{"response":{"agent":ECHO,"command":"break","result":"","status":"error","status_type":"TYPE"}}',
  state_set_break:    '{"response":{"agent":ECHO,"command":"break","status":"error","status_type":"TYPE"}}',
  state_return_break: '{"response":{"agent":ECHO,"command":"break","status":"error","status_type":"TYPE"}}',
  call_services:      '{"response":{"agent":ECHO,"command":"call_services","call_id":"","status":"error","status_type":"TYPE"}}',
  call_terminate:     '{"response":{"agent":ECHO,"command":"call_terminate","status":"error","status_type":"TYPE"}}',
  call_transfer:      '{"response":{"agent":ECHO,"command":"call_transfer","status":"error","status_type":"TYPE"}}',
  call_hold:          '{"response":{"agent":ECHO,"command":"call_hold","status":"error","status_type":"TYPE"}}',
  call_hold_retrieve: '{"response":{"agent":ECHO,"command":"call_hold_retrieve","status":"error","status_type":"TYPE"}}',
  get_agent_list:     '{"response":{"queue":ECHO,"command":"agent_list","status":"error","status_type":"TYPE"}}',
  tabs_list_all:      '{"response":{"list":[],"command":"list","status":"error","status_type":"TYPE"}}',
  dialer_list_all:    '{"response":{"list":[],"command":"list","count":0,"status":"error","status_type":"TYPE"}}',
}

/** What an error echoes of a request: the agent or the queue, if it is text. */
function echoOf(operation: string, body: Fields): string | null {
  const echoed = body[operation === 'get_agent_list' ? 'queue' : 'agent']
  return typeof echoed === 'string' ? echoed : null
}

/** An operation's error, character for character. */
export function errorText(operation: string, type: string, body: Fields = REQUESTS[operation] ?? {}): string {
  const text = (ERRORS[operation] ?? '').replace('ECHO', JSON.stringify(echoOf(operation, body)))
  if (type === 'no_status') return text.replace('"error"', 'null').replace('"TYPE"', 'null')
  return text.replace('TYPE', type)
}

const WORDS: Readonly<Record<string, string>> = { state_set_break: 'break', state_return_break: 'break' }

/** A command's success, character for character. */
export const okText = (operation: string, { agent }: Fields, call_id?: string): string =>
  `{"response":{"agent":"${agent}","command":"${WORDS[operation] ?? operation}",${
    call_id === undefined ? '' : `"call_id":"${call_id}",`
  }"status":"ok","status_type":""}}`

/** An agent's line in the list of a queue, the fields as by default: state and branch, or nothing. */
export async function seatOf(duble: Duble, agent: unknown, queue = 'FILA_VENDAS'): Promise<string> {
  const { body } = await vocom(duble, 'get_agent_list', { queue })
  const { logged_out_agents, logged_in_agents } = body.response.result
  const seats = [...Object.values(logged_out_agents), ...Object.values(logged_in_agents)] as Fields[]
  const found = seats.find(({ name }) => name === agent)
  return found === undefined ? 'nowhere' : `${found['status']} ${found['branch']}`.trim()
}

/** From here on every option is at its default, whatever the fixture's profile. */
export function byDefault(duble: Duble): void {
  const fake = duble.world.fake('vocom')
  const defs: Readonly<Record<string, OptionDef>> = fake.mock.api.options
  fake.setOptions(Object.fromEntries(Object.entries(defs).map(([name, { fallback }]) => [name, fallback])))
}

/** What a call is, found out by what can be done with it by default. It is changed on the way. */
export async function callIs(duble: Duble, agent: unknown, call_id: unknown): Promise<string> {
  byDefault(duble)
  const works = async (operation: string): Promise<boolean> =>
    (await vocom(duble, operation, { agent, call_id })).outcome === 'ok'
  if (await works('call_hold')) return 'answered'
  if (await works('call_hold_retrieve')) return 'held'
  return (await works('call_terminate')) ? 'ringing' : 'gone'
}

/** Calls one operation after another; the outcomes in the same order. */
export async function outcomes(
  duble: Duble,
  ...calls: readonly (readonly [string, Fields])[]
): Promise<(string | undefined)[]> {
  const seen: (string | undefined)[] = []
  for (const [operation, body] of calls) seen.push((await vocom(duble, operation, body)).outcome)
  return seen
}

/** The engine's answer before anybody waits for its delay. */
export async function undelayed(duble: Duble, operation: string, body: Fields): Promise<Answer> {
  const fake = duble.world.fake('vocom')
  const headers: Record<string, string> = { authorization: VOCOM_KEY, 'content-type': 'application/json' }
  return answer(fake, [operation], {
    method: 'POST',
    target: `/vocom${fake.pathOf(operation)}`,
    search: '',
    body: JSON.stringify({ company_id: COMPANY, ...body }),
    ip: 'in process',
    header: (name) => headers[name],
    headers: () => headers,
  })
}

/** The values of one key, row by row. */
export const column = ({ body }: Seen, key: string): unknown[] =>
  body.response.list.map((row: Fields) => row[key])

/** Rows, option, command, request; then what each value of the option leaves behind, the default first. */
export type Rule = readonly [string, string, string, Fields, Readonly<Record<string, string>>]

/** One case for each value of each rule's option. */
export const casesOf = (rules: readonly Rule[]) =>
  rules.flatMap(([ids, option, operation, body, values]) =>
    Object.entries(values).map(([value, after], index) => ({
      ids,
      option,
      operation,
      body,
      value,
      after,
      isDefault: index === 0,
    })),
  )
