import { Matchers } from '@pact-foundation/pact'
import { describe, expect, it } from 'vitest'
import { vocom } from '../../../mocks/vocom/api.ts'
import { createClient, VendorError } from '../../../src/clients/create.ts'
import { createVocomClient, type VocomClient } from '../../../src/clients/vocom.ts'
import { consume, type Interaction, named, pactOf } from '../pact.ts'

const { eachLike, integer, like, regex } = Matchers
const pact = pactOf('agent-desktop', 'vocom')

const KEY = 'e45c53c6-049f-474d-896a-8e891ec57473'
const WRONG_KEY = 'e45c53c6-049f-474d-896a-8e892ec57473'
const COMPANY = '894343d2-3f02-4c02-909b-a0bfa57c0a93'
const CALL = '1f74b26a-442a-40ca-83af-847eb7132c2e'
const FEEDBACK = '816b6751-0592-44dc-a311-b870f7850750'
const IN_CALL = `DEV is in call ${CALL}`

const basic = (key: string): string => `Basic ${Buffer.from(`api_key:${key}`).toString('base64')}`
const desktop = (url: string, company_id = COMPANY, key = KEY): VocomClient =>
  createVocomClient({ url, key, company_id })

/** One request of the desktop's and its answer inside the envelope. */
const told = (
  title: string,
  path: string,
  body: object,
  answer: object,
  rest: { rows: string[]; given?: string; company?: string; key?: string; nullable?: string[] },
): Interaction => ({
  title,
  method: 'POST',
  path,
  headers: { Authorization: basic(rest.key ?? KEY), 'Content-Type': 'application/json' },
  body: { ...body, company_id: rest.company ?? COMPANY },
  status: 200,
  answer: { response: answer },
  ...rest,
})
const ok = (command: string) => ({ command, status: 'ok', status_type: '' })
const failed = (command: string, status_type: string) => ({ command, status: 'error', status_type })
const refusal = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error)

describe('agent-desktop of vocom: what an agent does', () => {
  const commands: [Interaction, (pabx: VocomClient) => Promise<void>][] = [
    [
      told(
        'a login',
        '/interact_cti/agent/login/',
        { agent: 'DEV', branch: '2000' },
        { agent: 'DEV', ...ok('login') },
        { rows: ['C-21', 'C-21e'] },
      ),
      (pabx) => pabx.login('DEV', '2000'),
    ],
    [
      told(
        'a logout',
        '/interact_cti/agent/logout/',
        { agent: 'DEV', branch: '2000' },
        { agent: 'DEV', ...ok('logout') },
        { rows: ['C-22', 'C-22e'] },
      ),
      (pabx) => pabx.logout('DEV', '2000'),
    ],
    [
      told(
        'a break',
        '/interact_cti/agent/state_set_break/',
        { agent: 'DEV', break_id: FEEDBACK },
        { agent: 'DEV', ...ok('break') },
        { rows: ['C-26', 'C-26e'] },
      ),
      (pabx) => pabx.takeBreak('DEV', FEEDBACK),
    ],
    [
      told(
        'a return from a break',
        '/interact_cti/agent/state_return_break/',
        { agent: 'DEV' },
        { agent: 'DEV', ...ok('break') },
        { rows: ['C-27', 'C-27e'], given: 'DEV is on a break' },
      ),
      (pabx) => pabx.returnFromBreak('DEV'),
    ],
    [
      told(
        'a call that is put on hold',
        '/interact_cti/call/call_hold/',
        { agent: 'DEV', call_id: CALL },
        { agent: 'DEV', ...ok('call_hold') },
        { rows: ['C-31', 'C-31e'], given: IN_CALL },
      ),
      (pabx) => pabx.hold('DEV', CALL),
    ],
    [
      told(
        'a call that is taken back from hold',
        '/interact_cti/call/call_hold_retrieve/',
        { agent: 'DEV', call_id: CALL },
        { agent: 'DEV', ...ok('call_hold_retrieve') },
        { rows: ['C-32', 'C-32e'], given: `DEV holds call ${CALL}` },
      ),
      (pabx) => pabx.retrieve('DEV', CALL),
    ],
    [
      told(
        'a call that is transferred',
        '/interact_cti/call/call_transfer/',
        { agent: 'DEV', call_id: CALL, to: '2000' },
        { agent: 'DEV', ...ok('call_transfer') },
        { rows: ['C-30', 'C-30e'], given: IN_CALL },
      ),
      (pabx) => pabx.transfer('DEV', CALL, '2000'),
    ],
    [
      told(
        'a call that is ended',
        '/interact_cti/call/call_terminate/',
        { agent: 'DEV', call_id: CALL },
        { agent: 'DEV', ...ok('call_terminate') },
        { rows: ['C-29', 'C-29e'], given: IN_CALL },
      ),
      (pabx) => pabx.terminate('DEV', CALL),
    ],
  ]
  it.each(named(commands))('%s', async (_title, interaction, act) => {
    await expect(consume(pact, interaction, (url) => act(desktop(url)))).resolves.toBeUndefined()
  })

  it('makes a call and learns its id', async () => {
    const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'
    const answer = {
      agent: 'DEV',
      command: 'call_services',
      call_id: regex(uuid, 'ce36d513-bcea-4639-adb9-0e947410abc5'),
      status: 'ok',
      status_type: '',
    }
    const body = { agent: 'DEV', branch: '3000', to: '1199999999' }
    const interaction = told('a call', '/interact_cti/call/call_services/', body, answer, {
      rows: ['C-28', 'C-28e'],
    })
    const id = await consume(pact, interaction, (url) => desktop(url).call('DEV', '3000', '1199999999'))
    expect(id).toBe('ce36d513-bcea-4639-adb9-0e947410abc5')
  })

  it('reads the breaks', async () => {
    const result = eachLike({
      break_id: like('0c8a9f1f-b49d-42d5-9b6b-2c108619aa7c'),
      break_name: like('Lanche'),
      break_timeout: regex('\\d+', '5'),
      break_digit: regex('\\d+', '1'),
    })
    const answer = { agent: 'DEV', command: 'break', result, status: 'ok', status_type: '' }
    const interaction = told('the breaks', '/interact_cti/agent/get_break_list/', { agent: 'DEV' }, answer, {
      rows: ['C-23', 'C-23e', 'C-24'],
    })
    const breaks = await consume(pact, interaction, (url) => desktop(url).breaks('DEV'))
    expect(breaks).toEqual([
      {
        break_id: '0c8a9f1f-b49d-42d5-9b6b-2c108619aa7c',
        break_name: 'Lanche',
        break_timeout: '5',
        break_digit: '1',
      },
    ])
  })
})

