import {
  corsRule,
  every,
  factRule,
  has,
  optionRule,
  pathRule,
  type Rule,
  type Rules,
  type Seen,
  typesOf,
} from './rule.ts'
import { fieldsIn, namesIn, type Shape, within } from './shape.ts'

const LISTS = [
  'boletos',
  'notas_fiscais',
  'extratos',
  'quitacoes',
  'instalacoes',
  'produtos',
  'revendedores',
  'funcionarios',
  'departamentos',
  'vencimentos',
  'origens',
  'cidades',
  'tipos_de_atendimento',
  'status_prospectos',
]
const READS = ['clientes', 'boletos', 'instalacoes']
const OF_CLIENT = ['boletos', 'notas_fiscais', 'extratos', 'quitacoes', 'instalacoes']

/** By name, how a value is written. */
const FORMATS: readonly (readonly [name: RegExp, kinds: readonly string[]])[] = [
  [/^(?:valor|multa|juros|desconto)(?:_|$)/, ['decimal', 'empty']],
  [/^data_/, ['day', 'empty']],
  [/^(?:ativo|contribuinte_icms|tipo_pessoa|Sexo)$/, ['letter', 'empty']],
  [/^cep$/, ['digits', 'empty']],
]

function misfits(seen: Seen): string[] | undefined {
  const found = seen.ok(...READS, 'produtos').flatMap(({ answer }) => (answer ? [...fieldsIn(answer)] : []))
  const judged = found.flatMap(([path, { shape }]) => {
    const name = path.at(-1) as string
    const format = FORMATS.find(([pattern]) => pattern.test(name))
    return format === undefined
      ? []
      : [[name, shape.kinds.every((kind) => format[1].includes(kind))] as const]
  })
  if (judged.length === 0) return undefined
  return [...new Set(judged.flatMap(([name, fits]) => (fits ? [] : [name])))]
}

/** What records of a list have, against what is assumed. */
const fieldsRule = (row: string, operation: string, names: readonly string[]): Rule =>
  factRule(
    row,
    (seen) =>
      every(
        seen.ok(operation).flatMap(({ answer }) => within(answer, '*') ?? []),
        (record) => namesIn(record).length === 0 || names.every((name) => has(record, name)),
      ),
    `${operation} have ${names.join(', ')}`,
    `${operation} lack some of ${names.join(', ')}`,
  )

const statusOf = (row: string, operation: string, status: number): Rule =>
  factRule(
    row,
    (seen) => every(seen.ok(operation), (one) => one.status === status),
    `${operation} is answered with ${status}`,
    `${operation} is answered with another status than ${status}`,
  )

/** Every field came, and every one empty. */
const isBlank = (answer: Shape | undefined): boolean =>
  namesIn(answer).length > 3 &&
  Object.values(answer?.fields ?? {}).every(({ shape }) => shape.kinds.join() === 'empty')

/** The header and the scheme by which an ERP knows Datacake. */
const auth: readonly Rule[] = [
  optionRule(
    'K-A02',
    'auth.header',
    (seen) =>
      seen
        .ok()
        .map(({ proof }) => (proof === undefined ? undefined : headerName(proof.split(' ')[0] as string))),
    { Authorization: 'the token stands in Authorization' },
  ),
  optionRule(
    'K-A02',
    'auth.scheme',
    (seen) =>
      seen
        .ok()
        .map(({ proof }) =>
          proof?.startsWith('authorization') || proof === undefined ? proof?.split(' ')[1] : '',
        ),
    { Bearer: 'the token stands behind Bearer', '': 'the token stands alone, behind no word' },
  ),
  optionRule(
    'K-A02',
    'auth',
    (seen) => seen.ok().map(({ proof }) => (proof === undefined ? 'none' : 'bearer')),
    {
      bearer: 'requests carry a token',
      none: 'requests without any token went well',
    },
  ),
]

const headerName = (name: string): string => (name === 'authorization' ? 'Authorization' : name)

const refusedWell = ({ answer }: Seen['all'][number]): boolean => has(answer, 'status') && has(answer, 'msg')

