import type { Fixture, View } from '#engine'
import { parseFixture } from '../../../src/fixtures/load.ts'
import type { Duble } from '../../../src/index.ts'
import { inProcess, type Open, type Seen, send } from '../../support.ts'

export type Options = Readonly<Record<string, unknown>>
export type Fields = Readonly<Record<string, string>>

export const MODULES = ['calendar', 'ticket', 'customfield', 'attendance', 'opportunity', 'lead'] as const

/** The default world with VocalContact alone. */
export const openDefault = (options: Options = {}, open: Open = inProcess): Promise<Duble> =>
  open({ vendors: ['vocalcontact'] }, { vocalcontact: options })

/** Parsed once, however many worlds begin with it. */
const parsed = new Map<string, Promise<Fixture>>()

/** VocalContact alone on a fixture's tables. */
export async function openOn(yaml: string, options: Options = {}, open: Open = inProcess): Promise<Duble> {
  const duble = await openDefault({}, open)
  const { mock } = duble.world.fake('vocalcontact')
  const fixture = parsed.get(yaml) ?? parseFixture(mock, 'test.yaml', HEAD + yaml)
  parsed.set(yaml, fixture)
  duble.world.replace(mock, await fixture)
  duble.world.fake('vocalcontact').setOptions(options)
  return duble
}

const HEAD = `fixture: test
vendor: vocalcontact
credentials:
  - { name: valid, token: token-bi }
  - { name: inactive, token: token-inativo, status: inactive }
`

/** Asks below `/api/app/`, as `lead/all`. */
export const ask = (duble: Duble, path: string, token = 'token-bi', init: RequestInit = {}): Promise<Seen> =>
  send(duble, `/vocalcontact/api/app/${path}/token/${token}`, init)

/** So many rows in a module, in ten days of January from the 1st on, changed within a day. */
export const rows = (module: string, count: number): string => `${module}:
  generate: ${count}
  each:
    id: { number_from: 1 }
    created_at: { between: [2024-01-01 00:00:00, 2024-01-10 23:59:59] }
    modified_at: { after: created_at, within: 1d }
`
export const PERIOD = 'from/2024-01-01/to/2024-01-31'

/** The three lists of a module, all of its rows in each. */
export const LISTS = ['all', `created/${PERIOD}`, `modified/${PERIOD}`]

/** A table's rows as the fake holds them, past every limit. */
export const stored = (duble: Duble, table: string): Iterable<Fields> =>
  (duble.world.fake('vocalcontact').store.open() as View).table(table).values() as Iterable<Fields>
