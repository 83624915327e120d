import {
  type AnyOperation,
  decoded,
  type Fake,
  isCut,
  type JournalEntry,
  jsonSchema,
  maskText,
  pathPattern,
  readPairs,
} from '#engine'
import { notRecordable, shownRequest } from './record-refusal.ts'

/** A request of the journal, taken apart as a call would say it. */
export interface Heard {
  readonly entry: JournalEntry
  readonly fake: Fake
  readonly operation: string
  readonly definition: AnyOperation
  /** The parameters that its operation read, the caller's own among them. */
  readonly fields: Readonly<Record<string, unknown>>
  /** The body, where fields cannot say it. */
  readonly payload: string | undefined
  /** Another method than the documented one. */
  readonly method: string | undefined
  /** What counts of its headers, but for those that prove who calls. */
  readonly headers: Readonly<Record<string, string>>
}

/** A request that no call can say, and whose answer hangs on nothing and changed nothing: it is only told of. */
export interface Told {
  readonly says: string
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
/** Digits and exponents that a number in JavaScript may not hold as they are written. */
const BIG_NUMBER = /[:[,]\s*-?(?:\d{16,}|\d+\.\d{16,}|[\d.]+[eE])/

/** Takes a journalled request apart. @throws DubleError `not_recordable` */
export function hear(entry: JournalEntry, fake: Fake | undefined): Heard | Told {
  const { operation, outcome, method, injected, why } = entry
  const told = (says: string): Told => ({
    says: `${method} ${maskText(entry.path)} was answered ${entry.status}: ${says}`,
  })
  if (operation === null || fake === undefined) return told(maskText(why))
  if (outcome === null && !injected) return told('a bug of Dublê’s')
  const { api } = fake.mock
  // What is above the limit was never read.
  if (outcome !== null && outcome === api.tooLarge && entry.requestBody === '') return told(maskText(why))
  const definition: AnyOperation = api.operations[operation]
  if (isCut(entry.path)) throw cutOff(entry, 'path')
  const path = entry.path.split('?', 1)[0] as string
  const inside = path.replace(/^\/w\/[^/]+/, '').slice(fake.name.length + 1)
  const pairs = definition.takes === 'pairs'
  const { groups = {} } = pathPattern(definition.path, pairs).exec(fake.canonical(inside) ?? inside) ?? {}
  const { tail = '', ...params } = groups as Record<string, string>
  const inPath = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, decoded(value)]))
  const asked = method === 'HEAD' && definition.method === 'GET' ? 'GET' : method
  const other = asked !== definition.method
  if (!METHODS.includes(method)) {
    const says = `${shownRequest(entry)} has the method ${method}, for which a scenario has no word: reset the world and do without it`
    throw notRecordable('unsayable', says)
  }
  const body = other ? NOTHING : readBody(entry, definition)
  const query = pairs ? knownOf(readQuery(entry), definition) : takesQuery(definition) ? readQuery(entry) : {}
  return {
    entry,
    fake,
    operation,
    definition,
    fields: {
      ...inPath, // first, as one reads a path
      ...(other ? {} : { ...query, ...(pairs ? readPairs(tail, 'last') : {}) }),
      ...body.fields,
      ...inPath,
    },
    payload: body.payload,
    method: method === definition.method ? undefined : method,
    headers: { ...orders(entry), ...body.headers },
  }
}

export const isTold = (heard: Heard | Told): heard is Told => 'says' in heard

/** A query before key and value segments may say anything: what the document does not know counts nowhere. */
function knownOf(fields: Record<string, string>, { parameters }: AnyOperation): Record<string, string> {
  const known = jsonSchema(parameters).properties ?? {}
  return Object.fromEntries(Object.entries(fields).filter(([name]) => Object.hasOwn(known, name)))
}

const takesQuery = ({ takes }: AnyOperation): boolean => takes === 'query' || takes === 'query_and_body'

const cutOff = (entry: JournalEntry, part: 'path' | 'body'): Error => {
  const says = `the journal has only the beginning of the ${part} of ${shownRequest(entry)}: reset the world and send less at once, or write that step by hand`
  return notRecordable('cut', says)
}

interface Body {
  readonly fields: Readonly<Record<string, unknown>>
  readonly payload?: string
  readonly headers?: Readonly<Record<string, string>>
}

const NOTHING: Body = { fields: {} }

function readBody(entry: JournalEntry, { takes }: AnyOperation): Body {
  const { requestBody: text } = entry
  if (takes === 'query' || takes === 'pairs') return NOTHING
  if (takes === 'query_and_body' && text === '') return NOTHING
  if (isCut(text)) {
    throw cutOff(entry, 'body')
  }
  const type = headerOf(entry, 'content-type')
  if (takes === 'form') {
    const isForm = /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type)
    const pairs = [...new URLSearchParams(text)]
    const fields = Object.fromEntries(pairs)
    if (isForm && Object.keys(fields).length === pairs.length) return { fields }
    return { fields: {}, payload: text, ...(isForm ? {} : { headers: { 'Content-Type': type } }) }
  }
  const fields = takes === 'query_and_body' || BIG_NUMBER.test(text) ? undefined : objectIn(text)
  return fields === undefined ? { fields: {}, payload: text } : { fields }
}

/** A JSON object whose keys YAML can say; undefined for anything else. */
function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    return keysIn(value).every((key) => /^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(key) && key !== '__proto__')
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

function keysIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(keysIn)
  return Array.isArray(value) ? inner : [...Object.keys(value), ...inner]
}

/** Of a parameter that is there twice, the last: where that is not the one that counts, the scenario comes to something else. */
function readQuery({ path }: JournalEntry): Record<string, string> {
  const question = path.indexOf('?')
  return question < 0 ? {} : Object.fromEntries(new URLSearchParams(path.slice(question + 1)))
}

/** What a request orders of Dublê. */
function orders(entry: JournalEntry): Record<string, string> {
  const found = ['X-Duble-Options', 'X-Duble-Fault'].map((name) => [
    name,
    headerOf(entry, name.toLowerCase()),
  ])
  return Object.fromEntries(found.filter(([, value]) => value !== ''))
}

/** @param name in lower case */
export function headerOf({ requestHeaders }: JournalEntry, name: string): string {
  const value = requestHeaders[name]
  return Array.isArray(value) ? value.join(', ') : (value ?? '')
}
