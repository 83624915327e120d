/**
 * The ERP of an internet provider, as Datacake's eCommerce, app and totem ask it: the customer implements this API.
 * Source: "Exemplo Requests/Responses que esperamos de API", a comparison of two of its versions. Words in quotes are
 * the page's own. It prints no path, no status code and no error: those are the ledger's assumptions.
 */
import { bearerAuth, defineVendor, get, list, object, post, put, text, word } from '#engine'
import { cnpj_cpf, file, id_cliente, id_prospecto, newProspect, prospectChanges } from './asked.ts'
import { options } from './options.ts'
import {
  AttendanceType,
  Boleto,
  City,
  Client,
  Created,
  Department,
  Discharge,
  Done,
  DueDay,
  Employee,
  Followed,
  Installation,
  Origin,
  Product,
  ProspectStatus,
  Reseller,
  Statement,
  TaxNote,
} from './words.ts'

const MIB = 1024 * 1024

/** GET "com payload": in a body, which browsers and `fetch` cannot send, or in the query. */
const takes = 'query_and_body'
/** "Request utilizada para listar todos …" */
const mapping = { takes, more: ['ok.empty'] } as const
/** What belongs to one client. */
const ofClient = {
  takes,
  more: ['ok.empty'],
  own: ['missing_field', 'invalid_field', 'unknown_client'],
} as const
const checked = [
  'missing_field',
  'invalid_field',
  'invalid_document',
  'unknown_reference',
  'duplicate',
] as const

// biome-ignore format: a table
export const datacake = defineVendor({
  name: 'datacake',
  title: 'Datacake: eCommerce, app and totem, with the ERP of an internet provider',
  source: 'Datacake: Exemplo Requests/Responses que esperamos de API',
  // "Recomendamos autenticação com token no header da requisição"
  auth: bearerAuth({
    missing: 'invalid_token',
    wrong: 'invalid_token',
    statuses: { disabled: 'invalid_token' },
    header: (options) => String(options['auth.header']),
    scheme: (options) => String(options['auth.scheme']),
    off: ({ auth }) => auth === 'none',
  }),
  options,
  errors: {
    bad_body:      [400, 'O corpo da requisição não é um JSON válido'],
    invalid_token: [401, 'Token inválido'],
    wrong_method:  [405, 'Método não permitido'],
    too_large:     [413, 'A requisição é grande demais'],
    internal:      [500, 'Erro interno'],
  },
  rareErrors: {
    missing_field:     [400, 'Campo obrigatório: {field}'],
    invalid_field:     [400, 'Campo inválido: {field}'],
    nothing_to_edit:   [400, 'Nenhum campo a atualizar'],
    bad_base64:        [400, 'O arquivo não é um Base64 válido'],
    empty_file:        [400, 'O arquivo está vazio'],
    unknown_client:    [404, 'Cliente não encontrado'],
    unknown_prospect:  [404, 'Prospecto não encontrado'],
    duplicate:         [409, 'O CPF/CNPJ já foi cadastrado'],
    forbidden_move:    [409, 'Mudança de status não permitida: de {from} para {to}'],
    file_too_large:    [413, 'O arquivo tem mais de 10 MiB'],
    type_not_accepted: [415, 'Tipo de arquivo não aceito: {type}'],
    type_mismatch:     [415, 'O conteúdo do arquivo não é do tipo informado: {type}'],
    invalid_document:  [422, 'CPF/CNPJ inválido'],
    unknown_reference: [422, 'Código desconhecido: {field} "{value}"'],
  },
  wrongMethod: 'wrong_method',
  bodyLimit: 15 * MIB, // 10 MiB are 13.4 in Base64
  tooLarge: 'too_large',
  invalid: ({ field, missing }) => field === '' ? 'bad_body' : missing ? 'missing_field' : 'invalid_field',
  failureSchema: object({ status: word('error'), msg: text('O que houve', 'Token inválido', { min: 1 }) }),
  // A fault in the handler's stead knows no facts: what would name them is left out.
  failure: ({ message, facts }) => ({ msg: Object.keys(facts).length === 0 ? message.split(': ')[0] : message }),
  readError: (body) => {
    const { status, msg } = (body ?? {}) as { status?: unknown; msg?: unknown }
    return status === 'error' ? { message: typeof msg === 'string' ? msg : '' } : undefined
  },
  // An empty field is one that was left out, except where it clears, and but for the file that is empty.
  prepare: (parameters, _options, operation) => operation === 'editar_prospecto' ? parameters
    : Object.fromEntries(Object.entries(parameters).filter(([name, value]) => value !== '' || name === 'arquivo')),
  headers: ({ code, methods }): Record<string, string> => code === 'wrong_method' ? { allow: methods.join(', ') } : {},
  print: (body, { literal_envelope }, { outcome }) =>
    literal_envelope && /^ok(\.|$)/.test(outcome) ? asPrinted(body) : JSON.stringify(body),
  operations: {
    clientes:             get('/clientes', { cnpj_cpf }, Client, { takes, more: ['ok.empty'], own: ['missing_field', 'invalid_field', 'invalid_document', 'unknown_client'] }),
    boletos:              get('/boletos', { id_cliente }, list(Boleto), ofClient),
    notas_fiscais:        get('/notas_fiscais', { id_cliente }, list(TaxNote), ofClient),
    extratos:             get('/extratos', { id_cliente }, list(Statement), ofClient),
    quitacoes:            get('/quitacoes', { id_cliente }, list(Discharge), ofClient),
    instalacoes:          get('/instalacoes', { id_cliente }, list(Installation), ofClient),
    produtos:             get('/produtos', {}, list(Product), mapping),
    revendedores:         get('/revendedores', {}, list(Reseller), mapping),
    funcionarios:         get('/funcionarios', {}, list(Employee), mapping),
    departamentos:        get('/departamentos', {}, list(Department), mapping),
    vencimentos:          get('/vencimentos', {}, list(DueDay), mapping),
    origens:              get('/origens', {}, list(Origin), mapping),
    cidades:              get('/cidades', {}, list(City), mapping),
    tipos_de_atendimento: get('/tipos_de_atendimento', {}, list(AttendanceType), mapping),
    status_prospectos:    get('/status_prospectos', {}, list(ProspectStatus), mapping),
    criar_prospecto:      post('/prospectos', newProspect, Created, { status: 201, own: checked }),
    editar_prospecto:     put('/prospectos/{id_prospecto}', { id_prospecto, ...prospectChanges }, Done, { own: [...checked, 'unknown_prospect', 'nothing_to_edit', 'forbidden_move'] }),
    enviar_arquivo:       post('/prospectos/{id_prospecto}/arquivos', { id_prospecto, ...file }, Done, { status: 201, own: [
      'missing_field', 'invalid_field', 'unknown_prospect', 'bad_base64', 'empty_file', 'file_too_large', 'type_not_accepted', 'type_mismatch'] }),
    status_prospecto:     get('/prospectos/{id_prospecto}/status', { id_prospecto }, Followed, { takes, own: ['unknown_prospect'] }),
  },
})

/** The page's own JSON, which is none: a list inside braces, and a comma behind the last key of an answer with a status. */
function asPrinted(body: unknown): string {
  const text = JSON.stringify(body, null, 4)
  if (Array.isArray(body)) return `{\n    ${text.replaceAll('\n', '\n    ')}\n}`
  return Object.hasOwn(body as object, 'status') ? text.replace(/\n\}$/, ',\n}') : text
}
