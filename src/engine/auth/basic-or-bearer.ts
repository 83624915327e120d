import type { Auth, AuthOptions, Credential, Presented, Verdict, Way } from '../auth.ts'
import { words } from '../oauth.ts'
import { fallback, object, oneOf, optional, text } from '../schema.ts'
import { ISSUER, objectionToToken } from '../tokens.ts'
import { readPair, writePair } from './basic.ts'

interface Outcomes {
  /** Nothing was sent, or another way of proving oneself than is accepted. */
  readonly none: string
  readonly wrongPair: string
  /** The Bearer header is no header of its kind. */
  readonly malformed: string
  readonly badToken: string
  readonly smallScope: string
}

interface Rules {
  readonly outcomes: Outcomes
  /** Which of the two ways is open. */
  readonly accepts: (options: AuthOptions) => 'basic' | 'oauth2' | 'both'
  /** The scope that an operation asks of a token, if any. */
  readonly scopeOf: (operation: string, options: AuthOptions) => string | undefined
  /** Milliseconds after which a token is revoked though it has not expired; 0: never. */
  readonly revokedAfter: (options: AuthOptions) => number
  /** What a credential may have that does not say it. */
  readonly scopes: string
  readonly grants: string
}

/**
 * HTTP Basic (RFC 7617), a Bearer token (RFC 6750) that the room's own token endpoint has issued, or both;
 * the room has the tables `oauthTables`.
 *
 * @example basicOrBearer({ accepts: ({ auth }) => auth as 'both', scopeOf: () => 'read', … })
 */
export function basicOrBearer(rules: Rules): Auth {
  const { outcomes, accepts, scopeOf, revokedAfter } = rules
  return {
    headers: () => ['authorization'],
    credential: object({
      name: text('What commands and reports call it', 'valid', { min: 1 }),
      user: text('User name, and id as an OAuth client', 'my-company', { min: 1, pattern: '^[^:]*$' }),
      password: text('Password, and secret as an OAuth client', 'a-secret', { min: 1 }),
      status: fallback(oneOf('valid', 'disabled'), 'valid'),
      scopes: fallback(
        text('Scopes that its tokens may have, between them a space', rules.scopes),
        rules.scopes,
      ),
      grants: fallback(text('Grant types that it may use, between them a space', rules.grants), rules.grants),
      token: optional(
        text('A token of the fixture, sent by commands where Basic is not accepted', 'a-token'),
      ),
    }),
    compile(credentials, options) {
      const open = accepts(options)
      const pairs = new Map(credentials.map((credential) => [writePair(credential), credential]))
      const names = new Map(credentials.map((credential) => [credential.name, credential]))
      const life = revokedAfter(options)
      const basic = (header: string): Verdict => {
        const credential = pairs.get(header) ?? pairs.get(rewritten(header))
        const refused = (why: string): Verdict => ({ refuse: outcomes.wrongPair, why })
        if (credential === undefined) return refused('no credential has this user and password')
        return credential.status === 'valid' ? { credential } : refused(disabled(credential))
      }
      const bearer = (header: string, { row, now, operation }: Presented): Verdict => {
        const token = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(header)?.[1]
        if (token === undefined) {
          return { refuse: outcomes.malformed, why: 'the header "Authorization" is not "Bearer <token>"' }
        }
        const found = row('tokens', token)
        const objection = objectionToToken(found, row('issuer', ISSUER), now, life)
        if (objection !== undefined) return { refuse: outcomes.badToken, ...objection }
        const credential = names.get(String(found?.['client']))
        if (credential?.status !== 'valid') {
          const why = credential === undefined ? 'the token is of no known client' : disabled(credential)
          return { refuse: outcomes.badToken, why }
        }
        const scope = operation === undefined ? undefined : scopeOf(operation, options)
        if (scope === undefined) return { credential, letIn: [outcomes.smallScope] }
        if (words(String(found?.['scope'])).includes(scope)) return { credential }
        return { refuse: outcomes.smallScope, why: `the token lacks the scope ${scope}` }
      }
      return (presented) => {
        const header = presented.header('authorization')
        if (!header) return { refuse: outcomes.none, why: 'the header "Authorization" is missing' }
        if (open !== 'oauth2' && /^basic(?: |$)/i.test(header)) return basic(header)
        if (open !== 'basic' && /^bearer(?: |$)/i.test(header)) return bearer(header, presented)
        return {
          refuse: outcomes.none,
          why: `the header "Authorization" does not begin with ${EXPECTED[open]}`,
        }
      }
    },
    ways(options) {
      const open = accepts(options)
      const oauth2: Way = {
        kind: 'oauth2',
        scopes: words(rules.scopes),
        grants: words(rules.grants),
        scopeOf: (operation) => scopeOf(operation, options),
      }
      return [...(open === 'oauth2' ? [] : [BASIC]), ...(open === 'basic' ? [] : [oauth2])]
    },
    present(credential, options) {
      const { token } = credential
      if (token === undefined || options === undefined || accepts(options) !== 'oauth2') {
        return { headers: { Authorization: writePair(credential) } }
      }
      return { headers: { Authorization: `Bearer ${token}` } }
    },
  }
}

const BASIC: Way = { kind: 'basic' }
const EXPECTED = { basic: 'Basic', oauth2: 'Bearer', both: 'Basic or Bearer' } as const

const disabled = ({ name, status }: Credential): string => `credential "${name}" is ${status}`

/** A pair as every client writes it, whatever the capitals of its scheme or the filling at its end. */
function rewritten(header: string): string {
  const pair = readPair(header)
  return typeof pair === 'string' ? '' : writePair(pair)
}
