import { describe, expect, it } from 'vitest'
import { failureOf, folderOf, play, vocomSteps, zenSteps } from './support.ts'

const BREAKS = '- { call: get_break_list, with: { agent: DEV } }\n'
const TOTALS = '- { call: totals, with: { data: 2018-01-01 } }\n'

describe('what a call expects', () => {
  it.each([
    ['nothing, which is ok', vocomSteps(BREAKS)],
    ['ok, of any kind', zenSteps('- { call: totals, with: { data: 2018-01-03 }, expect: ok }\n')],
    ['one kind of ok', zenSteps('- { call: totals, with: { data: 2018-01-03 }, expect: ok.empty }\n')],
    ['a refusal', zenSteps('- { call: totals, with: { data: 01/01/2018 }, expect: bad_date }\n')],
    ['a status', zenSteps('- { call: totals, without: data, expect: { status: 400, outcome: no_date } }\n')],
    [
      'a credential that is refused',
      zenSteps('- { call: totals, as: disabled, with: { data: 2018-01-01 }, expect: disabled_token }\n'),
    ],
    ['nobody', zenSteps('- { call: totals, as: nobody, with: { data: 2018-01-01 }, expect: no_token }\n')],
    ['another method', zenSteps('- { call: totals, method: POST, expect: wrong_method }\n')],
    ['a broken body', vocomSteps(`- { call: login, payload: '{"agent', expect: params_failed }\n`)],
    [
      'headers over the credential',
      zenSteps(
        '- { call: totals, with: { data: 2018-01-01 }, headers: { Token: none }, expect: wrong_token }\n',
      ),
    ],
    [
      'parameters that nobody knows',
      zenSteps('- { call: totals, with: { data: 2018-01-01 }, extra: { foo: 1 } }\n'),
    ],
    [
      'a type that is not the documented one',
      vocomSteps('- { call: login, with: { agent: DEV }, extra: { branch: 3000 }, expect: params_failed }\n'),
    ],
    [
      'text as it is written',
      vocomSteps(
        '- { call: call_services, with: { agent: DEV, branch: 2000, to: 0119999 } }\n- { call: get_agent_list, with: { queue: FILA_VENDAS }, body: { queue: FILA_VENDAS } }\n',
      ),
    ],
    [
      'fields that no document lists',
      'scenario: made up\nsteps: [{ call: smartspace/editar, with: { codigo: 1001, telefone: 83911112222 }, body: [{ telefone: "83911112222", nome: ANA DUBLÊ }] }]\n',
    ],
    [
      'a token in the path',
      'scenario: made up\nsteps: [{ call: vocalcontact/info_lead, expect: ok }, { call: vocalcontact/info_lead, with: { token: none }, expect: wrong_token }]\n',
    ],
  ])('%s', async (_what, yaml) => {
    expect(await failureOf(yaml)).toBeUndefined()
  })

  it.each([
    [
      'the key "expect"',
      zenSteps('- { call: totals, with: { data: 2018-01-03 }, expect: no_date }\n'),
      '4:47 expected no_date, came ok.empty (HTTP 200)',
    ],
    [
      'the call, where nothing is expected',
      zenSteps('- { call: totals, with: { data: x } }\n'),
      '4:5 expected ok, came bad_date (HTTP 400)',
    ],
    [
      'a status',
      zenSteps('- { call: totals, with: { data: x }, expect: { status: 401 } }\n'),
      '4:38 expected HTTP 401, came bad_date (HTTP 400)',
    ],
    [
      'an outcome with a status',
      zenSteps('- { call: totals, with: { data: x }, expect: { status: 401, outcome: bad_date } }\n'),
      '4:38 expected bad_date with HTTP 401, came bad_date (HTTP 400)',
    ],
    [
      'an answer that came whole',
      zenSteps('- { call: totals, with: { data: 2018-01-03 }, expect: broken }\n'),
      '4:47 expected an answer that is broken, came ok.empty (HTTP 200)',
    ],
    [
      'the first of several',
      zenSteps('- { call: totals, with: { data: 2018-01-03 }, repeat: 2 }\n'),
      '4:5 expected ok, came too_many_requests (HTTP 429)',
    ],
  ])('fails at %s', async (_what, yaml, expected) => {
    expect(await failureOf(yaml)).toBe(expected)
  })
})

