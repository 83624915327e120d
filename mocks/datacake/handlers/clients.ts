/** What an app, a totem or a boleto page asks of a client. */
import { bareDocument } from '#engine'
import { Client as ClientShape, Discharge, Installation, Service, Statement, TaxNote } from '../words.ts'
import { boletoOf } from './boletos.ts'
import { type All, type Client, document, type Office, printed } from './office.ts'

const [asClient, asNote, asStatement] = [printed(ClientShape), printed(TaxNote), printed(Statement)]
const [asDischarge, asInstallation, asService] = [printed(Discharge), printed(Installation), printed(Service)]

/** `200_vazio` answers what the page prints: every key, and next to nothing in it. */
const NOBODY = asClient({
  ...Object.fromEntries(Object.keys(ClientShape.properties).map((key) => [key, ''])),
  contribuinte_icms: 'N',
})

export const clients: Pick<
  All,
  'clientes' | 'boletos' | 'notas_fiscais' | 'extratos' | 'quitacoes' | 'instalacoes'
> = {
  /** "pegar as informações do cliente no ERP com base no CPF/CNPJ dele" */
  clientes({ cnpj_cpf }, office) {
    const asked = document(office, cnpj_cpf)
    for (const client of office.state.clientes.each()) {
      if (bareDocument(client.cnpj_cpf) === asked) return asClient(client)
    }
    nobody(office, 'no client has this CPF or CNPJ')
    return NOBODY
  },

  /** "listar os boletos dos clientes com base id do cliente", and of them the open ones */
  boletos({ id_cliente }, office) {
    const client = clientOf(office, id_cliente)
    const open = office.state.boletos.where((row) => row.id_cliente === id_cliente && row.status === 'aberto')
    return office.page(client === undefined ? [] : open.map((row) => boletoOf(office, client, row)))
  },

  notas_fiscais({ id_cliente }, office) {
    clientOf(office, id_cliente)
    return office.page(office.state.notas_fiscais.where(isOf(id_cliente)).map(asNote))
  },

  extratos({ id_cliente }, office) {
    clientOf(office, id_cliente)
    return office.page(office.state.extratos.where(isOf(id_cliente)).map(asStatement))
  },

  quitacoes({ id_cliente }, office) {
    clientOf(office, id_cliente)
    return office.page(office.state.quitacoes.where(isOf(id_cliente)).map(asDischarge))
  },

  instalacoes({ id_cliente }, office) {
    clientOf(office, id_cliente)
    const own = office.state.instalacoes.where(isOf(id_cliente))
    return office.page(own.map((row) => asInstallation({ ...row, servicos: row.servicos.map(asService) })))
  },
}

const isOf =
  (id_cliente: string) =>
  (row: { readonly id_cliente: string }): boolean =>
    row.id_cliente === id_cliente

/** Undefined only where an option answers for nobody. */
function clientOf(office: Office, id_cliente: string): Client | undefined {
  const client = office.state.clientes.get(id_cliente)
  if (client === undefined) nobody(office, 'no client has this id_cliente')
  return client
}

function nobody({ options, fail, page, lean }: Office, why: string): void {
  if (options.not_found === '404') fail('unknown_client', why)
  lean('not_found', true, { value: '404', code: 'unknown_client' })
  page([])
}
