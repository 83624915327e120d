import { basic } from '../../clients/smartspace-auth.ts'
import { type Check, cannot, type Finding, met, notMet, unchecked } from './check.ts'
import { askForToken } from './credentials.ts'
import type { Mine } from './mine.ts'
import { bodyOf, cameOf, isOk, isRefused, see, statusOf } from './reading.ts'
import { isObject } from './shape.ts'
import { known } from './smartspace-asking.ts'
import { KNOWN } from './smartspace-reads.ts'
import type { Exchange } from './transport.ts'

const NO_PAIR = 'no user is given: set DUBLE_MINE_USER and DUBLE_MINE_PASSWORD'
const NO_CLIENT =
  'no OAuth2 client is given: set DUBLE_MINE_CLIENT_ID, DUBLE_MINE_CLIENT_SECRET and, where it is not below the URL, DUBLE_MINE_TOKEN_URL'

/** The pair with a password that is none. */
export const wrongPair = (mine: Mine): { authorization: string } => {
  const { pair = { user: 'duble', password: '' } } = mine.credentials
  return { authorization: basic({ user: pair.user, password: 'duble-wrong-password' }) }
}

/** Whether an answer says that the credentials do not do, and not that something else is wrong. */
const isShut = (exchange: Exchange): boolean => [401, 403].includes(statusOf(exchange))

async function nobodyIsLetIn(mine: Mine): Promise<Finding> {
  if (mine.ways.length === 0) return unchecked('no credentials are given')
  if (!isOk(await known(mine))) cannot('with credentials nothing is answered either: see S-01')
  const exchange = await known(mine, { as: 'nobody' })
  if (isRefused(mine, exchange)) return met()
  return notMet(exchange, `without credentials: ${cameOf(exchange)}`, 'a refusal, such as HTTP 401')
}

async function pairOpens(mine: Mine): Promise<Finding> {
  if (mine.credentials.pair === undefined) return unchecked(NO_PAIR)
  const exchange = await known(mine, { as: 'basic' })
  if (!isOk(exchange)) {
    if (!isShut(exchange)) return see('S-01')
    return notMet(exchange, `with user and password: ${cameOf(exchange)}`, 'HTTP 200 (RFC 7617)')
  }
  const wrong = await known(mine, { as: wrongPair(mine) })
  if (isRefused(mine, wrong)) return met()
  return notMet(wrong, `with a wrong password: ${cameOf(wrong)}`, 'a refusal, such as HTTP 401')
}

async function tokenOpens(mine: Mine): Promise<Finding> {
  if (mine.credentials.client === undefined) return unchecked(NO_CLIENT)
  const given = await askForToken(mine)
  const body = bodyOf(given)
  if (!isOk(given) || !isObject(body)) {
    const right =
      'HTTP 200 and access_token, token_type Bearer, for grant_type=client_credentials (RFC 6749, section 4.4)'
    return notMet(given, `the token endpoint: ${cameOf(given)}`, right)
  }
  if (typeof body['access_token'] !== 'string' || !/^bearer$/i.test(String(body['token_type']))) {
    return notMet(
      given,
      'the answer has no access_token with token_type Bearer',
      'both (RFC 6749, section 5.1)',
    )
  }
  const exchange = await known(mine, { as: 'oauth2' })
  if (!isOk(exchange) && !isShut(exchange)) return see('S-01')
  if (!isOk(exchange)) return notMet(exchange, `with the token: ${cameOf(exchange)}`, 'HTTP 200')
  const wrong = await known(mine, { as: mine.bearing('duble-wrong-token') })
  if (isRefused(mine, wrong)) return met()
  return notMet(wrong, `with a wrong token: ${cameOf(wrong)}`, 'a refusal, such as HTTP 401')
}

const proves = (row: string, says: string, check: Check['check']): Check => ({
  row,
  says,
  needs: KNOWN,
  writes: false,
  check,
})

// biome-ignore format: a table
export const PROOFS: readonly Check[] = [
  proves('S-07', 'nobody is let in without credentials', nobodyIsLetIn),
  proves('S-08', 'user and password open it, and a wrong password does not', pairOpens),
  proves('S-09', 'a client gets a token that opens it, and a wrong token does not', tokenOpens),
]
