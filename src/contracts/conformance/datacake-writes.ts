import { type Check, cannot, type Finding, met, notMet, stop } from './check.ts'
import { listOf, platform } from './datacake-asking.ts'
import { GIF, JPG, PDF, PNG } from './files.ts'
import type { Mine } from './mine.ts'
import { bodyOf, cameOf, goodBody, isOk, see, statusOf } from './reading.ts'
import { isObject, kindOf, shownKey, some } from './shape.ts'
import type { Exchange } from './transport.ts'

export const PROSPECT = ["a new prospect's name", "a new prospect's telephone", "a new prospect's CPF"]

/** What this run made, and by what it is found again. */
interface Made {
  readonly key: string
  readonly exchange: Exchange
}

/** What a prospect needs, its product the first that the server lists. */
export async function prospectOf(mine: Mine): Promise<Record<string, string>> {
  const { elements } = await listOf(mine, 'produtos', {}, 'K-10')
  const [product] = elements
  const code = isObject(product) ? product['id_servico'] : undefined
  if (code === undefined) cannot('no product is listed, and a prospect names one')
  const [nome = '', telefone_celular = '', cnpj_cpf = ''] = PROSPECT.map((name) => mine.data(name))
  return { nome, telefone_celular, cnpj_cpf, id_servico: String(code) }
}

/** Makes the run's one prospect. @throws Stop where it is not made */
export function made(mine: Mine): Promise<Made> {
  return mine.once('prospect', async () => {
    const prospect = await prospectOf(mine)
    const before = mine.exchanges.length
    try {
      const key = await platform(mine).createProspect(prospect as never)
      return { key, exchange: mine.exchanges.at(-1) as Exchange }
    } catch (error) {
      const exchange = mine.exchanges.slice(before).at(-1)
      if (exchange === undefined) throw error
      if (statusOf(exchange) === 409)
        cannot('that CPF is a prospect’s already: name another, or `a known prospect`')
      goodBody(mine, exchange, { json: 'K-25', operation: 'criar_prospecto' })
      return stop(notMet(exchange, (error as Error).message, 'the prospect is made'))
    }
  })
}

/** The prospect that later calls name: the one that was given, or the one that this run made. */
export async function prospectKey(mine: Mine): Promise<string> {
  const known = mine.data('a known prospect')
  if (known !== '') return known
  if (!mine.allowWrites)
    cannot('no prospect is known: name `a known prospect`, or make one with --allow-writes')
  if (PROSPECT.some((name) => mine.data(name) === '')) cannot('no prospect is known: name `a known prospect`')
  const prospect = await made(mine).catch(() => undefined)
  if (prospect !== undefined) return prospect.key
  // An earlier run may have made it: a CPF or CNPJ names a prospect too (K-Q3).
  const cnpj_cpf = mine.data("a new prospect's CPF")
  const exchange = await mine.ask('status_prospecto', { id_prospecto: cnpj_cpf })
  return isOk(exchange) ? cnpj_cpf : cannot('no prospect could be made: see K-24')
}

/** An edit as raw as it is sent. */
export const edit = async (mine: Mine, changes: object): Promise<Exchange> =>
  mine.ask('editar_prospecto', { id_prospecto: await prospectKey(mine), ...changes })

/** "status": "" is what the page prints of each of these answers. */
function saysStatus(mine: Mine, exchange: Exchange, operation: string, row: string): Finding {
  const body = goodBody(mine, exchange, { row, json: 'K-01', operation })
  if (!isObject(body)) return notMet(exchange, `the answer is ${kindOf(body)}`, 'an object with status')
  if (typeof body['status'] === 'string') {
    const further = Object.keys(body).filter((key) => key !== 'status')
    return met(further.length === 0 ? undefined : `besides, there is ${some(further.map(shownKey))}`)
  }
  return notMet(exchange, `status is ${kindOf(body['status'])}`, 'an object with status, a text')
}

async function statusNow(mine: Mine): Promise<string> {
  const key = await prospectKey(mine)
  mine.forget()
  const exchange = await mine.ask('status_prospecto', { id_prospecto: key })
  const body = bodyOf(exchange)
  if (!isOk(exchange) || !isObject(body)) return cannot('a prospect’s status cannot be read: see K-31')
  return String(body['status_prospeccao'] ?? body['status'] ?? '')
}