describe('what is expected of a body', () => {
  const body = (says: string): string => zenSteps(`- { call: totals, with: { data: 2018-01-01 }, ${says} }\n`)

  it.each([
    'body: { data: 2018-01-01 }',
    'body: { usuarios: { 1: { nome: João Prado, total_lead: 4 } } }',
    'body: { usuarios: [{ nome: Ana Lima }, {}] }',
    'body: { erros: { com_erro: 2 } }',
    'count: { usuarios: 2, usuarios.0.origem: 2, erros: 4 }',
    'count: 3',
  ])('%s', async (says) => {
    expect(await failureOf(body(says))).toBeUndefined()
  })

  it.each([
    [
      'body: { data: 2018-01-02 }',
      '4:55 expected "2018-01-02", came "2018-01-01", in an answer that was ok (HTTP 200)',
    ],
    [
      'body: { usuarios: { 1: { total_lead: 5 } } }',
      '4:72 expected 5, came 4, in an answer that was ok (HTTP 200)',
    ],
    [
      'body: { usuarios: { 1: { total_lead: "4" } } }',
      '4:72 expected "4", came 4, in an answer that was ok (HTTP 200)',
    ],
    [
      'body: { usuarios: { 2: {} } }',
      '4:67 expected {}, came no element 2: the list has 2, in an answer that was ok (HTTP 200)',
    ],
    [
      'body: { usuario: [] }',
      '4:55 expected [], came no key "usuario" (did you mean usuarios?): there are data, usuarios, erros, in an answer that was ok (HTTP 200)',
    ],
    [
      'body: { data: { a: 1 } }',
      '4:55 expected an object, came "2018-01-01", in an answer that was ok (HTTP 200)',
    ],
    ['body: [1]', '4:47 expected a list, came {"data":"2018-01-01"'],
    [
      'body: { usuarios: [{}] }',
      '4:55 expected 1 element (to look at some of them, write { 0: … }), came 2 elements: [{"nome":"Ana Lima"',
    ],
    ['count: { usuarios: 3 }', '4:56 expected 3 in usuarios, came 2'],
    ['count: 4', '4:47 expected 4 in the answer, came 3: data, usuarios, erros'],
    [
      'count: { usuario: 2 }',
      '4:56 expected 2 in usuario, came nothing at usuario (did you mean usuarios?): the answer is {"data"',
    ],
    ['count: { data: 10 }', '4:56 expected 10 in data, came "2018-01-01", which has no length'],
    [
      'save: { a: usuarios.7.nome }',
      '4:55 expected something at usuarios.7.nome, came nothing at usuarios.7.nome: the answer is {"data"',
    ],
  ])('fails at the very key of %s', async (says, expected) => {
    const failure = await failureOf(body(says))
    expect(failure?.slice(0, expected.length)).toBe(expected)
  })

  it('inside the envelope or whole', async () => {
    const breaks = (says: string): string => vocomSteps(BREAKS.replace(' }\n', `, body: ${says} }\n`))
    expect(await failureOf(breaks('{ agent: DEV, status: ok }'))).toBeUndefined()
    expect(await failureOf(breaks('{ response: { agent: DEV } }'))).toBeUndefined()
    expect(await failureOf(breaks('{ response: { agent: ANA } }'))).toBe(
      '4:69 expected "ANA", came "DEV", in an answer that was ok (HTTP 200)',
    )
  })
})

describe('a saved value', () => {
  it('goes into later steps as it is, or into a text', async () => {
    const steps = `- { call: call_services, with: { agent: DEV, branch: 2000, to: 1199999999 }, save: { id: response.call_id } }
- advance: 10s
- { call: call_hold, with: { agent: DEV, call_id: $id } }
- { call: call_terminate, payload: '{"agent":"DEV","call_id":"\${id}","company_id":"894343d2-3f02-4c02-909b-a0bfa57c0a93"}' }
`
    expect(await failureOf(vocomSteps(steps))).toBeUndefined()
  })

  it('is compared with its type, objects too', async () => {
    const steps = `- { call: totals, with: { data: 2018-01-01 }, save: { first: usuarios.0, leads: usuarios.0.total_lead } }
- advance: 5m
- { call: totals, with: { data: 2018-01-01 }, body: { usuarios: { 0: $first, 1: { total_lead: $leads } } } }
`
    expect(await failureOf(zenSteps(steps))).toBe(
      '6:83 expected 12, came 4, in an answer that was ok (HTTP 200)',
    )
  })

  it('is no dollar: $$ is one, and so is one before anything but a name', async () => {
    const yaml = zenSteps('- { call: totals, with: { data: "$$R$ 5" }, expect: bad_date }\n')
    expect(await failureOf(yaml)).toBeUndefined()
  })
})

