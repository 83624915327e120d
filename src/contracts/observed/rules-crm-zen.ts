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
import { namesIn, within } from './shape.ts'

const COUNTS = [
  'usuarios.*.total_lead',
  'erros.com_erro',
  'usuarios.*.origem.*.quantidade',
  'erros.duplicados',
]

const statuses = (seen: Seen, status: number) => seen.all.filter((one) => one.status === status)

export const crmZen: Rules = {
  synonyms: { totai: 'total', distribution: 'total', distribuicao: 'total' },
  rules: [
    optionRule(
      'Z-Q1',
      'numbers',
      (seen) => {
        const types = COUNTS.flatMap((place) => [...typesOf(seen.answers(['totals'], place))])
        return types.map((type) => (type === 'number' ? 'number' : type === 'text' ? 'string' : undefined))
      },
      { number: 'counts are JSON numbers', string: 'counts are texts' },
    ),
    optionRule(
      'Z-Q2',
      'parameter_name',
      (seen) =>
        seen.ok('totals').map(({ query }) => ('Data' in query && !('data' in query) ? 'either' : 'data')),
      {
        data: 'requests with the parameter data went well',
        either: 'a request with the parameter Data went well',
      },
    ),
    ...['Z-Q3', 'Z-A09'].map((row) =>
      optionRule(
        row,
        'erros.empty',
        (seen) =>
          seen.ok('totals').map(({ answer }) => {
            const erros = within(answer, 'erros')
            if (erros?.items === null) return 'array'
            return erros?.fields === undefined
              ? undefined
              : namesIn(erros).length === 0
                ? 'object'
                : undefined
          }),
        { array: 'an empty erros is a list', object: 'an empty erros is an object without keys' },
      ),
    ),
    optionRule(
      'Z-Q11',
      'escape_unicode',
      (seen) => seen.all.flatMap(({ traits }) => (traits.includes('unicode escapes') ? ['true'] : [])),
      { true: 'accented letters come as Unicode escapes' },
    ),
    pathRule('Z-A01'),
    optionRule(
      'Z-A03',
      'empty_date',
      (seen) =>
        seen.refused('totals').map(({ query, outcome }) => {
          const sent = query['data']?.kinds ?? []
          return sent.length === 1 && sent[0] === 'empty' && /^(?:no|bad)_date$/.test(outcome ?? '')
            ? outcome
            : undefined
        }),
      { no_date: 'an empty date is no date', bad_date: 'an empty date is a bad one' },
    ),
    optionRule(
      'Z-A04',
      'retry_after',
      (seen) => statuses(seen, 429).map(({ answerHeaders }) => String(answerHeaders.includes('retry-after'))),
      { true: 'a 429 has the header Retry-After', false: 'a 429 has no header that tells how long to wait' },
    ),
    optionRule(
      'Z-A05',
      'allow_header',
      (seen) => statuses(seen, 405).map(({ answerHeaders }) => String(answerHeaders.includes('allow'))),
      { true: 'a 405 has the header Allow', false: 'a 405 has no header Allow' },
    ),
    optionRule(
      'Z-A05',
      'head',
      (seen) =>
        seen.all.flatMap(({ method, status }) =>
          method !== 'HEAD' ? [] : status === 405 ? ['wrong_method'] : status === 200 ? ['as_get'] : [],
        ),
      { wrong_method: 'HEAD is refused', as_get: 'HEAD is served like GET' },
    ),
    optionRule(
      'Z-A06',
      'charset',
      (seen) =>
        seen
          .of()
          .flatMap(({ type = '' }) =>
            type.startsWith('application/json') ? [String(type.includes('charset'))] : [],
          ),
      { true: 'answers name charset utf-8', false: 'answers name no charset' },
    ),
    optionRule(
      'Z-A08',
      'token_also_in',
      (seen) =>
        seen.ok('totals').map(({ headers, proof = '', query }) => {
          if (headers.includes('token')) return undefined
          return proof === 'authorization Bearer' ? 'bearer' : 'token' in query ? 'query' : undefined
        }),
      { bearer: 'a bearer token alone went well', query: 'a token in the query went well' },
    ),
    factRule(
      'Z-A02',
      (seen) => every(statuses(seen, 405), ({ answer }) => has(answer, 'error')),
      'another method is refused with a text under error',
      'another method is refused without a text under error',
    ),
    corsRule('Z-A12'),
  ],
}
