import { expect, it } from 'vitest'
import { describeBoth, printed, vocom } from '../../support.ts'
import { column, errorText, type Fields, HEAD, openOn, openVocom } from './support.ts'

type Duble = Parameters<typeof vocom>[0]

const UM = '6b2f0c1e-3d54-4a9e-8a51-7f0f5f6a1c01'
const DOIS = '6b2f0c1e-3d54-4a9e-8a51-7f0f5f6a1c02'
const CALLS = `${HEAD}
companies: [{}, { company_id: outra }]
queues: [{ queue: FILA_SUPORTE }]
diallings:
  - { mailing: ${UM}, mailing_name: BASE1, mailing_key: k1, destination: 01111, date_time_start: 2020-09-03 10:00:00, ringing_duration: 00:00:19, hangup_cause: NO_ANSWER }
  - { mailing: ${UM}, mailing_name: BASE1, mailing_key: k2, destination: 02222, date_time_start: 2020-09-03 11:00:00, ringing_duration: 00:00:09, hangup_cause: NORMAL_CLEARING, answer_time: 23:59:50, queue: FILA_SUPORTE, agent: DEV, agent_answer_duration: 00:00:15 }
  - { mailing: ${DOIS}, mailing_name: BASE2, mailing_key: k3, destination: 02222, date_time_start: 2020-09-03 12:00:00, ringing_duration: 00:00:09, hangup_cause: NORMAL_CLEARING, answer_time: 12:00:09, queue: FILA_SUPORTE }
  - { company_id: outra, mailing: b1fd0ed7-7f1c-4a37-8d3f-0b2f7a2c7e01, mailing_name: BASE9, mailing_key: k9, destination: 09999, date_time_start: 2020-09-03 12:00:00, ringing_duration: 00:00:09, hangup_cause: USER_BUSY }
`
const report = (duble: Duble, filters: Fields = {}) =>
  vocom(duble, 'dialer_list_all', {
    date_begin: '2020-09-03 00:00',
    date_end: '2020-09-03 23:59',
    destination: '',
    mailing: '',
    hangup_cause: '',
    ...filters,
  })

describeBoth('The dialler’s report', (open) => {
  it.each([
    [{}, ['k3', 'k2', 'k1']],
    [{ destination: '02222' }, ['k3', 'k2']],
    [{ destination: '2222' }, []],
    [{ mailing: UM }, ['k2', 'k1']],
    [{ mailing: DOIS }, ['k3']],
    [{ hangup_cause: 'NORMAL_CLEARING' }, ['k3', 'k2']],
    [{ hangup_cause: 'NO_ANSWER' }, ['k1']],
    [{ destination: '02222', mailing: UM, hangup_cause: 'NORMAL_CLEARING' }, ['k2']],
    [{ destination: '01111', mailing: DOIS }, []],
    [{ mailing: UM, date_begin: '2020-09-03 10:30' }, ['k2']],
  ])(
    'shows for the filters %j the calls %j and counts them [C-11] [C-39] [C-40] [C-Q20]',
    async (filters, keys) => {
      await using duble = await openOn(CALLS, {}, open)
      const seen = await report(duble, filters)
      expect(column(seen, 'mailing_key')).toEqual(keys)
      expect(seen.body.response.count).toBe(keys.length)
      expect(seen.outcome).toBe(keys.length === 0 ? 'ok.empty' : 'ok')
    },
  )
})

it('shows of a call its ten keys in the printed order, answered or not [C-41] [C-41e] [C-42]', async () => {
  await using duble = await openOn(CALLS)
  const { list } = (await report(duble)).body.response
  expect(JSON.stringify(list[1])).toBe(
    '{"mailing_name":"BASE1","mailing_key":"k2","destination":"02222","date_time_start":"2020-09-03 11:00:00","ringing_duration":"00:00:09","answer_time":"23:59:50","queue":"FILA_SUPORTE","agent":"DEV","agent_answer_duration":"00:00:15","hangup_cause":"NORMAL_CLEARING"}',
  )
  expect(JSON.stringify(list[2])).toBe(
    '{"mailing_name":"BASE1","mailing_key":"k1","destination":"01111","date_time_start":"2020-09-03 10:00:00","ringing_duration":"00:00:19","answer_time":"--:--:--","queue":null,"agent":null,"agent_answer_duration":"--:--:--","hangup_cause":"NO_ANSWER"}',
  )
})

it('writes ringing as hours, minutes and seconds [C-41e]', async () => {
  await using duble = await openVocom()
  const seen = await report(duble, { company_id: 'bbbb-f779-4215-96cd-9999' })
  expect(column(seen, 'ringing_duration')).toEqual(['00:00:19', '00:00:45'])
})

it('knows both printed hangup causes [C-43]', async () => {
  await using duble = await openVocom()
  const [, , , , , , , , , , , , example] = (await printed('vocom')).examples
  const { list } = JSON.parse(example.answer).response
  for (const row of list) {
    const { hangup_cause } = row
    const seen = await report(duble, { hangup_cause, company_id: 'bbbb-f779-4215-96cd-9999' })
    expect(seen.body.response.list).toEqual([row])
  }
  expect(list.map((row: Fields) => row['hangup_cause'])).toEqual(['SUBSCRIBER_ABSENT', 'NO_ANSWER'])
})

