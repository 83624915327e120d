import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { DubleError, didYouMean } from '#engine'
import type { Home } from '../fixtures/home.ts'
import { openRooms, type Room, shippedFixtures } from '../fixtures/rooms.ts'
import { fixtureSchema } from '../fixtures/schema-fixture.ts'
import { homeSchema } from '../fixtures/schema-home.ts'
import { scenarioSchema } from '../scenarios/schema.ts'

/** A JSON Schema and the file that editors find it in. */
export interface FiledSchema {
  readonly name: string
  readonly file: string
  /** As the file has it. */
  readonly text: string
}

/** What a fixture's file begins with: editors then complete it from the schema beside it. */
export const MODELINE = '# yaml-language-server: $schema=fixture.schema.json'

/**
 * The schemas of vendors' fixtures, of scenarios and of the home; filed in the user's project or, where there is no
 * home, beside Dublê's own fixtures.
 *
 * @param names vendors, `scenario`, `home`. Default: all
 * @throws DubleError `unknown_vendor`
 */
export async function schemasOf(names: readonly string[], home: Home | undefined): Promise<FiledSchema[]> {
  const rooms = await openRooms([], home && { ...home, vendors: [] })
  const others: readonly FiledSchema[] = [
    filed(
      'scenario',
      scenarioSchema(rooms),
      home === undefined ? inShipped('scenario') : inFolder(home.scenarios, 'scenario'),
    ),
    filed(
      'home',
      homeSchema(rooms),
      home === undefined ? inShipped('home') : inFolder(path.dirname(home.fixtures), 'home'),
    ),
  ]
  const known = [...rooms.map(({ name }) => name), ...others.map(({ name }) => name)]
  for (const name of names) {
    if (known.includes(name)) continue
    const says = `there is no schema "${name}"${didYouMean(name, known)}: there are ${known.join(', ')}`
    throw new DubleError('unknown_vendor', says, { name, known })
  }
  const wanted = (name: string): boolean => names.length === 0 || names.includes(name)
  return [
    ...rooms
      .filter(({ name }) => wanted(name))
      .map((room) => filed(room.name, fixtureSchema(room.mock), fileOf(room))),
    ...others.filter(({ name }) => wanted(name)),
  ]
}

const filed = (name: string, schema: object, file: string): FiledSchema => ({
  name,
  file,
  text: `${JSON.stringify(schema, null, 1)}\n`,
})

const inShipped = (name: string): string => inFolder(shippedFixtures, name)
const inFolder = (folder: string, name: string): string => path.join(folder, `${name}.schema.json`)
const fileOf = ({ fixtureFolders: [folder = ''] }: Room): string => inFolder(folder, 'fixture')

/** Writes schemas to their files. */
export async function writeSchemas(schemas: readonly FiledSchema[]): Promise<void> {
  for (const { file, text } of schemas) {
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, text)
  }
}
