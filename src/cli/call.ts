import { randomUUID } from 'node:crypto'
import {
  type AnyOperation,
  type AnyVendor,
  DubleError,
  didYouMean,
  isOptional,
  type JournalEntry,
  type JsonSchema,
  jsonSchema,
  type Sending,
  settleOptions,
} from '#engine'
import { callOf } from '../clients/call.ts'
import { openRooms } from '../fixtures/rooms.ts'
import type { RemoteWorld } from '../remote.ts'
import type { ShownVendor } from '../report/vendor.ts'
import { takesAnything } from '../scenarios/asked.ts'
import { known, operationOf, print, type VerbFlags, worldOf } from './elsewhere.ts'
import { type HomeFlags, homeOf } from './home.ts'

interface Flags extends VerbFlags, HomeFlags {
  readonly as?: string
  readonly example?: boolean
}

/** `duble call` */
export async function run(where: string, pairs: readonly string[], flags: Flags): Promise<void> {
  const world = worldOf(flags)
  const vendors = await world.vendors()
  const { vendor: name, operation: named } = operationOf(where)
  const vendor = vendors.find((each) => each.name === known(name, names(vendors))) as ShownVendor
  const [room] = await openRooms([vendor.name], await homeOf(flags))
  const api = room?.mock.api as AnyVendor
  const { operation, path } = find(vendor, api, named)
  const request = requestOf(
    `${vendor.name}/${named}`,
    operation,
    pairs,
    vendor.defaults,
    flags.example ?? false,
  )
  const own = await sendingOf(world, vendor, api, flags.as, operation)
  const sending = { ...own, parameters: withoutWritten(own.parameters, pairs) }
  const { url, headers, ...rest } = callOf({ operation, url: vendor.url, path, sending, request })
  const mark = randomUUID()
  const before = (await world.journal({ limit: 1 })).entries[0]?.id ?? 0
  const answered = await send(url, { ...rest, headers: { ...headers, 'x-request-id': mark } })
  const { entries } = await world.journal({ vendor: vendor.name, after: before })
  const entry = entries.find(({ requestHeaders }) => requestHeaders['x-request-id'] === mark)
  const outcome = entry?.outcome ?? null
  print(flags, { outcome, ...answered, why: entry?.why ?? '' }, () =>
    printAnswer(answered, entry, `${vendor.name}/${named}`),
  )
  if (!/^ok(\.|$)/.test(outcome ?? '') || entry?.injected) process.exitCode = 1
}

const names = (things: readonly { readonly name: string }[]): string[] => things.map(({ name }) => name)

function find(
  vendor: ShownVendor,
  api: AnyVendor,
  name: string | undefined,
): { operation: AnyOperation; path: string } {
  const shown = vendor.operations.find((each) => each.name === name)
  const operation = name === undefined ? undefined : api.operations[name]
  if (shown !== undefined && operation !== undefined) return { operation, path: shown.path }
  const all = names(vendor.operations)
  const says =
    name === undefined
      ? `say which operation of ${vendor.name}, as in ${vendor.name}/${all[0]}: it has ${all.join(', ')}`
      : `${vendor.name} has no operation "${name}"${didYouMean(name, all)}: it has ${all.join(', ')}`
  throw new DubleError('unknown_operation', says, { vendor: vendor.name, operation: name, known: all })
}

/** The request as written, filled up: by the fixture's defaults, and where that is wished by examples. */
function requestOf(
  where: string,
  operation: AnyOperation,
  pairs: readonly string[],
  defaults: Readonly<Record<string, string>>,
  example: boolean,
): Record<string, unknown> {
  const { properties = {} }: JsonSchema = jsonSchema(operation.parameters)
  const all = Object.keys(properties)
  const listsNone = takesAnything(operation)
  const required = all.filter((name) => !isOptional(properties[name] as JsonSchema))
  const filled = Object.fromEntries(
    required.map((name) => [name, defaults[name] ?? (example ? properties[name]?.examples?.[0] : undefined)]),
  )
  const written = Object.fromEntries(pairs.map((pair) => parameterOf(where, properties, listsNone, pair)))
  const request: Record<string, unknown> = { ...filled, ...(example ? operation.example : {}), ...written }
  const missing = required.filter((name) => request[name] === undefined)
  if (missing.length === 0) return request
  const wanted = missing.map((name) => `${name}=${properties[name]?.examples?.[0] ?? '…'}`).join(' ')
  throw new DubleError(
    'bad_option',
    `${where} needs ${missing.join(', ')}: write ${wanted}, or let --example fill what is missing`,
    { operation: where, missing },
  )
}

