import { type AnswerOf, bareDocument, type RequestOf } from '#engine'
import { datacake } from '../../mocks/datacake/api.ts'
import { callOf } from './call.ts'
import type { CallOptions, ClientOptions } from './create.ts'
import { asJson, contentIn, isNobody, isObject, unexpected } from './datacake-answer.ts'
import { getWithBody } from './get-with-body.ts'
import { contentOf, type ProspectFile } from './prospect-file.ts'

type Operations = typeof datacake.operations
type Name = keyof Operations & string
type ItemOf<N extends Name> = AnswerOf<Operations[N]> extends readonly (infer I)[] ? I : never

/** What the ERP knows of a client; every value is a text. */
export type ErpClient = AnswerOf<Operations['clientes']>
export type Boleto = ItemOf<'boletos'>
export type Installation = ItemOf<'instalacoes'>
export type Product = ItemOf<'produtos'>
export type Reseller = ItemOf<'revendedores'>
export type Employee = ItemOf<'funcionarios'>
export type Department = ItemOf<'departamentos'>
export type DueDay = ItemOf<'vencimentos'>
export type Origin = ItemOf<'origens'>
export type City = ItemOf<'cidades'>
export type AttendanceType = ItemOf<'tipos_de_atendimento'>
export type Status = ItemOf<'status_prospectos'>
export type NewProspect = RequestOf<Operations['criar_prospecto']>
export type ProspectChanges = Omit<RequestOf<Operations['editar_prospecto']>, 'id_prospecto'>
export type ProspectStatus = AnswerOf<Operations['status_prospecto']>

export type { ProspectFile }

export interface DatacakeOptions extends Pick<ClientOptions, 'url' | 'paths' | 'fetch'> {
  /** Left out where the ERP asks for none. */
  readonly token?: string
  /** The header that carries it. Default: Authorization */
  readonly header?: string
  /** The word before it; empty for the token alone. Default: Bearer */
  readonly scheme?: string
  /** Whether a GET sends its fields in the query or, as the page has it, in a JSON body. Default: query */
  readonly payload?: 'query' | 'body'
  /** Reads the page's own invalid JSON, a list inside braces and a comma too many. Default: it is refused */
  readonly lenient?: boolean
}

/** Each function refuses with a VendorError, without secrets; its `status` tells what an ERP with words of its own meant. */
export interface DatacakeClient {
  /** The client with a CPF or CNPJ, masked or not; undefined where the ERP knows none. */
  client(cnpj_cpf: string, options?: CallOptions): Promise<ErpClient | undefined>
  openBoletos(id_cliente: string, options?: CallOptions): Promise<readonly Boleto[]>
  installations(id_cliente: string, options?: CallOptions): Promise<readonly Installation[]>
  products(options?: CallOptions): Promise<readonly Product[]>
  resellers(options?: CallOptions): Promise<readonly Reseller[]>
  employees(options?: CallOptions): Promise<readonly Employee[]>
  departments(options?: CallOptions): Promise<readonly Department[]>
  dueDays(options?: CallOptions): Promise<readonly DueDay[]>
  origins(options?: CallOptions): Promise<readonly Origin[]>
  cities(options?: CallOptions): Promise<readonly City[]>
  attendanceTypes(options?: CallOptions): Promise<readonly AttendanceType[]>
  prospectStatuses(options?: CallOptions): Promise<readonly Status[]>
  /** Answers the key by which the prospect is found again: its id or, where the ERP tells none, its CPF or CNPJ. */
  createProspect(prospect: NewProspect, options?: CallOptions): Promise<string>
  /** Changes what is named, clears what is named as empty, and leaves the rest. */
  editProspect(key: string, changes: ProspectChanges, options?: CallOptions): Promise<void>
  sendFile(key: string, file: ProspectFile, options?: CallOptions): Promise<void>
  prospectStatus(key: string, options?: CallOptions): Promise<ProspectStatus>
}

/** A lead without CPF or CNPJ was made, but the ERP told no id: nothing names it now. */
export class LostProspectError extends Error {
  override readonly name = 'LostProspectError'
}

/**
 * Datacake's side of the integration: what its eCommerce, app and totem ask of a provider's ERP.
 *
 * @throws TypeError where no header can carry the token
 * @example
 * const erp = createDatacakeClient({ url: 'http://localhost:4010/datacake', token: 'erp-token' })
 * const client = await erp.client('390.533.447-05')
 * const boletos = client === undefined ? [] : await erp.openBoletos(client.id_cliente)
 */