describe('what a step does to the world', () => {
  it.each([
    [
      'advances the clock to the second',
      zenSteps(
        `${TOTALS}- advance: 4m59s\n- { call: totals, with: { data: 2018-01-01 }, expect: too_many_requests }\n- advance: 1s\n${TOTALS}`,
      ),
    ],
    ['freezes the clock elsewhere', zenSteps(`${TOTALS}- clock: 2026-03-02 09:05:00\n${TOTALS}`)],
    [
      'lets an outcome stand in, so many times',
      vocomSteps(
        `- { fault: execute_failed, on: get_break_list, times: 2 }\n${BREAKS.replace(' }\n', ', expect: execute_failed, repeat: 2 }\n')}${BREAKS}- expect_journal: { get_break_list.execute_failed: 2, get_break_list.ok: 1, get_break_list: 3, unmatched: 0 }\n`,
      ),
    ],
    [
      'lets some pass first, and removes every fault',
      vocomSteps(
        `- { fault: { status: 503 }, after: 1 }\n${BREAKS}${BREAKS.replace(' }\n', ', expect: { status: 503 } }\n')}- faults: none\n${BREAKS}`,
      ),
    ],
    [
      'breaks an answer',
      vocomSteps(
        `- { fault: connection_reset, on: get_break_list, times: 1 }\n${BREAKS.replace(' }\n', ', expect: broken }\n')}- { fault: malformed_body, on: vocom, times: 1 }\n${BREAKS.replace(' }\n', ', expect: broken }\n')}`,
      ),
    ],
    [
      'puts a vendor into a state',
      vocomSteps(`- state: the break list fails\n${BREAKS.replace(' }\n', ', expect: execute_failed }\n')}`),
    ],
    [
      'puts another vendor into one of its states',
      vocomSteps(
        `- state: crm-zen/zen-token has just asked\n- { call: crm-zen/totals, with: { data: 2018-01-01 }, expect: too_many_requests }\n`,
      ),
    ],
    [
      'sets options, and takes them back',
      vocomSteps(
        `- options: { error_http_status: per_type }\n- { call: login, as: nobody, with: { agent: DEV, branch: 3000 }, expect: { status: 401 } }\n- options: { vocom: { error_http_status: null } }\n- { call: login, as: nobody, with: { agent: DEV, branch: 3000 }, expect: { status: 200, outcome: authentication_failed } }\n`,
      ),
    ],
    ['resets all of it', zenSteps(`${TOTALS}- reset: yes\n- expect_journal: { totals: 0 }\n${TOTALS}`)],
  ])('%s', async (_what, yaml) => {
    expect(await failureOf(yaml)).toBeUndefined()
  })

  it('lets a delay pass on the clock of the world, and nobody waits', async () => {
    const began = performance.now()
    const yaml = zenSteps(`- { fault: { delay: 5m }, times: 1 }\n${TOTALS}${TOTALS}`)
    expect(await failureOf(yaml)).toBeUndefined()
    expect(performance.now() - began).toBeLessThan(10_000)
  })

  it('says what the journal holds instead', async () => {
    expect(
      await failureOf(vocomSteps(`${BREAKS}- expect_journal: { get_break_list.ok: 1, vocom/logout: 1 }\n`)),
    ).toBe('5:43 expected vocom/logout 1, came 0; the journal has vocom/get_break_list.ok 1')
  })

  it('says where the clock can go no further', async () => {
    expect(await failureOf(zenSteps('- clock: 9999-12-31 20:00:00\n- advance: 1d\n'))).toBe(
      '5:3 expected advance to be possible, came the clock cannot go beyond the year 9999',
    )
  })
})

