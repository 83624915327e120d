import type { AnyVendor } from '#engine'
import type { LedgerRow } from '../fixtures/ledger.ts'
import type { Behaviour } from './run.ts'
import type { Scenario } from './scenario.ts'

/** A row of the ledger behind what came, and the options of it that matter here. */
export interface Reason {
  readonly row: LedgerRow
  readonly options: readonly ReasonOption[]
}

export interface ReasonOption {
  readonly name: string
  /** As it was when the answer came. */
  readonly value: string
  /** What else it may be: values, or words such as `a duration`. */
  readonly others: readonly string[]
}

/** How many reasons a failure shows, and how many options of each. */
const MOST = 2

/**
 * The rows that tell most of an answer: those of the option that decided, then those of an option that the scenario
 * sets, then what the vendor has said or shown, then what is assumed.
 *
 * @param rows those behind the behaviour, the most telling first
 */
export function reasonsOf(
  scenario: Scenario,
  behaviour: Behaviour,
  rows: readonly LedgerRow[],
): readonly Reason[] {
  const set = optionsSetBy(scenario, behaviour.vendor)
  const deciding = (name: string): boolean => name === behaviour.option
  const rank = ({ options = [], class: kind }: LedgerRow): number => {
    if (options.some(deciding)) return 0
    if (options.some((name) => set.has(name))) return 1
    return kind === 'assumed' ? 3 : 2
  }
  const api = scenario.given.cast.get(behaviour.vendor)?.room.mock.api
  return [...rows]
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, MOST)
    .map((row) => {
      const { options = [] } = row
      const telling = [options.filter(deciding), options.filter((name) => set.has(name)), options]
      const names = telling.find(({ length }) => length > 0) ?? []
      return { row, options: names.slice(0, MOST).map((name) => optionOf(name, behaviour, api)) }
    })
}

function optionsSetBy({ given, steps }: Scenario, vendor: string): ReadonlySet<string> {
  const deeds = [...given.steps, ...steps].flatMap((step) => (step.kind === 'do' ? [step.does] : []))
  const changes = deeds.flatMap((does) =>
    does.word === 'options' && does.vendor === vendor ? Object.entries(does.changes) : [],
  )
  return new Set(changes.flatMap(([name, value]) => (value === null ? [] : [name])))
}

function optionOf(name: string, { options }: Behaviour, api: AnyVendor | undefined): ReasonOption {
  const value = options[name] ?? ''
  const accepts: readonly string[] | string = api?.options[name].accepts ?? []
  const others =
    typeof accepts === 'string'
      ? [accepts === 'text' ? 'any text' : accepts]
      : accepts.filter((one) => one !== value)
  return { name, value, others }
}

/** One line: id, class, what the document says or what is assumed, and the option that switches it. */
export function printReason({ row: { id, class: kind, says, quote }, options }: Reason): string {
  const told = kind === 'assumed' || quote === undefined ? says : quoted(quote)
  return `${id} ${kind}: ${told}${options.length === 0 ? '' : ` (${printSwitches(options)})`}`
}

/** What switches it: `option cap is error, may be truncate`. */
export function printSwitches(options: readonly ReasonOption[]): string {
  const switches = options.map(({ name, value, others }) => {
    const shown = others.length > 5 ? [...others.slice(0, 5), '…'] : others
    return `${name} is ${value || 'empty'}${shown.length === 0 ? '' : `, may be ${shown.join(', ')}`}`
  })
  return `option ${switches.join('; ')}`
}

/** A quote in marks that it does not have itself. */
const quoted = (text: string): string => (/["“”]/.test(text) ? `«${text}»` : `"${text}"`)
