import { describe, expect, it } from 'vitest'
import { openWatched } from './support.ts'

type Watched = Awaited<ReturnType<typeof openWatched>>

const FULL = {
  company_id: 'relatorio-grande',
  date_begin: '2020-09-04 00:00:00',
  date_end: '2020-09-04 23:59:59',
}
const NO_FILTER = { destination: '', mailing: '', hangup_cause: '' }
const capped = (found: readonly string[]) => found.filter((finding) => finding.startsWith('capped'))
const opportunities = ({ ask }: Watched, rest: string, by = 'created') =>
  ask(`/vocalcontact/api/app/opportunity/${by}${rest}/token/token-bi`)

describe('who takes a cut answer for a whole one', () => {
  it('is found, though only when nothing more comes', async () => {
    const { world, vocom } = await openWatched()
    await vocom('tabs_list_all', FULL)
    const [only, ...more] = world.findings()
    expect(more).toEqual([])
    expect(only).toMatchObject({
      name: 'capped_unnoticed',
      vendor: 'vocom',
      operation: 'tabs_list_all',
      credential: 'api_key',
      times: 1,
      says: 'vocom/tabs_list_all cut its answer at 2000 records for 2020-09-04 00:00:00 to 2020-09-04 23:59:59, and no part of that period was asked for after it',
      suggests:
        'Take an answer of 2000 records for a cut one: ask for shorter periods until each holds fewer',
      behaviour: 'tabs_list_all.ok.capped',
      option: 'cap',
    })
    expect(only?.requests).toMatchObject([{ id: 1, method: 'POST', status: 200 }])
  })

  it('is counted by answers', async () => {
    const { vocom, found } = await openWatched()
    await vocom('tabs_list_all', FULL)
    await vocom('tabs_list_all', FULL)
    await vocom('tabs_list_all', { ...FULL, date_begin: '2020-01-01 00:00:00' })
    expect(found()).toEqual(['capped_unnoticed vocom/tabs_list_all api_key 3×'])
  })

  it('is nobody who halves, nor whose first part is cut again and halved again', async () => {
    const { vocom, found } = await openWatched()
    const ask = (date_begin: string, date_end: string) =>
      vocom('tabs_list_all', { ...FULL, date_begin, date_end })
    await ask('2020-09-01 00:00', '2020-09-30 23:59')
    await ask('2020-09-01 00:00', '2020-09-15 23:59')
    await ask('2020-09-16 00:00', '2020-09-30 23:59')
    expect(found()).toContain('capped_unnoticed vocom/tabs_list_all api_key 1×')
    await ask('2020-09-01 00:00', '2020-09-04 12:00')
    await ask('2020-09-04 12:01:00', '2020-09-15 23:59:59')
    expect(capped(found())).toEqual([])
  })

  it('is nobody who asks for the rest', async () => {
    const { vocom, found } = await openWatched()
    await vocom('tabs_list_all', FULL)
    await vocom('tabs_list_all', { ...FULL, date_end: '2020-09-04 08:00:05' })
    expect(found()).toEqual([])
  })

  it('is nobody who sets a filter', async () => {
    const { vocom, found } = await openWatched()
    await vocom('dialer_list_all', { ...FULL, ...NO_FILTER })
    expect(found()).toContain('capped_unnoticed vocom/dialer_list_all api_key 1×')
    await vocom('dialer_list_all', { ...FULL, ...NO_FILTER, hangup_cause: 'USER_BUSY' })
    expect(capped(found())).toEqual([])
  })

  it.each([
    ['for another company', { company_id: '00-f779-4215-96cd-bbb', date_end: '2020-09-04 12:00:00' }],
    ['outside of the period', { date_begin: '2020-09-05 00:00:00', date_end: '2020-09-05 12:00:00' }],
    ['for more', { date_begin: '2020-08-01 00:00:00' }],
  ])('is who asks again %s alone', async (_where, other) => {
    const { vocom, found } = await openWatched()
    await vocom('tabs_list_all', FULL)
    await vocom('tabs_list_all', { ...FULL, ...other })
    expect(found()[0]).toMatch(/^capped_unnoticed vocom\/tabs_list_all api_key/)
  })

  it('is who sets a filter for another period', async () => {
    const { vocom, found } = await openWatched()
    const busy = { ...FULL, ...NO_FILTER, hangup_cause: 'USER_BUSY' }
    await vocom('dialer_list_all', { ...FULL, ...NO_FILTER, date_begin: '2020-09-01 00:00:00' })
    await vocom('dialer_list_all', { ...busy, date_begin: '2020-08-01 00:00:00' })
    expect(found()).toContain('capped_unnoticed vocom/dialer_list_all api_key 1×')
  })

  it('is who sets a filter in place of the one that he had set', async () => {
    const { world, vocom, found } = await openWatched()
    const { mock, fixture } = world.fake('vocom')
    const rows = Array.from({ length: 2001 }, (_, id) => ({
      id: String(id),
      company_id: 'relatorio-grande',
      mailing: 'd3a1c5f2-52d7-4a53-9d0c-6a3cf0a0b101',
      mailing_name: 'CAMPANHA',
      mailing_key: '10000',
      destination: '1199999999',
      date_time_start: '2020-09-04 12:00:00',
      ringing_duration: '00:00:09',
      answer_time: '--:--:--',
      queue: null,
      agent: null,
      agent_answer_duration: '--:--:--',
      hangup_cause: 'NO_ANSWER',
    }))
    world.replace(mock, { ...fixture, tables: { ...fixture.tables, diallings: [{ rows }] } })
    const ask = (hangup_cause: string) => vocom('dialer_list_all', { ...FULL, ...NO_FILTER, hangup_cause })
    expect((await ask('NO_ANSWER')).outcome).toBe('ok.capped')
    expect((await ask('USER_BUSY')).outcome).toBe('ok.empty')
    expect(found()).toContain('capped_unnoticed vocom/dialer_list_all api_key 1×')
  })

  it('is who had the answer, whatever another caller asks for', async () => {
    const { world, vocom, found } = await openWatched()
    const { mock, fixture } = world.fake('vocom')
    const [first] = fixture.credentials
    const second = { ...first, name: 'second', user: 'second', password: 'second-key' }
    world.replace(mock, { ...fixture, credentials: [...fixture.credentials, second] } as typeof fixture)
    const authorization = `Basic ${Buffer.from('second:second-key').toString('base64')}`
    await vocom('tabs_list_all', FULL)
    const { outcome } = await vocom(
      'tabs_list_all',
      { ...FULL, date_end: '2020-09-04 08:00:05' },
      { authorization },
    )
    expect(outcome).toMatch(/^ok/)
    expect(found()).toEqual(['capped_unnoticed vocom/tabs_list_all api_key 1×'])
  })

  it('is nobody whose period is a single second, for that has no parts', async () => {
    const { world, vocom, found } = await openWatched()
    const { mock, fixture } = world.fake('vocom')
    const rows = Array.from({ length: 2001 }, () => ({
      company_id: 'relatorio-grande',
      direction: 'inbound',
      agent: 'DEV',
      tab_name: 'a',
      destination: '1',
      mailing_name: 'b',
      start_epoch: '2021-01-01 12:00:00',
    }))
    const numbered = rows.map((row, id) => ({ ...row, id: String(id) }))
    world.replace(mock, { ...fixture, tables: { ...fixture.tables, tabulations: [{ rows: numbered }] } })
    const second = { date_begin: '2021-01-01 12:00:00', date_end: '2021-01-01 12:00:00' }
    expect((await vocom('tabs_list_all', { ...FULL, ...second })).outcome).toBe('ok.capped')
    expect(found()).toEqual([])
  })

  it('is nobody to whom the cut answer did not come', async () => {
    const { world, vocom, found } = await openWatched()
    world.addFault({ vendor: 'vocom', operation: 'tabs_list_all', fault: 'truncated_body', times: 1 })
    await vocom('tabs_list_all', FULL)
    expect(found()).toEqual([])
  })

  it('is not told of an answer that cannot be asked for in parts', async () => {
    const { ask, found, world } = await openWatched()
    const { mock, fixture } = world.fake('vocalcontact')
    const rows = Array.from({ length: 5001 }, (_, id) => ({
      id: String(id + 1),
      entity: 'company',
      name: 'A',
    }))
    world.replace(mock, { ...fixture, tables: { ...fixture.tables, entity: [{ rows }] } })
    expect((await ask('/vocalcontact/api/app/entity/all/token/token-bi')).outcome).toBe('ok.capped')
    expect(found()).toEqual([])
  })

  it('is who takes all records at once and asks for no period behind it', async () => {
    const watched = await openWatched()
    await opportunities(watched, '', 'all')
    const [only] = watched.world.findings()
    expect(only?.says).toBe(
      'vocalcontact/all_opportunity cut its answer at 5000 records, and neither created_opportunity nor modified_opportunity was asked for after it',
    )
    await opportunities(watched, '/from/2024-01-01/to/2024-06-30')
    expect(watched.found()).toEqual([])
  })

  it('is found before a reset, and told behind it', async () => {
    const { world, vocom, found } = await openWatched()
    await vocom('tabs_list_all', FULL)
    await world.reset()
    await vocom('tabs_list_all', { ...FULL, date_end: '2020-09-04 08:00:05' })
    expect(found()).toEqual(['capped_unnoticed vocom/tabs_list_all api_key 1×'])
    world.forget()
    expect(found()).toEqual([])
  })
})
