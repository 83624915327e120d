/** Something that an answer gave. */
interface Gift {
  readonly vendor: string
  /** Which call's answer it was. */
  readonly call: number
  /** Its key there. */
  readonly key: string
  /** Where it is in the answer, such as `result.2.break_id`. */
  readonly path: string
  readonly value: string | number
  /** Under which it is saved, once a later request has used it. */
  name: string | undefined
}

/** Text that nobody types by hand: an id or a token. */
const MADE = /^[\w.~+/=-]{16,}$/
const DATE = /^\d{4}-\d{2}-\d{2}|^\d{2}\/\d{2}\/\d{4}/
const SHORT_NAMES: Readonly<Record<string, string>> = { access_token: 'token' }
/** More of one answer are not looked at. */
const MOST = 2000

/** What answers gave and later requests used: the one saves it, the other names it. */
export class Gifts {
  readonly #given = new Map<string, Gift[]>()
  /** What requests said before any answer gave it: whoever asked knew it already. */
  readonly #known = new Set<string>()
  readonly #names = new Set<string>()
  readonly #saves = new Map<number, Record<string, string>>()

  /**
   * The name under which a value is saved, if an answer gave it.
   *
   * @param vendor that is asked: what another gave must be something that nobody types
   * @param key of the parameter that says it; without one it must be such a thing too
   */
  name(value: unknown, vendor: string, key?: string): string | undefined {
    const gifts = this.#given.get(String(value)) ?? []
    const gift =
      gifts.find((one) => one.vendor === vendor && one.key === key) ??
      gifts.find((one) => MADE.test(String(one.value)) && !DATE.test(String(one.value)))
    if (gift === undefined) return undefined
    gift.name ??= this.#save(gift)
    return gift.name
  }

  /** Minds what a request says. */
  asked(fields: Readonly<Record<string, unknown>>): void {
    for (const value of Object.values(fields)) {
      if (!this.#given.has(String(value))) this.#known.add(String(value))
    }
  }

  /** Minds what a call was answered. @param body inside the vendor's envelope */
  answered(call: number, vendor: string, body: unknown): void {
    let left = MOST
    const look = (value: unknown, path: readonly string[]): void => {
      if (--left < 0) return
      if (typeof value === 'object' && value !== null) {
        for (const [key, inner] of Object.entries(value)) if (!key.includes('.')) look(inner, [...path, key])
      } else if ((typeof value === 'string' && value !== '') || typeof value === 'number') {
        const key = path.at(-1) ?? ''
        const text = String(value)
        const gifts = this.#given.get(text) ?? []
        if (
          path.length === 0 ||
          this.#known.has(text) ||
          gifts.some((gift) => gift.vendor === vendor && gift.key === key)
        )
          return
        gifts.push({ vendor, call, key, path: path.join('.'), value, name: undefined })
        this.#given.set(text, gifts)
      }
    }
    look(body, [])
  }

  /** What a call saves: names and paths. */
  savesOf(call: number): Readonly<Record<string, string>> {
    return this.#saves.get(call) ?? {}
  }

  #save({ call, key, path }: Gift): string {
    const base = (SHORT_NAMES[key] ?? key).replace(/\W/g, '_').replace(/^(?=\d)/, '_')
    let name = base
    for (let number = 2; this.#names.has(name); number++) name = `${base}_${number}`
    this.#names.add(name)
    this.#saves.set(call, { ...this.#saves.get(call), [name]: path })
    return name
  }
}
