/**
 * VocalContact: a CRM's records for a B.I., six modules with four GETs each, and the names of the entities.
 * Source: "API de exportação de dados do CRM", Eox Tecnologia, Spring '23. Words in quotes are the document's own.
 * It prints one address, that of `all_calendar`; the others are assumed in its style.
 */
import {
  type About,
  capOptions,
  choice,
  date,
  defineVendor,
  either,
  flag,
  get,
  list,
  object,
  oneOf,
  openObject,
  optional,
  pathToken,
  queryOptions,
  text,
} from '#engine'
import { type Columns, propertiesOf, type } from './columns.ts'
import { COMMON, MODULES, OWN } from './modules.ts'

/** "em CSV ou em JSON": a text, or a list of flat objects. */
const Csv = text('CSV', 'id,name\r\n12,Ana Lima\r\n')

/** "o nome dos campos do módulo, funcionando como um dicionário de dados" */
const Info = either(list(object({ field: text('Campo', 'id'), label: text('Nome', 'Código'), type })), Csv)

/** A customer may lack any field but three, and have more: "É fundamental que o Administrador … compreenda os módulos e seus campos". */
const records = <const C extends Columns>(own: C) =>
  either(
    list(
      openObject({
        id: COMMON.id.value,
        company_id: optional(COMMON.company_id.value),
        contact_id: optional(COMMON.contact_id.value),
        user_id: optional(COMMON.user_id.value),
        created_at: COMMON.created_at.value,
        modified_at: COMMON.modified_at.value,
        ...propertiesOf(own, ({ value }) => optional(value)),
      }),
    ),
    Csv,
  )
const Calendar = records(OWN.calendar)
const Ticket = records(OWN.ticket)
const CustomField = records(OWN.customfield)
const Attendance = records(OWN.attendance)
const Opportunity = records(OWN.opportunity)
const Lead = records(OWN.lead)

/** "responsável por dar nome aos IDs das entidades referenciadas nos demais endpoints" */
const Entities = either(
  list(
    object({
      id: text('ID', '101'),
      entity: text('Entidade', 'company'),
      name: text('Nome', 'Padaria Lima'),
    }),
  ),
  Csv,
)

/** Pairs of key and value behind the path, as `token/<token>` shows. */
const asked = {
  format: optional(oneOf('json', 'csv')),
  token: optional(text('Token BI', 'token-bi')),
} as const
/** "definida no filtro": both days count. */
const period = {
  from: date('Primeiro dia', '2024-01-01'),
  to: date('Último dia', '2024-01-31'),
  ...asked,
} as const

const dictionary = { takes: 'pairs' } as const
const everything = { takes: 'pairs', more: ['ok.empty', 'ok.capped'], own: ['too_many_records'] } as const
const filtered = { ...everything, own: ['bad_period', 'too_many_records'] } as const

/** Whether an answer is CSV, whatever Info makes of the wish. */
const isCsv = ({ operation, parameters }: About, options: { readonly 'info.csv': string }): boolean =>
  parameters['format'] === 'csv' && !(operation.startsWith('info_') && options['info.csv'] === 'json')

/** "basta fazer a solicitação em períodos menores": of all records, by the moment of their creation or their change. */
const narrows = Object.fromEntries(
  MODULES.flatMap((module) => {
    const [created, modified] = [`created_${module}`, `modified_${module}`]
    const part = { from: 'from', to: 'to' }
    return [
      [`all_${module}`, { ...part, by: [created, modified] }],
      [created, part],
      [modified, part],
    ]
  }),
)

const SECRETS = ['token_bi', 'token_api', 'chave_acesso', 'app_representante'] as const

