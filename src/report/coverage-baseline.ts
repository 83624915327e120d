import { stringify } from 'yaml'
import type { Coverage } from './coverage.ts'

/** Outcomes met, by vendor and operation. */
export type Baseline = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

const HEAD = `# The behaviours that the tests meet. \`duble coverage accept\` writes this, \`duble run --baseline\` holds runs against it.
`

/** What the fake itself answered, for later runs to be held against. */
export const baselineOf = ({ vendors }: Coverage): Baseline =>
  withoutEmpty(
    vendors.map(({ vendor, operations }) => [
      vendor,
      withoutEmpty(
        operations.map(({ operation, rows }) => [
          operation,
          rows.flatMap(({ outcome, met }) => (outcome !== null && met > 0 ? [outcome] : [])),
        ]),
      ),
    ]),
  )

const withoutEmpty = <T extends object>(entries: readonly (readonly [string, T])[]): Record<string, T> =>
  Object.fromEntries(entries.filter(([, value]) => Object.keys(value).length > 0))

/** A baseline as YAML, the same text for the same behaviours. */
export function printBaseline(baseline: Baseline): string {
  const vendors = Object.entries(baseline).map(([vendor, operations]) => {
    const lines = Object.entries(operations).map(
      ([name, outcomes]) => `  ${key(name)}: [${outcomes.map(key).join(', ')}]\n`,
    )
    return `${key(vendor)}:\n${lines.join('')}`
  })
  return HEAD + (vendors.length === 0 ? '{}\n' : vendors.join(''))
}

/** A name as YAML writes it, in quotes where it must be. */
const key = (name: string): string => stringify(name).trimEnd()

/** Its behaviours, such as `crm-zen/totals.ok`. */
export const behavioursIn = (baseline: Baseline): string[] =>
  Object.entries(baseline).flatMap(([vendor, operations]) =>
    Object.entries(operations).flatMap(([operation, outcomes]) =>
      outcomes.map((outcome) => `${vendor}/${operation}.${outcome}`),
    ),
  )
