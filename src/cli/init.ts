import { stat } from 'node:fs/promises'
import path from 'node:path'
import { HOME_FILE, openHome } from '../fixtures/home.ts'
import { openFixture, openRooms } from '../fixtures/rooms.ts'
import { type NewFile, writeNew } from './files.ts'
import { fixtureFile, homeText, scenarioFile } from './first-files.ts'
import { schemasOf } from './schemas.ts'

const say = (text: string): void => void process.stdout.write(`${text}\n`)

/** `duble init` */
export async function run(vendors: string[]): Promise<void> {
  const file = path.resolve(HOME_FILE)
  const there = await stat(file).catch(() => undefined)
  const before = there === undefined ? undefined : await openHome(file)
  const rooms = await openRooms(vendors, before)
  const [first] = rooms
  if (first === undefined) return
  const homeFile: NewFile = { file, text: homeText(rooms, vendors.length === 0) }
  say(await writeNew([homeFile]))
  const home = await openHome(file)
  if (home === undefined) return
  const [room] = await openRooms([first.name], home)
  const scenario = scenarioFile(first, await openFixture(room ?? first), home)
  const schemas = await schemasOf([...vendors, 'scenario', 'home'], home)
  const fixtures = rooms.filter(({ name }) => vendors.includes(name)).map((named) => fixtureFile(named, home))
  say(await writeNew([...fixtures, scenario, ...schemas]))
  const missing = vendors.filter((name) => home.vendors.length > 0 && !home.vendors.includes(name))
  if (missing.length > 0) say(`\nStill to do: add ${missing.join(', ')} to "vendors" in ${HOME_FILE}.`)
  say(`
Next:
  npx duble start              serves ${first.name} at http://localhost:4010/${first.name}
  npx duble env                the variables by which your code finds it
  npx duble scenario           plays duble/scenarios
  npx duble run -- npm test    runs your tests in a fresh world
  npx duble check              says what is wrong in these files, and where`)
}
