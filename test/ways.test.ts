import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { behavioursOf, maskText } from '#engine'
import { YamlProblems } from '../src/fixtures/problems.ts'
import { openRooms, type Room } from '../src/fixtures/rooms.ts'
import { loadWays, parseWays, readWays } from '../src/fixtures/ways.ts'
import { openProject } from './cli/project.ts'
import { playWay } from './ways-support.ts'

const rooms = await openRooms()

/** What nothing but misfortune leads to. */
const ONLY_FAULTS: Readonly<Record<string, readonly string[]>> = {
  'crm-zen': ['internal'],
  datacake: ['internal'],
  smartspace: ['internal', 'unavailable'],
  vocalcontact: ['internal'],
  vocom: [],
}

for (const room of rooms) {
  const { api } = room.mock
  const ways = await readWays(api, path.join(room.folder, 'ways.yaml'))

  describe(`the ways of ${room.name}`, () => {
    it.each([...ways].filter(([, { onlyFault }]) => !onlyFault))(
      'meet %s, and by no fault',
      async (behaviour, way) => {
        const { failure, met } = await playWay(api, behaviour, way)
        const why = failure && `expected ${failure.expected}, came ${failure.came}: ${failure.why}`
        expect(why).toBeUndefined()
        const [operation = '', outcome = ''] = behaviour.split(/\.(.*)/s)
        expect(met.vendors[room.name]?.[operation]?.[outcome]).toBeGreaterThan(0)
        expect([met.injected, met.unmatched, met.bugs.times]).toEqual([{}, [], 0])
      },
    )

    it('leave nothing to faults but what only misfortune leads to', () => {
      const left = [...ways].filter(([, { onlyFault }]) => onlyFault).map(([behaviour]) => behaviour)
      const outcomes = ONLY_FAULTS[room.name]
      expect(left).toEqual(
        behavioursOf(api).filter((name) => outcomes?.includes(name.slice(name.indexOf('.') + 1))),
      )
    })

    it('are told in one short line each, no two alike, and no secret in any', async () => {
      const lines = await loadWays(room)
      expect([...lines.keys()]).toEqual(behavioursOf(api))
      const told = [...lines.values()]
      expect(told.filter((line, at) => told.indexOf(line) !== at)).toEqual([])
      expect(told.filter((line) => line.length > 160 || !/^[^\n{}$]+(?:\{"\w+".*\})?$/.test(line))).toEqual(
        [],
      )
      expect(told.filter((line) => maskText(line) !== line)).toEqual([])
      const source = await readFile(path.join(room.fixtures, 'default.yaml'), 'utf8')
      const secrets = [...source.matchAll(/\b(?:token|password): "?([^\s,}"]+)/g)].map(
        ([, secret]) => secret as string,
      )
      expect(secrets.length).toBeGreaterThan(0)
      expect(told.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([])
    })
  })
}

describe('a line', async () => {
  const lines = new Map<string, string>()
  for (const room of rooms) {
    for (const [behaviour, line] of await loadWays(room)) lines.set(`${room.name}/${behaviour}`, line)
  }

  it.each([
    ['crm-zen/totals.ok', 'call totals as duble call --example does'],
    ['crm-zen/totals.no_token', 'call totals without credentials'],
    ['vocalcontact/info_lead.not_found', 'call info_lead with /pagina/2 in the path'],
    ['crm-zen/totals.bad_date', 'call totals with data=2018-02-30'],
    ['crm-zen/totals.wrong_method', 'call totals by POST instead of GET'],
    [
      'crm-zen/totals.disabled_token',
      'call totals with the credential "disabled" (DUBLE_CRM_ZEN_DISABLED_TOKEN)',
    ],
    ['crm-zen/totals.too_many_requests', 'call totals twice within five minutes'],
    [
      'crm-zen/totals.internal',
      'only a fault leads there: duble fault crm-zen/totals internal --times 1; it counts as injected',
    ],
    [
      'smartspace/oauth_token.invalid_scope',
      'call oauth_token with the credential "reader" (DUBLE_SMARTSPACE_READER_USER, …_PASSWORD) and scope=clientes:editar',
    ],
    ['datacake/boletos.invalid_field', 'call boletos with the body {"id_cliente": 1}'],
    ['datacake/produtos.too_large', 'call produtos with 15.3 MiB as body'],
    ['datacake/produtos.ok', 'call produtos'],
    ['vocom/login.params_failed', 'call login without company_id'],
    [
      'vocom/logout.no_status',
      'under duble run --state "vocom/DEV is logged out" --option vocom.logout.logged_out=no_status, call logout as duble call --example does',
    ],
    ['vocalcontact/all_ticket.ok.capped', 'under duble run --fixture vocalcontact=full, call all_ticket'],
  ])('says of %s: %s', (behaviour, line) => {
    expect(lines.get(behaviour)).toBe(line)
  })
})

