import { print, type VerbFlags, worldOf } from './elsewhere.ts'

/** `duble reset` */
export async function run(flags: VerbFlags): Promise<void> {
  const world = worldOf(flags)
  await world.reset()
  print(flags, { reset: world.id }, () => `world ${world.id} is as at the start`)
}
