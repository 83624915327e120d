import type { Auth, AuthOptions, Credential } from '../auth.ts'
import { fallback, object, oneOf, text } from '../schema.ts'

interface BearerOutcomes {
  readonly missing: string
  readonly wrong: string
  /** A status that a credential may have beside `valid`, and the outcome it leads to. Default: none */
  readonly statuses?: Readonly<Record<string, string>>
  /** The header that carries the token. Default: Authorization */
  readonly header?: (options: AuthOptions) => string
  /** The word before the token; empty for a bare token. Default: Bearer */
  readonly scheme?: (options: AuthOptions) => string
  /** Whether anybody may call. Default: nobody without a token may */
  readonly off?: (options: AuthOptions) => boolean
}

/** Who calls where anybody may. */
const ANYBODY: Credential = { name: 'anybody', status: 'valid' }

/**
 * A token behind a scheme (RFC 6750), in a header that options may name.
 *
 * @example bearerAuth({ missing: 'invalid_token', wrong: 'invalid_token' })
 */
export function bearerAuth(outcomes: BearerOutcomes): Auth {
  const { missing, wrong, statuses = {}, off = () => false } = outcomes
  const { header = () => 'Authorization', scheme = () => 'Bearer' } = outcomes
  return {
    headers: (options) => [header(options).toLowerCase()],
    credential: object({
      name: text('What commands and reports call it', 'valid', { min: 1 }),
      token: text('The token', 'my-token', { min: 1 }),
      status: fallback(oneOf('valid', ...Object.keys(statuses)), 'valid'),
    }),
    compile(credentials, options) {
      if (off(options)) {
        const anybody = { credential: ANYBODY, letIn: [missing, wrong] }
        return () => anybody
      }
      const byToken = new Map(credentials.map((credential) => [credential['token'], credential]))
      const [name, word] = [header(options), scheme(options)]
      const shown = word === '' ? 'a token alone' : `"${word} <token>"`
      if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
        return () => ({
          refuse: missing,
          why: `an option says that the token's header is "${name}": no header can be named so`,
        })
      }
      return (presented) => {
        const value = presented.header(name.toLowerCase())
        if (!value) return { refuse: missing, why: `the header "${name}" is missing or empty` }
        const token = tokenIn(value, word)
        if (token === undefined) return { refuse: wrong, why: `the header "${name}" is not ${shown}` }
        const credential = byToken.get(token)
        if (credential === undefined) {
          return { refuse: wrong, why: `no credential has the token in header "${name}"` }
        }
        if (credential.status === 'valid') return { credential }
        const why = `credential "${credential.name}" is ${credential.status}`
        return { refuse: statuses[credential.status] as string, why }
      }
    },
    ways: (options) =>
      off(options) ? [] : [{ kind: 'header', name: header(options), scheme: scheme(options) }],
    present({ token = '' }, options) {
      const [name, word] = options === undefined ? [] : [header(options), scheme(options)]
      const value = word === '' ? token : `${word ?? 'Bearer'} ${token}`
      return { headers: { [name ?? 'Authorization']: value } }
    },
  }
}

/** The token behind its scheme, whose capitals do not count (RFC 9110); undefined where the scheme is another. */
function tokenIn(value: string, scheme: string): string | undefined {
  if (scheme === '') return value
  if (value.slice(0, scheme.length).toLowerCase() !== scheme.toLowerCase()) return undefined
  return /^ +(\S.*)$/.exec(value.slice(scheme.length))?.[1]
}
