import { jsonSchema } from '#engine'
import { takesAnything } from './asked.ts'
import { callerOf } from './record-caller.ts'
import { bodyOf, expectingOf } from './record-expect.ts'
import { Gifts } from './record-gifts.ts'
import type { Heard } from './record-heard.ts'
import { Persons } from './record-persons.ts'
import { bare, type Said, sayText, sayValue } from './record-said.ts'
import { isBroken } from './set-faults.ts'

/** What a call sends, in a step's words. */
type Sent = Readonly<Record<string, Said>>

/** Turns requests into calls, in their order. */
export class Calls {
  readonly #gifts = new Gifts()
  readonly #persons: Persons
  readonly #calls: { readonly heard: Heard; readonly sent: Sent }[] = []
  /** Whether operations are named with their vendor. */
  readonly #prefixed: boolean

  constructor(heard: readonly Heard[], prefixed: boolean) {
    this.#prefixed = prefixed
    this.#persons = new Persons([...new Set(heard.map(({ fake }) => fake.fixture))])
    for (const one of heard) this.#add(one)
  }

  /**
   * The words of a call's step.
   *
   * @param whole whether more than the outcome is expected
   */
  words(index: number, whole: boolean): Readonly<Record<string, Said>> {
    const { heard, sent } = this.#calls[index] as { heard: Heard; sent: Sent }
    const { expect, count, body } = expectingOf(heard, whole)
    const saves = this.#gifts.savesOf(index)
    return defined({
      ...sent,
      expect,
      count,
      body,
      save: Object.keys(saves).length === 0 ? undefined : saves,
    })
  }

  #add(heard: Heard): void {
    const { operation, fake, entry, method, payload } = heard
    const caller = callerOf(heard, (value) => this.#gifts.name(value, fake.name))
    const { fields, without, extra } = this.#parameters(heard, caller.fields)
    const headers = { ...mapped(heard.headers, bare), ...caller.headers }
    this.#gifts.asked(caller.fields)
    const index = this.#calls.length
    const sent = defined({
      call: this.#prefixed ? `${fake.name}/${operation}` : operation,
      as: caller.as,
      with: filled(fields),
      without: without.length === 0 ? undefined : without,
      extra: filled(extra),
      headers: filled(mapped(headers, (value) => value)),
      method,
      payload: payload === undefined ? undefined : sayText(this.#persons.hideIn(payload)),
    })
    this.#calls.push({ heard, sent })
    if (!isBroken(entry)) this.#gifts.answered(index, fake.name, bodyOf(entry, fake.mock.api.envelope))
  }

  /** Parameters as the document knows them, those that are missing, and what is sent besides. */
  #parameters({ definition, fake, payload, method }: Heard, sent: Readonly<Record<string, unknown>>) {
    const { properties = {}, required = [] } = jsonSchema(definition.parameters)
    const { defaults } = fake.fixture
    const fields: Record<string, Said> = {}
    const extra: Record<string, Said> = {}
    const free = takesAnything(definition)
    for (const [name, told] of Object.entries(sent)) {
      const value = this.#persons.hide(told)
      const type = typeOf(properties[name]) ?? (free && typeof value === 'string' ? 'string' : undefined)
      const saved = this.#gifts.name(told, fake.name, name)
      if (type === undefined)
        extra[bare(name)] = saved !== undefined && typeof value === 'string' ? `$${saved}` : sayValue(value)
      else if (typeof value === 'string' && type === 'string') {
        if (saved !== undefined) fields[name] = `$${saved}`
        else if (!Object.hasOwn(defaults, name) || defaults[name] !== value) fields[name] = sayText(value)
      } else if (typeof value === type || (typeof value === 'number' && type === 'integer')) {
        fields[name] = sayValue(value)
      } else extra[bare(name)] = sayValue(value)
    }
    const bound = payload === undefined && method === undefined
    const lacking = [...new Set([...(bound ? required : []), ...Object.keys(defaults)])].filter(
      (name) => Object.hasOwn(properties, name) && !Object.hasOwn(sent, name),
    )
    return { fields, extra, without: method === undefined ? lacking : [] }
  }
}

/** What JSON's type a parameter has; undefined where the document does not know it. */
function typeOf(schema: ReturnType<typeof jsonSchema> | undefined): string | undefined {
  if (schema === undefined) return undefined
  const own = schema.anyOf?.find((part) => part.type !== 'null')?.type ?? schema.type
  return typeof own === 'string' ? own : 'string'
}

const filled = (map: Readonly<Record<string, Said>>): Said | undefined =>
  Object.keys(map).length === 0 ? undefined : map

const mapped = <T>(map: Readonly<Record<string, string>>, say: (text: string) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(map).map(([name, value]) => [name, say(value)]))

const defined = (words: Readonly<Record<string, Said | undefined>>): Record<string, Said> =>
  Object.fromEntries(Object.entries(words).filter((entry): entry is [string, Said] => entry[1] !== undefined))
