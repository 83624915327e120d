import type { AnyOperation, AnyVendor, Credential, FaultOrder, JournalEntry, JournalFilter } from '#engine'
import type { Expected, OptionChanges } from './scenario.ts'

/** A fresh world as a scenario plays in it. Each scenario has its own, and closes it. */
export interface Stage extends AsyncDisposable {
  /** @throws DubleError `unknown_vendor` */
  vendor(name: string): StagedVendor
  /** Throws where a request must not even be sent. @throws DubleError `not_possible` */
  admit?(request: Request, asked: Asked): void
  fetch(request: Request, asked: Asked): Response | Promise<Response>
  advance(milliseconds: number): void
  /** Stops the clock at an instant, in epoch milliseconds. */
  freeze(at: number): void
  fault(order: FaultOrder): void
  clearFaults(): void
  state(vendor: string, name: string): Promise<void>
  /** Lays options over those of the fixture; null goes back. */
  options(vendor: string, changes: OptionChanges): void
  /** As before the first step, without what the scenario gives. */
  reset(): Promise<void>
  /** What was asked and answered so far, oldest first. */
  journal(filter?: JournalFilter): readonly JournalEntry[]
}

/** What a request is for: who answers it need not be a fake that knows. */
export interface Asked {
  readonly vendor: string
  readonly operation: string
  readonly definition: AnyOperation
  readonly expected: Expected
}

/** One vendor on a stage. */
export interface StagedVendor {
  readonly api: AnyVendor
  /** Base URL without a trailing slash. */
  readonly url: string
  /** Settled, as they are now. */
  readonly options: Readonly<Record<string, unknown>>
  /** Where an operation answers. */
  pathOf(operation: string): string
  /** The credential itself, where it is another than the fixture says. Default: as the fixture says it */
  own?(credential: Credential): Credential
}
