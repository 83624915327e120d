import type { OpenapiDocument, OpenapiOperation } from './openapi-document.ts'

/** A curl line for an operation, its secrets left to the variables that `duble env` prints. */
export function curlOf(
  document: OpenapiDocument,
  path: string,
  method: string,
  operation: OpenapiOperation,
): string {
  const { parameters = [], requestBody } = operation
  const schemes = document.components.securitySchemes ?? {}
  const secret = Object.values(schemes).find((scheme) => scheme['x-duble-in'] === 'path')
  const variable = (field: string): string =>
    `$DUBLE_${document['x-duble-vendor'].toUpperCase().replace(/[^A-Z0-9]/g, '_')}_${field}`
  const textOf = (name: string): string => {
    if (secret?.['name'] === name) return variable('TOKEN')
    const parameter = parameters.find((each) => each.name === name)
    return encodeURIComponent(
      String(parameter?.example ?? parameter?.schema.examples?.[0] ?? parameter?.schema.enum?.[0] ?? ''),
    )
  }
  const filled = path.replace(/\{(\w+)\}/g, (_whole, name: string) => textOf(name))
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && 'example' in parameter)
    .map(({ name }) => `${name}=${textOf(name)}`)
  const url = `${document.servers[0]?.url ?? ''}${filled}${query.length === 0 ? '' : `?${query.join('&')}`}`
  const verb = method === 'get' ? '' : `-X ${method.toUpperCase()} `
  const body = method === 'get' ? '' : bodyOf(requestBody)
  return `curl ${verb}"${url}"${proofOf(operation, schemes, variable)}${body}`
}

type Schemes = NonNullable<OpenapiDocument['components']['securitySchemes']>

/** What proves who calls, by the first way that there is. */
function proofOf(
  { security }: OpenapiOperation,
  schemes: Schemes,
  variable: (field: string) => string,
): string {
  const [first] = security
  const scheme = first === undefined ? undefined : schemes[Object.keys(first)[0] ?? '']
  if (scheme === undefined) return ''
  if (scheme['type'] === 'apiKey') return ` -H "${scheme['name']}: ${variable('TOKEN')}"`
  if (scheme['scheme'] === 'basic') return ` -u "${variable('USER')}:${variable('PASSWORD')}"`
  return ` -H "Authorization: Bearer ${variable('TOKEN')}"`
}

function bodyOf(requestBody: OpenapiOperation['requestBody']): string {
  const [type, media] = Object.entries(requestBody?.content ?? {})[0] ?? []
  if (type === undefined || media === undefined) return ''
  const value = Object.values(media.examples ?? {}).at(-1)?.value ?? media.example ?? {}
  const text = type.includes('json')
    ? JSON.stringify(value)
    : String(new URLSearchParams(value as Record<string, string>))
  return ` -H 'Content-Type: ${type}' -d '${text.replaceAll("'", "'\\''")}'`
}
