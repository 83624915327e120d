import { fallback, object, oneOf, type TSchema, text } from './schema.ts'

/** A credential as a fixture writes it. */
export interface Credential {
  /** What commands, scenarios and reports call it; never sent. */
  readonly name: string
  readonly status: string
  readonly [field: string]: string
}

/** What an authentication looks at. */
export interface Presented {
  header(name: string): string | undefined
  query(name: string): string | undefined
}

export type Verdict = { readonly credential: Credential } | { readonly refuse: string; readonly why: string }

type Options = Readonly<Record<string, unknown>>

/** One way of proving who calls. */
export interface Auth {
  /** The header that carries the secret, in lower case: the journal masks it. */
  readonly header: string
  /** What a fixture writes for one credential. */
  readonly credential: TSchema
  /** Looks a caller up; compiled once per set of credentials and options. */
  readonly compile: (
    credentials: readonly Credential[],
    options: Options,
  ) => (presented: Presented) => Verdict
  /** The header that a client sends, and its value. */
  readonly present: (credential: Readonly<Record<string, string>>) => readonly [string, string]
}

interface TokenOutcomes {
  readonly missing: string
  readonly wrong: string
  /** A status that a credential may have beside `valid`, and the outcome it leads to. */
  readonly statuses: Readonly<Record<string, string>>
  /** The outcome under these options, where an option changes it. */
  readonly under?: (outcome: string, options: Options) => string
  /** Where else a token is looked for. Default: nowhere */
  readonly alsoIn?: (options: Options) => 'nowhere' | 'bearer' | 'query'
}

/**
 * A raw token in a header of its own.
 *
 * @example tokenHeader('token', { missing: 'no_token', wrong: 'wrong_token', statuses: { disabled: 'disabled_token' } })
 */
export function tokenHeader(header: string, outcomes: TokenOutcomes): Auth {
  const { missing, wrong, statuses, under = (outcome) => outcome, alsoIn = () => 'nowhere' } = outcomes
  return {
    header: header.toLowerCase(),
    credential: object({
      name: text('What commands and reports call it', 'valid', { min: 1 }),
      token: text('The token', 'my-token', { min: 1 }),
      status: fallback(oneOf('valid', ...Object.keys(statuses)), 'valid'),
    }),
    compile(credentials, options) {
      const byToken = new Map(credentials.map((credential) => [credential['token'], credential]))
      const elsewhere = alsoIn(options)
      const read = (presented: Presented): string | undefined => {
        const own = presented.header(header)
        if (own) return own
        if (elsewhere === 'query') return presented.query(header)
        if (elsewhere === 'bearer')
          return /^bearer +(.+)$/i.exec(presented.header('authorization') ?? '')?.[1]
        return undefined
      }
      return (presented) => {
        const token = read(presented)
        if (!token) return { refuse: missing, why: `the header "${header}" is missing or empty` }
        const credential = byToken.get(token)
        if (credential === undefined) {
          return { refuse: wrong, why: `no credential has the token in header "${header}"` }
        }
        if (credential.status === 'valid') return { credential }
        const refuse = under(statuses[credential.status] as string, options)
        return { refuse, why: `credential "${credential.name}" is ${credential.status}` }
      }
    },
    present: (credential) => [header, credential['token'] as string],
  }
}

interface BasicOutcomes {
  readonly wrong: string
  /** Whether the user name counts. Default: it does */
  readonly checksUser?: (options: Options) => boolean
}

/** HTTP Basic (RFC 7617), compared as text: one look-up for the pair as every client writes it. */
export function basicAuth({ wrong, checksUser = () => true }: BasicOutcomes): Auth {
  const pair = ({ user, password }: Readonly<Record<string, string>>): string =>
    `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  return {
    header: 'authorization',
    credential: object({
      name: text('What commands and reports call it', 'valid', { min: 1 }),
      user: text('User name', 'api_key', { min: 1, pattern: '^[^:]*$' }),
      password: text('Password', 'a-secret', { min: 1 }),
      status: fallback(oneOf('valid'), 'valid'),
    }),
    compile(credentials, options) {
      const byHeader = new Map(credentials.map((credential) => [pair(credential), credential]))
      const checks = checksUser(options)
      const refused = (why: string): Verdict => ({ refuse: wrong, why })
      return (presented) => {
        const header = presented.header('authorization')
        if (!header) return refused('the header "Authorization" is missing')
        const exact = byHeader.get(header)
        if (exact !== undefined) return { credential: exact }
        const encoded = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header)?.[1]
        if (encoded === undefined) return refused('the header "Authorization" is not "Basic <base64>"')
        const decoded = Buffer.from(encoded, 'base64').toString()
        const colon = decoded.indexOf(':')
        if (colon < 0) return refused('the Basic pair has no colon')
        const fitting = credentials.filter(({ password }) => password === decoded.slice(colon + 1))
        if (fitting.length === 0) return refused('no credential has the password of the Basic pair')
        const credential = fitting.find(({ user }) => !checks || user === decoded.slice(0, colon))
        return credential ? { credential } : refused('the user name of the Basic pair is wrong')
      }
    },
    present: (credential) => ['Authorization', pair(credential)],
  }
}
