import { browsers } from './browsers.ts'
import { type Check, cannot, type Finding, note } from './check.ts'
import type { Mine } from './mine.ts'
import { bodyOf, cameOf, isOk, statusOf, textOf } from './reading.ts'
import { customerOf, customersOf, known, lookUp } from './smartspace-asking.ts'
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
  looks('S-A13', 'whether a customer has a code', code),
  looks('S-A15', 'what is said of a key that is there twice', twice),
  looks('S-A16', 'what becomes of a field without a value', emptyFields),
  looks('S-A19', 'what is said of another method', otherMethod),
  looks('S-A21', 'whether browsers may call', (mine) => browsers(mine, 'consultar')),
]
