import { World } from '#engine'
import { openFixture, openRooms } from '../fixtures/rooms.ts'
import { columns } from '../report/table.ts'
import { showVendor } from '../report/vendor.ts'
import { type HomeFlags, homeOf } from './home.ts'

/** `duble list` */
export async function run(names: string[], flags: HomeFlags & { readonly json?: boolean }): Promise<void> {
  const rooms = await openRooms(names, await homeOf(flags))
  const vendors = await Promise.all(
    rooms.map(async (room) => ({ mock: room.mock, fixture: await openFixture(room) })),
  )
  const world = new World({ id: 'default', vendors })
  const shown = [...world.fakes.values()].map((fake) => showVendor(fake, ''))
  if (flags.json) {
    process.stdout.write(`${JSON.stringify({ vendors: shown }, null, 2)}\n`)
    return
  }
  const blocks = shown.map(({ name, title, operations, states }) => {
    const rows = operations.map((operation) => [
      '',
      operation.name,
      operation.method,
      `/${name}${operation.path}`,
      operation.outcomes.join(' '),
    ])
    const stated = states.map((state) => `  ${state}`).join('\n')
    return `${name}: ${title}\n${columns(rows)}\n${states.length > 0 ? ` states of the default fixture:\n${stated}\n` : ''}`
  })
  process.stdout.write(`${blocks.join('\n')}`)
}
