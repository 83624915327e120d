import { describe, expect, it } from 'vitest'
import { COMPANY } from '../../support.ts'
import { openWatched } from './support.ts'

type Watched = Awaited<ReturnType<typeof openWatched>>

const JSON_BODY = { 'content-type': 'application/json' }
const ERP = { authorization: 'Bearer erp-token', ...JSON_BODY }
const PLATFORM = { authorization: 'Basic c21hcnRzcGFjZTpzZWdyZWRv', ...JSON_BODY }
const erp = ({ ask }: Watched, method: string, path: string, body?: object) =>
  ask(`/datacake${path}`, {
    method,
    headers: ERP,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

describe('a request that succeeds by an option alone', () => {
  it('is found with its option, what it says, and what another value would do', async () => {
    const { world, vocom } = await openWatched()
    await vocom('login', { agent: 'DEV', branch: '2001' })
    await vocom('login', { agent: 'SUPORTE.BARBARA', branch: '2008' })
    await vocom('login', { agent: 'SUPORTE.BARBARA', branch: '2008' })
    const [only, ...more] = world.findings()
    expect(more).toEqual([])
    expect(only).toMatchObject({
      name: 'assumption_leaned_on',
      operation: 'login',
      credential: null,
      subject: 'login.again',
      option: 'login.again',
      behaviour: 'login.ok',
      times: 2,
      says: 'vocom/login was accepted only because the option login.again says ok: under execute_failed it would be refused with execute_failed',
      suggests:
        'Run your tests under duble run --option vocom.login.again=execute_failed too, or ask the vendor which is right',
    })
  })

  it.each<
    [
      option: string,
      vendor: string,
      options: object,
      ask: (watched: Watched) => Promise<unknown>,
      would: string,
    ]
  >([
    [
      'head',
      'crm-zen',
      { head: 'as_get' },
      ({ ask }) =>
        ask('/crm-zen/api/totais_lead?data=2018-01-01', { method: 'HEAD', headers: { token: 'zen-token' } }),
      'under wrong_method it would be refused with wrong_method',
    ],
    [
      'parameter_name',
      'crm-zen',
      { parameter_name: 'either' },
      ({ ask }) => ask('/crm-zen/api/totais_lead?Data=2018-01-01', { headers: { token: 'zen-token' } }),
      'under data it would be refused with no_date',
    ],
    [
      'token_also_in',
      'crm-zen',
      { token_also_in: 'bearer' },
      ({ zen }) => zen('2018-01-01', { authorization: 'Bearer zen-token' }),
      'under nowhere it would be refused with no_token',
    ],
    [
      'repeated_parameter',
      'crm-zen',
      {},
      ({ zen }) => zen('2018-01-01&data=2018-01-02'),
      'under first it would be taken with the first value of data',
    ],
    [
      'repeated_parameter',
      'vocalcontact',
      {},
      ({ ask }) =>
        ask('/vocalcontact/api/app/lead/created/from/2026-01-01/to/2026-01-02/to/2026-01-01/token/token-bi'),
      'under first it would be taken with the first value of to',
    ],
    [
      'repeated_parameter',
      'smartspace',
      { repeated_parameter: 'last' },
      ({ ask }) => ask('/smartspace/clientes?codigo=1001&codigo=1002', { headers: PLATFORM }),
      'under refused it would be refused with one_key',
    ],
    [
      'accepted_secret',
      'vocalcontact',
      { accepted_secret: 'any' },
      ({ ask }) => ask('/vocalcontact/api/app/lead/info/token/token-api'),
      'under token_bi it would be refused with wrong_token',
    ],
    [
      'oauth.dialect',
      'smartspace',
      { 'oauth.dialect': 'br' },
      ({ ask }) =>
        ask('/smartspace/oauth/token', {
          method: 'POST',
          headers: JSON_BODY,
          body: '{"grant_type":"client_credentials","client_id":"smartspace","client_secret":"segredo"}',
        }),
      'under rfc it would be refused with invalid_request',
    ],
    [
      'oauth.scopes',
      'smartspace',
      { 'oauth.scopes': 'ignored' },
      ({ ask }) =>
        ask('/smartspace/clientes?codigo=1001', { headers: { authorization: 'Bearer token-sem-escopo' } }),
      'under checked it would be refused with insufficient_scope',
    ],
    [
      'unknown_customer',
      'smartspace',
      {},
      ({ ask }) => ask('/smartspace/clientes?codigo=9', { headers: PLATFORM }),
      'under not_found it would be refused with not_found',
    ],
    [
      'mandatory',
      'smartspace',
      { mandatory: 'none' },
      ({ ask }) =>
        ask('/smartspace/clientes/1001', { method: 'PUT', headers: PLATFORM, body: '{"nome":""}' }),
      'under name_and_key it would be refused with mandatory',
    ],
    [
      'flags',
      'smartspace',
      { flags: 'boolean' },
      ({ ask }) =>
        ask('/smartspace/clientes/1001', { method: 'PUT', headers: PLATFORM, body: '{"ativo":true}' }),
      'under text it would be refused with not_text',
    ],
    [
      'slashless',
      'vocom',
      { slashless: 'served' },
      ({ ask, world }) =>
        ask('/vocom/interact_cti/agent/get_break_list', {
          method: 'POST',
          body: JSON.stringify({ agent: 'DEV', company_id: COMPANY }),
          headers: {
            authorization: `Basic ${btoa(`api_key:${world.fake('vocom').credentials[0]?.['password']}`)}`,
          },
        }),
      'under 404 it would be a path that nobody knows',
    ],
    [
      'agent_list.spaced_path',
      'vocom',
      { 'agent_list.spaced_path': true },
      ({ ask, world }) =>
        ask('/vocom/interact_cti%20/get_agent_list/', {
          method: 'POST',
          body: JSON.stringify({ queue: 'FILA_VENDAS', company_id: COMPANY }),
          headers: {
            authorization: `Basic ${btoa(`api_key:${world.fake('vocom').credentials[0]?.['password']}`)}`,
          },
        }),
      'under false it would be a path that nobody knows',
    ],
    [
      'auth.user_name',
      'vocom',
      { 'auth.user_name': 'ignored' },
      ({ vocom, world }) =>
        vocom(
          'get_break_list',
          { agent: 'DEV' },
          { authorization: `Basic ${btoa(`me:${world.fake('vocom').credentials[0]?.['password']}`)}` },
        ),
      'under checked it would be refused with authentication_failed',
    ],
    [
      'empty_strings',
      'vocom',
      {
        empty_strings: 'accepted',
        unknown_agent: 'ok',
        'state_return_break.not_on_break': 'ok',
        unknown_company: 'ignored',
      },
      ({ vocom }) => vocom('state_return_break', { agent: 'DEV', company_id: '' }),
      'under refused it would be refused with params_failed',
    ],
    [
      'date_seconds',
      'vocom',
      {},
      ({ vocom }) => vocom('tabs_list_all', { date_begin: '2020-09-02 00:00', date_end: '2020-09-02 23:59' }),
      'under as_printed it would be refused with params_failed',
    ],
    [
      'reversed_dates',
      'vocom',
      { reversed_dates: 'empty' },
      ({ vocom }) =>
        vocom('tabs_list_all', { date_begin: '2020-09-03 00:00:00', date_end: '2020-09-02 23:59:59' }),
      'under params_failed it would be refused with params_failed',
    ],
    [
      'auth',
      'datacake',
      { auth: 'none' },
      ({ ask }) => ask('/datacake/produtos'),
      'under bearer it would be refused with invalid_token',
    ],
    [
      'leads',
      'datacake',
      {},
      (watched) => erp(watched, 'POST', '/prospectos', { nome: 'Carla', telefone_celular: '41987654321' }),
      'under refused it would be refused with missing_field',
    ],
    [
      'not_found',
      'datacake',
      { not_found: '200_vazio' },
      (watched) => erp(watched, 'GET', '/boletos?id_cliente=nobody'),
      'under 404 it would be refused with unknown_client',
    ],
  ])('leans on %s of %s', async (option, vendor, options, ask, would) => {
    const watched = await openWatched({ options: { [vendor]: options as Record<string, unknown> } })
    await ask(watched)
    const leans = watched.world.findings().filter(({ name }) => name === 'assumption_leaned_on')
    expect(leans.map(({ says }) => says.split(': ').slice(1).join(': '))).toContain(would)
    expect(leans.map((lean) => lean.option)).toContain(option)
  })

  it('leans on a prospect’s document, a free status and a cleared field as options let them', async () => {
    const watched = await openWatched({
      options: { datacake: { free_status: true, clear_required: 'accepted' } },
    })
    const cnpj_cpf = '529.982.247-25'
    const made = { nome: 'Carla', telefone_celular: '41987654321', cnpj_cpf, id_servico: '10' }
    await erp(watched, 'POST', '/prospectos', made)
    expect(watched.found()).toEqual([])
    await erp(watched, 'GET', '/prospectos/1/status')
    await erp(watched, 'PUT', '/prospectos/1', { nome: 'Carla Dias' })
    await erp(watched, 'PUT', '/prospectos/1', { status_prospeccao: '2' })
    expect(watched.found()).toEqual([])
    await erp(watched, 'GET', '/prospectos/52998224725/status')
    await erp(watched, 'PUT', '/prospectos/1', { nome: '' })
    await erp(watched, 'PUT', '/prospectos/1', { status_prospeccao: '1' })
    expect(watched.found()).toEqual([
      'assumption_leaned_on datacake/status_prospecto anybody prospect_key 1×',
      'assumption_leaned_on datacake/editar_prospecto anybody clear_required 1×',
      'assumption_leaned_on datacake/editar_prospecto anybody free_status 1×',
    ])
  })

  it.each<[what: string, vendor: string, options: object, ask: (watched: Watched) => Promise<unknown>]>([
    ['says the same twice', 'crm-zen', {}, ({ zen }) => zen('2018-01-01&data=2018-01-01')],
    [
      'has its token where the document has it, too',
      'crm-zen',
      { token_also_in: 'query' },
      ({ zen }) => zen(),
    ],
    ['is a GET where HEAD would be one', 'crm-zen', { head: 'as_get' }, ({ zen }) => zen()],
    [
      'names the documented user',
      'vocom',
      { 'auth.user_name': 'ignored' },
      ({ vocom }) => vocom('get_break_list', { agent: 'DEV' }),
    ],
    [
      'has the last slash',
      'vocom',
      { slashless: 'served' },
      ({ vocom }) => vocom('get_break_list', { agent: 'DEV' }),
    ],
    [
      'sends a token that nobody asks for',
      'datacake',
      { auth: 'none' },
      (watched) => erp(watched, 'GET', '/produtos'),
    ],
    [
      'has dates as they are printed',
      'vocom',
      {},
      ({ vocom }) =>
        vocom('tabs_list_all', { date_begin: '2020-09-02 00:00:00', date_end: '2020-09-02 23:59:59' }),
    ],
    [
      'is refused all the same',
      'vocom',
      { 'login.unknown_branch': 'ok' },
      ({ vocom }) => vocom('login', { agent: 'DEV', branch: '9999' }),
    ],
  ])('leans on nothing where it %s', async (_what, vendor, options, ask) => {
    const watched = await openWatched({ options: { [vendor]: options as Record<string, unknown> } })
    await ask(watched)
    expect(watched.found()).toEqual([])
  })

  it('leans on nothing where a fault broke the answer', async () => {
    const { world, vocom, found } = await openWatched()
    world.addFault({ vendor: 'vocom', operation: 'login', fault: 'connection_reset', times: 1 })
    await vocom('login', { agent: 'SUPORTE.BARBARA', branch: '2008' })
    expect(found()).toEqual([])
  })
})
