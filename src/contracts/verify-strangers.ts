import { type AnyOperation, type AnyVendor, jsonSchema } from '#engine'
import { contentOf, type PactHalf, type PactInteraction } from './verify-file.ts'
import type { Done } from './verify-run.ts'

/** What an interaction that passed sends and no document knows: that a vendor passes it over is assumed. */
export function strangersIn(
  api: AnyVendor,
  interaction: PactInteraction,
  { asked, reported }: Done,
): string[] {
  if (asked?.operation == null || reported?.result !== 'OK') return []
  const operation = api.operations[asked.operation] as AnyOperation
  const known = new Set(
    Object.keys(jsonSchema(operation.parameters).properties ?? {}).map((name) => name.toLowerCase()),
  )
  const names = [...queryNames(interaction.request), ...bodyNames(operation, interaction.request)]
  const strangers = [...new Set(names)].filter((name) => !known.has(name.toLowerCase()) && !SECRET.test(name))
  return strangers.map(
    (name) =>
      `${interaction.description ?? '(no description)'}: the document has no parameter ${shown(name)}; that it is ignored is assumed`,
  )
}

const shown = (name: string): string => (/^[\w.-]+$/.test(name) ? name : JSON.stringify(name))

/** What may prove who asks: an option may let it stand there, and the document then has it elsewhere. */
const SECRET = /token|password|senha|key|secret/i

/** Before version 3 a query was a text. */
function queryNames({ query }: PactHalf = {}): string[] {
  if (typeof query === 'string') return [...new URLSearchParams(query).keys()]
  return typeof query === 'object' && query !== null ? Object.keys(query) : []
}

/** The fields of a JSON body, where the operation takes one. */
function bodyNames({ takes }: AnyOperation, { body }: PactHalf = {}): string[] {
  const content = contentOf(body)
  const isRead = takes === 'body' || takes === 'query_and_body'
  return isRead && typeof content === 'object' && content !== null && !Array.isArray(content)
    ? Object.keys(content)
    : []
}
