import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { DubleError } from '#engine'
import { loadDocument } from '../fixtures/document.ts'
import { checkEnv, HOME_FILE, type Home, openHome } from '../fixtures/home.ts'
import { loadLedger } from '../fixtures/ledger.ts'
import { printProblem, shortPath, YamlProblems } from '../fixtures/problems.ts'
import { openFixture, openRooms, type Room } from '../fixtures/rooms.ts'
import { readWays } from '../fixtures/ways.ts'
import { isScenarioFile, scenarioFiles } from '../scenarios/find.ts'
import { loadScenario } from '../scenarios/load.ts'
import { houseOf } from '../stage.ts'
import { type HomeFlags, homeOf } from './home.ts'
import { isObservation, loadObservation } from './observed.ts'

/** `duble check` */
export async function run(files: string[], flags: HomeFlags): Promise<void> {
  let checks: readonly Check[]
  try {
    const home = await homeOf(flags)
    const rooms = await openRooms([], home && { ...home, vendors: [] })
    checks = files.length > 0 ? await named(rooms, files) : await everything(rooms, home)
  } catch (error) {
    if (!(error instanceof YamlProblems)) throw error
    checks = [{ check: () => Promise.reject(error) }] // the home itself: without it, nothing else can be judged
  }
  const said = new Set<string>()
  for (const { check } of checks) {
    try {
      await check()
    } catch (error) {
      if (!(error instanceof DubleError)) throw error
      // A fixture's mistakes come up with the home and every scenario that opens it.
      const problems = error instanceof YamlProblems ? error.problems.map(printProblem) : [error.message]
      for (const problem of problems.filter((one) => !said.has(one))) {
        said.add(problem)
        process.stdout.write(`${problem}\n`)
      }
    }
  }
  const wrong = said.size
  const summary = wrong === 0 ? 'nothing wrong' : `${wrong} wrong`
  process.stdout.write(`${checks.length} ${checks.length === 1 ? 'file' : 'files'} checked, ${summary}\n`)
  if (wrong > 0) process.exitCode = 1
}

interface Check {
  readonly check: () => Promise<unknown>
}

/** With a home, what is the user's own: the home itself, and the fixtures and rooms beside it; else what is shipped. */
async function everything(rooms: readonly Room[], home: Home | undefined): Promise<Check[]> {
  const perRoom = rooms.map(async (room): Promise<Check[]> => {
    const folder = home === undefined ? room.fixtures : path.join(home.fixtures, room.name)
    const names = (await readdir(folder).catch(() => [])).filter(
      (name) => /\.ya?ml$/.test(name) && !/\.scenario\.ya?ml$/.test(name),
    )
    const fixtures = names.map((name) => checkOf(room, shortPath(path.join(folder, name))))
    if (home !== undefined && path.dirname(room.folder) !== home.rooms) return fixtures
    const ledger = shortPath(path.join(room.folder, 'ledger.yaml'))
    const ways = (await readdir(room.folder)).filter((name) => name === 'ways.yaml')
    const known = ways.map((name) => checkOf(room, shortPath(path.join(room.folder, name))))
    return [...fixtures, { check: () => loadLedger(room.mock.api, ledger) }, ...known]
  })
  const own = home === undefined ? [] : [{ check: () => checkHome(home, rooms) }]
  const places = home === undefined ? rooms.map((room) => path.dirname(room.fixtures)) : [home.scenarios]
  const files = await scenarioFiles(places).catch(() => []) // nobody must have any
  const house = houseOf(rooms)
  const scenarios = files.map((file) => ({ check: () => loadScenario(house, file) }))
  const observed = home === undefined ? [] : await observations(rooms, home)
  return [...own, ...(await Promise.all(perRoom)).flat(), ...scenarios, ...observed]
}

/** What was imported; a file is called as its vendor is. */
async function observations(rooms: readonly Room[], home: Home): Promise<Check[]> {
  const names = (await readdir(home.observed).catch(() => [])).filter((name) => /\.ya?ml$/.test(name))
  return named(
    rooms,
    names.map((name) => shortPath(path.join(home.observed, name))),
  )
}

/** The home on the fixtures that it opens: only they tell which credentials there are, and where operations answer. */
async function checkHome(home: Home, rooms: readonly Room[]): Promise<void> {
  const started = rooms.filter(({ name }) => home.vendors.length === 0 || home.vendors.includes(name))
  const vendors = await Promise.all(
    started.map(async (room) => {
      const { credentials } = await openFixture(room)
      return { name: room.name, url: '', credentials }
    }),
  )
  await checkEnv(home, { id: '', url: '', admin: '', vendors })
}

/** A fixture names its vendor, so a file may lie anywhere. */
function named(rooms: readonly Room[], files: readonly string[]): Promise<Check[]> {
  const house = houseOf(rooms)
  return Promise.all(
    files.map(async (file): Promise<Check> => {
      if (isScenarioFile(file)) return { check: () => loadScenario(house, file) }
      if (path.basename(file) === HOME_FILE) return { check: () => openHome(file) }
      const text = await readFile(file, 'utf8').catch(() => {
        throw new DubleError('bad_fixture', `cannot read ${file}`, { file })
      })
      const vendor = /^vendor:\s*([\w-]+)/m.exec(text)?.[1]
      const room = rooms.find(({ name }) => name === vendor)
      if (room !== undefined && isObservation(text))
        return { check: () => loadObservation(room.mock.api, file) }
      if (room !== undefined) return checkOf(room, file)
      const known = rooms.map(({ name }) => name).join(', ')
      throw new DubleError(
        'bad_fixture',
        `${file} must name its vendor, as in "vendor: ${rooms[0]?.name}" (there are ${known})`,
        { file },
      )
    }),
  )
}

/** The oracle of printed examples is no fixture, and checked as what it is. */
const checkOf = (room: Room, file: string): Check => ({
  check: () => {
    const { mock } = room
    const kind = /(?:^|[/\\])(document|ledger|ways)\.ya?ml$/.exec(file)?.[1]
    if (kind === 'document') return loadDocument(mock.api, file)
    if (kind === 'ways') return readWays(mock.api, file)
    return kind === 'ledger' ? loadLedger(mock.api, file) : openFixture(room, file)
  },
})
