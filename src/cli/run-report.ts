import { coverageGroups, coverageLines, neverAsked } from '../report/coverage-report.ts'
import type { Report, ReportCase, ReportGroup } from '../report/report.ts'
import { reportOfVerdict } from '../report/report-verdict.ts'
import type { Told } from './run-tell.ts'

/** A run as a page: the verdict, the gates that failed, findings, and the coverage in full. */
export const pageOfRun = (told: Told, code: number, reproduce: string): Report =>
  reportOf(told, code, reproduce, coverageGroups(told.coverage, told.known, told.failures))

/** A run for a pipeline's summary: the same, the coverage a line for each operation. */
export const summaryOfRun = (told: Told, code: number, reproduce: string): Report =>
  reportOf(told, code, reproduce, coverageLines(told.coverage))

/** The command and the verdict may disagree: who reads no further than the heading sees both. */
function reportOf(told: Told, code: number, reproduce: string, coverage: readonly ReportGroup[]): Report {
  const { verdict, failures } = told
  const report = reportOfVerdict('duble run', verdict)
  const groups = [gateGroup(told), ...report.groups, findingGroup(told), ...coverage]
  const whole = {
    ...report,
    groups: groups.filter(({ cases }) => cases.length > 0),
    notes: [...(verdict.asked === 0 ? [] : neverAsked(told.coverage)), `reproduce: ${reproduce}`],
  }
  if (report.failed === (code !== 0)) return { ...whole, failed: report.failed || failures.length > 0 }
  const ended = code === 0 ? 'the command passed' : `the command ended with ${code}`
  return { ...whole, title: `${report.title}: ${ended}; verdict: ${verdict.verdict}`, failed: true }
}

const gateGroup = ({ failures }: Told): ReportGroup => ({
  title: 'gates',
  cases: failures.map(({ gate, says }) => ({
    title: gate,
    went: 'failed',
    called: 'not passed',
    facts: [['why', says]],
  })),
})

/** What was noticed is no failure, unless a gate says so: that one is told among the gates. */
const findingGroup = ({ findings }: Told): ReportGroup => ({
  title: 'findings',
  cases: findings.map((finding): ReportCase => {
    const { name, vendor, operation, times, says, suggests, requests, rows } = finding
    return {
      title: `${vendor}/${operation}`,
      went: 'pending',
      called: name,
      says: times === 1 ? says : `${says} (${times} times)`,
      facts: [
        ['instead', suggests],
        ...requests.map(
          ({ at, method, path, status }) => ['request', `${at} ${method} ${path} → ${status}`] as const,
        ),
      ],
      rows,
    }
  }),
})
