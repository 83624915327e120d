/** A declared outcome that stands in for the handler. */
export interface Fault {
  readonly operation: string
  readonly outcome: string
  /** How many more requests it meets. Default: all until it is removed */
  readonly times: number
}

/** The faults of one fake, oldest first; the first that fits a request meets it. */
export class Faults {
  #list: Fault[] = []

  add(fault: Fault): void {
    this.#list.push(fault)
  }

  clear(): void {
    this.#list = []
  }

  list(): readonly Fault[] {
    return this.#list
  }

  /** The outcome that an operation must answer now, counted down. */
  take(operation: string): string | undefined {
    if (this.#list.length === 0) return undefined
    const index = this.#list.findIndex((fault) => fault.operation === operation)
    const fault = this.#list[index]
    if (fault === undefined) return undefined
    if (fault.times <= 1) this.#list.splice(index, 1)
    else this.#list[index] = { ...fault, times: fault.times - 1 }
    return fault.outcome
  }
}
