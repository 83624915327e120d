import { expect, it } from 'vitest'
import { chaos } from '../bench/chaos.ts'

it('faults of every kind and clients killed mid-body leave a server as it was', async () => {
  const { unexpected, before, after, lives } = await chaos({ faults: 220, killed: 60 })
  expect([lives, unexpected]).toEqual([true, {}])
  const kept = after.heap + after.outside - before.heap - before.outside
  expect(kept / 1024 / 1024).toBeLessThan(4)
  expect([after.sockets, after.timers]).toEqual([before.sockets, before.timers])
})
