/**
 * The six modules and their fields. The document names the modules and prints the one word `calendar`; every other
 * name is assumed in its style, and so are the fields: "É fundamental que o Administrador … compreenda os módulos e
 * seus campos".
 */
import { data, decimal, email, hora, id, int, moment, telefone, texto } from './columns.ts'

/** What every record begins with; the three ids are "IDs das entidades referenciadas nos demais endpoints". */
export const COMMON = {
  id: id('Código', '12'),
  company_id: int('Empresa', '101'),
  contact_id: int('Contato', '201'),
  user_id: int('Usuário', '11'),
  created_at: moment('Data de criação', '2024-01-01 00:00:00'),
  modified_at: moment('Data de modificação', '2024-01-02 10:30:00'),
} as const

/** What no customer can hide: the record's number, and what the two filters go by. */
export const FIXED: readonly string[] = ['id', 'created_at', 'modified_at']

/** What a module's records have beside. */
export const OWN = {
  calendar: {
    subject: texto('Assunto', 'Visita técnica'),
    type: texto('Tipo', 'Visita'),
    start_at: hora('Início', '2024-01-01 09:00:00'),
    end_at: hora('Término', '2024-01-01 10:00:00'),
    status: texto('Situação', 'Agendada'),
  },
  ticket: {
    protocol: texto('Protocolo', '20240000001'),
    subject: texto('Assunto', 'Sem conexão'),
    category: texto('Categoria', 'Suporte'),
    priority: texto('Prioridade', 'Alta'),
    status: texto('Situação', 'Aberto'),
    closed_at: hora('Data de fechamento', ''),
  },
  customfield: {
    module: texto('Módulo', 'lead'),
    record_id: int('Registro', '12'),
    field: texto('Campo', 'segmento'),
    value: texto('Valor', 'Varejo'),
  },
  attendance: {
    protocol: texto('Protocolo', '20240000001'),
    channel: texto('Canal', 'Telefone'),
    direction: texto('Direção', 'Entrada'),
    phone: telefone('Telefone', '41 912345678'),
    duration_seconds: int('Duração em segundos', '180'),
    result: texto('Resultado', 'Resolvido'),
  },
  opportunity: {
    title: texto('Título', 'Plano anual'),
    stage: texto('Etapa', 'Proposta'),
    amount: decimal('Valor', '1500.00'),
    probability: int('Probabilidade', '50'),
    expected_close: data('Previsão de fechamento', '2024-02-01'),
    lost_reason: texto('Motivo da perda', ''),
  },
  lead: {
    name: texto('Nome', 'Ana Lima'),
    email: email('E-mail', 'ana.lima@example.com'),
    phone: telefone('Telefone', '41 912345678'),
    source: texto('Origem', 'Site'),
    status: texto('Situação', 'Novo'),
    owner_id: int('Responsável', '11'),
  },
} as const

export type Module = keyof typeof OWN
export const MODULES = Object.keys(OWN) as [Module, ...Module[]]

/** What of a record gives its entity a name. */
export const NAMED_BY = {
  calendar: 'subject',
  ticket: 'subject',
  customfield: 'field',
  attendance: 'protocol',
  opportunity: 'title',
  lead: 'name',
} as const satisfies Readonly<Record<Module, string>>
