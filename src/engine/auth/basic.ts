import type { Auth, AuthOptions, Verdict } from '../auth.ts'
import { fallback, object, oneOf, text } from '../schema.ts'

interface BasicOutcomes {
  readonly wrong: string
  /** Whether the user name counts. Default: it does */
  readonly checksUser?: (options: AuthOptions) => boolean
}

/** A user and a password as a header carries them. */
export const writePair = ({ user, password }: Readonly<Record<string, string>>): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

/** The user and the password in a header, or why there are none. */
export function readPair(header: string): { readonly user: string; readonly password: string } | string {
  const encoded = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header)?.[1]
  if (encoded === undefined) return 'the header "Authorization" is not "Basic <base64>"'
  const decoded = Buffer.from(encoded, 'base64').toString()
  const colon = decoded.indexOf(':')
  if (colon < 0) return 'the Basic pair has no colon'
  return { user: decoded.slice(0, colon), password: decoded.slice(colon + 1) }
}

/** HTTP Basic (RFC 7617), compared as text: one look-up for the pair as every client writes it. */
export function basicAuth({ wrong, checksUser = () => true }: BasicOutcomes): Auth {
  return {
    headers: () => ['authorization'],
    credential: object({
      name: text('What commands and reports call it', 'valid', { min: 1 }),
      user: text('User name', 'api_key', { min: 1, pattern: '^[^:]*$' }),
      password: text('Password', 'a-secret', { min: 1 }),
      status: fallback(oneOf('valid'), 'valid'),
    }),
    compile(credentials, options) {
      const byHeader = new Map(credentials.map((credential) => [writePair(credential), credential]))
      const checks = checksUser(options)
      const refused = (why: string): Verdict => ({ refuse: wrong, why })
      return (presented) => {
        const header = presented.header('authorization')
        if (!header) return refused('the header "Authorization" is missing')
        const exact = byHeader.get(header)
        if (exact !== undefined) return { credential: exact }
        const pair = readPair(header)
        if (typeof pair === 'string') return refused(pair)
        const fitting = credentials.filter(({ password }) => password === pair.password)
        if (fitting.length === 0) return refused('no credential has the password of the Basic pair')
        const credential = fitting.find(({ user }) => !checks || user === pair.user)
        if (credential === undefined) return refused('the user name of the Basic pair is wrong')
        return credential['user'] === pair.user ? { credential } : { credential, letIn: [wrong] }
      }
    },
    ways: () => [{ kind: 'basic' }],
    present: (credential) => ({ headers: { Authorization: writePair(credential) } }),
  }
}
