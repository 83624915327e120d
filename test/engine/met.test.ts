import { describe, expect, it } from 'vitest'
import { type Met, mergeMet } from '#engine'

const NOTHING: Met = {
  asked: 0,
  vendors: {},
  injected: {},
  shapes: {},
  unmatched: [],
  bugs: { times: 0, says: undefined },
  findings: [],
}

describe('what several runs met', () => {
  it('is added up by vendor, operation and outcome, and by shape', () => {
    const one: Met = {
      ...NOTHING,
      asked: 3,
      vendors: { zen: { totals: { ok: 2 } } },
      injected: { zen: { totals: { internal: 1 } } },
      shapes: { zen: { 'totals[numbers=number]': 2 } },
    }
    const other: Met = {
      ...NOTHING,
      asked: 4,
      vendors: { acme: { ask: { ok: 1 } }, zen: { totals: { ok: 1, no_token: 2 } } },
      shapes: { zen: { 'totals[numbers=number]': 1, 'totals[numbers=string]': 1 } },
    }
    expect(mergeMet([one, other])).toEqual({
      ...NOTHING,
      asked: 7,
      vendors: { acme: { ask: { ok: 1 } }, zen: { totals: { no_token: 2, ok: 3 } } },
      injected: { zen: { totals: { internal: 1 } } },
      shapes: { zen: { 'totals[numbers=number]': 3, 'totals[numbers=string]': 1 } },
    })
  })

  it('keeps the first words on what matched nothing, and on bugs', () => {
    const one: Met = {
      ...NOTHING,
      unmatched: [{ method: 'GET', path: '/zen/a', says: 'the nearest is b', times: 1 }],
      bugs: { times: 1, says: 'it broke' },
    }
    const other: Met = {
      ...NOTHING,
      unmatched: [
        { method: 'GET', path: '/zen/a', says: 'the nearest is c', times: 2 },
        { method: 'PUT', path: '/zen/a', says: 'no PUT', times: 1 },
      ],
      bugs: { times: 2, says: 'it broke elsewhere' },
    }
    const { unmatched, bugs } = mergeMet([one, other])
    expect(unmatched).toEqual([
      { method: 'GET', path: '/zen/a', says: 'the nearest is b', times: 3 },
      { method: 'PUT', path: '/zen/a', says: 'no PUT', times: 1 },
    ])
    expect(bugs).toEqual({ times: 3, says: 'it broke' })
  })

  it('of no run is nothing', () => {
    expect(mergeMet([])).toEqual(NOTHING)
  })

  it('takes names that mean something to JavaScript like others', () => {
    const odd = JSON.parse('{"__proto__": {"constructor": {"ok": 1}}}') as Met['vendors']
    const { vendors } = mergeMet([
      { ...NOTHING, vendors: odd },
      { ...NOTHING, vendors: odd },
    ])
    expect(JSON.stringify(vendors)).toBe('{"__proto__":{"constructor":{"ok":2}}}')
  })
})
