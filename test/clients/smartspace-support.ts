import type { ClientClock } from '../../src/clients/clock.ts'
import {
  createSmartspaceClient,
  type SmartspaceAuth,
  type SmartspaceClient,
  type SmartspaceOptions,
} from '../../src/clients/smartspace.ts'
import type { Duble } from '../../src/index.ts'
import { inProcess } from '../support.ts'

export const OAUTH = { clientId: 'smartspace', clientSecret: 'segredo' }
export const PAIR = { user: 'smartspace', password: 'segredo' }
export const CPF = '390.533.447-05'

/** The world's clock as the client's: it never waits. */
const clockOf = (duble: Duble): ClientClock => ({
  now: () => duble.world.clock.now(),
  sleep: () => new Promise(() => {}),
})

export const platform = (
  duble: Duble,
  auth: SmartspaceAuth = OAUTH,
  more: Partial<SmartspaceOptions> = {},
): SmartspaceClient =>
  createSmartspaceClient({
    url: duble.vendor('smartspace').url,
    auth,
    clock: clockOf(duble),
    fetch: async (input, init) => duble.fetch(new Request(input, init)),
    ...more,
  })

export const open = (options: Readonly<Record<string, unknown>> = {}) =>
  inProcess({ vendors: ['smartspace'] }, { smartspace: options })

/** What was asked, oldest first: operation and outcome. */
export const asked = (duble: Duble): string[] =>
  duble.world.journal.read({ limit: 500 }).entries.map(({ operation, outcome }) => `${operation}.${outcome}`)

export const thrown = (promise: Promise<unknown>): Promise<Error & Record<string, unknown>> =>
  promise.then(
    () => new Error('nothing was thrown') as never,
    (error) => error,
  )

/** A client whose company answers what the test makes up. */
export const madeUp = (
  answer: (url: string, init: RequestInit) => Response | Promise<Response>,
  more: Partial<SmartspaceOptions> = {},
) =>
  createSmartspaceClient({
    url: 'https://erp.example.com/api/',
    auth: PAIR,
    clock: { now: () => 0, sleep: () => new Promise(() => {}) },
    fetch: async (input, init) => answer(String(input), init ?? {}),
    ...more,
  })
