import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { settleOptions } from '#engine'
import { brazilianNames } from '../../src/contracts/observed/persons.ts'
import { type Probe, type Probing, probe } from '../../src/contracts/probe/probe.ts'
import { exitCodeOf, printIssue, printProbe, probeSuite } from '../../src/contracts/probe/report.ts'
import { readShapes, type Shapes, writeShapes } from '../../src/contracts/probe/shapes.ts'
import type { Duble, StartOptions } from '../../src/index.ts'
import { COMPANY, inProcess } from '../support.ts'

const persons = await brazilianNames()

interface More extends Partial<Probing> {
  /** What stands between the probe and the fake: what a real vendor may change. */
  readonly change?: (body: string) => string
}

/** Probes a fake as if it were the real vendor; its clock is moved on where the probe would wait. */
async function probing(
  duble: Duble,
  vendor: string,
  more: More = {},
): Promise<Probe & { waits: number[]; paths: string[] }> {
  const { change = (body) => body, ...rest } = more
  const running = duble.vendor(vendor)
  const api = duble.world.fake(vendor).mock.api
  const [credential] = running.credentials
  const options = settleOptions(vendor, api.options, 'default', {})
  const [waits, paths]: [number[], string[]] = [[], []]
  const result = await probe({
    api,
    url: running.url,
    sending: api.auth.present(credential as Record<string, string>, options),
    options,
    paths: {},
    parameters: {},
    only: [],
    most: 5,
    accept: false,
    last: {},
    clock: {
      now: () => duble.clock.now(),
      sleep: async (milliseconds) => {
        waits.push(milliseconds)
        duble.clock.advance(milliseconds)
      },
    },
    fetch: async (url, init) => {
      paths.push(new URL(String(url)).pathname)
      const response = await duble.fetch(new Request(url as string, init))
      return new Response(change(await response.text()), response)
    },
    persons,
    ...rest,
  })
  // What is kept is what YAML keeps.
  const shapes = readShapes(parse(stringify(writeShapes(vendor, result.shapes))))
  return { ...result, shapes, waits, paths }
}

const open = (options: Record<string, Record<string, unknown>> = {}, start: StartOptions = {}) =>
  inProcess(start, options)

const drifts = ({ asked }: Probe): string[] =>
  asked.flatMap((one) => one.drifts.map(({ kind, says }) => `${kind}: ${says}`))
const notes = ({ asked }: Probe): string[] => asked.flatMap((one) => one.notes)

const VOCOM = { agent: 'DEV', company_id: COMPANY, queue: 'FILA_SUPORTE' }

