import { type Check, cannot, type Finding, note } from './check.ts'
import { askForToken } from './credentials.ts'
import type { Mine } from './mine.ts'
import { bodyOf, cameOf, isOk } from './reading.ts'
import { isObject } from './shape.ts'
import { known, opens } from './smartspace-asking.ts'
import { wrongPair } from './smartspace-proofs.ts'
import { reads } from './smartspace-reads.ts'
import type { Exchange } from './transport.ts'

const challengeOf = (exchange: Exchange): string =>
  exchange.came?.headers['www-authenticate'] === undefined ? 'without a challenge' : 'with a challenge'

async function refusedPair(mine: Mine): Promise<Finding> {
  if (mine.credentials.pair === undefined) cannot('no user is given')
  const exchange = await known(mine, { as: wrongPair(mine) })
  return note(`a wrong password: ${cameOf(exchange)} ${challengeOf(exchange)} (the fake: 401 with one)`)
}

async function tokenAnswer(mine: Mine): Promise<Finding> {
  const { lives, exchange } = await mine.grant()
  const stored = exchange.came?.headers['cache-control'] ?? 'none'
  const says = `a token lives ${lives === undefined ? 'untold' : `${lives} s`}; Cache-Control: ${stored}`
  return note(says, lives === undefined ? undefined : `oauth.expires_in=${lives}s`)
}

async function refusedClient(mine: Mine): Promise<Finding> {
  const exchange = await askForToken(mine, 'duble-wrong-secret')
  const body = bodyOf(exchange)
  const code = isObject(body) && typeof body['error'] === 'string' ? body['error'] : 'no error code'
  return note(`a wrong client secret: ${cameOf(exchange)}, ${code} (the fake: 401, invalid_client)`)
}

async function nobody(mine: Mine): Promise<Finding> {
  const exchange = await known(mine, { as: 'nobody' })
  return note(`without credentials: ${cameOf(exchange)} ${challengeOf(exchange)} (the fake: 401 with one)`)
}

async function dialect(mine: Mine): Promise<Finding> {
  const { client } = mine.credentials
  const url = mine.tokenUrl
  if (client === undefined || url === undefined) return cannot('no OAuth2 client is given')
  const form = { grant_type: 'client_credentials', client_id: client.id, client_secret: client.secret }
  const headers = { accept: 'application/json', 'content-type': 'application/json' }
  const exchange = await mine.send({ method: 'POST', url, headers, body: JSON.stringify(form) })
  const body = bodyOf(exchange)
  const taken = isOk(exchange) && isObject(body) && 'access_token' in body
  return note(`a token asked for in JSON: ${cameOf(exchange)}`, `oauth.dialect=${taken ? 'br' : 'rfc'}`)
}

/** Longer than so many seconds nobody waits for a token's end. */
const PATIENCE = 30

async function expiry(mine: Mine): Promise<Finding> {
  const { lives } = await mine.grant()
  if (lives === undefined || lives > PATIENCE) {
    return cannot(
      `a token lives ${lives === undefined ? 'as long as is not told' : `${lives} s`}: its end is not waited for`,
    )
  }
  await mine.sleep((lives + 1) * 1000)
  mine.forget()
  const exchange = await known(mine, { as: 'oauth2' })
  return note(`a token after its end: ${cameOf(exchange)} (the fake: 401)`)
}

async function whichAuth(mine: Mine): Promise<Finding> {
  const open: string[] = []
  for (const way of mine.ways) if (await opens(mine, way)) open.push(way)
  const basic = open.includes('basic')
  const token = open.includes('oauth2') || open.includes('token')
  if (!basic && !token) return note('none of the credentials opens it')
  const which = basic && token ? 'both' : basic ? 'basic' : 'oauth2'
  return note(`it is opened by ${open.join(' and ')}, of what was given`, `auth=${which}`)
}

async function scope(mine: Mine): Promise<Finding> {
  const body = bodyOf((await mine.grant()).exchange)
  const told = isObject(body) && 'scope' in body
  return note(`a token's answer tells ${told ? 'its' : 'no'} scope`, `oauth.scope_in_answer=${told}`)
}

async function bareBearer(mine: Mine): Promise<Finding> {
  const exchange = await known(mine, { as: { authorization: 'Bearer' } })
  return note(`Bearer without a token: ${cameOf(exchange)} (the fake: 400)`)
}

// biome-ignore format: a table
/** What the page leaves open of who calls. */
export const PROOF_NOTES: readonly Check[] = [
  reads('S-A04', 'how a wrong password is refused', refusedPair),
  reads('S-A05', "what a token's answer tells", tokenAnswer),
  reads('S-A06', 'how a wrong client is refused', refusedClient),
  reads('S-A07', 'how nobody is refused', nobody),
  reads('S-A08', 'in which dialect a token is asked for', dialect),
  reads('S-A09', "what is said after a token's end", expiry),
  reads('S-A12', 'which authentication opens it', whichAuth),
  reads('S-A17', "whether a token's answer tells its scope", scope),
  reads('S-A18', 'what is said of Bearer alone', bareBearer),
]
