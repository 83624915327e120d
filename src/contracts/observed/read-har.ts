import { DubleError } from '#engine'
import { ElementCutter } from './elements.ts'
import type { Answered, Exchange, Said, Sent } from './exchange.ts'
import { readQuery, splitUrl } from './exchange.ts'

/** Most characters of one entry: what is longer is a film or an archive, and no API's answer. */
const LONGEST = 64 * 1024 * 1024
/** What pages load beside what they ask an API. */
const ASSETS = /^(?:image|font|audio|video)\/|\b(?:css|javascript|ecmascript|wasm)\b/i

interface Named {
  readonly name?: unknown
  readonly value?: unknown
}
interface Entry {
  readonly request?: {
    readonly method?: unknown
    readonly url?: unknown
    readonly headers?: readonly Named[]
    readonly postData?: { mimeType?: unknown; text?: unknown; params?: readonly Named[] }
  }
  readonly response?: {
    readonly status?: unknown
    readonly headers?: readonly Named[]
    readonly content?: { mimeType?: unknown; text?: unknown; encoding?: unknown }
  }
}

/** What a HAR holds of one exchange, and the host that it was with, to tell an API from the rest of a page. */
export interface Recorded {
  readonly host: string
  readonly exchange: Exchange
}

/**
 * Reads a HAR 1.2 piece by piece: however large it is, one exchange at a time is held.
 *
 * @throws DubleError `bad_import` where it is none
 */
export async function* readHar(
  file: string,
  pieces: AsyncIterable<string> | Iterable<string>,
): AsyncIterable<Recorded> {
  const cutter = new ElementCutter(['log', 'entries'], LONGEST)
  let first = true
  for await (const piece of pieces) {
    const text = first ? piece.replace(/^\ufeff/, '') : piece
    first = false
    for (const element of cutter.take(text)) {
      const recorded = read(parsed(file, element))
      if (recorded !== undefined) yield recorded
    }
  }
  if (!cutter.found)
    throw new DubleError('bad_import', `${file} is no HAR: it has no log with entries`, { file })
}

function parsed(file: string, text: string): Entry {
  try {
    return JSON.parse(text) as Entry
  } catch {
    // The parser's own words repeat a part of the text.
    throw new DubleError('bad_import', `${file} is no HAR: one of its entries is no JSON`, { file })
  }
}

function read({ request, response }: Entry): Recorded | undefined {
  const url = String(request?.url ?? '')
  const method = String(request?.method ?? '').toUpperCase()
  if (!/^https?:\/\//i.test(url) || method === '' || method === 'OPTIONS' || method === 'CONNECT')
    return undefined
  if (ASSETS.test(String(response?.content?.mimeType ?? ''))) return undefined
  const { path, query } = splitUrl(url)
  const host = (/^https?:\/\/([^/?#]*)/i.exec(url)?.[1] ?? '').toLowerCase()
  const headers = namedOf(request?.headers)
  const body = request?.postData ? bodyOf(request.postData) : undefined
  const exchange = { method, url: path, query, headers, body, hints: [], answer: answerOf(response) }
  return { host, exchange }
}

const namedOf = (list: unknown): Sent[] =>
  (Array.isArray(list) ? list : []).flatMap((one: Named | null) =>
    typeof one === 'object' && one !== null
      ? [{ name: String(one.name ?? ''), value: String(one.value ?? '') }]
      : [],
  )

function bodyOf({
  mimeType,
  text,
  params,
}: NonNullable<NonNullable<Entry['request']>['postData']>): Said | undefined {
  const type = String(mimeType ?? '')
  const form = namedOf(params)
  if (form.length > 0) return { type, form }
  if (typeof text !== 'string' || text === '') return undefined
  return /x-www-form-urlencoded/i.test(type) ? { type, form: readQuery(text) } : { type, text }
}

/** Status 0 is what browsers write where nothing came. */
function answerOf(response: Entry['response']): Answered | undefined {
  const status = Number(response?.status ?? 0)
  if (!(status >= 100 && status <= 599)) return undefined
  const { mimeType, text, encoding } = response?.content ?? {}
  const plain =
    typeof text !== 'string'
      ? undefined
      : encoding === 'base64'
        ? Buffer.from(text, 'base64').toString()
        : text
  const headers = namedOf(response?.headers)
  const type = headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value
  return { status, headers, body: { type: type ?? String(mimeType ?? ''), text: plain } }
}
