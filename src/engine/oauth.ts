/**
 * OAuth 2.0's token endpoint (RFC 6749), whose tokens are rows of the fake's state. Comments name the sections.
 */
import { readPair } from './auth/basic.ts'
import type { Credential } from './auth.ts'
import type { Table } from './draft.ts'
import { FIRST, forgetTokens, ISSUER, type Issuer, type Token } from './tokens.ts'

/** The last moment that a Date can be. */
const LAST = 8.64e15
/** After so many tokens, those that nobody can want any more are forgotten. */
const SWEEP = 1000

/** Error codes of section 5.2. */
export type TokenError =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'

interface TokenRequest {
  readonly grant_type?: string | undefined
  readonly scope?: string | undefined
  readonly client_id?: string | undefined
  readonly client_secret?: string | undefined
  readonly username?: string | undefined
  readonly password?: string | undefined
}

/** What the endpoint needs of a handler's context. */
interface Desk {
  readonly state: { readonly tokens: Table<Token>; readonly issuer: Table<Issuer> }
  readonly now: number
  readonly credentials: readonly Credential[]
  header(name: string): string | undefined
  uuid(): string
  next(counter: string): number
  fail(code: TokenError, why: string): never
}

interface Rules {
  /** Grant types that the endpoint knows: `client_credentials`, `password`. */
  readonly grants: readonly string[]
  /** Milliseconds that a token lives. */
  readonly expiresIn: number
}

/**
 * Issues a token. Credentials have `user` and `password` as the client's id and secret (and, for the grant `password`,
 * as a person's), and `scopes` and `grants`, texts with a space between the words.
 *
 * @example oauth_token: (request, context) => issueToken(request, context, { grants: ['client_credentials'], expiresIn: 3_600_000 })
 */
export function issueToken(sent: TokenRequest, desk: Desk, { grants, expiresIn }: Rules) {
  const request = withoutEmpty(sent)
  const { state, now } = desk
  const { grant_type } = request
  if (grant_type === undefined) desk.fail('invalid_request', 'grant_type is missing')
  const client = clientOf(request, desk)
  if (!grants.includes(grant_type)) {
    desk.fail('unsupported_grant_type', `the grant type is none of ${grants.join(', ')}`)
  }
  if (!words(client['grants']).includes(grant_type)) {
    desk.fail('unauthorized_client', `credential "${client.name}" may not use ${grant_type}`)
  }
  if (grant_type === 'password') checkPerson(request, desk)
  const scope = scopeOf(request.scope, client, desk)
  const issuer = state.issuer.get(ISSUER)
  let generation = issuer?.generation ?? FIRST
  if (issuer?.revoked) {
    generation = String(Number(generation) + 1)
    state.issuer.put({ id: ISSUER, generation, revoked: false })
  }
  if (desk.next('tokens') % SWEEP === 0) forgetTokens(state.tokens, now)
  const token = desk.uuid()
  state.tokens.put({
    token,
    client: client.name,
    scope,
    expires_at: new Date(Math.min(now + expiresIn, LAST)).toISOString(),
    issued_at: new Date(now).toISOString(),
    generation,
    status: 'valid',
  })
  return {
    access_token: token,
    token_type: 'Bearer',
    expires_in: Math.floor(expiresIn / 1000),
    scope,
  } as const
}

/** "Parameters sent without a value MUST be treated as if they were omitted from the request" (3.2). */
function withoutEmpty(sent: TokenRequest): TokenRequest {
  return Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== ''))
}

/** Who asks: in the header, or in the body, never in both (2.3). */
function clientOf({ client_id, client_secret }: TokenRequest, desk: Desk): Credential {
  const authorization = desk.header('authorization')
  const proof = authorization ? inHeader(authorization, desk) : { user: client_id, password: client_secret }
  if (authorization && client_secret !== undefined) {
    desk.fail('invalid_request', 'the client proves itself in the header and in the body')
  }
  if (authorization && client_id !== undefined && client_id !== proof.user) {
    desk.fail('invalid_request', 'client_id in the body is another than in the header')
  }
  if (proof.user === undefined)
    desk.fail('invalid_client', 'no client proves itself, neither in the header nor in the body')
  if (proof.password === undefined) desk.fail('invalid_client', 'client_secret is missing')
  const client = desk.credentials.find(
    ({ user, password }) => user === proof.user && password === proof.password,
  )
  if (client === undefined) desk.fail('invalid_client', 'no credential has this client and secret')
  if (client.status !== 'valid')
    desk.fail('invalid_client', `credential "${client.name}" is ${client.status}`)
  return client
}

/** Both halves are form-encoded before they become a Basic pair (2.3.1). */
function inHeader(authorization: string, desk: Desk): { user: string; password: string } {
  const pair = readPair(authorization)
  if (typeof pair === 'string') desk.fail('invalid_client', pair)
  try {
    return { user: formDecoded(pair.user), password: formDecoded(pair.password) }
  } catch {
    desk.fail('invalid_client', 'the Basic pair is not form-encoded')
  }
}

const formDecoded = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '))

/** The resource owner of section 4.3. */
function checkPerson({ username, password }: TokenRequest, desk: Desk): void {
  if (username === undefined) desk.fail('invalid_request', 'username is missing')
  if (password === undefined) desk.fail('invalid_request', 'password is missing')
  const known = desk.credentials.some(
    ({ status, user, ...rest }) => status === 'valid' && user === username && rest['password'] === password,
  )
  if (!known) desk.fail('invalid_grant', 'no credential has this user name and password')
}

/** What is asked for, or all that the client may have (3.3). */
function scopeOf(asked: string | undefined, client: Credential, desk: Desk): string {
  const allowed = words(client['scopes'])
  if (asked === undefined) return allowed.join(' ')
  if (!/^[!#-[\]-~]+(?: [!#-[\]-~]+)*$/.test(asked))
    desk.fail('invalid_scope', 'scope is not words with one space between them')
  const wanted = [...new Set(words(asked))]
  const over = wanted.filter((word) => !allowed.includes(word)).length
  if (over > 0)
    desk.fail(
      'invalid_scope',
      `${over} of the scopes asked for are unknown or not for credential "${client.name}"`,
    )
  return wanted.join(' ')
}

/** The words of a text. */
export const words = (text = ''): string[] => text.split(' ').filter(Boolean)
