import { type Check, type Finding, met, notMet, unchecked } from './check.ts'
import { jsonMistake } from './json-answer.ts'
import type { Mine } from './mine.ts'
import { bodyOf, cameOf, isOk } from './reading.ts'
import { isObject, kindOf, shownKey, some, unique } from './shape.ts'
import { customerOf, customersOf, knownBody, lookUp, namesOf, platform } from './smartspace-asking.ts'
import { isMistrusted } from './transport.ts'

export const KNOWN = ['a known CPF']

const somebody = (body: unknown): boolean =>
  Array.isArray(body) ? body.length > 0 : isObject(body) && Object.keys(body).length > 0

async function isFound(mine: Mine): Promise<Finding> {
  const { exchange, body } = await knownBody(mine)
  if (!somebody(body)) return notMet(exchange, 'nobody is found', 'the customer of that CPF')
  const unknown = mine.data('an unknown CPF')
  if (unknown === '') return met()
  const other = await lookUp(mine, unknown)
  const stranger = bodyOf(other)
  if (isOk(other) && mine.api.readError(stranger) === undefined && somebody(stranger)) {
    return notMet(other, 'a CPF that nobody has is answered with somebody', 'nobody: an empty array, or 404')
  }
  return met()
}

async function isJson(mine: Mine): Promise<Finding> {
  const exchanges = [await lookUp(mine, mine.data('a known CPF'))]
  if (mine.ways.includes('oauth2')) exchanges.push((await mine.grant()).exchange)
  const answers = exchanges.filter(isOk)
  if (answers.length === 0) return unchecked('nothing was answered with 200: see S-01')
  for (const exchange of answers) {
    const mistake = jsonMistake(exchange)
    if (mistake !== undefined) return notMet(exchange, mistake.came, mistake.right)
  }
  return met()
}

async function isHttps(mine: Mine): Promise<Finding> {
  const { protocol, hostname } = new URL(mine.url)
  const exchange = await mine.ask('consultar', {}, { as: 'nobody' })
  if (protocol === 'https:') {
    if (exchange.came !== undefined) {
      return mine.insecure
        ? unchecked('--insecure believes any certificate')
        : met('and its certificate is believed')
    }
    const { failed = '' } = exchange
    if (!isMistrusted(failed)) return unchecked(cameOf(exchange))
    return notMet(
      exchange,
      `its certificate is not believed: ${failed}`,
      'a certificate that every client believes',
    )
  }
  if (/^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)) {
    return unchecked('of a server on this machine, HTTPS is not asked')
  }
  return notMet(exchange, 'the URL is http://', 'https://')
}

async function answersAtItsPaths(mine: Mine): Promise<Finding> {
  await customersOf(mine)
  if (mine.ways.includes('oauth2')) await mine.grant()
  return met()
}

async function isDescribed(mine: Mine): Promise<Finding> {
  const { exchange, customer } = await customerOf(mine)
  const names = namesOf(mine)
  const known = Object.keys(customer).filter((name) => names.includes(name))
  if (!known.includes('nome')) {
    return notMet(
      exchange,
      `there is no nome among ${some(Object.keys(customer).map(shownKey))}`,
      'nome, and what else is known',
    )
  }
  const further = Object.keys(customer).length - known.length
  return met(`${known.length} of the document's fields${further === 0 ? '' : `, ${further} others`}`)
}

async function isArray(mine: Mine): Promise<Finding> {
  const { exchange, body } = await knownBody(mine, 'S-01')
  if (!Array.isArray(body)) return notMet(exchange, `the answer is ${kindOf(body)}`, 'an array of customers')
  await platform(mine)
    .lookup({ cpf: mine.data('a known CPF') })
    .catch(() => {}) // what else it cannot read is the next rows' to say
  return met()
}

async function isFlat(mine: Mine): Promise<Finding> {
  const { exchange, customers } = await customersOf(mine)
  const deep = customers.flatMap((customer) =>
    Object.entries(customer)
      .filter(([, value]) => typeof value === 'object' && value !== null)
      .map(([name, value]) => `${shownKey(name)} is ${kindOf(value)}`),
  )
  if (deep.length === 0) return met()
  return notMet(exchange, some(unique(deep)), 'texts on level one: the platform cannot read what lies deeper')
}