describe('agent-desktop of vocom: what a supervisor reads', () => {
  it('reads a queue’s agents, an empty group being text', async () => {
    const seat = {
      name: like('SUPORTE.BARBARA'),
      status: like('Available'),
      branch: like('2008'),
      first_login: regex('\\d+', '1578679731'),
      answered_count: regex('\\d+', '13'),
      answered_duration: regex('\\d+', '3300'),
      not_answered_count: regex('\\d+', '108'),
      outbound_count: regex('\\d+', '3'),
      outbound_duration: regex('\\d+', '10'),
    }
    const result = { logged_out_agents: '', logged_in_agents: eachLike(seat) }
    const answer = { queue: 'FILA_SUPORTE', command: 'agent_list', result, status: 'ok', status_type: '' }
    const interaction = told(
      'a queue’s agents',
      '/interact_cti/get_agent_list/',
      { queue: 'FILA_SUPORTE' },
      answer,
      { rows: ['C-33', 'C-33e', 'C-34', 'C-35'] },
    )
    const agents = await consume(pact, interaction, (url) => desktop(url).agents('FILA_SUPORTE'))
    expect(agents.loggedOut).toEqual([])
    expect(agents.loggedIn.map(({ name }) => name)).toEqual(['SUPORTE.BARBARA'])
  })

  it('reads the tabulations of a day', async () => {
    const company = '00-f779-4215-96cd-bbb'
    const list = eachLike({
      direction: regex('inbound|outbound|dialer-inbound', 'dialer-inbound'),
      agent: like('Teste'),
      tab_name: like('Telefone Ocupado / Não atende'),
      destination: like('08888889999'),
      mailing_name: like('TESTE'),
      start_epoch: regex('\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}', '2020-09-02 18:03:12'),
    })
    const period = { date_begin: '2020-09-02 00:00:00', date_end: '2020-09-02 23:59:59' }
    const interaction = told(
      'the tabulations of a day',
      '/tabs/list_all/',
      period,
      { list, ...ok('list') },
      { rows: ['C-36', 'C-36e', 'C-37', 'C-38'], company },
    )
    const rows = await consume(pact, interaction, async (url) =>
      Array.fromAsync(desktop(url, company).tabulations({ from: period.date_begin, to: period.date_end })),
    )
    expect(rows).toHaveLength(1)
  })

  it('reads the diallings of a day, unanswered ones without queue and agent', async () => {
    const company = 'bbbb-f779-4215-96cd-9999'
    const list = eachLike({
      mailing_name: like('BASE1'),
      mailing_key: like('9998'),
      destination: like('01199999999'),
      date_time_start: regex('\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}', '2020-09-03 18:00:00'),
      ringing_duration: regex('\\d{2}:\\d{2}:\\d{2}', '00:00:19'),
      answer_time: regex('\\d{2}:\\d{2}:\\d{2}|--:--:--', '--:--:--'),
      queue: null,
      agent: null,
      agent_answer_duration: regex('\\d{2}:\\d{2}:\\d{2}|--:--:--', '--:--:--'),
      hangup_cause: like('SUBSCRIBER_ABSENT'),
    })
    const answer = { list, command: 'list', count: integer(2), status: 'ok', status_type: '' }
    const body = {
      date_begin: '2020-09-03 00:00',
      date_end: '2020-09-03 23:59',
      destination: '',
      mailing: '',
      hangup_cause: '',
    }
    const interaction = told('the diallings of a day', '/dialer/list_all/', body, answer, {
      rows: ['C-39', 'C-39e', 'C-40', 'C-42'],
      company,
      nullable: ['$.response.list[*].queue', '$.response.list[*].agent'],
    })
    const rows = await consume(pact, interaction, async (url) =>
      Array.fromAsync(desktop(url, company).diallings({ from: body.date_begin, to: body.date_end })),
    )
    expect(rows[0]?.queue).toBeNull()
  })
})