describe('what is given', () => {
  it.each([
    ['a state', '{ vendor: crm-zen, states: CRM Zen fails }', 'internal'],
    ['states by vendor', '{ vendor: crm-zen, states: { crm-zen: [no leads on 2018-01-01] } }', 'ok.empty'],
    [
      'a fault',
      '{ vendor: crm-zen, faults: [{ operation: totals, fault: internal, times: 1 }] }',
      'internal',
    ],
    ['a fault of another vendor', '{ vendor: crm-zen, faults: { vendor: vocom, fault: status=503 } }', 'ok'],
    ['options', '{ vendor: crm-zen, options: { parameter_name: either } }', 'ok'],
  ])('%s', async (_what, given, outcome) => {
    const yaml = `scenario: made up\ngiven: ${given}\nsteps:\n- { call: totals, with: { data: 2018-01-01 }, expect: ${outcome} }\n- reset: yes\n- { call: totals, with: { data: 2018-01-01 }, expect: ${outcome} }\n`
    expect(await failureOf(yaml)).toBeUndefined()
  })

  it('a fixture beside the scenario, and one by vendor', async () => {
    await using files = await folderOf({
      'zen.yaml':
        'fixture: mine\nvendor: crm-zen\ncredentials: [{ name: a, token: b }]\ndays: [{ data: 2020-01-01, usuarios: [{ nome: Rui, total_lead: 1 }] }]\n',
    })
    const steps =
      '\nsteps:\n- { call: crm-zen/totals, with: { data: 2020-01-01 }, body: { usuarios: [{ nome: Rui }] } }\n'
    const at = files.at('f.scenario.yaml')
    expect(
      await failureOf(`scenario: a\ngiven: { vendor: crm-zen, fixture: zen.yaml }${steps}`, at),
    ).toBeUndefined()
    expect(
      await failureOf(`scenario: a\ngiven: { fixture: { crm-zen: ./zen.yaml } }${steps}`, at),
    ).toBeUndefined()
  })

  it('`response.` before a path means the answer, whatever the vendor’s envelope', async () => {
    for (const path of ['usuarios.0.nome', 'response.usuarios.0.nome']) {
      const yaml = `scenario: made up\ngiven: { vendor: crm-zen }\nsteps:\n- { call: totals, with: { data: 2018-01-01 }, save: { who: ${path} }, count: { response.usuarios: 2 } }\n- { call: totals, with: { data: $who }, expect: bad_date }\n`
      expect(await failureOf(yaml)).toBeUndefined()
    }
  })

  it('the same seed gives the same ids', async () => {
    const yaml = (seed: number, expected: string): string =>
      `scenario: made up\ngiven: { vendor: smartspace, seed: ${seed}, clock: 2026-03-02 09:00:00 }\nsteps:\n- { call: oauth_token, with: { grant_type: client_credentials }, body: { access_token: "${expected}" } }\n`
    const came = async (seed: number): Promise<string> =>
      /came ("[^"]+")/.exec((await failureOf(yaml(seed, ''))) ?? '')?.[1] ?? ''
    expect(await came(7)).toBe(await came(7))
    expect(await came(7)).not.toBe(await came(8))
  })
})

describe('examples', () => {
  it('run once a line, in worlds of their own, with an empty cell as empty text', async () => {
    await using files = await folderOf({
      'cases.csv': '\ufeffdata,outcome\r\n2018-01-01,ok\r\n,no_date\r\n"2018-01-01 ",bad_date\r\n'.replace(
        '"2018-01-01 "',
        '2018-1-1',
      ),
    })
    const yaml =
      'scenario: Zen and its dates\ngiven: { vendor: crm-zen }\nexamples: cases.csv\nsteps:\n- { call: totals, with: { data: $data }, expect: $outcome }\n'
    const results = await play(yaml, files.at('f.scenario.yaml'))
    expect(results.map(({ failure }) => failure)).toEqual([undefined, undefined, undefined])
    expect(results.map(({ scenario }) => scenario.example)).toEqual([
      'data 2018-01-01, outcome ok',
      'data , outcome no_date',
      'data 2018-1-1, outcome bad_date',
    ])
  })

  it('stand in the file too, and in the title', async () => {
    const yaml =
      'scenario: Zen says $outcome\ngiven: { vendor: crm-zen }\nexamples: [{ as: disabled, outcome: disabled_token }, { as: nobody, outcome: no_token }]\nsteps:\n- { call: totals, as: $as, with: { data: 2018-01-01 }, expect: $outcome }\n'
    const results = await play(yaml)
    expect(results.map(({ scenario, failure }) => [scenario.title, scenario.example, failure])).toEqual([
      ['Zen says disabled_token', undefined, undefined],
      ['Zen says no_token', undefined, undefined],
    ])
  })
})
