import type { AnyVendor } from '#engine'
import type { Room } from '../fixtures/rooms.ts'
import { faultSchema, OPTIONS, optionsSchema } from './schema-parts.ts'
import { stepSchema } from './schema-steps.ts'
import { listed, mapOf, NUMBER, type Schema, said, TEXT, words } from './schema-words.ts'

/**
 * The JSON Schema of a scenario's file, for editors: draft 7, which they know best. It knows every vendor's operations,
 * outcomes, parameters, options; what it lets pass, the reader may still refuse.
 */
export function scenarioSchema(rooms: readonly Room[]): Schema {
  const vendors = rooms.map(({ mock }): AnyVendor => mock.api)
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A scenario of Dublê',
    type: 'object',
    required: ['scenario', 'steps'],
    additionalProperties: false,
    definitions: { options: optionsSchema(vendors) },
    properties: {
      scenario: said('What is to happen, in a sentence; $column of the examples may stand in it', {
        type: 'string',
      }),
      document: said("A quote from the vendor's document", { type: 'string' }),
      given: said('The world in which it begins', givenSchema(vendors)),
      examples: said(
        'Runs once a line, $column in the steps: a CSV file beside this one, or a list of maps',
        {
          anyOf: [{ type: 'string' }, { type: 'array', minItems: 1, items: mapOf(TEXT) }],
        },
      ),
      steps: said('What is done and expected, in turn; the first that fails ends it', {
        type: 'array',
        minItems: 1,
        items: stepSchema(vendors),
      }),
    },
  }
}

function givenSchema(vendors: readonly AnyVendor[]): Schema {
  const names = vendors.map(({ name }) => name)
  const byVendor = (schema: Schema): Schema => ({
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(names.map((name) => [name, schema])),
  })
  const properties = {
    vendor: said('Lets `call: totals` stand for `crm-zen/totals`', words(names)),
    fixture: said('A name, a file beside this one, or a map by vendor. Default: default', {
      anyOf: [{ type: 'string' }, byVendor({ type: 'string' })],
    }),
    clock: said(
      "Freezes the clock; without an offset it is America/Sao_Paulo. Default: it follows the machine's",
      { type: 'string' },
    ),
    seed: said('Of everything drawn. Default: 1', NUMBER),
    states: said("The fixture's states to begin in, of the vendor or by vendor", {
      anyOf: [listed({ type: 'string' }), byVendor(listed({ type: 'string' }))],
    }),
    options: OPTIONS,
    faults: said('Faults to begin with', listed(faultSchema(vendors, 'given'))),
  }
  return { type: 'object', additionalProperties: false, properties }
}
