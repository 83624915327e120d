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

/** The command, the verdict and the gates may disagree: who reads no further than the heading sees all. */
function reportOf(run: Told, code: number, reproduce: string, coverage: readonly ReportGroup[]): Report {
  const { verdict, failures } = run
  const report = reportOfVerdict('duble run', verdict)
  const groups = [gateGroup(run), ...report.groups, findingGroup(run), ...coverage]
  const whole = {
    ...report,
    groups: groups.filter(({ cases }) => cases.length > 0),
    notes: [...(verdict.asked === 0 ? [] : neverAsked(run.coverage)), `reproduce: ${reproduce}`],
  }
  const ended = code === 0 ? 'the command passed' : `the command ended with ${code}`
  const gates = failures.length === 1 ? '1 gate was not passed' : `${failures.length} gates were not passed`
  const told = [
    ...(report.failed === (code !== 0) ? [] : [ended, `verdict: ${verdict.verdict}`]),
    ...(failures.length === 0 ? [] : [gates]),
  ]
  const title = told.length === 0 ? report.title : `${report.title}: ${told.join('; ')}`
  return { ...whole, title, failed: report.failed || code !== 0 || failures.length > 0 }
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
    const { name, times, says, suggests, requests, rows } = finding
    return {
      title: times === 1 ? says : `${says} (${times} times)`,
      went: 'pending',
      called: name,
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
