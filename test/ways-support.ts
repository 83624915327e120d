import {
  type AnyOperation,
  type AnyVendor,
  isOptional,
  type JsonSchema,
  jsonSchema,
  type Tally,
} from '#engine'
import { openRooms } from '../src/fixtures/rooms.ts'
import type { Way, WayCall } from '../src/fixtures/way.ts'
import { parseScenario } from '../src/scenarios/load.ts'
import { type Failure, play } from '../src/scenarios/run.ts'
import { houseOf, stageOn, worldOf } from '../src/stage.ts'

const house = houseOf(await openRooms())

/** Plays a way in a fresh world. */
export async function playWay(
  api: AnyVendor,
  behaviour: string,
  way: Way,
): Promise<{ readonly failure: Failure | undefined; readonly met: Tally }> {
  const [scenario] = await parseScenario(house, `${behaviour}.scenario.yaml`, scenarioOf(api, behaviour, way))
  if (scenario === undefined) throw new Error(`${behaviour} makes no scenario`)
  const world = worldOf(scenario)
  await using stage = stageOn(world)
  return { failure: await play(scenario, stage), met: world.met() }
}

/** A way as a scenario of one or a few steps. */
function scenarioOf(api: AnyVendor, behaviour: string, way: Way): string {
  const dot = behaviour.indexOf('.')
  const { fixture, state, options } = way
  const given = {
    vendor: api.name,
    clock: '2026-03-02 09:00:00',
    ...(fixture === undefined ? {} : { fixture }),
    ...(state === undefined ? {} : { states: [state] }),
    ...(options.size === 0 ? {} : { options: Object.fromEntries(options) }),
  }
  const steps = [
    ...way.steps.map(({ operation, call }) => callOf(api, operation, call)),
    callOf(api, behaviour.slice(0, dot), way.call, behaviour.slice(dot + 1)),
  ]
  const lines = steps.map((step) => `  - ${step}`)
  return `scenario: ${JSON.stringify(behaviour)}\ngiven: ${JSON.stringify(given)}\nsteps:\n${lines.join('\n')}\n`
}

/** A call, with the examples of what it must send and does not say. */
function callOf(api: AnyVendor, operation: string, call: WayCall, outcome?: string): string {
  const long = new Map(Object.entries((call.get('long')?.value ?? {}) as Record<string, string>))
  const parts = [...call].filter(([name]) => name !== 'with' && name !== 'long')
  const written = [`call: ${operation}`, ...parts.map(([name, { yaml }]) => `${name}: ${yaml}`)]
  const sent = new Set([
    ...namesIn(call, 'with'),
    ...namesIn(call, 'extra'),
    ...namesIn(call, 'without'),
    ...long.keys(),
  ])
  const filled = Object.entries(examplesOf(api.operations[operation])).filter(([name]) => !sent.has(name))
  const own = call.get('with')?.yaml.replace(/^\{ | \}$/g, '') ?? ''
  const parameters = [
    ...filled.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`),
    ...(own === '' ? [] : [own]),
    ...[...long].filter(([name]) => name !== 'body').map(([name, size]) => `${name}: ${letters(size)}`),
  ]
  if (parameters.length > 0) written.push(`with: { ${parameters.join(', ')} }`)
  const body = long.get('body')
  if (body !== undefined) written.push(`payload: ${letters(body)}`)
  if (outcome !== undefined) written.push(`expect: ${outcome}`)
  return `{ ${written.join(', ')} }`
}

const letters = (size: string): string => 'A'.repeat(Number(size))

/** Examples of the required parameters, but for those that the fixture has a default for. */
function examplesOf({ parameters, example }: AnyOperation): Record<string, unknown> {
  const { properties = {} }: JsonSchema = jsonSchema(parameters)
  const required = Object.entries(properties).filter(([, schema]) => !isOptional(schema))
  const examples = required.map(([name, schema]) => [name, schema.examples?.[0]])
  return { ...Object.fromEntries(examples), ...example }
}

function namesIn(call: WayCall, word: string): string[] {
  const value = call.get(word)?.value ?? []
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.map(String) : Object.keys(value)
}
