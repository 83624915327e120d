import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AnyOperation, type Credential, jsonSchema } from '#engine'
import { callOf } from '../../src/clients/call.ts'
import type { Duble } from '../../src/index.ts'
import { inProcess } from '../support.ts'
import { direct } from './support.ts'

const SEED = 20260302
const VENDORS = (await inProcess()).rooms.map(({ name }) => name)
const FAULTS = ['status=503', 'delay=1ms', 'truncated_body', 'malformed_body', 'empty_response', 'garbage']

/** A request, and what happens before it; numbers choose from whatever there is. */
const stories = fc.record({
  vendor: fc.constantFrom(...VENDORS),
  operation: fc.nat(),
  credential: fc.nat(),
  /** For each parameter: the example, nothing, or something else. */
  parameters: fc.array(fc.constantFrom('example', 'example', 'example', 'none', '', 'x', '2018-01-01'), {
    minLength: 6,
    maxLength: 6,
  }),
  before: fc.constantFrom('nothing', 'nothing', 'the same', 'fault', 'state', 'option', 'advance', 'reset'),
  choice: fc.nat(),
  how: fc.constantFrom('as it is', 'as it is', 'method', 'broken', 'options', 'fault', 'slash'),
})
type Story = typeof stories extends fc.Arbitrary<infer T> ? T : never

const chosen = <T>(all: readonly T[], choice: number): T => all[choice % all.length] as T

interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: Record<string, string>
  readonly body?: string
}

/** The request of a story, as a client would write it. */
function requestOf(duble: Duble, { vendor, operation, credential, parameters, how, choice }: Story): Asked {
  const fake = duble.world.fake(vendor)
  const { api } = fake.mock
  const name = chosen(Object.keys(api.operations), operation)
  const def: AnyOperation = api.operations[name]
  const { properties = {} } = jsonSchema(def.parameters)
  const sent = Object.keys(properties).flatMap((field, index) => {
    const word = chosen(parameters, index)
    const example = def.example?.[field] ?? fake.fixture.defaults[field] ?? properties[field]?.examples?.[0]
    if (word === 'none') return []
    return [[field, word === 'example' ? (example ?? 'x') : word]]
  })
  const caller = chosen([...fake.credentials, undefined], credential) as Credential | undefined
  const sending = caller === undefined || def.open ? {} : api.auth.present(caller, fake.options)
  const request = { vendor: undefined, ...Object.fromEntries(sent) }
  const call = callOf({ operation: def, url: `/${vendor}`, path: fake.pathOf(name), sending, request })
  const options = Object.entries<{ accepts: unknown }>(api.options).flatMap(([option, { accepts }]) =>
    Array.isArray(accepts) ? accepts.map((value) => `${option}=${value}`) : [],
  )
  const headers = { ...call.headers }
  if (how === 'options') headers['x-duble-options'] = chosen(options, choice)
  if (how === 'fault') headers['x-duble-fault'] = chosen(FAULTS, choice)
  const method = how === 'method' ? chosen(['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'], choice) : call.method
  const path =
    how === 'slash' ? call.url.replace(/(\/?)(\?|$)/, (_, slash, end) => (slash ? end : `/${end}`)) : call.url
  const body = method === 'GET' ? undefined : how === 'broken' ? '{"broken' : call.body
  return { method, path, headers, ...(body === undefined ? {} : { body }) }
}

async function prepare(duble: Duble, { vendor, before, choice }: Story, asked: Asked): Promise<void> {
  const fake = duble.world.fake(vendor)
  const states = Object.keys(fake.fixture.states)
  if (before === 'the same') await sent(duble, asked)
  else if (before === 'fault')
    duble.fault({ vendor, fault: chosen(FAULTS, choice), times: 2, after: choice % 2 })
  else if (before === 'state' && states.length > 0) await duble.state(vendor, chosen(states, choice))
  else if (before === 'option') duble.setOptions({ [vendor]: { cors: chosen(['on', 'off'], choice) } })
  else if (before === 'advance') duble.clock.advance((choice % 600) * 1000)
  else if (before === 'reset') await duble.reset()
}

/** What came of a request, where anything did. */
async function sent(duble: Duble, { path, ...init }: Asked): Promise<{ text?: string }> {
  try {
    return { text: await (await duble.fetch(new Request(`${duble.url}${path}`, init))).text() }
  } catch {
    return {}
  }
}

/** All that a request could leave behind. */
const traces = ({ world }: Duble): string =>
  JSON.stringify([
    world.journal.read(),
    world.tallies.read(),
    world.clock.now(),
    [...world.fakes.values()].map(({ faults, store, options }) => [
      faults.list(),
      (store as { version?: number }).version,
      options,
    ]),
  ])

describe('explain, of whatever is asked', () => {
  it('leaves no trace, and says what then happens', async () => {
    await using duble = await inProcess()
    const outcomes = new Set<string>()
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const asked = requestOf(duble, story)
        await prepare(duble, story, asked)
        const before = traces(duble)
        const { body: said } = await direct(duble, 'POST /explain', asked)
        expect(traces(duble)).toBe(before)
        const { text } = await sent(duble, asked)
        const [entry] = duble.journal({ limit: 1 }).entries
        expect([said.operation, said.outcome, said.status, said.credential, said.faults]).toEqual([
          entry?.operation,
          entry?.outcome,
          entry?.status,
          entry?.credential,
          entry?.faults,
        ])
        if (said.operation !== null && entry?.why !== '') expect(said.why).toBe(entry?.why)
        if (text !== undefined && !entry?.injected) expect(said.answer).toEqual(jsonOr(text))
        outcomes.add(`${story.vendor}/${entry?.operation}.${entry?.outcome}`)
        if (duble.journal().total > 40) await duble.reset()
      }),
      { seed: SEED, numRuns: 400 },
    )
    expect(outcomes.size).toBeGreaterThan(60)
  })
})

const jsonOr = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
