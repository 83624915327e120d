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
  wentWell,
} from './rule.ts'
import { fieldsIn, namesIn, type Shape, within } from './shape.ts'

const MODULES = ['calendar', 'ticket', 'customfield', 'attendance', 'opportunity', 'lead']
const RECORDS = /^(?:all|created|modified)_(?!entity)/
const PERIODS = /^(?:created|modified)_/

/** A parameter's names in the query, and as keys in the path. */
const sentNames = ({ query, path }: Seen['all'][number]): string[] => [
  ...Object.keys(query),
  ...[...path.matchAll(/\/([^/{}]+)\/\{/g)].map(([, name]) => name as string),
]

const isPeriod = (one: Seen['all'][number]): boolean =>
  ['from', 'to'].every((name) => sentNames(one).includes(name))

const KNOWN = new Set([...MODULES, 'created', 'modified', 'from', 'to', 'token', 'format'])
const otherNames = (one: Seen['all'][number]): string[] => sentNames(one).filter((name) => !KNOWN.has(name))

/** Lists of flat objects whose values are texts. */
const isFlat = (shape: Shape): boolean => {
  const row = within(shape, '*')
  if (shape.items === undefined || shape.fields !== undefined) return false
  return (
    row === undefined ||
    [...fieldsIn(row)].every(([path, field]) => path.length === 1 && onlyText(field.shape))
  )
}
const onlyText = (shape: Shape): boolean =>
  shape.items === undefined &&
  shape.fields === undefined &&
  [...typesOf(shape)].every((type) => type === 'text')

const json = (seen: Seen, ...of: RegExp[]): Shape[] => seen.ok(...of).flatMap(({ answer }) => answer ?? [])

export const vocalcontact: Rules = {
  synonyms: {
    agenda: 'calendar',
    compromisso: 'calendar',
    chamado: 'ticket',
    'campo complementar': 'customfield',
    'campos complementares': 'customfield',
    'custom field': 'customfield',
    complementar: 'customfield',
    complementare: 'customfield',
    atendimento: 'attendance',
    oportunidade: 'opportunity',
    opportunitie: 'opportunity',
    negocio: 'opportunity',
    entidade: 'entity',
    entitie: 'entity',
    todo: 'all',
    listar: 'all',
    criacao: 'created',
    create: 'created',
    criado: 'created',
    modificacao: 'modified',
    modificado: 'modified',
    update: 'modified',
    updated: 'modified',
    information: 'info',
  },
  rules: [
    factRule(
      'V-A01',
      (seen) => every(seen.notRefused(), ({ path }) => path.includes('/{token}')),
      'the token stands in the path, behind its key',
      'requests without a token in the path',
    ),
    wordRule('V-A02', 'modules', 1),
    wordRule('V-A03', 'actions', 0),
    factRule(
      'V-A04',
      (seen) =>
        every(
          // A period that is left out tells nothing of its names.
          seen.notRefused(PERIODS).filter((one) => isPeriod(one) || otherNames(one).length > 0),
          isPeriod,
        ),
      'periods are asked with from and to',
      (seen) => {
        const names = seen
          .notRefused(PERIODS)
          .filter((one) => !isPeriod(one))
          .flatMap(otherNames)
        return `periods are asked with other names than from and to: ${[...new Set(names)].join(', ')}`
      },
    ),
    factRule(
      'V-A05',
      (seen) =>
        every(
          seen.ok().filter(({ type = '' }) => type.startsWith('text/csv')),
          (one) => sentNames(one).includes('format'),
        ),
      'CSV is asked for with format',
      'CSV came without the key format',
    ),
    factRule(
      'V-A06',
      (seen) => every(json(seen, RECORDS), isFlat),
      'JSON is a bare list of flat objects whose values are texts',
      (seen) => {
        const rows = json(seen, RECORDS).map((shape) => within(shape, '*'))
        const other = rows.flatMap((row) =>
          Object.entries(row?.fields ?? {}).flatMap(([name, { shape }]) => (onlyText(shape) ? [] : [name])),
        )
        if (other.length === 0) return 'JSON is no bare list of flat objects'
        return `values that are no texts: ${[...new Set(other)].join(', ')}`
      },
    ),
    optionRule(
      'V-A07',
      'csv.bom',
      (seen) =>
        seen
          .ok(RECORDS)
          .filter(({ columns }) => columns !== undefined)
          .map(({ traits }) => String(traits.includes('bom'))),
      { true: 'CSV begins with a byte order mark', false: 'CSV has a header line and no byte order mark' },
    ),
    factRule(
      'V-A08',
      (seen) =>
        every(json(seen, /^info_/), (shape) =>
          ['field', 'label', 'type'].every((name) => has(within(shape, '*'), name)),
        ),
      'Info lists field, label and type',
      'Info lists other things than field, label and type',
    ),
    factRule(
      'V-A09',
      (seen) =>
        every(json(seen, /_entity$/), (shape) =>
          ['id', 'entity', 'name'].every((name) => has(within(shape, '*'), name)),
        ),
      'entities have id, entity and name',
      'entities have other fields than id, entity and name',
    ),
    factRule(
      'V-A11',
      (seen) =>
        every(
          seen.refused().filter(({ status = 0 }) => status === 401 || status === 403),
          ({ answer }) => has(answer, 'error'),
        ),
      'a refused token gets 401 or 403 with a text under error',
      'a refused token gets no text under error',
    ),
    factRule(
      'V-A12',
      (seen) =>
        every(
          seen.refused().filter(({ status = 0 }) => [400, 404, 405, 500].includes(status)),
          ({ answer, status, answerHeaders }) =>
            has(answer, 'error') && (status !== 405 || answerHeaders.includes('allow')),
        ),
      'refusals have a text under error',
      'refusals have no text under error, or a 405 has no Allow',
    ),
    {
      row: 'V-A13',
      judge(seen) {
        const known = new Set(MODULES.flatMap((module) => assumedFields(seen, module)))
        const rows = json(seen, RECORDS).map((shape) => within(shape, '*'))
        const names = [...rows.flatMap(namesIn), ...seen.ok(RECORDS).flatMap(({ columns = [] }) => columns)]
        const other = [...new Set(names)].filter((name) => !known.has(name))
        if (names.length === 0) return undefined
        if (other.length === 0)
          return { verdict: 'confirms', says: 'records have the assumed fields and no others' }
        return {
          verdict: 'contradicts',
          says: `records have ${other.slice(0, 12).join(', ')}, which are not assumed: write them into the fixture's table fields`,
        }
      },
    },
    optionRule(
      'V-Q2',
      'cap',
      (seen) => seen.ok(RECORDS).flatMap(({ traits }) => (traits.includes('cap') ? ['silent'] : [])),
      { silent: 'an answer with exactly as many records as the limit went well' },
    ),
    factRule(
      'V-Q4',
      (seen) =>
        every(
          seen.all.filter(
            (one) => /entit|entidade/i.test(one.path) && (one.status === undefined || wentWell(one)),
          ),
          ({ operation }) => operation === 'all_entity',
        ),
      'the list of entities has one endpoint',
      'the list of entities has further endpoints',
    ),
    optionRule(
      'V-Q5',
      'info.csv',
      (seen) =>
        seen
          .ok(/^info_/)
          .filter((one) => sentNames(one).includes('format') && one.answer === undefined)
          .map(({ columns = [] }) => (columns.includes('label') ? 'dictionary' : 'header')),
      {
        header: 'Info as CSV is the header line of the records',
        dictionary: 'Info as CSV is the dictionary',
      },
    ),
    corsRule('V-A17'),
  ],
}

/** A row that assumes what modules or actions are called in paths. @param at which part of an operation's name it is */
function wordRule(row: string, what: string, at: number): Rule {
  return {
    row,
    judge(seen) {
      const found = seen.notRefused()
      const words = found.map(({ operation = '' }) => operation.split('_')[at] as string)
      const other = found.filter((one, index) => !one.path.split('/').includes(words[index] as string))
      if (found.length === 0) return undefined
      if (other.length > 0) return pathRule(row).judge(seen.only(other))
      return { verdict: 'confirms', says: `${what} called ${[...new Set(words)].join(', ')}` }
    },
  }
}

function assumedFields(seen: Seen, module: string): string[] {
  const schema = seen.api.operations[`all_${module}`]?.answer as {
    anyOf?: { items?: { properties?: object } }[]
  }
  return Object.keys(schema?.anyOf?.[0]?.items?.properties ?? {})
}
