import type { Auth, AuthOptions, Presented, Way } from '../auth.ts'
import { fallback, object, oneOf, text } from '../schema.ts'

interface TokenOutcomes {
  readonly missing: string
  readonly wrong: string
  /** A status that a credential may have beside `valid`, and the outcome it leads to. */
  readonly statuses: Readonly<Record<string, string>>
  /** The outcome under these options, where an option changes it. */
  readonly under?: (outcome: string, options: AuthOptions) => string
  /** Where else a token is looked for. Default: nowhere */
  readonly alsoIn?: (options: AuthOptions) => 'nowhere' | 'bearer' | 'query'
}

/**
 * A raw token in a header of its own.
 *
 * @example tokenHeader('token', { missing: 'no_token', wrong: 'wrong_token', statuses: { disabled: 'disabled_token' } })
 */
export function tokenHeader(header: string, outcomes: TokenOutcomes): Auth {
  const { missing, wrong, statuses, under = (outcome) => outcome, alsoIn = () => 'nowhere' } = outcomes
  return {
    headers: () => [header.toLowerCase()],
    credential: object({
      name: text('What commands and reports call it', 'valid', { min: 1 }),
      token: text('The token', 'my-token', { min: 1 }),
      status: fallback(oneOf('valid', ...Object.keys(statuses)), 'valid'),
    }),
    compile(credentials, options) {
      const byToken = new Map(credentials.map((credential) => [credential['token'], credential]))
      const elsewhere = alsoIn(options)
      const read = (presented: Presented): string | undefined => {
        const own = presented.header(header.toLowerCase())
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
        if (credential.status === 'valid') {
          return presented.header(header.toLowerCase()) ? { credential } : { credential, letIn: [missing] }
        }
        const refuse = under(statuses[credential.status] as string, options)
        return { refuse, why: `credential "${credential.name}" is ${credential.status}` }
      }
    },
    ways(options) {
      const own: Way = { kind: 'header', name: header, scheme: '' }
      const elsewhere = alsoIn(options)
      if (elsewhere === 'query') return [own, { kind: 'query', name: header }]
      if (elsewhere === 'bearer') return [own, { kind: 'header', name: 'Authorization', scheme: 'Bearer' }]
      return [own]
    },
    present: (credential) => ({ headers: { [header]: credential['token'] as string } }),
  }
}
