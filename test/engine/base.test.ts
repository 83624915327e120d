import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defineFixture, type Fixture, type GeneratedRows, keyOf, type Row, table, text } from '#engine'
import { BaseTables } from '../../src/engine/base.ts'
import { Draft } from '../../src/engine/draft.ts'
import type { AnyFixtureDef } from '../../src/engine/fixture.ts'
import { MemoryStore } from '../../src/engine/state.ts'

const def = defineFixture({
  tables: { boats: table({ id: text('Id', '1'), built: text('Built', 'a') }, 'id') },
})
const { boats } = def.tables

const built = (index: number): string => `2026-${String(1000 + ((index * 7) % 500)).slice(1)}`

/** Rows whose number tells the key, and others before and behind them that are written out. */
function sources(count: number, counted = { rows: 0 }): Fixture['tables']['boats'] {
  const rowAt = (_seed: number, index: number): Row => {
    counted.rows++
    return { id: String(100 + index), built: built(index) }
  }
  const generated: GeneratedRows = {
    count,
    rowAt,
    positionOf: (key) => {
      const index = Number(key) - 100
      return index >= 0 && index < count ? index : undefined
    },
    within: {
      built: (_seed, from, to) =>
        Array.from({ length: count }, (_, index) => index).filter(
          (index) => built(index) >= from && built(index) <= to,
        ),
    },
  }
  return [{ rows: [{ id: 'x', built: '2026-000' }] }, generated, { rows: [{ id: 'y', built: '2026-250' }] }]
}

function storeOf(boatSources: Fixture['tables']['boats']): MemoryStore {
  const fixture: Fixture = {
    name: 'made up',
    vendor: 'none',
    profile: 'default',
    options: {},
    credentials: [],
    defaults: {},
    paths: {},
    tables: { boats: boatSources ?? [] },
    states: {},
  }
  return new MemoryStore(new BaseTables(fixture, def as AnyFixtureDef, 1))
}

const change = (store: MemoryStore, rows: readonly (readonly [string, Row | null])[]): boolean =>
  store.commit({
    version: store.version,
    rows: new Map([['boats', new Map(rows)]]),
    counters: new Map(),
  })

describe('many rows that are made on each reading', () => {
  it('are the rows that few are, kept: by key, in order, in a window, changed or not', () => {
    const key = fc.oneof(fc.integer({ min: 95, max: 1205 }).map(String), fc.constantFrom('x', 'y', 'z'))
    const changes = fc.array(fc.tuple(key, fc.option(fc.constantFrom('2026-000', '2026-100', '2026-300'))), {
      maxLength: 8,
    })
    fc.assert(
      fc.property(changes, key, (list, wanted) => {
        const made = storeOf(sources(1101))
        const [first, generated, last] = sources(1101) as [never, GeneratedRows, never]
        const { positionOf: _unknown, within: _none, ...plain } = generated
        const kept = storeOf([first, plain, last])
        for (const [id, at] of list) {
          for (const store of [made, kept]) change(store, [[id, at === null ? null : { id, built: at }]])
        }
        const [a, b] = [made.table('boats'), kept.table('boats')]
        expect(a.get(wanted)).toEqual(b.get(wanted))
        expect([...a.values()]).toEqual([...b.values()])
        expect([...a.within('built', '2026-050', '2026-260')]).toEqual([
          ...b.within('built', '2026-050', '2026-260'),
        ])
        expect([...a.within('id', '1', '2')]).toEqual([...b.within('id', '1', '2')])
      }),
      { numRuns: 60, seed: 3 },
    )
  })

  it('are made as far as they are read, and no further', () => {
    const counted = { rows: 0 }
    const view = storeOf(sources(1_000_000, counted)).table('boats')
    expect(counted.rows).toBe(0)
    const read: Row[] = []
    for (const row of view.values()) if (read.push(row) === 11) break
    expect(read.map((row) => keyOf(boats, row))).toEqual([
      'x',
      ...Array.from({ length: 10 }, (_, n) => String(100 + n)),
    ])
    expect(counted.rows).toBe(10)
    expect(view.get('1000000')).toEqual({ id: '1000000', built: built(999_900) })
    expect(counted.rows).toBe(11)
  })

  it('are remembered, but not without end', () => {
    const counted = { rows: 0 }
    const view = storeOf(sources(30_000, counted)).table('boats')
    const all = [...view.values()]
    expect(counted.rows).toBe(30_000)
    expect([...view.values()]).toEqual(all)
    expect(counted.rows).toBe(40_000)
    expect(view.get('100')).toBe(all[1])
    expect(counted.rows).toBe(40_000)
  })

  it('let a draft see its own writes', () => {
    const store = storeOf(sources(1500))
    const draft = new Draft(store)
    const rows = draft.table('boats', boats)
    rows.put({ id: '150', built: '2026-499' })
    rows.put({ id: 'new', built: '2026-499' })
    rows.remove({ id: 'y' })
    const late = [...rows.within('built' as never, '2026-499', '2026-499')].map(({ id }) => id)
    expect(late.slice(0, 1)).toEqual(['150'])
    expect(late.at(-1)).toBe('new')
    expect(rows.all()).toHaveLength(1502)
    expect([...rows.each()].map(({ id }) => id).slice(0, 2)).toEqual(['x', '100'])
    expect(store.table('boats').get('150')?.['built']).toBe(built(50))
  })
})
