import { type AnyVendor, didYouMean, errorOf, type JsonSchema, jsonSchema, outcomesOf } from '#engine'
import { inQuotes, type ReportedRow as Row } from '../report/ledger.ts'
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
  /** What the option would have to be. */
  readonly note?: string
}

/** What a vendor's own words call that which was asked and answered. */
export const behaviourOf = ({ operation, outcome }: Asked): string | undefined =>
  operation === null || outcome === null ? undefined : `${operation}.${outcome}`

/**
 * The other values that options behind an answer may have, one option at a time. What may be any text or any length of
 * time has none that would tell more than another.
 *
 * @param far whether the options behind everything that the operation may answer count too, not only behind this
 */
export function otherOptions(known: Known, asked: Asked | undefined, now: Written, far: boolean): Written[] {
  const { operation, outcome, option } = asked ?? {}
  if (operation == null || outcome == null) return []
  const near = isGood({ outcome }) ? [outcome, 'ok'] : [outcome]
  const outcomes = far ? outcomesOf(known.api, operation) : near
  const behind = outcomes.flatMap((one) => known.behind(`${operation}.${one}`))
  const names = new Set(behind.flatMap(({ options = [] }) => options))
  if (option !== undefined) names.add(option)
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

/** What the document says where no option decides; nothing of what only follows from another answer. */
export function reasonFor(known: Known, asked: Asked, difference: Difference): Reason | undefined {
  const behaviour = behaviourOf(asked)
  if (behaviour === undefined) return undefined
  const field = fieldOf(difference)
  const ranked = known
    .behind(behaviour)
    .map((row) => ({ row, score: scoreOf(row, asked, difference, field) }))
    .sort((a, b) => b.score - a.score)
  if (difference.missing && difference.part === 'header') {
    if (!ranked.some(({ score }) => score >= SPOT)) return { says: 'the document promises no such header' }
  } else if (difference.missing && field !== undefined) {
    const promised = fieldsOf(known.api, asked)
    if (!promised.has(field)) {
      if (fieldsOf(known.api, { ...asked, outcome: isGood(asked) ? null : 'ok' }).has(field)) return undefined
      return { says: `the document promises no such field${didYouMean(field, promised)}` }
    }
  }
  const row = ranked[0]?.row
  return row && { says: printRow(row), row }
}

/** Class, id, what the row says, and the document's words for it; of what is taken for granted there are none. */
export const printRow = ({ class: kind, id, says, quote }: Row): string =>
  `${kind} (${id}): ${says}${kind === 'assumed' || quote === undefined ? '' : ` ${inQuotes(quote)}`}`

/**
 * What a row is worth that has the very sentence that came, that speaks of what the request was refused for, of the
 * value that came, of where it stands, of what was expected, of the outcome.
 */
const [SENTENCE, CAUSE, VALUE, SPOT, WISH, NAMED] = [16, 8, 4, 3, 2, 1]

/** What a request is refused for, as the fake says it, and the words of rows that speak of it. */
const CAUSES: readonly (readonly [why: RegExp, words: RegExp])[] = [
  [/ is missing$/, /\bmissing\b|\bwithout\b/],
  [/ must be (?:string|number|integer|boolean|object|array|null)\b/, /\b(?:another|other|wrong) type\b/],
  [/ must NOT have fewer than 1 /, /\bfield\b.*\bempty\b|\bempty string\b/],
]

/** How much of a difference a row speaks of. */
function scoreOf(
  { says, quote = '' }: Row,
  { outcome, why }: Asked,
  difference: Difference,
  field: string | undefined,
): number {
  const text = `${says} ${quote}`.toLowerCase()
  const has = (words: string): boolean => words.length > 2 && text.includes(words.toLowerCase())
  const { part, place, expected, got } = difference
  const where = { status: ['status'], header: [place, place.replaceAll('-', ' ')], body: [field ?? ''] }[part]
  const value = has(bare(got)) ? (bare(got).includes(' ') ? SENTENCE : VALUE) : 0
  const words = isGood({ outcome }) ? undefined : CAUSES.find(([of]) => of.test(why))?.[1]
  const cause = (words?.test(says) ? CAUSE : 0) + (words !== undefined && has(outcome ?? '') ? NAMED : 0)
  return value + cause + (where.some(has) ? SPOT : 0) + (has(bare(expected)) ? WISH : 0)
}

/** A text without the marks that JSON puts around it. */
function bare(shown: string): string {
  try {
    const value: unknown = JSON.parse(shown)
    return typeof value === 'string' ? value : shown
  } catch {
    return shown
  }
}

const isGood = ({ outcome }: Pick<Asked, 'outcome'>): boolean =>
  outcome === 'ok' || outcome?.startsWith('ok.') === true

/** Every field that an operation's answers of this sort may have, under whatever options; any refusal's, without an outcome. */
function fieldsOf(api: AnyVendor, asked: Asked): Set<string> {
  const known = api.operations[asked.operation ?? '']
  const own = isGood(asked) || asked.outcome === null ? undefined : errorOf(api, asked.outcome)[2]?.schema
  const failure = own ?? known?.failure ?? api.failureSchema
  const found = new Set<string>(own === undefined && api.envelope !== undefined ? [api.envelope] : [])
  collect(jsonSchema(isGood(asked) ? known?.answer : failure), found)
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
