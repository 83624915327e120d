/**
 * Vocom APIv2: the agents and calls of a call-centre PABX. Everything is POST; nearly every value is text.
 * Source: "VOCOM Virtual Office Communications, APIv2". Words in quotes are the document's own.
 */
import {
  basicAuth,
  byOption,
  defineVendor,
  emptyList,
  list,
  nullable,
  object,
  oneOf,
  post,
  type TProperties,
  text,
  word,
} from '#engine'
import { options } from './options.ts'
import * as w from './words.ts'

const { agent, branch, break_id, call_id, company_id, queue, to } = w

/** What every success closes with. */
const done = { status: word('ok'), status_type: word('') }

/** A success: the echo, the command, the records, the closing, in the printed order. */
const success = <const E extends TProperties, const R extends TProperties>(
  echoed: E,
  command: string,
  records: R,
) => object({ ...echoed, command: word(command), ...records, ...done })

const failed = {
  status: word('error'),
  status_type: oneOf('params_failed', 'authentication_failed', 'execute_failed', 'not_found_failed'),
}

/** No error is printed. By default it has the keys of the success, those that would hold data empty. */
const failure = (full: TProperties, observed: TProperties = full, closing: TProperties = failed) =>
  byOption('error_body', {
    like_success: object({ ...full, ...closing }),
    observed: object({ ...observed, ...closing }),
    minimal: object(closing),
  })

const echo = nullable(text('As in the request', 'DEV'))
const agentFailure = (command: string, blank: TProperties = {}) =>
  failure({ agent: echo, command: word(command), ...blank })

/** An agent's command: the answer echoes the agent. */
const command = <const P extends TProperties>(path: string, parameters: P, name: string) =>
  post(path, parameters, success({ agent }, name, {}), { failure: agentFailure(name) })

const QUERY = ['ok.empty', 'ok.capped'] as const

const PERIOD = { from: 'date_begin', to: 'date_end', same: ['company_id'] }

const AGENT = ['company_id', 'agent']
const CALLED = { operation: 'call_services', subject: AGENT, carries: 'call_id' }

const PER_TYPE: Readonly<Record<string, number>> = {
  params_failed: 400,
  authentication_failed: 401,
  not_found_failed: 404,
  execute_failed: 500,
}

