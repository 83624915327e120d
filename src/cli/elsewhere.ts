import { DubleError, didYouMean } from '#engine'
import { type ConnectOptions, connect, type RemoteWorld } from '../remote.ts'

/** What every verb on a running Dublê takes. */
export interface VerbFlags extends ConnectOptions {
  readonly json?: boolean
}

/** The world that a verb is meant for. */
export const worldOf = ({ url, world, token }: VerbFlags): RemoteWorld => connect({ url, world, token })

/** Prints what was answered: as JSON where that is asked for, else as a person reads it. */
export function print(flags: VerbFlags, answer: object, text: () => string): void {
  process.stdout.write(`${flags.json ? JSON.stringify(answer, null, 2) : text()}\n`)
}

/**
 * A vendor's name, where it is one.
 *
 * @throws DubleError `unknown_vendor`
 */
export function known(vendor: string, vendors: readonly string[]): string {
  if (vendors.includes(vendor)) return vendor
  const says = `there is no vendor "${vendor}"${didYouMean(vendor, vendors)}: there are ${vendors.join(', ')}`
  throw new DubleError('unknown_vendor', says, { vendor, known: vendors })
}

/** `vocom/login` as vendor and operation. */
export function operationOf(where: string): { vendor: string; operation: string | undefined } {
  const [vendor = '', operation] = where.split(/\/(.*)/s)
  return { vendor, operation: operation || undefined }
}

/**
 * A flag that takes a number.
 *
 * @throws DubleError `bad_option`
 */
export function numberOf(flag: string, given: string | undefined, wants: Wanted): number | undefined {
  if (given === undefined) return undefined
  const value = Number(given)
  if (given.trim() !== '' && wants.takes(value)) return value
  throw new DubleError('bad_option', `${flag} takes ${wants.says}, got "${given}"`, { flag, given })
}

interface Wanted {
  readonly says: string
  readonly takes: (value: number) => boolean
}

export const FROM_ZERO: Wanted = {
  says: 'a whole number from 0',
  takes: (value) => Number.isSafeInteger(value) && value >= 0,
}
export const FROM_ONE: Wanted = {
  says: 'a whole number from 1',
  takes: (value) => Number.isSafeInteger(value) && value >= 1,
}
export const SHARE: Wanted = { says: 'a number from 0 to 1', takes: (value) => value >= 0 && value <= 1 }
