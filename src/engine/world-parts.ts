import type { MakeStore } from './fake.ts'
import type { FaultOrder } from './faults/order.ts'
import type { Fixture } from './fixture.ts'
import type { AnyMock } from './mock.ts'
import type { Written } from './settled.ts'
import type { World } from './world.ts'

/** A named state of one vendor's fixture. */
export interface StateOrder {
  readonly vendor: string
  readonly name: string
}

/** What a world is made of. */
export interface WorldParts {
  readonly id: string
  readonly vendors: readonly { readonly mock: AnyMock; readonly fixture: Fixture }[]
  readonly seed?: number | undefined
  /** Epoch milliseconds at which the clock stands still. Default: it follows the machine's */
  readonly frozenAt?: number | undefined
  /** Options over the fixtures', by vendor. */
  readonly options?: Readonly<Record<string, Written>> | undefined
  /** States that `begin` and `reset` put it into, one after the other. */
  readonly states?: readonly StateOrder[] | undefined
  /** Faults that `begin` and `reset` set. */
  readonly faults?: readonly FaultOrder[] | undefined
  readonly wall?: (() => number) | undefined
  /** The machine's milliseconds, for what the clock does not tell. Default: `performance.now` */
  readonly elapsed?: (() => number) | undefined
  readonly store?: MakeStore | undefined
  readonly journalSize?: number | undefined
  /** The world to which it belongs: what is met here counts there too. Default: none */
  readonly of?: World | undefined
}
