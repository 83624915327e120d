/** What is asked with: the page prints no payload, so the names are those of its answers. */
import { date, either, oneOf, optional, type TSchema, text, word } from '#engine'

const field = (description: string, example = '') => text(description, example)
const needed = (description: string, example: string) => text(description, example, { min: 1 })

export const cnpj_cpf = needed('CPF ou CNPJ, com ou sem máscara', '390.533.447-05')
export const id_cliente = needed('Código do cliente no ERP', '1')
export const id_prospecto = needed('Código do prospecto, ou seu CPF ou CNPJ', '9001')

const unless = <S extends TSchema>(cleared: boolean, schema: S) =>
  optional(cleared ? either(schema, word('')) : schema)

/** What a prospect may say of itself; in an edit, the empty text clears a field. */
const prospect = (cleared: boolean) => ({
  fantasia: optional(field('Nome fantasia')),
  tipo_pessoa: unless(cleared, oneOf('F', 'J')),
  cnpj_cpf: optional(field('CPF ou CNPJ', '529.982.247-25')),
  ie_identidade: optional(field('Inscrição estadual ou identidade')),
  data_nascimento: unless(cleared, date('Data de nascimento', '1990-05-17')),
  email: optional(field('E-mail', 'carla@example.com')),
  whatsapp: optional(field('WhatsApp', '41987654321')),
  cep: optional(field('CEP', '80010000')),
  endereco: optional(field('Logradouro')),
  numero: optional(field('Número')),
  complemento: optional(field('Complemento')),
  bairro: optional(field('Bairro')),
  id_cidade: optional(field('Cidade', '4101')),
  uf: optional(field('Estado', 'PR')),
  latitude: optional(field('Latitude')),
  longitude: optional(field('Longitude')),
  id_servico: optional(field('Produto', '10')),
  id_vencimento: optional(field('Vencimento', '1')),
  id_origem: optional(field('Origem', '1')),
  id_revendedor: optional(field('Revendedor', '1')),
  id_funcionario: optional(field('Funcionário', '1')),
  status_prospeccao: optional(field('Status', '1')),
  obs: optional(field('Observação')),
})

/** "Request utilizada para a criação de uma prospecção": a name and a telephone make a lead, a CPF or CNPJ a prospect. */
export const newProspect = {
  nome: needed('Nome', 'Carla Dias'),
  telefone_celular: needed('Celular', '41987654321'),
  ...prospect(false),
}
/** "Nem todos os campos são necessariamente editados/atualizados" */
export const prospectChanges = {
  nome: optional(field('Nome', 'Carla Dias')),
  telefone_celular: optional(field('Celular', '41987654321')),
  ...prospect(true),
}
/** "Os arquivos são enviados em Base64" */
export const file = {
  nome_arquivo: needed('Nome do arquivo', 'rg.png'),
  tipo: needed('Tipo do conteúdo', 'image/png'),
  descricao: optional(field('Descrição', 'RG, frente')),
  arquivo: field('Conteúdo em Base64, ou uma data URL', 'iVBORw0KGgo='),
}
