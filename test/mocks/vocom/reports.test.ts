import { expect, it } from 'vitest'
import { describeBoth, vocom } from '../../support.ts'
import { column, errorText, HEAD, openOn, openVocom, outcomes } from './support.ts'

type Duble = Parameters<typeof vocom>[0]

/** Not in the order of their dates; each is named after its moment. */
const MOMENTS = [
  '2020-09-02 12:00:30',
  '2020-09-03 00:00:00',
  '2020-09-01 23:59:59',
  '2020-09-02 23:59:59',
  '2020-09-02 00:00:00',
  '2020-02-29 10:00:00',
]
const BOTH = `${HEAD}
companies: [{}, { company_id: outra }, { company_id: vazia }]
tabulations:
${MOMENTS.map((at) => `  - { direction: inbound, agent: DEV, tab_name: Venda, destination: 08888889999, mailing_name: BASE, start_epoch: ${at} }`).join('\n')}
  - { company_id: outra, direction: outbound, agent: DEV, tab_name: Venda, destination: 08888889999, mailing_name: BASE, start_epoch: 2020-09-02 12:00:31 }
diallings:
${MOMENTS.map((at) => `  - { mailing_name: BASE, mailing_key: 1, destination: 01199999999, date_time_start: ${at}, ringing_duration: 00:00:19, hangup_cause: NO_ANSWER }`).join('\n')}
  - { company_id: outra, mailing_name: BASE, mailing_key: 1, destination: 01199999999, date_time_start: 2020-09-02 12:00:31, ringing_duration: 00:00:19, hangup_cause: NO_ANSWER }
`
const FILTERS = { destination: '', mailing: '', hangup_cause: '' }
const KEYS = { tabs_list_all: 'start_epoch', dialer_list_all: 'date_time_start' }
const REPORTS = ['tabs_list_all', 'dialer_list_all'] as const
type Report = (typeof REPORTS)[number]

const ask = (duble: Duble, report: Report, date_begin: string, date_end: string, more: object = {}) =>
  vocom(duble, report, { date_begin, date_end, ...(report === 'dialer_list_all' ? FILTERS : {}), ...more })

/** What a report shows of a period: the moments, in its order. */
const shown = async (duble: Duble, report: Report, begin: string, end: string, more: object = {}) =>
  column(await ask(duble, report, begin, end, more), KEYS[report])

const THE_DAY = ['2020-09-02 23:59:59', '2020-09-02 12:00:30', '2020-09-02 00:00:00']

const PERIODS: readonly (readonly [string, string, string, readonly string[]])[] = [
  ['a whole day to the second', '2020-09-02 00:00:00', '2020-09-02 23:59:59', THE_DAY],
  ['a whole day to the minute', '2020-09-02 00:00', '2020-09-02 23:59', THE_DAY],
  ['a day in both notations', '2020-09-02 00:00', '2020-09-02 23:59:59', THE_DAY],
  ['a day in both notations, the other way', '2020-09-02 00:00:00', '2020-09-02 23:59', THE_DAY],
  ['one second', '2020-09-02 12:00:30', '2020-09-02 12:00:30', ['2020-09-02 12:00:30']],
  ['one minute', '2020-09-02 12:00', '2020-09-02 12:00', ['2020-09-02 12:00:30']],
  ['up to the second before', '2020-09-02 00:00:01', '2020-09-02 12:00:29', []],
  ['from the second after', '2020-09-02 12:00:31', '2020-09-02 23:59:58', []],
  ['two days', '2020-09-02 12:00', '2020-09-03 00:00', [MOMENTS[1] ?? '', ...THE_DAY.slice(0, 2)]],
  ['a leap day', '2020-02-29 00:00', '2020-02-29 23:59', ['2020-02-29 10:00:00']],
]
const CASES = REPORTS.flatMap((report) => PERIODS.map((period) => [report, ...period] as const))

describeBoth('Vocom’s reports', (open) => {
  it.each(CASES)(
    'show in %s %s, both ends included, the newest first [C-36] [C-39] [C-44] [C-A08] [C-Q11]',
    async (report, _what, begin, end, expected) => {
      await using duble = await openOn(BOTH, {}, open)
      expect(await shown(duble, report, begin, end)).toEqual(expected)
    },
  )
})

