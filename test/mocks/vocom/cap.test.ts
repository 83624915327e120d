import { expect, it } from 'vitest'
import { describeBoth, vocom } from '../../support.ts'
import { column, errorText, type Fields, HEAD, openOn, openVocom } from './support.ts'

const START = '2020-09-04 00:00:00'
/** The moment so many seconds after midnight. */
const after = (seconds: number): string => {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return `2020-09-04 ${parts.map((part) => String(part).padStart(2, '0')).join(':')}`
}
/** So many rows in each table that a query reads, in the reports one each second from midnight on. */
const world = (rows: number): string => `${HEAD}
companies: [{}]
queues: [{ queue: FILA }]
breaks: { generate: ${rows}, each: { break_id: { number_from: 1 }, break_name: Pausa, break_timeout: 5, break_digit: 1 } }
agents: { generate: ${rows}, each: { name: { number_from: 1 }, queues: [FILA] } }
tabulations:
  generate: ${rows}
  each: { direction: inbound, agent: DEV, tab_name: Venda, destination: { digits: 11 }, mailing_name: BASE, start_epoch: { between: [${START}, ${after(rows - 1)}] } }
diallings:
  generate: ${rows}
  each: { mailing_name: BASE, mailing_key: 1, destination: { digits: 11 }, date_time_start: { between: [${START}, ${after(rows - 1)}] }, ringing_duration: 00:00:19, hangup_cause: NO_ANSWER }
`
const DAY = { date_begin: '2020-09-04 00:00:00', date_end: '2020-09-04 23:59:59' }

interface Query {
  readonly operation: string
  readonly body: Fields
  /** The names or moments of the records in an answer. */
  // biome-ignore lint/suspicious/noExplicitAny: looks inside
  readonly records: (seen: any) => string[]
}
const QUERIES: readonly Query[] = [
  {
    operation: 'get_break_list',
    body: { agent: '1' },
    records: ({ body }) => body.response.result.map((row: Fields) => row['break_id']),
  },
  {
    operation: 'get_agent_list',
    body: { queue: 'FILA' },
    records: ({ body }) => body.response.result.logged_out_agents.map((row: Fields) => row['name']),
  },
  {
    operation: 'tabs_list_all',
    body: DAY,
    records: (seen) => column(seen, 'start_epoch') as string[],
  },
  {
    operation: 'dialer_list_all',
    body: { ...DAY, destination: '', mailing: '', hangup_cause: '' },
    records: (seen) => column(seen, 'date_time_start') as string[],
  },
]
const REPORTS = QUERIES.slice(2)

const CASES = QUERIES.flatMap((query) =>
  [
    [1_999, 1_999, 'ok'],
    [2_000, 2_000, 'ok'],
    [2_001, 2_000, 'ok.capped'],
  ].map(([rows, shown, outcome]) => ({ ...query, rows: Number(rows), shown: Number(shown), outcome })),
)

it.each(CASES)(
  'shows in $operation $shown of $rows records [C-17]',
  async ({ operation, body, records, rows, shown, outcome }) => {
    await using duble = await openOn(world(rows))
    const seen = await vocom(duble, operation, body)
    expect(records(seen)).toHaveLength(shown)
    expect([seen.status, seen.outcome]).toEqual([200, outcome])
  },
)

it.each(REPORTS)(
  'keeps the newest in $operation, and nothing tells that an older one exists [C-17] [C-44] [C-A07]',
  async ({ operation, body, records }) => {
    await using duble = await openOn(world(2_001))
    const seen = await vocom(duble, operation, body)
    expect([records(seen)[0], records(seen).at(-1)]).toEqual([after(2_000), after(1)])
    const { list, ...rest } = seen.body.response
    const count = operation === 'dialer_list_all' ? { count: 2_000 } : {}
    expect(rest).toEqual({ command: 'list', ...count, status: 'ok', status_type: '' })
    expect(list).toHaveLength(2_000)
  },
)

it.each(REPORTS)(
  'caps what the period of $operation selects, so that a shorter one shows the rest [C-17] [C-A07]',
  async ({ operation, body, records }) => {
    await using duble = await openOn(world(2_001))
    const seen = await vocom(duble, operation, { ...body, date_end: after(9) })
    expect(records(seen)).toEqual(Array.from({ length: 10 }, (_, index) => after(9 - index)))
    expect(seen.outcome).toBe('ok')
  },
)

it.each(
  REPORTS.flatMap((query) => [
    { ...query, value: 'newest', first: after(2_000), last: after(1) },
    { ...query, value: 'oldest', first: after(1_999), last: after(0) },
  ]),
)(
  'shows in $operation under cap.keeps: $value $first down to $last [C-A07]',
  async ({ operation, body, records, value, first, last }) => {
    await using duble = await openOn(world(2_001), { 'cap.keeps': value })
    const shown = records(await vocom(duble, operation, body))
    expect([shown[0], shown.at(-1), shown.length]).toEqual([first, last, 2_000])
  },
)

it.each(QUERIES)(
  'refuses $operation above the cap under cap: error, and not at it [C-A07] [C-14]',
  async ({ operation, body, records }) => {
    await using above = await openOn(world(2_001), { cap: 'error' })
    expect((await vocom(above, operation, body)).text).toBe(errorText(operation, 'execute_failed', body))
    await using at = await openOn(world(2_000), { cap: 'error' })
    expect(records(await vocom(at, operation, body))).toHaveLength(2_000)
    await using silent = await openOn(world(2_001), { cap: 'silent' })
    expect((await vocom(silent, operation, body)).outcome).toBe('ok.capped')
  },
)

describeBoth('The default world’s large company', (open) => {
  it.each(REPORTS)('has one row too many in $operation [C-17] [C-A07]', async ({ operation, body }) => {
    await using duble = await openVocom({}, open)
    const seen = await vocom(duble, operation, { ...body, company_id: 'relatorio-grande' })
    expect(seen.body.response.list).toHaveLength(2_000)
    expect(seen.outcome).toBe('ok.capped')
  })
})

it('counts in tabs.count what is shown, not what there is [C-11] [C-17] [C-Q5]', async () => {
  await using duble = await openOn(world(2_001), { 'tabs.count': true })
  expect((await vocom(duble, 'tabs_list_all', DAY)).body.response.count).toBe(2_000)
})
