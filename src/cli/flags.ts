import { DubleError } from '#engine'

/**
 * `--fixture vocom=name`, as often as it is given, by vendor.
 *
 * @throws DubleError `bad_option`
 */
export function readFixtureFlags(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((pair) => {
      const [vendor, name] = pair.split(/=(.*)/s)
      if (vendor && name) return [vendor, name]
      throw new DubleError('bad_option', `--fixture takes vendor=name, such as vocom=default, got "${pair}"`)
    }),
  )
}

/**
 * `--option vocom.cap=error`, as often as it is given, by vendor and name.
 *
 * @throws DubleError `bad_option`
 */
export function readOptionFlags(given: readonly string[]): Record<string, Record<string, string>> {
  const read: Record<string, Record<string, string>> = {}
  for (const change of given) {
    const [, vendor, name, value] = /^([^.=]+)\.([^=]+)=(.*)$/s.exec(change) ?? []
    if (vendor === undefined || name === undefined || value === undefined) {
      const says = `--option takes vendor.name=value, such as vocom.cap=error, got "${change}"`
      throw new DubleError('bad_option', says, { given: change })
    }
    read[vendor] = { ...read[vendor], [name]: value }
  }
  return read
}

/**
 * A flag that takes a whole number.
 *
 * @throws DubleError `bad_option`
 */
export function wholeNumber(flag: string, text: string, most: number): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value <= most) return value
  throw new DubleError('bad_option', `${flag} takes a whole number from 0 to ${most}, got "${text}"`)
}
