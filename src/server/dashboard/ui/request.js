/** A request as its operation takes it: path, query, JSON body, form, or key and value segments. */

/**
 * @typedef {{name: string, type: string, inPath: boolean}} Field
 * @typedef {{method: string, path: string, takes: string, fields: readonly Field[]}} Form
 * @typedef {{headers?: Record<string, string>, parameters?: Record<string, string>}} Sending
 */

/**
 * @param {string} vendor
 * @param {Form} form
 * @param {Record<string, string>} values as they were typed; what is not there is not sent
 * @param {Sending} sending what proves who calls
 * @param {boolean} inBody whether what may travel in the query or in a body goes in a body
 */
export function requestOf(vendor, form, values, sending, inBody) {
  const given = [
    ...form.fields
      .filter(({ name }) => name in values)
      .map((field) => [field.name, typedAs(field, values[field.name])]),
    ...Object.entries(sending.parameters ?? {}),
  ]
  const inPath = new Set([...form.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
  const filled = form.path.replace(/\{(\w+)\}/g, (_whole, name) =>
    encodeURIComponent(String(given.find(([known]) => known === name)?.[1] ?? '')),
  )
  const path = `/${vendor}${filled}`
  const rest = given.filter(([name]) => !inPath.has(name))
  const { method } = form
  const headers = { ...sending.headers }
  const pairs = () => String(new URLSearchParams(rest.map(([name, value]) => [name, String(value)])))
  if (form.takes === 'pairs') {
    const tail = rest.map(([name, value]) => `/${name}/${encodeURIComponent(String(value))}`)
    return { method, path: path + tail.join(''), headers, body: '' }
  }
  if (form.takes === 'query' || (form.takes === 'query_and_body' && !inBody)) {
    return { method, path: rest.length === 0 ? path : `${path}?${pairs()}`, headers, body: '' }
  }
  if (form.takes === 'form') {
    return {
      method,
      path,
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: pairs(),
    }
  }
  const json = { ...headers, 'content-type': 'application/json' }
  return { method, path, headers: json, body: JSON.stringify(Object.fromEntries(rest)) }
}

/** What was typed, as the field has it: text as it stands, anything else as JSON where it is some. @param {Field} field @param {string} typed */
function typedAs({ type }, typed) {
  if (type === 'string') return typed
  try {
    return JSON.parse(typed)
  } catch {
    return typed
  }
}

/** The same as a line for a shell. @param {string} origin @param {ReturnType<typeof requestOf>} request */
export function curlOf(origin, { method, path, headers, body }) {
  const parts = [method === 'GET' && body === '' ? 'curl' : `curl -X ${method}`, quoted(origin + path)]
  for (const [name, value] of Object.entries(headers)) parts.push(`-H ${quoted(`${name}: ${value}`)}`)
  if (body !== '') parts.push(`-d ${quoted(body)}`)
  return parts.join(' ')
}

/** @param {string} text */
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`