describe('a probe asks', () => {
  it('nobody before it is kept that it does, so that who interrupts it and begins anew waits all the same', async () => {
    await using duble = await open()
    let kept: Shapes = {}
    const interrupted = probing(duble, 'crm-zen', {
      keep: async (shapes) => {
        kept = structuredClone(shapes)
      },
      fetch: async () => {
        expect(kept['totals']?.asked).toBe(duble.clock.now())
        throw new Error('interrupted')
      },
      parameters: { data: '2018-01-01' },
    })
    expect((await interrupted).stopped).toMatch(/^totals got no answer/)
    const { waits } = await probing(duble, 'crm-zen', { last: kept, parameters: { data: '2018-01-01' } })
    expect(waits).toEqual([300_000])
  })

  it('nobody where that cannot be kept', async () => {
    await using duble = await open()
    const keep = async (): Promise<void> => {
      throw new Error('cannot write')
    }
    await expect(probing(duble, 'crm-zen', { keep })).rejects.toThrow('cannot write')
    expect(duble.journal().total).toBe(0)
  })

  it('reads alone, one at a time and a second apart, five a run, and goes on with those asked longest ago', async () => {
    await using duble = await open()
    const first = await probing(duble, 'vocalcontact')
    expect(first.asked.map(({ operation }) => operation)).toEqual([
      'info_calendar',
      'info_ticket',
      'info_customfield',
      'info_attendance',
      'info_opportunity',
    ])
    expect(first.waits).toEqual([1000, 1000, 1000, 1000])
    expect(drifts(first)).toEqual([])
    expect(exitCodeOf(first)).toBe(0)
    const second = await probing(duble, 'vocalcontact', { last: first.shapes, most: 3 })
    expect(second.asked.map(({ operation }) => operation)).toEqual([
      'info_lead',
      'created_calendar',
      'created_ticket',
    ])
    expect(second.waits).toEqual([1000, 1000, 1000])
    expect(second.paths[1]).toMatch(
      /^\/vocalcontact\/api\/app\/calendar\/created\/from\/2026-03-01\/to\/2026-03-01\/token\//,
    )
    expect(second.left.at(-1)?.why).toBe('asked by a later run: 3 at most a run')
  })

  it('CRM Zen every five minutes, in this run or in the next', async () => {
    await using duble = await open()
    const first = await probing(duble, 'crm-zen')
    expect([first.waits, drifts(first)]).toEqual([[], []])
    duble.clock.advance('1m')
    const second = await probing(duble, 'crm-zen', { last: first.shapes })
    expect(second.waits).toEqual([240_000])
    expect(second.stopped).toBeUndefined()
    duble.clock.advance('1h')
    expect((await probing(duble, 'crm-zen', { last: second.shapes })).waits).toEqual([])
  })

  it('nothing more after a 401, a 429 or a refused key, and nothing twice', async () => {
    await using duble = await open()
    const shut = await probing(duble, 'datacake', { sending: {} })
    expect([shut.asked.length, shut.stopped, exitCodeOf(shut)]).toEqual([
      1,
      'produtos answered invalid_token (HTTP 401)',
      2,
    ])
    const key = await probing(duble, 'vocom', { sending: {}, parameters: VOCOM })
    expect([key.asked.length, key.stopped]).toEqual([
      1,
      'get_break_list answered authentication_failed (HTTP 200)',
    ])
    await probing(duble, 'crm-zen')
    const often = await probing(duble, 'crm-zen')
    expect([often.paths.length, often.stopped]).toEqual([1, 'totals answered too_many_requests (HTTP 429)'])
    expect(printProbe(often)).toBe(
      '- totals answered too_many_requests (HTTP 429)\ncrm-zen: 0 answers compared, no drift; ended there: totals answered too_many_requests (HTTP 429)',
    )
  })

  it('no redirect’s target, and goes on after another refusal', async () => {
    await using duble = await open()
    const moved = async () =>
      new Response('', { status: 302, headers: { location: 'https://elsewhere.example.com' } })
    expect((await probing(duble, 'datacake', { fetch: moved })).stopped).toBe(
      'produtos redirects elsewhere, which is not followed (HTTP 302)',
    )
    duble.fault({ vendor: 'datacake', operation: 'produtos', fault: 'internal' })
    const { asked, stopped } = await probing(duble, 'datacake')
    expect([asked.length, asked[0]?.refused, stopped]).toEqual([5, 'answered internal (HTTP 500)', undefined])
    const fetch = () =>
      Promise.reject(
        Object.assign(new TypeError('fetch failed https://h/token/secret'), {
          cause: { code: 'ECONNREFUSED' },
        }),
      )
    const none = await probing(duble, 'datacake', { fetch })
    expect([none.stopped, none.asked.length]).toEqual(['produtos got no answer: ECONNREFUSED', 1])
  })

  it('what it has the parameters for, and says what the others need', async () => {
    await using duble = await open()
    const found = await probing(duble, 'vocom', { parameters: { company_id: COMPANY } })
    expect(found.asked.map(({ operation }) => operation)).toEqual(['tabs_list_all', 'dialer_list_all'])
    expect(found.left).toEqual([
      { operation: 'get_break_list', why: 'needs agent: --with agent=…' },
      { operation: 'get_agent_list', why: 'needs queue: --with queue=…' },
    ])
    await expect(probing(duble, 'smartspace')).rejects.toThrow(
      'nothing of smartspace can be asked: consultar needs cpf: --with cpf=…',
    )
    await expect(probing(duble, 'vocom', { only: ['login'] })).rejects.toThrow(
      'vocom/login is not safe to ask a real vendor: safe are get_break_list, get_agent_list, tabs_list_all, dialer_list_all',
    )
  })

  it('nothing that changes anything: every safe operation is a read, and is there', async () => {
    const { SAFE } = await import('../../src/contracts/probe/safe.ts')
    await using duble = await open()
    for (const [vendor, reads] of Object.entries(SAFE)) {
      const { operations } = duble.world.fake(vendor).mock.api
      for (const { operation, sends = {} } of reads) {
        expect(Object.keys(operations)).toContain(operation)
        expect(Object.keys(operations[operation].parameters.properties)).toEqual(
          expect.arrayContaining(Object.keys(sends)),
        )
        const harmless =
          operations[operation].method === 'GET' || /^(?:get_|tabs_list|dialer_list)/.test(operation)
        expect([vendor, operation, harmless]).toEqual([vendor, operation, true])
      }
    }
  })
})