it.each(REPORTS)('shows in %s one company’s rows alone [C-18] [C-36] [C-39]', async (report) => {
  await using duble = await openOn(BOTH)
  const period = ['2020-09-02 00:00', '2020-09-02 23:59'] as const
  expect(await shown(duble, report, ...period)).toEqual(THE_DAY)
  expect(await shown(duble, report, ...period, { company_id: 'outra' })).toEqual(['2020-09-02 12:00:31'])
  expect(await shown(duble, report, ...period, { company_id: 'vazia' })).toEqual([])
})

it.each(REPORTS)('keeps rows of the same second in %s in the fixture’s order [C-44]', async (report) => {
  const at = '2020-09-02 12:00:00'
  const rows = ['a', 'b', 'c'].map((name) =>
    report === 'tabs_list_all'
      ? `  - { direction: inbound, agent: DEV, tab_name: ${name}, destination: 1, mailing_name: ${name}, start_epoch: ${at} }`
      : `  - { mailing_name: ${name}, mailing_key: 1, destination: 1, date_time_start: ${at}, ringing_duration: 00:00:19, hangup_cause: NO_ANSWER }`,
  )
  const table = report === 'tabs_list_all' ? 'tabulations' : 'diallings'
  await using duble = await openOn(`${HEAD}\ncompanies: [{}]\n${table}:\n${rows.join('\n')}\n`)
  const seen = await ask(duble, report, '2020-09-02 00:00', '2020-09-02 23:59')
  expect(column(seen, 'mailing_name')).toEqual(['a', 'b', 'c'])
})

const WRONG = [
  '2020-02-30 00:00:00',
  '2021-02-29 00:00:00',
  '2020-09-31 00:00',
  '2020-13-01 00:00',
  '2020-00-10 00:00',
  '2020-09-02 24:00:00',
  '2020-09-02 12:60',
  '2020-09-02 12:00:60',
  '2020-09-02',
  '2020-09-02T00:00:00',
  '2020-9-2 00:00',
  '02/09/2020 00:00',
  '1599015600',
  ' 2020-09-02 00:00',
  'hoje',
]

it.each(REPORTS.flatMap((report) => WRONG.map((date) => [report, date] as const)))(
  'refuses in %s the impossible date %j at either end [C-12] [C-A08] [C-Q11]',
  async (report, date) => {
    await using duble = await openOn(BOTH)
    const begin = await ask(duble, report, date, '2030-01-01 00:00')
    const end = await ask(duble, report, '2000-01-01 00:00', date)
    const refused = errorText(report, 'params_failed')
    expect([begin.text, end.text]).toEqual([refused, refused])
  },
)

it.each(
  REPORTS.flatMap(
    (report) =>
      [
        [report, {}, 'params_failed'],
        [report, { reversed_dates: 'params_failed' }, 'params_failed'],
        [report, { reversed_dates: 'empty' }, 'ok.empty'],
      ] as const,
  ),
)(
  'answers %s for a period that ends before it begins under %j with %s [C-A08]',
  async (report, options, outcome) => {
    await using duble = await openOn(BOTH, options)
    const seen = [
      await ask(duble, report, '2020-09-03 00:00:00', '2020-09-02 23:59:59'),
      await ask(duble, report, '2020-09-02 12:00:31', '2020-09-02 12:00:30'),
      await ask(duble, report, '2020-09-02 12:01', '2020-09-02 12:00:59'),
    ]
    expect(seen.map((each) => each.outcome)).toEqual([outcome, outcome, outcome])
  },
)

it.each(
  REPORTS.flatMap(
    (report) =>
      [
        [report, {}, THE_DAY],
        [report, { date_end: 'inclusive' }, THE_DAY],
        [report, { date_end: 'exclusive' }, THE_DAY.slice(1)],
      ] as const,
  ),
)('shows in %s under %j the last second as %j [C-A08]', async (report, options, expected) => {
  await using duble = await openOn(BOTH, options)
  expect(await shown(duble, report, '2020-09-02 00:00:00', '2020-09-02 23:59:59')).toEqual(expected)
})