// biome-ignore format: a table
export const vocom = defineVendor({
  name: 'vocom',
  title: 'Vocom APIv2',
  source: 'VOCOM Virtual Office Communications, APIv2',
  auth: basicAuth({ wrong: 'authentication_failed', checksUser: (o) => o['auth.user_name'] === 'checked' }),
  cap: { records: 2000, refuse: 'execute_failed' }, // "Todas as consultas têm o limite de 2000 registros no filtro aplicado."
  narrows: { tabs_list_all: PERIOD, dialer_list_all: { ...PERIOD, filters: Object.keys(w.filters) } },
  options,
  errors: { // "Tipos de retornos do status_type"
    params_failed:         [200, 'Algum parâmetro não foi fornecido ou está inválido.'],
    authentication_failed: [200, 'Chave de autenticação inválida.'],
    execute_failed:        [200, 'Falha na execução da API.'],
    not_found_failed:      [200, 'Alguma informação fornecida não foi encontrada ou é inválida.'],
    wrong_method:          [405, 'Method not allowed. Must be one of: POST', {
      schema: object({ message: text('What was wrong', 'Method not allowed. Must be one of: POST') }),
      body: ({ message }) => ({ message }),
    }],
  },
  rareErrors: { no_status: [200, 'Nothing was done, and no status says so.'] },
  wrongMethod: 'wrong_method',
  invalid: () => 'params_failed',
  envelope: 'response',
  failureSchema: object(failed),
  failure: ({ code }) => code === 'no_status' ? { status: null, status_type: null } : { status: 'error', status_type: code },
  readError: (body) => {
    const { status, status_type } = (body as { response?: Record<string, unknown> } | null)?.response ?? {}
    if (status === 'error') return { code: String(status_type) }
    return status === null ? { code: 'no_status' } : undefined
  },
  contentType: ({ content_type }) => content_type,
  status: (code, status, { error_http_status }) =>
    status !== 200 || error_http_status === '200' ? status
    : error_http_status === '401' ? 401
    : PER_TYPE[code] ?? status,
  // An agent works once he is logged in, and "ID da chamada" is what `call_services` answered.
  presupposes: {
    state_set_break:    [{ operation: 'login', subject: AGENT, refusedBy: 'state_set_break.logged_out' }],
    state_return_break: [{ operation: 'state_set_break', subject: AGENT, refusedBy: 'state_return_break.not_on_break' }],
    call_services:      [{ operation: 'login', subject: AGENT, refusedBy: 'call_services.logged_out' }],
    call_hold:          [CALLED],
    call_hold_retrieve: [CALLED, { operation: 'call_hold', subject: [...AGENT, 'call_id'], refusedBy: 'call_hold_retrieve.not_held' }],
    call_transfer:      [CALLED],
    call_terminate:     [CALLED],
  },
  headers: ({ code, methods }): Record<string, string> => code === 'wrong_method' ? { allow: methods.join(', ') } : {},
  slashless: ({ slashless }) => slashless === 'served',
  // The document prints `interact_cti /get_agent_list/`, with a space.
  alsoAt: (o): Record<string, string> => o['agent_list.spaced_path'] ? { get_agent_list: '/interact_cti%20/get_agent_list/' } : {},
  operations: {
    login:              command('/interact_cti/agent/login/',              { agent, branch, company_id },            'login'),
    logout:             post('/interact_cti/agent/logout/',                { agent, branch, company_id },            success({ agent }, 'logout', {}),
                          { own: ['no_status'], failure: failure({ agent: echo, command: word('logout') }, undefined, { status: nullable(failed.status), status_type: nullable(failed.status_type) }) }),
    get_break_list:     post('/interact_cti/agent/get_break_list/',        { agent, company_id },
                          // "break" is what set and return answer too
                          success({ agent }, 'break', { result: byOption('get_break_list.unknown_agent', { not_found_failed: list(w.Break), ok: nullable(list(w.Break)) }) }),
                          { more: QUERY, failure: agentFailure('break', { result: word('') }) }),
    state_set_break:    command('/interact_cti/agent/state_set_break/',    { agent, break_id, company_id },          'break'),
    state_return_break: command('/interact_cti/agent/state_return_break/', { agent, company_id },                    'break'),
    call_services:      post('/interact_cti/call/call_services/',          { agent, branch, to, company_id },
                          success({ agent }, 'call_services', { call_id: text('ID da chamada', 'ce36d513-bcea-4639-adb9-0e947410abc5') }),
                          { failure: agentFailure('call_services', { call_id: word('') }) }),
    call_terminate:     command('/interact_cti/call/call_terminate/',      { agent, call_id, company_id },           'call_terminate'),
    call_transfer:      command('/interact_cti/call/call_transfer/',       { agent, call_id, to: w.transferTo, company_id }, 'call_transfer'),
    call_hold:          command('/interact_cti/call/call_hold/',           { agent, call_id, company_id },           'call_hold'),
    call_hold_retrieve: command('/interact_cti/call/call_hold_retrieve/',  { agent, call_id, company_id },           'call_hold_retrieve'),
    get_agent_list:     post('/interact_cti/get_agent_list/',              { queue, company_id },
                          success({ queue }, 'agent_list', { result: w.AgentGroups }),
                          { more: QUERY, failure: failure({ queue: echo, command: word('agent_list') }, { agent: echo, command: word('agent_list') }) }),
    tabs_list_all:      post('/tabs/list_all/',                            { ...w.period('seconds'), company_id },
                          success({ list: w.report(w.Tabulation) }, 'list', { count: w.tabsCount }),
                          { more: QUERY, failure: failure({ list: emptyList(), command: word('list') }) }),
    dialer_list_all:    post('/dialer/list_all/',                          { ...w.period('minutes'), ...w.filters, company_id },
                          success({ list: w.report(w.Dialling) }, 'list', { count: w.count }),
                          { more: QUERY, failure: failure({ list: emptyList(), command: word('list'), count: word(0) }) }),
  },
})
