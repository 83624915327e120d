import { type AnyOperation, type Fake, jsonSchema, outcomesOf } from '#engine'

/** A vendor as a person or a tool needs it. */
export interface ShownVendor {
  readonly name: string
  readonly title: string
  readonly url: string
  readonly fixture: string
  /** The fixture's; the default world's are made up and published. */
  readonly credentials: readonly Readonly<Record<string, string>>[]
  readonly operations: readonly {
    readonly name: string
    readonly method: string
    readonly path: string
    readonly url: string
    readonly outcomes: readonly string[]
    /** Parameters that must be sent, and those that may be; what the path itself names among them. */
    readonly required: readonly string[]
    readonly optional: readonly string[]
  }[]
  readonly states: readonly string[]
  /** What the fixture fills in where rows or calls leave it out. */
  readonly defaults: Readonly<Record<string, string>>
}

/** Shows a running vendor: where it is, who may call, what it can answer, what states it knows. */
export function showVendor(fake: Fake, baseUrl: string): ShownVendor {
  const { api } = fake.mock
  return {
    name: fake.name,
    title: api.title,
    url: `${baseUrl}/${fake.name}`,
    fixture: fake.fixture.name,
    credentials: fake.credentials,
    operations: Object.keys(api.operations).map((name) => ({
      name,
      method: api.operations[name].method,
      path: fake.pathOf(name),
      url: `${baseUrl}/${fake.name}${fake.pathOf(name)}`,
      outcomes: outcomesOf(api, name),
      ...parametersOf(api.operations[name]),
    })),
    states: Object.keys(fake.fixture.states),
    defaults: fake.fixture.defaults,
  }
}

function parametersOf({ parameters }: AnyOperation): { required: string[]; optional: string[] } {
  const { properties = {}, required: needed = [] } = jsonSchema(parameters)
  const names = Object.keys(properties)
  return {
    required: names.filter((name) => needed.includes(name)),
    optional: names.filter((name) => !needed.includes(name)),
  }
}
