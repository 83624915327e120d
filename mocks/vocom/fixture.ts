import {
  defineFixture,
  fallback,
  list,
  nullable,
  type Objection,
  oneOf,
  optional,
  position,
  table,
  text,
} from '#engine'

const company_id = text('ID da empresa', '894343d2-3f02-4c02-909b-a0bfa57c0a93', {
  min: 1,
  of: 'companies',
})
const count = (description: string) => fallback(text(description, '0', { pattern: '^[0-9]+$' }), '0')

/** `HH:MM:SS`, or dashes for what did not happen. */
const clock = (description: string, example: string) =>
  text(description, example, { pattern: '^(?:[0-9]{2}:[0-9]{2}:[0-9]{2}|--:--:--)$' })

/** What a Vocom fixture may say: companies, and in each its queues, branches, breaks, agents, calls and reports. */
export const CallCentre = defineFixture({
  tables: {
    companies: table({ company_id: text('ID da empresa', '894343d2', { min: 1 }) }, 'company_id'),
    queues: table({ company_id, queue: text('Fila', 'FILA_SUPORTE', { min: 1 }) }, 'company_id', 'queue'),
    branches: table({ company_id, branch: text('Ramal', '2000', { min: 1 }) }, 'company_id', 'branch'),
    breaks: table(
      {
        company_id,
        break_id: text('ID da pausa', '0c8a9f1f-b49d-42d5-9b6b-2c108619aa7c', { min: 1 }),
        break_name: text('Nome da pausa', 'Lanche'),
        break_timeout: text('Tempo da pausa', '5', { pattern: '^[0-9]+$' }),
        break_digit: text('Dígito da pausa', '1'),
        /** Queues whose agents may take it. Default: all queues of the company */
        queues: optional(list(text('Fila', 'FILA_SUPORTE', { of: 'queues' }))),
      },
      'company_id',
      'break_id',
    ),
    agents: table(
      {
        company_id,
        name: text('Nome do agente', 'DEV', { min: 1 }),
        queues: list(text('Fila', 'FILA_SUPORTE', { of: 'queues' })),
        status: fallback(oneOf('Logged Out', 'Available', 'On Break'), 'Logged Out'),
        branch: fallback(text('Ramal em que está logado', '2000', { of: 'branches' }), ''),
        break_id: fallback(text('Pausa em que está', '', { of: 'breaks' }), ''),
        /** Epoch milliseconds as text, for breaks that end by themselves. */
        break_since: optional(
          text('Início da pausa (epoch em ms)', '1578679731000', { pattern: '^[0-9]+$' }),
        ),
        first_login: fallback(
          text('Hora do primeiro login (epoch)', '1578679731', { pattern: '^[0-9]*$' }),
          '',
        ),
        answered_count: count('Chamadas recebidas e atendidas'),
        answered_duration: count('Tempo falado das chamadas de entrada'),
        not_answered_count: count('Chamadas oferecidas mas não atendidas'),
        outbound_count: count('Chamadas de saída'),
        outbound_duration: count('Tempo falado das chamadas de saída'),
      },
      'company_id',
      'name',
    ),
    calls: table(
      {
        company_id,
        call_id: text('ID da chamada', '1f74b26a-442a-40ca-83af-847eb7132c2e', { min: 1 }),
        agent: text('Agente', 'DEV', { of: 'agents' }),
        branch: text('Ramal em que a chamada está', '3000', { of: 'branches' }),
        to: fallback(text('Número de destino', '1199999999'), ''),
        status: fallback(oneOf('ringing', 'answered', 'held'), 'answered'),
        /** Epoch milliseconds as text; a ringing call without it rings on. */
        answered_at: optional(text('Atendimento (epoch em ms)', '1578679731000', { pattern: '^[0-9]+$' })),
      },
      'call_id',
    ),
    /** Call ids that the next calls get, in this order; behind them they come from the seed. */
    call_ids: table(
      { call_id: text('ID da chamada', 'ce36d513-bcea-4639-adb9-0e947410abc5', { min: 1 }) },
      'call_id',
    ),
    tabulations: table(
      {
        company_id,
        id: position(),
        direction: oneOf('inbound', 'outbound', 'dialer-inbound'),
        agent: text('Nome do agente', 'Teste'),
        tab_name: text('Nome da tabulação', 'Telefone Ocupado / Não atende'),
        destination: text('Número de telefone', '08888889999'),
        mailing_name: text('Nome do mailing', 'TESTE'),
        start_epoch: text('Data do registro', '2020-09-02 18:03:12', { format: 'day-time-seconds' }),
      },
      'company_id',
      'id',
    ),
    diallings: table(
      {
        company_id,
        id: position(),
        /** "Uuid do Mailing": the report filters by it and never shows it. */
        mailing: fallback(text('UUID do mailing', 'b1fd0ed7-7f1c-4a37-8d3f-0b2f7a2c7e01'), ''),
        mailing_name: text('Nome do mailing', 'BASE1'),
        mailing_key: text('Código do mailing', '9998'),
        destination: text('Número de telefone', '01199999999'),
        date_time_start: text('Data e hora da discagem', '2020-09-03 18:00:00', {
          format: 'day-time-seconds',
        }),
        ringing_duration: clock('Tempo de toque', '00:00:19'),
        answer_time: fallback(clock('Momento do atendimento', '--:--:--'), '--:--:--'),
        queue: fallback(nullable(text('Fila', 'FILA_SUPORTE')), null),
        agent: fallback(nullable(text('Agente que atendeu', 'DEV')), null),
        agent_answer_duration: fallback(clock('Do atendimento ao agente', '--:--:--'), '--:--:--'),
        hangup_cause: text('Motivo do desligamento', 'NO_ANSWER'),
      },
      'company_id',
      'id',
    ),
  },
  *check({ agents }): Iterable<Objection> {
    for (const [index, { name, status, branch, break_id }] of agents.entries()) {
      if (status !== 'Logged Out' && branch === '') {
        yield { table: 'agents', index, path: ['status'], says: `is ${status}, but ${name} has no branch` }
      }
      if ((status === 'On Break') !== (break_id !== '')) {
        const says = `is ${status}, but ${name} has ${break_id === '' ? 'no break_id' : `break_id ${break_id}`}`
        yield { table: 'agents', index, path: ['status'], says }
      }
    }
  },
})
