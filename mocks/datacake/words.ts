/** The shapes that the page prints, keys in its order; where the page folds one away, the vendor's other versions or its style. */
import { byOption, list, object, onlyIf, text, word } from '#engine'

/** Every printed value is a text in quotes, and almost every one is empty. */
const field = (description: string, example = '') => text(description, example)

export const Client = object({
  id_cliente: field('Código do cliente no ERP', '1'),
  nome: field('Nome ou razão social', 'Ana Lima'),
  fantasia: field('Nome fantasia'),
  tipo_pessoa: field('F ou J', 'F'),
  cnpj_cpf: field('CPF ou CNPJ', '390.533.447-05'),
  ie_identidade: field('Inscrição estadual ou identidade'),
  rg_orgao_emissor: field('Órgão emissor da identidade'),
  inscricao_municipal: field('Inscrição municipal'),
  contribuinte_icms: field('S ou N', 'N'), // the one value that is printed
  nacionalidade: field('Nacionalidade'),
  cidade_naturalidade: field('Cidade de nascimento'),
  estado_nascimento: field('Estado de nascimento'),
  data_nascimento: field('Data de nascimento', '1990-05-17'),
  estado_civil: field('Estado civil'),
  ativo: field('S ou N', 'S'),
  Sexo: field('M ou F', 'F'), // the one key with a capital
  profissao: field('Profissão'),
  data_cadastro: field('Data do cadastro', '2024-02-01'),
  cep: field('CEP, oito dígitos', '80010000'),
  endereco: field('Logradouro'),
  numero: field('Número'),
  complemento: field('Complemento'),
  bairro: field('Bairro'),
  cidade: field('Cidade', 'Curitiba'),
  uf: field('Estado', 'PR'),
  latitude: field('Latitude', '-25.4284'),
  longitude: field('Longitude', '-49.2733'),
  fone: field('Telefone fixo'),
  telefone_comercial: field('Telefone comercial'),
  telefone_celular: field('Celular', '41987654321'),
  whatsapp: field('WhatsApp', '41987654321'),
  email: field('E-mail', 'ana.lima@example.com'),
  obs: field('Observação'),
  alerta: field('Alerta ao atendente'),
})

/** From the vendor's other versions of the page; the last two are what a Brazilian boleto has beside its line. */
export const Boleto = object({
  id_fatura: field('Código da fatura', '5001'),
  nome_cliente: field('Nome do cliente', 'Ana Lima'),
  valor_inicial: field('Valor da fatura', '99.90'),
  valor_atual: field('Valor de hoje', '99.90'),
  data_emissao: field('Data de emissão', '2026-02-20'),
  data_vencimento: field('Data de vencimento', '2035-03-10'),
  linha_digitavel: field('Linha digitável, 47 dígitos', '00194523091087927272143550722136646680000009990'),
  url_boleto: field('Onde está o PDF', 'https://example.com/boletos/5001.pdf'),
  codigo_barras: onlyIf(
    'boletos.optional_fields',
    field('Código de barras, 44 dígitos', '00196466800000099904523010879272724355072213'),
  ),
  pix_copia_e_cola: onlyIf(
    'boletos.optional_fields',
    field(
      'PIX copia e cola',
      '00020126440014br.gov.bcb.pix0122financeiro@example.com520400005303986540599.905802BR5919PROVEDOR DE EXEMPLO6008CURITIBA62090505F50016304622B',
    ),
  ),
})

export const Service = object({
  id_servico: field('Código do serviço', '10'),
  nome: field('Nome do serviço', 'Internet 500 Mega'),
  descricao: field('Descrição'),
  valor: field('Valor', '99.90'),
  status: field('Situação do serviço', 'Ativo'),
  obs: field('Observação'),
})

export const Installation = object({
  id_instalacao: field('Código da instalação', '301'),
  cep: field('CEP', '80010000'),
  endereco: field('Logradouro'),
  numero: field('Número'),
  complemento: field('Complemento'),
  bairro: field('Bairro'),
  cidade: field('Cidade', 'Curitiba'),
  uf: field('Estado', 'PR'),
  latitude: field('Latitude'),
  longitude: field('Longitude'),
  obs: field('Observação'),
  servicos: list(Service),
})

export const Product = object({
  id_servico: field('Código do produto', '10'),
  nome: field('Nome', 'Internet 500 Mega'),
  descricao: field('Descrição'),
  valor: field('Valor', '99.90'),
  obs: field('Observação'),
})

/** Most lists that map the ERP's codes: a code, a name, a remark. */
const coded = <K extends string>(key: K, example: string) =>
  object({ [key]: field('Código', '1'), nome: field('Nome', example), obs: field('Observação') } as Record<
    K | 'nome' | 'obs',
    ReturnType<typeof field>
  >)

export const Reseller = coded('id_revendedor', 'Loja Centro')
export const Employee = coded('id_funcionario', 'Bruno Prado')
export const Department = coded('id_departamento', 'Suporte')
export const Origin = coded('id_origem', 'Google')
export const AttendanceType = coded('id_tipo_de_atendimento', 'Instalação')
export const ProspectStatus = coded('status_prospeccao', 'Inicial')
export const DueDay = object({
  id_vencimento: field('Código', '1'),
  data: field('Dia do mês', '10'),
  obs: field('Observação'),
})
export const City = object({
  id_cidade: field('Código da cidade no ERP', '4101'),
  nome: field('Nome', 'Curitiba'),
  uf: field('Estado', 'PR'),
  codigo_ibge: field('Código do IBGE', '4106902'),
  obs: field('Observação'),
})

// From the vendor's other versions of the page
export const TaxNote = object({
  id_nota: field('Código da nota', '701'),
  status: field('Situação', 'Autorizada'),
  valor: field('Valor', '99.90'),
  valor_pago: field('Valor pago', '99.90'),
  data_lancamento: field('Data de lançamento', '2026-01-05'),
  data_vencimento: field('Data de vencimento', '2026-01-10'),
  data_baixa: field('Data da baixa'),
  url_nota_fiscal: field('Onde está o PDF', 'https://example.com/notas/701.pdf'),
})
export const Statement = object({
  id_extrato_financeiro: field('Código', '801'),
  data_lancamento: field('Data de lançamento', '2026-01-05'),
  data_vencimento: field('Data de vencimento', '2026-01-10'),
  data_baixa: field('Data da baixa'),
  id_boleto: field('Fatura', '5001'),
  id_nota: field('Nota', '701'),
  valor: field('Valor', '99.90'),
  valor_pago: field('Valor pago', '99.90'),
  multa: field('Multa', '0.00'),
  juros: field('Juros', '0.00'),
  desconto: field('Desconto', '0.00'),
  obs: field('Observação'),
})
export const Discharge = object({
  id_quitacao: field('Código', '901'),
  ano: field('Ano', '2025'),
  valor: field('Total do ano', '1198.80'),
  url_arquivo: field('Onde está o PDF', 'https://example.com/quitacoes/901.pdf'),
})

const success = word('success')
/** "status": "" is all that the page prints; without an id nobody could edit what was made. */
export const Created = byOption('documented_only', {
  false: object({ status: success, id_prospecto: field('Código do prospecto', '1') }),
  true: object({ status: success }),
})
export const Done = object({ status: success })
export const Followed = object({
  id_prospecto: field('Código do prospecto', '1'),
  status_prospeccao: field('Código do status', '5'),
  nome: field('Nome do status', 'Aprovado'),
  obs: field('Observação'),
})
