import { parse } from 'yaml'
import { DubleError } from '#engine'
import type { Exchange, Sent } from './exchange.ts'
import { KINDS, type Kind } from './kinds.ts'
import { merged, type Names, NOTHING, plain, recordOf, type Shape } from './shape.ts'

type Map = Readonly<Record<string, unknown>>

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head']
const DEEPEST = 10
/** Descriptions may refer to themselves: so many schemas are looked at. */
const MOST = 50_000
const isMap = (value: unknown): value is Map =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const mapOf = (value: unknown): Map => (isMap(value) ? value : {})
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/**
 * Reads an OpenAPI 3.x description, JSON or YAML: of values (examples, defaults, enumerations) nothing is looked at.
 *
 * @throws DubleError `bad_import` where it is none
 */
export function readOpenApi(file: string, text: string, names: Names): Exchange[] {
  const root = parsed(text)
  if (!/^3\./.test(String(root['openapi'] ?? '')) || !isMap(root['paths'])) {
    const says = `${file} is no OpenAPI 3 description: it has no "openapi: 3.x" with paths`
    throw new DubleError('bad_import', says, { file })
  }
  const reader = new Reader(root, names)
  return Object.entries(root['paths']).flatMap(([path, given]) => {
    const item = reader.follow(given)
    return METHODS.filter((method) => isMap(item[method])).flatMap((method) =>
      reader.exchanges(method.toUpperCase(), path, item, mapOf(item[method])),
    )
  })
}

function parsed(text: string): Map {
  try {
    return mapOf(parse(text, { maxAliasCount: 1000 }))
  } catch {
    return {}
  }
}

/** Where a caller's secret travels. */
interface Proof {
  readonly place: 'header' | 'query'
  readonly sent: Sent
}

class Reader {
  readonly #root: Map
  readonly #names: Names
  /** The path that every server's URL ends in. */
  readonly #base: string
  #left = MOST
  /** References that are being followed. */
  readonly #open = new Set<string>()

  constructor(root: Map, names: Names) {
    this.#root = root
    this.#names = names
    const url = String(mapOf(listOf(root['servers'])[0])['url'] ?? '')
    this.#base = url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, '').replace(/\/+$/, '')
  }

  /** A map with its `$ref` followed, within the file alone. */
  follow(given: unknown, depth = 0): Map {
    const map = mapOf(given)
    const to = map['$ref']
    if (typeof to !== 'string' || !to.startsWith('#/') || depth > DEEPEST) return map
    const found = to
      .slice(2)
      .split('/')
      .reduce<unknown>((at, name) => mapOf(at)[name.replaceAll('~1', '/').replaceAll('~0', '~')], this.#root)
    return this.follow(found, depth + 1)
  }

  /** One exchange for each answer that is described. */
  exchanges(method: string, path: string, item: Map, operation: Map): Exchange[] {
    const parameters = [...listOf(item['parameters']), ...listOf(operation['parameters'])].map((one) =>
      this.follow(one),
    )
    const sent = (place: string): Sent[] =>
      parameters
        .filter((one) => one['in'] === place)
        .map((one) => ({ name: String(one['name'] ?? ''), shape: this.shape(one['schema']) }))
    const proof = this.#proof(operation['security'] ?? this.#root['security'])
    const [body] = this.#contents(this.follow(operation['requestBody'])['content'])
    const asked = {
      method,
      url: `${this.#base}${path}`,
      query: [...sent('query'), ...proof.filter(({ place }) => place === 'query').map(({ sent }) => sent)],
      headers: [
        ...sent('header'),
        ...proof.filter(({ place }) => place === 'header').map(({ sent }) => sent),
      ],
      body,
      hints: [
        String(operation['operationId'] ?? ''),
        ...listOf(operation['tags']).map(String),
        String(operation['summary'] ?? ''),
      ],
    }
    const answers = Object.entries(mapOf(operation['responses'])).flatMap(([code, given]) => {
      if (!/^[1-5]\d\d$/.test(code)) return [] // "default" and "4XX" name no status
      const response = this.follow(given)
      const headers = Object.keys(mapOf(response['headers'])).map((name) => ({ name }))
      const contents = this.#contents(response['content'])
      return (contents.length === 0 ? [undefined] : contents).map((said) => ({
        ...asked,
        answer: { status: Number(code), headers, body: said },
      }))
    })
    return answers.length === 0 ? [asked] : answers.map((one, at) => ({ ...one, again: at > 0 }))
  }

  #contents(given: unknown): { type: string; shape: Shape }[] {
    return Object.entries(mapOf(given)).map(([type, media]) => ({
      type,
      shape: this.shape(mapOf(media)['schema']),
    }))
  }

