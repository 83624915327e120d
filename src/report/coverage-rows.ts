import { type AnyOperation, type AnyVendor, jsonSchema, optionsIn, outcomesOf, type Tally } from '#engine'
import type { CoverageRow, KnownVendor } from './coverage.ts'
import type { ReportedRow } from './ledger.ts'
import { backingOf } from './openapi-ledger.ts'

/** What there is to be met of one operation, with what was: its behaviours, then the shapes that options choose. */
export const rowsOf = (met: Tally, known: KnownVendor, operation: string): CoverageRow[] => [
  ...behaviourRows(met, known, operation),
  ...shapeRows(met, known, operation),
]

function behaviourRows(met: Tally, { api, rows, ways }: KnownVendor, operation: string): CoverageRow[] {
  const vendor = api.name
  return outcomesOf(api, operation).map((outcome) => {
    const name = `${operation}.${outcome}`
    const behind = rows.get(name) ?? []
    const strongest = backingOf(behind)['x-duble-class']
    return {
      behaviour: `${vendor}/${name}`,
      vendor,
      operation,
      outcome,
      kind: strongest === 'documented' || strongest === 'example' ? 'documented' : 'assumed',
      class: strongest,
      rows: behind.map(({ id }) => id),
      met: timesOf(met.vendors, vendor, operation, outcome),
      injected: timesOf(met.injected, vendor, operation, outcome),
      how: ways.get(name) ?? wayless(vendor, operation, outcome),
    }
  })
}

/** A room of the user's need not say how its behaviours are met. */
function wayless(vendor: string, operation: string, outcome: string): string {
  if (outcome === 'ok') return `call ${operation}`
  if (outcome.startsWith('ok.')) return 'no way is known'
  return `no way is known: a fault shows it (duble fault ${vendor}/${operation} ${outcome} --times 1), and counts as injected`
}

function shapeRows(met: Tally, { api, ledger }: KnownVendor, operation: string): CoverageRow[] {
  const vendor = api.name
  return shapesOf(api, operation).map(({ option, value, refused }) => {
    const shape = `${operation}[${option}=${value}]`
    const behind = ledger.filter(({ options }) => options?.includes(option))
    return {
      behaviour: `${vendor}/${shape}`,
      vendor,
      operation,
      outcome: null,
      kind: 'shape',
      class: strongestOf(behind),
      rows: behind.map(({ id }) => id),
      met: own(own(met.shapes, vendor), shape) ?? 0,
      injected: 0,
      how: `under duble run --option ${vendor}.${option}=${value}, call ${operation}${refused ? ' so that it is refused' : ''}`,
    }
  })
}

const strongestOf = (rows: readonly ReportedRow[]): string => backingOf(rows)['x-duble-class']

/** A shape that an option chooses. */
interface Shape {
  readonly option: string
  readonly value: string
  /** Whether only refusals are so shaped. */
  readonly refused: boolean
}

/** The options on which the shape of an operation's answers hangs, with every value of theirs. */
function shapesOf(api: AnyVendor, operation: string): Shape[] {
  const { answer, failure } = api.operations[operation] as AnyOperation
  const [answers, refusals] = [answer, failure ?? api.failureSchema].map((schema) =>
    optionsIn(jsonSchema(schema)),
  ) as [Set<string>, Set<string>]
  return [...answers.union(refusals)].sort().flatMap((option) => {
    const accepts: readonly string[] | string = api.options[option]?.accepts ?? []
    const refused = !answers.has(option)
    return typeof accepts === 'string' ? [] : accepts.map((value) => ({ option, value, refused }))
  })
}

const timesOf = (counts: Tally['vendors'], vendor: string, operation: string, outcome: string): number =>
  own(own(own(counts, vendor), operation), outcome) ?? 0

/** What was met may come from a file: no name reaches what every object has. */
const own = <T>(from: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  from !== undefined && Object.hasOwn(from, name) ? from[name] : undefined
