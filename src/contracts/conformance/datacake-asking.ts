import { createDatacakeClient, type DatacakeClient } from '../../clients/datacake.ts'
import { cannot, notMet, stop } from './check.ts'
import { fetchOf } from './fetch.ts'
import type { Mine } from './mine.ts'
import { goodBody, see } from './reading.ts'
import { isObject, kindOf } from './shape.ts'
import type { Exchange } from './transport.ts'

/** The row that has answers be JSON. */
const JSON_ROW = 'K-01'

/** What an operation answered. */
export interface Read {
  readonly exchange: Exchange
  readonly body: unknown
}

/** The lists that map the ERP's codes: "Request utilizada para listar todos …". */
export const LISTS = [
  'produtos',
  'revendedores',
  'funcionarios',
  'departamentos',
  'vencimentos',
  'origens',
  'cidades',
  'tipos_de_atendimento',
  'status_prospectos',
] as const

/** Datacake itself, as it would ask this server. */
export const platform = (mine: Mine): DatacakeClient => {
  const paths = Object.keys(mine.api.operations).map((name) => [name, mine.pathOf(name)])
  return createDatacakeClient({ url: mine.url, paths: Object.fromEntries(paths), fetch: fetchOf(mine) })
}

/** A good answer of an operation. @param row the row to blame where it is not good. Default: the one that is checked */
async function read(mine: Mine, operation: string, request: object, row?: string): Promise<Read> {
  const exchange = await mine.ask(operation, request)
  const blame = { json: JSON_ROW, operation, ...(row === undefined ? {} : { row }) }
  return { exchange, body: goodBody(mine, exchange, blame) }
}

/** The known client. @throws Stop where the server knows none */
export async function clientOf(mine: Mine, row?: string): Promise<Read & { body: Record<string, unknown> }> {
  const found = await read(mine, 'clientes', { cnpj_cpf: mine.data('a known CPF') }, row)
  const { exchange, body } = found
  if (isObject(body)) return { exchange, body }
  if (row !== undefined) return stop(see(row))
  return stop(notMet(exchange, `the answer is ${kindOf(body)}`, 'one object, the client'))
}

/** The known client's id. */
export async function idOf(mine: Mine): Promise<string> {
  const { body } = await clientOf(mine, 'K-04')
  const { id_cliente } = body
  return id_cliente ? String(id_cliente) : cannot('the known client has no id_cliente: see K-05')
}

/** A list, and its elements. @param row the row to blame where it is none. Default: the one that is checked */
export async function listOf(
  mine: Mine,
  operation: string,
  request: object = {},
  row?: string,
): Promise<{ exchange: Exchange; elements: readonly unknown[] }> {
  const { exchange, body } = await read(mine, operation, request, row)
  if (Array.isArray(body)) return { exchange, elements: body }
  if (row !== undefined) return stop(see(row))
  return stop(notMet(exchange, `the answer is ${kindOf(body)}`, 'a bare list, [ … ]'))
}
