import { bareDocument } from '#engine'
import { smartspace } from '../../mocks/smartspace/api.ts'
import { callOf } from './call.ts'
import { abortable, type ClientClock, MACHINE, within } from './clock.ts'
import type { CallOptions, ClientOptions } from './create.ts'
import { type Customer, customersIn } from './smartspace-answer.ts'
import { basic, clientPair, type OAuthClient, type SmartspaceAuth, secretsOf } from './smartspace-auth.ts'
import { isFailure, reasonOf, refusal, unexpected, unreachable } from './smartspace-errors.ts'
import { type Granted, keepToken, type TokenKeeper } from './token.ts'

export { type Customer, SmartspaceAnswerError } from './smartspace-answer.ts'
export type { SmartspaceAuth } from './smartspace-auth.ts'

export interface SmartspaceOptions extends Pick<ClientOptions, 'url' | 'paths' | 'fetch'> {
  readonly auth: SmartspaceAuth
  /** "Webservice Secundário": asked when the first cannot be reached or fails with a 5xx. */
  readonly secondaryUrl?: string
  /** Whether a URL may be plain HTTP elsewhere than on this machine, though the page demands HTTPS. Default: it may not */
  readonly insecure?: boolean
  /** Milliseconds for one answer. Default: 10,000 */
  readonly timeout?: number
  /** Default: the machine's */
  readonly clock?: ClientClock
}

/** What a customer is looked up by: one of the five. */
export type LookUp =
  | { readonly cpf: string }
  | { readonly cnpj: string }
  | { readonly telefone: string }
  | { readonly email: string }
  | { readonly codigo: string }

export interface SmartspaceClient {
  /** Every customer who fits; documents and telephones may be masked. */
  lookup(by: LookUp, options?: CallOptions): Promise<readonly Customer[]>
  /** Changes what is named. @returns the customer after the change */
  edit(codigo: string, changes: Customer, options?: CallOptions): Promise<readonly Customer[]>
  /** Fetches a token now, where there is one to fetch, so that the first look-up need not wait for it. */
  connect(options?: CallOptions): Promise<void>
}

type Name = keyof typeof smartspace.operations & string
type Fields = Readonly<Record<string, string>>

/** One base URL, and the token that its own token endpoint gives. */
interface Site {
  readonly url: string
  readonly keeper: TokenKeeper | undefined
}

/**
 * A client of a company's customer API, as the platform is one: it reads flat customers, edits them, renews its token
 * by itself, and turns to the secondary URL where the first one fails.
 *
 * @throws VendorError for a refusal, or with `code` `unreachable` where nobody answers; SmartspaceAnswerError for an answer that breaks the page's rules
 * @example
 * const company = createSmartspaceClient({ url, auth: { clientId, clientSecret } })
 * const [customer] = await company.lookup({ cpf: '390.533.447-05' })
 */
