import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { stringify } from 'yaml'
import { settleOptions } from '#engine'
import type { Home } from '../fixtures/home.ts'
import { shortPath } from '../fixtures/problems.ts'
import { openFixture, openRooms, type Room } from '../fixtures/rooms.ts'
import type { OpenapiDocument } from '../report/openapi-document.ts'
import { printReference } from '../report/openapi-page.ts'
import { type Answering, describe } from '../server/described.ts'
import { type HomeFlags, homeOf } from './home.ts'

interface Flags extends HomeFlags {
  readonly format: 'json' | 'yaml'
  readonly url: string
  readonly write?: boolean
  readonly html?: string
}

/** `duble openapi` */
export async function run(names: string[], flags: Flags): Promise<void> {
  const home = await homeOf(flags)
  const rooms = await openRooms(names, home)
  const base = flags.url.replace(/\/+$/, '')
  const described = async (room: Room): Promise<OpenapiDocument> =>
    describe(room, await answering(room, home), `${base}/${room.name}`)
  if (flags.html !== undefined) {
    const page = printReference(await Promise.all(rooms.map(described)))
    if (flags.html === '-') process.stdout.write(page)
    else await put(flags.html, page)
  }
  if (flags.write) {
    for (const room of rooms) await put(fileOf(room, home), printed(await described(room), 'json'))
  }
  if (flags.write || flags.html !== undefined) return
  const [only, ...more] = rooms
  if (names.length > 0 && only !== undefined && more.length === 0) {
    process.stdout.write(printed(await described(only), flags.format))
    return
  }
  for (const room of rooms) process.stdout.write(`${room.name}: ${shortPath(fileOf(room, home))}\n`)
}

/** With a home, as the vendor answers under what is laid over its fixture; else as it is documented. */
async function answering(room: Room, home: Home | undefined): Promise<Answering> {
  const { api } = room.mock
  const { options, paths, profile } =
    home === undefined ? { options: {}, paths: {}, profile: 'default' } : await openFixture(room)
  return {
    options: settleOptions(api.name, api.options, profile, options),
    pathOf: (operation) =>
      (paths as Readonly<Record<string, string>>)[operation] ?? api.operations[operation].path,
  }
}

/** A description as a file has it. */
const printed = (document: OpenapiDocument, format: Flags['format']): string =>
  format === 'yaml'
    ? stringify(document, { aliasDuplicateObjects: false, lineWidth: 0, schema: 'yaml-1.1' })
    : `${JSON.stringify(document, null, 1)}\n`

const fileOf = ({ name }: Room, home: Home | undefined): string =>
  home === undefined
    ? path.resolve('contracts', 'openapi', `${name}.json`)
    : path.join(path.dirname(home.fixtures), 'openapi', `${name}.json`)

async function put(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.resolve(file)), { recursive: true })
  await writeFile(file, text)
  process.stdout.write(`${shortPath(path.resolve(file))}\n`)
}
