import type { AnyOperation, AnyVendor, Sending } from '#engine'
import { callOf } from '../../clients/call.ts'
import { outcomeOf } from '../observed/answer.ts'
import { jsonOf } from '../observed/body.ts'

/** One request to a real vendor, and nothing of its data once it is looked at. */
export interface Asking {
  readonly api: AnyVendor
  readonly operation: string
  /** Base URL. */
  readonly url: string
  readonly path?: string | undefined
  readonly sending: Sending
  readonly request: Readonly<Record<string, string>>
  readonly fetch: typeof fetch
}

/** What came: only a success has a body to look at. */
export type Came =
  | { readonly kind: 'ok'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'refused'; readonly status: number; readonly says: string; readonly stop: boolean }
  | { readonly kind: 'nothing'; readonly says: string }

/** Longer than this no vendor needs for one day. */
const MOST_MILLISECONDS = 60_000
const MOST_BYTES = 32 * 1024 * 1024

/** Asks once: no redirect is followed, for it could carry the secret elsewhere, and nothing is asked again. */
export async function ask({
  api,
  operation,
  url,
  path,
  sending,
  request,
  fetch: send,
}: Asking): Promise<Came> {
  const documented = api.operations[operation] as AnyOperation
  const { url: whole, ...init } = callOf({ operation: documented, url, path, sending, request })
  let response: Response
  let text: string | undefined
  try {
    response = await send(whole, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.timeout(MOST_MILLISECONDS),
    })
    text = await readText(response)
  } catch (error) {
    const { name, cause } = error as Error & { cause?: NodeJS.ErrnoException }
    // Messages may repeat the URL, in which a secret may stand.
    const why =
      name === 'TimeoutError' ? 'no answer within a minute' : (cause?.code ?? 'the connection failed')
    return { kind: 'nothing', says: why }
  }
  const { status } = response
  if (text === undefined) return { kind: 'nothing', says: 'the answer is larger than 32 MiB' }
  if (status >= 300 && status < 400) {
    return { kind: 'refused', status, says: 'redirects elsewhere, which is not followed', stop: true }
  }
  const outcome = outcomeOf(api, operation, { status, headers: [], body: { text } })
  if (outcome === 'ok') {
    const body = jsonOf(text)
    if (body !== undefined) return { kind: 'ok', status, body }
    return { kind: 'refused', status, says: 'answered with something else than JSON', stop: false }
  }
  const says = outcome === undefined ? 'answered what the document does not know' : `answered ${outcome}`
  return { kind: 'refused', status, says, stop: endsAll(api, status, outcome) }
}

/** Who is not let in, or comes too often, does not ask again. */
function endsAll(api: AnyVendor, status: number, outcome: string | undefined): boolean {
  if ([401, 403, 429].includes(status)) return true
  if (outcome === undefined) return false
  return outcome === api.cooldown?.refuse || /auth|token|credential/.test(outcome)
}

async function readText(response: Response): Promise<string | undefined> {
  const reader = response.body?.getReader()
  if (reader === undefined) return ''
  const parts: Uint8Array[] = []
  let length = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length
    if (length > MOST_BYTES) {
      await reader.cancel()
      return undefined
    }
    parts.push(part.value)
  }
  return Buffer.concat(parts)
    .toString()
    .replace(/^\ufeff/, '')
}
