import { expect } from 'vitest'
import type { DubleError } from '#engine'
import { type Duble, type StartOptions, startDuble } from '../../src/index.ts'
import { parseScenario } from '../../src/scenarios/load.ts'
import { playAll } from '../../src/scenarios/pool.ts'
import { printFailure } from '../../src/scenarios/report.ts'
import { houseOf, openStage } from '../../src/stage.ts'
import { COMPANY, NOW, VOCOM_KEY } from '../support.ts'

/** A request as a person with curl sends it. */
export interface Sent {
  readonly path: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** An answer, whole or not. */
export interface Got {
  readonly status: number | undefined
  // biome-ignore lint/suspicious/noExplicitAny: tests look inside
  readonly body: any
}

/** Sends a request in process; one that breaks comes to nothing. */
export async function put(
  duble: Pick<Duble, 'fetch'>,
  { path, method = 'GET', headers = {}, body }: Sent,
): Promise<Got> {
  const url = `http://localhost${path}`
  const bodyless = method === 'GET' || method === 'HEAD'
  const init = { method: bodyless && body !== undefined ? 'POST' : method, headers }
  const request = new Request(url, body === undefined ? init : { ...init, body })
  if (request.method !== method) Object.defineProperty(request, 'method', { value: method })
  try {
    const response = await duble.fetch(request)
    const text = await response.text()
    return { status: response.status, body: read(text) }
  } catch {
    return { status: undefined, body: undefined }
  }
}

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** How each vendor is asked by hand. */
export const zenAsk = (query = 'data=2018-01-01', token = 'zen-token'): Sent => ({
  path: `/crm-zen/api/totais_lead?${query}`,
  headers: { token },
})

export const vocomAsk = (path: string, body: object, key = VOCOM_KEY): Sent => ({
  path: `/vocom${path}`,
  method: 'POST',
  headers: { authorization: key, 'content-type': 'application/json' },
  body: JSON.stringify({ company_id: COMPANY, ...body }),
})

export const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

export const tokenAsk = (form: string, authorization = basic('smartspace', 'segredo')): Sent => ({
  path: '/smartspace/oauth/token',
  method: 'POST',
  headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
  body: form,
})

export const datacakeAsk = (path: string, method = 'GET', body?: object, token = 'erp-token'): Sent => ({
  path: `/datacake${path}`,
  method,
  headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
})

/** Reads and plays a text as `duble scenario` would; empty where it passes. */
export async function played(duble: Duble, text: string): Promise<string> {
  const scenarios = await parseScenario(houseOf(duble.rooms), 'recorded.scenario.yaml', text)
  const results = await playAll(scenarios, { open: openStage })
  return results.map(printFailure).join('')
}

export const open = (options: StartOptions = {}): Promise<Duble> => startDuble({ clock: NOW, ...options })

export async function putAll(duble: Duble, ...all: readonly Sent[]): Promise<void> {
  for (const one of all) await put(duble, one)
}

/** What stands below the first line, which names the schema; it was played once more. */
export async function saved(duble: Duble, title?: string): Promise<string> {
  const text = await duble.recordScenario(title)
  expect(await played(duble, text)).toBe('')
  const [first, ...lines] = text.split('\n')
  expect(first).toBe('# yaml-language-server: $schema=scenario.schema.json')
  return lines.join('\n')
}

/** The steps alone. */
export const steps = async (duble: Duble): Promise<string> =>
  (await saved(duble)).split('\nsteps:\n')[1] as string

/** Why it can be no scenario: the reason, and the sentence. */
export const refusal = (duble: Duble): Promise<readonly [unknown, string]> =>
  duble.recordScenario().then(
    (text) => ['none', text],
    (error: DubleError) => {
      expect(error.code).toBe('not_recordable')
      return [error.facts['reason'], error.message]
    },
  )
