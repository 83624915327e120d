import type { Finding } from '#engine'
import type { KnownVendor } from './coverage.ts'
import type { ReportedRow } from './ledger.ts'

/** A finding with the rows of the ledger behind it. */
export interface ShownFinding extends Finding {
  readonly rows: readonly Pick<ReportedRow, 'id' | 'class' | 'says' | 'quote' | 'place'>[]
}

/** So many rows stand behind a behaviour. */
const ROWS = 3

/** Findings, each with the ledger's rows of its behaviour and of its option. */
export const showFindings = (findings: readonly Finding[], known: readonly KnownVendor[]): ShownFinding[] =>
  findings.map((finding) => {
    const vendor = known.find(({ api }) => api.name === finding.vendor)
    const behind = (vendor?.rows.get(finding.behaviour ?? '') ?? []).slice(0, ROWS)
    const deciding = (vendor?.ledger ?? []).filter(
      (row) => finding.option !== undefined && row.options?.includes(finding.option) && !behind.includes(row),
    )
    return { ...finding, rows: [...behind, ...deciding] }
  })

/** Findings for reading in a terminal. */
export function printFindings(findings: readonly ShownFinding[]): string {
  const blocks = findings.map(({ name, vendor, operation, times, says, suggests, requests, rows }) => {
    const often = times === 1 ? '' : ` (${times} times)`
    return [
      `  ${name}  ${vendor}/${operation}${often}: ${says}`,
      ...requests.map(({ at, method, path, status }) => `    ${at} ${method} ${path} → ${status}`),
      `    ${suggests}${rows.length === 0 ? '' : ` [${rows.map(({ id }) => id).join(' ')}]`}`,
    ]
  })
  return ['findings about who asks:', ...blocks.flat()].join('\n')
}
