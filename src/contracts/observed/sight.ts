import { type AnyOperation, type AnyVendor, type JsonSchema, jsonSchema } from '#engine'
import { outcomeOf } from './answer.ts'
import { bodyOf, sentShape } from './body.ts'
import type { Discretion } from './discretion.ts'
import { type Answered, decoded, type Exchange, type Sent } from './exchange.ts'
import { hideAll } from './hide.ts'
import { type Asked, matchOperation, type Synonyms } from './match.ts'
import type { Sighting, Trait } from './observation.ts'
import { renderPath } from './path.ts'
import { namesIn, recordOf, type Shape, within } from './shape.ts'
import { SCHEMES } from './words.ts'

/** What is needed to see what an exchange was. */
export interface Sight {
  readonly api: AnyVendor
  readonly discretion: Discretion
  readonly moved: Readonly<Record<string, string>>
  readonly synonyms: Synonyms
}

/** Headers that every client and every server sends. */
const DULL =
  /^(?:host|connection|content-type|user-agent|accept-(?:encoding|language)|content-length|origin|referer|cache-control|pragma|postman-token|dnt|te|priority|upgrade-insecure-requests|date|server|keep-alive|etag|age|alt-svc|vary|expires|last-modified|transfer-encoding|via|cookie|set-cookie|(?:sec|cf|x-amz|x-forwarded|x-powered|:)[\w-]*)$/i

/** Reduces an exchange to names and shapes: here values end. */
export function sightingOf(exchange: Exchange, sight: Sight): Sighting {
  const { api, discretion } = sight
  const { method, headers } = exchange
  const raw = exchange.url.split('/').slice(1)
  const segments = raw.map(decoded)
  hideAll(exchange, discretion)
  const sent = bodyOf(exchange.body, discretion, [])
  const dropped = discretion.dropped.fields
  const loose = bodyOf(exchange.answer?.body, discretion, [])
  discretion.dropped.fields = dropped // only looked at, to find out what it is
  const match = matchOperation(
    api,
    askedOf(exchange, segments, sent.shape, loose.shape),
    sight.moved,
    sight.synonyms,
  )
  const operation = match === undefined ? undefined : (api.operations[match.operation] as AnyOperation)
  const path = renderPath(segments, match, operation, api, discretion)
  for (const segment of segments) if (!discretion.word(segment)) discretion.hide(segment)
  const guides = operation === undefined ? [] : answerGuides(api, operation)
  const { answer } = exchange
  const seen = answer === undefined ? undefined : answered(answer, api, match?.operation, discretion, guides)
  const proof = proofOf(headers, discretion)
  return {
    ...(match === undefined ? {} : { operation: match.operation, by: match.by }),
    method: /^[A-Z]{3,7}$/.test(method) ? method : 'GET',
    path,
    query: recordOf(
      exchange.query
        .filter((one) => discretion.word(one.name))
        .map((one) => [one.name, sentShape(one, discretion)]),
    ),
    headers: namesOf(headers, discretion),
    ...(proof === undefined ? {} : { proof }),
    ...(exchange.body === undefined ? {} : { sends: mediaType(exchange.body.type) ?? 'not told' }),
    ...(sent.shape === undefined ? {} : { body: sent.shape }),
    ...(seen ?? { answerHeaders: [], traits: [] }),
  }
}

function askedOf(exchange: Exchange, segments: readonly string[], sent?: Shape, got?: Shape): Asked {
  const outer = [got, within(got, '*')]
  const levels = outer.flatMap((shape) => [shape, ...namesIn(shape).map((name) => within(shape, name))])
  const fields = levels.flatMap((shape) => [...namesIn(shape), ...namesIn(within(shape, '*'))])
  return {
    method: exchange.method,
    segments: segments.filter((segment) => segment !== ''),
    parameters: [...exchange.query.map(({ name }) => name), ...namesIn(sent), ...segments],
    headers: exchange.headers.map(({ name }) => name.toLowerCase()),
    answered: [...new Set(fields)],
    hints: exchange.hints,
  }
}

/** Everything that may be answered, in the vendor's envelope or as an error. */
function answerGuides(api: AnyVendor, { answer, failure = api.failureSchema }: AnyOperation): JsonSchema[] {
  const inner = [answer, failure].map(jsonSchema)
  if (api.envelope === undefined) return inner
  return inner.map((schema) => ({ type: 'object', properties: { [api.envelope as string]: schema } }))
}

const namesOf = (headers: readonly Sent[], discretion: Discretion): string[] => {
  const names = [...new Set(headers.map(({ name }) => name.toLowerCase()))].filter((name) => !DULL.test(name))
  const kept = names.filter((name) => discretion.word(name))
  discretion.dropped.headers += names.length - kept.length
  return kept.sort()
}

const CARRIES_A_SECRET = /^authorization$|token|api-?key|secret/i

/** The header that carries a secret, and its scheme, such as `authorization Bearer`. */
function proofOf(headers: readonly Sent[], discretion: Discretion): string | undefined {
  const found = headers.find(({ name }) => CARRIES_A_SECRET.test(name) && discretion.word(name))
  if (found === undefined) return undefined
  const word = (found.value ?? '').split(' ')[0] ?? ''
  const scheme = SCHEMES.find((known) => known.toLowerCase() === word.toLowerCase())
  return [found.name.toLowerCase(), ...(scheme === undefined ? [] : [scheme])].join(' ')
}

const TYPES =
  /^(?:application|text|multipart|image)\/(?:(?:[a-z]+\+)?json|xml|html|csv|plain|x-www-form-urlencoded|form-data|pdf|octet-stream|problem\+json|vnd\.ms-excel)$/

/** A content type without what may be data in it. */
function mediaType(written: string | undefined): string | undefined {
  if (written === undefined || written.trim() === '') return undefined
  const [type = '', ...parameters] = written
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  const charset = parameters.find((part) =>
    /^charset="?(?:utf-8|iso-8859-1|windows-1252|us-ascii)"?$/.test(part),
  )
  if (!TYPES.test(type)) return 'other'
  return charset === undefined ? type : `${type}; ${charset.replaceAll('"', '')}`
}

function answered(
  answer: Answered,
  api: AnyVendor,
  operation: string | undefined,
  discretion: Discretion,
  guides: readonly JsonSchema[],
): Pick<Sighting, 'status' | 'type' | 'answerHeaders' | 'outcome' | 'answer' | 'columns' | 'traits'> {
  const { shape, columns, traits, rows } = bodyOf(answer.body, discretion, guides)
  const type = mediaType(answer.body?.type)
  const outcome =
    operation === undefined || answer.body?.text === undefined ? undefined : outcomeOf(api, operation, answer)
  const cap = api.cap?.records
  const full: Trait[] = cap === undefined || rows < cap ? [] : rows > cap ? ['above cap'] : ['cap']
  return {
    ...(answer.status === undefined ? {} : { status: answer.status }),
    ...(type === undefined ? {} : { type }),
    answerHeaders: namesOf(answer.headers, discretion),
    ...(outcome === undefined ? {} : { outcome }),
    ...(shape === undefined ? {} : { answer: shape }),
    ...(columns === undefined ? {} : { columns }),
    traits: [...traits, ...full],
  }
}
