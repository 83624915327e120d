import { type AnyOperation, type Credential, jsonSchema, type Sending } from '#engine'
import { callOf } from '../clients/call.ts'
import type { Saved } from './names.ts'
import type { CallStep } from './scenario.ts'
import type { StagedVendor } from './stage.ts'
import { plainValue, textValue, typedValue } from './values.ts'
import { keyOf } from './written.ts'

/** Writes a call's request as the vendor's clients would, but for what the step wants otherwise. */
export function requestOf(step: CallStep, vendor: StagedVendor, saved: Saved): Request {
  const { definition, operation, credential } = step
  const { properties } = jsonSchema(definition.parameters)
  const written = step.parameters.map((entry): [string, unknown] => {
    const name = keyOf(entry, saved)
    return [name, typedValue(entry.value, properties?.[name], saved)]
  })
  const extra = step.extra === undefined ? {} : (plainValue(step.extra, saved) as Record<string, unknown>)
  const request = { ...step.defaults, ...Object.fromEntries(written), ...extra }
  const own = credential === undefined ? {} : presented(credential, definition, vendor)
  // A token that the step writes itself is the one that is meant.
  const parameters = Object.fromEntries(
    Object.entries(own.parameters ?? {}).filter(([name]) => !Object.hasOwn(request, name)),
  )
  const { url, method, headers, body } = callOf({
    operation: definition,
    url: vendor.url,
    path: vendor.pathOf(operation),
    sending: { headers: own.headers ?? {}, parameters },
    request,
  })
  const sent = new Headers(headers)
  for (const { name, value } of step.headers) sent.set(name, textValue(value, saved))
  const asked = step.method ?? method
  const payload = step.payload === undefined ? body : textValue(step.payload, saved)
  if (asked === 'GET' && step.payload !== undefined)
    return getWithBody(url, sent, textValue(step.payload, saved))
  const bodyless = asked === 'GET' || asked === 'HEAD' || payload === undefined
  return new Request(url, { method: asked, headers: sent, ...(bodyless ? {} : { body: payload }) })
}

/** What proves who calls. An operation that looks at its caller itself gives tokens out, and is shown none. */
function presented(credential: Credential, { open }: AnyOperation, vendor: StagedVendor): Sending {
  const { api, options } = vendor
  const own = vendor.own?.(credential) ?? credential
  return open ? api.auth.present(own) : api.auth.present(own, options)
}

/** A Request refuses a body on a GET, which some vendors document: it is told of its method afterwards. */
function getWithBody(url: string, headers: Headers, body: string): Request {
  if (!headers.has('content-type')) headers.set('content-type', 'application/json')
  return Object.defineProperty(new Request(url, { method: 'POST', headers, body }), 'method', {
    value: 'GET',
  })
}
