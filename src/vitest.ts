/** Dublê for Vitest: each test has a world of its own, and thousands of them may run at once. */
import { test as base, type TestAPI } from 'vitest'
import type { FaultOrder } from '#engine'
import { type Duble, type RunningVendor, type RunningWorld, type StartOptions, startDuble } from './index.ts'
import type { WorldOrder } from './server/world-order.ts'

/** A world's vendors, each with `url` and `credentials`; a room of one's own is added by declaration merging. */
export interface VendorsByName {
  readonly 'crm-zen': RunningVendor
  readonly datacake: RunningVendor
  readonly smartspace: RunningVendor
  readonly vocalcontact: RunningVendor
  readonly vocom: RunningVendor
  readonly [name: string]: RunningVendor
}

/** What a test is given. */
export interface DubleFixtures {
  /** The one that all tests of a file share: on a free port, and never to be directed itself. */
  readonly duble: Duble
  /** What this test's world is to be; `test.override({ order: { clock: … } })` changes it for a group of tests. */
  readonly order: WorldOrder
  /** This test's world. */
  readonly world: RunningWorld
  readonly vendors: VendorsByName
  /** Its clock. */
  readonly clock: RunningWorld['clock']
  /** Sets a fault in it. */
  readonly fault: (order: FaultOrder) => void
  /** What it was asked and answered. */
  readonly journal: RunningWorld['journal']
}

/**
 * Makes a `test` whose tests have a world each.
 *
 * @param options how Dublê is started, once for each file
 * @param order what each world is to be, unless a test's own `order` says otherwise
 * @example
 * const test = dubleTest({ vendors: ['crm-zen'] }, { clock: '2026-03-02T09:00:00-03:00' })
 * test('waits', async ({ vendors, clock }) => { … clock.advance('5m') … })
 */
export function dubleTest(options: StartOptions = {}, order: WorldOrder = {}): TestAPI<DubleFixtures> {
  return base.extend<DubleFixtures>({
    duble: [
      // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern what a fixture needs
      async ({}, use) => {
        await using duble = await startDuble({ port: 0, ...options })
        await use(duble)
      },
      { scope: 'file' },
    ],
    order,
    world: async ({ duble, order: wanted }, use) => {
      await using world = await duble.newWorld(wanted)
      await use(world)
    },
    vendors: async ({ world }, use) => {
      await use(Object.fromEntries(world.vendors.map((vendor) => [vendor.name, vendor])) as VendorsByName)
    },
    clock: async ({ world }, use) => use(world.clock),
    fault: async ({ world }, use) => use((wanted) => world.fault(wanted)),
    journal: async ({ world }, use) => use((filter) => world.journal(filter)),
  })
}

/** Vitest's `test` with a world for each test, all vendors in it. */
export const test: TestAPI<DubleFixtures> = dubleTest()
