/** A JSON Schema as it is written. */
export type Schema = Readonly<Record<string, unknown>>

/** Text in YAML may look like a number or a truth. */
export const TEXT = { type: ['string', 'number', 'boolean'] }
/** A column of the examples, or what a step has saved. */
const GAP = { type: 'string', pattern: '\\$' }
export const DURATION = { type: 'string', pattern: '^(\\d+(d|h|ms|m|s))+$|\\$' }
export const NUMBER = { anyOf: [{ type: 'integer', minimum: 0 }, GAP] }

/** What stands for a value that is not known to the letter. */
export const MATCHER: Schema = {
  type: 'object',
  minProperties: 1,
  maxProperties: 1,
  additionalProperties: false,
  properties: {
    $matches: { description: 'A regular expression', type: 'string', maxLength: 500 },
    $contains: { description: 'Text that is in it', ...TEXT },
    $absent: { description: 'It must not be there', enum: ['yes', true] },
  },
}

/** A schema with what an editor shows of it. */
export const said = (description: string, schema: Schema): Schema => ({ description, ...schema })

/** A map whose keys are free. */
export const mapOf = (values: Schema): Schema => ({ type: 'object', additionalProperties: values })

/** One of these words, as YAML reads them without quotes, or a gap. */
export const words = (values: readonly string[]): Schema => ({
  anyOf: [{ enum: [...new Set(values.flatMap(asRead))] }, GAP],
})

function asRead(text: string): (string | number | boolean)[] {
  if (text === 'true' || text === 'false') return [text, text === 'true']
  return /^\d+$/.test(text) ? [text, Number(text)] : [text]
}

/** One, or a list of them. */
export const listed = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'array', items: schema }] })