async function addressIsNamed(mine: Mine): Promise<Finding> {
  const { exchange, customers } = await customersOf(mine)
  const right = namesOf(mine).filter((name) => name.startsWith('endereco'))
  const found = unique(customers.flatMap(Object.keys)).filter((name) => /^endere[cç]o/i.test(name))
  const nested = customers.some((customer) => isObject(customer['endereco']))
  if (nested) return unchecked('the address lies deeper than level one: see S-12')
  if (found.length === 0) return unchecked('the known customer has no address')
  const wrong = found.filter((name) => !right.includes(name))
  if (wrong.length === 0) return met(`${found.length} of the eight attributes`)
  const snake = wrong.some((name) => name.includes('_'))
  const why = snake ? '; the sample writes so, yet the rule says "devem" (S-Q2)' : ''
  return notMet(exchange, `${some(wrong)}${why}`, right.join(', '))
}

async function isOneObject(mine: Mine): Promise<Finding> {
  const { exchange, body } = await knownBody(mine, 'S-01')
  if (!Array.isArray(body)) return unchecked('the answer is no array: see S-11')
  const strange = body.filter((each) => !isObject(each))
  if (strange.length === 0) return met(`${body.length} of them`)
  return notMet(exchange, `an element is ${kindOf(strange[0])}`, 'objects')
}

/** How the sample writes some of its texts; what is empty is let be. */
const WRITTEN: readonly (readonly [name: RegExp, text: RegExp, says: string])[] = [
  [/^cpf$/, /^\d{11}$/, 'eleven digits without a mask'],
  [/^cnpj$/, /^[0-9A-Z]{12}\d{2}$/, 'fourteen characters without a mask'],
  [/^telefone/, /^\d+$/, 'digits alone'],
  [/^endereco_?cep$/i, /^\d{8}$/, 'eight digits'],
  [/^data_nascimen(to)?$/, /^\d\d\/\d\d\/\d{4}$/, 'dd/mm/aaaa'],
]

async function isText(mine: Mine): Promise<Finding> {
  const { exchange, customers } = await customersOf(mine)
  const fields = customers.flatMap((customer) => Object.entries(customer))
  const other = fields
    .filter(([, value]) => typeof value !== 'string' && (value === null || typeof value !== 'object'))
    .map(([name, value]) => `${shownKey(name)} is ${kindOf(value)}`)
  if (other.length > 0) return notMet(exchange, some(unique(other)), 'texts, numbers and SIM and TRUE too')
  for (const [name, value] of fields) {
    const [, text, says] = WRITTEN.find(([pattern]) => pattern.test(name)) ?? []
    if (text === undefined || typeof value !== 'string' || value === '' || text.test(value)) continue
    return notMet(exchange, `${name} is written in another way`, `${name} as the sample writes it: ${says}`)
  }
  return met()
}

/** A check that a customer whose CPF is known is enough for, and that writes nothing. */
export const reads = (row: string, says: string, check: Check['check']): Check => ({
  row,
  says,
  needs: KNOWN,
  writes: false,
  check,
})

// biome-ignore format: a table
export const READS: readonly Check[] = [
  reads('S-01', 'a customer is found, and nobody by a CPF that nobody has', isFound),
  reads('S-04', 'every answer is JSON in UTF-8, and says so', isJson),
  { ...reads('S-05', 'the API is reached over HTTPS', isHttps), httpsAlone: true },
  reads('S-06', 'the calls answer at the paths that you name', answersAtItsPaths),
  reads('S-10', 'a customer has a name under the name nome', isDescribed),
  reads('S-11', 'customers stand in an array', isArray),
  reads('S-12', 'nothing lies deeper than level one', isFlat),
  reads('S-13', 'an address has the eight names in camel case', addressIsNamed),
  reads('S-14', 'the array holds objects', isOneObject),
  reads('S-16', 'every value is a text, written as in the sample', isText),
]
