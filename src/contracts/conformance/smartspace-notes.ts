import { type Check, cannot, type Finding, note } from './check.ts'
import { askForToken } from './credentials.ts'
import { browsers } from './datacake-notes.ts'
import type { Mine } from './mine.ts'
import { bodyOf, cameOf, isOk, statusOf, textOf } from './reading.ts'
import { isObject } from './shape.ts'
import { customerOf, customersOf, known, lookUp, opens } from './smartspace-asking.ts'
import { wrongPair } from './smartspace-proofs.ts'
import { KNOWN } from './smartspace-reads.ts'

async function isValidJson(mine: Mine): Promise<Finding> {
  const exchange = await known(mine)
  if (!isOk(exchange)) cannot('the known customer is not answered: see S-01')
  if (bodyOf(exchange) !== undefined) return note('an answer is valid JSON', 'literal_invalid_json=false')
  return note('an answer is no JSON', /[“”]/.test(textOf(exchange)) ? 'literal_invalid_json=true' : undefined)
}

async function addressStyle(mine: Mine): Promise<Finding> {
  const names = Object.keys((await customerOf(mine)).customer).filter((name) => name.startsWith('endereco'))
  const snake = names.some((name) => name.includes('_'))
  const camel = names.some((name) => /^endereco[A-Z]/.test(name))
  if (snake && camel) return note('an address is named in both ways', 'address_style=both')
  if (!snake && !camel) return note('the known customer has no address on level one')
  return note(
    `an address is named in ${snake ? 'snake' : 'camel'} case`,
    `address_style=${snake ? 'snake' : 'camel'}`,
  )
}

async function birthKey(mine: Mine): Promise<Finding> {
  const { customer } = await customerOf(mine)
  const key = ['data_nascimen', 'data_nascimento'].find((name) => name in customer)
  return key === undefined
    ? note('there is no date of birth under either name')
    : note(`the key is ${key}`, `birth_key=${key}`)
}

async function flags(mine: Mine): Promise<Finding> {
  const { customer } = await customerOf(mine)
  const flag = customer['ativo'] ?? customer['pos_graduacao']
  if (typeof flag === 'boolean') return note('flags are truth values', 'flags=boolean')
  return typeof flag === 'string'
    ? note('flags are texts', 'flags=text')
    : note('there is neither ativo nor pos_graduacao')
}

async function masked(mine: Mine): Promise<Finding> {
  const exchange = await mine.ask('consultar', { cpf: mine.data('a known CPF') })
  const bare = await known(mine)
  const same = isOk(exchange) && textOf(exchange) === textOf(bare)
  return note(`a CPF as it is written in the test data: ${same ? 'the same answer' : cameOf(exchange)}`)
}

async function unknownCustomer(mine: Mine): Promise<Finding> {
  const exchange = await lookUp(mine, mine.data('an unknown CPF'))
  const body = bodyOf(exchange)
  if (statusOf(exchange) === 404) return note('nobody: HTTP 404', 'unknown_customer=not_found')
  if (isOk(exchange) && Array.isArray(body) && body.length === 0) {
    return note('nobody: an empty array', 'unknown_customer=empty')
  }
  return note(`nobody: ${cameOf(exchange)}`)
}

const challengeOf = (exchange: Awaited<ReturnType<typeof known>>): string =>
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

async function code(mine: Mine): Promise<Finding> {
  const served = 'codigo' in (await customerOf(mine)).customer
  return note(`a customer has ${served ? 'a' : 'no'} codigo`, `codigo=${served ? 'served' : 'omitted'}`)
}

async function twice(mine: Mine): Promise<Finding> {
  const exchange = await known(mine, { query: '&cpf=0' })
  if (statusOf(exchange) >= 400)
    return note(`a key that is there twice: ${cameOf(exchange)}`, 'repeated_parameter=refused')
  const body = bodyOf(exchange)
  const first = Array.isArray(body) && body.length > 0
  return note(
    `of a key that is there twice the ${first ? 'first' : 'last'} counts`,
    `repeated_parameter=${first ? 'first' : 'last'}`,
  )
}

async function emptyFields(mine: Mine): Promise<Finding> {
  const { customers } = await customersOf(mine)
  const empty = customers.some((customer) => Object.values(customer).includes(''))
  return empty
    ? note('a field without a value is empty', 'empty_fields=empty')
    : note('no field is empty', 'empty_fields=omitted')
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

async function otherMethod(mine: Mine): Promise<Finding> {
  const exchange = await known(mine, { method: 'PROPFIND' })
  const allow = exchange.came?.headers['allow'] === undefined ? 'without' : 'with'
  return note(`another method: ${cameOf(exchange)} ${allow} Allow (the fake: 405 with it)`)
}

const looks = (
  row: string,
  says: string,
  check: Check['check'],
  needs: readonly string[] = KNOWN,
): Check => ({
  row,
  says,
  needs,
  writes: false,
  check,
})

// biome-ignore format: a table
/** What the page leaves open, seen without changing anything. */
export const NOTES: readonly Check[] = [
  looks('S-Q1', 'whether an answer is JSON', isValidJson),
  looks('S-Q2', 'how an address is named', addressStyle),
  looks('S-Q3', 'how the date of birth is named', birthKey),
  looks('S-Q4', 'what flags are', flags),
  looks('S-A01', 'what is said of a masked CPF', masked),
  looks('S-A02', 'what is said of nobody', unknownCustomer, ['an unknown CPF']),
  looks('S-A04', 'how a wrong password is refused', refusedPair),
  looks('S-A05', "what a token's answer tells", tokenAnswer),
  looks('S-A06', 'how a wrong client is refused', refusedClient),
  looks('S-A07', 'how nobody is refused', nobody),
  looks('S-A08', 'in which dialect a token is asked for', dialect),
  looks('S-A09', "what is said after a token's end", expiry),
  looks('S-A12', 'which authentication opens it', whichAuth),
  looks('S-A13', 'whether a customer has a code', code),
  looks('S-A15', 'what is said of a key that is there twice', twice),
  looks('S-A16', 'what becomes of a field without a value', emptyFields),
  looks('S-A17', "whether a token's answer tells its scope", scope),
  looks('S-A18', 'what is said of Bearer alone', bareBearer),
  looks('S-A19', 'what is said of another method', otherMethod),
  looks('S-A21', 'whether browsers may call', (mine) => browsers(mine, 'consultar')),
]
