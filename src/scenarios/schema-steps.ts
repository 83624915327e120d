import { type AnyOperation, type AnyVendor, jsonSchema, outcomesOf } from '#engine'
import { takesAnything } from './asked.ts'
import { faultSchema, OPTIONS } from './schema-parts.ts'
import { DURATION, listed, MATCHER, mapOf, NUMBER, type Schema, said, TEXT, words } from './schema-words.ts'

/** A step: one of its words, and what may stand beside it. */
export function stepSchema(vendors: readonly AnyVendor[]): Schema {
  const alone = (word: string, schema: Schema): Schema => ({
    type: 'object',
    additionalProperties: false,
    required: [word],
    properties: { [word]: schema },
  })
  return {
    anyOf: [
      callSchema(vendors),
      alone('advance', said('Moves the clock on', DURATION)),
      alone('clock', said('Freezes the clock elsewhere', { type: 'string' })),
      faultSchema(vendors, 'step'),
      alone('faults', said('Removes every fault', { const: 'none' })),
      alone(
        'state',
        said(
          "Puts the vendor into one of its fixture's states, also as <vendor>/<state>",
          listed({ type: 'string' }),
        ),
      ),
      alone('options', OPTIONS),
      alone('reset', said('As at the beginning, with what is given', { enum: ['yes', true] })),
      { const: 'reset' },
      alone(
        'expect_journal',
        said(
          'How often an operation was asked, one of its outcomes, statuses (login.502) or broken answers came, or nothing matched (unmatched)',
          mapOf(NUMBER),
        ),
      ),
    ],
  }
}

function callSchema(vendors: readonly AnyVendor[]): Schema {
  const operations = vendors.flatMap((vendor) =>
    Object.keys(vendor.operations).map((name) => ({ vendor, name })),
  )
  const count = (name: string): number => operations.filter((one) => one.name === name).length
  const named = operations.map(({ vendor, name }) => ({
    vendor,
    name,
    // A name that two vendors have tells neither's parameters.
    as: [`${vendor.name}/${name}`, ...(count(name) === 1 ? [name] : [])],
  }))
  const every = [...new Set(named.flatMap(({ name, as }) => [...as, name]))]
  return {
    type: 'object',
    required: ['call'],
    additionalProperties: false,
    properties: {
      call: said('An operation, or <vendor>/<operation>', words(every)),
      as: said("A credential's name; nobody: none. Default: the first valid one", { type: 'string' }),
      with: said("Parameters, over the fixture's defaults", { type: 'object' }),
      without: said('Leaves out a default, or a required parameter', listed({ type: 'string' })),
      extra: said(
        'Sent besides, as YAML reads it: parameters that the document does not know, or of another type',
        { type: 'object' },
      ),
      headers: said("Sent besides, over the credential's", mapOf(TEXT)),
      method: said('Another method than the documented one', { type: 'string' }),
      payload: said('The raw body instead', TEXT),
      repeat: said('How often it is asked; each answer must be as expected. Default: 1', NUMBER),
      expect: said(
        'An outcome (ok stands for every ok.*), { status: 503 }, or broken for an answer that never came whole. Default: ok',
        {},
      ),
      response_headers: said("The answer's, each a text or a matcher; names in any case", {
        type: 'object',
        additionalProperties: { anyOf: [TEXT, MATCHER] },
      }),
      body: said(
        'A subset of the answer; lists are whole unless written as { 0: … }; for a value: { $matches: ^[0-9]+$ }, { $contains: text }, { $absent: yes }',
        {},
      ),
      count: said('The length of the list at a path, or of the answer itself', {
        anyOf: [NUMBER, mapOf(NUMBER)],
      }),
      save: said('Names for what stands at a path of the answer: $name from the next step on', mapOf(TEXT)),
    },
    allOf: [...alike(named)].map(([schema, as]) => ({
      if: { required: ['call'], properties: { call: { enum: as } } },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema's word
      then: { properties: JSON.parse(schema) },
    })),
  }
}

interface NamedOperation {
  readonly vendor: AnyVendor
  readonly name: string
  /** How it may be called. */
  readonly as: readonly string[]
}

/** Operations by the schema of their parameters and outcomes, which many of a vendor's share. */
function alike(operations: readonly NamedOperation[]): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const { vendor, name, as } of operations) {
    const schema = JSON.stringify(operationSchema(vendor, name))
    groups.set(schema, [...(groups.get(schema) ?? []), ...as])
  }
  return groups
}

/** The parameters and outcomes of one operation. */
function operationSchema(vendor: AnyVendor, name: string): Schema {
  const operation = vendor.operations[name] as AnyOperation
  const known = Object.entries(jsonSchema(operation.parameters).properties ?? {})
  const parameters = known.map(([field, { description, examples }]) => [field, { description, examples }])
  return {
    with: {
      properties: Object.fromEntries(parameters),
      ...(takesAnything(operation) ? {} : { additionalProperties: false }),
    },
    expect: {
      anyOf: [
        words([...outcomesOf(vendor, name), 'broken']),
        { type: 'object', additionalProperties: false, properties: { status: NUMBER, outcome: TEXT } },
      ],
    },
  }
}
