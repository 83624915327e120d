import { expect, it } from 'vitest'
import { describeBoth, send, vocom, zen } from '../support.ts'
import { direct } from './support.ts'

const ids = (told: { body: { entries: { id: number }[] } }): number[] => told.body.entries.map(({ id }) => id)

describeBoth('the journal over the admin API', (open) => {
  it('is filtered, paged and counted, newest last', async () => {
    await using duble = await open()
    await zen(duble) // 1
    await zen(duble) // 2: too soon
    await vocom(duble, 'get_break_list', { agent: 'DEV' }) // 3
    await vocom(duble, 'get_break_list', { agent: 'NOBODY' }) // 4
    await send(duble, '/vocom/nowhere') // 5
    const read = (query: string) => direct(duble, `GET /journal${query}`)
    expect((await read('')).body.total).toBe(5)
    expect(ids(await read(''))).toEqual([1, 2, 3, 4, 5])
    expect(ids(await read('?vendor=crm-zen'))).toEqual([1, 2])
    expect(ids(await read('?operation=get_break_list'))).toEqual([3, 4])
    expect(ids(await read('?outcome=not_found_failed'))).toEqual([4])
    expect(ids(await read('?status=429'))).toEqual([2])
    expect(ids(await read('?vendor=vocom&status=200&outcome=ok'))).toEqual([3])
    expect(ids(await read('?after=3'))).toEqual([4, 5])
    expect(ids(await read('?after=5'))).toEqual([])
    const newest = await read('?vendor=vocom&limit=2')
    expect([ids(newest), newest.body.total]).toEqual([[4, 5], 3])
    expect((await read('?vendor=none')).body).toEqual({ entries: [], total: 0 })
  })

  it('tells of each request what it was, what came, and why', async () => {
    await using duble = await open()
    await vocom(duble, 'get_break_list', { agent: 'NOBODY' })
    const { entries } = (await direct(duble, 'GET /journal')).body
    expect(entries).toMatchObject([
      {
        id: 1,
        at: '2026-03-02T12:00:00.000Z',
        vendor: 'vocom',
        operation: 'get_break_list',
        outcome: 'not_found_failed',
        credential: 'api_key',
        injected: false,
        method: 'POST',
        path: '/vocom/interact_cti/agent/get_break_list/',
        status: 200,
        why: 'company 894343d2-3f02-4c02-909b-a0bfa57c0a93 has no agent NOBODY',
        requestBody: '{"company_id":"894343d2-3f02-4c02-909b-a0bfa57c0a93","agent":"NOBODY"}',
        responseBody:
          '{"response":{"agent":"NOBODY","command":"break","result":"","status":"error","status_type":"not_found_failed"}}',
      },
    ])
    expect(entries[0].milliseconds).toBeGreaterThanOrEqual(0)
  })

  it('masks secrets unless they are asked for, unmatched requests included', async () => {
    await using duble = await open()
    await vocom(duble, 'login', { agent: 'DEV', branch: '2000', password: 's3cret' })
    await zen(duble, '?data=2018-01-01&token=s3cret', { token: 's3cret' })
    await send(duble, '/vocom/token/s3cret/x?access_token=s3cret')
    await send(duble, '/token/s3cret/x', { headers: { cookie: 's3cret' } })
    const masked = JSON.stringify((await direct(duble, 'GET /journal')).body)
    expect(masked).not.toContain('s3cret')
    expect(masked).not.toContain('YXBpX2tleT')
    expect(masked).toContain('"authorization":"Basic ***"')
    expect(masked).toContain('/vocom/token/***/x?access_token=***')
    const hidden = JSON.stringify((await direct(duble, 'GET /journal?secrets=no')).body)
    expect(hidden).not.toContain('s3cret')
    const shown = JSON.stringify((await direct(duble, 'GET /journal?secrets=shown')).body)
    expect(shown).toContain('"token":"s3cret"')
    expect(shown).toContain('YXBpX2tleT')
  })

  it('is emptied', async () => {
    await using duble = await open()
    await zen(duble)
    expect((await direct(duble, 'DELETE /journal')).body).toEqual({ entries: [], total: 0 })
    expect((await direct(duble, 'GET /journal')).body).toEqual({ entries: [], total: 0 })
    expect((await zen(duble)).status).toBe(429) // and nothing else is
  })
})
