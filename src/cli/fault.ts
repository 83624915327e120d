import { DubleError } from '#engine'
import type { ShownFault } from '../report/faults.ts'
import { columns } from '../report/table.ts'
import {
  FROM_ONE,
  FROM_ZERO,
  numberOf,
  operationOf,
  print,
  SHARE,
  type VerbFlags,
  worldOf,
} from './elsewhere.ts'

interface Flags extends VerbFlags {
  readonly times?: string
  readonly after?: string
  readonly probability?: string
  readonly credential?: string
  /** True: all; text: the one with this id. */
  readonly clear?: true | string
}

/** `duble fault` */
export async function run(where: string | undefined, what: string | undefined, flags: Flags): Promise<void> {
  const world = worldOf(flags)
  const show = (faults: readonly ShownFault[]): void => print(flags, { faults }, () => printFaults(faults))
  if (flags.clear !== undefined) {
    return show(await world.clearFaults(flags.clear === true ? undefined : flags.clear))
  }
  if (where === undefined) return show(await world.faults())
  if (what === undefined) {
    const says = `say what befalls ${where}: an error that it declares, or one such as status=503, delay=2s, connection_reset`
    throw new DubleError('bad_option', says, { where })
  }
  const order = {
    ...operationOf(where),
    credential: flags.credential,
    fault: what,
    times: numberOf('--times', flags.times, FROM_ONE),
    after: numberOf('--after', flags.after, FROM_ZERO),
    probability: numberOf('--probability', flags.probability, SHARE),
  }
  show(await world.fault(order))
}

function printFaults(faults: readonly ShownFault[]): string {
  if (faults.length === 0) return 'no faults'
  return columns(
    faults.map(({ id, vendor, operation, credential, fault, times, after, probability }) => [
      id,
      operation === undefined ? vendor : `${vendor}/${operation}`,
      fault,
      [
        times === 'always' ? 'always' : `${times} ${times === 1 ? 'time' : 'times'}`,
        after === undefined ? '' : `after ${after}`,
        probability === undefined ? '' : `probability ${probability}`,
        credential === undefined ? '' : `credential ${credential}`,
      ]
        .filter((part) => part !== '')
        .join(', '),
    ]),
  )
}
