import { DubleError } from '#engine'
import { type Answered, type Exchange, readQuery, type Said, type Sent, splitUrl } from './exchange.ts'

interface Pair {
  readonly key?: unknown
  readonly value?: unknown
  readonly disabled?: unknown
}
interface Auth {
  readonly type?: unknown
  readonly [kind: string]: unknown
}
interface Request {
  readonly method?: unknown
  readonly url?: unknown
  readonly header?: unknown
  readonly body?: {
    readonly mode?: unknown
    readonly raw?: unknown
    readonly urlencoded?: unknown
    readonly formdata?: unknown
    readonly options?: { readonly raw?: { readonly language?: unknown } }
  }
  readonly auth?: Auth | null
}
interface Item {
  readonly name?: unknown
  readonly item?: unknown
  readonly request?: Request | string
  readonly response?: unknown
  readonly auth?: Auth | null
  readonly variable?: unknown
}

type Variables = ReadonlyMap<string, string>

/** Folders within folders, no deeper. */
const DEEPEST = 50

/**
 * Reads a Postman collection, v2.0 or v2.1: its folders, its variables, its saved answers.
 *
 * @param hide called for each value that a variable has
 * @throws DubleError `bad_import` where it is none
 */
export function readPostman(file: string, text: string, hide: (value: string) => void): Exchange[] {
  const collection = parsed(text) as (Item & { readonly info?: { readonly schema?: unknown } }) | undefined
  const schema = String(collection?.info?.schema ?? '')
  if (!Array.isArray(collection?.item) || /\/v1\./.test(schema)) {
    const says = `${file} is no Postman collection: export it as "Collection v2.1"`
    throw new DubleError('bad_import', says, { file })
  }
  const found: Exchange[] = []
  const walk = (item: Item, names: readonly string[], above: Variables, auth: Auth | undefined): void => {
    const variables = withVariables(above, item.variable, hide)
    const own = item.auth ?? auth
    const hints = [...names, String(item.name ?? '')]
    if (item.request) found.push(...exchangesOf(item, hints, variables, own))
    if (hints.length < DEEPEST)
      for (const inner of objects(item.item)) walk(inner as Item, hints, variables, own)
  }
  // The collection's own name says nothing of one request.
  for (const item of objects(collection.item)) {
    walk(item as Item, [], withVariables(new Map(), collection.variable, hide), collection.auth ?? undefined)
  }
  return found
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return undefined
  }
}

const objects = (value: unknown): object[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : []

function withVariables(above: Variables, given: unknown, hide: (value: string) => void): Variables {
  const own = pairsOf(given).map(({ name, value = '' }): [string, string] => {
    hide(value)
    return [name, value]
  })
  return own.length === 0 ? above : new Map([...above, ...own])
}

const pairsOf = (given: unknown): Sent[] =>
  (objects(given) as Pair[])
    .filter(({ disabled }) => disabled !== true)
    .map((pair) => ({
      name: String(pair.key ?? (pair as { id?: unknown }).id ?? ''),
      value:
        typeof pair.value === 'string'
          ? pair.value
          : pair.value === undefined
            ? ''
            : JSON.stringify(pair.value),
    }))
    .filter(({ name }) => name !== '')

/** A request as it is kept, once for each answer that was saved with it; without any, once. */
function exchangesOf(
  item: Item,
  hints: readonly string[],
  variables: Variables,
  auth: Auth | undefined,
): Exchange[] {
  const own = requestOf(item.request as Request | string, hints, variables, auth)
  const saved = objects(item.response) as {
    originalRequest?: Request
    code?: unknown
    header?: unknown
    body?: unknown
  }[]
  const answered = saved.map((response, at): Exchange => {
    const { originalRequest } = response
    const asked = !originalRequest ? own : requestOf(originalRequest, hints, variables, auth)
    return { ...asked, answer: answerOf(response), again: at > 0 }
  })
  return answered.length === 0 ? [own] : answered
}

function answerOf({ code, header, body }: { code?: unknown; header?: unknown; body?: unknown }): Answered {
  const headers = pairsOf(header)
  const type = headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value
  const status = Number(code)
  return {
    ...(status >= 100 && status <= 599 ? { status } : {}),
    headers,
    body: { type, text: typeof body === 'string' && body !== '' ? body : undefined },
  }
}

function requestOf(
  given: Request | string,
  hints: readonly string[],
  variables: Variables,
  auth: Auth | undefined,
): Exchange {
  const request: Request = typeof given === 'string' ? { method: 'GET', url: given } : given
  const filled = ({ name, value = '' }: Sent): Sent => ({ name, value: fill(value, variables) })
  const proof = proofOf(request.auth ?? auth)
  const headers = [...headersOf(request.header), ...proof.headers].map(filled)
  const { path, query } = urlOf(request.url, variables)
  return {
    method: String(request.method ?? 'GET').toUpperCase(),
    url: path,
    query: [...query, ...proof.query],
    headers,
    body: bodyOf(request.body, headers, variables),
    hints,
  }
}

/** Old collections keep headers as one text. */
const headersOf = (given: unknown): Sent[] =>
  typeof given === 'string'
    ? given.split('\n').flatMap((line) => {
        const [name = '', value = ''] = line.split(/:(.*)/s)
        return name.trim() === '' ? [] : [{ name: name.trim(), value: value.trim() }]
      })
    : pairsOf(given)

interface Url {
  readonly raw?: unknown
  readonly path?: unknown
  readonly query?: unknown
}

/** A segment that is a variable varies; variables before the path are its host, filled in as far as they are known. */
function urlOf(given: unknown, variables: Variables): { path: string; query: Sent[] } {
  const url: Url = typeof given === 'string' ? { raw: given } : ((given ?? {}) as Url)
  const raw = String(url.raw ?? '')
  const [before = '', rest = ''] = (raw.split('#')[0] ?? '').split(/\?(.*)/s)
  const written = Array.isArray(url.query) ? pairsOf(url.query) : readQuery(rest)
  const query = written.map(({ name, value = '' }) => ({ name, value: fill(value, variables) }))
  // Without a raw URL there is the path in pieces.
  const whole = before !== '' || !Array.isArray(url.path) ? before : `/${url.path.map(segmentText).join('/')}`
  const host = /^\s*(?:[a-z][a-z\d+.-]*:\/\/)?[^/]*/i.exec(whole)?.[0] ?? ''
  const known = fill(host, variables)
  const base = known.includes('{{') ? known.replace(/^.*\}\}/s, '') : splitUrl(withScheme(known)).path
  const path = `${base === '/' ? '' : base}${whole.slice(host.length)}`
  const segments = path.split('/').map((segment) =>
    segment
      .replace(/^\{\{\s*([^{}]+?)\s*\}\}$/, '{$1}')
      .replace(/^:([\w-]+)$/, '{$1}')
      .replace(/.*\{\{.*\}\}.*/, '{}'),
  )
  return { path: segments.join('/'), query }
}

