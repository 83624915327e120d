/** What Datacake's platform expects of an ERP's answers. */
import { Matchers } from '@pact-foundation/pact'
import type { DatacakeClient } from '../../../src/clients/datacake.ts'

const { eachLike, like, regex } = Matchers

export const ANA = '390.533.447-05'

const text = like('x')
const flag = regex('[SN]', 'N')
const day = regex('(\\d{4}-\\d{2}-\\d{2})?', '1990-05-17')
const digits = (example: string) => regex('\\d*', example)
const money = regex('\\d+\\.\\d{2}', '99.90')

/** The 34 keys of the page; what the platform leans on is more than text. */
export const client = {
  id_cliente: like('1'),
  nome: like('Ana Lima'),
  fantasia: text,
  tipo_pessoa: regex('[FJ]', 'F'),
  cnpj_cpf: like(ANA),
  ie_identidade: text,
  rg_orgao_emissor: text,
  inscricao_municipal: text,
  contribuinte_icms: flag,
  nacionalidade: text,
  cidade_naturalidade: text,
  estado_nascimento: text,
  data_nascimento: day,
  estado_civil: text,
  ativo: flag,
  Sexo: regex('[MF]?', 'F'),
  profissao: text,
  data_cadastro: day,
  cep: digits('80010000'),
  endereco: text,
  numero: text,
  complemento: text,
  bairro: text,
  cidade: text,
  uf: text,
  latitude: text,
  longitude: text,
  fone: digits('4132345678'),
  telefone_comercial: digits('4132345678'),
  telefone_celular: digits('41987654321'),
  whatsapp: digits('41987654321'),
  email: text,
  obs: text,
  alerta: text,
}

export const boleto = {
  id_fatura: like('5001'),
  nome_cliente: like('Ana Lima'),
  valor_inicial: money,
  valor_atual: money,
  data_emissao: day,
  data_vencimento: regex('\\d{4}-\\d{2}-\\d{2}', '2035-03-10'),
  linha_digitavel: regex('\\d{47}', '00194523091087927272143550722136646680000009990'),
  url_boleto: regex('https?://.+', 'https://example.com/boletos/5001.pdf'),
}

const service = {
  id_servico: like('10'),
  nome: like('Internet 500 Mega'),
  descricao: text,
  valor: money,
  status: text,
  obs: text,
}
const place = {
  cep: digits('80010000'),
  endereco: text,
  numero: text,
  complemento: text,
  bairro: text,
  cidade: text,
  uf: text,
}
export const installation = {
  id_instalacao: like('301'),
  ...place,
  latitude: text,
  longitude: text,
  obs: text,
  servicos: eachLike(service),
}

/** Each list of codes: its path, what one of its entries is, its ledger rows, and how the platform asks for it. */
export const LISTS: readonly (readonly [
  string,
  Record<string, unknown>,
  readonly string[],
  (erp: DatacakeClient) => Promise<readonly object[]>,
])[] = [
  [
    'produtos',
    { id_servico: like('10'), nome: text, descricao: text, valor: money, obs: text },
    ['K-10', 'K-11'],
    (erp) => erp.products(),
  ],
  [
    'revendedores',
    { id_revendedor: like('1'), nome: text, obs: text },
    ['K-12', 'K-13'],
    (erp) => erp.resellers(),
  ],
  [
    'funcionarios',
    { id_funcionario: like('1'), nome: text, obs: text },
    ['K-14', 'K-A06'],
    (erp) => erp.employees(),
  ],
  [
    'departamentos',
    { id_departamento: like('1'), nome: text, obs: text },
    ['K-15'],
    (erp) => erp.departments(),
  ],
  [
    'vencimentos',
    { id_vencimento: like('1'), data: regex('[1-9]|[12]\\d|3[01]', '5'), obs: text },
    ['K-16', 'K-17', 'K-Q8'],
    (erp) => erp.dueDays(),
  ],
  ['origens', { id_origem: like('1'), nome: text, obs: text }, ['K-18', 'K-19'], (erp) => erp.origins()],
  [
    'cidades',
    {
      id_cidade: like('4101'),
      nome: text,
      uf: regex('[A-Z]{2}', 'PR'),
      codigo_ibge: regex('\\d{7}', '4106902'),
      obs: text,
    },
    ['K-20', 'K-A06'],
    (erp) => erp.cities(),
  ],
  [
    'tipos_de_atendimento',
    { id_tipo_de_atendimento: like('1'), nome: text, obs: text },
    ['K-21'],
    (erp) => erp.attendanceTypes(),
  ],
  [
    'status_prospectos',
    { status_prospeccao: like('1'), nome: text, obs: text },
    ['K-22', 'K-23'],
    (erp) => erp.prospectStatuses(),
  ],
]
