import type { Asked, Said } from './own-server.ts'

/** A provider's ERP as the page asks for it. */
export interface ErpState {
  readonly prospects: Map<string, Record<string, string>>
}

export const newErp = (): ErpState => ({ prospects: new Map() })

const CLIENT_KEYS =
  'id_cliente nome fantasia tipo_pessoa cnpj_cpf ie_identidade rg_orgao_emissor inscricao_municipal contribuinte_icms nacionalidade cidade_naturalidade estado_nascimento data_nascimento estado_civil ativo Sexo profissao data_cadastro cep endereco numero complemento bairro cidade uf latitude longitude fone telefone_comercial telefone_celular whatsapp email obs alerta'

const blank = (keys: string): Record<string, string> =>
  Object.fromEntries(keys.split(' ').map((key) => [key, '']))

const CLIENT: Readonly<Record<string, string>> = {
  ...blank(CLIENT_KEYS),
  id_cliente: '1',
  nome: 'Ana Lima',
  cnpj_cpf: '390.533.447-05',
  contribuinte_icms: 'N',
  latitude: '-25.4297',
}

const SERVICE = { ...blank('id_servico nome descricao valor status obs'), id_servico: '10' }
const OF_CLIENT: Readonly<Record<string, readonly unknown[]>> = {
  '/boletos': [{ id_fatura: '5001', valor_inicial: '99.90', data_vencimento: '2035-03-10' }],
  '/instalacoes': [
    {
      ...blank('id_instalacao cep endereco numero complemento bairro cidade uf latitude longitude obs'),
      servicos: [SERVICE],
    },
  ],
}
const LISTS: Readonly<Record<string, readonly Record<string, string>[]>> = {
  '/produtos': [{ id_servico: '10', nome: 'Internet 500 Mega', descricao: '', valor: '99.90', obs: '' }],
  '/revendedores': [{ id_revendedor: '1', nome: 'Loja Centro', obs: '' }],
  '/funcionarios': [{ id_funcionario: '1', nome: 'Bruno Prado', obs: '' }],
  '/departamentos': [{ id_departamento: '1', nome: 'Suporte', obs: '' }],
  '/vencimentos': [{ id_vencimento: '1', data: '10', obs: '' }],
  '/origens': [{ id_origem: '1', nome: 'Google', obs: '' }],
  '/cidades': [{ id_cidade: '1', nome: 'Curitiba' }],
  '/tipos_de_atendimento': [{ id_tipo_de_atendimento: '1', nome: 'Instalação', obs: '' }],
  '/status_prospectos': ['Inicial', 'Em analise'].map((nome, at) => ({
    status_prospeccao: String(at + 1),
    nome,
    obs: '',
  })),
}

const refused = (status: number, msg: string): Said => ({ status, body: { status: 'error', msg } })

export function answerErp(asked: Asked, state: ErpState): Said {
  const { method, path, query, text, has } = asked
  if (method === 'GET' && text !== '' && has('refuses a GET with a body')) {
    return { status: 403, headers: { server: 'cloudflare' } }
  }
  if (asked.authorization !== 'Bearer erp-token' && !has('tells everything without a token')) {
    return refused(401, 'Token inválido')
  }
  const fields = { ...Object.fromEntries(query), ...fieldsOf(text) }
  if (method === 'GET') {
    const status = /^\/prospectos\/([^/]+)\/status$/.exec(path)?.[1]
    return status === undefined ? found(path, fields, has) : statusOf(state.prospects.get(status))
  }
  if (path === '/prospectos' && method === 'POST') return created(fields, state)
  const [, id = '', rest = ''] = /^\/prospectos\/([^/]+)(\/arquivos)?$/.exec(path) ?? []
  const prospect = state.prospects.get(id)
  if (prospect === undefined) return refused(404, 'Prospecto não encontrado')
  if (rest !== '' && method === 'POST') return kept(fields, has)
  if (rest !== '' || method !== 'PUT') return refused(405, 'Método não permitido')
  const left = has('loses what an edit does not name') ? { status_prospeccao: '1' } : prospect
  state.prospects.set(id, { ...left, ...fields })
  return { status: 200, body: { status: 'success' } }
}

function found(path: string, fields: Record<string, string>, has: Asked['has']): Said {
  if (path in LISTS) return { status: 200, body: LISTS[path] }
  if (path in OF_CLIENT) return { status: 200, body: fields['id_cliente'] === '1' ? OF_CLIENT[path] : [] }
  if (path !== '/clientes') return refused(404, 'Não há esse caminho')
  if (fields['cnpj_cpf']?.replace(/\D/g, '') !== '39053344705') return refused(404, 'Cliente não encontrado')
  const { alerta, ...others } = CLIENT
  const client = has('leaves out a key of the client') ? others : { ...others, alerta }
  const latitude = has('has numbers as numbers') ? Number(CLIENT['latitude']) : CLIENT['latitude']
  return { status: 200, body: { ...client, latitude } }
}

const statusOf = (prospect: Record<string, string> | undefined): Said =>
  prospect === undefined
    ? refused(404, 'Prospecto não encontrado')
    : { status: 200, body: { status_prospeccao: prospect['status_prospeccao'] } }

function created(fields: Record<string, string>, { prospects }: ErpState): Said {
  const id = String(prospects.size + 1)
  prospects.set(id, { status_prospeccao: '1', ...fields })
  return { status: 200, body: { status: 'ok', id_prospecto: id } }
}

function kept({ tipo = '', arquivo = '' }: Record<string, string>, has: Asked['has']): Said {
  if (Buffer.from(arquivo, 'base64').toString('base64') !== arquivo) return refused(400, 'Base64 inválido')
  if (tipo === 'application/pdf' && has('takes images alone')) return refused(415, 'Só imagens')
  return { status: 200, body: { status: 'ok' } }
}

function fieldsOf(text: string): Record<string, string> {
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    return {}
  }
}
