import { type AnyMock, type Fixture, type Row, World } from '#engine'
import { createHost } from '../../src/server/host.ts'
import { patient } from './lighthouse.ts'

type Parts = ConstructorParameters<typeof World>[0]

const KEEPERS = [
  { name: 'keeper', status: 'valid', token: 'light', user: 'keeper', password: 'se:cret' },
  { name: 'mate', status: 'valid', token: 'beam', user: 'mate', password: 'other' },
  { name: 'old', status: 'expired', token: 'gloom', user: 'old', password: 'third' },
]

const lampsNamed = (...names: string[]): Row[] => names.map((lamp) => ({ name: lamp, height: '3', lit: '' }))

/** Opens a lighthouse with these lamps. */
export function openLighthouse(
  mock: AnyMock = patient,
  { options = {}, lamps = ['north', 'south'], ...parts }: Omit<Partial<Parts>, 'options'> & Given = {},
) {
  const world = new World({
    id: 'default',
    frozenAt: Date.UTC(2026, 2, 2, 12),
    vendors: [{ mock, fixture: fixtureOf(options, lampsNamed(...lamps)) }],
    ...parts,
  })
  const host = createHost({ world })
  const ask = async (
    path: string,
    init: RequestInit = {},
    headers: Record<string, string> = { 'lamp-token': 'light' },
  ) => {
    const response = await host.fetch(new Request(`http://localhost/lighthouse${path}`, { headers, ...init }))
    // biome-ignore lint/suspicious/noExplicitAny: tests look inside
    const body: any = await response.json()
    const [last] = world.journal.read({ limit: 1 }).entries
    return {
      status: response.status,
      body,
      headers: response.headers,
      outcome: last?.outcome,
      why: last?.why,
    }
  }
  const light = (lamp: unknown, more: object = { by: 'me' }) =>
    ask('/light', { method: 'POST', body: JSON.stringify({ name: lamp, ...more }) })
  return { world, fake: world.fake('lighthouse'), ask, light }
}

interface Given {
  readonly options?: Readonly<Record<string, unknown>>
  readonly lamps?: readonly string[]
}

const fixtureOf = (options: Given['options'] & object, rows: readonly Row[]): Fixture => ({
  name: 'made up',
  vendor: 'lighthouse',
  profile: 'default',
  options,
  credentials: KEEPERS,
  defaults: {},
  paths: {},
  tables: { lamps: [{ rows }] },
  states: {
    'the north lamp is high': {
      rows: { lamps: [{ name: 'north', height: '90' }] },
      cooldowns: [],
      faults: [],
    },
    'the keeper has just asked': {
      rows: {},
      cooldowns: [{ operation: 'lamps', credential: 'keeper', ago: 4000 }],
      faults: [
        {
          operation: 'light',
          credential: undefined,
          kind: { kind: 'outcome', outcome: 'fog' },
          times: 1,
          after: 0,
          probability: 1,
        },
      ],
    },
  },
})
