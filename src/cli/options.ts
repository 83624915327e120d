import { DubleError } from '#engine'
import { columns } from '../report/table.ts'
import { known, print, type VerbFlags, worldOf } from './elsewhere.ts'

/** `duble options` */
export async function run(
  vendor: string | undefined,
  changes: readonly string[],
  flags: VerbFlags,
): Promise<void> {
  const world = worldOf(flags)
  const all =
    vendor === undefined || changes.length === 0
      ? await world.options()
      : await world.setOptions({ [vendor]: Object.fromEntries(changes.map(changeOf)) })
  const named = vendor === undefined ? undefined : known(vendor, Object.keys(all))
  const options = Object.entries(all).filter(([name]) => named === undefined || name === named)
  const changed = new Set(changes.map((change) => changeOf(change)[0]))
  print(flags, { options: Object.fromEntries(options) }, () =>
    columns(
      options.flatMap(([name, values]) =>
        Object.entries(values)
          .filter(([option]) => changed.size === 0 || changed.has(option))
          .map(([option, { value, accepts }]) => [name, option, value, othersThan(value, accepts)]),
      ),
    ),
  )
}

/** What it could say instead. */
const othersThan = (value: string, accepts: readonly string[] | string): string =>
  typeof accepts === 'string' ? accepts : `or ${accepts.filter((other) => other !== value).join(', ')}`

/** `cap=error` as a change; nothing behind the sign goes back to what the fixture says. */
function changeOf(change: string): [name: string, value: string | null] {
  const [name, value] = change.split(/=(.*)/s)
  if (name && value !== undefined) return [name, value === '' ? null : value]
  throw new DubleError('bad_option', `write an option as name=value, such as cap=error, got "${change}"`, {
    given: change,
  })
}
