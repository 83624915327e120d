import type { Counts } from '#engine'
import type { Report, ReportCase, ReportGroup } from './report.ts'
import { printAsked, printCounts, type Verdict } from './verdict.ts'

/** A verdict as a report: a group a vendor with its operations and their outcomes, and what nothing answered. */
export function reportOfVerdict(title: string, verdict: Verdict): Report {
  const { world, vendors, injected, unmatched, bugs, why } = verdict
  const strangers = unmatched.map(
    ({ method, path, says, times }): ReportCase => ({
      title: `${method} ${path}`,
      went: 'failed',
      called: times === 1 ? 'answered by no operation' : `answered by no operation, ${times} times`,
      facts: [['why', says]],
    }),
  )
  const own: ReportCase = { title: 'Dublê itself failed', went: 'failed', facts: [['why', why.at(-1) ?? '']] }
  const groups: ReportGroup[] = [
    { title: 'not as Dublê knows it', cases: [...strangers, ...(bugs > 0 ? [own] : [])] },
    ...Object.keys({ ...vendors, ...injected })
      .sort()
      .map((vendor) => ({ title: vendor, cases: operations(vendors[vendor], injected[vendor]) })),
  ]
  return {
    title,
    summary: `world ${world}: ${printAsked(verdict)}, ${verdict.verdict}`,
    failed: verdict.verdict === 'fail',
    groups: groups.filter(({ cases }) => cases.length > 0),
  }
}

function operations(own: Counts[string] = {}, injected: Counts[string] = {}): ReportCase[] {
  return Object.keys({ ...own, ...injected })
    .sort()
    .map((operation) => {
      const faults = printCounts(injected[operation])
      const says = [printCounts(own[operation]), faults === '' ? '' : `injected: ${faults}`]
      return {
        title: operation,
        went: 'passed',
        called: 'asked',
        says: says.filter((text) => text !== '').join('; '),
      }
    })
}
