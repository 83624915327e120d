import { describe, expect, it } from 'vitest'
import type { JournalRecord } from '#engine'
import { Tallies } from '../../src/engine/tallies.ts'

const record = (more: Partial<JournalRecord>): JournalRecord => ({
  at: 0,
  vendor: 'acme',
  operation: 'ask',
  outcome: 'ok',
  injected: false,
  method: 'GET',
  path: '/acme/ask',
  status: 200,
  why: '',
  credential: undefined,
  requestHeaders: {},
  requestBody: '',
  responseBody: '',
  milliseconds: 1,
  ...more,
})

describe('tallies', () => {
  it('count names that mean something to JavaScript like others', () => {
    const tallies = new Tallies()
    tallies.count(record({ operation: '__proto__', outcome: 'constructor' }))
    tallies.count(record({ vendor: '__proto__' }))
    const { vendors } = tallies.read()
    expect(Object.keys(vendors)).toEqual(['__proto__', 'acme'])
    expect(JSON.stringify(vendors)).toBe(
      '{"__proto__":{"ask":{"ok":1}},"acme":{"__proto__":{"constructor":1}}}',
    )
    expect(({} as { ask?: object }).ask).toBeUndefined()
  })

  it('tell bugs of Dublê’s from what matched nothing', () => {
    const tallies = new Tallies()
    tallies.count(record({ outcome: undefined, status: 500, why: 'it broke' }))
    tallies.count(record({ operation: undefined, outcome: undefined, status: 500, why: 'the store is gone' }))
    tallies.count(record({ operation: undefined, outcome: undefined, status: 404, why: 'nearest: ask' }))
    expect(tallies.read()).toEqual({
      asked: 3,
      vendors: {},
      injected: {},
      shapes: {},
      unmatched: [{ method: 'GET', path: '/acme/ask', says: 'nearest: ask', times: 1 }],
      bugs: { times: 2, says: 'it broke' },
    })
  })

  it('name what came without a path, too', () => {
    const tallies = new Tallies()
    const junk = { operation: undefined, outcome: undefined, status: 400, method: '?', path: '?' }
    tallies.count(record({ ...junk, why: 'this is not HTTP' }))
    expect(tallies.read().unmatched).toEqual([{ method: '?', path: '?', says: 'this is not HTTP', times: 1 }])
  })

  it('tell a few hundred kinds of unmatched requests apart, and go on counting', () => {
    const tallies = new Tallies()
    for (let index = 0; index < 1000; index++) {
      tallies.count(
        record({ operation: undefined, outcome: undefined, status: 404, path: `/x/${index % 500}` }),
      )
    }
    const { unmatched } = tallies.read()
    expect(unmatched).toHaveLength(201)
    expect(unmatched[0]).toMatchObject({ path: '/x/0', times: 2 })
    expect(unmatched.at(-1)).toEqual({
      method: 'any',
      path: 'others',
      says: '200 different requests are told apart',
      times: 600,
    })
    expect(unmatched.reduce((sum, { times }) => sum + times, 0)).toBe(1000)
  })
})
