/**
 * CRM Zen: how many leads each user received on one day.
 * Source: "Totais de Distribuição de Leads por usuários, versão 1.0". Words in quotes are the document's own.
 */
import {
  byOption,
  choice,
  cooldownOptions,
  date,
  defineVendor,
  either,
  emptyList,
  flag,
  get,
  integer,
  list,
  object,
  queryOptions,
  text,
  tokenHeader,
} from '#engine'

/** All printed values are descriptions in quotes; whether a count is a number or text stays open. */
const count = (description: string) =>
  byOption('numbers', { number: integer(description, 3), string: text(description, '3') })

const Total = object({
  codigo: text('Código', '12'),
  nome: text('Nome', 'Site'),
  quantidade: count('Quantidade de leads'),
})

const Errors = object({
  com_erro: count('Quantidade de leads com erro'),
  sem_agrupamento: count('Quantidade de leads sem agrupamento'),
  limite_de_contatos: count('Quantidade de leads que excederam o limite de contatos'),
  duplicados: count('Quantidade de leads duplicados'),
})

/** "… e "erros" podem vir vazios": empty how, the document does not say. */
const erros = byOption('erros.empty', {
  zeros: Errors,
  object: either(Errors, object({})),
  array: either(Errors, emptyList()),
})

const Totals = object({
  data: date('Data de pesquisa', '2018-01-01'),
  usuarios: list(
    object({
      nome: text('Nome do usuário', 'Maria'),
      total_lead: count('Quantidade total de leads'),
      origem: list(Total), // this and the next three "podem vir vazios"
      segmento: list(Total),
      automacao: list(Total),
      produtos_e_servicos: list(Total),
    }),
  ),
  erros,
})

// biome-ignore format: a table
export const crmZen = defineVendor({
  name: 'crm-zen',
  title: 'CRM Zen, totais de distribuição de leads por usuários 1.0',
  source: 'Totais de Distribuição de Leads por usuários, versão 1.0',
  // "Todas as requisições devem conter o parâmetro token (no header)."
  auth: tokenHeader('token', {
    missing: 'no_token',
    wrong: 'wrong_token',
    statuses: { disabled: 'disabled_token', not_authorized: 'not_authorized' },
    under: (outcome, options) => outcome === 'not_authorized' ? String(options['forbidden_token']) : outcome,
    alsoIn: (options) => options['token_also_in'] as 'nowhere',
  }),
  cooldown: { seconds: 300, refuse: 'too_many_requests' }, // "Uma requisição a cada 5 minutos"
  options: {
    ...cooldownOptions,
    ...queryOptions,
    numbers:         choice(['number', 'string']),
    parameter_name:  choice(['data', 'either']),
    'erros.empty':   choice(['zeros', 'object', 'array']),
    sums:            choice(['at_most_total', 'free']),
    forbidden_token: choice(['not_authorized', 'wrong_token']),
    future_dates:    choice(['empty', 'bad_date']),
    escape_unicode:  flag(false),
    check_order:     choice(['auth_parameters_cooldown', 'auth_cooldown_parameters', 'parameters_auth_cooldown']),
    empty_date:      choice(['no_date', 'bad_date']),
    retry_after:     flag(false),
    allow_header:    flag(true),
    head:            choice(['wrong_method', 'as_get']),
    charset:         flag(true),
    token_also_in:   choice(['nowhere', 'bearer', 'query']),
  },
  errors: { // "Mensagens de retorno"
    no_date:           [400, 'O parâmetro "data" é necessário'],
    bad_date:          [400, 'Data inexistente ou em formato inválido'],
    no_token:          [401, 'Token não informado'],
    wrong_token:       [401, 'Token inválido'],
    disabled_token:    [401, 'Token desabilitado'],
    not_authorized:    [401, 'Acesso não autorizado'],
    wrong_method:      [405, 'O método utilizado não é permitido para este recurso'],
    too_many_requests: [429, 'Você excedeu o número de requisições. Sua última requisição foi em "{last}". Sua próxima requisição estará disponível em "{next}"'],
    internal:          [500, 'Ocorreu um erro interno do servidor. Por favor, tente novamente.'],
  },
  wrongMethod: 'wrong_method',
  invalid: ({ missing }) => missing ? 'no_date' : 'bad_date',
  failureSchema: object({ error: text('Descrição do erro', 'Token inválido', { min: 1 }) }),
  failure: ({ message }) => ({ error: message }),
  readError: (body) => {
    const error = (body as { error?: unknown } | null)?.error
    return typeof error === 'string' ? { message: error } : undefined
  },
  order: ({ check_order }) => check_order.split('_') as ('auth' | 'parameters' | 'cooldown')[],
  prepare: ({ data, Data }, { parameter_name, empty_date }): Record<string, unknown> => {
    const day = data ?? (parameter_name === 'either' ? Data : undefined)
    return day === undefined || (day === '' && empty_date === 'no_date') ? {} : { data: day }
  },
  otherNames: ['Data'], // so the table of parameters spells it
  headIsGet: ({ head }) => head === 'as_get',
  contentType: ({ charset }) => charset ? 'application/json; charset=utf-8' : 'application/json',
  headers: ({ code, facts, methods, options }) => ({
    ...(code === 'wrong_method' && options.allow_header ? { allow: methods.join(', ') } : {}),
    ...(code === 'too_many_requests' && options.retry_after && 'seconds' in facts ? { 'retry-after': String(facts['seconds']) } : {}),
  }),
  print: (body, { escape_unicode }) => escape_unicode ? escaped(JSON.stringify(body)) : JSON.stringify(body),
  operations: {
    totals: get('/api/totais_lead', { data: date('Data dos leads a serem recuperados', '2018-01-01') }, Totals, { more: ['ok.empty'] }),
  },
})

/** What PHP's json_encode does unless told otherwise. */
const escaped = (json: string): string =>
  json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
