import { describe, expect, it } from 'vitest'
import type { JournalEntry } from '#engine'
import { startDuble } from '../../src/index.ts'
import { play } from '../../src/scenarios/run.ts'
import { openStage } from '../../src/stage.ts'
import { send } from '../support.ts'
import {
  basic,
  datacakeAsk,
  open,
  put,
  putAll,
  type Sent,
  saved,
  steps,
  tokenAsk,
  vocomAsk,
  zenAsk,
} from './record-support.ts'
import { read } from './support.ts'

describe('what was done by hand', () => {
  it('is saved as a person would have written it', async () => {
    await using duble = await open()
    await putAll(duble, zenAsk(), zenAsk())
    duble.clock.advance('5m')
    await putAll(duble, zenAsk('data=2019-01-01'), zenAsk('data=2018-01-01', 'zen-desabilitado'))
    expect(await saved(duble, 'Zen is asked  twice\ntoo soon')).toBe(`\
scenario: Zen is asked twice too soon

given:
  vendor: crm-zen
  clock: 2026-03-02 09:00:00

steps:
  - call: totals
    with: { data: 2018-01-01 }
    count: { usuarios: 2 }

  - call: totals
    with: { data: 2018-01-01 }
    expect: too_many_requests

  - advance: 5m

  - call: totals
    with: { data: 2019-01-01 }
    expect: ok.empty
    count: { usuarios: 0 }

  - call: totals
    as: disabled
    with: { data: 2018-01-01 }
    expect: disabled_token
`)
  })

  it('begins with what the world was ordered with: seed, states, options, faults, of those who play', async () => {
    await using duble = await open({
      seed: 7,
      states: [
        { vendor: 'vocom', name: 'DEV is on a break' },
        { vendor: 'crm-zen', name: 'CRM Zen fails' },
      ],
      options: { vocom: { error_http_status: '401' } },
      faults: [{ vendor: 'vocom', operation: 'login', fault: 'execute_failed', times: 2 }],
    })
    await put(duble, vocomAsk('/interact_cti/agent/login/', { agent: 'DEV', branch: '2000' }))
    expect(await saved(duble)).toBe(`\
scenario: login (execute_failed)

given:
  vendor: vocom
  clock: 2026-03-02 09:00:00
  seed: 7
  states: [DEV is on a break]
  options: { error_http_status: 401 }
  faults: [{ fault: execute_failed, on: login, times: 2 }]

steps:
  - call: login
    with: { agent: DEV, branch: 2000 }
    expect: execute_failed
`)
  })

  it('has states, options, faults and clock moves in their places, with the vendor’s name where there are two', async () => {
    await using duble = await open()
    await put(duble, zenAsk())
    await duble.state('vocom', 'DEV is on a break')
    duble.fault({ vendor: 'vocom', operation: 'login', fault: { delay: '1ms' }, times: 1 })
    duble.fault({ vendor: 'crm-zen', fault: 'connection_reset', after: 1, credential: 'valid' })
    duble.setOptions({ vocom: { error_http_status: 'per_type' }, 'crm-zen': { numbers: 'string' } })
    duble.setOptions({ vocom: { error_http_status: null } })
    await put(duble, vocomAsk('/interact_cti/agent/login/', { agent: 'DEV', branch: '2000' }))
    duble.clearFaults()
    duble.clock.freeze(Date.UTC(2026, 4, 1, 12))
    await put(duble, zenAsk())
    expect(await steps(duble)).toBe(`\
  - call: crm-zen/totals
    with: { data: 2018-01-01 }
    count: { usuarios: 2 }

  - state: vocom/DEV is on a break

  - { fault: delay=1ms, on: vocom/login, times: 1 }

  - { fault: connection_reset, on: crm-zen, after: 1, credential: valid }

  - options: { vocom: { error_http_status: per_type } }

  - options: { crm-zen: { numbers: string } }

  - options: { vocom: { error_http_status: null } }

  - call: vocom/login
    with: { agent: DEV, branch: 2000 }
    expect: execute_failed

  - faults: none

  - clock: 2026-05-01 09:00:00

  - call: crm-zen/totals
    with: { data: 2018-01-01 }
    count: { usuarios: 2 }
`)
  })

  it('goes back to what the world was ordered with, where an option goes back', async () => {
    await using duble = await open({ options: { 'crm-zen': { numbers: 'string' } } })
    duble.setOptions({ 'crm-zen': { numbers: 'number' } })
    duble.setOptions({ 'crm-zen': { numbers: null } })
    await put(duble, zenAsk())
    expect(await steps(duble)).toMatch(
      /- options: \{ numbers: number \}\n\n {2}- options: \{ numbers: string \}\n/,
    )
  })

  it('sets anew the faults that were left when one was removed', async () => {
    await using duble = await open()
    duble.fault({ vendor: 'crm-zen', fault: 'internal', times: 3 })
    duble.fault({ vendor: 'crm-zen', fault: 'malformed_body', times: 1 })
    await put(duble, zenAsk())
    await send(duble, '/__admin/worlds/default/faults/f1', { method: 'DELETE' })
    await put(duble, zenAsk())
    expect(await steps(duble)).toBe(`\
  - { fault: internal, times: 3 }

  - { fault: malformed_body, times: 1 }

  - call: totals
    with: { data: 2018-01-01 }
    expect: broken

  - faults: none

  - call: totals
    with: { data: 2018-01-01 }
    count: { usuarios: 2 }
`)
    duble.fault({ vendor: 'crm-zen', fault: 'status=503' })
    duble.fault({ vendor: 'crm-zen', fault: 'slow_body=1000000', times: 5 })
    duble.world.removeFault('f3')
    expect(await steps(duble)).toMatch(/- faults: none\n\n {2}- \{ fault: slow_body=1000000, times: 5 \}\n$/)
  })

  it('saves what an answer gave and a later request used, and never a token', async () => {
    await using duble = await open()
    const { body } = await put(duble, tokenAsk('grant_type=client_credentials'))
    const ask = (authorization: string): Sent => ({
      path: '/smartspace/clientes?cpf=390.533.447-05',
      headers: { authorization },
    })
    await put(duble, ask(`Bearer ${body.access_token}`))
    duble.clock.advance('1h')
    await putAll(
      duble,
      ask(`Bearer ${body.access_token}`),
      ask('Bearer of-somebody'),
      ask(basic('who', 'ever')),
    )
    const text = await steps(duble)
    expect(text).toBe(`\
  - call: oauth_token
    with: { grant_type: client_credentials }
    body: { expires_in: 3600 }
    save: { token: access_token }

  - call: consultar
    with: { cpf: 390.533.447-05 }
    headers: { Authorization: Bearer $token }
    count: 1

  - advance: 1h

  - call: consultar
    with: { cpf: 390.533.447-05 }
    headers: { Authorization: Bearer $token }
    expect: invalid_token

  - call: consultar
    as: nobody
    with: { cpf: 390.533.447-05 }
    headers: { Authorization: Bearer unknown-token }
    expect: invalid_token

  - call: consultar
    as: nobody
    with: { cpf: 390.533.447-05 }
    headers: { Authorization: Basic ${Buffer.from('nobody:unknown').toString('base64')} }
    expect: wrong_credentials
`)
  })

  it('saves ids that an answer made or listed, under a name each', async () => {
    await using duble = await open()
    const call = (): Promise<string> =>
      put(
        duble,
        vocomAsk('/interact_cti/call/call_services/', { agent: 'DEV', branch: '2000', to: '1199999999' }),
      ).then(({ body }) => body.response.call_id)
    const hold = (call_id: string): Sent =>
      vocomAsk('/interact_cti/call/call_hold/', { agent: 'DEV', call_id })
    const first = await call()
    await put(duble, hold(first))
    await put(duble, vocomAsk('/interact_cti/call/call_terminate/', { agent: 'DEV', call_id: first }))
    const second = await call()
    await putAll(duble, hold(second), hold(first))
    const text = await steps(duble)
    expect(text).toContain('    save: { call_id: call_id }\n')
    expect(text).toContain('    save: { call_id_2: call_id }\n')
    expect(text).toContain('    with: { agent: DEV, call_id: $call_id_2 }\n')
    expect(text).not.toContain(first)
  })

  it('writes what the document does not know, or wants otherwise, as it was sent', async () => {
    await using duble = await open()
    const login = '/interact_cti/agent/login/'
    await putAll(
      duble,
      vocomAsk(login, { agent: 'null', branch: 2000, note: '1e3', more: { a: ['~', true, null] } }),
      // biome-ignore lint/suspicious/noTemplateCurlyInString: what a scenario might read as a name
      vocomAsk(login, { agent: 'a $b ${c} $$ $5', branch: '02', company_id: 'other' }),
      { ...vocomAsk(login, {}), body: '{"agent": "DEV"' },
      { ...vocomAsk(login, {}), body: '{"agent": "DEV", "branch": "2000"}' },
      { path: `/vocom${login}`, method: 'PUT', body: 'x' },
    )
    expect(await steps(duble)).toBe(`\
  - call: login
    with: { agent: "null" }
    extra: { branch: 2000, note: "1e3", more: { a: ["~", true, null] } }
    expect: params_failed

  - call: login
    with: { company_id: other, agent: "a $$b $\${c} $$$ $5", branch: 02 }
    expect: not_found_failed

  - call: login
    without: [company_id]
    payload: '{"agent": "DEV"'
    expect: params_failed

  - call: login
    with: { agent: DEV, branch: 2000 }
    without: [company_id]
    expect: params_failed

  - call: login
    method: PUT
    expect: wrong_method
`)
  })

  it('sends again what was sent, to the letter', async () => {
    await using duble = await open()
    const login = '/interact_cti/agent/login/'
    const agents = [
      '$a',
      '$$',
      '{b}',
      ' c ',
      '"d"',
      "'e'",
      '#f',
      '- g',
      'h: i',
      '“j”',
      'k\nl\t',
      '~',
      '007',
      '',
      '1_0',
      '0x1F',
      '@',
      '%',
      '`',
      '!',
      '&',
      '*',
      '?',
      '|',
      '>',
      ',',
      '[',
      'null',
      'yes',
      '<<',
      '\u0007',
      '😀',
    ]
    await putAll(
      duble,
      ...agents.map((agent) => vocomAsk(login, { agent, more: { [`k${agent.length}`]: agent } })),
    )
    const [scenario] = await read(await duble.recordScenario())
    await using stage = await openStage(scenario as never)
    expect(await play(scenario as never, stage)).toBeUndefined()
    const sent = (entries: readonly JournalEntry[]): unknown[] =>
      entries.map(({ requestBody }) => JSON.parse(requestBody))
    expect(sent(stage.journal())).toEqual(sent(duble.journal().entries))
  })

  it('has a made-up person in place of each whom somebody has typed, unless the fixture has written him out', async () => {
    await using duble = await open()
    await putAll(
      duble,
      datacakeAsk('/prospectos', 'POST', {
        nome: 'Carla',
        telefone_celular: '41987650000',
        cep: '80010000',
        id_servico: '10',
        cnpj_cpf: '295.379.955-93',
      }),
      datacakeAsk('/prospectos', 'POST', {
        nome: 'Carla',
        telefone_celular: '41987650000',
        cep: '80010000',
        id_servico: '10',
        cnpj_cpf: '29537995593',
      }),
      datacakeAsk('/clientes', 'GET', { cnpj_cpf: '29537995593' }),
      datacakeAsk('/clientes?cnpj_cpf=390.533.447-05'),
    )
    const text = await steps(duble)
    expect(text).not.toMatch(/295\.?379/)
    const [first = '', second, third] = [...text.matchAll(/cnpj_cpf"?: ?"?([\d.-]+)/g)].map(
      ([, said]) => said,
    )
    expect(first).toMatch(/^\d{3}\.\d{3}\.\d{3}-\d{2}$/)
    expect([second, third]).toEqual([first.replace(/\D/g, ''), first.replace(/\D/g, '')])
    expect(text).toContain('with: { cnpj_cpf: 390.533.447-05 }')
    expect(text).toContain('    expect: duplicate\n')
  })

  it('asks as often as it was asked, in one step', async () => {
    await using duble = await open()
    await putAll(duble, zenAsk(), zenAsk(), zenAsk(), zenAsk())
    expect(await steps(duble)).toMatch(
      / {4}with: \{ data: 2018-01-01 \}\n {4}repeat: 3\n {4}expect: too_many_requests\n$/,
    )
  })

  it('tells of what matched nothing, secrets masked', async () => {
    await using duble = await open({ vendors: ['crm-zen'] })
    await putAll(duble, { path: '/crm-zen/api/totais?token=secret' }, zenAsk(), { path: '/zen/x' })
    expect(await steps(duble)).toBe(`\
  # GET /crm-zen/api/totais?token=*** was answered 404: crm-zen has no operation at /api/totais; the nearest is totals, GET /crm-zen/api/totais_lead: its path is /api/totais_lead; credentials: the header "token" is missing or empty; parameters: data is missing
  - call: totals
    with: { data: 2018-01-01 }
    count: { usuarios: 2 }

# GET /zen/x was answered 404: /zen/x names no vendor: there is no "zen"; paths begin with /crm-zen/
`)
  })

  it('says no secret, wherever it stands and whosever it is', async () => {
    await using duble = await open({ vendors: ['crm-zen', 'vocom'] })
    await putAll(
      duble,
      zenAsk('data=2018-01-01&chave=zen-token&zen-sem-acesso=1'),
      vocomAsk('/interact_cti/agent/get_break_list/', {
        agent: 'DEV',
        more: { keys: ['Bearer zen-desabilitado', 'e45c53c6-049f-474d-896a-8e891ec57473'] },
      }),
      { path: '/crm-zen/nothing/zen-token?x=zen-token' },
    )
    const text = await steps(duble)
    expect(text).toContain('extra: { chave: unknown-token, unknown-token: "1" }')
    expect(text).toContain('extra: { more: { keys: [Bearer unknown-token, unknown-token] } }')
    expect(text).toContain('# GET /crm-zen/nothing/unknown-token?x=unknown-token was answered 404')
    expect(text).not.toMatch(/zen-token|zen-desabilitado|zen-sem-acesso|e45c53c6/)
  })

  it('names a token that was given out also where it does not belong', async () => {
    await using duble = await open({ vendors: ['smartspace', 'vocom'] })
    const { body } = await put(duble, tokenAsk('grant_type=client_credentials'))
    await put(
      duble,
      vocomAsk('/interact_cti/agent/get_break_list/', { agent: 'DEV', key: body.access_token }),
    )
    const text = await steps(duble)
    expect(text).toContain('extra: { key: $token }')
    expect(text).not.toContain(body.access_token)
  })

  it('carries what a request ordered of Dublê, and a payload with a GET', async () => {
    await using duble = await open()
    await putAll(
      duble,
      {
        ...zenAsk(),
        headers: {
          token: 'zen-token',
          'x-duble-options': 'cooldown.starts_on=any',
          'x-duble-fault': 'internal',
        },
      },
      datacakeAsk('/clientes', 'GET', { cnpj_cpf: '390.533.447-05' }),
      datacakeAsk('/prospectos/77', 'PUT', { cep: '80010000' }, 'guess'),
    )
    expect(await steps(duble)).toBe(`\
  - call: crm-zen/totals
    with: { data: 2018-01-01 }
    headers: { X-Duble-Options: cooldown.starts_on=any, X-Duble-Fault: internal }
    expect: internal

  - call: datacake/clientes
    payload: '{"cnpj_cpf":"390.533.447-05"}'
    body: { nome: Ana Lima, tipo_pessoa: F, ie_identidade: "123456789", rg_orgao_emissor: SESP/PR }
    save: { cep: cep }

  - call: datacake/editar_prospecto
    as: nobody
    with: { id_prospecto: 77, cep: $cep }
    headers: { Authorization: Bearer unknown-token }
    expect: invalid_token
`)
  })

  it('begins anew with a reset', async () => {
    await using duble = await open()
    await put(duble, zenAsk())
    duble.clock.advance('1h')
    await duble.reset()
    await put(duble, zenAsk('data=2018-01-02'))
    expect(await steps(duble)).toMatch(/^ {2}- call: totals\n {4}with: \{ data: 2018-01-02 \}\n/)
  })
})

