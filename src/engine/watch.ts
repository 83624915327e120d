import type { Finding } from './findings/finding.ts'
import { Lookout, type Watched } from './findings/lookout.ts'
import { mergeFindings, Notebook } from './findings/notebook.ts'
import type { Answer } from './http.ts'
import type { JournalRecord } from './journal.ts'

/** Watches what a consumer does in one world, request by request, and keeps what is to be told of it. */
export class Watch {
  readonly #world: Watched
  readonly #elapsed: () => number
  /** Made when there is something to note. */
  #notes: Notebook | undefined
  #lookouts: Map<string, Lookout> | undefined
  #last: Lookout | undefined

  /** @param elapsed the machine's milliseconds, for what the world's clock does not tell. Default: `performance.now` */
  constructor(world: Watched, elapsed: () => number = () => performance.now()) {
    this.#world = world
    this.#elapsed = elapsed
  }

  /**
   * Looks at one finished request. It is on the way of every one: what is usual must cost nearly nothing.
   *
   * @param id its number in the journal
   */
  see(record: JournalRecord, answer: Answer, id: number): void {
    const { vendor } = record
    const last = this.#last?.vendor === vendor ? this.#last : this.#lookout(vendor)
    if (last === undefined) {
      // Nobody is asked here, but whose secret it may carry nobody knows.
      for (const name of this.#world.fakes.keys()) this.#lookout(name)?.see(record, answer, id)
      return
    }
    this.#last = last
    last.see(record, answer, id)
  }

  /** What was found so far, oldest first; what only shows at the end is judged as if this were it. */
  read(): readonly Finding[] {
    const pending = [...(this.#lookouts?.values() ?? [])].flatMap((lookout) => lookout.pending())
    return byTime(mergeFindings([...(this.#notes?.read() ?? []), ...pending]))
  }

  /** Takes over what was found in a world that belonged to this one and has gone. */
  absorb(findings: readonly Finding[]): void {
    this.#book().absorb(findings)
  }

  /** State begins anew: what was found stays, and what would have come after it does not. */
  restart(): void {
    for (const lookout of this.#lookouts?.values() ?? []) {
      const pending = lookout.pending()
      if (pending.length > 0) this.#book().absorb(pending)
      lookout.restart()
    }
  }

  /** A vendor was put into another state: what failed before it says nothing of what comes behind it. */
  turn(vendor: string): void {
    this.#lookouts?.get(vendor)?.turn()
  }

  /** Begins anew. */
  clear(): void {
    this.#notes?.clear()
    for (const lookout of this.#lookouts?.values() ?? []) lookout.restart()
  }

  #book(): Notebook {
    this.#notes ??= new Notebook()
    return this.#notes
  }

  #lookout(vendor: string): Lookout | undefined {
    const known = this.#lookouts?.get(vendor)
    const fake = this.#world.fakes.get(vendor)
    if (known !== undefined || fake === undefined) return known
    const lookout = new Lookout(this.#world, fake, this.#book(), this.#elapsed)
    this.#lookouts ??= new Map()
    this.#lookouts.set(vendor, lookout)
    return lookout
  }
}

const byTime = (findings: readonly Finding[]): readonly Finding[] => {
  const at = ({ requests }: Finding): number => Date.parse(requests[0]?.at ?? '')
  return findings.toSorted((a, b) => at(a) - at(b))
}