describe('a ways.yaml', async () => {
  const [{ mock }] = (await openRooms(['crm-zen'])) as [(typeof rooms)[number]]
  const { api } = mock

  const read = (text: string) => parseWays(api, 'ways.yaml', text)
  const mistakesIn = (text: string): string[] => {
    try {
      read(text)
      return []
    } catch (error) {
      if (!(error instanceof YamlProblems)) throw error
      return error.problems.map(({ line, column, says }) => `${line}:${column} ${says}`)
    }
  }
  /** All behaviours have a way, in lines 3 to 13; below stand others. */
  const withAll = (...lines: string[]): string =>
    ['vendor: crm-zen', 'ways:', ...behavioursOf(api).map((name) => `  ${name}: {}`), ...lines].join('\n')

  it('is one of a way for each behaviour, whatever the way', () => {
    expect([...read(withAll()).keys()]).toEqual(behavioursOf(api))
  })

  it('may say a way for many at once: the key that names the fewest counts', () => {
    const names = behavioursOf(api).filter((name) => name !== 'totals.no_date')
    const rest = names.map((name) => `  ${name}: {}`).join('\n')
    const ways = read(`vendor: crm-zen\nways:\n  "tot*.no_date": { without: [data] }\n${rest}`)
    expect(ways.get('totals.no_date')?.call.get('without')?.value).toEqual(['data'])
    expect(ways.get('totals.ok')?.call.size).toBe(0)
  })

  const wrong: readonly (readonly [says: string, line: string, mistake: string])[] = [
    [
      'an unknown behaviour',
      'totals.no_dat: {}',
      '3 ways.totals.no_dat names no behaviour (did you mean totals.no_date?)',
    ],
    ['a pattern that fits nothing', '"all_*.ok": {}', '3 ways.all_*.ok names no behaviour'],
    [
      'a key that others make useless',
      '"*.no_date": {}',
      '3 ways.*.no_date names totals.no_date no more closely than totals.no_date does: neither counts over the other',
    ],
  ]
  it.each(wrong)('with %s is refused at its place', (_what, line, mistake) => {
    expect(mistakesIn(withAll(`  ${line}`))).toEqual([`14:${mistake}`])
  })

  const bad: readonly (readonly [says: string, way: string, mistake: string])[] = [
    ['no map', 'nobody', '14 ways.totals.ok must be a map, such as { as: nobody }'],
    ['an unknown word', '{ az: nobody }', '16 ways.totals.ok has no field "az" (did you mean as?)'],
    ['a word without a value', '{ as: }', '16 ways.totals.ok.as has no value'],
    [
      'parameters that are no map',
      '{ with: data }',
      '22 ways.totals.ok.with must be a map, such as { as: nobody }',
    ],
    ['a fixture that is no text', '{ fixture: [a] }', '25 ways.totals.ok.fixture must be text'],
    [
      'an unknown option',
      '{ options: { number: string } }',
      '35 ways.totals.ok.options: crm-zen has no option "number" (did you mean numbers?)',
    ],
    [
      'a value that the option does not take',
      '{ options: { numbers: words } }',
      "36 ways.totals.ok.options: crm-zen's option numbers must be one of number, string, got words",
    ],
    ['steps that are no list', '{ steps: totals }', '23 ways.totals.ok.steps must be a list of steps'],
    ['a step that does nothing', '{ steps: [{ as: nobody }] }', '24 ways.totals.ok.steps.0 lacks call'],
    [
      'a step of an unknown operation',
      '{ steps: [{ call: total }] }',
      '32 ways.totals.ok.steps.0.call names no operation: total (did you mean totals?)',
    ],
    [
      'parameters to leave out that are no list',
      '{ without: data }',
      '25 ways.totals.ok.without must be a list of parameters',
    ],
    [
      'a length that is none',
      '{ long: { body: 1 MiB } }',
      '30 ways.totals.ok.long.body must be a number of characters, got 1 MiB',
    ],
    ['a credential that is no text', '{ as: [nobody] }', '20 ways.totals.ok.as must be text'],
    [
      'a fault beside another way',
      '{ only_fault: true, as: nobody }',
      '28 ways.totals.ok.only_fault must stand alone: no other way leads there',
    ],
    ['a fault that is none', '{ only_fault: no }', '28 ways.totals.ok.only_fault must be true'],
  ]
  it.each(bad)('with %s is refused at its place', (_what, way, mistake) => {
    expect(mistakesIn(withAll().replace('totals.ok: {}', `totals.ok: ${way}`))).toEqual([`3:${mistake}`])
  })

  it('that leaves a behaviour without a way is refused', () => {
    expect(mistakesIn(withAll().replace('  totals.no_date: {}\n', ''))).toEqual([
      '3:3 ways lack one for totals.no_date',
    ])
  })

  it('of another vendor, or with a key that it has not, is refused', () => {
    expect(mistakesIn(`${withAll().replace('crm-zen', 'vocom')}\nway: {}`)).toEqual([
      '14:1 the file has no field "way" (did you mean ways?)',
      '1:1 vendor must be crm-zen, got vocom',
    ])
  })

  it('is nothing that a room must have: without one it has no lines', async () => {
    const [room] = (await openRooms(['crm-zen'])) as [Room]
    expect(await loadWays({ ...room, folder: room.fixtures })).toEqual(new Map())
  })

  it('is held against its room by `duble check`, with the line and a caret', async () => {
    await using project = await openProject({ 'ways.yaml': withAll('  totals.no_dat: {}') })
    expect(await project.duble('check', 'ways.yaml')).toEqual({
      code: 1,
      out: 'ways.yaml:14:3 ways.totals.no_dat names no behaviour (did you mean totals.no_date?)\n   14 |   totals.no_dat: {}\n      |   ^\n1 file checked, 1 wrong\n',
      err: '',
    })
  })
})

it('a way that does not lead there fails, so that these tests can', async () => {
  const [{ mock }] = (await openRooms(['crm-zen'])) as [(typeof rooms)[number]]
  const way = parseWays(
    mock.api,
    'ways.yaml',
    `vendor: crm-zen\nways:\n${behavioursOf(mock.api)
      .map((name) => `  ${name}: {}`)
      .join('\n')}`,
  ).get('totals.no_date')
  if (way === undefined) throw new Error('no way')
  const { failure, met } = await playWay(mock.api, 'totals.no_date', way)
  expect(failure).toMatchObject({ expected: 'no_date', came: 'ok (HTTP 200)' })
  expect(met.vendors['crm-zen']).toEqual({ totals: { ok: 1 } })
})
