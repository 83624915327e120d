import { STATUS_CODES } from 'node:http'
import { createAjv, formats, outcomesOf } from '#engine'
import type { Components } from './openapi-components.ts'
import type { Example, Header, MediaType, OpenapiResponse, Referred, Told } from './openapi-document.ts'
import { isSaid } from './openapi-exact.ts'
import { backingOf, carrierOf } from './openapi-ledger.ts'
import { type Asked, type Look, looksOf, type Subject, usualFailure } from './openapi-outcome.ts'
import { type PlainSchema, union } from './openapi-schema.ts'

/** An answer that the document prints. */
export interface PrintedAnswer {
  readonly place: string
  /** JSON, as printed. */
  readonly text: string
}

const ajv = createAjv()
ajv.addFormat('date', formats.day)

/** What an operation answers, by HTTP status; several outcomes may share one. */
export function responsesOf(
  subject: Subject,
  name: string,
  asked: readonly Asked[],
  printed: readonly PrintedAnswer[],
  components: Components,
): Record<string, Referred<OpenapiResponse>> {
  const looks = outcomesOf(subject.api, name).flatMap((outcome) => looksOf(subject, name, outcome, asked))
  const statuses = [...new Set(looks.map(({ status }) => status))].sort((a, b) => a - b)
  const responses = statuses.map((status): [string, Referred<OpenapiResponse>] => {
    const here = looks.filter((look) => look.status === status)
    const headers = headersOf(here)
    const response = {
      description: describe(subject, name, here),
      ...(Object.keys(headers).length === 0 ? {} : { headers }),
      content: contentOf(subject, name, here, printed, components),
      'x-duble-outcomes': Object.fromEntries(here.map((look) => [look.outcome, about(subject, name, look)])),
    }
    return [String(status), components.response([`status_${status}`, `${name}_${status}`], response)]
  })
  return Object.fromEntries(responses)
}

const rowsOf = ({ behind }: Subject, name: string, outcome: string) => behind.get(`${name}.${outcome}`) ?? []

/** An outcome for tools: its class, its rows, the vendor's sentence. */
const about = (subject: Subject, name: string, { outcome, says }: Look): Told => ({
  ...backingOf(rowsOf(subject, name, outcome)),
  ...(says === undefined
    ? {}
    : { says, 'x-duble-wording': isSaid(says, rowsOf(subject, name, outcome)) ? 'documented' : 'assumed' }),
})

/** Every outcome of a status in one line. */
function describe(subject: Subject, name: string, looks: readonly Look[]): string {
  const outcomes = [...new Map(looks.map((look) => [look.outcome, look])).values()]
  const lines = outcomes.map(({ outcome, says, proper }) => {
    const rows = rowsOf(subject, name, outcome)
    const { 'x-duble-class': kind } = backingOf(rows)
    const first = carrierOf(rows, kind, says)
    const broken = proper ? '' : ' Under these options the body is not what its content type says.'
    return `- \`${outcome}\` (${kind}${first === undefined ? '' : `, ${first.id}`}): ${says ?? first?.says ?? 'a success'}${broken}`
  })
  const [{ status } = { status: 0 }] = looks
  return `${STATUS_CODES[status] ?? status}\n\n${lines.join('\n')}`
}

/** Headers beside the content type; one is required where every outcome of the status has it. */
function headersOf(looks: readonly Look[]): NonNullable<OpenapiResponse['headers']> {
  const names = new Set(looks.flatMap(({ headers }) => Object.keys(headers)))
  const entries = [...names].map((name): [string, Header] => {
    const having = looks.filter(({ headers }) => Object.hasOwn(headers, name))
    const values = [...new Set(having.map(({ headers }) => headers[name] as string))]
    const outcomes = [...new Set(having.map(({ outcome }) => outcome))]
    return [
      headerName(name),
      {
        description: `With ${outcomes.join(', ')}`,
        required: having.length === looks.length,
        schema: { type: 'string', examples: values },
      },
    ]
  })
  return Object.fromEntries(entries)
}

/** `www-authenticate` as people write it. */
const headerName = (name: string): string =>
  name === 'www-authenticate'
    ? 'WWW-Authenticate'
    : name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())

function contentOf(
  subject: Subject,
  name: string,
  looks: readonly Look[],
  printed: readonly PrintedAnswer[],
  components: Components,
): Record<string, MediaType> {
  const bare = ({ contentType }: Look): string => contentType.split(';')[0] as string
  const types = [...new Set(looks.map(bare))]
  const entries = types.map((type): [string, MediaType] => {
    const here = looks.filter((look) => bare(look) === type)
    const schemas = here.map((look) => look.schema)
    const whole = union(schemas)
    const refer = (schema: PlainSchema): PlainSchema => {
      const outcomes = here.filter((look) => JSON.stringify(look.schema) === JSON.stringify(schema))
      return components.schema(namesOf(subject, name, outcomes), schema)
    }
    const branches = whole.oneOf ?? whole.anyOf
    const several = new Set(schemas.map((schema) => JSON.stringify(schema))).size > 1
    const referred =
      several && branches !== undefined
        ? { [whole.oneOf === undefined ? 'anyOf' : 'oneOf']: branches.map(refer) }
        : refer(whole)
    return [
      type,
      {
        schema: referred,
        examples: examplesOf(here, printed),
        'x-duble-content-type': here[0]?.contentType,
      },
    ]
  })
  return Object.fromEntries(entries)
}

/** Names for a schema: of a success its operation's, of an error its own where nothing else has it. */
function namesOf(subject: Subject, name: string, outcomes: readonly Look[]): string[] {
  const [first] = outcomes
  if (first === undefined || /^ok(\.|$)/.test(first.outcome)) {
    return [`${name}_${first?.schema.type === 'string' ? 'text' : 'answer'}`]
  }
  const usual = JSON.stringify(first.schema) === JSON.stringify(usualFailure(subject))
  if (usual) return ['error']
  return outcomes.length > 1 ? [`${name}_error`] : [first.outcome, `${name}_${first.outcome}`]
}

/** One example an outcome, and the document's own where it fits: some print descriptions instead of values. */
function examplesOf(
  looks: readonly Look[],
  printed: readonly PrintedAnswer[],
): NonNullable<MediaType['examples']> {
  const own = looks.flatMap((look): [string, Example][] => {
    const empty = look.outcome === 'ok.empty' && Array.isArray(look.example)
    if (!empty && look.outcome.startsWith('ok.')) return []
    const { outcome, example, says } = look
    return [
      [
        outcome,
        {
          summary: says ?? outcome,
          value: empty ? [] : example,
          'x-duble-outcome': outcome,
        },
      ],
    ]
  })
  const ok = looks.find(({ outcome, example }) => outcome === 'ok' && typeof example === 'object')
  if (ok === undefined) return Object.fromEntries(own)
  const fits = ajv.compile(ok.schema as object)
  const documented = printed
    .map(({ place, text }) => ({ place, value: JSON.parse(text) as unknown }))
    .filter(({ value }) => fits(value))
    .map(({ place, value }, index): [string, Example] => [
      index === 0 ? 'printed' : `printed_${index + 1}`,
      {
        summary: `Printed in the document: ${place}`,
        value,
        'x-duble-outcome': 'ok',
        'x-duble-class': 'example',
      },
    ])
  return Object.fromEntries([...documented, ...own])
}
