import { DubleError } from '#engine'

/** Every reason for which what was done in a world can be no scenario. */
export type Unrecordable =
  /** Nothing was asked. */
  | 'nothing'
  /** More than a scenario should hold. */
  | 'too_much'
  /** The journal has not all of it any more. */
  | 'forgotten'
  /** A fixture that no file can name, or that became another one. */
  | 'fixture'
  /** A body that the journal has cut. */
  | 'cut'
  /** It would hold a secret. */
  | 'secret'
  /** The language of scenarios has no word for it. */
  | 'unsayable'
  /** Played, it does not come to the same. */
  | 'differs'

/** Why what was done can be no scenario: which part of it, and what would be right. */
export const notRecordable = (reason: Unrecordable, says: string): DubleError =>
  new DubleError('not_recordable', says, { reason })

/** A request in a sentence. */
export const shownRequest = ({ id, vendor, operation }: Shown): string =>
  `request ${id} (${vendor}/${operation})`

interface Shown {
  readonly id: number
  readonly vendor: string
  readonly operation: string | null
}
