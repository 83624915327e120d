import { DubleError } from '#engine'
import type { Home } from '../fixtures/home.ts'
import { openFixture, openRooms } from '../fixtures/rooms.ts'
import { type ToldWorld, variablesOf } from '../fixtures/templates.ts'
import { type ConnectOptions, connect } from '../remote.ts'
import { type EnvFormat, printEnv } from './env-formats.ts'
import { type HomeFlags, homeOf } from './home.ts'

interface Flags extends HomeFlags, ConnectOptions {
  readonly format: EnvFormat
}

/** `duble env` */
export async function run(flags: Flags): Promise<void> {
  const home = await homeOf(flags)
  process.stdout.write(printEnv(variablesOf(await toldWorld(flags, home), home), flags.format))
}

/** The world that runs or, where none does and none was named, the one that `duble start` would open. */
async function toldWorld({ url, world, token }: Flags, home: Home | undefined): Promise<ToldWorld> {
  const running = connect({ url, world, token })
  try {
    return { id: running.id, url: running.url, admin: running.admin, vendors: await running.vendors() }
  } catch (error) {
    const { DUBLE_ADMIN_URL, DUBLE_URL } = process.env
    const named = url ?? world ?? (DUBLE_ADMIN_URL || DUBLE_URL)
    if (!(error instanceof DubleError) || error.code !== 'no_duble' || named) throw error
    return worldToCome(home)
  }
}

async function worldToCome(home: Home | undefined): Promise<ToldWorld> {
  const url = `http://localhost:${process.env['DUBLE_PORT'] || '4010'}`
  const vendors = await Promise.all(
    (await openRooms([], home)).map(async (room) => {
      const { credentials } = await openFixture(room)
      return { name: room.name, url: `${url}/${room.name}`, credentials }
    }),
  )
  return { id: 'default', url, admin: `${url}/__admin/worlds/default`, vendors }
}
