import { describe, expect, it } from 'vitest'
import { failureOf, folderOf, mistakes, read, vocomSteps, zenSteps } from './support.ts'

describe('a mistake that many make is answered with what they meant', () => {
  it.each([
    [
      'expect: 200',
      '- { call: totals, with: { data: 2018-01-01 }, expect: 200 }\n',
      '4:55 step 1: expect names no outcome of crm-zen/totals: 200 (a status is written { status: 200 })',
    ],
    [
      'expect: empty',
      '- { call: totals, with: { data: 2018-01-01 }, expect: empty }\n',
      '4:55 step 1: expect names no outcome of crm-zen/totals: empty (did you mean ok.empty?)',
    ],
    [
      'fault: none',
      '- fault: none\n',
      '4:10 step 1: fault is no fault: to remove all of them, write "faults: none"',
    ],
    [
      'advance: 1 day',
      '- advance: 1 day\n',
      '4:12 step 1: advance: "1 day" is not a duration: write numbers with falling units, such as 300ms, 5m, 4m59s or 1h30m (did you mean 1d?)',
    ],
    [
      'advance: 90 minutes',
      '- advance: 90 minutes\n',
      '4:12 step 1: advance: "90 minutes" is not a duration: write numbers with falling units, such as 300ms, 5m, 4m59s or 1h30m (did you mean 1h30m?)',
    ],
    [
      'token in a call',
      '- { call: totals, with: { data: 2018-01-01 }, token: abc }\n',
      `4:47 step 1 has no field "token": who calls is said by "as: <a credential's name>", and any header by "headers: { token: … }"`,
    ],
    [
      'an operation that nothing is near',
      '- call: everything_there_is\n',
      '4:9 step 1: call names no operation of crm-zen: everything_there_is: there are totals',
    ],
    [
      'on and operation',
      '- { fault: internal, on: totals, operation: totals }\n',
      '4:34 step 1: operation says what "on" says already',
    ],
  ])('%s', async (_what, steps, expected) => {
    expect(await mistakes(zenSteps(steps))).toEqual([expected])
  })

  it.each(['wait', 'sleep'])('%s: 5m', async (word) => {
    expect(await mistakes(zenSteps(`- ${word}: 5m\n`))).toEqual([
      `4:3 step 1 does nothing: "${word}" (did you mean advance?) is no step: it must say one of call, advance, clock, fault, faults, state, options, reset, expect_journal`,
    ])
  })

  it('a parameter that is not known and the one that is lacking are one mistake', async () => {
    const yaml = 'scenario: a\nsteps:\n- { call: datacake/clientes, with: { cpf: 1 } }\n'
    expect(await mistakes(yaml)).toEqual([
      '3:38 step 1: with.cpf is no parameter of datacake/clientes (did you mean cnpj_cpf?): write it below "extra" if the document does not know it',
    ])
  })

  it('a bare reset is one', async () => {
    const call = '- { call: totals, with: { data: 2018-01-01 } }\n'
    expect(await failureOf(zenSteps(`${call}- reset\n${call}`))).toBeUndefined()
  })

  it('on and operation name the same, in steps and in what is given', async () => {
    for (const word of ['on', 'operation']) {
      const yaml = `scenario: a\ngiven: { vendor: crm-zen, faults: [{ ${word}: totals, fault: internal, times: 1 }] }
steps:
- { call: totals, with: { data: 2018-01-01 }, expect: internal }
- { fault: internal, ${word}: totals, times: 1 }
- { call: totals, with: { data: 2018-01-01 }, expect: internal }
- { call: totals, with: { data: 2018-01-01 } }
`
      expect(await failureOf(yaml)).toBeUndefined()
    }
  })
})

describe('what differs in a body is told by what to write', () => {
  const totals = (says: string): string =>
    zenSteps(`- { call: totals, with: { data: 2018-01-01 }, ${says} }\n`)

  it.each([
    [
      'body: { usuarios: { nome: Ana Lima } }',
      '4:67 expected "Ana Lima", came a list of 2 elements: to look at one of them, write { 0: { nome: … } }, in an answer that was ok (HTTP 200)',
    ],
    [
      'body: { usuarios: 2 }',
      '4:55 expected 2, came a list of 2 elements: to count them, write "count: { usuarios: 2 }", in an answer that was ok (HTTP 200)',
    ],
    ['body: { data: null }', '4:55 expected null, came "2018-01-01", in an answer that was ok (HTTP 200)'],
    [
      'count: { erros: 9 }',
      '4:56 expected 9 in erros, came 4: com_erro, sem_agrupamento, limite_de_contatos, duplicados',
    ],
  ])('%s', async (says, expected) => {
    expect(await failureOf(totals(says))).toBe(expected)
  })

  it('long texts are shown where they differ', async () => {
    const steps = `- { call: totals, with: { data: 2018-01-01 } }
- call: totals
  with: { data: 2018-01-01 }
  expect: too_many_requests
  body:
    error: >-
      Você excedeu o número de requisições.
      Sua última requisição foi em "2026-03-02 09:00:00".
      Sua próxima requisição estará disponível em "2026-03-02 09:06:00"
`
    expect(await failureOf(zenSteps(steps))).toBe(
      '9:5 expected … em "2026-03-02 09:06:00", came … em "2026-03-02 09:05:00", which differs from character 151 on, in an answer that was too_many_requests (HTTP 429)',
    )
  })
})

