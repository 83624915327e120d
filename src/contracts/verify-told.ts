import type { Report, ReportCase, ReportGroup, ReportRow } from '../report/report.ts'
import { isBroken, type Result, type Verification } from './verify.ts'
import { spotOf } from './verify-differences.ts'
import type { Reason } from './verify-ledger.ts'
import { headOf, printLean, printSummary, titleOf } from './verify-report.ts'

/** Verifications in the shape that pages and summaries show: a group a contract, a case an interaction. */
export const toldVerifications = (verifications: readonly Verification[]): Report => ({
  title: 'duble verify',
  summary: printSummary(verifications),
  failed: verifications.some(isBroken),
  groups: verifications.map(groupOf),
})

function groupOf(verification: Verification): ReportGroup {
  const { failure, notes, results } = verification
  const whole: ReportCase[] =
    failure === undefined ? [] : [{ title: 'the contract as a whole', went: 'failed', says: failure }]
  return { title: headOf(verification), notes, cases: [...whole, ...results.map(caseOf)] }
}

function caseOf(result: Result): ReportCase {
  const { verdict, milliseconds, behaviour, says, differences, leans } = result
  const head = { title: titleOf(result), went: verdict, milliseconds }
  if (verdict === 'passed') {
    return { ...head, facts: leans.map((lean): [string, string] => ['leans', printLean(lean)]) }
  }
  const facts = differences.map((difference): [string, string] => [
    spotOf(difference),
    `expected ${difference.expected}, got ${difference.got}`,
  ])
  const others = differences.flatMap(({ reason }) =>
    reason === undefined || reason.row ? [] : [reason.says],
  )
  const answer: [string, string][] =
    behaviour === undefined || differences.length === 0 ? [] : [['answer', behaviour]]
  const why = says === undefined ? [] : [['why', says] as [string, string]]
  const rows = new Map(differences.flatMap(({ reason }) => rowOf(reason)).map((row) => [row.id, row]))
  return {
    ...head,
    facts: [
      ...facts,
      ...[...new Set(others)].map((text): [string, string] => ['document', text]),
      ...answer,
      ...why,
    ],
    rows: [...rows.values()],
  }
}

function rowOf(reason: Reason | undefined): ReportRow[] {
  if (reason?.row === undefined) return []
  const { id, class: kind, says, quote, place } = reason.row
  return [
    {
      id,
      class: kind,
      says,
      ...(quote === undefined ? {} : { quote }),
      ...(place === undefined ? {} : { place }),
      ...(reason.note === undefined ? {} : { note: reason.note }),
    },
  ]
}
