/** What all worlds that open with one fixture share: none of it hangs on what one of them was asked. */
import { BaseTables } from './base.ts'
import type { Fixture } from './fixture.ts'
import { Kept } from './kept.ts'
import type { AnyMock } from './mock.ts'
import { Settled, type Written } from './settled.ts'

interface Shared {
  readonly settled: Map<string, Settled>
  readonly tables: Map<number, BaseTables>
  readonly kept: Kept
}

/** More sets of options, or seeds, than this are not remembered for one fixture: what is forgotten is made anew. */
const MOST = 32

const shelves = new WeakMap<AnyMock, WeakMap<Fixture, Shared>>()

function shelfOf(mock: AnyMock, fixture: Fixture): Shared {
  let byFixture = shelves.get(mock)
  if (byFixture === undefined) {
    byFixture = new WeakMap()
    shelves.set(mock, byFixture)
  }
  let shared = byFixture.get(fixture)
  if (shared === undefined) {
    shared = { settled: new Map(), tables: new Map(), kept: new Kept() }
    byFixture.set(fixture, shared)
  }
  return shared
}

function remembered<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  let value = known.get(key)
  if (value === undefined) {
    value = make()
    if (known.size >= MOST) known.delete(known.keys().next().value as K)
    known.set(key, value)
  }
  return value
}

/**
 * A fixture's options, and over them what is written.
 *
 * @throws DubleError `unknown_option`, `bad_option`, `unknown_profile`
 */
export const settle = (mock: AnyMock, fixture: Fixture, written: Written): Settled =>
  remembered(
    shelfOf(mock, fixture).settled,
    JSON.stringify(written),
    () => new Settled(mock, fixture, written),
  )

/** The tables that a fixture starts with under a seed. */
export const tablesOf = (mock: AnyMock, fixture: Fixture, seed: number): BaseTables =>
  remembered(shelfOf(mock, fixture).tables, seed, () => new BaseTables(fixture, mock.fixture, seed))

/** Answers that were made from a fixture before anything changed in it. */
export const keptOf = (mock: AnyMock, fixture: Fixture): Kept => shelfOf(mock, fixture).kept
