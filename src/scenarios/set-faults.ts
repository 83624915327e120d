import { examineFaultOrder, type FaultPlan, type JournalEntry, printFault } from '#engine'
import type { Deed, Scenario } from './scenario.ts'
import type { Spot } from './written.ts'

interface SetFault {
  readonly vendor: string
  readonly plan: FaultPlan
  readonly spot: Spot
  /** How many more requests it meets. */
  left: number
}

/** A fault that met a request. */
export interface MetFault {
  /** As the journal tells it, such as `delay=2s`. */
  readonly word: string
  /** Where the scenario set it; undefined where it did not. */
  readonly spot: Spot | undefined
}

/** The faults that a scenario has set and where, so that a failure can name the line. */
export class SetFaults {
  readonly #cast: Scenario['given']['cast']
  #set: SetFault[] = []

  constructor({ given }: Scenario) {
    this.#cast = given.cast
  }

  /** Minds what a step has done. */
  done(does: Deed, spot: Spot): void {
    switch (does.word) {
      case 'fault': {
        const { vendor } = does.order
        const api = this.#cast.get(vendor)?.room.mock.api
        const plan = api && examineFaultOrder({ ...does.order }, api).plan
        this.#add(vendor, plan === undefined ? [] : [plan], spot)
        break
      }
      case 'state':
        this.#add(does.vendor, this.#cast.get(does.vendor)?.fixture.states[does.name]?.faults ?? [], spot)
        break
      case 'faults':
      case 'reset':
        this.#set = []
        break
    }
  }

  #add(vendor: string, plans: readonly FaultPlan[], spot: Spot): void {
    for (const plan of plans) this.#set.push({ vendor, plan, spot, left: plan.times })
  }

  /** The faults that a request met: of those that are alike, the oldest that is not used up. */
  met({ vendor, operation, credential, faults = [] }: JournalEntry): MetFault[] {
    return faults.map((word) => {
      const found = this.#set.find(
        ({ plan, left, ...one }) =>
          left > 0 &&
          one.vendor === vendor &&
          (plan.operation === undefined || plan.operation === operation) &&
          (plan.credential === undefined || plan.credential === credential) &&
          isWord(word, plan),
      )
      if (found !== undefined) found.left--
      return { word, spot: found?.spot }
    })
  }
}

/** A delay is told as it was drawn. */
const isWord = (word: string, { kind }: FaultPlan): boolean =>
  kind.kind === 'delay' ? word.startsWith('delay=') : word === printFault(kind)

/** What a fault did, as the end of a sentence. */
export function deedOf(word: string): string {
  if (word.startsWith('delay=')) return 'held the answer back'
  if (word.startsWith('slow_body=')) return 'slowed the answer'
  return BREAKING.test(word) ? 'broke the answer' : 'stood in for the handler'
}

const BREAKING = /^(connection_reset|empty_response|malformed_body|truncated_body|garbage)/

/** Whether a fault kept an answer from coming whole, or as what it says it is. */
export const isBroken = ({ faults = [] }: JournalEntry): boolean => faults.some((word) => BREAKING.test(word))
