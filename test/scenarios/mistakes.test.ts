import { describe, expect, it } from 'vitest'
import { folderOf, mistakes, read, vocomSteps, zenSteps } from './support.ts'

const login = (more: string) => vocomSteps(`- { call: login, with: { agent: DEV, branch: 3000 }, ${more} }\n`)

describe('a mistake in a scenario is refused at its place, before anything runs', () => {
  it('with the line and a caret', async () => {
    await expect(read(login('expect: excute_failed'))).rejects.toMatchObject({
      message: [
        'f.scenario.yaml:4:62 step 1: expect names no outcome of vocom/login: excute_failed (did you mean execute_failed?)',
        '    4 | - { call: login, with: { agent: DEV, branch: 3000 }, expect: excute_failed }',
        `      | ${' '.repeat(61)}^`,
      ].join('\n'),
    })
  })

  it.each([
    ['a file of nothing', '', ['1:1 the file must be a map that begins with "scenario: what is to happen"']],
    ['a file without its parts', '{}\n', ['1:1 the file lacks scenario', '1:1 the file lacks steps']],
    [
      'an unknown key of the file',
      'scenario: a\nsteps: [{ reset: yes }]\ngivn: {}\n',
      ['3:1 the file has no field "givn" (did you mean given?)'],
    ],
    ['steps that are none', 'scenario: a\nsteps: reset\n', ['2:8 steps must be a list of steps']],
    ['a list of no steps', 'scenario: a\nsteps: []\n', ['2:8 steps must be a list of steps']],
    [
      'a step that is text',
      vocomSteps('- advance\n'),
      [
        '4:3 step 1 must be a map that says one of call, advance, clock, fault, faults, state, options, reset, expect_journal',
      ],
    ],
    [
      'an unknown step',
      vocomSteps('- { cal: login }\n'),
      [
        '4:3 step 1 does nothing: "cal" (did you mean call?) is no step: it must say one of call, advance, clock, fault, faults, state, options, reset, expect_journal',
      ],
    ],
    [
      'two steps in one',
      vocomSteps('- { reset: yes, advance: 5s }\n'),
      ['4:17 step 1: advance is a second step in one: write "- advance: …" below "reset"'],
    ],
    [
      'an unknown word of a step',
      vocomSteps('- { advance: 5s, time: 2 }\n'),
      ['4:18 step 1 has no field "time"'],
    ],
  ])('%s', async (_what, yaml, expected) => {
    expect(await mistakes(yaml)).toEqual(expected)
  })

  it.each([
    [
      'an unknown vendor',
      '{ vendor: vocon }',
      [
        '2:18 given.vendor names no vendor: vocon (did you mean vocom?): there are crm-zen, datacake, smartspace, vocalcontact, vocom',
      ],
    ],
    [
      'an unknown word',
      '{ vendor: vocom, stats: [] }',
      ['2:25 given has no field "stats" (did you mean states?)'],
    ],
    [
      'an unknown fixture',
      '{ vendor: vocom, fixture: defalt }',
      [
        expect.stringMatching(
          /^2:34 given\.fixture: vocom has no fixture "defalt" \(did you mean default\?\): \S*fixtures\/vocom has /,
        ),
      ],
    ],
    [
      'a fixture of nobody',
      '{ fixture: default }',
      ['2:19 given.fixture must name its vendor, as in { vocom: default }, or given.vendor must'],
    ],
    [
      'what is no time',
      '{ vendor: vocom, clock: soon }',
      [
        '2:32 given.clock: "soon" is not a time: write one like 2026-03-02T09:00:00-03:00 or 2026-03-02 09:00:00',
      ],
    ],
    [
      'what is no seed',
      '{ vendor: vocom, seed: x }',
      ['2:31 given.seed must be a whole number from 0 on, got x'],
    ],
    [
      'an unknown state',
      '{ vendor: crm-zen, states: [CRM Zen fail] }',
      [
        '2:36 given.states.0 names no state of crm-zen\'s fixture "default": CRM Zen fail (did you mean CRM Zen fails?): it has "no leads on 2018-01-01", "zen-token has just asked", "CRM Zen fails"',
      ],
    ],
    [
      'an unknown option',
      '{ vendor: vocom, options: { capp: error } }',
      ['2:36 given.options: vocom has no option "capp" (did you mean cap?)'],
    ],
    [
      "an option's wrong value",
      '{ vendor: vocom, options: { cap: loud } }',
      ["2:41 given.options: vocom's option cap must be one of silent, error, got loud"],
    ],
    [
      'options of an unknown vendor',
      '{ options: { vocon: { cap: error } } }',
      [
        '2:21 given.options.vocon names no vendor: vocon (did you mean vocom?): there are crm-zen, datacake, smartspace, vocalcontact, vocom',
      ],
    ],
    [
      'a fault without its word',
      '{ vendor: vocom, faults: [{ operation: login }] }',
      ['2:34 given.faults.0 lacks fault, the word that says which'],
    ],
    [
      'a fault on an unknown operation',
      '{ vendor: vocom, faults: [{ operation: logn, fault: status=503 }] }',
      ['2:47 given.faults.0.operation names no operation of vocom: logn (did you mean login?)'],
    ],
  ])('given: %s', async (_what, given, expected) => {
    const steps = given.includes('vendor: crm-zen')
      ? '{ call: totals, with: { data: 2018-01-01 } }'
      : '{ advance: 1s }'
    expect(await mistakes(`scenario: made up\ngiven: ${given}\nsteps: [${steps}]\n`)).toEqual(expected)
  })

  it.each([
    [
      'an unknown operation',
      '- call: lgin\n',
      ['4:9 step 1: call names no operation of vocom: lgin (did you mean login?)'],
    ],
    [
      "an unknown vendor's operation",
      '- call: vocon/login\n',
      [
        '4:9 step 1: call names no vendor: vocon (did you mean vocom?): there are crm-zen, datacake, smartspace, vocalcontact, vocom',
      ],
    ],
    [
      'an unknown parameter',
      '- { call: login, with: { agent: DEV, branch: 1, agnt: DEV } }\n',
      [
        '4:49 step 1: with.agnt is no parameter of vocom/login (did you mean agent?): write it below "extra" if the document does not know it',
      ],
    ],
    [
      'a required parameter that is not there',
      '- { call: login, with: { agent: DEV } }\n',
      ['4:18 step 1: with lacks branch, which vocom/login takes (to send none, write "without: [branch]")'],
    ],
    [
      'all of them',
      '- call: login\n',
      [
        '4:3 step 1: call lacks agent, which vocom/login takes (to send none, write "without: [agent]")',
        '4:3 step 1: call lacks branch, which vocom/login takes (to send none, write "without: [branch]")',
      ],
    ],
    [
      'an unknown parameter left out',
      '- { call: login, with: { agent: DEV }, without: [brunch] }\n',
      [
        '4:18 step 1: with lacks branch, which vocom/login takes (to send none, write "without: [branch]")',
        '4:50 step 1: without.0 names no parameter of vocom/login: brunch (did you mean branch?): there are agent, branch, company_id',
      ],
    ],
    [
      'an unknown credential',
      '- { call: logout, with: { agent: DEV, branch: 1 }, as: apikey }\n',
      [
        '4:56 step 1: as names no credential of vocom: apikey (did you mean api_key?): there are api_key, nobody',
      ],
    ],
    [
      'a name that nothing has',
      '- { call: login, with: { agent: $agent, branch: 1 } }\n',
      ['4:33 step 1: with.agent names nothing: $agent: nothing is saved before, and there are no examples'],
    ],
    [
      'a method that is none',
      '- { call: login, method: get }\n',
      ['4:26 step 1: method must be GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS, got get'],
    ],
    [
      'a body that cannot be sent',
      '- { call: login, method: GET, payload: x }\n',
      ['4:40 step 1: payload cannot be sent: a GET carries no body here'],
    ],
    [
      'no repetition',
      '- { call: login, payload: x, repeat: 0 }\n',
      ['4:38 step 1: repeat must be a whole number from 1 on, got 0'],
    ],
    [
      'an expectation of nothing',
      '- { call: login, payload: x, expect: {} }\n',
      ['4:38 step 1: expect must say which status, as in { status: 503 }'],
    ],
    [
      'the body of an answer that is broken',
      '- { call: login, payload: x, expect: broken, body: {} }\n',
      ['4:46 step 1: body has nothing to look at: an answer that is broken has no body'],
    ],
    [
      'a count that is none',
      '- { call: login, payload: x, count: { a: many } }\n',
      ['4:42 step 1: count.a must be a whole number from 0 on, got many'],
    ],
    [
      'a name that cannot be',
      '- { call: login, payload: x, save: { call-id: a } }\n',
      ['4:38 step 1: save.call-id can be no name: letters, digits and _ only'],
    ],
    [
      'a header that cannot be',
      '- { call: login, payload: x, headers: { "a b": c } }\n',
      ['4:41 step 1: headers.a b can be the name of no header'],
    ],
  ])('a call: %s', async (_what, steps, expected) => {
    expect(await mistakes(vocomSteps(steps))).toEqual(expected)
  })

  it.each([
    [
      'a duration without a unit',
      '- advance: 5\n',
      [
        '4:12 step 1: advance: "5" is not a duration: write numbers with falling units, such as 300ms, 5m, 4m59s or 1h30m',
      ],
    ],
    [
      'what is no time',
      '- clock: now\n',
      [
        '4:10 step 1: clock: "now" is not a time: write one like 2026-03-02T09:00:00-03:00 or 2026-03-02 09:00:00',
      ],
    ],
    [
      'an unknown fault',
      '- { fault: execute_faild, on: login }\n',
      [
        expect.stringMatching(
          /^4:12 step 1: fault: vocom\/login has no error "execute_faild" \(did you mean execute_failed\?\): /,
        ),
      ],
    ],
    [
      'a fault on nothing that is known',
      '- { fault: execute_failed, on: logn }\n',
      ['4:32 step 1: on names no operation of vocom: logn (did you mean login?)'],
    ],
    [
      'a fault that never comes',
      '- { fault: execute_failed, times: 0, credential: nobdy }\n',
      [
        '4:35 step 1: times: "times" takes a whole number from 1, got 0',
        '4:50 step 1: credential names no credential of vocom: nobdy: there are api_key',
      ],
    ],
    [
      'all faults but none',
      '- faults: all\n',
      ['4:11 step 1: faults must be none, which removes every fault; one is added by "fault: …"'],
    ],
    [
      'an unknown state',
      '- state: DEV is on a brake\n',
      [
        expect.stringMatching(
          /^4:10 step 1: state names no state of vocom's fixture "default": DEV is on a brake \(did you mean DEV is on a break\?\): it has "DEV is on a break", /,
        ),
      ],
    ],
    [
      'an unknown option',
      '- options: { vocom: { capp: error } }\n',
      ['4:23 step 1: options.vocom: vocom has no option "capp" (did you mean cap?)'],
    ],
    ['a reset that is none', '- reset: no\n', ['4:10 step 1: reset must be yes']],
    [
      'an unknown outcome in the journal',
      '- expect_journal: { login.okay: 1, lgin: 1, unmatchd: 0, crm-zen: 1 }\n',
      [
        '4:21 step 1: expect_journal.login.okay names no outcome of vocom/login: okay (did you mean ok?)',
        '4:36 step 1: expect_journal.lgin names no operation of vocom: lgin (did you mean login?)',
        '4:45 step 1: expect_journal.unmatchd names nothing: unmatchd (did you mean unmatched?)',
        '4:58 step 1: expect_journal.crm-zen names no operation of vocom: crm-zen: there are login, logout, get_break_list, state_set_break, state_return_break, call_services, call_terminate, call_transfer, call_hold, call_hold_retrieve, get_agent_list, tabs_list_all, dialer_list_all',
      ],
    ],
  ])('%s', async (_what, steps, expected) => {
    expect(await mistakes(vocomSteps(steps))).toEqual(expected)
  })

  it('a saved name only where requests and answers are written', async () => {
    const save = '- { call: login, with: { agent: DEV, branch: 3000 }, save: { who: agent } }\n'
    expect(await mistakes(vocomSteps(`${save}- advance: $who\n- { fault: $who }\n`))).toEqual([
      '5:12 step 2: advance cannot hang on what a step has saved: only with, headers, body and their like can',
      '6:12 step 3: fault cannot hang on what a step has saved',
    ])
  })

  it('all of them at once, in the order of the file', async () => {
    expect(
      await mistakes(
        zenSteps('- call: total\n- { call: totals, with: { date: 2018-01-01 } }\n- advance: x\n'),
      ),
    ).toEqual([
      '4:9 step 1: call names no operation of crm-zen: total (did you mean totals?)',
      '5:27 step 2: with.date is no parameter of crm-zen/totals (did you mean data?): write it below "extra" if the document does not know it',
      '6:12 step 3: advance: "x" is not a duration: write numbers with falling units, such as 300ms, 5m, 4m59s or 1h30m',
    ])
  })
})