describe('a probe finds', () => {
  /** Probes the fake as it is, then with something changed. */
  async function drift(
    vendor: string,
    after: More,
    parameters: Record<string, string> = {},
    options = {},
  ): Promise<Probe & { before: Shapes }> {
    await using duble = await open()
    const first = await probing(duble, vendor, {
      parameters,
      most: 100,
      ...(after.only ? { only: after.only } : {}),
    })
    expect(drifts(first)).toEqual([])
    duble.clock.advance('10m')
    duble.world.setOptions({ [vendor]: options })
    const found = await probing(duble, vendor, { parameters, most: 100, last: first.shapes, ...after })
    return { ...found, before: first.shapes }
  }

  const zen = (from: RegExp, to: string) =>
    drift(
      'crm-zen',
      { change: (body) => body.replace(from, to), parameters: { data: '2018-01-01' } },
      { data: '2018-01-01' },
    )

  it('nothing where nothing changed', async () => {
    const found = await drift('vocom', {}, VOCOM)
    expect([drifts(found), notes(found), exitCodeOf(found)]).toEqual([[], [], 0])
  })

  it('a field that is gone', async () => {
    const found = await zen(/,"duplicados":\d+/, '')
    expect(drifts(found)).toEqual(['removed: erros.duplicados is gone'])
    expect(exitCodeOf(found)).toBe(1)
  })

  it('a field that is called otherwise', async () => {
    expect(drifts(await zen(/"total_lead"/g, '"total_leads"'))).toEqual([
      'renamed: usuarios.*.total_lead is gone, and total_leads of the same type came: renamed',
    ])
  })

  it('a field of another type', async () => {
    expect(drifts(await zen(/"total_lead":(\d+)/g, '"total_lead":"$1"'))).toEqual([
      'retyped: usuarios.*.total_lead was integer and is text now',
    ])
    const found = await drift(
      'crm-zen',
      { parameters: { data: '2018-01-01' } },
      { data: '2018-01-01' },
      { numbers: 'string' },
    )
    expect(drifts(found)).toContain('retyped: usuarios.*.total_lead was integer and is text now')
  })

  it('a field that not every row has any more', async () => {
    expect(drifts(await zen(/"total_lead":\d+,/, ''))).toEqual([
      'removed: usuarios.*.total_lead is not in every row any more',
    ])
  })

  it('a field that came in addition, as a note', async () => {
    const found = await zen(/"total_lead"/g, '"campanha":"x","total_lead"')
    expect([drifts(found), notes(found), exitCodeOf(found)]).toEqual([
      [],
      ['usuarios.*.campanha is new', 'usuarios.*.campanha is not in the document'],
      0,
    ])
  })

  it('null, another form of a text and an empty list as notes at most', async () => {
    const found = await zen(/"data":"[^"]+"/, '"data":"01/01/2018"')
    expect([drifts(found), notes(found)]).toEqual([
      [],
      ['data was written as day and is as brazilian day now'],
    ])
    const empty = await zen(/"usuarios":.*,"erros"/, '"usuarios":[],"erros"')
    expect([drifts(empty), notes(empty)]).toEqual([[], []])
  })

  it('what Vocom answers under the observed profile', async () => {
    const parameters = { ...VOCOM, queue: 'FILA_VENDAS' }
    const only = ['get_agent_list']
    await using duble = await open()
    const first = await probing(duble, 'vocom', { parameters, only })
    const text = 'fixture: later\nvendor: vocom\nextends: default\nprofile: observed\n'
    await using later = await open({}, { fixtures: { vocom: text } })
    const found = await probing(later, 'vocom', { parameters, only, last: first.shapes })
    expect(drifts(found)).toEqual(['retyped: response.result.logged_out_agents was list and is object now'])
    expect(exitCodeOf(found)).toBe(1)
  })

  it('what Vocom answers with the keys of a public implementation, in one pair a rename', async () => {
    const parameters = { ...VOCOM, queue: 'FILA_VENDAS' }
    const more = { only: ['get_agent_list'] }
    const found = await drift('vocom', more, parameters, { logged_out_fields: 'observed' })
    const place = 'response.result.logged_out_agents.*'
    expect(drifts(found)).toEqual([
      `renamed: ${place}.not_answered_count is gone, and no_answer_count of the same type came: renamed`,
      ...[
        'branch',
        'first_login',
        'answered_count',
        'answered_duration',
        'outbound_count',
        'outbound_duration',
      ].map((name) => `removed: ${place}.${name} is gone`),
    ])
    expect(notes(found)).toContain(`${place}.calls_answered is new`)
  })

  it('what a first answer has otherwise than the document, until it is accepted', async () => {
    await using duble = await open({ vocom: { 'tabs.count': true, empty_list: 'string' } })
    const more = { parameters: VOCOM, only: ['tabs_list_all'] }
    const first = await probing(duble, 'vocom', more)
    expect([drifts(first), notes(first)]).toEqual([
      ['retyped: response.list is text, the document has list'],
      ['response.count is not in the document'],
    ])
    expect(first.shapes['tabs_list_all']?.shape).toBeUndefined()
    duble.clock.advance('10m')
    const second = await probing(duble, 'vocom', { ...more, last: first.shapes, accept: true })
    expect(drifts(second)).toHaveLength(1)
    duble.clock.advance('10m')
    const third = await probing(duble, 'vocom', { ...more, last: second.shapes })
    expect([drifts(third), notes(third)]).toEqual([
      [],
      ['response.list is text, the document has list, as was accepted'],
    ])
  })

  it('drift as long as nobody accepts it', async () => {
    await using duble = await open()
    const parameters = { data: '2018-01-01' }
    const first = await probing(duble, 'crm-zen', { parameters })
    duble.world.setOptions({ 'crm-zen': { numbers: 'string' } })
    let last = first.shapes
    for (let times = 0; times < 2; times++) {
      const found = await probing(duble, 'crm-zen', { parameters, last })
      expect(drifts(found).length).toBeGreaterThan(0)
      last = found.shapes
    }
    const taken = await probing(duble, 'crm-zen', { parameters, last, accept: true })
    expect(drifts(await probing(duble, 'crm-zen', { parameters, last: taken.shapes }))).toEqual([])
  })
})

