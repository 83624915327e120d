import type { DatacakeClient } from '../../clients/datacake.ts'
import { type Check, type Finding, met, notMet, stop, unchecked } from './check.ts'
import { answersAreJson, getWithBody, tokenCounts, valuesAreText } from './datacake-answers.ts'
import { clientOf, idOf, listOf, platform } from './datacake-asking.ts'
import type { Mine } from './mine.ts'
import { bodyOf, cameOf, isOk, statusOf } from './reading.ts'
import { counted, departure, isObject, keysOf, kindOf, lacking, shownKey, some } from './shape.ts'

const KNOWN = ['a known CPF']
/** Statuses that say that nobody has a CPF, or that it is not taken; any other tells of something else. */
const NOBODY: ReadonlySet<number> = new Set([400, 404, 410, 422])

async function clientIsFound(mine: Mine): Promise<Finding> {
  const { exchange, body } = await clientOf(mine)
  const found = await platform(mine)
    .client(mine.data('a known CPF'))
    .catch((error: Error) => stop(notMet(exchange, `Datacake's client: ${error.message}`, 'a client')))
  if (found === undefined)
    return notMet(exchange, `${kindOf(body)} that is no client`, 'the client of that CPF')
  const unknown = mine.data('an unknown CPF')
  if (unknown === '') return met('a CPF that nobody has could not be checked: the test data lack one')
  const other = await mine.ask('clientes', { cnpj_cpf: unknown })
  const stranger = bodyOf(other)
  if (isOk(other) && isObject(stranger) && stranger['id_cliente']) {
    return notMet(
      other,
      'a CPF that nobody has is answered with a client',
      'no client: 404, or an empty answer',
    )
  }
  if (!isOk(other) && !NOBODY.has(statusOf(other)))
    return unchecked(`a CPF that nobody has could not be checked (${cameOf(other)})`)
  return met()
}

async function clientHasKeys(mine: Mine): Promise<Finding> {
  const { exchange, body } = await clientOf(mine, 'K-04')
  const keys = keysOf(mine.answerSchema('clientes'))
  const missing = lacking(keys, body)
  if (missing.length > 0) {
    return notMet(
      exchange,
      `${missing.length} of ${keys.length} keys lack: ${some(missing)}`,
      'each of the keys, empty where nothing is known',
    )
  }
  const further = Object.keys(body).filter((key) => !keys.includes(key))
  return met(further.length === 0 ? undefined : `besides, there are ${some(further.map(shownKey))}`)
}

async function flagsAreSOrN(mine: Mine): Promise<Finding> {
  const { exchange, body } = await clientOf(mine, 'K-04')
  const value = body['contribuinte_icms']
  if (typeof value !== 'string') return unchecked('contribuinte_icms is no text: see K-05 and K-06')
  if (value === '') return unchecked('the known client’s contribuinte_icms is empty')
  return /^[SN]$/.test(value) ? met() : notMet(exchange, `contribuinte_icms is neither S nor N`, '"S" or "N"')
}

/** Says what a list's elements lack of the keys that the page prints. */
async function elementsFit(
  mine: Mine,
  operation: string,
  { row, request = {} }: { row?: string; request?: object },
): Promise<Finding> {
  const { exchange, elements } = await listOf(mine, operation, request, row)
  if (elements.length === 0)
    return unchecked(`${operation} answers an empty list: its elements were not seen`)
  const schema = mine.answerSchema(operation).items ?? {}
  for (const element of elements) {
    if (!isObject(element)) return notMet(exchange, `an element is ${kindOf(element)}`, 'objects')
    const missing = lacking(keysOf(schema), element)
    const right = `objects of ${keysOf(schema).join(', ')}`
    if (missing.length > 0) return notMet(exchange, `an element lacks ${some(missing)}`, right)
    const other = departure(schema, element)
    if (other !== undefined) return notMet(exchange, `in an element, ${other}`, right)
  }
  return met(counted(elements.length, 'element'))
}

