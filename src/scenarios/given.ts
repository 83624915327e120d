import path from 'node:path'
import { DubleError, type Fixture } from '#engine'
import { YamlProblems } from '../fixtures/problems.ts'
import type { Room } from '../fixtures/rooms.ts'
import { Cast } from './cast.ts'
import { readOptions, readStates } from './deeds.ts'
import { readFaultOrder } from './faults.ts'
import type { Mistakes } from './mistakes.ts'
import type { Deed, Given, Player } from './scenario.ts'
import { entryOf, type Spot, type Written, type WrittenMap } from './written.ts'

const GIVEN_WORDS = ['vendor', 'fixture', 'clock', 'seed', 'states', 'options', 'faults'] as const
const FAULT_WORDS = [
  'vendor',
  'on',
  'operation',
  'fault',
  'outcome',
  'times',
  'after',
  'probability',
  'credential',
]

/** What a scenario needs to know of the house to be read. */
export interface House {
  readonly rooms: readonly Room[]
  /**
   * A room's fixture.
   *
   * @param name a name, or a file's whole path. Default: the one that the room opens with
   * @throws DubleError `bad_fixture`; YamlProblems
   */
  fixture(room: Room, name?: string): Promise<Fixture>
}

/** Reads the world in which a scenario begins. @param file the scenario's own, whose folder holds fixtures of its own */
export async function readGiven(
  written: Written | undefined,
  spot: Spot,
  rooms: readonly Room[],
  house: House,
  file: string,
  mistakes: Mistakes,
): Promise<{ readonly given: Given; readonly cast: Cast }> {
  const map = (written && mistakes.map(written, GIVEN_WORDS)) ?? NOTHING
  const vendor = readVendor(map, rooms, house, mistakes)
  const names = readFixtureNames(map, vendor, rooms, mistakes)
  const players = new Map<string, Player>()
  for (const room of rooms) {
    const named = names.get(room.name)
    const fixture = await openNamed(room, named, house, file, mistakes)
    if (fixture !== undefined) players.set(room.name, { room, fixture })
  }
  const cast = new Cast(
    players,
    house.rooms.map(({ name }) => name),
    vendor,
    mistakes,
  )
  const clock = entryOf(map, 'clock')
  const seed = entryOf(map, 'seed')
  const deeds = fixed(map, cast, mistakes)
  const at = written ?? spot
  const given: Given = {
    at: at.at,
    path: 'given',
    vendor,
    cast: players,
    frozenAt: clock && mistakes.instant(clock.value),
    seed: seed && mistakes.whole(seed.value, 0),
    steps: deeds.map(({ at, path, does }) => ({ at, path, number: 0, kind: 'do', does })),
  }
  return { given, cast }
}

const NOTHING: WrittenMap = { kind: 'map', at: 0, path: 'given', entries: [], wrong: false }

function readVendor(
  map: WrittenMap,
  rooms: readonly Room[],
  { rooms: all }: House,
  mistakes: Mistakes,
): string | undefined {
  const entry = entryOf(map, 'vendor')
  const name = entry && mistakes.text(entry.value)
  if (name === undefined || rooms.some((room) => room.name === name)) return name
  return mistakes.known(
    entry?.value as Written,
    'vendor',
    name,
    all.map((room) => room.name),
  )
}

/** Which fixture each vendor opens with: a name for the scenario's vendor, or a map by vendor. */
function readFixtureNames(
  map: WrittenMap,
  vendor: string | undefined,
  rooms: readonly Room[],
  mistakes: Mistakes,
): Map<string, Written> {
  const entry = entryOf(map, 'fixture')
  if (entry === undefined) return new Map()
  const { value } = entry
  if (value.kind === 'map') {
    const known = rooms.map(({ name }) => name)
    for (const one of value.entries) mistakes.known(one, 'vendor', one.name, known)
    return new Map(value.entries.map((one) => [one.name, one.value]))
  }
  if (vendor !== undefined) return new Map([[vendor, value]])
  if (entryOf(map, 'vendor') === undefined) {
    mistakes.at(value, 'must name its vendor, as in { vocom: default }, or given.vendor must')
  }
  return new Map()
}

/** A name is the vendor's own fixture; a path lies beside the scenario. */
async function openNamed(
  room: Room,
  named: Written | undefined,
  house: House,
  file: string,
  mistakes: Mistakes,
): Promise<Fixture | undefined> {
  const name = named && mistakes.text(named)
  if (named !== undefined && name === undefined) return undefined
  const beside = name !== undefined && /[/\\]|\.ya?ml$/.test(name)
  try {
    return await house.fixture(room, beside ? path.resolve(path.dirname(file), name) : name)
  } catch (error) {
    if (error instanceof YamlProblems) mistakes.fixtures.add(error)
    else if (error instanceof DubleError && named !== undefined) mistakes.at(named, `: ${error.message}`)
    else throw error
    return undefined
  }
}

interface FixedDeed extends Spot {
  readonly does: Deed
}

/** What is given beside the fixture: options, states, faults, in this order. */
function fixed(map: WrittenMap, cast: Cast, mistakes: Mistakes): FixedDeed[] {
  const spotted = (spot: Spot, deeds: readonly Deed[]): FixedDeed[] =>
    deeds.map((does) => ({ at: spot.at, path: spot.path, does }))
  const options = entryOf(map, 'options')
  const states = entryOf(map, 'states')
  const faults = entryOf(map, 'faults')
  return [
    ...(options ? spotted(options, readOptions(options.value, cast, mistakes)) : []),
    ...(states ? spotted(states, readStates(states.value, cast, mistakes)) : []),
    ...(faults ? mistakes.list(faults.value) : []).flatMap((item) => {
      const order = mistakes.map(item, FAULT_WORDS)
      const word = order && (entryOf(order, 'fault') ?? entryOf(order, 'outcome'))
      if (order === undefined) return []
      if (word === undefined) {
        mistakes.at(item, 'lacks fault, the word that says which')
        return []
      }
      const read = readFaultOrder(order, word, cast, mistakes)
      return read === undefined ? [] : spotted(item, [{ word: 'fault', order: read }])
    }),
  ]
}
