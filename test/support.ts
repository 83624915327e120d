import { readFile } from 'node:fs/promises'
import { describe } from 'vitest'
import { parse } from 'yaml'
import { type Duble, type StartOptions, startDuble } from '../src/index.ts'

/** The instant at which test worlds stand still: 09:00 in São Paulo. */
export const NOW = '2026-03-02T09:00:00-03:00'

/** Options over the fixture's, by vendor. */
type Options = Readonly<Record<string, Readonly<Record<string, unknown>>>>

export type Open = (start?: StartOptions, options?: Options) => Promise<Duble>

/** Opens the default world with a frozen clock, in process. */
export const inProcess: Open = async (start = {}, options = {}) => {
  const duble = await startDuble({ clock: NOW, ...start })
  for (const [vendor, written] of Object.entries(options)) duble.world.fake(vendor).setOptions(written)
  return duble
}

/** The same on a real port. */
export const onTheWire: Open = (start = {}, options = {}) => inProcess({ port: 0, ...start }, options)

/** Runs the same behaviours in process and over a socket. */
export function describeBoth(title: string, tests: (open: Open) => void): void {
  describe(`${title}, in process`, () => tests(inProcess))
  describe(`${title}, on the wire`, () => tests(onTheWire))
}

/** An answer as a test wants to see it. */
export interface Seen {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look inside
  readonly body: any
  /** What the journal says of it. */
  readonly outcome: string | undefined
  readonly why: string
}

/** Sends a request to a running Dublê, over its socket if it has one. */
export async function send(duble: Duble, path: string, init: RequestInit = {}): Promise<Seen> {
  const request = new Request(`${duble.url}${path}`, init)
  const response = await (duble.url === 'http://localhost' ? duble.fetch(request) : fetch(request))
  const text = await response.text()
  const last = duble.world.journal.read({ limit: 1 }).entries[0]
  const { status, headers } = response
  return {
    status,
    headers,
    text,
    body: jsonOr(text),
    outcome: last?.outcome ?? undefined,
    why: last?.why ?? '',
  }
}

const jsonOr = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The key of the cURL sample, as it is sent. */
export const VOCOM_KEY = 'Basic YXBpX2tleTplNDVjNTNjNi0wNDlmLTQ3NGQtODk2YS04ZTg5MWVjNTc0NzM='
export const COMPANY = '894343d2-3f02-4c02-909b-a0bfa57c0a93'
export const CALL = '1f74b26a-442a-40ca-83af-847eb7132c2e'

/** Calls a Vocom operation by name with the default world's key and company. */
export function vocom(
  duble: Duble,
  operation: string,
  body: Readonly<Record<string, unknown>> = {},
  init: RequestInit = {},
): Promise<Seen> {
  const path = duble.world.fake('vocom').pathOf(operation)
  return send(duble, `/vocom${path}`, {
    method: 'POST',
    headers: { authorization: VOCOM_KEY, 'content-type': 'application/json' },
    body: JSON.stringify({ company_id: COMPANY, ...body }),
    ...init,
  })
}

/** Asks CRM Zen for a day's totals with a token. */
export const zen = (
  duble: Duble,
  query = '?data=2018-01-01',
  headers: HeadersInit = { token: 'zen-token' },
): Promise<Seen> => send(duble, `/crm-zen/api/totais_lead${query}`, { headers })

/** A vendor document's printed examples: the oracle. */
// biome-ignore lint/suspicious/noExplicitAny: tests look inside
export const printed = async (vendor: string): Promise<any> =>
  parse(await readFile(new URL(`../fixtures/${vendor}/document.yaml`, import.meta.url), 'utf8'))
