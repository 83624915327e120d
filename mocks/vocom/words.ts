/** The fields that Vocom's document describes, once each. Words in quotes are the document's own. */
import { byOption, either, integer, list, nullable, object, oneOf, onlyIf, record, text, word } from '#engine'

/** A field that must be sent; "Algum parâmetro não foi fornecido" covers the empty one too, unless an option says otherwise. */
const given = (description: string, example: string, pattern?: string) => {
  const rules = pattern === undefined ? {} : { pattern }
  return byOption('empty_strings', {
    refused: text(description, example, { min: 1, ...rules }),
    accepted: text(description, example, rules),
  })
}

// "Informações enviadas via JSON"
export const agent = given('Nome do agente de Call Center', 'DEV')
export const branch = given('Número do ramal do agente', '2000')
export const break_id = given('ID da Pausa', '816b6751-0592-44dc-a311-b870f7850750')
export const call_id = given('ID da chamada', '1f74b26a-442a-40ca-83af-847eb7132c2e')
/** Never checked as a UUID: the printed reports use `00-f779-4215-96cd-bbb` and the like. */
export const company_id = given('ID da empresa (Fornecido pelo PABX)', '894343d2-3f02-4c02-909b-a0bfa57c0a93')
export const queue = given('Nome do Call Center', 'FILA_SUPORTE')
export const to = byOption('call_services.to_not_digits', {
  params_failed: text('Número de destino da chamada', '1199999999', { pattern: '^[0-9]+$' }),
  ok: given('Número de destino da chamada', '1199999999'),
})
export const transferTo = given('Número de destino da chamada', '2000')

const moment = (description: string, example: string, printed: 'seconds' | 'minutes') =>
  byOption('date_seconds', {
    either: text(description, example, { format: 'day-time' }),
    as_printed: text(description, example, { format: `day-time-${printed}` }),
  })
/** Printed with seconds by one report and without by the other. */
export const period = (printed: 'seconds' | 'minutes') => ({
  date_begin: moment('Data de início', '2020-09-02 00:00:00', printed),
  date_end: moment('Data Final', '2020-09-02 23:59:59', printed),
})
/** Printed as empty strings: a filter that filters nothing. */
export const filters = {
  destination: text('Número de Telefone', ''),
  mailing: text('Uuid do Mailing', ''),
  hangup_cause: text('Motivo do Desligamento', ''),
}

// "Descrição dos retornos via JSON"
export const Break = object({
  break_id: text('ID da PAUSA', '0c8a9f1f-b49d-42d5-9b6b-2c108619aa7c'),
  break_name: text('Nome da PAUSA', 'Lanche'),
  break_timeout: text('Tempo da PAUSA', '5'),
  break_digit: text('Dígito da PAUSA', '1'),
})

const seat = {
  name: text('Nome do agente', 'SUPORTE.BARBARA'),
  status: text('Estado do agente', 'Available'),
}
const Seat = object({
  ...seat,
  branch: text('Ramal do agente', '2008'),
  first_login: text('Hora do primeiro login (epoch)', '1578679731'),
  answered_count: text('Total de chamadas recebidas e atendidas pelo ramal', '13'),
  answered_duration: text('Tempo total falado das chamadas de entrada', '3300'),
  not_answered_count: text('Total de chamadas oferecidas mais não atendidas pelo ramal', '108'),
  outbound_count: text('Total de chamadas realizadas de saída', '3'),
  outbound_duration: text('Tempo total falado das chamadas de saída', '10'),
})
/** Nowhere printed: the sample's group is empty. */
const EmptySeat = byOption('logged_out_fields', {
  all_empty: Seat,
  name_and_status: object(seat),
  observed: object({
    ...seat,
    no_answer_count: text('Chamadas não atendidas', '0'),
    calls_answered: text('Chamadas atendidas', '0'),
    ready_time: text('Pronto desde (epoch)', '0'),
  }),
})
/** A group without agents is the empty text, as printed; PHP makes an object of an array whose numbering has gaps. */
const group = <S extends typeof Seat | typeof EmptySeat>(item: S) =>
  byOption('agent_groups', {
    array: either(word(''), list(item)),
    indexed: either(word(''), list(item), record(item)),
  })
export const AgentGroups = object({
  logged_out_agents: group(EmptySeat),
  logged_in_agents: group(Seat),
})

export const Tabulation = object({
  direction: oneOf('inbound', 'outbound', 'dialer-inbound'), // "Entrada", "Saída", "Chamada de Discador"
  agent: text('Nome do agente', 'Teste'),
  tab_name: text('Nome da tabulação', 'Telefone Ocupado / Não atende'),
  destination: text('Número de Telefone', '08888889999'),
  mailing_name: text('Nome do Mailing', 'TESTE'),
  start_epoch: text('Data do Registro', '2020-09-02 18:03:12'), // an epoch by name, a date on the wire
})

export const Dialling = object({
  mailing_name: text('Nome do Mailing', 'BASE1'),
  mailing_key: text('Código do Mailing', '9998'),
  destination: text('Número de Telefone', '01199999999'),
  date_time_start: text('Data e Hora da Discagem', '2020-09-03 18:00:00'),
  ringing_duration: text('Tempo de Toque no Telefone', '00:00:19'),
  answer_time: text('Momento do Atendimento do Telefone', '--:--:--'),
  queue: nullable(text('Nome da Fila', 'FILA_SUPORTE')),
  agent: nullable(text('Nome do agente que atendeu', 'DEV')),
  agent_answer_duration: text('Hora que o atendente atendeu', '--:--:--'),
  hangup_cause: text('Motivo do Desligamento', 'SUBSCRIBER_ABSENT'),
})

export const count = integer(
  'Quantidade de Registros retornados em caso de consulta realizada com sucesso',
  2,
)
export const tabsCount = onlyIf('tabs.count', count)
/** A report's rows; the vendor's own habit with empty groups is the empty text. */
export const report = <S extends typeof Tabulation | typeof Dialling>(item: S) =>
  byOption('empty_list', { array: list(item), string: either(list(item), word('')) })
