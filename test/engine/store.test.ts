import { describe, expect, it } from 'vitest'
import type { ChangeSet, Store, View } from '#engine'
import type { BaseTables } from '../../src/engine/base.ts'
import { MemoryStore } from '../../src/engine/state.ts'
import { patient, waiting } from './lighthouse.ts'
import { openLighthouse } from './open.ts'

/** A store that takes its time and loses the first commits to somebody else. */
class SharedStore implements Store {
  readonly inner: MemoryStore
  readonly commits: ChangeSet[] = []
  opened = 0
  losing: number

  constructor(base: BaseTables, losing: number) {
    this.inner = new MemoryStore(base)
    this.losing = losing
  }

  async open(): Promise<View> {
    await Promise.resolve()
    this.opened++
    return this.inner.open()
  }

  async commit(change: ChangeSet): Promise<boolean> {
    await Promise.resolve()
    this.commits.push(change)
    if (this.losing-- > 0) return false
    return this.inner.commit(change)
  }

  async reset(): Promise<void> {
    this.inner.reset()
  }
}

function openShared(losing: number, mock = waiting) {
  const stores: SharedStore[] = []
  const store = (base: BaseTables): Store => {
    const made = new SharedStore(base, losing)
    stores.push(made)
    return made
  }
  const house = openLighthouse(mock, { store })
  return { ...house, store: stores[0] as SharedStore }
}

describe('a store that takes its time', () => {
  it('and loses the first commit has the request run again on the newer state', async () => {
    const { light, ask, store, world } = openShared(1)
    const lit = await light('north')
    expect(lit.outcome).toBe('ok')
    expect([store.opened, store.commits.length]).toEqual([2, 2])
    expect(world.journal.read().total).toBe(1)
    expect((await ask('/lamps')).body.lamps).toHaveLength(2)
    expect((await ask('/lamps')).outcome).toBe('too_soon')
  })

  it('and always loses is given up after five tries', async () => {
    const { light, store } = openShared(Number.POSITIVE_INFINITY)
    const lost = await light('north')
    expect([lost.status, lost.outcome, store.commits.length]).toEqual([500, null, 5])
    expect(lost.why).toBe(
      "Dublê's fake of lighthouse broke its own contract in light: the state changed under this request again and again. This is a bug of Dublê's, not of your code.",
    )
  })

  it('gives the same ids as one in memory: the lost try consumed none', async () => {
    const shared = openShared(1)
    const own = openLighthouse(waiting)
    expect((await shared.light('north')).body).toEqual((await own.light('north')).body)
  })

  it('receives one change set: rows, counters and the wait together', async () => {
    const { light, store, world } = openShared(0)
    const { body } = await light('north')
    expect(store.commits).toEqual([
      {
        version: 0,
        rows: new Map([['lamps', new Map([['north', { name: 'north', height: '3', lit: body.id }]])]]),
        counters: new Map([['uuid', 1]]),
        cooldown: { key: 'light keeper', at: world.clock.now() },
      },
    ])
  })

  it('counts a fault once, however often the request runs again', async () => {
    const options = { 'cooldown.starts_on': 'any' }
    const stores: SharedStore[] = []
    const store = (base: BaseTables): Store => {
      stores.push(new SharedStore(base, 1))
      return stores[0] as SharedStore
    }
    const { light, world } = openLighthouse(waiting, { store, options })
    world.fake('lighthouse').addFault('light', 'fog', 1)
    expect((await light('north')).outcome).toBe('fog')
    expect(stores[0]?.commits).toHaveLength(2)
  })

  it('names no fault that was not what was answered in the end', async () => {
    const { ask, fake, store, world } = openShared(1, waiting)
    fake.setOptions({ 'cooldown.starts_on': 'any' })
    fake.addFault('lamps', 'lamp_dark', 1)
    const { commit } = SharedStore.prototype
    store.commit = async (change) => {
      store.commit = commit
      // Somebody else asks at the same moment, and is first: now the wait runs.
      store.inner.commit(change)
      return false
    }
    expect((await ask('/lamps')).outcome).toBe('too_soon')
    const [entry] = world.journal.read().entries
    expect([entry?.injected, entry?.faults]).toEqual([false, undefined])
  })

  it('is reset with its world', async () => {
    const { light, ask, world } = openShared(0)
    await light('third')
    await world.reset()
    expect((await ask('/lamps')).body.lamps).toHaveLength(2)
    expect((await light('third')).outcome).toBe('ok')
  })
})

describe('a state on a store that loses the first commit', () => {
  it('is applied all the same: rows, waits and faults', async () => {
    const rows = openShared(1)
    await rows.fake.applyState('the north lamp is high')
    expect((await rows.ask('/lamps')).body.lamps[0]).toEqual({ name: 'north', height: 90 })
    const waits = openShared(1)
    await waits.fake.applyState('the keeper has just asked')
    expect((await waits.ask('/lamps')).body.says).toBe(
      'you asked at 2026-03-02 08:59:56, ask again at 2026-03-02 09:00:06, in 6 s',
    )
    expect((await waits.light('north')).outcome).toBe('fog')
    expect((await waits.light('north')).outcome).toBe('ok')
  })

  it('is given up in words where it always loses', async () => {
    const { fake, store } = openShared(Number.POSITIVE_INFINITY)
    await expect(fake.applyState('the north lamp is high')).rejects.toThrow(
      'the state changed under this patch again and again',
    )
    expect(store.commits).toHaveLength(5)
  })
})

describe('a refusal', () => {
  it.each(['dark', 'fog'])('(%s) leaves no trace: no row, no counter, no wait', async (lamp) => {
    const options = { dark: 'lamp_dark' }
    const refused = openLighthouse(waiting, { options })
    const seen = await refused.light(lamp)
    expect(seen.outcome).toBe(lamp === 'fog' ? 'fog' : 'lamp_dark')
    expect((await refused.ask('/lamps')).body.lamps).toHaveLength(2)
    const fresh = openLighthouse(waiting, { options })
    expect((await refused.light('north')).body.id).toBe((await fresh.light('north')).body.id)
  })

  it('commits nothing at all', async () => {
    const { light, ask, store } = openShared(0)
    await light('fog')
    await light(7)
    await ask('/lamps', {}, {})
    await ask('/lamps', { method: 'PUT' })
    expect(store.commits).toEqual([])
  })

  it('by a fault stands before the handler: no row, no id, no wait', async () => {
    const { light, ask, fake, store } = openShared(0)
    fake.addFault('light', 'lamp_dark', 1)
    const refused = await light('third')
    expect([refused.status, refused.outcome, refused.why]).toEqual([
      409,
      'lamp_dark',
      'a fault stood in for the handler',
    ])
    expect(store.commits).toEqual([])
    expect((await light('third')).outcome).toBe('ok')
    expect((await ask('/lamps')).body.lamps).toHaveLength(3)
  })

  it('is answered for with a 500 and a line in the journal when it cannot be reached', async () => {
    const store = (base: BaseTables): Store =>
      Object.assign(new MemoryStore(base), { open: () => Promise.reject(new Error('no store')) })
    const { ask } = openLighthouse(patient, { store })
    expect(await ask('/lamps')).toMatchObject({
      status: 500,
      body: {
        error: 'duble_bug',
        message: 'Dublê could not answer: no store. This is not a fault of your code.',
      },
      outcome: null,
    })
  })
})