export const datacake: Rules = {
  synonyms: {
    customer: 'cliente',
    client: 'cliente',
    invoice: 'boleto',
    fatura: 'boleto',
    product: 'produto',
    plano: 'produto',
    city: 'cidade',
    citie: 'cidade',
    department: 'departamento',
    employee: 'funcionario',
    reseller: 'revendedor',
    prospect: 'prospecto',
    file: 'arquivo',
    origin: 'origen',
    origem: 'origen',
    attendance: 'atendimento',
    revendedore: 'revendedor',
    funcionario: 'funcionario',
  },
  rules: [
    pathRule('K-A01'),
    ...['K-Q1', 'K-Q2'].map((row, at) =>
      optionRule(
        row,
        'literal_envelope',
        (seen) =>
          (at === 0 ? seen.of(...LISTS) : seen.of('criar_prospecto', 'editar_prospecto', 'enviar_arquivo'))
            .filter(({ status = 0 }) => status >= 200 && status < 300)
            .map(({ traits, answer }) =>
              traits.includes('invalid json')
                ? 'true'
                : answer?.items !== undefined || at === 1
                  ? 'false'
                  : undefined,
            ),
        at === 0
          ? { false: 'lists are bare lists', true: 'lists stand inside braces, which is no JSON' }
          : {
              false: 'answers with a status are JSON',
              true: 'answers with a status have a comma behind their last key',
            },
      ),
    ),
    factRule(
      'K-Q1',
      (seen) =>
        seen.ok(...LISTS).some(({ answer }) => answer?.fields !== undefined && answer.items === undefined)
          ? false
          : undefined,
      '',
      (seen) =>
        `lists stand in an envelope: ${[...new Set(seen.ok(...LISTS).flatMap(({ answer }) => namesIn(answer)))].slice(0, 6).join(', ')}`,
    ),
    optionRule(
      'K-Q3',
      'documented_only',
      (seen) =>
        seen
          .ok('criar_prospecto')
          .flatMap(({ answer }) => (answer ? [String(!has(answer, 'id_prospecto'))] : [])),
      { false: 'a new prospect is answered with its id', true: 'a new prospect is answered without an id' },
    ),
    factRule(
      'K-Q4',
      (seen) =>
        every(
          seen.ok(...READS),
          ({ query, body }) => namesIn(body).length > 0 || Object.keys(query).length > 0,
        ),
      'a GET carries what it asks for in a body or in the query',
      'a GET carries what it asks for in its path, or nothing',
    ),
    factRule(
      'K-Q5',
      (seen) =>
        every(
          seen.ok('clientes').filter(({ answer }) => namesIn(answer).length > 0),
          ({ answer }) => has(answer, 'Sexo'),
        ),
      'Sexo is written with a capital',
      'there is no Sexo with a capital',
    ),
    factRule(
      'K-Q7',
      (seen) =>
        every(
          seen.ok('status_prospectos').flatMap(({ answer }) => within(answer, '*') ?? []),
          (record) => has(record, 'status_prospeccao'),
        ),
      'a status is told by status_prospeccao',
      'a status is told by another key than status_prospeccao',
    ),
    factRule(
      'K-Q8',
      (seen) => {
        const kinds = seen.answers(['vencimentos'], '*.data')?.kinds ?? []
        return kinds.length === 0 ? undefined : kinds.every((kind) => kind === 'digits' || kind === 'empty')
      },
      "a due day's data is a day of the month",
      "a due day's data is no day of the month",
    ),
    ...auth,
    optionRule(
      'K-A03',
      'not_found',
      (seen) =>
        seen
          .of('clientes')
          .map(({ status, answer }) =>
            status === 404 ? '404' : status === 200 && isBlank(answer) ? '200_vazio' : undefined,
          ),
      { 404: 'an unknown client is 404', '200_vazio': 'a client was answered with every field empty' },
    ),
    optionRule(
      'K-A04',
      'boletos.optional_fields',
      (seen) => {
        const records = seen.ok('boletos').flatMap(({ answer }) => within(answer, '*') ?? [])
        return records
          .filter((record) => namesIn(record).length > 0)
          .map((record) => String(has(record, 'codigo_barras') || has(record, 'pix_copia_e_cola')))
      },
      { true: 'boletos have a barcode or a PIX', false: 'boletos have neither barcode nor PIX' },
    ),
    factRule(
      'K-A05',
      (seen) => {
        const found = misfits(seen)
        return found === undefined ? undefined : found.length === 0
      },
      'money, days, flags and CEPs are written as assumed',
      (seen) => `written otherwise than assumed: ${(misfits(seen) ?? []).join(', ')}`,
    ),
    factRule(
      'K-A20',
      (seen) => {
        const found = seen.ok(...READS).flatMap(({ answer }) => (answer ? [...fieldsIn(answer)] : []))
        const plain = found.filter(([, { shape }]) => typesOf(shape).size > 0)
        return every(plain, ([, { shape }]) => [...typesOf(shape)].every((type) => type === 'text'))
      },
      'every field is text',
      'some fields are no text',
    ),
    fieldsRule('K-A06', 'funcionarios', ['id_funcionario', 'nome', 'obs']),
    fieldsRule('K-A06', 'cidades', ['id_cidade', 'nome', 'uf', 'codigo_ibge', 'obs']),
    statusOf('K-A08', 'criar_prospecto', 201),
    statusOf('K-A11', 'enviar_arquivo', 201),
    factRule(
      'K-A12',
      (seen) =>
        every(
          seen.ok('status_prospecto').filter(({ answer }) => answer),
          ({ answer }) => ['id_prospecto', 'status_prospeccao'].every((name) => has(answer, name)),
        ),
      "a prospect's status is told by id_prospecto and status_prospeccao",
      "a prospect's status is told by other keys than id_prospecto and status_prospeccao",
    ),
    factRule(
      'K-A13',
      (seen) =>
        every(
          seen.refused().filter(({ answer }) => answer),
          refusedWell,
        ),
      'refusals have status and msg',
      'refusals have other keys than status and msg',
    ),
    factRule(
      'K-A21',
      (seen) =>
        every(
          seen.notRefused(...OF_CLIENT),
          ({ query, body }) => 'id_cliente' in query || has(body, 'id_cliente'),
        ),
      'what belongs to a client is asked for by id_cliente',
      'what belongs to a client is asked for by another name than id_cliente',
    ),
    corsRule('K-A17'),
  ],
}
