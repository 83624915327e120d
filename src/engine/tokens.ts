/** Access tokens as rows of a fake's state: opaque values, which the world's clock ends. */
import type { Table } from './draft.ts'
import { type Row, type RowOf, table } from './fixture.ts'
import { fallback, oneOf, optional, text, truth } from './schema.ts'

const INSTANT = '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.][0-9]{3})?Z$'
const instant = (description: string, example: string) => text(description, example, { pattern: INSTANT })
const count = (description: string) => text(description, '1', { pattern: '^[0-9]+$' })

/** The one row of the table `issuer`. */
export const ISSUER = 'issuer'
/** The generation of tokens before any were revoked. */
export const FIRST = '1'
/** What a room with a token endpoint adds to its tables. */
export const oauthTables = {
  tokens: table(
    {
      token: text('The access token', 'a-token', { min: 1, pattern: '^[A-Za-z0-9._~+/-]+=*$' }),
      /** Name of the credential that it was issued to. */
      client: text('Name of a credential', 'valid', { min: 1 }),
      scope: fallback(text('Scopes, between them a space', 'read write'), ''),
      expires_at: instant('When it ends, in UTC', '2099-12-31T23:59:59Z'),
      issued_at: optional(instant('When it was issued, in UTC', '2026-01-01T00:00:00Z')),
      generation: fallback(count('The issuer\u2019s generation that it is of'), FIRST),
      status: fallback(oneOf('valid', 'revoked'), 'valid'),
    },
    'token',
  ),
  /** Revoked, all tokens issued so far are worth nothing, and the next one begins another generation. */
  issuer: table(
    {
      id: fallback(oneOf(ISSUER), ISSUER),
      generation: optional(count('Generation of the tokens')),
      revoked: fallback(truth('Whether all tokens issued so far are revoked', true), false),
    },
    'id',
  ),
} as const

export type Token = RowOf<typeof oauthTables.tokens>
export type Issuer = RowOf<typeof oauthTables.issuer>

interface Objected {
  readonly why: string
  readonly expired?: true
}

/** Why a token is worth nothing now, if it is. @param revokedAfter milliseconds; 0: never */
export function objectionToToken(
  row: Row | undefined,
  issuer: Row | undefined,
  now: number,
  revokedAfter: number,
): Objected | undefined {
  if (row === undefined) return { why: 'the token is not known' }
  const token = row as unknown as Token
  if (token.status === 'revoked') return { why: 'the token is revoked' }
  const { revoked = false, generation = FIRST } = (issuer ?? {}) as Partial<Issuer>
  if (revoked || token.generation !== generation) return { why: 'all tokens of its generation are revoked' }
  if (now >= Date.parse(token.expires_at)) {
    return { why: `the token expired at ${token.expires_at}`, expired: true }
  }
  const issuedAt = Date.parse(token.issued_at ?? '')
  if (revokedAfter > 0 && now >= issuedAt + revokedAfter) {
    return { why: 'the token was revoked before it expired' }
  }
  return undefined
}

const DAY = 86_400_000
/** More issued tokens than this are not kept: a load test must not fill the memory. */
const MOST = 100_000

/** Takes issued tokens away that ended a day ago, and the oldest of too many; a fixture's own stay. */
export function forgetTokens(tokens: Table<Token>, now: number): void {
  const issued = [...tokens.each()].filter(({ issued_at }) => issued_at !== undefined)
  for (const [index, token] of issued.entries()) {
    const surplus = index < issued.length - MOST
    if (surplus || Date.parse(token.expires_at) + DAY < now) tokens.remove(token)
  }
}
