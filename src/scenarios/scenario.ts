import type { AnyOperation, Credential, FaultOrder, Fixture } from '#engine'
import type { Room } from '../fixtures/rooms.ts'
import type { Part } from './names.ts'
import type { Spot, Written, WrittenEntry, WrittenMap, WrittenText } from './written.ts'

/** A scenario that was read and found right: with examples, one for each of their lines. */
export interface Scenario {
  readonly title: string
  /** Shown in messages. */
  readonly file: string
  /** The file's text, for the line above a caret. */
  readonly text: string
  /** A quote from the vendor's document. */
  readonly document?: string | undefined
  /** The line of the examples that it was made from, such as `data 2018-01-01`. */
  readonly example?: string | undefined
  /** Where that line is, such as `cases.csv:4`. */
  readonly row?: string | undefined
  readonly given: Given
  readonly steps: readonly Step[]
}

/** The world in which a scenario begins. */
export interface Given extends Spot {
  /** The vendor whose operations need no `<vendor>/` before them. */
  readonly vendor: string | undefined
  /** The vendors that play, each with its fixture. */
  readonly cast: ReadonlyMap<string, Player>
  /** Epoch milliseconds at which the clock stands still. Default: it follows the machine's */
  readonly frozenAt: number | undefined
  readonly seed: number | undefined
  /** What is done before the first step, and again after a reset. */
  readonly steps: readonly Step[]
}

export interface Player {
  readonly room: Room
  readonly fixture: Fixture
}

export type Step = CallStep | DoStep | JournalStep

interface StepParts extends Spot {
  /** Number from 1, as a report shows it; 0 for what is given. */
  readonly number: number
}

/** A request, and what is expected of its answer. */
export interface CallStep extends StepParts {
  readonly kind: 'call'
  readonly vendor: string
  readonly operation: string
  readonly definition: AnyOperation
  /** The fixture's credential that is sent; undefined where none is. */
  readonly credential: Credential | undefined
  /** Parameters, over the fixture's defaults. */
  readonly parameters: readonly WrittenEntry[]
  /** The fixture's defaults that are sent too. */
  readonly defaults: Readonly<Record<string, string>>
  /** Sent as YAML reads them. */
  readonly extra: WrittenMap | undefined
  readonly headers: readonly { readonly name: string; readonly value: WrittenText }[]
  readonly method: string | undefined
  readonly payload: WrittenText | undefined
  readonly repeat: number
  readonly expected: Expected
  readonly body: { readonly spot: Spot; readonly value: Written } | undefined
  /** Of the answer, each a text or a matcher. */
  readonly responseHeaders: readonly WrittenEntry[]
  readonly counts: readonly {
    readonly spot: Spot
    readonly path: readonly Part[]
    readonly value: WrittenText
  }[]
  readonly saves: readonly { readonly spot: Spot; readonly name: string; readonly path: readonly Part[] }[]
}

/** What a call's answer must be: an outcome (`ok` stands for every `ok.*`), a status, or one that never came whole. */
export interface Expected {
  readonly spot: Spot
  readonly outcome?: string
  readonly status?: number
  readonly broken?: boolean
}

/** Something that is done to the world. */
export interface DoStep extends StepParts {
  readonly kind: 'do'
  readonly does: Deed
}

export type Deed =
  | { readonly word: 'advance'; readonly milliseconds: number }
  | { readonly word: 'clock'; readonly frozenAt: number }
  | { readonly word: 'fault'; readonly order: FaultOrder }
  | { readonly word: 'faults' }
  | { readonly word: 'state'; readonly vendor: string; readonly name: string }
  | { readonly word: 'options'; readonly vendor: string; readonly changes: OptionChanges }
  | { readonly word: 'reset' }

/** Options as written; null goes back to the fixture's. */
export type OptionChanges = Readonly<Record<string, string | null>>

/** What the journal must hold by now. */
export interface JournalStep extends StepParts {
  readonly kind: 'journal'
  readonly counts: readonly JournalCount[]
}

export interface JournalCount {
  readonly spot: Spot
  readonly says: string
  /** Undefined counts what matched no operation. */
  readonly vendor: string | undefined
  readonly operation: string | undefined
  /** An outcome, a status such as `502`, or `broken`. Default: any */
  readonly outcome: string | undefined
  readonly times: number
}
