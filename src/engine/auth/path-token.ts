import type { Auth, AuthOptions } from '../auth.ts'
import { fallback, object, oneOf, text } from '../schema.ts'

interface PathTokenOutcomes {
  readonly missing: string
  readonly wrong: string
  /** A status that a credential may have beside `valid`, and the outcome it leads to. */
  readonly statuses: Readonly<Record<string, string>>
  /** Which secret of its owner a token may be, the usual one first. */
  readonly kinds: readonly [string, ...string[]]
  /** Whether a token of this kind opens anything under these options. */
  readonly accepts: (kind: string, options: AuthOptions) => boolean
}

/**
 * A token in the path, behind a key: `/token/abc`.
 *
 * @example pathToken('token', { missing: 'no_token', wrong: 'wrong_token', statuses: { inactive: 'forbidden' }, kinds: ['api'], accepts: () => true })
 */
export function pathToken(key: string, outcomes: PathTokenOutcomes): Auth {
  const { missing, wrong, statuses, kinds, accepts } = outcomes
  return {
    headers: () => [],
    credential: object({
      name: text('What commands and reports call it', 'valid', { min: 1 }),
      token: text('The token', 'my-token', { min: 1 }),
      kind: fallback(oneOf(...kinds), kinds[0]),
      status: fallback(oneOf('valid', ...Object.keys(statuses)), 'valid'),
    }),
    compile(credentials, options) {
      const byToken = new Map(credentials.map((credential) => [credential['token'], credential]))
      return (presented) => {
        const token = presented.path(key)
        if (!token) return { refuse: missing, why: `the path has no value behind the key "${key}"` }
        const credential = byToken.get(token)
        if (credential === undefined) {
          return { refuse: wrong, why: `no credential has the value behind the path's key "${key}"` }
        }
        const { name, status, kind = kinds[0] } = credential
        if (!accepts(kind, options)) {
          return { refuse: wrong, why: `credential "${name}" is a ${kind}, which opens nothing here` }
        }
        if (status === 'valid') return kind === kinds[0] ? { credential } : { credential, letIn: [wrong] }
        return { refuse: statuses[status] as string, why: `credential "${name}" is ${status}` }
      }
    },
    ways: () => [{ kind: 'path', key }],
    present: (credential) => ({ parameters: { [key]: credential['token'] as string } }),
  }
}
