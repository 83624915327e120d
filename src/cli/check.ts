import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { DubleError } from '#engine'
import { loadDocument } from '../fixtures/document.ts'
import { loadLedger } from '../fixtures/ledger.ts'
import { loadFixture } from '../fixtures/load.ts'
import { shortPath, YamlProblems } from '../fixtures/problems.ts'
import { openRooms, type Room } from '../fixtures/rooms.ts'

/** `duble check` */
export async function run(files: string[]): Promise<void> {
  const rooms = await openRooms()
  const checks = files.length > 0 ? await named(rooms, files) : await everything(rooms)
  let wrong = 0
  for (const { check } of checks) {
    try {
      await check()
    } catch (error) {
      if (!(error instanceof YamlProblems)) throw error
      wrong += error.problems.length
      process.stdout.write(`${error.message}\n`)
    }
  }
  const summary = wrong === 0 ? 'nothing wrong' : `${wrong} wrong`
  process.stdout.write(`${checks.length} ${checks.length === 1 ? 'file' : 'files'} checked, ${summary}\n`)
  if (wrong > 0) process.exitCode = 1
}

interface Check {
  readonly check: () => Promise<unknown>
}

async function everything(rooms: readonly Room[]): Promise<Check[]> {
  const perRoom = rooms.map(async (room): Promise<Check[]> => {
    const names = (await readdir(room.fixtures)).filter(
      (name) => /\.ya?ml$/.test(name) && !/\.scenario\.ya?ml$/.test(name),
    )
    const ledger = shortPath(path.join(room.folder, 'ledger.yaml'))
    return [
      ...names.map((name) => checkOf(room, shortPath(path.join(room.fixtures, name)))),
      { check: () => loadLedger(room.mock.api, ledger) },
    ]
  })
  return (await Promise.all(perRoom)).flat()
}

/** A fixture names its vendor, so a file may lie anywhere. */
function named(rooms: readonly Room[], files: readonly string[]): Promise<Check[]> {
  return Promise.all(
    files.map(async (file): Promise<Check> => {
      const text = await readFile(file, 'utf8').catch(() => {
        throw new DubleError('bad_fixture', `cannot read ${file}`, { file })
      })
      const vendor = /^vendor:\s*([\w-]+)/m.exec(text)?.[1]
      const room = rooms.find(({ name }) => name === vendor)
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
const checkOf = ({ mock }: Room, file: string): Check => ({
  check: () => {
    const kind = /(?:^|[/\\])(document|ledger)\.ya?ml$/.exec(file)?.[1]
    if (kind === 'document') return loadDocument(mock.api, file)
    return kind === 'ledger' ? loadLedger(mock.api, file) : loadFixture(mock, file)
  },
})