const withScheme = (host: string): string => (/^[a-z][a-z\d+.-]*:\/\//i.test(host) ? host : `http://${host}`)

const segmentText = (segment: unknown): string =>
  typeof segment === 'string' ? segment : String((segment as { value?: unknown } | null)?.value ?? '')

/** A text with its variables filled in, those of variables too; unknown ones stay. */
function fill(text: string, variables: Variables, depth = 0): string {
  if (depth > 10 || !text.includes('{{')) return text
  const filled = text.replace(
    /\{\{\s*([^{}]+?)\s*\}\}/g,
    (whole, name: string) => variables.get(name) ?? whole,
  )
  return filled === text ? text : fill(filled.slice(0, 1_000_000), variables, depth + 1)
}

/** What a collection's tab "Authorization" sends. */
function proofOf(auth: Auth | undefined): { headers: Sent[]; query: Sent[] } {
  const type = String(auth?.type ?? 'noauth')
  const values = new Map(pairsIn(auth?.[type]).map(({ name, value = '' }) => [name, value]))
  const header = (value: string): { headers: Sent[]; query: Sent[] } => ({
    headers: [{ name: 'Authorization', value }],
    query: [],
  })
  if (type === 'basic') {
    const pair = `${values.get('username') ?? ''}:${values.get('password') ?? ''}`
    return header(`Basic ${Buffer.from(pair).toString('base64')}`)
  }
  if (type === 'bearer' || type === 'oauth2') return header(`Bearer ${values.get('token') ?? ''}`)
  if (type !== 'apikey') return { headers: [], query: [] }
  const own = { name: values.get('key') ?? '', value: values.get('value') ?? '' }
  return values.get('in') === 'query' ? { headers: [], query: [own] } : { headers: [own], query: [] }
}

/** v2.1 lists them, v2.0 has a map. */
const pairsIn = (given: unknown): Sent[] =>
  Array.isArray(given)
    ? pairsOf(given)
    : Object.entries((given ?? {}) as object).map(([name, value]) => ({ name, value: String(value) }))

function bodyOf(body: Request['body'], headers: readonly Sent[], variables: Variables): Said | undefined {
  const type = headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value
  switch (body?.mode) {
    case 'raw': {
      const raw = String(body.raw ?? '')
      if (raw.trim() === '') return undefined
      const json = body.options?.raw?.language === 'json' || /^\s*[[{]/.test(raw)
      return { type: type ?? (json ? 'application/json' : undefined), text: fillJson(raw, variables) }
    }
    case 'urlencoded':
      return { type: 'application/x-www-form-urlencoded', form: pairsOf(body.urlencoded) }
    case 'formdata':
      return { type: 'multipart/form-data', form: pairsOf(body.formdata) }
    default:
      return undefined
  }
}

/** In JSON a variable without quotes may be any value: where it is not known, it is null, and the rest is read all the same. */
const fillJson = (text: string, variables: Variables): string =>
  fill(text, variables).replace(/([:[,]\s*)\{\{[^{}]*\}\}(?=\s*[,}\]])/g, '$1null')
