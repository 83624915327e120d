import { describe, expect, it } from 'vitest'
import type { JournalRecord } from '#engine'
import { Journal } from '../../src/engine/journal.ts'
import { openLighthouse } from './open.ts'

const record = (number: number, more: Partial<JournalRecord> = {}): JournalRecord => ({
  at: Date.UTC(2026, 2, 2, 12, 0, number),
  vendor: 'acme',
  operation: 'list',
  outcome: 'ok',
  injected: false,
  method: 'GET',
  path: `/${number}`,
  status: 200,
  why: '',
  credential: undefined,
  requestHeaders: {},
  requestBody: '',
  responseBody: '',
  milliseconds: 1,
  ...more,
})

function journalOf(count: number, size?: number): Journal {
  const journal = new Journal(size)
  for (let number = 1; number <= count; number++) journal.add(record(number))
  return journal
}

const ids = (read: ReturnType<Journal['read']>): number[] => read.entries.map(({ id }) => id)

describe('the journal', () => {
  it('keeps the newest so many, newest last, and goes on counting', () => {
    const read = journalOf(8, 3).read()
    expect(read.total).toBe(3)
    expect(read.entries.map(({ id, path }) => [id, path])).toEqual([
      [6, '/6'],
      [7, '/7'],
      [8, '/8'],
    ])
  })

  it('keeps 10,000 unless told otherwise', () => {
    const read = journalOf(10_002).read({ limit: 1, after: 0 })
    expect([read.total, ids(read)]).toEqual([10_000, [10_002]])
    expect(ids(journalOf(10_002).read()).at(0)).toBe(3)
  })

  it('is read by what came after, and by the newest so many of what fits', () => {
    const journal = journalOf(6, 4)
    expect(ids(journal.read({ after: 4 }))).toEqual([5, 6])
    expect(ids(journal.read({ after: 1 }))).toEqual([3, 4, 5, 6]) // what fell out stays out
    expect(ids(journal.read({ after: 6 }))).toEqual([])
    expect(journal.read({ limit: 2 })).toMatchObject({ total: 4, entries: [{ id: 5 }, { id: 6 }] })
    expect(journal.read({ limit: 0 })).toEqual({ entries: [], total: 4 })
  })

  it('is filtered by vendor, operation, outcome and status: all must hold', () => {
    const journal = new Journal(10)
    journal.add(record(1))
    journal.add(record(2, { vendor: 'other' }))
    journal.add(record(3, { operation: undefined, outcome: undefined, status: 404 }))
    journal.add(record(4, { outcome: 'no_token', status: 401 }))
    expect(ids(journal.read({ vendor: 'acme' }))).toEqual([1, 3, 4])
    expect(ids(journal.read({ operation: 'list' }))).toEqual([1, 2, 4])
    expect(ids(journal.read({ outcome: 'ok', vendor: 'other' }))).toEqual([2])
    expect(ids(journal.read({ status: 404 }))).toEqual([3])
    expect(journal.read({ status: 404 }).entries[0]).toMatchObject({ operation: null, outcome: null })
    expect(journal.read({ vendor: 'none' })).toEqual({ entries: [], total: 0 })
  })

  it('numbers on after it was emptied, so that a reader who asks for what came after one misses none', () => {
    const journal = journalOf(5, 3)
    const last = journal.read().entries.at(-1)?.id
    journal.empty()
    expect(journal.read()).toEqual({ entries: [], total: 0 })
    journal.add(record(9))
    expect(ids(journal.read())).toEqual([(last ?? 0) + 1])
    expect(journal.read({ after: last }).total).toBe(1)
  })

  it('numbers from 1 again after a reset', () => {
    const journal = journalOf(5, 3)
    journal.reset()
    expect(journal.read()).toEqual({ entries: [], total: 0 })
    journal.add(record(9))
    expect(ids(journal.read())).toEqual([1])
  })

  it('cuts large bodies, and says how large they were', () => {
    const journal = new Journal(2)
    journal.add(record(1, { requestBody: 'a'.repeat(2048), responseBody: 'é'.repeat(5000) }))
    const [entry] = journal.read().entries
    expect(entry?.requestBody).toBe('a'.repeat(2048))
    expect(entry?.responseBody).toBe(`${'é'.repeat(2048)}… (5000 characters)`)
  })

  it('masks secrets wherever they stand, unless they are asked for', () => {
    const journal = new Journal(2)
    journal.add(
      record(1, {
        path: '/token/s3cret/x?token=s3cret',
        why: 'acme has no operation at /token/s3cret/x',
        requestHeaders: { token: 's3cret', authorization: 'Basic s3cret' },
        requestBody: '{"password":"s3cret"}',
        responseBody: '{"message":"no /token/s3cret/x","access_token":"s3cret"}',
      }),
    )
    expect(JSON.stringify(journal.read())).not.toContain('s3cret')
    expect(journal.read().entries[0]).toMatchObject({
      path: '/token/***/x?token=***',
      why: 'acme has no operation at /token/***/x',
      requestHeaders: { token: '***', authorization: 'Basic ***' },
    })
    const [shown] = journal.read({}, true).entries
    expect(shown).toMatchObject({ requestHeaders: { token: 's3cret' }, requestBody: '{"password":"s3cret"}' })
  })

  it('masks the headers that it is told of, a thousand of them', () => {
    const journal = new Journal()
    journal.hide(['lamp-token'])
    for (let number = 1; number <= 2000; number++) journal.hide([`x-${number}`])
    journal.add(record(1, { requestHeaders: { 'lamp-token': 'a', 'x-999': 'b', 'x-1000': 'c' } }))
    expect(journal.read().entries[0]?.requestHeaders).toEqual({
      'lamp-token': '***',
      'x-999': '***',
      'x-1000': 'c',
    })
  })

  it('tells the world’s time and who called, and which answers a fault gave', async () => {
    const { ask, fake, world } = openLighthouse(undefined, { journalSize: 2 })
    await ask('/lamps', {}, {})
    world.clock.advance(61_000)
    await ask('/lamps')
    fake.addFault('lamps', 'lamp_dark', 1)
    await ask('/lamps')
    expect(world.journal.read().entries).toMatchObject([
      {
        id: 2,
        at: '2026-03-02T12:01:01.000Z',
        vendor: 'lighthouse',
        operation: 'lamps',
        outcome: 'ok',
        credential: 'keeper',
        injected: false,
        method: 'GET',
        path: '/lighthouse/lamps',
        status: 200,
        why: '',
        requestBody: '',
      },
      { id: 3, outcome: 'lamp_dark', injected: true, why: 'a fault stood in for the handler' },
    ])
  })

  it('names the option that made it a refusal, where one did', async () => {
    const { light, world } = openLighthouse(undefined, { options: { dark: 'lamp_dark' } })
    await light('dark')
    await light(7)
    const [dark, bad] = world.journal.read().entries
    expect(dark).toMatchObject({ outcome: 'lamp_dark', why: 'it has no bulb', option: 'dark' })
    expect(Object.keys(bad ?? {})).not.toContain('option')
  })
})
