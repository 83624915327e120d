import type { Mine } from './mine.ts'
import type { Exchange, Sent } from './transport.ts'

/** A `fetch` for the platforms' clients: it proves who calls where a client does not, and asks as this server takes it. */
export function fetchOf(mine: Mine): typeof fetch {
  const proven = async ({ method, url, headers, body }: Sent): Promise<Exchange> => {
    const proof = 'authorization' in headers ? {} : await mine.proof(mine.ways[0] ?? 'nobody')
    const type = body === undefined || 'content-type' in headers ? {} : { 'content-type': 'application/json' }
    return mine.send({ method, url, headers: { ...headers, ...type, ...proof }, ...(body && { body }) })
  }
  return async (input, init = {}) => {
    const headers = Object.fromEntries(new Headers(init.headers))
    const url = new URL(String(input))
    const body = typeof init.body === 'string' ? init.body : undefined
    const method = init.method ?? 'GET'
    if (body === undefined && mine.payload && method === 'GET') {
      const moved = JSON.stringify(Object.fromEntries(url.searchParams))
      url.search = ''
      return responseOf(await proven({ method, url: String(url), headers, body: moved }))
    }
    const tokens = String(input) === `${mine.url}/oauth/token` && mine.tokenUrl
    return responseOf(await proven({ method, url: tokens || String(input), headers, body }))
  }
}

/** @throws TypeError as `fetch` does where no answer came */
function responseOf({ came, failed = '' }: Exchange): Response {
  if (came === undefined) throw new TypeError('fetch failed', { cause: { code: failed } })
  const { status, headers, bytes } = came
  const bodyless = status === 204 || status === 205 || status === 304 || bytes.length === 0
  return new Response(bodyless ? null : new Uint8Array(bytes), { status, headers })
}
