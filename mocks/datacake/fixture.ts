import {
  bareDocument,
  defineFixture,
  fallback,
  isCnpj,
  isCpf,
  list,
  type Objection,
  object,
  oneOf,
  table,
  text,
} from '#engine'
import {
  ativo,
  coded,
  day,
  free,
  id,
  id_cliente,
  maybeDay,
  money,
  phone,
  place,
  refers,
  yesNo,
} from './fields.ts'

/** What fits into a barcode: days are counted from the first, and ten digits are for the cents. */
const [FIRST_DUE, MOST] = ['1997-10-07', 99_999_999.99]

/** What an ERP's fixture may say: clients and what is theirs, the lists that map its codes, and prospects. */
export const Erp = defineFixture({
  tables: {
    clientes: table(
      {
        id_cliente: id('Código do cliente', '1'),
        nome: id('Nome ou razão social', 'Ana Lima'),
        fantasia: free('Nome fantasia'),
        tipo_pessoa: fallback(oneOf('F', 'J'), 'F'),
        cnpj_cpf: id('CPF ou CNPJ', '390.533.447-05'),
        ie_identidade: free('Inscrição estadual ou identidade'),
        rg_orgao_emissor: free('Órgão emissor'),
        inscricao_municipal: free('Inscrição municipal'),
        contribuinte_icms: yesNo('N'),
        nacionalidade: free('Nacionalidade'),
        cidade_naturalidade: free('Cidade de nascimento'),
        estado_nascimento: free('Estado de nascimento'),
        data_nascimento: maybeDay('Data de nascimento'),
        estado_civil: free('Estado civil'),
        ativo: yesNo('S'),
        Sexo: fallback(oneOf('', 'M', 'F'), ''),
        profissao: free('Profissão'),
        data_cadastro: maybeDay('Data do cadastro'),
        ...place,
        fone: phone('Telefone fixo'),
        telefone_comercial: phone('Telefone comercial'),
        telefone_celular: phone('Celular'),
        whatsapp: phone('WhatsApp'),
        email: free('E-mail'),
        obs: free('Observação'),
        alerta: free('Alerta'),
      },
      'id_cliente',
    ),
    /** The line, the barcode and the PIX are made from the seed. */
    boletos: table(
      {
        id_fatura: id('Código da fatura', '5001'),
        id_cliente,
        valor: money('Valor da fatura', '99.90'),
        data_emissao: maybeDay('Data de emissão'),
        data_vencimento: day('Data de vencimento', '2035-03-10'),
        status: fallback(oneOf('aberto', 'pago'), 'aberto'),
      },
      'id_fatura',
    ),
    notas_fiscais: table(
      {
        id_nota: id('Código da nota', '701'),
        id_cliente,
        status: free('Situação'),
        valor: money('Valor', '99.90'),
        valor_pago: fallback(money('Valor pago', '99.90'), '0.00'),
        data_lancamento: maybeDay('Data de lançamento'),
        data_vencimento: maybeDay('Data de vencimento'),
        data_baixa: maybeDay('Data da baixa'),
        url_nota_fiscal: free('Onde está o PDF'),
      },
      'id_nota',
    ),
    extratos: table(
      {
        id_extrato_financeiro: id('Código', '801'),
        id_cliente,
        data_lancamento: maybeDay('Data de lançamento'),
        data_vencimento: maybeDay('Data de vencimento'),
        data_baixa: maybeDay('Data da baixa'),
        id_boleto: refers('Fatura', 'boletos'),
        id_nota: refers('Nota', 'notas_fiscais'),
        valor: money('Valor', '99.90'),
        valor_pago: fallback(money('Valor pago', '99.90'), '0.00'),
        multa: fallback(money('Multa', '0.00'), '0.00'),
        juros: fallback(money('Juros', '0.00'), '0.00'),
        desconto: fallback(money('Desconto', '0.00'), '0.00'),
        obs: free('Observação'),
      },
      'id_extrato_financeiro',
    ),
    quitacoes: table(
      {
        id_quitacao: id('Código', '901'),
        id_cliente,
        ano: text('Ano', '2025', { pattern: '^[0-9]{4}$' }),
        valor: money('Total do ano', '1198.80'),
        url_arquivo: free('Onde está o PDF'),
      },
      'id_quitacao',
    ),
    instalacoes: table(
      {
        id_instalacao: id('Código da instalação', '301'),
        id_cliente,
        ...place,
        obs: free('Observação'),
        servicos: fallback(
          list(
            object({
              id_servico: id('Código do serviço', '10'),
              nome: id('Nome', 'Internet 500 Mega'),
              descricao: free('Descrição'),
              valor: money('Valor', '99.90'),
              status: fallback(text('Situação', 'Ativo'), 'Ativo'),
              obs: free('Observação'),
            }),
          ),
          [],
        ),
      },
      'id_instalacao',
    ),
    produtos: table(
      {
        id_servico: id('Código do produto', '10'),
        nome: id('Nome', 'Internet 500 Mega'),
        descricao: free('Descrição'),
        valor: money('Valor', '99.90'),
        obs: free('Observação'),
        ativo,
      },
      'id_servico',
    ),
    revendedores: coded('id_revendedor', 'Loja Centro'),
    funcionarios: coded('id_funcionario', 'Bruno Prado'),
    departamentos: coded('id_departamento', 'Suporte'),
    vencimentos: table(
      {
        id_vencimento: id('Código', '1'),
        data: text('Dia do mês', '10', { pattern: '^([1-9]|[12][0-9]|3[01])$' }),
        obs: free('Observação'),
        ativo,
      },
      'id_vencimento',
    ),
    origens: coded('id_origem', 'Google'),
    cidades: table(
      {
        id_cidade: id('Código da cidade', '4101'),
        nome: id('Nome', 'Curitiba'),
        uf: text('Estado', 'PR', { pattern: '^[A-Z]{2}$' }),
        codigo_ibge: text('Código do IBGE', '4106902', { pattern: '^[0-9]{7}$' }),
        obs: free('Observação'),
        ativo,
      },
      'id_cidade',
    ),
    tipos_de_atendimento: coded('id_tipo_de_atendimento', 'Instalação'),
    /** The first is the one that a prospect begins with. */
    status_prospectos: coded('status_prospeccao', 'Inicial'),
    prospectos: table(
      {
        id_prospecto: id('Código do prospecto', '9001'),
        nome: free('Nome'),
        fantasia: free('Nome fantasia'),
        tipo_pessoa: fallback(oneOf('', 'F', 'J'), ''),
        cnpj_cpf: free('CPF ou CNPJ'),
        ie_identidade: free('Inscrição estadual ou identidade'),
        data_nascimento: maybeDay('Data de nascimento'),
        email: free('E-mail'),
        telefone_celular: free('Celular'),
        whatsapp: free('WhatsApp'),
        cep: free('CEP'),
        endereco: free('Logradouro'),
        numero: free('Número'),
        complemento: free('Complemento'),
        bairro: free('Bairro'),
        id_cidade: refers('Cidade', 'cidades'),
        uf: free('Estado'),
        latitude: free('Latitude'),
        longitude: free('Longitude'),
        id_servico: refers('Produto', 'produtos'),
        id_vencimento: refers('Vencimento', 'vencimentos'),
        id_origem: refers('Origem', 'origens'),
        id_revendedor: refers('Revendedor', 'revendedores'),
        id_funcionario: refers('Funcionário', 'funcionarios'),
        status_prospeccao: text('Status', '1', { min: 1, of: 'status_prospectos' }),
        obs: free('Observação'),
      },
      'id_prospecto',
    ),
    /** What is known of the files that were sent; their content is not kept. */
    arquivos: table(
      {
        id_prospecto: text('Prospecto', '9001', { min: 1, of: 'prospectos' }),
        id_arquivo: id('Número', '1'),
        nome_arquivo: id('Nome do arquivo', 'rg.png'),
        tipo: id('Tipo do conteúdo', 'image/png'),
        descricao: free('Descrição'),
        bytes: text('Tamanho', '68', { pattern: '^[0-9]+$' }),
        sha256: text('SHA-256 do conteúdo', '', { pattern: '^[0-9a-f]{64}$' }),
      },
      'id_prospecto',
      'id_arquivo',
    ),
  },
  /** A document that fails its own check digits could never be asked for, nor a boleto be paid whose barcode is too long. */
  *check({ clientes, prospectos, boletos }): Iterable<Objection> {
    for (const [index, { data_vencimento, valor }] of boletos.entries()) {
      if (data_vencimento < FIRST_DUE) {
        const says = `is before ${FIRST_DUE}, the first day that a barcode can name`
        yield { table: 'boletos', index, path: ['data_vencimento'], says }
      }
      if (Number(valor) > MOST) {
        const says = `is more than ${MOST}, the most that a barcode has room for`
        yield { table: 'boletos', index, path: ['valor'], says }
      }
    }
    const written = [
      ...[...clientes.entries()].map(([index, row]) => ['clientes', index, row.cnpj_cpf] as const),
      ...[...prospectos.entries()].map(([index, row]) => ['prospectos', index, row.cnpj_cpf] as const),
    ]
    for (const [table, index, document] of written) {
      const bare = bareDocument(document)
      if (isCpf(bare) || isCnpj(bare) || (table === 'prospectos' && bare === '')) continue
      yield { table, index, path: ['cnpj_cpf'], says: 'is no CPF and no CNPJ: its check digits do not fit' }
    }
  },
})
