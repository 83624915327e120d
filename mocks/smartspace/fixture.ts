import {
  defineFixture,
  list,
  type Objection,
  oauthTables,
  object,
  oneOf,
  optional,
  table,
  text,
} from '#engine'
import { FIELD_OF } from './words.ts'

const field = (description: string, example: string, pattern?: string) =>
  optional(text(description, example, pattern === undefined ? {} : { pattern }))

/** What a customer can be looked up by beside its code, and what is enough for one to be told apart. */
export const KEYS = ['cpf', 'cnpj', 'telefone', 'email'] as const

/** What a fixture may say: the company's customers, and the tokens that it has issued. */
export const CustomerBase = defineFixture({
  tables: {
    /** "nome, código, data de nascimento, email, telefone, estado civil, RG, CPF, CNPJ, gênero, e outros dados" */
    clientes: table(
      {
        codigo: text('Código', '1001', { min: 1 }),
        nome: field('Nome', 'ANA DUBLÊ'),
        cpf: field('CPF, só dígitos', '39053344705', '^[0-9]{11}$'),
        cnpj: field('CNPJ, sem máscara', '11222333000181', '^[0-9A-Z]{12}[0-9]{2}$'),
        rg: field('RG', '1234567'),
        data_nascimen: field('Data de nascimento, dd/mm/aaaa', '00/00/0000', '^[0-9]{2}/[0-9]{2}/[0-9]{4}$'),
        genero: field('Gênero', 'FEMININO'),
        estado_civil: field('Estado civil', 'SOLTEIRO'),
        crm: field('Registro de médico', '000000'),
        email: field('E-mail', 'email@email.com'),
        telefone: field('Telefone, com DDD', '00000000000', '^[0-9]{10,11}$'),
        telefone_2: field('Outro telefone, com DDD', '00000000000', '^[0-9]{10,11}$'),
        tipo_prestador: field('Tipo de prestador', 'PESSOA FÍSICA'),
        especialidade: field('Especialidade', 'DERMATOLOGISTA'),
        enderecoLogradouro: field('Logradouro', 'RUA ENDEREÇO, 100'),
        enderecoNumero: field('Número', '100'),
        enderecoComplemento: field('Complemento', '1 A'),
        enderecoBairro: field('Bairro', 'BAIRRO ENDEREÇO'),
        enderecoCidade: field('Cidade', 'JOAO PESSOA'),
        enderecoEstado: field('UF', 'PB', '^[A-Z]{2}$'),
        enderecoCep: field('CEP, só dígitos', '00000000', '^[0-9]{8}$'),
        enderecoPontoReferencia: field('Ponto de referência', 'PERTO DA PRAIA'),
        pos_graduacao: optional(oneOf('SIM', 'NÃO')),
        ativo: optional(oneOf('TRUE', 'FALSE')),
        /** "e outros dados que sejam relevantes para o usuário" */
        outros: optional(
          list(
            object({
              campo: text('Nome do campo', 'plano', { min: 1 }),
              valor: text('Valor', 'OURO'),
            }),
          ),
        ),
      },
      'codigo',
    ),
    ...oauthTables,
  },
  *check({ clientes, tokens }, { mandatory }): Iterable<Objection> {
    for (const [index, row] of clientes.entries()) {
      for (const [at, { campo }] of (row.outros ?? []).entries()) {
        if (!FIELD_OF.has(campo)) continue
        const says = `is ${campo}, a field of its own: write it beside codigo`
        yield { table: 'clientes', index, path: ['outros', at, 'campo'], says }
      }
      if (mandatory === 'none' || isWhole(row)) continue
      const says = `lacks ${row.nome ? 'one of cpf, cnpj, telefone and email' : 'nome'} (option mandatory: none allows it)`
      yield { table: 'clientes', index, path: [], says }
    }
    for (const [index, { expires_at }] of tokens.entries()) {
      if (!Number.isNaN(Date.parse(expires_at))) continue
      yield { table: 'tokens', index, path: ['expires_at'], says: `is no moment: ${expires_at}` }
    }
  },
})

/** "vários campos, incluindo os obrigatórios": which those are, the document does not say. */
export const isWhole = (row: Readonly<Record<string, unknown>>): boolean =>
  Boolean(row['nome']) && KEYS.some((key) => Boolean(row[key]))
