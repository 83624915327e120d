import { describe, expect, it } from 'vitest'
import { printFailure } from '../../src/scenarios/report.ts'
import { folderOf, play, vocomSteps } from './support.ts'

/** The lines of a failure that begin with a label, and those that follow without one. */
async function told(label: string, yaml: string, file?: string): Promise<string[]> {
  const results = await play(yaml, file)
  const failed = results.find(({ failure }) => failure !== undefined)
  const lines = failed === undefined ? [] : printFailure(failed).split('\n')
  const begin = lines.findIndex((line) => line.startsWith(`      ${label.padEnd(8)}  `))
  const rest = lines.slice(begin + 1)
  const next = rest.findIndex((line) => !line.startsWith(' '.repeat(16)))
  const shown = begin < 0 ? [] : lines.slice(begin, begin + 1 + (next < 0 ? rest.length : next))
  return shown.map((line) => line.slice(16))
}

describe('the ledger behind a failure', () => {
  it('begins with the row of the option that decided, with its value and what else it may be', async () => {
    const yaml =
      'scenario: made up\ngiven: { vendor: datacake }\nsteps:\n- { call: clientes, with: { cnpj_cpf: 111.444.777-35 } }\n'
    expect(await told('ledger', yaml)).toEqual([
      expect.stringMatching(/^K-A03 assumed: .+ \(option not_found is 404, may be 200_vazio\) \[clientes\./),
    ])
  })

  it('names the cap where an answer was cut', async () => {
    const yaml =
      'scenario: made up\ngiven: { vendor: vocalcontact }\nsteps:\n- { call: all_opportunity, count: 5001 }\n'
    expect((await told('ledger', yaml))[0]).toMatch(
      /^V-Q2 assumed: .+ \(option cap is silent, may be error\)/,
    )
  })

  it('goes on with a row of an option that the scenario sets, with the value as it was then', async () => {
    const yaml = vocomSteps(
      '- options: { error_http_status: 401 }\n- { call: login, with: { agent: NINGUEM, branch: 2000 }, expect: { status: 404 } }\n',
    )
    expect(await told('ledger', yaml)).toEqual([
      expect.stringMatching(
        /^C-S02 assumed: .+ \(option login\.unknown_agent is not_found_failed, may be execute_failed\) /,
      ),
      expect.stringMatching(/^C-Q12 assumed: .+ \(option error_http_status is 401, may be 200, per_type\)$/),
    ])
  })

  it('shows two options at most, where none decided', async () => {
    const yaml = 'scenario: made up\ngiven: { vendor: datacake }\nsteps:\n- { call: produtos, as: nobody }\n'
    for (const row of await told('ledger', yaml)) {
      expect(row).toContain(
        '(option auth is bearer, may be none; auth.header is Authorization, may be any text)',
      )
    }
  })

  it('quotes in marks that the quote does not have', async () => {
    const yaml = vocomSteps(
      '- { call: login, with: { agent: DEV, branch: 1 }, extra: { branch: 1 }, body: { a: 1 }, expect: params_failed }\n',
    )
    for (const row of await told('ledger', yaml)) expect(row).not.toMatch(/["“”]["“”]/)
  })
})

describe('a fault behind a failure', () => {
  const zen = (given: string, steps: string): string =>
    `scenario: made up\ngiven: { vendor: crm-zen, clock: 2026-03-02 09:00:00${given} }\nsteps:\n${steps}`
  const totals = (expected: string): string =>
    `- { call: totals, with: { data: 2018-01-01 }, expect: ${expected} }\n`

  it.each([
    [
      'given',
      zen(', faults: [{ on: totals, fault: internal }]', totals('ok')),
      'the fault internal, set at f.scenario.yaml:2, stood in for the handler',
    ],
    [
      'of a state',
      zen(', states: CRM Zen fails', totals('ok')),
      'the fault internal, set at f.scenario.yaml:2, stood in for the handler',
    ],
    [
      'of two that are alike, the younger when the older is used up',
      zen('', `- { fault: internal, times: 1 }\n- fault: internal\n${totals('internal')}${totals('ok')}`),
      'the fault internal, set at f.scenario.yaml:5, stood in for the handler',
    ],
    [
      'after a reset, which removes those of steps',
      zen(', faults: [{ fault: status=503 }]', `- fault: status=502\n- reset\n${totals('ok')}`),
      'the fault status=503, set at f.scenario.yaml:2, stood in for the handler',
    ],
    [
      'that holds an answer back, and one that breaks it',
      zen('', `- fault: { delay: 31s }\n- fault: truncated_body\n${totals('ok')}`),
      'the fault delay=31s, set at f.scenario.yaml:4, held the answer back; the fault truncated_body, set at f.scenario.yaml:5, broke the answer; ',
    ],
    [
      'of the request itself',
      zen('', totals('ok').replace(', expect', ', headers: { X-Duble-Fault: internal }, expect')),
      'the fault internal stood in for the handler',
    ],
  ])('is named with its line: %s', async (_what, yaml, expected) => {
    const [why = ''] = await told('why', yaml)
    expect(why.slice(0, expected.length)).toBe(expected)
  })

  it('stands beside what the vendor says, where it only held the answer back', async () => {
    const steps = `${totals('ok')}- fault: delay=1s\n${totals('ok')}`
    expect(await told('why', zen('', steps))).toEqual([
      'the last counted request was at 2026-03-02 09:00:00; 300 s are left of 300; the fault delay=1s, set at f.scenario.yaml:5, held the answer back',
    ])
  })
})

describe('a failed line of examples', () => {
  const steps =
    'given: { vendor: crm-zen }\nsteps:\n- { call: totals, with: { data: $data }, expect: $outcome }\n'

  it('is named by the line of the CSV, empty lines and line breaks in cells counted', async () => {
    await using files = await folderOf({
      'cases.csv': 'data,outcome,note\r\n2018-01-01,ok,"two\r\nlines"\r\n\r\nx,ok,\r\n',
    })
    const yaml = `scenario: a\nexamples: cases.csv\n${steps}`
    expect(await told('example', yaml, files.at('f.scenario.yaml'))).toEqual(['cases.csv:5'])
  })

  it('is named by its number in a list', async () => {
    const yaml = `scenario: a\nexamples: [{ data: 2018-01-01, outcome: ok }, { data: x, outcome: ok }]\n${steps}`
    expect(await told('example', yaml)).toEqual(['example 2'])
  })
})
