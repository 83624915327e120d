import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { DubleError } from '#engine'

/** A pact's own JSON, of any version: what is not named here is Pact's to read. */
export interface Pact {
  readonly consumer: { readonly name: string }
  readonly provider: { readonly name: string }
  readonly interactions?: readonly PactInteraction[]
  readonly messages?: readonly PactInteraction[]
  readonly metadata?: {
    readonly plugins?: readonly { readonly name?: string }[]
  }
}

/** One interaction, as a pact writes it. */
export interface PactInteraction {
  readonly type?: string
  readonly description?: string
  readonly pending?: boolean
  /** Before version 3 an interaction had one state at most. */
  readonly providerState?: string | null
  readonly provider_state?: string | null
  readonly providerStates?: readonly { readonly name: string; readonly params?: object | null }[] | null
  readonly request?: PactHalf
  readonly response?: PactHalf
}

/** A request or an answer, as far as its matchers need it. */
export interface PactHalf {
  readonly query?: unknown
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: unknown
  readonly matchingRules?: Readonly<Record<string, unknown>>
}

const isBody = (body: unknown): body is { readonly content?: unknown } =>
  typeof body === 'object' && body !== null && 'content' in body && 'contentType' in body

/** What a body holds, in whichever version it is written. */
export const contentOf = (body: unknown): unknown => (isBody(body) ? body.content : body)

/** A pact as it lies on disk. */
export interface PactFile {
  /** As it is shown. */
  readonly file: string
  readonly pact: Pact
}

/**
 * Finds and reads pacts.
 *
 * @param places files, or folders, in which every `.json` is a pact
 * @throws DubleError `bad_contract` for a place that is not there, a folder without any, or a file that is no pact
 */
export async function readPacts(places: readonly string[]): Promise<PactFile[]> {
  const files = await Promise.all(places.map(pactsAt))
  return Promise.all([...new Set(files.flat())].map(readPact))
}

async function pactsAt(place: string): Promise<string[]> {
  const kind = await stat(place).catch(() => undefined)
  if (kind === undefined) throw new DubleError('bad_contract', `there is no ${place}`, { file: place })
  if (!kind.isDirectory()) return [place]
  const names = (await readdir(place, { withFileTypes: true }))
    .filter((entry) => !entry.isDirectory() && entry.name.endsWith('.json'))
    .map(({ name }) => path.join(place, name))
    .sort()
  if (names.length > 0) return names
  throw new DubleError('bad_contract', `${place} holds no contract: no file in it ends in .json`, {
    folder: place,
  })
}

async function readPact(file: string): Promise<PactFile> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new DubleError('bad_contract', `cannot read ${file}: ${error.code}`, { file })
  })
  const pact = parsed(text.replace(/^\ufeff/, '')) as Partial<Pact> | null | undefined
  if (pact === undefined) throw new DubleError('bad_contract', `${file} is no JSON`, { file })
  for (const side of ['consumer', 'provider'] as const) {
    if (typeof pact?.[side]?.name === 'string') continue
    const says = `${file} is no pact: it has no ${side} with a name`
    throw new DubleError('bad_contract', says, { file })
  }
  for (const name of ['interactions', 'messages'] as const) {
    if (pact?.[name] === undefined || isListOfObjects(pact[name])) continue
    throw new DubleError('bad_contract', `${file} is no pact: its ${name} are no list of objects`, { file })
  }
  return { file, pact: pact as Pact }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isListOfObjects = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null)

/** What an interaction wants the provider to be in. */
export interface WantedState {
  readonly name: string
  /** Names of the parameters that are to be filled in. */
  readonly parameters: readonly string[]
}

/** The states of an interaction, in whichever version it is written; undefined where Pact could make nothing of them. */
export function statesIn(interaction: PactInteraction): WantedState[] | undefined {
  const { providerStates, providerState, provider_state } = interaction
  if (providerStates === undefined || providerStates === null) {
    const name = providerState ?? provider_state ?? ''
    if (typeof name !== 'string') return undefined
    return name === '' ? [] : [{ name, parameters: [] }]
  }
  const isState = (state: unknown): boolean => typeof (state as { name?: unknown } | null)?.name === 'string'
  if (!Array.isArray(providerStates) || !providerStates.every(isState)) return undefined
  return providerStates.map(({ name, params }) => ({ name, parameters: Object.keys(params ?? {}) }))
}

/** The same, none where they are not to be read. */
export const statesOf = (interaction: PactInteraction): WantedState[] => statesIn(interaction) ?? []