const listed = (
  row: string,
  operation: string,
  says: string,
  ask: (erp: DatacakeClient) => Promise<readonly unknown[]>,
): Check => ({
  row,
  says,
  needs: [],
  writes: false,
  async check(mine) {
    const { exchange, elements } = await listOf(mine, operation)
    await ask(platform(mine)).catch((error: Error) =>
      stop(notMet(exchange, `Datacake's client: ${error.message}`, 'a list that it reads')),
    )
    return met(counted(elements.length, 'element'))
  },
})

/** @param row the row that has the list itself, where it has one */
const shaped = (row: string, operation: string, says: string, list?: string): Check => ({
  row,
  says,
  needs: [],
  writes: false,
  check: (mine) => elementsFit(mine, operation, list === undefined ? {} : { row: list }),
})

// biome-ignore format: a table
export const READS: readonly Check[] = [
  { row: 'K-01', says: 'every answer is JSON in UTF-8, and says so', needs: [], writes: false, check: answersAreJson },
  { row: 'K-01', says: 'a GET takes its payload as JSON', needs: KNOWN, writes: false, check: getWithBody },
  { row: 'K-02', says: 'a token in the header is what opens it', needs: [], writes: false, check: tokenCounts },
  { row: 'K-04', says: 'a client is found by the CPF, and nobody by one that nobody has', needs: KNOWN, writes: false, check: clientIsFound },
  { row: 'K-05', says: 'a client has the printed keys', needs: KNOWN, writes: false, check: clientHasKeys },
  { row: 'K-06', says: 'every value is a text', needs: [], writes: false, check: valuesAreText },
  { row: 'K-07', says: 'contribuinte_icms is S or N', needs: KNOWN, writes: false, check: flagsAreSOrN },
  { row: 'K-08', says: 'boletos are listed by the client’s id', needs: KNOWN, writes: false, state: 'the known client has an open boleto', check: async (mine) => boletosAreListed(mine) },
  { row: 'K-09', says: 'an installation has the twelve printed keys, a service six', needs: KNOWN, writes: false, state: 'the known client has an installation', check: async (mine) => elementsFit(mine, 'instalacoes', { request: { id_cliente: await idOf(mine) } }) },
  listed('K-10', 'produtos', 'products are listed', (erp) => erp.products()),
  shaped('K-11', 'produtos', 'a product has the printed keys', 'K-10'),
  listed('K-12', 'revendedores', 'resellers are listed', (erp) => erp.resellers()),
  shaped('K-13', 'revendedores', 'a reseller has the printed keys', 'K-12'),
  listed('K-14', 'funcionarios', 'employees are listed', (erp) => erp.employees()),
  shaped('K-15', 'departamentos', 'departments are listed with the printed keys'),
  listed('K-16', 'vencimentos', 'due days are listed', (erp) => erp.dueDays()),
  shaped('K-17', 'vencimentos', 'a due day has the printed keys', 'K-16'),
  listed('K-18', 'origens', 'origins are listed', (erp) => erp.origins()),
  shaped('K-19', 'origens', 'an origin has the printed keys', 'K-18'),
  listed('K-20', 'cidades', 'cities are listed', (erp) => erp.cities()),
  shaped('K-21', 'tipos_de_atendimento', 'attendance types are listed with the printed keys'),
  listed('K-22', 'status_prospectos', 'statuses of prospects are listed', (erp) => erp.prospectStatuses()),
  shaped('K-23', 'status_prospectos', 'a status has the printed keys', 'K-22'),
]

async function boletosAreListed(mine: Mine): Promise<Finding> {
  const id = await idOf(mine)
  const { exchange, elements } = await listOf(mine, 'boletos', { id_cliente: id })
  await platform(mine)
    .openBoletos(id)
    .catch((error: Error) =>
      stop(notMet(exchange, `Datacake's client: ${error.message}`, 'a list that it reads')),
    )
  return met(counted(elements.length, 'open boleto'))
}
