import { describe, expect, it } from 'vitest'
import { printJunit } from '../../src/report/junit.ts'
import { junitSuites } from '../../src/scenarios/junit.ts'
import { playAll } from '../../src/scenarios/pool.ts'
import {
  printFailure,
  printResult,
  printSummary,
  type Result,
  reportJson,
} from '../../src/scenarios/report.ts'
import { openStage } from '../../src/stage.ts'
import { play, read, vocomSteps, zenSteps } from './support.ts'

const only = async (yaml: string): Promise<Result> => {
  const [result] = await play(yaml)
  return { ...(result as Result), milliseconds: 12.4 }
}

const TOO_SOON = zenSteps(`- { call: totals, with: { data: 2018-01-01 } }
- call: totals
  with: { data: 2018-01-01 }
  expect: ok
`)

describe('a failed scenario is shown', () => {
  it('with the line, a caret, what was expected, what came, why, and what the document says', async () => {
    const result = await only(TOO_SOON)
    expect(printResult(result)).toBe('✗ made up  f.scenario.yaml  12 ms')
    expect(printFailure(result)).toBe(
      [
        'f.scenario.yaml:7:3 made up, step 2: call crm-zen/totals',
        '    7 |   expect: ok',
        '      |   ^',
        '      expected  ok',
        '      came      too_many_requests (HTTP 429)',
        '      why       the last counted request was at 2026-03-02 09:00:00; 300 s are left of 300',
        '      ledger    Z-11 documented: "Cada requisição possui um período de espera. Uma requisição a cada 5 minutos" [totals.too_many_requests]',
        '                Z-27 documented: «Você excedeu o número de requisições. Sua última requisição foi em "YYYY-mm-dd H:i:s".»',
      ].join('\n'),
    )
  })

  it('with nothing of the ledger where a fault stood in', async () => {
    const result = await only(
      vocomSteps('- fault: execute_failed\n- { call: get_break_list, with: { agent: DEV } }\n'),
    )
    expect(printFailure(result)).toBe(
      [
        'f.scenario.yaml:5:5 made up, step 2: call vocom/get_break_list',
        '    5 | - { call: get_break_list, with: { agent: DEV } }',
        '      |     ^',
        '      expected  ok',
        '      came      execute_failed (HTTP 200, injected by a fault)',
        '      why       the fault execute_failed, set at f.scenario.yaml:4, stood in for the handler',
      ].join('\n'),
    )
  })

  it("with the scenario's own quote", async () => {
    const quoted = TOO_SOON.replace('given', `document: '"a cada 5 minutos"'\ngiven`)
    expect(printFailure(await only(quoted))).toContain(
      '\n      document  "a cada 5 minutos"\n      ledger    Z-11 ',
    )
  })

  it('with the time of several that failed', async () => {
    const repeated = zenSteps('- { call: totals, with: { data: 2018-01-01 }, repeat: 3 }\n')
    expect(printFailure(await only(repeated))).toMatch(
      /^f\.scenario\.yaml:4:5 made up, step 1: call crm-zen\/totals, time 2 of 3\n/,
    )
  })

  it('at the call, where its request cannot be sent', async () => {
    const broken = zenSteps('- { call: totals, with: { data: x }, headers: { A: "b\\nc" } }\n')
    expect(printFailure(await only(broken))).toMatch(
      /^f\.scenario\.yaml:4:5 made up, step 1: call crm-zen\/totals\n[^\n]*\n[^\n]*\n +expected +a request that can be sent\n +came +\S/,
    )
  })
})

describe('the summary', () => {
  it('counts', async () => {
    const good = await only(zenSteps('- { call: totals, with: { data: 2018-01-01 } }\n'))
    const bad = await only(TOO_SOON)
    expect(printResult(good)).toBe('✓ made up  f.scenario.yaml  12 ms')
    expect(printFailure(good)).toBe('')
    expect(printSummary([good])).toBe('1 scenario, all passed')
    expect(printSummary([good, bad])).toBe('2 scenarios, 1 failed')
  })
})

