import { readdir } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { createCrmZenClient } from '../src/clients/crm-zen.ts'
import { dubleTest, test } from '../src/vitest.ts'
import { NOW } from './support.ts'

const zenTest = dubleTest({ vendors: ['crm-zen'] }, { clock: NOW })

describe('duble/vitest', () => {
  describe.each([1, 2, 3])('gives each test a world of its own: %i', () => {
    zenTest('the first request of all', async ({ vendors, world, journal, expect }) => {
      const zen = createCrmZenClient({ url: vendors['crm-zen'].url, token: 'zen-token' })
      expect((await zen.totals('2018-01-01')).usuarios).toHaveLength(2)
      expect(journal().entries.map(({ outcome }) => outcome)).toEqual(['ok'])
      expect(world.id).not.toBe('default')
    })
  })

  zenTest('a clock that waits five minutes at once', async ({ vendors, clock }) => {
    const zen = createCrmZenClient({ url: vendors['crm-zen'].url, token: 'zen-token' })
    await zen.totals('2018-01-01')
    await expect(zen.totals('2018-01-01')).rejects.toMatchObject({ code: 'too_many_requests' })
    clock.advance('5m')
    expect((await zen.totals('2018-01-01')).data).toBe('2018-01-01')
  })

  zenTest('faults', async ({ vendors, fault, journal }) => {
    fault({ vendor: 'crm-zen', operation: 'totals', fault: 'connection_reset', times: 1 })
    const zen = createCrmZenClient({ url: vendors['crm-zen'].url, token: 'zen-token' })
    await expect(zen.totals('2018-01-01')).rejects.toThrow('fetch failed')
    expect(journal().entries[0]).toMatchObject({ injected: true, faults: ['connection_reset=before_head'] })
  })

  zenTest.describe('a group of tests with another world', () => {
    zenTest.override({
      order: { clock: NOW, states: [{ vendor: 'crm-zen', name: 'zen-token has just asked' }] },
    })

    zenTest('is in the state that its order says', async ({ vendors }) => {
      const zen = createCrmZenClient({ url: vendors['crm-zen'].url, token: 'zen-token' })
      await expect(zen.totals('2018-01-01')).rejects.toMatchObject({ code: 'too_many_requests' })
    })
  })

  zenTest('closes the world behind the test', async ({ duble, world }) => {
    const { worlds } = (await (await fetch(`${duble.url}/__admin/worlds`)).json()) as { worlds: unknown[] }
    expect(JSON.stringify(worlds)).toContain(world.id)
    expect(worlds).toHaveLength(2) // the default one, and this test's
  })

  test('has all vendors without being told which', async ({ vendors }) => {
    const rooms = await readdir(new URL('../mocks', import.meta.url))
    expect(Object.keys(vendors).sort()).toEqual(rooms.sort())
  })

  it('knows every shipped vendor by its name', async () => {
    const source = await import('node:fs').then(({ readFileSync }) =>
      readFileSync(new URL('../src/vitest.ts', import.meta.url), 'utf8'),
    )
    for (const room of await readdir(new URL('../mocks', import.meta.url))) {
      expect(source).toMatch(new RegExp(`readonly '?${room}'?: RunningVendor`))
    }
  })
})
