import { basic, clientPair } from '../../clients/smartspace-auth.ts'
import { stop, unchecked } from './check.ts'
import type { Mine } from './mine.ts'
import { bodyOf } from './reading.ts'
import type { Exchange } from './transport.ts'

/** Who calls, from the environment. */
export interface Credentials {
  readonly token?: string | undefined
  readonly pair?: { readonly user: string; readonly password: string } | undefined
  readonly client?:
    | { readonly id: string; readonly secret: string; readonly tokenUrl?: string | undefined }
    | undefined
}

/** A way of proving who calls. */
export type Way = 'token' | 'oauth2' | 'basic'

/** The ways that the credentials open, the first the usual one. */
export const waysOf = ({ token, pair, client }: Credentials): Way[] => [
  ...(token === undefined ? [] : ['token' as const]),
  ...(client === undefined ? [] : ['oauth2' as const]),
  ...(pair === undefined ? [] : ['basic' as const]),
]

/** An access token, and the exchange that brought it. */
export interface Grant {
  readonly token: string
  /** Seconds that it lives, where that is told. */
  readonly lives: number | undefined
  readonly exchange: Exchange
}

/** Asks the token endpoint, the client in the header (RFC 6749, sections 2.3.1 and 4.4). */
export function askForToken(
  mine: Mine,
  secret?: string,
  form = 'grant_type=client_credentials',
): Promise<Exchange> {
  const { client } = mine.credentials
  const url = mine.tokenUrl
  if (client === undefined || url === undefined) {
    return stop(unchecked('no OAuth2 client is given: set DUBLE_MINE_CLIENT_ID, _SECRET and _TOKEN_URL'))
  }
  const pair = clientPair({ clientId: client.id, clientSecret: secret ?? client.secret })
  const headers = {
    accept: 'application/json',
    authorization: basic(pair),
    'content-type': 'application/x-www-form-urlencoded',
  }
  return mine.send({ method: 'POST', url, headers, body: form })
}

/** The one token of a run. @throws Stop where the endpoint gives none */
export async function grantOf(mine: Mine): Promise<Grant> {
  const exchange = await askForToken(mine)
  const body = bodyOf(exchange)
  const { access_token, token_type, expires_in } = (body ?? {}) as Readonly<Record<string, unknown>>
  if (typeof access_token !== 'string' || access_token === '' || !/^bearer$/i.test(String(token_type))) {
    return stop(unchecked('the token endpoint gives no Bearer token'))
  }
  mine.secrets.add(access_token)
  const seconds = Number.parseInt(String(expires_in), 10)
  return { token: access_token, lives: Number.isNaN(seconds) ? undefined : seconds, exchange }
}