  /** How callers prove themselves: the schemes that the first requirement names. */
  #proof(security: unknown): Proof[] {
    const schemes = mapOf(mapOf(this.#root['components'])['securitySchemes'])
    return Object.keys(mapOf(listOf(security)[0])).flatMap((name): Proof[] => {
      const scheme = this.follow(schemes[name])
      const kind = String(scheme['type'] ?? '')
      if (kind === 'apiKey') {
        const place = scheme['in'] === 'query' ? 'query' : 'header'
        return [{ place, sent: { name: String(scheme['name'] ?? ''), shape: plain('text') } }]
      }
      const word = kind === 'http' ? String(scheme['scheme'] ?? '') : 'Bearer'
      return [{ place: 'header', sent: { name: 'Authorization', value: `${word} x` } }]
    })
  }

  /** A schema's shape. */
  shape(given: unknown, depth = 0): Shape {
    if (depth > DEEPEST || !isMap(given) || --this.#left < 0) return plain('any')
    const to = given['$ref']
    if (typeof to !== 'string') return this.#shaped(given, depth)
    // What contains itself goes on like that.
    if (this.#open.has(to)) return plain('any')
    this.#open.add(to)
    const shape = this.#shaped(this.follow(given), depth)
    this.#open.delete(to)
    return shape
  }

  #shaped(schema: Map, depth: number): Shape {
    const parts = [...listOf(schema['oneOf']), ...listOf(schema['anyOf'])]
    if (parts.length > 0) return merged(parts.map((part) => this.shape(part, depth + 1)))
    const whole = this.#whole(schema, depth)
    const types = [
      schema['type'] ?? (isMap(whole['properties']) ? 'object' : isMap(whole['items']) ? 'array' : 'any'),
    ].flat()
    const shapes = types.map((type) => this.#typed(String(type), whole, depth))
    return merged(schema['nullable'] === true ? [...shapes, plain('null')] : shapes)
  }

  /** With the fields of its `allOf`. */
  #whole(schema: Map, depth: number): Map {
    const parts = listOf(schema['allOf'])
    if (parts.length === 0 || depth > DEEPEST || --this.#left < 0) return schema
    const all = [...parts.map((part) => this.#part(part, depth)), schema]
    return {
      ...Object.assign({}, ...all),
      properties: recordOf(all.flatMap((part) => Object.entries(mapOf(part['properties'])))),
      required: all.flatMap((part) => listOf(part['required'])),
    }
  }

  #part(given: unknown, depth: number): Map {
    const to = mapOf(given)['$ref']
    if (typeof to !== 'string') return this.#whole(mapOf(given), depth + 1)
    if (this.#open.has(to)) return {}
    this.#open.add(to)
    const whole = this.#whole(this.follow(given), depth + 1)
    this.#open.delete(to)
    return whole
  }

  #typed(type: string, schema: Map, depth: number): Shape {
    if (type === 'array') return { ...NOTHING, items: this.shape(schema['items'], depth + 1) }
    if (type !== 'object') return plain(kindOfType(type, String(schema['format'] ?? '')))
    const properties = Object.entries(mapOf(schema['properties']))
    const required = new Set(listOf(schema['required']))
    const all = properties.map(([name]) => name)
    const kept = this.#names.fields(all, new Set())
    const free = schema['additionalProperties']
    return {
      ...NOTHING,
      ...(properties.length > 0 || !isMap(free)
        ? {
            fields: recordOf(
              properties
                .filter(([name]) => kept.has(name))
                .map(([name, inner]) => [
                  name,
                  { shape: this.shape(inner, depth + 1), optional: !required.has(name) },
                ]),
            ),
          }
        : {}),
      ...(isMap(free) ? { record: this.shape(free, depth + 1) } : {}),
    }
  }
}

const FORMATS: Readonly<Record<string, Kind>> = {
  date: 'day',
  'date-time': 'instant',
  uuid: 'uuid',
  time: 'time',
}

function kindOfType(type: string, format: string): Kind {
  if (type === 'string') return FORMATS[format] ?? 'text'
  return (KINDS as readonly string[]).includes(type) ? (type as Kind) : 'any'
}
