/** Cuts a JSON text that comes in pieces into the elements of one list in it, so that only one of them is held at a time. */
export class ElementCutter {
  readonly #path: readonly string[]
  readonly #longest: number
  /** Names of the objects and lists that are open; lists have none. */
  readonly #open: (string | undefined)[] = []
  #inText = false
  #escaped = false
  /** The text that is being read, and the last one that was read whole. */
  #text = ''
  #key = ''
  #element: string[] | undefined
  #length = 0
  /** Elements that were longer than is read. */
  tooLong = 0
  /** Whether the list was found. */
  found = false

  /**
   * @param path names that lead to the list: `['log', 'entries']`
   * @param longest most characters of an element; longer ones are passed over
   */
  constructor(path: readonly string[], longest: number) {
    this.#path = path
    this.#longest = longest
  }

  /** The elements that end within a piece. */
  *take(piece: string): Iterable<string> {
    let from = this.#element === undefined ? -1 : 0
    for (let at = 0; at < piece.length; at++) {
      const sign = piece[at] as string
      if (this.#inText) {
        this.#read(sign)
        continue
      }
      if (sign === '"') {
        this.#inText = true
        this.#text = ''
      } else if (sign === ':') this.#key = this.#text
      else if (sign === ',') this.#key = ''
      else if (sign === '{' || sign === '[') {
        if (sign === '{' && this.#atList() && this.#element === undefined) {
          this.#element = []
          this.#length = 0
          from = at
        }
        this.#open.push(sign === '[' ? `[${this.#key}` : this.#key)
        this.#key = ''
        if (this.#atList()) this.found = true
      } else if (sign === '}' || sign === ']') {
        this.#open.pop()
        if (sign === '}' && this.#element !== undefined && this.#atList()) {
          const whole = this.#end(piece.slice(from, at + 1))
          from = -1
          if (whole !== undefined) yield whole
        }
      }
    }
    if (this.#element !== undefined) this.#add(piece.slice(from))
  }

  #read(sign: string): void {
    if (this.#escaped) this.#escaped = false
    else if (sign === '\\') this.#escaped = true
    else if (sign === '"') {
      this.#inText = false
      return
    }
    // Only names are wanted, and names are short.
    if (this.#text.length < 64) this.#text += sign
  }

  #atList(): boolean {
    const { length } = this.#path
    return (
      this.#open.length === length + 1 &&
      this.#open[0] === '' &&
      this.#path.every((name, at) => this.#open[at + 1] === (at === length - 1 ? `[${name}` : name))
    )
  }

  #add(part: string): void {
    this.#length += part.length
    if (this.#length <= this.#longest) this.#element?.push(part)
  }

  #end(part: string): string | undefined {
    this.#add(part)
    const whole = this.#length <= this.#longest ? this.#element?.join('') : undefined
    if (whole === undefined) this.tooLong++
    this.#element = undefined
    return whole
  }
}
