import {
  type AnyOperation,
  type AnyVendor,
  chosen,
  isOptional,
  type JsonSchema,
  jsonSchema,
  paramsOf,
} from '#engine'
import type { Example, Parameter, RequestBody } from './openapi-document.ts'
import type { Asked, Subject } from './openapi-outcome.ts'
import { exampleOf, type PlainSchema, plain } from './openapi-schema.ts'

/** One of the addresses at which an operation is asked, with what goes there. */
export interface Address {
  readonly path: string
  /** Behind the operation's name, where it has several. */
  readonly suffix: string
  readonly parameters: readonly Parameter[]
  readonly requestBody?: RequestBody
  /** Parameters on which the answer's content type may hang. */
  readonly asked: readonly Asked[]
  /** What OpenAPI cannot say of it. */
  readonly beside: readonly string[]
}

type Fields = readonly (readonly [name: string, schema: JsonSchema])[]

/** A request that the document prints, as JSON. */
export interface PrintedRequest {
  readonly place: string
  readonly text: string
}

/** Where and with what an operation is asked. */
export function addressesOf(
  subject: Subject,
  name: string,
  path: string,
  printed: readonly PrintedRequest[],
): Address[] {
  const { api, options } = subject
  const operation: AnyOperation = api.operations[name]
  const { properties = {} } = chosen(jsonSchema(operation.parameters), options)
  const fields: Fields = Object.entries(properties)
  const example = exampleRequest(operation, fields)
  const inPath = new Set(paramsOf(path))
  const segments = fields.filter(([field]) => inPath.has(field))
  const rest = fields.filter(([field]) => !inPath.has(field))
  const parameter = parameterOf(example)
  const own = segments.map(parameter('path'))
  if (operation.takes === 'pairs') return pairs(subject, path, rest, own, parameter)
  const asked = askedOf(rest)
  const one = { path, suffix: '', asked }
  const body = () => bodyOf(api, rest, example, printed)
  switch (operation.takes) {
    case 'query':
      return [{ ...one, parameters: [...own, ...rest.map(parameter('query'))], beside: [] }]
    case 'query_and_body': {
      const parameters = rest.map(parameter('query')).map((each) => ({ ...each, required: false }))
      if (rest.length === 0) return [{ ...one, parameters: own, beside: [] }]
      const needed = rest.filter(([, schema]) => !isOptional(schema)).map(([field]) => `\`${field}\``)
      const must = needed.length === 0 ? '' : ` ${needed.join(', ')} must come in one of the two.`
      const beside = [
        `Parameters travel in the query or in a JSON body, on a ${operation.method} too, and the body is over the query.${must} OpenAPI cannot say that.`,
      ]
      const requestBody = { ...body(), required: false }
      return [{ ...one, parameters: [...own, ...parameters], requestBody, beside }]
    }
    case 'form': {
      const type = 'application/x-www-form-urlencoded'
      const json = api.jsonForms?.(options as never)
        ? { 'application/json': { schema: objectOf(rest), example } }
        : {}
      const content = { [type]: { schema: objectOf(rest), example }, ...json }
      return [{ ...one, parameters: own, requestBody: { required: true, content }, beside: [] }]
    }
    default:
      return [{ ...one, parameters: own, requestBody: body(), beside: [] }]
  }
}

/** A request that works: the required fields' own examples, and what the operation says over them. */
const exampleRequest = (operation: AnyOperation, fields: Fields): Record<string, unknown> => ({
  ...Object.fromEntries(
    fields.filter(([, schema]) => !isOptional(schema)).map(([name, schema]) => [name, exampleOf(schema)]),
  ),
  ...operation.example,
})

const parameterOf =
  (example: Readonly<Record<string, unknown>>) =>
  (place: 'path' | 'query') =>
  ([name, field]: Fields[number]): Parameter => {
    const { description, ...schema } = plain(field)
    const value = place === 'path' ? (example[name] ?? exampleOf(field)) : example[name]
    return {
      name,
      in: place,
      required: place === 'path' || !isOptional(field),
      ...(description === undefined ? {} : { description }),
      schema,
      ...(value === undefined ? {} : { example: value }),
    }
  }

/** Values of one-of-these parameters, one at a time: an answer's content type may hang on them. */
const askedOf = (fields: Fields): Asked[] => [
  {},
  ...fields.flatMap(([name, schema]) => (schema.enum ?? []).map((value) => ({ [name]: value }))),
]

const objectOf = (fields: Fields): PlainSchema => ({
  type: 'object',
  properties: Object.fromEntries(fields.map(([name, field]) => [name, plain(field)])),
  ...required(fields),
})

function required(fields: Fields): Pick<PlainSchema, 'required'> {
  const names = fields.filter(([, field]) => !isOptional(field)).map(([name]) => name)
  return names.length === 0 ? {} : { required: names }
}

function bodyOf(
  api: AnyVendor,
  fields: Fields,
  example: Readonly<Record<string, unknown>>,
  printed: readonly PrintedRequest[],
): RequestBody {
  const one = objectOf(fields)
  const listed = api.readBody?.([{}]) !== undefined
  const schema = listed ? { oneOf: [one, { type: 'array', items: one, minItems: 1, maxItems: 1 }] } : one
  const names = new Set(fields.map(([name]) => name))
  const value = Object.fromEntries(Object.entries(example).filter(([name]) => names.has(name)))
  const documented = printed.map(({ place, text }, index): [string, Example] => [
    index === 0 ? 'printed' : `printed_${index + 1}`,
    { summary: `Printed in the document: ${place}`, value: JSON.parse(text) },
  ])
  const examples = { ...Object.fromEntries(documented), works: { summary: 'On the default world', value } }
  return { required: true, content: { 'application/json': { schema, examples } } }
}

/**
 * Key and value segments: they may stand in any order, and OpenAPI's templates are fixed. Two of them are described:
 * with what must be there, and with everything.
 */
function pairs(
  { api, options }: Subject,
  path: string,
  fields: Fields,
  own: readonly Parameter[],
  parameter: ReturnType<typeof parameterOf>,
): Address[] {
  const ways = api.auth.ways(options)
  const secret = ways.find((way) => way.kind === 'path')?.key
  const keys = fields.filter(([name]) => name !== secret)
  const last = fields.filter(([name]) => name === secret)
  const needed = keys.filter(([, schema]) => !isOptional(schema))
  const beside = [
    `Keys and values follow the path \`${path}\`, in any order; this is one of them. Keys beside the token may also travel in the query. OpenAPI cannot say either.`,
  ]
  const address = (chosenKeys: Fields, suffix: string): Address => {
    const all = [...chosenKeys, ...last]
    return {
      path: `${path}${all.map(([name]) => `/${name}/{${name}}`).join('')}`,
      suffix,
      parameters: [...own, ...all.map(parameter('path'))],
      asked: askedOf(chosenKeys).slice(chosenKeys.some(([, { enum: some }]) => some) ? 1 : 0),
      beside,
    }
  }
  if (needed.length === keys.length) return [address(needed, '')]
  const optional = keys.filter(([, schema]) => isOptional(schema)).map(([name]) => name)
  return [address(needed, ''), address(keys, `_with_${optional.join('_and_')}`)]
}
