import type { AnyVendor } from '#engine'
import type { Observation, Sighting } from './observation.ts'
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

/**
 * The rows that an observation confirms or contradicts, in the ledger's order; a row may have several. Only what was
 * answered counts: of a row that requests alone bear on, there is at most a note.
 */
export function findingsOf(api: AnyVendor, { vendor, sightings }: Observation): Finding[] {
  const answered = new Seen(api, {
    vendor,
    sightings: sightings.filter(({ status }) => status !== undefined),
  })
  const requests = sightings.filter(({ status }) => status === undefined).map(unanswered)
  const asked = new Seen(api, { vendor, sightings: requests })
  return rulesOf(api.name).rules.flatMap(({ row, judge }) => {
    const judgement = judge(answered) ?? noteOf(judge(asked))
    return judgement === undefined ? [] : [{ row, ...judgement }]
  })
}

/** The request alone: an answer whose status is not told proves nothing. */
const unanswered = ({
  method,
  path,
  operation,
  by,
  query,
  headers,
  proof,
  sends,
  body,
}: Sighting): Sighting => ({
  ...{ method, path, operation, by, query, headers, proof, sends, body },
  answerHeaders: [],
  traits: [],
})

const noteOf = (judgement: Judgement | undefined): Judgement | undefined =>
  judgement && {
    ...judgement,
    verdict: 'note',
    says: `your requests ${judgement.verdict === 'confirms' ? 'do so' : 'do otherwise'}, and no answer was seen: ${judgement.says}`,
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
