/** Words that paths, parameters, fields and headers of such APIs are made of, in English and Portuguese: never anybody's data. */
const ROUTES = `
api app rest public publico index service services servico servicos integration integracao integracoes external externo
export exportar exportacao import bi crm erp pabx portal customer customers company companies cliente clientes client clients
list lista listar listas all todos todas search buscar busca find consulta consultar consultas get post put set add new novo nova create criar
created criacao criado update updated atualizar modified modificacao modificado edit editar delete remover excluir info information
agenda calendar calendario compromisso compromissos event events evento eventos chamado chamados ticket tickets atendimento atendimentos
attendance attendances campo campos custom customfield customfields complementar complementares field fields oportunidade oportunidades
opportunity opportunities deal deals negocio negocios lead leads entity entities entidade entidades contact contacts contato contatos
report reports relatorio relatorios total totais totals distribution distribuicao
boleto boletos fatura faturas invoice invoices nota notas fiscal fiscais extrato extratos financeiro financeiros statement statements
quitacao quitacoes instalacao instalacoes installation installations contrato contratos contract contracts produto produtos product products
plano planos plan plans revendedor revendedores reseller resellers funcionario funcionarios employee employees departamento departamentos
department departments vencimento vencimentos origem origens origin origins cidade cidades city cities estado estados state states
tipo tipos type types status situacao prospecto prospectos prospect prospects prospeccao arquivo arquivos file files document documents
documento documentos upload uploads attachment attachments anexo anexos oauth oauth2 auth token tokens login logout session sessao user users
usuario usuarios me agent agents agente agentes queue queues fila filas call calls chamada chamadas break pause pausa pausas dialer discador
tabs tabulation tabulacao interact cti php asp aspx jsp json csv xml html do action`

const FIELDS = `
id ids uuid code codigo cod number numero num name nome nomes title titulo label description descricao obs observacao note notes comment
comentario subject assunto value valor valores amount price preco count quantidade qtd sum total data date datas day dia dias month mes year ano
hour hora horario time tempo timestamp at by from to of de da do em para ate inicio inicial fim final start end begin begins since until
due vencimento emissao emitido paid pago pagamento payment baixa juros multa desconto discount fine interest rate taxa
phone phones telefone telefones celular fone mobile whatsapp email emails mail address endereco enderecos street rua logradouro complemento
complement bairro district neighborhood uf country pais cep zip latitude longitude lat lng lon ponto referencia reference
cpf cnpj rg ie documento identidade inscricao estadual municipal birth nascimento nascimen gender sexo genero marital civil
active ativo ativa inactive inativo enabled disabled flag type kind category categoria class classe priority prioridade stage etapa
owner responsavel user usuario group grupo grupos team equipe role source origem campaign campanha channel canal direction direcao duration duracao
result results resultado resultados response resposta request error errors erro erros message messages mensagem msg reason motivo success sucesso ok
meta page pagina pages limit offset per size next previous prev last first cursor sort order ordem filter filtro format formato key chave
records registros rows items itens item list lista content conteudo body payload url uri link href version versao module modulo protocol protocolo
probability probabilidade expected close closed lost won perda ganho ring ringing answered answer atendida hold transfer branch ramal
record region regiao segment segmento tag tags sector setor area unit unidade score nota level nivel parent child children index position
is has was not no sim nao and or in on with without max min avg
username password senha secret segredo client grant scope expires access refresh bearer basic credentials issued jti`

const HEADERS = `
accept allow age authorization cache control content disposition encoding language length location etag expires host if match modified none
origin pragma range retry after server set cookie transfer vary via warning www authenticate proxy forwarded requested agent
x api key rate ratelimit reset remaining limit date strict transport security frame options methods headers credentials
expose trace correlation tenant trailer powered runtime idempotency`

const split = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')

/** Everything that may stand anywhere. */
export const WORDS: ReadonlySet<string> = new Set([ROUTES, FIELDS, HEADERS].flatMap(split))

/** What stands behind such a word in a path is a secret. */
export const SECRET_WORDS: ReadonlySet<string> = new Set(
  split(
    'token tokens access_token access-token accesstoken apitoken api_token api-token key apikey api_key api-key chave secret segredo senha password hash sid session sessao jwt',
  ),
)

/** How one proves who one is, by the word before the secret. */
export const SCHEMES = ['Basic', 'Bearer', 'Token', 'JWT', 'ApiKey', 'Digest', 'OAuth', 'Negotiate'] as const

/** What a word is made of: `totalLead`, `total_lead` and `total-lead` are two. */
export const partsOf = (word: string): string[] =>
  word
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((part) => part !== '')
