import { describe, expect, it } from 'vitest'
import { defineFixture, type Fixture, type Row, table, text } from '#engine'
import { BaseTables } from '../../src/engine/base.ts'
import { Draft } from '../../src/engine/draft.ts'
import type { AnyFixtureDef } from '../../src/engine/fixture.ts'
import { MemoryStore } from '../../src/engine/state.ts'

const def = defineFixture({
  tables: { boats: table({ port: text('Port', 'a'), name: text('Name', 'x') }, 'port', 'name') },
})
const boats = def.tables.boats

const fixtureOf = (tables: Fixture['tables']): Fixture => ({
  name: 'made up',
  vendor: 'none',
  profile: 'default',
  options: {},
  credentials: [],
  defaults: {},
  paths: {},
  tables,
  states: {},
})

const WRITTEN: Row[] = [
  { port: 'a', name: 'x', sail: 1 },
  { port: 'a', name: 'y', sail: 2 },
  { port: 'b', name: 'x', sail: 3 },
]

const storeOf = (tables: Fixture['tables'] = { boats: [{ rows: WRITTEN }] }): MemoryStore =>
  new MemoryStore(new BaseTables(fixtureOf(tables), def as AnyFixtureDef, 1))

const commit = (store: MemoryStore, draft: Draft, version = store.version): boolean =>
  store.commit({ version, rows: draft.rows, counters: draft.counters })

describe('a draft', () => {
  it('reads its own writes, in the table’s order: changed rows in place, new ones last', () => {
    const draft = new Draft(storeOf())
    const rows = draft.table('boats', boats)
    rows.patch(rows.get('a', 'x') as Row, { sail: 10 })
    rows.put({ port: 'c', name: 'z', sail: 4 })
    rows.remove({ port: 'a', name: 'y' })
    expect(rows.get('a', 'x')).toEqual({ port: 'a', name: 'x', sail: 10 })
    expect(rows.get('a', 'y')).toBeUndefined()
    expect(rows.get('c', 'z')).toEqual({ port: 'c', name: 'z', sail: 4 })
    expect(rows.all().map((row) => row['sail'])).toEqual([10, 3, 4])
    expect(rows.where((row) => row['name'] === 'x').map((row) => row['sail'])).toEqual([10, 3])
    rows.put({ port: 'a', name: 'y', sail: 5 })
    expect(rows.all().map((row) => row['sail'])).toEqual([10, 5, 3, 4])
  })

  it('changes nothing until it is committed, and everything then', () => {
    const store = storeOf()
    const draft = new Draft(store)
    const rows = draft.table('boats', boats)
    rows.put({ port: 'c', name: 'z', sail: 4 })
    rows.remove({ port: 'b', name: 'x' })
    const seen = (): unknown[] => [...store.table('boats').values()].map((row) => row['sail'])
    expect(seen()).toEqual([1, 2, 3])
    expect(commit(store, draft)).toBe(true)
    expect(seen()).toEqual([1, 2, 4])
    expect(store.table('boats').get('b\u0000x')).toBeUndefined()
    expect(WRITTEN.map((row) => row['sail'])).toEqual([1, 2, 3])
  })

  it('never changes a row in place', () => {
    const rows = new Draft(storeOf()).table('boats', boats)
    const before = rows.get('a', 'x') as Row
    rows.patch(before, { sail: 99 })
    expect(before['sail']).toBe(1)
  })

  it('is dirty once it wrote or counted', () => {
    const store = storeOf()
    const read = new Draft(store)
    read.table('boats', boats).all()
    expect(read.dirty).toBe(false)
    const counted = new Draft(store)
    expect([counted.next('calls'), counted.next('calls'), counted.next('other')]).toEqual([1, 2, 1])
    expect(counted.dirty).toBe(true)
    expect(store.counter('calls')).toBe(0)
    commit(store, counted)
    expect(new Draft(store).next('calls')).toBe(3)
  })

  it('keeps keys of several fields apart', () => {
    const rows = new Draft(storeOf({ boats: [] })).table('boats', boats)
    rows.put({ port: 'ab', name: 'c' })
    rows.put({ port: 'a', name: 'bc' })
    expect(rows.all()).toHaveLength(2)
  })
})

describe('a store in memory', () => {
  it('refuses a change that saw an older version, and keeps nothing of it', () => {
    const store = storeOf()
    const late = new Draft(store)
    late.table('boats', boats).put({ port: 'z', name: 'z', sail: 0 })
    const { version } = store
    expect(commit(store, new Draft(store))).toBe(true)
    const cooldown = { key: 'k', at: 5 }
    expect(store.commit({ version, rows: late.rows, counters: new Map([['calls', 9]]), cooldown })).toBe(
      false,
    )
    expect(store.table('boats').get('z\u0000z')).toBeUndefined()
    expect([store.counter('calls'), store.cooldown('k')]).toEqual([0, undefined])
  })

  it('is as at the start after a reset, and a request from before it is too late', () => {
    const store = storeOf()
    const draft = new Draft(store)
    draft.table('boats', boats).remove({ port: 'a', name: 'x' })
    draft.next('calls')
    const { rows, counters } = draft
    store.commit({ version: store.version, rows, counters, cooldown: { key: 'k', at: 5 } })
    const { version } = store
    store.reset()
    expect([...store.table('boats').values()]).toEqual(WRITTEN)
    expect([store.counter('calls'), store.cooldown('k')]).toEqual([0, undefined])
    expect(store.commit({ version, rows, counters })).toBe(false)
  })

  it('makes rows on the first reading and never before', () => {
    let made = 0
    const rowAt = (seed: number, index: number): Row => {
      made++
      return { port: String(seed), name: String(index) }
    }
    const store = storeOf({ boats: [{ count: 1_000_000, rowAt }] })
    const draft = new Draft(store)
    draft.next('calls')
    commit(store, draft)
    store.reset()
    expect(made).toBe(0)
    const small = storeOf({ boats: [{ rows: WRITTEN }, { count: 3, rowAt }] })
    expect([...small.table('boats').values()].slice(3)).toEqual([
      { port: '1', name: '0' },
      { port: '1', name: '1' },
      { port: '1', name: '2' },
    ])
    expect([...small.table('boats').values()]).toHaveLength(6)
    expect(made).toBe(3)
  })
})

describe('a row that came and went', () => {
  it('leaves nothing behind: the table is the fixture’s own again', () => {
    const store = storeOf()
    const boat = { port: 'z', name: 'z', sail: 9 }
    for (const act of ['put', 'remove'] as const) {
      const draft = new Draft(store)
      draft.table('boats', boats)[act](boat)
      commit(store, draft)
    }
    const values = store.table('boats').values()
    expect(Object.prototype.toString.call(values)).toBe('[object Map Iterator]') // nothing to merge
    expect([...values]).toEqual(WRITTEN)
  })
})
