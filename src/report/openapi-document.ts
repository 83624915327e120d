import type { Backing } from './openapi-ledger.ts'
import type { PlainSchema } from './openapi-schema.ts'

/** A part of a description, or where it stands. */
export type Referred<T> = T | { readonly $ref: string }

/** A parameter as OpenAPI has it. */
export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly description?: string
  readonly schema: PlainSchema
  readonly example?: unknown
}

export interface Example {
  readonly summary?: string
  readonly value: unknown
  readonly 'x-duble-outcome'?: string
  readonly 'x-duble-class'?: string
}

export interface Header {
  readonly description: string
  /** Whether every outcome of the status has it. */
  readonly required: boolean
  readonly schema: PlainSchema
}

export interface MediaType {
  readonly schema: PlainSchema
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, Example>>
  /** With its parameters, as it is sent. */
  readonly 'x-duble-content-type'?: string | undefined
}

/** An outcome for tools: what stands behind it, and the vendor's sentence where it is an error. */
export interface Told extends Backing {
  readonly says?: string
  /** Whether the sentence is the document's own. */
  readonly 'x-duble-wording'?: string
}

/** What several operations share. */
export interface Shared {
  readonly schemas: Readonly<Record<string, PlainSchema>>
  readonly responses?: Readonly<Record<string, OpenapiResponse>>
}

/** What one HTTP status stands for. */
export interface OpenapiResponse {
  readonly description: string
  readonly headers?: Readonly<Record<string, Header>>
  readonly content: Readonly<Record<string, MediaType>>
  readonly 'x-duble-outcomes': Readonly<Record<string, Told>>
}

export interface RequestBody {
  readonly required: boolean
  readonly content: Readonly<Record<string, MediaType>>
}

export interface OpenapiOperation {
  readonly operationId: string
  readonly summary: string
  readonly description: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: RequestBody
  readonly responses: Readonly<Record<string, Referred<OpenapiResponse>>>
  /** The operation as Dublê names it everywhere: one may have several addresses. */
  readonly 'x-duble-operation': string
  /** The path that keys and values follow in any order. */
  readonly 'x-duble-pairs'?: string
  /** The document's own examples, word for word. */
  readonly 'x-duble-printed'?: readonly object[]
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
}

/** A fact about the vendor. */
export interface Fact {
  readonly class: string
  readonly says: string
  readonly quote?: string
  readonly place?: string
}

/** An assumption's value, and what else it accepts. */
export interface Assumption {
  readonly value: string
  readonly default: string
  readonly accepts: readonly string[] | string
  readonly rows: readonly string[]
}

/** A description of a vendor by OpenAPI 3.1. */
export interface OpenapiDocument {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly servers: readonly { readonly url: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenapiOperation>>>>
  readonly components: Shared & {
    readonly securitySchemes?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  }
  readonly 'x-duble-vendor': string
  readonly 'x-duble-options': Readonly<Record<string, Assumption>>
  readonly 'x-duble-ledger': Readonly<Record<string, Fact>>
}

/** What a reference stands for, or the part itself. */
export function resolved<T>(document: OpenapiDocument, part: Referred<T>): T {
  const { $ref } = part as { readonly $ref?: string }
  if ($ref === undefined) return part as T
  let found: unknown = document
  for (const key of $ref.split('/').slice(1)) found = (found as Readonly<Record<string, unknown>>)[key]
  return found as T
}
