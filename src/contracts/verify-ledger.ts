import { type AnyVendor, didYouMean, errorOf, type JsonSchema, jsonSchema } from '#engine'
import type { ReportedRow as Row } from '../report/ledger.ts'
import { type Difference, fieldOf } from './verify-differences.ts'
import type { Asked, Written } from './verify-run.ts'

export type { Row }

/** What is known of a vendor. */
export interface Known {
  readonly api: AnyVendor
  /** Every row of its ledger. */
  readonly rows: readonly Row[]
  /** The rows behind a behaviour such as `login.ok`, the most telling first. */
  behind(behaviour: string): readonly Row[]
}

/** Why an answer is as it is. */
export interface Reason {
  readonly says: string
  readonly row?: Row
  readonly option?: string
}

/** What a vendor's own words call that which was asked and answered. */
export const behaviourOf = ({ operation, outcome }: Asked): string | undefined =>
  operation === null || outcome === null ? undefined : `${operation}.${outcome}`

/**
 * The other values that options behind an answer may have, one option at a time. What may be any text or any length of
 * time has none that would tell more than another.
 */
export function otherOptions(known: Known, asked: Asked | undefined, now: Written): Written[] {
  const behaviour = asked && behaviourOf(asked)
  if (behaviour === undefined) return []
  const names = new Set(known.behind(behaviour).flatMap(({ options = [] }) => options))
  if (asked?.option !== undefined) names.add(asked.option)
  return [...names].flatMap((name) => {
    const { accepts } = known.api.options[name]
    if (typeof accepts === 'string') return []
    return accepts.filter((value: string) => value !== now[name]).map((value: string) => ({ [name]: value }))
  })
}

/** The row that an option belongs to: of those behind what was answered, an assumption before what is documented. */
export function rowOfOption(known: Known, asked: Asked, option: string): Row | undefined {
  const has = ({ options = [] }: Row): boolean => options.includes(option)
  const behind = known.behind(behaviourOf(asked) ?? '').filter(has)
  const all = behind.length > 0 ? behind : known.rows.filter(has)
  return all.find(({ class: kind }) => kind === 'assumed') ?? all[0]
}

/** What the document says where no option decides. */
export function reasonFor(known: Known, asked: Asked, difference: Difference): Reason | undefined {
  const behaviour = behaviourOf(asked)
  if (behaviour === undefined) return undefined
  const field = fieldOf(difference)
  if (difference.missing && field !== undefined) {
    const promised = fieldsOf(known.api, asked)
    if (!promised.has(field)) {
      return { says: `the document promises no such field${didYouMean(field, promised)}` }
    }
  }
  const [row] = known
    .behind(behaviour)
    .map((candidate) => ({ candidate, score: scoreOf(candidate, difference, field) }))
    .sort((a, b) => b.score - a.score)
    .map(({ candidate }) => candidate)
  return row === undefined ? undefined : { says: printRow(row), row }
}

/** Class, id, and the document's words, or what is taken for granted where it has none. */
export const printRow = ({ class: kind, id, says, quote }: Row): string =>
  `${kind} (${id}): ${kind === 'assumed' || quote === undefined ? says : `“${quote}”`}`

/** How much of a difference a row speaks of: what came counts most, then where, then what was expected. */
function scoreOf({ says, quote = '' }: Row, difference: Difference, field: string | undefined): number {
  const text = `${says} ${quote}`.toLowerCase()
  const has = (words: string): boolean => words.length > 2 && text.includes(words.toLowerCase())
  const bare = (value: string): string => value.replace(/^"(.*)"$/, '$1')
  const { part, place, expected, got } = difference
  const where = { status: ['status'], header: [place, place.replaceAll('-', ' ')], body: [field ?? ''] }[part]
  return (has(bare(got)) ? 4 : 0) + (where.some(has) ? 3 : 0) + (has(bare(expected)) ? 2 : 0)
}

/** Every field that an operation's answers of this sort may have, under whatever options. */
function fieldsOf(api: AnyVendor, { operation, outcome }: Asked): Set<string> {
  const known = api.operations[operation ?? '']
  const good = outcome === 'ok' || outcome?.startsWith('ok.') === true
  const own = good ? undefined : errorOf(api, outcome ?? '')[2]?.schema
  const failure = own ?? known?.failure ?? api.failureSchema
  const found = new Set<string>(own === undefined && api.envelope !== undefined ? [api.envelope] : [])
  collect(jsonSchema(good ? known?.answer : failure), found)
  return found
}

function collect(schema: JsonSchema, found: Set<string>): void {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    found.add(name)
    collect(field, found)
  }
  if (schema.items !== undefined) collect(schema.items, found)
  for (const part of schema.anyOf ?? []) collect(part, found)
  if (typeof schema.additionalProperties === 'object') collect(schema.additionalProperties, found)
}
