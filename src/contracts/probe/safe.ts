/** A read that changes nothing at the vendor, with what it is asked for; `{day}` is yesterday. */
export interface SafeRead {
  readonly operation: string
  readonly sends?: Readonly<Record<string, string>>
}

const reads = (...operations: readonly string[]): SafeRead[] => operations.map((operation) => ({ operation }))

const MODULES = ['calendar', 'ticket', 'customfield', 'attendance', 'opportunity', 'lead']

/** What may be asked of real vendors: reads alone, and of exports one day. What is not here is never asked. */
export const SAFE: Readonly<Record<string, readonly SafeRead[]>> = {
  'crm-zen': [{ operation: 'totals', sends: { data: '{day}' } }],
  vocom: [
    ...reads('get_break_list', 'get_agent_list'),
    { operation: 'tabs_list_all', sends: { date_begin: '{day} 00:00:00', date_end: '{day} 23:59:59' } },
    {
      operation: 'dialer_list_all',
      sends: {
        date_begin: '{day} 00:00',
        date_end: '{day} 23:59',
        destination: '',
        mailing: '',
        hangup_cause: '',
      },
    },
  ],
  vocalcontact: [
    ...reads(...MODULES.map((module) => `info_${module}`)),
    ...MODULES.map((module) => ({ operation: `created_${module}`, sends: { from: '{day}', to: '{day}' } })),
  ],
  datacake: reads(
    'produtos',
    'revendedores',
    'funcionarios',
    'departamentos',
    'vencimentos',
    'origens',
    'cidades',
    'tipos_de_atendimento',
    'status_prospectos',
    'clientes',
    'boletos',
    'instalacoes',
    'notas_fiscais',
    'extratos',
    'quitacoes',
    'status_prospecto',
  ),
  smartspace: reads('consultar'),
}

/** At least so long between two requests where the document demands no wait, in milliseconds. */
export const LEAST_WAIT = 1000