export function createDatacakeClient(options: DatacakeOptions): DatacakeClient {
  const { url, paths = {}, payload = 'query', lenient = false, fetch: send = fetch } = options
  const sending = sendingOf(options)
  const secrets = options.token === undefined ? [] : [options.token]
  const ask = async <N extends Name>(
    name: N,
    request: RequestOf<Operations[N]>,
    { signal }: CallOptions = {},
  ): Promise<Response> => {
    const operation = datacake.operations[name]
    const asked = callOf({ operation, url, path: paths[name], sending, request, payload: payload === 'body' })
    const { url: where, method, headers, body } = asked
    const response =
      method === 'GET' && body !== undefined
        ? await getWithBody(where, { headers, body, signal })
        : await send(where, { method, headers, ...(body && { body }), ...(signal && { signal }) })
    return asJson(name, response, lenient)
  }
  const call = async <N extends Name>(
    name: N,
    request: RequestOf<Operations[N]>,
    given?: CallOptions,
  ): Promise<AnswerOf<Operations[N]>> =>
    contentIn(name, await ask(name, request, given), secrets) as Promise<AnswerOf<Operations[N]>>
  const list = async <N extends Name>(
    name: N,
    request: RequestOf<Operations[N]>,
    given?: CallOptions,
  ): Promise<readonly ItemOf<N>[]> => {
    const answer: unknown = await call(name, request, given)
    if (Array.isArray(answer)) return answer
    throw unexpected(name, 200, 'the answer is JSON, but no list')
  }
  const listing =
    <N extends Name>(name: N) =>
    (given?: CallOptions) =>
      list(name, {} as RequestOf<Operations[N]>, given)
  return {
    async client(cnpj_cpf, given) {
      const response = await ask('clientes', { cnpj_cpf }, given)
      if (response.status === 404) return undefined
      const found = await contentIn('clientes', response, secrets)
      if (isNobody(found)) return undefined
      if (isObject(found) && 'id_cliente' in found) return found as ErpClient
      const says = 'the answer is JSON, but no client: an object with id_cliente is due'
      throw unexpected('clientes', response.status, says)
    },
    openBoletos: (id_cliente, given) => list('boletos', { id_cliente }, given),
    installations: (id_cliente, given) => list('instalacoes', { id_cliente }, given),
    products: listing('produtos'),
    resellers: listing('revendedores'),
    employees: listing('funcionarios'),
    departments: listing('departamentos'),
    dueDays: listing('vencimentos'),
    origins: listing('origens'),
    cities: listing('cidades'),
    attendanceTypes: listing('tipos_de_atendimento'),
    prospectStatuses: listing('status_prospectos'),
    async createProspect(prospect, given) {
      const answer: { readonly status: string; readonly id_prospecto?: string } | null = await call(
        'criar_prospecto',
        prospect,
        given,
      )
      // An ERP may write its number as one, whatever the page shows.
      const key = String(answer?.id_prospecto ?? '') || bareDocument(prospect.cnpj_cpf ?? '')
      if (key !== '') return key
      throw new LostProspectError(
        'the lead was made, but the ERP answered no id_prospecto, and a lead has no CPF or CNPJ to find it by',
      )
    },
    async editProspect(key, changes, given) {
      await call('editar_prospecto', { ...changes, id_prospecto: key }, given)
    },
    async sendFile(key, file, given) {
      const { name, type, bytes } = await contentOf(file)
      const arquivo = Buffer.from(bytes).toString('base64')
      const { description: descricao } = file
      const about = { nome_arquivo: name, tipo: type, ...(descricao === undefined ? {} : { descricao }) }
      await call('enviar_arquivo', { id_prospecto: key, ...about, arquivo }, given)
    },
    async prospectStatus(key, given) {
      const status = await call('status_prospecto', { id_prospecto: key }, given)
      if (isObject(status)) return status
      throw unexpected('status_prospecto', 200, 'the answer is JSON, but no object')
    },
  }
}

function sendingOf({ token, header = 'Authorization', scheme = 'Bearer' }: DatacakeOptions) {
  if (token === undefined) return {}
  // What `fetch` says of such a header has the token in it.
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(token)) {
    throw new TypeError('the token has a character that no header can carry, such as a line break')
  }
  return datacake.auth.present({ token }, { 'auth.header': header, 'auth.scheme': scheme })
}