describe('a file that is no YAML', () => {
  it.each([
    [
      'with a name in braces, without quotes',
      `- { call: totals, with: { data: $${'{day}'} }, expect: ok }\n- [\n`,
      `4:34 is not YAML: Unexpected flow-map-start at node end: put quotes around "$${'{…}'}" and the text it stands in`,
    ],
    [
      'with a brace that is not closed',
      '- call: totals\n  body: {a}b}\n',
      expect.stringMatching(/^5:12 is not YAML: .+: text that has braces takes quotes$/),
    ],
    [
      'without any',
      '- call: "totals\n',
      expect.stringMatching(/^\d:\d+ is not YAML: Missing closing "quote$/),
    ],
  ])('%s is told of once', async (_what, steps, expected) => {
    expect(await mistakes(zenSteps(steps))).toEqual([expected])
  })
})

describe('what hides nothing else', () => {
  it('a table that is not there', async () => {
    const yaml = `scenario: $title
examples: nowhere.csv
given: { vendor: crm-zen, options: { cooldown.scope: $scope } }
steps:
- { call: totals, as: $who, with: { $field: $data }, repeat: $n, expect: $outcome, count: $count }
- { fault: $fault, on: $operation }
- { state: $state }
- { call: total }
`
    expect(await mistakes(yaml)).toEqual([
      '2:11 examples must be a CSV file beside this one, or a list of maps: there is no nowhere.csv',
      '8:11 step 4: call names no operation of crm-zen: total (did you mean totals?)',
    ])
  })

  it('a list without examples', async () => {
    expect(await mistakes('scenario: a\nexamples: []\nsteps: [{ advance: 5 }]\n')).toEqual([
      '2:11 examples must have one at least',
      expect.stringMatching(/^3:20 step 1: advance: "5" is not a duration/),
    ])
  })

  it("a fixture's own mistakes, which are told once, behind the scenario's", async () => {
    await using files = await folderOf({
      'zen.yaml': 'fixture: mine\nvendor: crm-zen\ndays: [{ dta: 2020-01-01 }]\n',
      'pabx.yaml': 'fixture: mine\nvendor: vocom\nagents: 7\n',
    })
    const yaml = `scenario: a
given:
  vendor: crm-zen
  fixture: { crm-zen: zen.yaml, vocom: pabx.yaml }
  options: { cap: error }
  states: [nothing, vocom/nothing]
examples: [{ a: 1 }, { a: 2 }]
steps:
- { call: totals, with: { data: $a } }
- { call: vocom/login, with: { a: b } }
- { advance: 5 }
`
    const told = await mistakes(yaml, files.at('f.scenario.yaml'))
    expect(told[0]).toMatch(/^11:14 step 3: advance: "5" is not a duration/)
    expect(told.filter((says) => says.includes('dta'))).toHaveLength(1)
    expect(told.filter((says) => says.includes('agents'))).toHaveLength(1)
    expect(told.filter((says) => /^\d+:\d+ (step|given)/.test(says))).toHaveLength(1)
  })
})

describe('steps are counted from 1', () => {
  it('in messages as in reports', async () => {
    await expect(read(vocomSteps('- reset\n- { fault: x }\n'))).rejects.toThrow(
      /^f\.scenario\.yaml:5:12 step 2: fault/,
    )
  })
})

describe('the journal', () => {
  it('counts by status, and what came broken', async () => {
    const call = (expected: string): string =>
      `- { call: get_break_list, with: { agent: DEV }, expect: ${expected} }\n`
    const steps = `- { fault: status=502, times: 1 }
${call('{ status: 502 }')}- { fault: connection_reset, times: 1 }
${call('broken')}- { fault: malformed_body, times: 1 }
${call('broken')}${call('ok')}- expect_journal: { get_break_list.502: 1, get_break_list.broken: 2, get_break_list.200: 3, get_break_list: 4 }
- expect_journal: { get_break_list.broken: 1 }
`
    expect(await failureOf(vocomSteps(steps))).toBe(
      '12:21 expected get_break_list.broken 1, came 2; the journal has vocom/get_break_list.502 1, vocom/get_break_list.ok broken 2, vocom/get_break_list.ok 1',
    )
    expect(await mistakes(vocomSteps('- expect_journal: { login.borken: 1, login.900: 1 }\n'))).toEqual([
      '4:21 step 1: expect_journal.login.borken names no outcome of vocom/login: borken (did you mean broken?)',
      expect.stringMatching(/^4:38 step 1: expect_journal\.login\.900 names no outcome of vocom\/login: 900/),
    ])
  })

  it('knows a torn table for broken, as the call does', async () => {
    const yaml = `scenario: a
steps:
- { fault: malformed_body, on: vocalcontact/info_lead }
- { call: vocalcontact/info_lead, with: { format: csv }, expect: broken }
- expect_journal: { vocalcontact/info_lead.broken: 1 }
`
    expect(await failureOf(yaml)).toBeUndefined()
  })
})
