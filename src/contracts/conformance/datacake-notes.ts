import { browsers } from './browsers.ts'
import { type Check, cannot, type Finding, note } from './check.ts'
import { clientOf, idOf, listOf } from './datacake-asking.ts'
import type { Mine } from './mine.ts'
import { bodyOf, cameOf, isOk, isRefused, statusOf, textOf } from './reading.ts'
import { isObject, keysOf, lacking, notText, some } from './shape.ts'

const KNOWN = ['a known CPF']
const UNKNOWN = ['an unknown CPF']

async function lists(mine: Mine): Promise<Finding> {
  const text = textOf(await mine.ask('produtos', {}))
  if (/^\s*\{\s*\[/.test(text)) return note('a list stands in braces without a key', 'literal_envelope=true')
  return /^\s*\[/.test(text)
    ? note('a list is bare', 'literal_envelope=false')
    : note('a list comes otherwise')
}

async function queryOrBody(mine: Mine): Promise<Finding> {
  const cnpj_cpf = mine.data('a known CPF')
  const taken: string[] = []
  for (const [where, payload] of [
    ['the query', false],
    ['a JSON body', true],
  ] as const) {
    const exchange = await mine.ask('clientes', { cnpj_cpf }, { payload })
    const body = bodyOf(exchange)
    if (isOk(exchange) && isObject(body) && body['id_cliente']) taken.push(where)
  }
  return note(`a GET's fields are read from ${taken.join(' and ') || 'neither the query nor a JSON body'}`)
}

async function sexo(mine: Mine): Promise<Finding> {
  const { body } = await clientOf(mine, 'K-04')
  const key = Object.keys(body).find((name) => name.toLowerCase() === 'sexo')
  return note(key === undefined ? 'there is no key Sexo' : `the key is written ${key}`)
}

async function dueDay(mine: Mine): Promise<Finding> {
  const { elements } = await listOf(mine, 'vencimentos', {}, 'K-16')
  const [first] = elements
  const data = isObject(first) ? String(first['data'] ?? '') : ''
  if (/^\d{1,2}$/.test(data)) return note("a due day's data is a day of the month")
  return note(data === '' ? "a due day's data is empty" : "a due day's data is no day of the month")
}

async function refusedToken(mine: Mine): Promise<Finding> {
  const exchange = await mine.ask('produtos', {}, { as: 'nobody' })
  if (isRefused(mine, exchange)) return note(`without a token: ${cameOf(exchange)}`, 'auth=bearer')
  return note(`without a token: ${cameOf(exchange)}`, 'auth=none')
}

async function unknownClient(mine: Mine): Promise<Finding> {
  const exchange = await mine.ask('clientes', { cnpj_cpf: mine.data('an unknown CPF') })
  const says = `a CPF that nobody has: ${cameOf(exchange)}`
  if (statusOf(exchange) === 404) return note(says, 'not_found=404')
  return isOk(exchange) ? note(says, 'not_found=200_vazio') : note(says)
}

async function missingParameter(mine: Mine): Promise<Finding> {
  const missing = await mine.ask('clientes', {})
  const wrong = await mine.ask('clientes', { cnpj_cpf: '11111111112' })
  return note(
    `no cnpj_cpf: ${cameOf(missing)} (the fake: 400); wrong check digits: ${cameOf(wrong)} (the fake: 422)`,
  )
}

async function boletoOf(mine: Mine): Promise<Readonly<Record<string, unknown>>> {
  const { elements } = await listOf(mine, 'boletos', { id_cliente: await idOf(mine) }, 'K-08')
  const [first] = elements
  return isObject(first) ? first : cannot('the known client has no open boleto')
}

/** What is no text in an element whose page prints no answer, to follow what else is noted of it. */
const untexted = (element: unknown): string => {
  const wrong = notText(element)
  return wrong.length === 0 ? '' : `; no text: ${some(wrong)}`
}

async function optionalFields(mine: Mine): Promise<Finding> {
  const keys = Object.keys(await boletoOf(mine))
  const there = ['codigo_barras', 'pix_copia_e_cola'].filter((key) => keys.includes(key))
  if (there.length === 0)
    return note('a boleto has neither codigo_barras nor pix_copia_e_cola', 'boletos.optional_fields=false')
  return note(
    `a boleto has ${there.join(' and ')}`,
    there.length === 2 ? 'boletos.optional_fields=true' : undefined,
  )
}

async function boletoShape(mine: Mine): Promise<Finding> {
  const { items = {} } = mine.answerSchema('boletos')
  const wanted = keysOf(items).filter((key) => !['codigo_barras', 'pix_copia_e_cola'].includes(key))
  const boleto = await boletoOf(mine)
  const missing = lacking(wanted, boleto)
  const says =
    missing.length === 0 ? 'a boleto has the keys of the other versions' : `a boleto lacks ${some(missing)}`
  return note(says + untexted(boleto))
}

async function ownCodes(mine: Mine): Promise<Finding> {
  const says: string[] = []
  for (const name of ['funcionarios', 'cidades']) {
    const [first] = (await listOf(mine, name, {}, name === 'cidades' ? 'K-20' : 'K-14')).elements
    const missing = isObject(first) ? lacking(keysOf(mine.answerSchema(name).items ?? {}), first) : []
    const keys = missing.length === 0 ? "the fake's keys" : `without ${missing.join(', ')}`
    says.push(`${name}: ${keys}${untexted(first ?? {}).replace('; ', ', ')}`)
  }
  return note(says.join('; '))
}

/** A method that no server takes for an order to change anything. */
const HARMLESS = 'PROPFIND'

async function refusals(mine: Mine): Promise<Finding> {
  const method = await mine.ask('produtos', {}, { method: HARMLESS })
  const allow = method.came?.headers['allow']
  const broken = await mine.ask('clientes', {}, { payload: true, body: '{"cnpj_cpf":' })
  const named = allow === undefined ? 'without Allow' : 'with Allow'
  return note(
    `another method: ${cameOf(method)} ${named} (the fake: 405 with Allow); a body that is no JSON: ${cameOf(broken)} (the fake: 400)`,
  )
}

async function repeated(mine: Mine): Promise<Finding> {
  const [known, unknown] = [mine.data('a known CPF'), mine.data('an unknown CPF')].map(encodeURIComponent)
  if (mine.payload) cannot('this server does not read the query')
  const first = await mine.ask('clientes', {}, { query: `?cnpj_cpf=${known}&cnpj_cpf=${unknown}` })
  const last = await mine.ask('clientes', {}, { query: `?cnpj_cpf=${unknown}&cnpj_cpf=${known}` })
  const [one, other] = [first, last].map((exchange) => {
    const body = bodyOf(exchange)
    return isOk(exchange) && isObject(body) && Boolean(body['id_cliente'])
  })
  if (one && !other)
    return note('of a parameter that is there twice the first counts', 'repeated_parameter=first')
  if (other && !one)
    return note('of a parameter that is there twice the last counts', 'repeated_parameter=last')
  return note('a parameter that is there twice is read in another way')
}

async function missingClient(mine: Mine): Promise<Finding> {
  const missing = await mine.ask('instalacoes', {})
  if (statusOf(missing) === 404) {
    if (mine.data('a known CPF') === '') cannot('whether installations are there at all is not known')
    const named = await mine.ask('instalacoes', { id_cliente: await idOf(mine) })
    if (statusOf(named) === 404) cannot('installations are not found whoever is named: see K-09')
  }
  return note(`installations without id_cliente: ${cameOf(missing)} (the fake: 400)`)
}

async function otherVersions(mine: Mine): Promise<Finding> {
  const id_cliente = await idOf(mine)
  const says: string[] = []
  for (const name of ['notas_fiscais', 'extratos', 'quitacoes']) {
    says.push(`${name}: ${cameOf(await mine.ask(name, { id_cliente }))}`)
  }
  return note(says.join('; '))
}

async function unknownProspect(mine: Mine): Promise<Finding> {
  const exchange = await mine.ask('status_prospecto', { id_prospecto: 'duble-nobody' })
  return note(`an unknown prospect's status: ${cameOf(exchange)} (the fake: 404)`)
}

const looks = (row: string, says: string, needs: readonly string[], check: Check['check']): Check => ({
  row,
  says,
  needs,
  writes: false,
  check,
})
// biome-ignore format: a table
/** What the page leaves open, seen without changing anything. */
export const NOTES: readonly Check[] = [
  looks('K-Q1', 'how a list is printed', [], lists),
  looks('K-Q4', 'where a GET takes its fields', KNOWN, queryOrBody),
  looks('K-Q5', 'how Sexo is written', KNOWN, sexo),
  looks('K-Q8', 'what a due day is', [], dueDay),
  looks('K-S04', 'what a boleto is', KNOWN, boletoShape),
  looks('K-S05', 'what belongs to other versions of the page', KNOWN, otherVersions),
  looks('K-A02', 'how a missing token is refused', [], refusedToken),
  looks('K-A03', 'what is said of an unknown client', UNKNOWN, unknownClient),
  looks('K-A03', 'what is said of a CPF that lacks or is none', [], missingParameter),
  looks('K-A04', "a boleto's optional fields", KNOWN, optionalFields),
  looks('K-A06', 'what employees and cities are', [], ownCodes),
  looks('K-A13', 'what is said of another method and a broken body', [], refusals),
  looks('K-A16', 'what counts of a parameter that is there twice', [...KNOWN, ...UNKNOWN], repeated),
  looks('K-A17', 'whether browsers may call', [], (mine) => browsers(mine, 'produtos')),
  looks('K-A21', 'what is said of a client who is not named', [], missingClient),
  looks('K-A12', 'what is said of an unknown prospect', [], unknownProspect),
]
