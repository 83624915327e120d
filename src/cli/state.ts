import { columns } from '../report/table.ts'
import { known, print, type VerbFlags, worldOf } from './elsewhere.ts'

/** `duble state` */
export async function run(
  vendor: string | undefined,
  name: string | undefined,
  flags: VerbFlags,
): Promise<void> {
  const world = worldOf(flags)
  if (vendor !== undefined && name !== undefined) {
    await world.state(vendor, name)
    return print(flags, { vendor, state: name }, () => `${vendor}: ${name}`)
  }
  const vendors = (await world.vendors()).map((each) => each.name)
  const all = await world.states()
  const states = vendor === undefined ? all : all.filter((state) => state.vendor === known(vendor, vendors))
  print(flags, { states }, () =>
    states.length === 0 ? 'no states' : columns(states.map((state) => [state.vendor, state.name])),
  )
}