export function createSmartspaceClient(options: SmartspaceOptions): SmartspaceClient {
  const { auth, clock = MACHINE, timeout = 10_000, insecure = false } = options
  const paths: Readonly<Record<string, string | undefined>> = {
    ...options.paths,
    ...('clientId' in auth && auth.tokenPath !== undefined ? { oauth_token: auth.tokenPath } : {}),
  }
  const secrets = new Set<string>(secretsOf(auth))
  const sites = [options.url, options.secondaryUrl].flatMap((given): Site[] => {
    if (given === undefined) return []
    const url = baseOf(given, insecure)
    const keeper = 'clientId' in auth ? keepToken(() => askForToken(url, auth), clock.now) : undefined
    return [{ url, keeper }]
  })

  /** Sends a request and reads the whole answer, in time. */
  function exchange(
    operation: Name,
    url: string,
    authorization: string,
    request: Fields,
    signal?: AbortSignal,
  ): Promise<Response> {
    const { url: target, ...init } = callOf({
      operation: smartspace.operations[operation],
      url,
      path: paths[operation],
      sending: { headers: { authorization } },
      request,
    })
    const late = (): Error => unreachable(operation, `no answer within ${timeout} ms`)
    return within(clock, timeout, signal, late, async (inner) => {
      try {
        // Where a redirect leads, nobody has said that personal data may go.
        const sent = { ...init, signal: inner, redirect: 'manual' } as const
        const response = await (options.fetch ?? fetch)(target, sent)
        const text = await response.text()
        return new Response(text === '' ? null : text, { status: response.status, headers: response.headers })
      } catch (error) {
        throw unreachable(operation, reasonOf(error, [...secrets]))
      }
    })
  }

  /** RFC 6749, section 4.4. */
  async function askForToken(url: string, client: OAuthClient): Promise<Granted> {
    const { scope } = client
    const request = { grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) }
    const response = await exchange('oauth_token', url, basic(clientPair(client)), request)
    if (!response.ok) throw await refusal('oauth_token', response, [...secrets])
    const body = (await response.json().catch(() => null)) as Readonly<Record<string, unknown>> | null
    const { access_token, token_type, expires_in } = body ?? {}
    if (typeof access_token !== 'string' || !/^bearer$/i.test(String(token_type))) {
      throw unexpected('oauth_token', response.status, 'the answer has no Bearer token')
    }
    secrets.add(access_token)
    const seconds = Number.parseInt(String(expires_in), 10) // some servers write text
    return { token: access_token, ...(Number.isNaN(seconds) ? {} : { lives: seconds * 1000 }) }
  }

  /** One site's answer; a token that is refused is renewed once. */
  async function askSite({ url, keeper }: Site, operation: Name, request: Fields, signal?: AbortSignal) {
    const send = (authorization: string) => exchange(operation, url, authorization, request, signal)
    signal?.throwIfAborted()
    if (keeper === undefined)
      return send('user' in auth ? basic(auth) : `Bearer ${(auth as { token: string }).token}`)
    const token = await abortable(keeper.current(), signal)
    const response = await send(`Bearer ${token}`)
    if (response.status !== 401) return response
    return send(`Bearer ${await abortable(keeper.renew(token), signal)}`)
  }

  /** The first site's result, or the second's where the first fails. */
  async function fromSites<T>(act: (site: Site) => Promise<T>): Promise<T> {
    let failure: unknown
    for (const site of sites) {
      try {
        return await act(site)
      } catch (error) {
        if (!isFailure(error)) throw error
        failure = error
      }
    }
    throw failure
  }

  const ask = (
    operation: Name,
    request: Fields,
    { signal }: CallOptions = {},
  ): Promise<readonly Customer[]> =>
    fromSites(async (site) => {
      const response = await askSite(site, operation, request, signal)
      if (response.ok) return customersIn(operation, response)
      const personal = Object.values(request).filter((value) => value.length > 3)
      throw await refusal(operation, response, [...secrets, ...personal])
    })

  return {
    lookup: async (by, given) => ask('consultar', only(by), given),
    edit: async (codigo, changes, given) => ask('editar', { ...changes, codigo }, given),
    connect: async ({ signal } = {}) =>
      fromSites(async ({ keeper }) => {
        signal?.throwIfAborted()
        if (keeper !== undefined) await abortable(keeper.current(), signal)
      }),
  }
}

/** @throws TypeError where it is no absolute URL, or not HTTPS: "em protocolo HTTPS" */
function baseOf(given: string, insecure: boolean): string {
  const url = URL.parse(given)
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new TypeError('a customer API’s URL must be absolute and begin with https://')
  }
  const here = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)
  if (url.protocol === 'http:' && !here && !insecure) {
    throw new TypeError(
      `the customer API at ${url.host} must be reached over HTTPS (insecure: true allows HTTP)`,
    )
  }
  return given.replace(/\/+$/, '')
}

const KEYS = ['cpf', 'cnpj', 'telefone', 'email', 'codigo'] as const

/** The one key and its value, without a mask. @throws TypeError where it is not one */
function only(by: LookUp): Fields {
  const given = KEYS.flatMap((key) => {
    const value = (by as Readonly<Record<string, string | undefined>>)[key]
    return value === undefined ? [] : [[key, value] as const]
  })
  const [[key, value] = [], ...more] = given
  if (key === undefined || value === undefined || more.length > 0) {
    const got = given.map(([name]) => name).join(' and ') || 'none'
    throw new TypeError(`a look-up takes exactly one of ${KEYS.join(', ')}, got ${got}`)
  }
  if (key === 'cpf' || key === 'cnpj') return { [key]: bareDocument(value) }
  return { [key]: key === 'telefone' ? value.replace(/[^\d+]/g, '') : value }
}
