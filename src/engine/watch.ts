import type { Finding } from './findings/finding.ts'
import type { Answer } from './http.ts'
import type { JournalRecord } from './journal.ts'

/** Watches what a consumer does in one world, request by request, and keeps what is to be told of it. */
export class Watch {
  readonly #kept: Finding[] = []

  /**
   * Looks at one finished request. It is on the way of every one: what is usual must cost nearly nothing.
   *
   * @param id its number in the journal
   */
  see(_record: JournalRecord, _answer: Answer, _id: number): void {}

  /** What was found so far, oldest first; what only shows at the end is judged as if this were it. */
  read(): readonly Finding[] {
    return this.#kept
  }

  /** Takes over what was found in a world that belonged to this one and has gone. */
  absorb(findings: readonly Finding[]): void {
    this.#kept.push(...findings)
  }

  /** Begins anew. */
  clear(): void {
    this.#kept.length = 0
  }
}
