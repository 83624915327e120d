import { bareDocument } from '#engine'
import { createSmartspaceClient, type SmartspaceClient } from '../../clients/smartspace.ts'
import type { SmartspaceAuth } from '../../clients/smartspace-auth.ts'
import { cannot, stop } from './check.ts'
import type { Way } from './credentials.ts'
import { fetchOf } from './fetch.ts'
import type { Asking, Mine } from './mine.ts'
import { goodBody, isOk, see } from './reading.ts'
import { isObject } from './shape.ts'
import type { Exchange } from './transport.ts'

/** The row that has answers be JSON. */
const JSON_ROW = 'S-04'
/** The row that has customers be found. */
const LOOK_UP = 'S-01'

export type Customer = Readonly<Record<string, unknown>>

/** Looks somebody up as the platform does, the document without its mask. */
export const lookUp = (mine: Mine, cpf: string, asking?: Asking): Promise<Exchange> =>
  mine.ask('consultar', { cpf: bareDocument(cpf) }, asking)

export const known = (mine: Mine, asking?: Asking): Promise<Exchange> =>
  lookUp(mine, mine.data('a known CPF'), asking)

/** What the look-up of the known customer answers. @param row the row to blame where that is bad. Default: the one that is checked */
export async function knownBody(mine: Mine, row?: string): Promise<{ exchange: Exchange; body: unknown }> {
  const exchange = await known(mine)
  const blame = { json: JSON_ROW, operation: 'consultar', ...(row === undefined ? {} : { row }) }
  return { exchange, body: goodBody(mine, exchange, blame) }
}

/** The known customers; one who stands alone, without an array, counts too. @throws Stop where there is none */
export async function customersOf(
  mine: Mine,
): Promise<{ exchange: Exchange; customers: readonly Customer[] }> {
  const { exchange, body } = await knownBody(mine, LOOK_UP)
  const customers = (Array.isArray(body) ? body : [body]).filter(isObject)
  if (customers.length === 0) stop(see(LOOK_UP))
  return { exchange, customers }
}

/** The first of them. */
export async function customerOf(mine: Mine): Promise<{ exchange: Exchange; customer: Customer }> {
  const { exchange, customers } = await customersOf(mine)
  return { exchange, customer: customers[0] as Customer }
}

/** The names that the rule and the sample have for a customer's fields, as the fake serves them. */
export function namesOf(mine: Mine): readonly string[] {
  const [named = {}] = mine.answerSchema('consultar').items?.anyOf ?? []
  return Object.keys(named.properties ?? {})
}

/** The platform itself, as it would ask this API. @throws Stop where no credentials are given */
export function platform(mine: Mine): SmartspaceClient {
  const paths = { consultar: mine.pathOf('consultar'), editar: mine.pathOf('editar') }
  const auth = authOf(mine)
  // HTTPS is a row of its own; waiting and the pace are the transport's to bound.
  return createSmartspaceClient({
    url: mine.url,
    auth,
    paths,
    fetch: fetchOf(mine),
    insecure: true,
    timeout: 600_000,
  })
}

function authOf({ ways: [way], credentials: { token, client, pair } }: Mine): SmartspaceAuth {
  if (way === 'token' && token !== undefined) return { token }
  if (way === 'oauth2' && client !== undefined) return { clientId: client.id, clientSecret: client.secret }
  return (
    pair ??
    cannot('no credentials are given: set DUBLE_MINE_USER and DUBLE_MINE_PASSWORD, or an OAuth2 client')
  )
}

/** Whether a way of proving who calls opens the look-up. */
export const opens = (mine: Mine, way: Way): Promise<boolean> =>
  known(mine, { as: way }).then(isOk, () => false)