describe('a mistake in examples', () => {
  const steps =
    'given: { vendor: crm-zen }\nsteps:\n- { call: totals, with: { data: $data }, expect: $outcome }\n'

  it('names the column that is not there, and the line of a value that is wrong', async () => {
    await using files = await folderOf({ 'cases.csv': 'data,outcom\n2018-01-01,ok\n2018-01-02,bad_dat\n' })
    const yaml = `scenario: a\nexamples: cases.csv\n${steps}`
    expect(await mistakes(yaml, files.at('f.scenario.yaml'))).toEqual([
      '5:50 step 1: expect names nothing: $outcome (did you mean $outcom?): there are $data, $outcom',
    ])
    expect(await mistakes(yaml.replace('$outcome', '$outcom'), files.at('f.scenario.yaml'))).toEqual([
      '5:50 step 1: expect names no outcome of crm-zen/totals: bad_dat (did you mean bad_date?) (cases.csv:3)',
    ])
  })

  it.each([
    [
      'no file',
      'nowhere.csv',
      'must be a CSV file beside this one, or a list of maps: there is no nowhere.csv',
    ],
    ['an empty file', 'empty.csv', ': empty.csv is empty'],
    ['columns alone', 'bare.csv', ': bare.csv has no line below its columns'],
    [
      'a line that is too short',
      'short.csv',
      ': short.csv is not CSV: Invalid Record Length: expect 2, got 1 on line 2',
    ],
    [
      'a column that no $name can be',
      'odd.csv',
      'has a column "the data", which no $name can be: letters, digits and _ only',
    ],
  ])('%s', async (_what, file, says) => {
    await using files = await folderOf({
      'empty.csv': '\n',
      'bare.csv': 'a,b\n',
      'short.csv': 'a,b\n1\n',
      'odd.csv': 'the data\n1\n',
    })
    const yaml = `scenario: a\nexamples: ${file}\nsteps:\n- reset: yes\n`
    const space = says.startsWith(':') ? '' : ' '
    expect(await mistakes(yaml, files.at('f.scenario.yaml'))).toEqual([`2:11 examples${space}${says}`])
  })
})