describe('a probe keeps', () => {
  it('names and types, and no data', async () => {
    await using duble = await open()
    const kept: string[] = []
    for (const [vendor, parameters] of [
      ['crm-zen', { data: '2018-01-01' }],
      ['vocom', VOCOM],
      ['datacake', { cnpj_cpf: '390.533.447-05', id_cliente: '1', id_prospecto: '9001' }],
      ['smartspace', { cpf: '390.533.447-05' }],
      ['vocalcontact', { from: '2024-01-01', to: '2024-01-31' }],
    ] as const) {
      const found = await probing(duble, vendor, { parameters, most: 100 })
      expect([vendor, drifts(found), found.stopped]).toEqual([vendor, [], undefined])
      kept.push(stringify(writeShapes(vendor, found.shapes)), JSON.stringify(found.asked), printIssue(found))
    }
    const text = kept.join('\n')
    expect(text).toContain('nome: text')
    expect(text).toContain('status: "\'ok\'"')
    for (const secret of [
      'Ana',
      'Lima',
      '390.533',
      '39053344705',
      'DEV',
      'zen-token',
      'token-bi',
      COMPANY,
      'Site',
      'Padaria',
      'example.com',
      '2018-01-01',
    ]) {
      expect([secret, text.includes(secret)]).toEqual([secret, false])
    }
  })

  it('a report for an issue and for JUnit', async () => {
    await using duble = await open()
    const parameters = { data: '2018-01-01' }
    const first = await probing(duble, 'crm-zen', { parameters })
    const found = await probing(duble, 'crm-zen', {
      parameters,
      last: first.shapes,
      change: (body) => body.replaceAll('"total_lead"', '"total_leads"'),
    })
    expect(printIssue(found)).toBe(`# crm-zen answers otherwise than before

crm-zen: 1 answer compared, 1 drift

## Drift

| operation | what | where |
|---|---|---|
| \`totals\` | renamed | usuarios.*.total_lead is gone, and total_leads of the same type came: renamed |

Where the vendor means it so, take it over with \`duble probe crm-zen --accept\`. Only names and types were kept, no data.
`)
    expect(probeSuite(found).cases).toMatchObject([
      {
        name: 'totals',
        failure: {
          message: '1 drift',
          text: 'usuarios.*.total_lead is gone, and total_leads of the same type came: renamed',
        },
      },
    ])
  })
})
