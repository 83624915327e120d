import { parseDuration, printDuration } from './duration.ts'
import { DubleError } from './errors.ts'
import { didYouMean } from './suggest.ts'
import { SAO_PAULO } from './zone.ts'

/** One switch of an assumption: what it may say, what it says by default, what a profile sets it to. */
export interface OptionDef<T = unknown> {
  /** What may be written, for messages and for editors. */
  readonly accepts: readonly string[] | 'a duration' | 'text'
  readonly fallback: string
  readonly profiles: Readonly<Record<string, string>>
  /** From what was written to what handlers read. */
  readonly read: (text: string) => T
}

export type OptionDefs = Readonly<Record<string, OptionDef>>

/** What handlers read: the options' values by name. */
export type OptionValues<D extends OptionDefs> = {
  readonly [K in keyof D]: D[K] extends OptionDef<infer T> ? T : never
}

type Profiles<V extends string> = Readonly<Record<string, V>>

/** One of these words; the first is the default. */
export const choice = <const V extends readonly [string, ...string[]]>(
  values: V,
  profiles: Profiles<V[number]> = {},
): OptionDef<V[number]> => ({
  accepts: values,
  fallback: values[0],
  profiles,
  read: (text) => text as V[number],
})

/** On or off, written `true` or `false`. */
export const flag = (value: boolean, profiles: Profiles<'true' | 'false'> = {}): OptionDef<boolean> => ({
  accepts: ['true', 'false'],
  fallback: String(value),
  profiles,
  read: (text) => text === 'true',
})

/** A length of time, written `10s`; handlers read milliseconds. */
export const duration = (value: string, profiles: Profiles<string> = {}): OptionDef<number> => ({
  accepts: 'a duration',
  fallback: value,
  profiles,
  read: parseDuration,
})

/** Any text of one line that a header can carry, such as a header's name. */
export const line = (value: string, profiles: Profiles<string> = {}): OptionDef<string> => ({
  accepts: 'text',
  fallback: value,
  profiles,
  read: (text) => text,
})

/** What every vendor has: whether browsers of another origin may call. */
export const commonOptions = {
  cors: choice(['on', 'off']),
} as const

/** What a vendor with query parameters has: which of several values with one name counts. */
export const queryOptions = {
  repeated_parameter: choice(['last', 'first']),
} as const

/** What a vendor with a cooldown has: the questions that a sentence like "one request every 5 minutes" leaves open. */
export const cooldownOptions = {
  'cooldown.starts_on': choice(['success', 'authenticated', 'any']),
  'cooldown.refusal_restarts': flag(false),
  'cooldown.scope': choice(['token', 'token_and_date', 'ip']),
  'cooldown.boundary': choice(['inclusive', 'exclusive']),
  'cooldown.floors_last': flag(true),
  time_zone: choice([SAO_PAULO, 'UTC', 'America/Manaus', 'America/Rio_Branco', 'America/Noronha']),
} as const

/** What a vendor with a record cap has: what happens to the records above it. */
export const capOptions = {
  cap: choice(['silent', 'error']),
  'cap.keeps': choice(['newest', 'oldest']),
} as const

/**
 * Settles the options of one fake: defaults, then the profile, then what is written.
 *
 * @param defs the vendor's options
 * @param written names and values, as text, number or boolean
 * @throws DubleError `unknown_option`, `bad_option`, `unknown_profile`
 */
export function settleOptions(
  vendor: string,
  defs: OptionDefs,
  profile: string,
  written: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const profiles = new Set(Object.values(defs).flatMap((def) => Object.keys(def.profiles)))
  if (profile !== 'default' && !profiles.has(profile)) {
    const known = ['default', ...profiles]
    throw new DubleError(
      'unknown_profile',
      `${vendor} has no profile "${profile}"${didYouMean(profile, known)}: it has ${known.join(', ')}`,
      { vendor, profile, known },
    )
  }
  for (const name of Object.keys(written)) checkOption(vendor, defs, name)
  const settled: Record<string, unknown> = {}
  for (const [name, def] of Object.entries(defs)) {
    const text = String(written[name] ?? def.profiles[profile] ?? def.fallback)
    settled[name] = readOption(vendor, name, def, text)
  }
  return settled
}

/** @throws DubleError `unknown_option` */
export function checkOption(vendor: string, defs: OptionDefs, name: string): void {
  if (Object.hasOwn(defs, name)) return
  const known = Object.keys(defs)
  const says = `${vendor} has no option "${name}"${didYouMean(name, known)}`
  throw new DubleError('unknown_option', says, { vendor, option: name, known })
}

function readOption(vendor: string, name: string, def: OptionDef, text: string): unknown {
  if (def.accepts === 'a duration') return def.read(text)
  if (def.accepts === 'text') {
    if (/^[\x20-\x7e]*$/.test(text)) return def.read(text)
    const says = `${vendor}'s option ${name} must be one line of plain ASCII text`
    throw new DubleError('bad_option', says, { vendor, option: name, given: text })
  }
  if (def.accepts.includes(text)) return def.read(text)
  throw new DubleError(
    'bad_option',
    `${vendor}'s option ${name} must be one of ${def.accepts.join(', ')}, got ${text}${didYouMean(text, def.accepts)}`,
    { vendor, option: name, given: text, accepts: def.accepts },
  )
}

/** An option's value as it would be written. */
export const printOption = (def: OptionDef, value: unknown): string =>
  def.accepts === 'a duration' ? printDuration(value as number) : String(value)
