import type { JunitSuite } from '../report/junit.ts'
import { isBroken, type Result, type Verification } from './verify.ts'
import { printDifference, spotOf } from './verify-differences.ts'
import type { Lean } from './verify-trials.ts'

const MARKS = { passed: '✓', failed: '✗', pending: '~' } as const

/** How many differences of one interaction, and how many assumptions behind all, are shown. */
const MOST_DIFFERENCES = 8
const MOST_LEANS = 5

/** What an interaction is called: its description, and the states that it begins in. */
export const titleOf = ({ description, states }: Result): string =>
  states.length === 0 ? description : `${description} (given ${states.join(' and ')})`

/** What a contract is called. */
export const headOf = ({ file, consumer, provider, vendor }: Verification): string =>
  `${file}: ${consumer} with ${vendor ?? provider}`

/** One contract: a line an interaction, and below it what failed. */
export function printVerification(verification: Verification): string {
  const { failure, notes, results } = verification
  return [
    headOf(verification),
    ...results.flatMap((result) => [
      `${MARKS[result.verdict]} ${titleOf(result)}  ${Math.round(result.milliseconds)} ms`,
      ...printFailure(result).map((line) => `    ${line}`),
    ]),
    ...(failure === undefined ? [] : [`✗ ${failure}`]),
    ...notes.map((note) => `! ${note}`),
  ].join('\n')
}

/** What differed, and who says that it is as it came; a row that two differences lean on is told once. */
function printFailure({ verdict, behaviour, says, differences }: Result): string[] {
  if (verdict === 'passed') return []
  const told = new Set<string>()
  const lines = differences.slice(0, MOST_DIFFERENCES).flatMap((difference) => {
    const { reason } = difference
    const line = printDifference(difference)
    if (reason === undefined || told.has(reason.says)) return [line]
    told.add(reason.says)
    return [line, `  ${reason.says}`]
  })
  const left = differences.length - MOST_DIFFERENCES
  const more = left > 0 ? [`and ${left} more`] : []
  const answer = behaviour !== undefined && differences.length > 0 ? [`the answer was ${behaviour}`] : []
  const why = [...answer, ...(says === undefined ? [] : [says])].join(': ')
  return [...lines, ...more, ...(why === '' ? [] : [why])]
}

/**
 * The expectations that hold only as long as an assumption does.
 *
 * @param all whether each is shown; else the assumptions that most lean on
 */
export function printLeans(verifications: readonly Verification[], all: boolean): string {
  const leans = verifications.flatMap(({ results }) =>
    results.flatMap((result) => result.leans.map((lean) => ({ result, lean }))),
  )
  if (leans.length === 0) return ''
  const head = `${counted(leans.length, 'expectation leans', 'expectations lean')} on what no document says`
  if (all)
    return [`${head}:`, ...leans.map(({ result, lean }) => `  ${titleOf(result)}: ${printLean(lean)}`)].join(
      '\n',
    )
  const groups = [...Map.groupBy(leans, ({ lean }) => `${lean.row.id} ${lean.option}`).values()].sort(
    (a, b) => b.length - a.length,
  )
  const lines = groups.slice(0, MOST_LEANS).map(([first, ...rest]) => {
    const { row, option } = (first as (typeof leans)[number]).lean
    return `  ${row.class} (${row.id}), option ${option}, ${counted(rest.length + 1, 'time', 'times')}: ${row.says}`
  })
  const left = groups.length - lines.length
  const rest =
    left > 0
      ? [`  and ${counted(left, 'assumption', 'assumptions')} more; --leans shows each expectation`]
      : []
  return [`${head}:`, ...lines, ...rest].join('\n')
}

/** One expectation, the assumption that it leans on, and what would break it. */
export function printLean({ row, option, value, other, differences }: Lean): string {
  const spots = differences.map(spotOf)
  const shown = spots.length > 3 ? [...spots.slice(0, 3), '…'] : spots
  return `${shown.join(', ')} would differ with ${option} ${other}, not ${value}: ${row.class} (${row.id}): ${row.says}`
}

/** The closing line. */
export function printSummary(verifications: readonly Verification[]): string {
  const results = verifications.flatMap((one) => one.results)
  const failed = results.filter(({ verdict }) => verdict === 'failed').length
  const pending = results.filter(({ verdict }) => verdict === 'pending').length
  const broken = verifications.filter(isBroken).length
  const went = [
    failed > 0 ? `${failed} failed` : broken + pending === 0 ? 'all kept' : 'none failed',
    ...(pending > 0 ? [`${pending} pending`] : []),
    ...(broken > 0 ? [`${broken} of the contracts broken`] : []),
  ]
  return `${counted(results.length, 'interaction', 'interactions')} of ${counted(verifications.length, 'contract', 'contracts')}, ${went.join(', ')}`
}

const counted = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`

/** Everything for a machine. */
export function reportJson(verifications: readonly Verification[]): unknown {
  const results = verifications.flatMap((one) => one.results)
  return {
    contracts: verifications.length,
    broken: verifications.filter(isBroken).length,
    interactions: results.length,
    failed: results.filter(({ verdict }) => verdict === 'failed').length,
    pending: results.filter(({ verdict }) => verdict === 'pending').length,
    verifications: verifications.map(({ results: own, ...head }) => ({
      ...head,
      results: own.map(shownResult),
    })),
  }
}

function shownResult({ differences, leans, ...head }: Result): object {
  return {
    ...head,
    differences: differences.map(({ reason, ...difference }) => ({
      ...difference,
      ...(reason === undefined
        ? {}
        : {
            reason: {
              says: reason.says,
              row: reason.row?.id,
              class: reason.row?.class,
              option: reason.option,
            },
          }),
    })),
    leans: leans.map(({ row, option, value, other, differences: lost }) => ({
      row: row.id,
      class: row.class,
      says: row.says,
      option,
      value,
      other,
      expectations: lost.map(spotOf),
    })),
  }
}

/** A suite a contract, a case an interaction; what fails a contract as a whole is a case of its own. */
export const junitSuites = (verifications: readonly Verification[]): JunitSuite[] =>
  verifications.map((verification) => {
    const { file, failure, results } = verification
    const whole = { name: headOf(verification), milliseconds: 0 }
    const cases = results.map((result) => {
      const text = printFailure(result).join('\n')
      const message = text.split('\n')[0] ?? ''
      return {
        name: titleOf(result),
        milliseconds: result.milliseconds,
        failure: result.verdict === 'failed' ? { message, text } : undefined,
        skipped: result.verdict === 'pending' ? `pending: ${message}` : undefined,
      }
    })
    const broken = failure === undefined ? [] : [{ ...whole, failure: { message: failure, text: failure } }]
    return { name: file, cases: [...cases, ...broken] }
  })
