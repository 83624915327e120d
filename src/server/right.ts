/** What would be right in place of what was refused: one sentence for each stage. */
import {
  type Answer,
  type AnyOperation,
  type Bound,
  didYouMean,
  type Fake,
  type JsonSchema,
  jsonSchema,
  printDuration,
  printOption,
  type Refused,
} from '#engine'

type Right = (fake: Fake, bound: Bound, refused: Refused, why: string) => string

const RIGHT: Readonly<Record<Refused['stage'], Right>> = {
  method: (fake, bound) => {
    const { api } = fake.mock
    const methods = Object.values<AnyOperation>(api.operations)
      .filter(({ path }) => path === bound.operation.path)
      .map(({ method }) => method)
    return `send it with ${methods.join(' or ')}`
  },
  body: () => 'send a smaller body',
  auth(fake) {
    const credential = fake.credentials.find(({ status }) => status === 'valid')
    if (credential === undefined) return `the fixture "${fake.fixture.name}" has no valid credential: add one`
    const { headers = {}, parameters = {} } = fake.mock.api.auth.present(credential, fake.options)
    const sent = [
      ...Object.entries(headers).map(([name, value]) => `the header "${name}: ${value}"`),
      ...Object.entries(parameters).map(([name, value]) => `${name} ${value} beside the other parameters`),
    ]
    return `send credential "${credential.name}": ${sent.join(' and ')}`
  },
  parameters(_fake, { operation }, { facts }) {
    const properties = jsonSchema(operation.parameters).properties ?? {}
    const field = String(facts['field'] ?? '').split('.')[0] as string
    const schema = properties[field]
    if (schema !== undefined) return `send ${field} as ${described(schema)}`
    const known = Object.keys(properties)
    if (field !== '') return `leave ${field} out${didYouMean(field, known)}: there are ${known.join(', ')}`
    return `send ${WAYS[operation.takes as AnyOperation['takes']]} with ${known.join(', ')}`
  },
  cooldown(fake, _bound, { facts }) {
    const left = printDuration(Number(facts['seconds']) * 1000)
    return `wait until ${facts['next']}, or move the world's clock: POST ${clockOf(fake)} {"advance":"${left}"}`
  },
  fault: (fake) => `the fault is one of this world's, not the vendor's: DELETE ${adminOf(fake)}/faults`,
  handler(fake, _bound, { option }, why) {
    if (option !== undefined) {
      const def = fake.mock.api.options[option]
      const now = printOption(def, fake.options[option])
      const may = [def.accepts].flat().join(', ')
      return `the option ${option} decides that (now ${now}; it may be ${may}): PATCH ${adminOf(fake)}/options`
    }
    const states = Object.keys(fake.fixture.states)
    const offered = states.length === 0 ? '' : `; the fixture's states: ${states.join(', ')}`
    return `the request is well-formed, and the world's state stands against it (${why}): send what fits it, or put the world into another state${offered}`
  },
}

/** How an operation wants its parameters. */
const WAYS: Readonly<Record<AnyOperation['takes'], string>> = {
  query: 'a query',
  body: 'a JSON object',
  query_and_body: 'a query or a JSON object',
  form: 'a form (Content-Type: application/x-www-form-urlencoded)',
  pairs: 'key and value segments behind the path',
}

const adminOf = ({ world }: Fake): string => `/__admin/worlds/${world.id}`
const clockOf = (fake: Fake): string => `${adminOf(fake)}/clock`

/** A parameter in words: what it may be, and one that is right. */
function described(schema: JsonSchema): string {
  const { type, enum: choices, pattern, description, examples, anyOf } = schema
  if (choices !== undefined) return `one of ${choices.join(', ')}`
  const inner = anyOf?.find((shape) => shape.type !== 'null')
  if (inner !== undefined) return described(inner)
  const kind = type === 'string' ? 'text' : type === 'integer' ? 'a whole number' : String(type ?? 'a value')
  const example = examples?.[0] ?? schema.const
  const such = example === undefined ? '' : `, such as ${JSON.stringify(example)}`
  const matching = pattern === undefined ? '' : ` that matches ${pattern}`
  return `${kind}${matching}${such}${description === undefined ? '' : ` (${description})`}`
}

/** An answer that a fault replaced or broke without a refusal. */
const BROKEN: Refused = { stage: 'fault', facts: {} }

/** What would be right in place of a refused request; undefined for one that was answered. */
export function rightOf(fake: Fake, answer: Answer): string | undefined {
  const { operation, injected, why } = answer
  const refused = answer.refused ?? (injected ? BROKEN : undefined)
  if (refused === undefined || operation === undefined) return undefined
  return RIGHT[refused.stage](fake, fake.operation(operation), refused, why)
}
