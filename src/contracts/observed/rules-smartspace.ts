import {
  corsRule,
  every,
  factRule,
  has,
  optionRule,
  pathRule,
  type Rules,
  type Seen,
  typesOf,
} from './rule.ts'
import { fieldsIn, namesIn, type Shape, within } from './shape.ts'

const CUSTOMERS = ['consultar', 'editar']
const KEYS = ['cpf', 'cnpj', 'telefone', 'email', 'codigo']

/** A customer as answers have him, in a list or alone. */
const customers = (seen: Seen): Shape[] =>
  seen.ok(...CUSTOMERS).flatMap(({ answer }) => {
    const one = within(answer, '*') ?? (answer?.fields === undefined ? undefined : answer)
    return one === undefined || namesIn(one).length === 0 ? [] : [one]
  })

const named = (seen: Seen, pattern: RegExp): boolean =>
  customers(seen).some((one) => namesIn(one).some((name) => pattern.test(name)))

function style(seen: Seen): string[] {
  const [camel, snake] = [named(seen, /^endereco[A-Z]/), named(seen, /^endereco_/)]
  return camel && snake ? ['both'] : camel ? ['camel'] : snake ? ['snake'] : []
}

function shapes(seen: Seen): string[] {
  return seen.of(...CUSTOMERS).flatMap(({ status = 0, answer, type = '' }) => {
    if (status < 200 || status >= 300) return []
    if (answer === undefined) return type.startsWith('text/html') ? ['html'] : []
    if (answer.items === undefined) return answer.fields === undefined ? [] : ['object']
    const fields = [...fieldsIn(within(answer, '*') ?? answer)]
    if (fields.some(([, { shape }]) => shape.fields ?? shape.record)) return ['nested']
    if (fields.some(([, { shape }]) => shape.items !== undefined)) return ['array_field']
    const typed = fields.some(([, { shape }]) => shape.kinds.includes('null') || typesOf(shape).has('number'))
    return [typed ? 'typed_values' : 'array']
  })
}

const flagTypes = (seen: Seen): string[] =>
  customers(seen).flatMap((one) =>
    ['pos_graduacao', 'ativo'].flatMap((name) =>
      [...typesOf(within(one, name))].flatMap((type) =>
        type === 'boolean' ? ['boolean'] : type === 'text' ? ['text'] : [],
      ),
    ),
  )

