/** What the tests of the descriptions share: every room described as it is documented, and the judge of an answer. */
import type { ValidateFunction } from 'ajv'
import { createAjv, formats, settleOptions } from '#engine'
import { openRooms, type Room } from '../../src/fixtures/rooms.ts'
import {
  type MediaType,
  type OpenapiDocument,
  type OpenapiOperation,
  type OpenapiResponse,
  resolved,
} from '../../src/report/openapi-document.ts'
import type { PlainSchema } from '../../src/report/openapi-schema.ts'
import { describe as describeRoom } from '../../src/server/described.ts'
import type { Seen } from '../support.ts'

export const rooms = await openRooms()

/** A vendor by OpenAPI, under options over the defaults. */
export function describeVendor(
  vendor: string,
  options: Readonly<Record<string, unknown>> = {},
  paths: Readonly<Record<string, string>> = {},
): Promise<OpenapiDocument> {
  const room = rooms.find(({ name }) => name === vendor) as Room
  const { api } = room.mock
  const answering = {
    options: settleOptions(vendor, api.options, 'default', options),
    pathOf: (operation: string): string => paths[operation] ?? api.operations[operation].path,
  }
  return describeRoom(room, answering, `http://localhost:4010/${vendor}`)
}

/** An operation at one of its addresses. */
export interface Addressed {
  readonly path: string
  readonly method: string
  readonly operation: OpenapiOperation
}

export const addressesOf = ({ paths }: OpenapiDocument): Addressed[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  )

/** A schema's validator, references into the description followed. */
export class Judge {
  readonly #document: OpenapiDocument
  readonly #ajv = createAjv()
  readonly #compiled = new WeakMap<PlainSchema, ValidateFunction>()

  constructor(document: OpenapiDocument) {
    this.#document = document
    this.#ajv.addKeyword('components')
    this.#ajv.addFormat('date', formats.day)
  }

  /** Why a value does not fit; empty where it does. */
  objections(schema: PlainSchema, value: unknown): string[] {
    let check = this.#compiled.get(schema)
    if (check === undefined) {
      const { schemas } = this.#document.components
      check = this.#ajv.compile({ ...schema, components: { schemas } })
      this.#compiled.set(schema, check)
    }
    if (check(value)) return []
    return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath || 'the body'} ${message}`)
  }

  /** Everything in which an answer is not what the operation promises. */
  answer({ responses }: OpenapiOperation, seen: Seen): string[] {
    const referred = responses[String(seen.status)]
    if (referred === undefined) return [`status ${seen.status} is not described`]
    const response: OpenapiResponse = resolved(this.#document, referred)
    const found: string[] = []
    if (!Object.hasOwn(response['x-duble-outcomes'], seen.outcome ?? '')) {
      found.push(`outcome ${seen.outcome} is not described under ${seen.status}`)
    }
    for (const [name, { required }] of Object.entries(response.headers ?? {})) {
      if (required && !seen.headers.has(name)) found.push(`the header ${name} is missing`)
    }
    const type = (seen.headers.get('content-type') ?? '').split(';')[0] as string
    const media: MediaType | undefined = response.content[type]
    if (media === undefined) return [...found, `content type ${type} is not described under ${seen.status}`]
    if (media['x-duble-content-type'] !== seen.headers.get('content-type')) {
      found.push(`content type is ${seen.headers.get('content-type')}`)
    }
    const value: unknown = type === 'application/json' ? seen.body : seen.text
    return [...found, ...this.objections(media.schema, value)]
  }
}
