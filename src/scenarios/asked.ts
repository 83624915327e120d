import { type AnyOperation, didYouMean, jsonSchema, nearest, paramsOf } from '#engine'
import type { Named } from './cast.ts'
import type { Mistakes } from './mistakes.ts'
import type { CallStep } from './scenario.ts'
import { entryOf, type Written, type WrittenEntry, type WrittenMap } from './written.ts'

type Request = Pick<CallStep, 'parameters' | 'defaults' | 'extra' | 'headers' | 'method' | 'payload'>

/** Reads what a call sends: parameters, headers, and what it does otherwise than the document. */
export function readRequest(step: WrittenMap, named: Named, mistakes: Mistakes): Request {
  const { definition, operation, vendor, player } = named
  const schema = jsonSchema(definition.parameters)
  const known = Object.keys(schema.properties ?? {})
  const given = entryOf(step, 'with')
  const free = takesAnything(definition)
  const map = given && (free ? mistakes.gappedMap(given.value) : mistakes.map(given.value))
  const parameters = map?.entries ?? []
  const without = entryOf(step, 'without')
  const left = (without ? mistakes.list(without.value) : []).flatMap((item) => {
    const name = mistakes.text(item)
    const found = name && mistakes.known(item, `parameter of ${vendor}/${operation}`, name, known)
    return found || []
  })
  const written = new Set(parameters.map(({ name }) => name))
  const defaults = Object.fromEntries(
    Object.entries(player.fixture.defaults).filter(
      ([name]) => known.includes(name) && !written.has(name) && !left.includes(name),
    ),
  )
  const extra = entryOf(step, 'extra')
  const extras = extra && mistakes.gappedMap(extra.value)
  const payload = entryOf(step, 'payload')
  const method = entryOf(step, 'method')
  const sent = new Set([
    ...written,
    ...Object.keys(defaults),
    ...left,
    ...(extras?.entries ?? []).map(({ name }) => name),
  ])
  // A body or a method of the step's own is what it wants to send; the path must still be one.
  const bound = payload === undefined && method === undefined ? undefined : paramsOf(definition.path)
  const required = (schema.required ?? []).filter(
    (name) => !sent.has(name) && (bound?.includes(name) ?? true),
  )
  const strangers = free ? [] : parameters.filter(({ name, gaps }) => !gaps && !known.includes(name))
  const meant = strangers.map(({ name }) => required.find((one) => isMeant(name, one)))
  for (const [index, { name, at, value }] of strangers.entries()) {
    const lacking = meant[index]
    const near = lacking === undefined ? didYouMean(name, known) : ` (did you mean ${lacking}?)`
    const says = `is no parameter of ${vendor}/${operation}${near}: write it below "extra" if the document does not know it`
    mistakes.at({ ...value, at }, says)
  }
  for (const name of required) {
    if (map?.wrong || extras?.wrong || meant.includes(name)) continue
    const says = `lacks ${name}, which ${vendor}/${operation} takes (to send none, write "without: [${name}]")`
    mistakes.at(given ?? (step.entries[0] as WrittenEntry), says)
  }
  return {
    parameters,
    defaults,
    extra: extras,
    headers: readHeaders(entryOf(step, 'headers'), mistakes),
    method: method && readMethod(method.value, mistakes),
    payload: payload && readPayload(payload, method, named, mistakes),
  }
}

/** Whether a parameter that is not known stands for one that is lacking: then one mistake is told, not two. */
const isMeant = (name: string, lacking: string): boolean =>
  nearest(name, [lacking]) !== undefined || lacking.includes(name) || name.includes(lacking)

/** Whether the document lists no field of the body: then any may be sent. */
export const takesAnything = ({ takes, path, parameters }: AnyOperation): boolean =>
  takes === 'body' &&
  Object.keys(jsonSchema(parameters).properties ?? {}).every((name) => paramsOf(path).includes(name))

export const isHeaderName = (name: string): boolean => /^[\w!#$%&'*+.^`|~-]+$/.test(name)

function readHeaders(entry: WrittenEntry | undefined, mistakes: Mistakes): CallStep['headers'] {
  const entries = (entry && mistakes.map(entry.value)?.entries) ?? []
  return entries.flatMap((header) => {
    if (!isHeaderName(header.name)) mistakes.at(header, 'can be the name of no header')
    const value = mistakes.gapped(header.value)
    return value === undefined ? [] : [{ name: header.name, value }]
  })
}

function readMethod(written: Written, mistakes: Mistakes): string | undefined {
  const text = mistakes.text(written)
  if (text === undefined || /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(text)) return text
  return mistakes.at(written, `must be GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS, got ${text}`)
}

function readPayload(
  { value }: WrittenEntry,
  method: WrittenEntry | undefined,
  { definition }: Named,
  mistakes: Mistakes,
): CallStep['payload'] {
  const asked = method?.value.kind === 'text' ? method.value.parts.join('') : definition.method
  const reads = asked === definition.method && definition.takes === 'query_and_body'
  if ((asked === 'GET' && !reads) || asked === 'HEAD')
    mistakes.at(value, `cannot be sent: a ${asked} carries no body here`)
  return mistakes.gapped(value)
}
