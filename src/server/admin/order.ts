import { didYouMean, type FaultOrder } from '#engine'
import type { FixtureGiven } from '../shelf.ts'
import type { WorldOrder } from '../world-order.ts'
import { BadBody, listOf, mapOf, text } from './body.ts'

/** Fixtures may be written into an order, and are longer than what else is ordered. */
export const ORDER_LIMIT = 8 * 1024 * 1024

/** What an order for a world may say. */
export const ORDER_FIELDS = [
  'id',
  'vendors',
  'fixtures',
  'states',
  'options',
  'faults',
  'clock',
  'seed',
  'idle',
  'of',
]

/** A name that leads nowhere but into a folder. */
const NAME = /^[\p{L}\p{N}_-][\p{L}\p{N} ._-]*$/u

/** An order for a world as it came, with every field of its kind. @throws BadBody */
export function readOrder(order: Record<string, unknown>): WorldOrder {
  const given = (name: string): boolean => order[name] !== undefined
  const textOf = (name: string): string | undefined => (given(name) ? text(order, name) : undefined)
  const { seed } = order
  if (seed !== undefined && !(Number.isSafeInteger(seed) && (seed as number) >= 0)) {
    throw new BadBody('"seed" takes a whole number from 0')
  }
  return {
    id: textOf('id'),
    clock: textOf('clock'),
    idle: textOf('idle'),
    of: textOf('of'),
    seed: seed as number | undefined,
    vendors: given('vendors') ? listOf(order['vendors'], 'vendors').map(readVendor) : undefined,
    fixtures: given('fixtures') ? readFixtures(mapOf(order['fixtures'], 'fixtures')) : undefined,
    states: given('states') ? listOf(order['states'], 'states').map(readState) : undefined,
    // The engine says what is wrong with a fault's words.
    faults: given('faults') ? (listOf(order['faults'], 'faults') as FaultOrder[]) : undefined,
    options: given('options') ? readOptions(mapOf(order['options'], 'options')) : undefined,
  }
}

function readVendor(given: unknown): string {
  if (typeof given === 'string') return given
  throw new BadBody('"vendors" takes a list of names')
}

/** A name leads into the vendor's fixtures folder and nowhere else: who orders may be another machine. */
function readFixtures(given: Record<string, unknown>): Record<string, FixtureGiven> {
  const entries = Object.entries(given).map(([vendor, fixture]) => {
    if (typeof fixture !== 'string') return [vendor, mapOf(fixture, `fixtures.${vendor}`)]
    if (fixture.includes('\n') || (NAME.test(fixture) && !/\.ya?ml$/.test(fixture))) return [vendor, fixture]
    const says = `"fixtures.${vendor}" takes the name of a fixture (no path, no ending), its YAML text of several lines, or its content as an object`
    throw new BadBody(says)
  })
  return Object.fromEntries(entries)
}

function readState(given: unknown, index: number): { vendor: string; name: string } {
  const place = `states.${index}`
  const state = mapOf(given, place)
  const known = ['vendor', 'name']
  for (const field of Object.keys(state)) {
    if (!known.includes(field))
      throw new BadBody(`"${place}" has no field "${field}"${didYouMean(field, known)}`)
  }
  const textOf = (field: string): string => {
    const value = state[field]
    if (typeof value === 'string' && value !== '') return value
    throw new BadBody(`"${place}.${field}" is missing or not text`)
  }
  return { vendor: textOf('vendor'), name: textOf('name') }
}

/** Options by vendor. @param nothing whether null may stand for one. Default: it may not */
export function readOptions(
  given: Record<string, unknown>,
  place = 'options.',
  nothing = false,
): Record<string, Record<string, unknown>> {
  const entries = Object.entries(given).map(([vendor, options]) => {
    const written = mapOf(options, `${place}${vendor}`)
    for (const [name, value] of Object.entries(written)) {
      if (/^(?:string|number|boolean)$/.test(typeof value) || (nothing && value === null)) continue
      const more = nothing ? ', or null to go back' : ''
      throw new BadBody(`"${place}${vendor}.${name}" takes text, a number, true or false${more}`)
    }
    return [vendor, written]
  })
  return Object.fromEntries(entries)
}
