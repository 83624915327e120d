import type { AnyVendor } from '#engine'
import type { Observation } from './observation.ts'
import { type Judgement, type Rules, Seen } from './rule.ts'
import { crmZen } from './rules-crm-zen.ts'
import { datacake } from './rules-datacake.ts'
import { smartspace } from './rules-smartspace.ts'
import { vocalcontact } from './rules-vocalcontact.ts'
import { vocom } from './rules-vocom.ts'

const RULES: Readonly<Record<string, Rules>> = {
  'crm-zen': crmZen,
  datacake,
  smartspace,
  vocalcontact,
  vocom,
}

/** What is known of a vendor beside its room; of a vendor of somebody's own, nothing. */
export const rulesOf = (vendor: string): Rules =>
  (Object.hasOwn(RULES, vendor) ? RULES[vendor] : undefined) ?? { synonyms: {}, rules: [] }

/** What an observation says of one row. */
export interface Finding extends Judgement {
  readonly row: string
}

/** The rows that an observation confirms or contradicts, in the ledger's order; a row may have several. */
export function findingsOf(api: AnyVendor, observation: Observation): Finding[] {
  const seen = new Seen(api, observation)
  return rulesOf(api.name).rules.flatMap(({ row, judge }) => {
    const judgement = judge(seen)
    return judgement === undefined ? [] : [{ row, ...judgement }]
  })
}

/** Options and paths under which the fake does as was observed. */
export interface Suggestion {
  readonly options: Readonly<Record<string, string>>
  readonly paths: Readonly<Record<string, string>>
}

/** What findings suggest, together. */
export function suggestionOf(api: AnyVendor, findings: readonly Finding[]): Suggestion {
  const options = Object.assign({}, ...findings.map((finding) => finding.options ?? {}))
  const paths: Record<string, string> = Object.assign({}, ...findings.map((finding) => finding.paths ?? {}))
  const moved = Object.entries(paths).filter(([name, path]) => api.operations[name]?.path !== path)
  return { options, paths: Object.fromEntries(moved) }
}
