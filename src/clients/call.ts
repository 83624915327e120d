import { type AnyOperation, fillPath, paramsOf, type Sending } from '#engine'

/** One request, ready for `fetch`. */
export interface Call {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

interface CallParts {
  readonly operation: AnyOperation
  /** Base URL; a slash at its end does not count. */
  readonly url: string
  /** Where the operation answers. Default: the documented path */
  readonly path?: string | undefined
  readonly sending?: Sending
  readonly request: object
  /** Whether a request that may travel in the query or in a body goes in a body, which `fetch` refuses for a GET. Default: in the query */
  readonly payload?: boolean
}

/**
 * Writes a request as its operation takes it: path, query, JSON body, form, or key and value segments.
 *
 * @example callOf({ operation: crmZen.operations.totals, url, request: { data: '2018-01-01' } }).url // …?data=2018-01-01
 */
export function callOf({ operation, url, path, sending = {}, request, payload = false }: CallParts): Call {
  const where = path ?? operation.path
  const given = Object.entries({ ...request, ...sending.parameters }).filter(
    ([, value]) => value !== undefined,
  )
  const inPath = new Set(paramsOf(where))
  const encoded = given.map(([name, value]): [string, string] => [name, encodeURIComponent(String(value))])
  const base = `${url.replace(/\/+$/, '')}${fillPath(where, Object.fromEntries(encoded))}`
  const rest = given.filter(([name]) => !inPath.has(name))
  const { method, takes } = operation
  const headers: Record<string, string> = { accept: 'application/json', ...sending.headers }
  switch (takes) {
    case 'pairs':
      return { url: base + encoded.map(([name, value]) => `/${name}/${value}`).join(''), method, headers }
    case 'form': {
      headers['content-type'] = 'application/x-www-form-urlencoded'
      return { url: base, method, headers, body: String(new URLSearchParams(rest as [string, string][])) }
    }
    case 'query':
    case 'query_and_body':
      if (takes === 'query' || !payload) {
        const query = String(new URLSearchParams(rest as [string, string][]))
        return { url: query === '' ? base : `${base}?${query}`, method, headers }
      }
  }
  headers['content-type'] = 'application/json'
  return { url: base, method, headers, body: JSON.stringify(Object.fromEntries(rest)) }
}