/** "Nem todos os campos são necessariamente editados/atualizados": the status, the one thing that can be read again, must stay. */
async function editLeavesTheRest(mine: Mine): Promise<Finding> {
  const before = await statusNow(mine)
  const { elements } = await listOf(mine, 'status_prospectos', {}, 'K-22')
  const codes = elements.map((each) => (isObject(each) ? String(each['status_prospeccao']) : ''))
  const next = codes[codes.indexOf(before) + 1]
  const own = mine.data('a known prospect') === '' // nobody else's is moved
  if (own && next !== undefined) await edit(mine, { status_prospeccao: next }) // refused where it may not become that
  const set = await statusNow(mine)
  const exchange = await edit(mine, { obs: 'duble verify mine' })
  goodBody(mine, exchange, { json: 'K-27', operation: 'editar_prospecto' })
  const after = await statusNow(mine)
  if (after === set) return met(`an edit of obs alone left the status at ${set}`)
  const came = `an edit of obs alone turned the status from "${set}" to "${after}"`
  return notMet(exchange, came, 'what an edit does not name stays as it is')
}

async function editAnswers(mine: Mine): Promise<Finding> {
  return saysStatus(mine, await edit(mine, { obs: 'duble verify mine' }), 'editar_prospecto', 'K-26')
}

async function send(mine: Mine, { name, type, base64 }: typeof PNG): Promise<Exchange> {
  const file = { nome_arquivo: name, tipo: type, arquivo: base64 }
  return mine.ask('enviar_arquivo', { id_prospecto: await prospectKey(mine), ...file })
}

async function fileIsTaken(mine: Mine): Promise<Finding> {
  const key = await prospectKey(mine)
  const before = mine.exchanges.length
  const file = { name: PNG.name, type: PNG.type, bytes: Buffer.from(PNG.base64, 'base64') }
  const refusal = await platform(mine)
    .sendFile(key, file)
    .then(
      () => undefined,
      (error: Error) => error,
    )
  if (refusal === undefined) return met()
  const exchange = mine.exchanges.slice(before).at(-1) as Exchange
  goodBody(mine, exchange, { json: 'K-30', operation: 'enviar_arquivo' })
  return notMet(exchange, `Datacake's client: ${refusal.message}`, 'the file is kept')
}

async function everyTypeIsTaken(mine: Mine): Promise<Finding> {
  const png = await send(mine, PNG)
  if (!isOk(png)) return see('K-28')
  for (const file of [JPG, GIF, PDF]) {
    const exchange = await send(mine, file)
    if (!isOk(exchange)) {
      return notMet(
        exchange,
        `a file of type ${file.type}: ${cameOf(exchange)}`,
        'jpg, png, gif and PDF are taken',
      )
    }
  }
  return met('jpg, png, gif and PDF')
}

async function statusIsRead(mine: Mine): Promise<Finding> {
  const key = await prospectKey(mine)
  const exchange = await mine.ask('status_prospecto', { id_prospecto: key })
  const body = goodBody(mine, exchange, { json: 'K-01', operation: 'status_prospecto' })
  if (!isObject(body))
    return notMet(exchange, `the answer is ${kindOf(body)}`, 'an object that tells the status')
  const told = Object.values(body).some((value) => typeof value === 'string' && value !== '')
  return told
    ? met()
    : notMet(exchange, 'nothing in the answer tells a status', 'the status that the prospect has')
}

// biome-ignore format: a table
export const WRITES: readonly Check[] = [
  { row: 'K-24', says: 'a prospect is made', needs: PROSPECT, writes: true, state: 'nobody has the new prospect’s CPF', check: async (mine) => { await made(mine); return met() } },
  { row: 'K-25', says: 'a new prospect answers a status', needs: PROSPECT, writes: true, check: async (mine) => {
    const { exchange } = await made(mine).catch(() => cannot('no prospect was made: see K-24'))
    return saysStatus(mine, exchange, 'criar_prospecto', 'K-24')
  } },
  { row: 'K-26', says: 'a PUT changes what it names and leaves the rest alone', needs: [], writes: true, check: editLeavesTheRest },
  { row: 'K-27', says: 'an edit answers a status', needs: [], writes: true, check: editAnswers },
  { row: 'K-28', says: 'a file is taken', needs: [], writes: true, check: fileIsTaken },
  { row: 'K-29', says: 'jpg, png, gif and PDF are taken in Base64', needs: [], writes: true, check: everyTypeIsTaken },
  { row: 'K-30', says: 'a file answers a status', needs: [], writes: true, check: async (mine) => saysStatus(mine, await send(mine, PNG), 'enviar_arquivo', 'K-28') },
  { row: 'K-31', says: 'a prospect’s status is read', needs: [], writes: false, check: statusIsRead },
]
