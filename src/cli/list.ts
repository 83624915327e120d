import { World } from '#engine'
import { openFixture, openRooms } from '../fixtures/rooms.ts'
import { wrapped } from '../report/table.ts'
import { type ShownVendor, showVendor } from '../report/vendor.ts'
import { type HomeFlags, homeOf } from './home.ts'

interface Flags extends HomeFlags {
  readonly json?: boolean
  readonly states?: boolean
}

/** `duble list` */
export async function run(names: string[], flags: Flags): Promise<void> {
  const rooms = await openRooms(names, await homeOf(flags))
  const vendors = await Promise.all(
    rooms.map(async (room) => ({ mock: room.mock, fixture: await openFixture(room) })),
  )
  const world = new World({ id: 'default', vendors })
  const shown = [...world.fakes.values()].map((fake) => showVendor(fake, ''))
  if (flags.json) {
    const told = flags.states ? shown.map(({ name, fixture, states }) => ({ name, fixture, states })) : shown
    process.stdout.write(`${JSON.stringify({ vendors: told }, null, 2)}\n`)
    return
  }
  process.stdout.write(shown.map(flags.states ? printStates : printVendor).join('\n'))
}

const printStates = ({ name, fixture, states }: ShownVendor): string =>
  `${[`${name}, fixture "${fixture}"`, ...states.map((state) => `  ${state}`)].join('\n')}\n`

const WIDTH = 110

function printVendor({
  name,
  title,
  fixture,
  operations,
  credentials,
  states,
  defaults,
}: ShownVendor): string {
  const filled = (parameter: string): string =>
    Object.hasOwn(defaults, parameter) ? `${parameter} (filled in)` : parameter
  const blocks = operations.map(({ name: operation, method, path, outcomes, required, optional }) => {
    const takes = [...required.map(filled), ...optional.map((parameter) => `[${parameter}]`)]
    const rows = [
      `  ${operation}  ${method} /${name}${path}`,
      wrapped(`takes ${takes.join(', ') || 'nothing'}`, WIDTH, '    '),
      wrapped(`answers ${outcomes.join(', ')}`, WIDTH, '    '),
    ]
    return rows.join('\n')
  })
  const named = credentials.map((credential) => credential['name']).join(', ')
  const stated =
    states.length === 0
      ? []
      : [` states of the fixture "${fixture}":`, ...states.map((state) => `  ${state}`)]
  return `${[`${name}: ${title}`, ...blocks, ` credentials: ${named || 'none'}`, ...stated].join('\n')}\n`
}