describe('agent-desktop of vocom: what it is told', () => {
  const list = '/interact_cti/agent/get_break_list/'
  const refusals: [Interaction, string, (url: string) => Promise<unknown>][] = [
    [
      told(
        'an agent without a name',
        list,
        { agent: '' },
        { agent: '', result: '', ...failed('break', 'params_failed') },
        { rows: ['C-12'] },
      ),
      'params_failed',
      (url) => desktop(url).breaks(''),
    ],
    [
      told(
        'a key that is wrong by one digit',
        list,
        { agent: 'DEV' },
        { agent: 'DEV', result: '', ...failed('break', 'authentication_failed') },
        { rows: ['C-13', 'C-Q14'], key: WRONG_KEY },
      ),
      'authentication_failed',
      (url) => desktop(url, COMPANY, WRONG_KEY).breaks('DEV'),
    ],
    [
      told(
        'an agent whom nobody knows',
        list,
        { agent: 'NINGUEM' },
        { agent: 'NINGUEM', result: '', ...failed('break', 'not_found_failed') },
        { rows: ['C-15'] },
      ),
      'not_found_failed',
      (url) => desktop(url).breaks('NINGUEM'),
    ],
    [
      told(
        'a call by an agent who is logged out',
        '/interact_cti/call/call_services/',
        { agent: 'DEV', branch: '3000', to: '1199999999' },
        { agent: 'DEV', call_id: '', ...failed('call_services', 'execute_failed') },
        { rows: ['C-14', 'C-S21'], given: 'DEV is logged out' },
      ),
      'execute_failed',
      (url) => desktop(url).call('DEV', '3000', '1199999999'),
    ],
    [
      told(
        'a break list that fails',
        list,
        { agent: 'DEV' },
        { agent: 'DEV', result: '', ...failed('break', 'execute_failed') },
        { rows: ['C-14'], given: 'the break list fails' },
      ),
      'execute_failed',
      (url) => desktop(url).breaks('DEV'),
    ],
  ]
  it.each(named(refusals))('%s', async (_title, interaction, code, act) => {
    const thrown = await consume(pact, interaction, (url) => refusal(act(url)))
    expect(thrown).toBeInstanceOf(VendorError)
    expect(thrown).toMatchObject({ code, status: 200, vendor: 'vocom' })
  })

  it('is told of another method', async () => {
    const { login } = vocom.operations
    const mistaken = {
      ...vocom,
      operations: { ...vocom.operations, login: { ...login, method: 'PUT' } },
    } as typeof vocom
    const request = { agent: 'DEV', branch: '2000', company_id: COMPANY }
    const interaction: Interaction = {
      ...told(
        'a login by PUT',
        login.path,
        { agent: 'DEV', branch: '2000' },
        {},
        { rows: ['C-01', 'C-O07'] },
      ),
      method: 'PUT',
      status: 405,
      answer: { message: 'Method not allowed. Must be one of: POST' },
    }
    const credential = { user: 'api_key', password: KEY }
    const thrown = await consume(pact, interaction, (url) =>
      refusal(createClient(mistaken, { url, credential }).login(request)),
    )
    expect(thrown).toMatchObject({ code: 'wrong_method', status: 405 })
  })
})
