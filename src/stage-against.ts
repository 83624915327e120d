/** Where scenarios play when the answers of some vendors come from a server of the user's own. */
import { type AnyVendor, type Credential, DubleError, errorOf, type JournalEntry, maskText } from '#engine'
import { readAnswer, VendorError } from './clients/create.ts'
import { getWithBody } from './clients/get-with-body.ts'
import type { Scenario } from './scenarios/scenario.ts'
import type { Asked, Stage, StagedVendor } from './scenarios/stage.ts'
import { openStage } from './stage.ts'

/** Where each of these vendors is asked, by its name: URLs without a trailing slash. */
export type Targets = ReadonlyMap<string, string>

/**
 * Opens a stage on which some vendors are a server of the user's own: its clock, its data and its misfortunes are not ours
 * to direct, so steps that would direct them are not possible there.
 *
 * @param secret a credential's field from the environment, in place of the fixture's
 * @param allowWrites whether requests are sent that may change something there
 */
export async function openAgainst(
  scenario: Scenario,
  targets: Targets,
  secret: (vendor: string, field: string) => string | undefined,
  allowWrites: boolean,
): Promise<Stage> {
  const own = await openStage(scenario)
  const entries: JournalEntry[] = []
  const played = [...targets].find(([vendor]) => scenario.given.cast.has(vendor))
  /** The stage that can be directed, if it is a fake's. */
  const directed = (what: string, vendor?: string): Stage => {
    const url = vendor === undefined ? played?.[1] : targets.get(vendor)
    if (url === undefined) return own
    throw new DubleError('not_possible', `${what} of ${url}: only a fake can be directed`, { url })
  }
  const keep = (entry: JournalEntry): void => void entries.push({ ...entry, id: entries.length + 1 })
  return {
    ...own,
    vendor(name) {
      const vendor = own.vendor(name)
      const url = targets.get(name)
      return url === undefined ? vendor : elsewhere(name, vendor, url, secret)
    },
    admit({ method }, { vendor, definition }) {
      const url = targets.get(vendor)
      if (url === undefined || allowWrites || definition.open || method === 'GET' || method === 'HEAD') return
      const says = `a ${method} may change what ${url} holds: --allow-writes lets it`
      throw new DubleError('not_possible', says, { url })
    },
    async fetch(request, asked) {
      if (targets.has(asked.vendor)) return askElsewhere(own.vendor(asked.vendor).api, request, asked, keep)
      try {
        return await own.fetch(request, asked)
      } finally {
        for (const entry of own.journal({ limit: 1 })) keep(entry)
      }
    },
    advance: (milliseconds) => directed('nobody moves the clock').advance(milliseconds),
    freeze: (at) => directed('nobody stops the clock').freeze(at),
    fault: (order) => directed('nobody sets faults', order.vendor).fault(order),
    state: async (vendor, name) => directed('nobody changes the data', vendor).state(vendor, name),
    options: (vendor, changes) => directed('nobody chooses options', vendor).options(vendor, changes),
    reset: async () => directed('nobody brings back the data').reset(),
    journal: ({ after = 0, limit = Number.POSITIVE_INFINITY } = {}) =>
      entries.filter(({ id }) => id > after).slice(-limit),
  }
}

/** A vendor that is asked at another URL, with the user's own secrets. */
function elsewhere(
  name: string,
  { api, options, pathOf }: StagedVendor,
  url: string,
  secret: (vendor: string, field: string) => string | undefined,
): StagedVendor {
  const own = (credential: Credential): Credential => {
    if (credential.status !== 'valid') return credential
    const fields = Object.entries(credential).map(([field, value]) => [field, secret(name, field) ?? value])
    return { ...(Object.fromEntries(fields) as Credential), name: credential.name, status: 'valid' }
  }
  return { api, url, options, pathOf, own }
}

async function askElsewhere(
  api: AnyVendor,
  request: Request,
  asked: Asked,
  keep: (entry: JournalEntry) => void,
): Promise<Response> {
  const { operation, vendor } = asked
  const { pathname, search } = new URL(request.url)
  const began = performance.now()
  const entry = (more: Partial<JournalEntry>): void => {
    const milliseconds = performance.now() - began
    keep({
      ...BARE,
      vendor,
      operation,
      method: request.method,
      path: pathname + search,
      milliseconds,
      ...more,
    })
  }
  let response: Response
  try {
    response = await send(request)
  } catch (error) {
    entry({}) // what the platform says of it is told beside
    throw error
  }
  const { status } = response
  entry({ status, ...(await outcomeOf(api, response.clone(), asked)) })
  return response
}

const BARE: JournalEntry = {
  id: 0,
  at: '',
  vendor: '',
  operation: null,
  outcome: null,
  credential: null,
  injected: false,
  method: '',
  path: '',
  status: 0,
  why: '',
  requestHeaders: {},
  requestBody: '',
  responseBody: '',
  milliseconds: 0,
}

/**
 * Sends it as it is, and follows no redirect, which could carry the secret elsewhere; a GET with a payload by other
 * means than `fetch`, which has none.
 */
async function send(request: Request): Promise<Response> {
  const body = await request.clone().text()
  if (request.method !== 'GET' || body === '') return fetch(request, { redirect: 'manual' })
  return getWithBody(request.url, { headers: Object.fromEntries(request.headers), body })
}

/** Characters of an answer's own words in a report. */
const MOST_SAID = 200

/**
 * Which outcome an answer is. A success is whichever one is expected: whether a list is empty or cut off, the answer alone does
 * not say. An error in words of the server's own is the expected one where it has its status.
 */
async function outcomeOf(
  api: AnyVendor,
  response: Response,
  { operation, expected }: Asked,
): Promise<{ readonly outcome: string | null; readonly why: string }> {
  const wanted = expected.outcome ?? ''
  const copy = response.clone()
  try {
    await readAnswer(api, operation, response)
    return { outcome: wanted.startsWith('ok.') ? wanted : 'ok', why: '' }
  } catch (error) {
    if (!(error instanceof VendorError)) throw error
    const { code } = error
    // Its own words: what the document would have it say may be another sentence.
    const said = maskText(await copy.text()).slice(0, MOST_SAID)
    const why = said === '' ? 'it said nothing' : `it said ${said}`
    if (code !== 'unexpected') return { outcome: code, why }
    const own = wanted !== '' && !/^ok(\.|$)/.test(wanted) && errorOf(api, wanted)[0] === response.status
    return { outcome: own ? wanted : null, why }
  }
}