describe('the report as JSON', () => {
  it('says the same', async () => {
    const bad = await only(TOO_SOON)
    expect(reportJson([bad])).toMatchObject({
      scenarios: 1,
      failed: 1,
      results: [
        {
          title: 'made up',
          file: 'f.scenario.yaml',
          passed: false,
          milliseconds: 12.4,
          failure: {
            line: 7,
            column: 3,
            step: 2,
            what: 'call crm-zen/totals',
            expected: 'ok',
            came: 'too_many_requests (HTTP 429)',
            behaviour: 'crm-zen/totals.too_many_requests',
            ledger: [{ id: 'Z-11', class: 'documented' }, { id: 'Z-27' }],
          },
        },
      ],
    })
  })
})

describe('the report as JUnit', () => {
  it('has a suite a file, a case a scenario, and escapes everything', async () => {
    const yaml = `scenario: '<made> & "up" $odd'
given: { vendor: crm-zen }
examples: [{ odd: "it's" }, { odd: "\\u0001\\uffff" }]
steps: [{ call: totals, with: { data: $odd } }]
`
    const results = (await play(yaml)).map((result) => ({ ...result, milliseconds: 1500 }))
    const good = await only(zenSteps('- { call: totals, with: { data: 2018-01-01 } }\n'))
    const [head, suites, suite, first, failure = '', ...rest] = printJunit(
      'duble scenario',
      junitSuites([...results, good]),
    ).split('\n')
    expect([head, suites, suite, first]).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<testsuites name="duble scenario" tests="3" failures="2" time="3.012">',
      '  <testsuite name="f.scenario.yaml" tests="3" failures="2" time="3.012">',
      '    <testcase name="&lt;made&gt; &amp; &quot;up&quot; it&apos;s" classname="f.scenario.yaml" time="1.500">',
    ])
    expect(failure).toMatch(
      /^ {6}<failure message="expected ok, came bad_date \(HTTP 400\)">f\.scenario\.yaml:4:11 &lt;made&gt;/,
    )
    const text = rest.join('\n')
    expect(text).toContain('<testcase name="&lt;made&gt; &amp; &quot;up&quot; \ufffd\ufffd"')
    expect(text).toContain('    <testcase name="made up" classname="f.scenario.yaml" time="0.012"/>\n')
    expect(text).toMatch(/ {2}<\/testsuite>\n<\/testsuites>\n$/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/)
  })
})

describe('playing many', () => {
  const four = async () =>
    read(`scenario: Zen says $outcome
given: { vendor: crm-zen }
examples: [{ data: 2018-01-01, outcome: ok }, { data: x, outcome: ok }, { data: x, outcome: bad_date }, { data: 2018-01-01, outcome: ok }]
steps: [{ call: totals, with: { data: $data }, expect: $outcome }]
`)

  it('tells results in the order of the scenarios, whichever ended first', async () => {
    const told: string[] = []
    const results = await playAll(await four(), {
      open: openStage,
      jobs: 3,
      onResult: ({ scenario }) => told.push(scenario.title),
    })
    expect(told).toEqual(['Zen says ok', 'Zen says ok', 'Zen says bad_date', 'Zen says ok'])
    expect(results.map(({ failure }) => failure === undefined)).toEqual([true, false, true, true])
  })

  it.each([1, 2, 8])('ends at the first that fails, where that is wanted, with %s jobs', async (jobs) => {
    const told: string[] = []
    const results = await playAll(await four(), {
      open: openStage,
      jobs,
      bail: true,
      onResult: ({ scenario }) => told.push(scenario.title),
    })
    expect(told).toEqual(['Zen says ok', 'Zen says ok'])
    expect(results.map(({ failure }) => failure === undefined)).toEqual([true, false])
  })

  it('keeps worlds apart: two hundred that wait for nobody', async () => {
    const [scenario] = await read(
      zenSteps(
        '- { call: totals, with: { data: 2018-01-01 } }\n- { call: totals, with: { data: 2018-01-01 }, expect: too_many_requests }\n- expect_journal: { totals: 2 }\n',
      ),
    )
    const results = await playAll(
      Array.from({ length: 200 }, () => scenario as NonNullable<typeof scenario>),
      { open: openStage, jobs: 50 },
    )
    expect(results.filter(({ failure }) => failure !== undefined)).toEqual([])
  })
})