const SECONDS = ['2020-09-02 00:00:00', '2020-09-02 23:59:59'] as const
const MINUTES = ['2020-09-02 00:00', '2020-09-02 23:59'] as const

it.each([
  ['tabs_list_all', {}, 'ok', 'ok'],
  ['tabs_list_all', { date_seconds: 'either' }, 'ok', 'ok'],
  ['tabs_list_all', { date_seconds: 'as_printed' }, 'ok', 'params_failed'],
  ['dialer_list_all', {}, 'ok', 'ok'],
  ['dialer_list_all', { date_seconds: 'either' }, 'ok', 'ok'],
  ['dialer_list_all', { date_seconds: 'as_printed' }, 'params_failed', 'ok'],
] as const)(
  'answers %s under %j to dates with seconds with %s, and to those without with %s [C-36e] [C-39e] [C-Q11]',
  async (report, options, seconds, minutes) => {
    await using duble = await openOn(BOTH, options)
    expect((await ask(duble, report, ...SECONDS)).outcome).toBe(seconds)
    expect((await ask(duble, report, ...MINUTES)).outcome).toBe(minutes)
  },
)

const NONE = {
  tabs_list_all: '{"response":{"list":[],"command":"list","status":"ok","status_type":""}}',
  dialer_list_all: '{"response":{"list":[],"command":"list","count":0,"status":"ok","status_type":""}}',
}

it.each(
  REPORTS.flatMap(
    (report) =>
      [
        [report, {}, NONE[report]],
        [report, { empty_list: 'array' }, NONE[report]],
        [report, { empty_list: 'string' }, NONE[report].replace('[]', '""')],
      ] as const,
  ),
)('answers %s without rows under %j with %s [C-11] [C-A09]', async (report, options, expected) => {
  await using duble = await openOn(BOTH, options)
  const seen = await ask(duble, report, '1999-01-01 00:00', '1999-12-31 23:59')
  expect(seen.text).toBe(expected)
  expect(seen.outcome).toBe('ok.empty')
})

it.each([
  [{}, ['list', 'command', 'status', 'status_type']],
  [{ 'tabs.count': 'false' }, ['list', 'command', 'status', 'status_type']],
  [{ 'tabs.count': 'true' }, ['list', 'command', 'count', 'status', 'status_type']],
])('has in the tabulation report under %j the keys %j [C-36e] [C-Q5]', async (options, keys) => {
  await using duble = await openOn(BOTH, options)
  const { response } = (await ask(duble, 'tabs_list_all', ...SECONDS)).body
  expect(Object.keys(response)).toEqual(keys)
  expect(response.count).toBe(keys.includes('count') ? 3 : undefined)
  const none = await ask(duble, 'tabs_list_all', '1999-01-01 00:00', '1999-12-31 23:59')
  expect(none.body.response.count).toBe(keys.includes('count') ? 0 : undefined)
})

it('shows the report of tabulations by date and time, not by an epoch, and the agent as agent [C-37] [C-37e] [C-Q8]', async () => {
  await using duble = await openVocom()
  const { body } = await ask(duble, 'tabs_list_all', ...SECONDS, { company_id: '00-f779-4215-96cd-bbb' })
  expect(JSON.stringify(body.response.list[0])).toBe(
    '{"direction":"dialer-inbound","agent":"Teste","tab_name":"Telefone Ocupado / Não atende","destination":"08888889999","mailing_name":"TESTE","start_epoch":"2020-09-02 18:03:12"}',
  )
})

it('asks for both dates in both reports [C-36] [C-39]', async () => {
  await using duble = await openOn(BOTH)
  const [date_begin, date_end] = SECONDS
  expect(
    await outcomes(
      duble,
      ['tabs_list_all', { date_begin }],
      ['tabs_list_all', { date_end }],
      ['dialer_list_all', { date_begin, ...FILTERS }],
      ['dialer_list_all', { date_end, ...FILTERS }],
    ),
  ).toEqual(['params_failed', 'params_failed', 'params_failed', 'params_failed'])
})
