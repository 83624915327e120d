import type { ReportedRow } from '../../report/ledger.ts'
import { type Check, type Finding, Stop, type Suite, unchecked } from './check.ts'
import { concealed, showExchange } from './mask.ts'
import { Mine, type MineOrder } from './mine.ts'
import { cameOf } from './reading.ts'
import { isMistrusted, isUnreachable } from './transport.ts'

export interface RunOrder extends MineOrder {
  readonly suite: Suite
  /** The rows that are checked. Default: all */
  readonly only?: readonly string[]
  /** Where the server is told, by `POST {state, action, params}`, what it should be in. */
  readonly stateUrl?: string | undefined
  /** Milliseconds since whenever. */
  readonly now: () => number
}

export type RowVerdict = Finding['verdict']

/** What came of one check, for a report: without secrets, and without anybody's data. */
export interface CheckResult {
  readonly says: string
  readonly verdict: RowVerdict
  /** What came, why nothing could be checked, or what is noted. */
  readonly came: string
  readonly right?: string
  readonly suspect?: string
  readonly option?: string
  readonly exchange?: { readonly sent: string; readonly came: string }
  readonly milliseconds: number
}

/** A row of the ledger, and how the server stands to it. */
export interface RowResult extends ReportedRow {
  readonly verdict: RowVerdict
  readonly checks: readonly CheckResult[]
}

export interface MineReport {
  readonly vendor: string
  readonly url: string
  readonly rows: readonly RowResult[]
  readonly counts: Readonly<Record<RowVerdict, number>>
  /** Requests that were sent. */
  readonly asked: number
}

/** Holds a customer's own server against every row of the ledger that a check covers. */
export async function verifyMine(order: RunOrder): Promise<MineReport> {
  const { suite, rows, only = [], now } = order
  let asked = 0
  const transport: MineOrder['transport'] = (sent) => {
    asked += 1
    return order.transport(sent)
  }
  const mine = new Mine({ ...order, transport })
  const wanted = rows.filter(({ id }) => only.length === 0 || only.includes(id))
  const ids = new Set(wanted.map(({ id }) => id))
  const nobody = await reach(mine, suite)
  if (nobody === undefined) await suite.prepare?.(mine).catch(() => {})
  const results = new Map<string, CheckResult[]>()
  for (const check of suite.checks.filter(({ row }) => ids.has(row))) {
    const from = now()
    mine.exchanges = []
    const finding = await findingOf(mine, check, order, nobody)
    const shown = shownResult(mine, check, finding, now() - from)
    results.set(check.row, [...(results.get(check.row) ?? []), shown])
  }
  const judged = wanted.flatMap((row): RowResult[] => {
    const checks = results.get(row.id) ?? without(row, suite, only)
    return checks.length === 0 ? [] : [{ ...row, verdict: verdictOf(checks), checks }]
  })
  const count = (verdict: RowVerdict): number => judged.filter((row) => row.verdict === verdict).length
  const counts = {
    met: count('met'),
    not_met: count('not_met'),
    unchecked: count('unchecked'),
    note: count('note'),
  }
  return { vendor: suite.vendor, url: mine.url, rows: judged, counts, asked }
}

/** Why nobody can be asked, so that not every check waits for nobody. */
async function reach(mine: Mine, suite: Suite): Promise<string | undefined> {
  const exchange = await mine.ask(suite.door, {}, { as: 'nobody' })
  if (!isUnreachable(exchange)) return undefined
  return `your server is not reached: ${cameOf(exchange)}`
}

async function findingOf(
  mine: Mine,
  check: Check,
  { stateUrl }: RunOrder,
  nobody: string | undefined,
): Promise<Finding> {
  // A certificate that is not believed is a finding of the row that demands one.
  if (nobody !== undefined && !(isMistrusted(nobody) && check.httpsAlone)) return unchecked(nobody)
  const missing = check.needs.filter((name) => mine.data(name) === '')
  if (missing.length > 0)
    return unchecked(`the test data lack ${missing.map((name) => `"${name}"`).join(', ')}`)
  if (check.writes && !mine.allowWrites) return unchecked('it changes something: --allow-writes lets it')
  const stated = stateUrl !== undefined && check.state !== undefined
  try {
    if (stated) await setState(mine, check, stateUrl, 'setup')
    try {
      return await check.check(mine)
    } finally {
      if (stated) await setState(mine, check, stateUrl, 'teardown')
    }
  } catch (error) {
    if (error instanceof Stop) return error.finding
    throw error
  }
}

async function setState(mine: Mine, check: Check, url: string, action: string): Promise<void> {
  const params = Object.fromEntries(check.needs.map((name) => [name, mine.data(name)]))
  const body = JSON.stringify({ state: check.state, action, params })
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  const exchange = await mine.send({ method: 'POST', url, headers, body })
  const status = exchange.came?.status ?? 0
  if (action === 'setup' && (status < 200 || status > 299)) {
    throw new Stop(
      unchecked(`the state "${check.state}" could not be set at --state-url: ${cameOf(exchange)}`),
    )
  }
}

function shownResult(mine: Mine, { says }: Check, finding: Finding, milliseconds: number): CheckResult {
  const base = { says, verdict: finding.verdict, milliseconds }
  const plain = (text: string): string => concealed(mine, text)
  switch (finding.verdict) {
    case 'met':
      return { ...base, came: plain(finding.says ?? '') }
    case 'unchecked':
      return { ...base, came: plain(finding.why) }
    case 'note':
      return { ...base, came: plain(finding.says), ...(finding.option && { option: finding.option }) }
    case 'not_met': {
      const { came, right, suspect, exchange } = finding
      return {
        ...base,
        came: plain(came),
        right,
        ...(suspect && { suspect }),
        ...(exchange && { exchange: showExchange(mine, exchange) }),
      }
    }
  }
}

/** A row that no check covers: said of what the document backs, passed over where it is an assumption. */
function without(
  { id, class: given }: ReportedRow,
  { unchecked: known }: Suite,
  only: readonly string[],
): CheckResult[] {
  const backed = given === 'documented' || given === 'example'
  if (!backed && !only.includes(id)) return []
  return [{ says: '', verdict: 'unchecked', came: known[id] ?? 'no check looks at it', milliseconds: 0 }]
}

/** A row is met where one of its checks is and none is not. */
function verdictOf(checks: readonly CheckResult[]): RowVerdict {
  const order: readonly RowVerdict[] = ['not_met', 'met', 'note', 'unchecked']
  return order.find((verdict) => checks.some((check) => check.verdict === verdict)) ?? 'unchecked'
}
