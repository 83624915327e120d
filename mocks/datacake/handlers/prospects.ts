/** Prospects: "o principal canal de entrada de novas assinaturas". */
import { bareDocument } from '#engine'
import { type All, document, type Office, type Prospect } from './office.ts'

/** What a prospect says of itself, in the order of the payload. */
const FIELDS = [
  'nome',
  'fantasia',
  'tipo_pessoa',
  'cnpj_cpf',
  'ie_identidade',
  'data_nascimento',
  'email',
  'telefone_celular',
  'whatsapp',
  'cep',
  'endereco',
  'numero',
  'complemento',
  'bairro',
  'id_cidade',
  'uf',
  'latitude',
  'longitude',
  'id_servico',
  'id_vencimento',
  'id_origem',
  'id_revendedor',
  'id_funcionario',
  'status_prospeccao',
  'obs',
] as const
type Field = (typeof FIELDS)[number]
type Sent = Readonly<Partial<Record<Field, string | undefined>>>
type Changes = { -readonly [K in Field]?: string }

/** The table behind each code that a prospect may carry. */
const REFERENCES = {
  id_cidade: 'cidades',
  id_servico: 'produtos',
  id_vencimento: 'vencimentos',
  id_origem: 'origens',
  id_revendedor: 'revendedores',
  id_funcionario: 'funcionarios',
  status_prospeccao: 'status_prospectos',
} as const satisfies Partial<Record<Field, keyof Office['state']>>

/** The page names six statuses as examples; one of another name may go anywhere. */
const MOVES: ReadonlyMap<string, readonly string[]> = new Map([
  ['Inicial', ['Em analise', 'Cancelado']],
  ['Em analise', ['Aprovado', 'Reprovado', 'Suspenso', 'Cancelado']],
  ['Suspenso', ['Em analise', 'Cancelado']],
  ['Aprovado', []],
  ['Reprovado', []],
  ['Cancelado', []],
])

const NOTHING = Object.fromEntries(FIELDS.map((field) => [field, ''])) as Record<Field, ''>

export const prospects: Pick<All, 'criar_prospecto' | 'editar_prospecto' | 'status_prospecto'> = {
  criar_prospecto(request, office) {
    const { state, options, next } = office
    const sent = fieldsOf(request)
    const lead = sent.cnpj_cpf === undefined && options.leads === 'accepted'
    office.lean('leads', lead, { value: 'refused', code: 'missing_field' })
    if (!lead) demand(office, sent, ['cnpj_cpf', 'id_servico'])
    const settled = check(office, sent, undefined)
    let id_prospecto: string
    // A fixture may have given a number away.
    do id_prospecto = String(next('prospecto'))
    while (state.prospectos.get(id_prospecto) !== undefined)
    const [begin] = state.status_prospectos.where(({ ativo }) => ativo === 'S')
    const row = { ...NOTHING, id_prospecto, status_prospeccao: begin?.status_prospeccao ?? '', ...settled }
    state.prospectos.put(row as Prospect)
    return { status: 'success', id_prospecto }
  },

  /** "Nem todos os campos são necessariamente editados/atualizados": what is absent stays, what is empty is cleared. */
  editar_prospecto(request, office) {
    const prospect = prospectOf(office, request.id_prospecto)
    const sent = fieldsOf(request)
    if (Object.keys(sent).length === 0)
      office.fail('nothing_to_edit', 'the body names no field of a prospect')
    if (sent.status_prospeccao === '') demand(office, {}, ['status_prospeccao'])
    const needed: Field[] = ['nome', 'telefone_celular']
    if (prospect.cnpj_cpf !== '') needed.push('cnpj_cpf', 'id_servico')
    const cleared = needed.filter((field) => sent[field] === '')
    if (office.options.clear_required === 'refused') demand(office, {}, cleared)
    office.lean('clear_required', cleared.length > 0, { value: 'refused', code: 'missing_field' })
    const settled = check(office, sent, prospect)
    move(office, prospect, settled.status_prospeccao)
    office.state.prospectos.patch(prospect, settled as Partial<Prospect>)
    return { status: 'success' }
  },

  /** "receber o status atual do prospecto, mantendo o sistema da Datacake sincronizado com o ERP" */
  status_prospecto({ id_prospecto }, office) {
    const prospect = prospectOf(office, id_prospecto)
    const { status_prospeccao } = prospect
    const status = office.state.status_prospectos.get(status_prospeccao)
    const { nome = '', obs = '' } = status ?? {}
    return { id_prospecto: prospect.id_prospecto, status_prospeccao, nome, obs }
  },
}

/** By its id or, because the documented answer to a new prospect tells none, by its CPF or CNPJ. */
export function prospectOf({ state, options, fail, lean }: Office, key: string): Prospect {
  const byId = state.prospectos.get(key)
  if (byId !== undefined) return byId
  const bare = bareDocument(key)
  const found = options.prospect_key === 'either' && bare !== '' ? withDocument(state, bare) : undefined
  lean('prospect_key', found !== undefined, { value: 'id_prospecto', code: 'unknown_prospect' })
  return found ?? fail('unknown_prospect', 'no prospect has what stands in the path as its id, CPF or CNPJ')
}

const withDocument = (state: Office['state'], bare: string): Prospect | undefined =>
  state.prospectos.where((row) => bareDocument(row.cnpj_cpf) === bare)[0]

function fieldsOf(request: Sent): Sent {
  const given = FIELDS.filter((field) => request[field] !== undefined)
  return Object.fromEntries(given.map((field) => [field, request[field]]))
}

function demand({ fail }: Office, sent: Sent, fields: readonly Field[]): void {
  const field = fields.find((name) => !sent[name])
  if (field !== undefined) fail('missing_field', `${field} is missing or empty`, { field })
}

/** What is sent, its document without a mask: a right one, and nobody else's; its codes all known. */
function check(office: Office, sent: Sent, prospect: Prospect | undefined): Changes {
  const { state, fail } = office
  const settled: Changes = { ...(sent as Changes) }
  if (sent.cnpj_cpf) {
    settled.cnpj_cpf = document(office, sent.cnpj_cpf)
    const other = withDocument(state, settled.cnpj_cpf)
    if (other !== undefined && other.id_prospecto !== prospect?.id_prospecto) {
      fail('duplicate', `prospect ${other.id_prospecto} has this CPF or CNPJ already`)
    }
  }
  for (const [field, table] of Object.entries(REFERENCES) as [
    keyof typeof REFERENCES,
    keyof Office['state'],
  ][]) {
    const value = sent[field]
    if (!value) continue
    const row = state[table].get(value) as { readonly ativo?: string } | undefined
    if (row?.ativo === 'S') continue
    // The sentence is for people to read: a value without end is cut.
    fail('unknown_reference', `${field} names no row of ${table}`, { field, value: value.slice(0, 60) })
  }
  return settled
}

function move({ state, options, fail, lean }: Office, prospect: Prospect, to: string | undefined): void {
  if (to === undefined || to === prospect.status_prospeccao) return
  const nameOf = (status: string): string => state.status_prospectos.get(status)?.nome ?? status
  const [from, into] = [nameOf(prospect.status_prospeccao), nameOf(to)]
  if (MOVES.get(from)?.includes(into) === false && MOVES.has(into)) {
    lean('free_status', options.free_status, { value: 'false', code: 'forbidden_move' })
    if (!options.free_status)
      fail('forbidden_move', `a prospect that is ${from} does not become ${into}`, { from, to: into })
  }
}
