import { type AnyVendor, type OptionDef, outcomesOf } from '#engine'
import { NUMBER, type Schema, said, words } from './schema-words.ts'

const WIRE = ['connection_reset', 'empty_response', 'malformed_body', 'truncated_body', 'garbage']

/** Where `optionsSchema` stands in the file, once for all. */
export const OPTIONS: Schema = { $ref: '#/definitions/options' }

/** The options of the scenario's vendor, or by vendor. */
export function optionsSchema(vendors: readonly AnyVendor[]): Schema {
  const own = vendors.flatMap(({ options }) =>
    Object.keys(options).map((name) => [name, { type: ['string', 'number', 'boolean', 'null'] }]),
  )
  const nested = vendors.map(({ name, options }) => {
    const properties = Object.entries(options as Readonly<Record<string, OptionDef>>).map(
      ([option, { accepts, fallback }]) => [
        option,
        said(
          `Default: ${fallback}`,
          Array.isArray(accepts) ? { anyOf: [words(accepts), { type: 'null' }] } : {},
        ),
      ],
    )
    return [name, { type: 'object', additionalProperties: false, properties: Object.fromEntries(properties) }]
  })
  return said('Switches of assumptions, of the vendor or by vendor; null goes back', {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries([...own, ...nested]),
  })
}

/** A fault: a word, or a map with one key, and whom it meets. @param where a step's, or one that is given */
export function faultSchema(vendors: readonly AnyVendor[], where: 'step' | 'given'): Schema {
  const errors = vendors.flatMap((vendor) =>
    Object.keys(vendor.operations).flatMap((name) => outcomesOf(vendor, name)),
  )
  const known = [...new Set([...errors.filter((name) => !name.startsWith('ok')), ...WIRE])].sort()
  return {
    type: 'object',
    additionalProperties: false,
    ...(where === 'step'
      ? { required: ['fault'] }
      : { anyOf: [{ required: ['fault'] }, { required: ['outcome'] }] }),
    properties: {
      fault: said(
        'An error that the vendor declares, status, delay, connection_reset, empty_response, malformed_body, truncated_body, slow_body or garbage',
        {
          anyOf: [
            { enum: known },
            { type: 'string', pattern: '^(status|delay|connection_reset|slow_body)=|\\$' },
            {
              type: 'object',
              minProperties: 1,
              maxProperties: 1,
              additionalProperties: false,
              properties: { status: {}, delay: {}, connection_reset: {}, slow_body: {} },
            },
          ],
        },
      ),
      on: said('An operation. Default: every operation of the vendor', { type: 'string' }),
      operation: said('The same as on', { type: 'string' }),
      times: said('How many requests it meets. Default: all', NUMBER),
      after: said('How many requests it lets pass first. Default: 0', NUMBER),
      probability: said('From 0 to 1, drawn from the seed. Default: 1', { type: ['number', 'string'] }),
      credential: said('Whom it meets. Default: every caller', { type: 'string' }),
      ...(where === 'step'
        ? {}
        : { vendor: words(vendors.map(({ name }) => name)), outcome: { enum: known } }),
    },
  }
}
