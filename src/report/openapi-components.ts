import type { OpenapiResponse, Referred, Shared } from './openapi-document.ts'
import type { PlainSchema } from './openapi-schema.ts'

interface Reference {
  readonly $ref: string
}

interface SharedResponse {
  readonly names: readonly string[]
  readonly response: OpenapiResponse
  readonly users: Record<string, unknown>[]
}

/** What several operations share, told once and referred to. */
export class Components {
  readonly #schemas = new Map<string, { readonly name: string; readonly schema: PlainSchema }>()
  readonly #responses = new Map<string, SharedResponse>()

  /** @param names in order of preference: the first one that stands for nothing else */
  schema(names: readonly string[], schema: PlainSchema): Reference {
    const text = JSON.stringify(schema)
    let entry = this.#schemas.get(text)
    if (entry === undefined) {
      const taken = [...this.#schemas.values()].map(({ name }) => name)
      entry = { name: freeName(names, taken), schema }
      this.#schemas.set(text, entry)
    }
    return { $ref: `#/components/schemas/${entry.name}` }
  }

  /** A response, or what will refer to it when `all` finds that it is shared. */
  response(names: readonly string[], response: OpenapiResponse): Referred<OpenapiResponse> {
    const text = JSON.stringify(response)
    const entry = this.#responses.get(text) ?? { names, response, users: [] }
    this.#responses.set(text, entry)
    const user: Record<string, unknown> = {}
    entry.users.push(user)
    return user as unknown as OpenapiResponse
  }

  /** Everything that is shared, by kind and name; settles where each response stands. */
  all(): Shared {
    const responses: Record<string, OpenapiResponse> = {}
    for (const { names, response, users } of this.#responses.values()) {
      if (users.length === 1) Object.assign(users[0] as object, response)
      else {
        const name = freeName(names, Object.keys(responses))
        responses[name] = response
        for (const user of users) user['$ref'] = `#/components/responses/${name}`
      }
    }
    const schemas = [...this.#schemas.values()].map(({ name, schema }) => [name, schema])
    return {
      schemas: Object.fromEntries(schemas),
      ...(Object.keys(responses).length === 0 ? {} : { responses }),
    }
  }
}

const freeName = (names: readonly string[], taken: readonly string[]): string =>
  names.find((name) => !taken.includes(name)) ?? `${names.at(-1)}_${taken.length + 1}`