describe('time that passed by itself', () => {
  const moving = async (...gaps: readonly number[]): Promise<string> => {
    let wall = Date.UTC(2026, 2, 2, 12, 0, 0, 250)
    await using duble = await startDuble({ vendors: ['crm-zen'], wall: () => wall })
    await put(duble, zenAsk())
    for (const gap of gaps) {
      wall += gap
      await put(duble, zenAsk())
    }
    return steps(duble)
  }
  const moves = (text: string): string[] => text.match(/(?:advance|clock): .*/g) ?? []

  it('is left out where it changed nothing', async () => {
    expect(moves(await moving(2000, 40_000))).toEqual([])
  })

  it('is in whole seconds where that is enough, and small gaps go into the next', async () => {
    expect(moves(await moving(20_000, 290_400))).toEqual(['advance: 5m10s'])
    expect(moves(await moving(299_000, 1_000))).toEqual(['advance: 4m59s', 'advance: 1s'])
  })

  it('is exact where it must be: a token of one hour is asked with just before and just after its end', async () => {
    let wall = Date.UTC(2026, 2, 2, 12, 0, 0, 250)
    await using duble = await startDuble({ vendors: ['smartspace'], wall: () => wall })
    const { body } = await put(duble, tokenAsk('grant_type=client_credentials'))
    const ask: Sent = {
      path: '/smartspace/clientes?codigo=1001',
      headers: { authorization: `Bearer ${body.access_token}` },
    }
    wall += 3_599_950
    await put(duble, ask)
    wall += 100
    await put(duble, ask)
    expect(moves(await steps(duble))).toEqual(['advance: 250ms', 'advance: 59m59s950ms', 'advance: 100ms'])
  })
})

describe('an answer that was held back', () => {
  it('moves a scenario’s clock, which is set back where the world’s stood still', async () => {
    await using duble = await open()
    const { body } = await put(duble, tokenAsk('grant_type=client_credentials'))
    const ask: Sent = {
      path: '/smartspace/clientes?codigo=1001',
      headers: { authorization: `Bearer ${body.access_token}` },
    }
    duble.clock.advance('59m59s999ms')
    duble.fault({ vendor: 'smartspace', operation: 'consultar', fault: 'delay=5ms', times: 1 })
    await putAll(duble, ask, ask)
    const text = await steps(duble)
    expect(text.match(/(?:advance|clock): .*/g)).toEqual([
      'advance: 59m59s999ms',
      'clock: 2026-03-02 09:59:59',
      'advance: 999ms',
    ])
  })
})
