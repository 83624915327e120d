/** A customer's fields: how a fixture writes them, how an answer prints them. Words in quotes are the document's own. */
import {
  byOption,
  either,
  integer,
  list,
  nothing,
  object,
  optional,
  record,
  type TProperties,
  text,
  truth,
} from '#engine'

const field = (description: string, example: string) => optional(text(description, example))

/** "SIM" and "TRUE" are text in the sample; some companies will send truth values. */
const flagOf = (description: string, example: string) =>
  optional(byOption('flags', { text: text(description, example), boolean: truth(description, true) }))

const person = {
  nome: field('Nome', 'JOÃO DA SILVA'),
  codigo: field('Código', '1001'),
  cpf: field('CPF, só dígitos', '00000000000'),
  cnpj: field('CNPJ, sem máscara', '11222333000181'),
  rg: field('RG', '1234567'),
}
const rest = {
  genero: field('Gênero', 'FEMININO'),
  estado_civil: field('Estado civil', 'SOLTEIRO'),
  crm: field('Registro de médico', '000000'),
  email: field('E-mail', 'email@email.com'),
  telefone: field('Telefone, com DDD', '00000000000'),
  telefone_2: field('Outro telefone, com DDD', '00000000000'),
  tipo_prestador: field('Tipo de prestador', 'PESSOA FÍSICA'),
  especialidade: field('Especialidade', 'DERMATOLOGISTA'),
}

const parts = {
  logradouro: field('Logradouro', 'RUA ENDEREÇO, 100'),
  numero: field('Número', '100'),
  complemento: field('Complemento', '1 A'),
  bairro: field('Bairro', 'BAIRRO ENDEREÇO'),
  cidade: field('Cidade', 'JOAO PESSOA'),
  estado: field('UF', 'PB'),
  cep: field('CEP, só dígitos', '00000000'),
  ponto: field('Ponto de referência', 'PERTO DA PRAIA'),
}

/** "os atributos devem ser inseridos na seguinte estrutura" */
const camel = {
  enderecoLogradouro: parts.logradouro,
  enderecoNumero: parts.numero,
  enderecoComplemento: parts.complemento,
  enderecoBairro: parts.bairro,
  enderecoCidade: parts.cidade,
  enderecoEstado: parts.estado,
  enderecoCep: parts.cep,
  enderecoPontoReferencia: parts.ponto,
}

/** The sample's names, in the sample's order; what it does not show stands where the rule has it. */
const snake = {
  endereco_logradouro: parts.logradouro,
  endereco_numero: parts.numero,
  endereco_complemento: parts.complemento,
  endereco_cep: parts.cep,
  endereco_bairro: parts.bairro,
  endereco_cidade: parts.cidade,
  endereco_estado: parts.estado,
  endereco_ponto_referencia: parts.ponto,
}

const flags = {
  pos_graduacao: flagOf('Pós-graduação', 'SIM'),
  ativo: flagOf('Ativo', 'TRUE'),
}

const born = field('Data de nascimento, dd/mm/aaaa', '00/00/0000')

const customer = <const A extends TProperties>(address: A) =>
  byOption('birth_key', {
    data_nascimen: object({ ...person, data_nascimen: born, ...rest, ...address, ...flags }),
    data_nascimento: object({ ...person, data_nascimento: born, ...rest, ...address, ...flags }),
  })

const anyText = text('Um campo', 'JOÃO DA SILVA')

/** "e outros dados que sejam relevantes para o usuário": whatever their names, they lie on level one and are text. */
const others = record(byOption('flags', { text: anyText, boolean: either(anyText, truth('Um campo', true)) }))

/** "um array com propriedades de nível um" */
const Customers = list(
  either(
    byOption('address_style', {
      camel: customer(camel),
      snake: customer(snake),
      both: customer({ ...camel, ...snake }),
    }),
    others,
  ),
)

/** What the document asks for, and what it says cannot be read: "Se existirem hierarquias mais extensas". */
export const Answer = byOption('answer_shape', {
  array: Customers,
  object: record(either(anyText, truth('Um campo', true))),
  nested: list(record(either(anyText, truth('Um campo', true), record(anyText)))),
  array_field: list(record(either(anyText, truth('Um campo', true), list(anyText)))),
  typed_values: list(record(either(anyText, integer('Um campo', 1), truth('Um campo', true), nothing()))),
  html: Customers,
})

/** The rows' names of the address, in the rule's order, and the sample's names for them, in the sample's order. */
export const CAMEL = Object.keys(camel)
export const SNAKE = Object.keys(snake)
const camelOf = Object.fromEntries(
  Object.entries(snake).flatMap(([name, part]) => [
    [name, Object.entries(camel).find(([, own]) => own === part)?.[0] as string],
  ]),
)

const layout = (address: readonly (readonly [string, string])[]): [wire: string, field: string][] => [
  ...[...Object.keys(person), 'data_nascimen', ...Object.keys(rest)].map((name): [string, string] => [
    name,
    name,
  ]),
  ...address.map(([wire, name]): [string, string] => [wire, name]),
  ...Object.keys(flags).map((name): [string, string] => [name, name]),
]
const inCamel = CAMEL.map((name) => [name, name] as const)
const inSnake = SNAKE.map((name) => [name, camelOf[name] as string] as const)

/** By style: wire names and the rows' fields behind them, in the printed order. */
export const LAYOUTS = {
  camel: layout(inCamel),
  snake: layout(inSnake),
  both: layout([...inCamel, ...inSnake]),
} as const

/** The row's field behind a name that an edit may use, in either style. */
export const FIELD_OF: ReadonlyMap<string, string> = new Map([
  ...LAYOUTS.both,
  ['data_nascimento', 'data_nascimen'],
])