/** A parameter as its schema has it: text as written, anything else as JSON. */
function parameterOf(
  where: string,
  properties: Readonly<Record<string, JsonSchema>>,
  listsNone: boolean,
  pair: string,
): [name: string, value: unknown] {
  const [name = '', text] = pair.split(/=(.*)/s)
  if (name === '' || text === undefined) {
    throw new DubleError('bad_option', `write a parameter as name=value, got "${pair}"`, { given: pair })
  }
  const schema = Object.hasOwn(properties, name) ? properties[name] : undefined
  if (schema === undefined && !listsNone) {
    const all = Object.keys(properties)
    const says = `${where} has no parameter "${name}"${didYouMean(name, all)}: it has ${all.join(', ') || 'none'}`
    throw new DubleError('bad_option', says, { operation: where, parameter: name, known: all })
  }
  if (schema?.type === undefined || schema.type === 'string') return [name, text]
  try {
    return [name, JSON.parse(text)]
  } catch {
    return [name, text]
  }
}

/** What proves who calls: a credential of the world's, under the options that it has now. */
async function sendingOf(
  world: RemoteWorld,
  vendor: ShownVendor,
  api: AnyVendor,
  as: string | undefined,
  { open }: AnyOperation,
): Promise<Sending> {
  if (as === 'nobody') return {}
  const credential = vendor.credentials.find(({ name, status }) =>
    as === undefined ? status === 'valid' : name === as,
  )
  if (credential === undefined) {
    const all = vendor.credentials.map(({ name = '' }) => name)
    const says =
      as === undefined
        ? `${vendor.name} has no valid credential: choose one with --as`
        : `${vendor.name} has no credential "${as}"${didYouMean(as, all)}: it has ${[...all, 'nobody'].join(', ')}`
    throw new DubleError('bad_option', says, { vendor: vendor.name, credential: as, known: all })
  }
  if (open) return api.auth.present(credential) // it gives tokens out, and is shown none
  const written = Object.entries((await world.options())[vendor.name] ?? {})
  const values = Object.fromEntries(written.map(([name, { value }]) => [name, value]))
  return api.auth.present(credential, settleOptions(vendor.name, api.options, 'default', values))
}

type Parameters = Readonly<Record<string, string>>

/** A token that is written is the one that is meant. */
const withoutWritten = (parameters: Parameters = {}, pairs: readonly string[]): Parameters =>
  Object.fromEntries(
    Object.entries(parameters).filter(([name]) => !pairs.some((pair) => pair.startsWith(`${name}=`))),
  )

interface Answered {
  /** Null where no whole answer came. */
  readonly status: number | null
  readonly body: unknown
  /** Why no whole answer came. */
  readonly broken?: string
}

async function send(url: string, init: RequestInit): Promise<Answered> {
  let status: number | null = null
  try {
    const response = await fetch(url, init)
    status = response.status
    const text = await response.text()
    return { status, body: jsonOr(text) }
  } catch (error) {
    const { message, cause } = error as Error & { cause?: NodeJS.ErrnoException }
    return { status, body: null, broken: cause?.code ?? cause?.message ?? message }
  }
}

const jsonOr = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function printAnswer(
  { status, body, broken }: Answered,
  entry: JournalEntry | undefined,
  where: string,
): string {
  const outcome = entry?.outcome ?? 'no outcome'
  const head = `${status ?? 'no status'} ${where}.${outcome}`
  const why = entry === undefined || entry.why === '' ? '' : ` · ${entry.why}`
  const rest = broken === undefined ? body : `no whole answer came: ${broken}`
  return `${head}${why}\n${typeof rest === 'string' ? rest : JSON.stringify(rest, null, 2)}`
}
