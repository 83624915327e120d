/** "A API deve ter um dos seguintes tipos de autenticação": a pair, an OAuth2 client, or a token given once and for all. */
export type SmartspaceAuth = Pair | OAuthClient | { readonly token: string }

export interface Pair {
  readonly user: string
  readonly password: string
}

export interface OAuthClient {
  readonly clientId: string
  readonly clientSecret: string
  /** Default: /oauth/token */
  readonly tokenPath?: string
  /** Default: all that the client may have */
  readonly scope?: string
}

/** What goes into the header Authorization (RFC 7617). */
export const basic = ({ user, password }: Pair): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

/** A client's id and secret as a pair: both halves are form-encoded first (RFC 6749, section 2.3.1). */
export const clientPair = ({ clientId, clientSecret }: OAuthClient): Pair => ({
  user: formEncoded(clientId),
  password: formEncoded(clientSecret),
})

const formEncoded = (text: string): string => String(new URLSearchParams({ _: text })).slice(2)

/** What no error may repeat. */
export function secretsOf(auth: SmartspaceAuth): string[] {
  if ('token' in auth) return [auth.token]
  if ('user' in auth) return [auth.password, inHeader(auth)]
  const pair = clientPair(auth)
  return [auth.clientSecret, pair.password, inHeader(pair)]
}

const inHeader = (pair: Pair): string => basic(pair).slice('Basic '.length)