// biome-ignore format: a table
export const vocalContact = defineVendor({
  name: 'vocalcontact',
  title: 'VocalContact, exportação de dados do CRM (B.I.)',
  source: "API de exportação de dados do CRM, Eox Tecnologia, Spring '23",
  // "o token de autenticação disponível no seu perfil de usuário": of four secrets in that block, "Token BI" fits best.
  auth: pathToken('token', {
    missing: 'no_token',
    wrong: 'wrong_token',
    statuses: { inactive: 'inactive_user' },
    kinds: SECRETS,
    accepts: (kind, options) => options['accepted_secret'] === 'any' || options['accepted_secret'] === kind,
  }),
  cap: { records: 5000, refuse: 'too_many_records' }, // "limite de até 5.000 registros retornados por solicitação"
  narrows,
  options: {
    ...queryOptions,
    cap:             capOptions.cap,
    accepted_secret: choice([...SECRETS, 'any']),
    'csv.bom':       flag(false),
    'info.csv':      choice(['header', 'dictionary', 'json']),
    period_end:      choice(['inclusive', 'exclusive']),
  },
  errors: { // none is documented
    no_token:      [401, 'Token não informado'],
    wrong_token:   [401, 'Token inválido'],
    inactive_user: [403, 'Acesso não autorizado'],
    bad_format:    [400, 'Formato inválido'],
    not_found:     [404, 'Recurso não encontrado'],
    wrong_method:  [405, 'Método não permitido'],
    internal:      [500, 'Erro interno'],
  },
  rareErrors: {
    bad_period:       [400, 'Período inválido'],
    too_many_records: [400, 'Limite de 5.000 registros excedido'],
  },
  wrongMethod: 'wrong_method',
  invalid: ({ field, unknown }) => unknown ? 'not_found' : field === 'format' ? 'bad_format' : 'bad_period',
  failureSchema: object({ error: text('O que está errado', 'Token inválido', { min: 1 }) }),
  failure: ({ message }) => ({ error: message }),
  readError: (body) => {
    const error = (body as { error?: unknown } | null)?.error
    return typeof error === 'string' ? { message: error } : undefined
  },
  headers: ({ code, methods }) => code === 'wrong_method' ? { allow: methods.join(', ') } : {},
  contentType: (options, about) =>
    about.outcome.startsWith('ok') && isCsv(about, options) ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8',
  successHeaders: (about, options) =>
    isCsv(about, options) ? { 'content-disposition': `attachment; filename="${about.operation.split('_')[1]}.csv"` } : {},
  print: (body) => typeof body === 'string' ? body : JSON.stringify(body),
  operations: {
    // "Em cada pasta você encontrará quatro endpoints configurados": Info, Buscar (Todos), (Data de Criação), (Data de Modificação)
    // Agenda
    info_calendar:        get('/api/app/calendar/info',        asked,  Info,        dictionary),
    all_calendar:         get('/api/app/calendar/all',         asked,  Calendar,    everything),
    created_calendar:     get('/api/app/calendar/created',     period, Calendar,    filtered),
    modified_calendar:    get('/api/app/calendar/modified',    period, Calendar,    filtered),
    // Chamados
    info_ticket:          get('/api/app/ticket/info',          asked,  Info,        dictionary),
    all_ticket:           get('/api/app/ticket/all',           asked,  Ticket,      everything),
    created_ticket:       get('/api/app/ticket/created',       period, Ticket,      filtered),
    modified_ticket:      get('/api/app/ticket/modified',      period, Ticket,      filtered),
    // Campos Complementares
    info_customfield:     get('/api/app/customfield/info',     asked,  Info,        dictionary),
    all_customfield:      get('/api/app/customfield/all',      asked,  CustomField, everything),
    created_customfield:  get('/api/app/customfield/created',  period, CustomField, filtered),
    modified_customfield: get('/api/app/customfield/modified', period, CustomField, filtered),
    // Atendimentos
    info_attendance:      get('/api/app/attendance/info',      asked,  Info,        dictionary),
    all_attendance:       get('/api/app/attendance/all',       asked,  Attendance,  everything),
    created_attendance:   get('/api/app/attendance/created',   period, Attendance,  filtered),
    modified_attendance:  get('/api/app/attendance/modified',  period, Attendance,  filtered),
    // Oportunidades
    info_opportunity:     get('/api/app/opportunity/info',     asked,  Info,        dictionary),
    all_opportunity:      get('/api/app/opportunity/all',      asked,  Opportunity, everything),
    created_opportunity:  get('/api/app/opportunity/created',  period, Opportunity, filtered),
    modified_opportunity: get('/api/app/opportunity/modified', period, Opportunity, filtered),
    // Leads
    info_lead:            get('/api/app/lead/info',            asked,  Info,        dictionary),
    all_lead:             get('/api/app/lead/all',             asked,  Lead,        everything),
    created_lead:         get('/api/app/lead/created',         period, Lead,        filtered),
    modified_lead:        get('/api/app/lead/modified',        period, Lead,        filtered),
    // "Além das pastas dos módulos, a documentação disponibiliza uma Lista de Entidades"
    all_entity:           get('/api/app/entity/all',           asked,  Entities,    everything),
  },
})