export const smartspace: Rules = {
  synonyms: {
    cliente: 'consultar',
    customer: 'consultar',
    client: 'consultar',
    person: 'consultar',
    search: 'consultar',
    buscar: 'consultar',
  },
  rules: [
    optionRule(
      'S-Q1',
      'literal_invalid_json',
      (seen) =>
        seen
          .of(...CUSTOMERS)
          .flatMap(({ status, traits, answer }) =>
            status !== 200 ? [] : traits.includes('invalid json') ? ['true'] : answer ? ['false'] : [],
          ),
      { true: 'answers are no JSON', false: 'answers are JSON' },
    ),
    optionRule('S-Q2', 'address_style', style, {
      camel: 'the address is written in camel case',
      snake: 'the address is written in snake case',
      both: 'the address is written in camel case and in snake case',
    }),
    optionRule(
      'S-Q3',
      'birth_key',
      (seen) =>
        customers(seen).flatMap((one) =>
          has(one, 'data_nascimento')
            ? ['data_nascimento']
            : has(one, 'data_nascimen')
              ? ['data_nascimen']
              : [],
        ),
      {
        data_nascimen: 'the date of birth has the key that the page prints',
        data_nascimento: 'the date of birth has its whole word as a key',
      },
    ),
    optionRule('S-Q4', 'flags', flagTypes, { text: 'flags are texts', boolean: 'flags are true or false' }),
    factRule(
      'S-Q8',
      (seen) => every(seen.ok('consultar'), ({ query }) => KEYS.some((key) => key in query)),
      'a look-up carries one of the assumed keys in its query',
      'a look-up carries none of the assumed keys in its query',
    ),
    pathRule('S-A01', 'consultar'),
    optionRule(
      'S-A02',
      'unknown_customer',
      (seen) =>
        seen
          .of('consultar')
          .flatMap(({ status, answer }) =>
            status === 404 ? ['not_found'] : status === 200 && answer?.items === null ? ['empty'] : [],
          ),
      { empty: 'nobody is an empty list with status 200', not_found: 'nobody is a 404' },
    ),
    pathRule('S-A03', 'editar'),
    factRule(
      'S-A04',
      (seen) =>
        every(
          seen.of(...CUSTOMERS).filter(({ status, proof = '' }) => status === 401 && proof.endsWith('Basic')),
          ({ answerHeaders }) => answerHeaders.includes('www-authenticate'),
        ),
      'a wrong pair gets 401 with a challenge',
      'a wrong pair gets 401 without a challenge',
    ),
    pathRule('S-A05', 'oauth_token'),
    factRule(
      'S-A06',
      (seen) =>
        every(
          seen.refused('oauth_token').filter(({ answer }) => answer),
          ({ answer }) => has(answer, 'error'),
        ),
      'the token endpoint refuses with an error',
      'the token endpoint refuses without an error',
    ),
    factRule(
      'S-A07',
      (seen) =>
        every(
          seen
            .of(...CUSTOMERS)
            .filter(({ status, proof = '' }) => status === 401 && proof.endsWith('Bearer')),
          ({ answerHeaders }) => answerHeaders.includes('www-authenticate'),
        ),
      'a refused token gets WWW-Authenticate',
      'a refused token gets no WWW-Authenticate',
    ),
    optionRule(
      'S-A08',
      'oauth.dialect',
      (seen) =>
        seen
          .ok('oauth_token')
          .flatMap(({ sends = '' }) =>
            sends.startsWith('application/json') ? ['br'] : sends.includes('form') ? ['rfc'] : [],
          ),
      { rfc: 'a token is asked for with a form', br: 'a token is asked for with JSON' },
    ),
    optionRule('S-A11', 'answer_shape', shapes, {
      array: 'answers are lists of flat customers',
      object: 'an answer is a customer without a list',
      nested: 'a customer has objects in him',
      array_field: 'a customer has lists in his fields',
      typed_values: 'a customer has values that are no text',
      html: 'an answer is a page',
    }),
    optionRule(
      'S-A12',
      'auth',
      (seen) => {
        const found = new Set(seen.ok(...CUSTOMERS).map(({ proof = '' }) => proof.split(' ')[1]))
        return found.has('Basic') && found.has('Bearer') ? ['both'] : []
      },
      { both: 'Basic and Bearer both went well' },
    ),
    optionRule(
      'S-A13',
      'codigo',
      (seen) => customers(seen).map((one) => (has(one, 'codigo') ? 'served' : 'omitted')),
      { served: 'a customer has a codigo', omitted: 'a customer has no codigo' },
    ),
    optionRule(
      'S-A16',
      'empty_fields',
      (seen) =>
        customers(seen).flatMap((one) =>
          Object.values(one.fields ?? {}).some(({ shape }) => shape.kinds.includes('empty'))
            ? ['empty']
            : Object.values(one.fields ?? {}).some(({ optional }) => optional)
              ? ['omitted']
              : [],
        ),
      { omitted: 'a field without a value is left out', empty: 'a field without a value is an empty text' },
    ),
    optionRule(
      'S-A17',
      'oauth.scope_in_answer',
      (seen) =>
        seen.ok('oauth_token').flatMap(({ answer }) => (answer ? [String(has(answer, 'scope'))] : [])),
      { true: 'the token endpoint names the scope', false: 'the token endpoint does not repeat the scope' },
    ),
    factRule(
      'S-A19',
      (seen) =>
        every(
          seen.all.filter(({ status }) => status === 405),
          ({ answerHeaders }) => answerHeaders.includes('allow'),
        ),
      'another method gets 405 with Allow',
      'another method gets 405 without Allow',
    ),
    corsRule('S-A21'),
  ],
}
