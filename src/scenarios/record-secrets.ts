import type { Fake, World } from '#engine'

/** What stands for a secret that nobody has. */
export const UNKNOWN = 'unknown-token'

/** The fields of a credential that are secret. */
const FIELDS = ['token', 'password'] as const
/** A shorter secret may stand anywhere by chance. */
const LONG_ENOUGH = 6

/** The secrets of all who may ask in a world, the longest first: one may be the beginning of another. */
const secretsIn = ({ fakes }: Pick<World, 'fakes'>): readonly string[] =>
  [...fakes.values()]
    .flatMap(({ credentials }: Fake) => credentials.flatMap((one) => FIELDS.map((field) => one[field] ?? '')))
    .filter((secret) => secret.length >= LONG_ENOUGH)
    .toSorted((a, b) => b.length - a.length)

/** A value without the secrets of those who may ask, wherever in it they stand. */
export function withoutSecretsOf<T>(world: Pick<World, 'fakes'>, value: T): T {
  const secrets = secretsIn(world)
  const hide = (inner: unknown): unknown => {
    if (typeof inner === 'string') return secrets.reduce((text, one) => text.replaceAll(one, UNKNOWN), inner)
    if (Array.isArray(inner)) return inner.map(hide)
    if (typeof inner !== 'object' || inner === null) return inner
    return Object.fromEntries(Object.entries(inner).map(([name, one]) => [name, hide(one)]))
  }
  return hide(value) as T
}

/** Whether a secret of those who may ask stands in a text. */
export const holdsSecretOf = (world: Pick<World, 'fakes'>, text: string): boolean =>
  secretsIn(world).some((secret) => text.includes(secret))
