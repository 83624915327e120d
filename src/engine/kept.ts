/** An answer whose bytes are made once. */
export interface KeptAnswer {
  /** The state's version that it was made from. */
  readonly version: number
  readonly outcome: string
  readonly headers: Record<string, string>
  readonly body: Uint8Array<ArrayBuffer>
  readonly preview: string
}

const MOST_BYTES = 32 * 1024 * 1024
/** What keeping an answer takes beside its body: many small ones must not grow without end. */
const BESIDE = 1024

const costOf = ({ body }: KeptAnswer): number => body.length + BESIDE

/** The version of a state that nobody has changed yet. */
const UNCHANGED = 0

/** Where answers from an unchanged state are kept for all worlds that begin alike. */
interface Beginning {
  readonly kept: Kept
  /** Tells worlds that begin otherwise. */
  readonly seed: number
}

/** A fake's big answers, the one used longest ago forgotten first. */
export class Kept {
  readonly #beginning: Beginning | undefined
  readonly #answers = new Map<string, KeptAnswer>()
  #bytes = 0

  constructor(beginning?: Beginning) {
    this.#beginning = beginning
  }

  get(key: string, version: number): KeptAnswer | undefined {
    if (this.#beginning !== undefined && version === UNCHANGED) {
      const { kept, seed } = this.#beginning
      return kept.get(`${seed}\u0000${key}`, version)
    }
    const answer = this.#answers.get(key)
    if (answer === undefined) return undefined
    this.#answers.delete(key)
    if (answer.version === version) {
      this.#answers.set(key, answer)
      return answer
    }
    this.#bytes -= costOf(answer)
    return undefined
  }

  put(key: string, answer: KeptAnswer): void {
    if (answer.body.length > MOST_BYTES) return
    if (this.#beginning !== undefined && answer.version === UNCHANGED) {
      const { kept, seed } = this.#beginning
      kept.put(`${seed}\u0000${key}`, answer)
      return
    }
    this.#answers.set(key, answer)
    this.#bytes += costOf(answer)
    for (const [oldest, kept] of this.#answers) {
      if (this.#bytes <= MOST_BYTES) return
      this.#answers.delete(oldest)
      this.#bytes -= costOf(kept)
    }
  }

  clear(): void {
    this.#answers.clear()
    this.#bytes = 0
  }
}
