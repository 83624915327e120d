import { cannot, type Finding, met, notMet, unchecked } from './check.ts'
import { LISTS } from './datacake-asking.ts'
import { jsonMistake } from './json-answer.ts'
import type { Mine } from './mine.ts'
import { bodyOf, cameOf, isOk, isRefused, statusOf } from './reading.ts'
import { isObject, notText, some } from './shape.ts'
import { suspectOf } from './suspect.ts'
import type { Exchange } from './transport.ts'

/** What is asked of a server in the course of a run without changing it, as far as it answers. */
async function everything(mine: Mine): Promise<Exchange[]> {
  const exchanges: Exchange[] = []
  const cnpj_cpf = mine.data('a known CPF')
  if (cnpj_cpf !== '') exchanges.push(await mine.ask('clientes', { cnpj_cpf }))
  const [client] = exchanges.map(bodyOf)
  const id_cliente = isObject(client) ? client['id_cliente'] : undefined
  if (id_cliente) {
    for (const name of ['boletos', 'instalacoes']) {
      exchanges.push(await mine.ask(name, { id_cliente: String(id_cliente) }))
    }
  }
  for (const name of LISTS) exchanges.push(await mine.ask(name, {}))
  return exchanges.filter(isOk)
}

/** The operation that an exchange asked, by its path. */
const nameOf = (mine: Mine, { sent }: Exchange): string =>
  Object.keys(mine.api.operations).find((name) => new URL(sent.url).pathname.endsWith(mine.pathOf(name))) ??
  sent.url

export async function answersAreJson(mine: Mine): Promise<Finding> {
  const answers = await everything(mine)
  if (answers.length === 0) return unchecked('nothing was answered with 200')
  for (const exchange of answers) {
    const mistake = jsonMistake(exchange)
    if (mistake === undefined) continue
    return notMet(exchange, `${nameOf(mine, exchange)}: ${mistake.came}`, mistake.right)
  }
  return met(`${answers.length} answers are JSON`)
}

export async function getWithBody(mine: Mine): Promise<Finding> {
  const cnpj_cpf = mine.data('a known CPF')
  const exchange = await mine.ask('clientes', { cnpj_cpf }, { payload: true })
  const body = bodyOf(exchange)
  if (isOk(exchange) && isObject(body) && body['id_cliente']) return met('a GET with a JSON body is answered')
  const inQuery = await mine.ask('clientes', { cnpj_cpf }, { payload: false })
  const taken = isOk(inQuery) ? ', though the same in the query is answered' : ''
  if (!isOk(inQuery) && statusOf(inQuery) === statusOf(exchange))
    cannot(`the client is not answered: see K-04`)
  const came = isOk(exchange) ? 'an answer without the client' : cameOf(exchange)
  const right = 'HTTP 200 and the client, its cnpj_cpf read from the JSON body'
  return notMet(exchange, `a GET with a JSON body: ${came}${taken}`, right, suspectOf(exchange))
}

export async function tokenCounts(mine: Mine): Promise<Finding> {
  if (mine.ways.length === 0) return unchecked('no credentials are given: set DUBLE_MINE_TOKEN')
  const cnpj_cpf = mine.data('a known CPF')
  const [name, request] = cnpj_cpf === '' ? ['produtos', {}] : ['clientes', { cnpj_cpf }]
  if (!isOk(await mine.ask(name, request))) return cannot(`${name} is not answered with the token either`)
  const wrong = mine.bearing('duble-wrong-token')
  for (const [who, as] of [
    ['without a token', 'nobody'],
    ['with a wrong token', wrong],
  ] as const) {
    const exchange = await mine.ask(name, request, { as })
    if (!isRefused(mine, exchange)) {
      const came = `${name} ${who}: ${cameOf(exchange)}`
      return notMet(exchange, came, 'a refusal, such as HTTP 401: a token is what the page recommends')
    }
  }
  return met('without a token, and with a wrong one, nothing is told')
}

export async function valuesAreText(mine: Mine): Promise<Finding> {
  const answers = await everything(mine)
  // What is printed nowhere, such as a boleto, is another row's.
  const printed = answers.filter((exchange) => mine.backs('K-06', nameOf(mine, exchange)))
  const readable = printed.filter((exchange) => bodyOf(exchange) !== undefined)
  if (readable.length === 0) return unchecked('nothing was answered as JSON: see K-01')
  const wrong = readable.flatMap((exchange) =>
    notText(bodyOf(exchange)).map((says) => ({ exchange, says: `${nameOf(mine, exchange)}: ${says}` })),
  )
  const [first] = wrong
  if (first === undefined) return met(`all values of ${readable.length} answers are texts`)
  return notMet(
    first.exchange,
    some(wrong.map(({ says }) => says)),
    'texts, numbers too, and "" where nothing is known',
  )
}