it('never shows the UUID that a mailing is asked for by, and finds nothing by its code [C-39] [C-Q20]', async () => {
  await using duble = await openOn(CALLS)
  expect((await report(duble, { mailing: UM })).text).not.toContain(UM)
  expect((await report(duble, { mailing: 'k1' })).outcome).toBe('ok.empty')
})

const NO_ROWS = '{"response":{"list":[],"command":"list","count":0,"status":"ok","status_type":""}}'
const REFUSED = errorText('dialer_list_all', 'not_found_failed')
const FOREIGN = 'b1fd0ed7-7f1c-4a37-8d3f-0b2f7a2c7e01'

it.each([
  [{}, { mailing: FOREIGN }, NO_ROWS],
  [{ unknown_mailing: 'empty' }, { mailing: FOREIGN }, NO_ROWS],
  [{ unknown_mailing: 'not_found_failed' }, { mailing: FOREIGN }, REFUSED],
  [{ unknown_mailing: 'not_found_failed' }, { mailing: 'k1' }, REFUSED],
  [{ unknown_mailing: 'not_found_failed' }, { mailing: UM, date_end: '2020-09-03 00:00' }, NO_ROWS],
  [{ unknown_mailing: 'not_found_failed' }, { hangup_cause: 'USER_BUSY' }, NO_ROWS],
])(
  'answers under %j a mailing that no row of the company has, %j, with %s [C-Q20]',
  async (options, filters, expected) => {
    await using duble = await openOn(CALLS, options)
    expect((await report(duble, filters)).text).toBe(expected)
  },
)

it.each([
  [{}, { hangup_cause: 'USER_BUSY' }, NO_ROWS],
  [{ unknown_hangup_cause: 'empty' }, { hangup_cause: 'USER_BUSY' }, NO_ROWS],
  [{ unknown_hangup_cause: 'not_found_failed' }, { hangup_cause: 'USER_BUSY' }, REFUSED],
  [
    { unknown_hangup_cause: 'not_found_failed' },
    { hangup_cause: 'NO_ANSWER', destination: '02222' },
    NO_ROWS,
  ],
  [{ unknown_hangup_cause: 'not_found_failed' }, { mailing: FOREIGN }, NO_ROWS],
])(
  'answers under %j a hangup cause that no row of the company has, %j, with %s [C-A12]',
  async (options, filters, expected) => {
    await using duble = await openOn(CALLS, options)
    expect((await report(duble, filters)).text).toBe(expected)
  },
)

it.each(['unknown_mailing', 'unknown_hangup_cause'])(
  'lets empty filters pass under %s: not_found_failed [C-40]',
  async (option) => {
    await using duble = await openOn(CALLS, { [option]: 'not_found_failed' })
    expect((await report(duble)).outcome).toBe('ok')
  },
)

it.each([
  [{}, ['--:--:--', '00:00:15', '--:--:--']],
  [{ agent_answer_duration: 'duration' }, ['--:--:--', '00:00:15', '--:--:--']],
  [{ agent_answer_duration: 'hour' }, ['--:--:--', '00:00:05', '--:--:--']],
])(
  'shows under %j when an agent answered as %j, past midnight too, and dashes where none did [C-42] [C-Q9]',
  async (options, expected) => {
    await using duble = await openOn(CALLS, options)
    expect(column(await report(duble), 'agent_answer_duration')).toEqual(expected)
  },
)

it('leaves a duration as it is where no moment of answering is known [C-Q9]', async () => {
  await using duble = await openOn(CALLS.replace('answer_time: 23:59:50, ', ''), {
    agent_answer_duration: 'hour',
  })
  expect(column(await report(duble, { destination: '02222', mailing: UM }), 'agent_answer_duration')).toEqual(
    ['00:00:15'],
  )
})

it.each(['inbound', 'outbound', 'dialer-inbound'])(
  'shows the direction %s of a tabulation [C-38]',
  async (direction) => {
    await using duble = await openOn(`${HEAD}
companies: [{}]
tabulations:
  - { direction: ${direction}, agent: DEV, tab_name: Venda, destination: 1, mailing_name: BASE, start_epoch: 2020-09-02 12:00:00 }
`)
    const seen = await vocom(duble, 'tabs_list_all', {
      date_begin: '2020-09-02 00:00',
      date_end: '2020-09-02 23:59',
    })
    expect(column(seen, 'direction')).toEqual([direction])
  },
)

it('has no fourth direction [C-38]', async () => {
  const row =
    'direction: internal, agent: DEV, tab_name: Venda, destination: 1, mailing_name: BASE, start_epoch: 2020-09-02 12:00:00'
  const opened = openOn(`${HEAD}\ncompanies: [{}]\ntabulations: [{ ${row} }]\n`)
  await expect(opened).rejects.toThrow('must be one of inbound, outbound, dialer-inbound, got internal')
})
