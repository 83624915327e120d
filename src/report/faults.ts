import { type Fault, printFault, type World } from '#engine'

/** A fault as it can be ordered again, with what is left of it. */
export interface ShownFault {
  readonly id: string
  readonly vendor: string
  readonly operation?: string
  readonly credential?: string
  /** As it would be written. */
  readonly fault: string
  /** How many more requests it meets. */
  readonly times: number | 'always'
  readonly after?: number
  readonly probability?: number
}

/** A world's faults, the oldest first. */
export const showFaults = (world: World): ShownFault[] =>
  [...world.fakes.values()]
    .flatMap((fake) => fake.faults.list().map((fault) => showFault(fake.name, fault)))
    .toSorted((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)))

const showFault = (vendor: string, fault: Fault): ShownFault => ({
  id: fault.id,
  vendor,
  ...(fault.operation === undefined ? {} : { operation: fault.operation }),
  ...(fault.credential === undefined ? {} : { credential: fault.credential }),
  fault: printFault(fault.kind),
  times: Number.isFinite(fault.times) ? fault.times : 'always',
  ...(fault.after > 0 ? { after: fault.after } : {}),
  ...(fault.probability < 1 ? { probability: fault.probability } : {}),
})
