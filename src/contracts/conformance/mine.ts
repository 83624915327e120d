import {
  type AnyOperation,
  type AnyVendor,
  chosen,
  type JsonSchema,
  jsonSchema,
  settleOptions,
} from '#engine'
import { callOf } from '../../clients/call.ts'
import { basic } from '../../clients/smartspace-auth.ts'
import type { ReportedRow } from '../../report/ledger.ts'
import { type Credentials, grantOf, type Way, waysOf } from './credentials.ts'
import type { Exchange, Sent, Transport } from './transport.ts'

/** The server that is checked, and what is known of it. */
export interface MineOrder {
  readonly api: AnyVendor
  /** The room's ledger. */
  readonly rows: readonly ReportedRow[]
  readonly url: string
  readonly credentials: Credentials
  /** Test data by name. */
  readonly data: Readonly<Record<string, string>>
  /** Where operations answer, if not where the fake has them. */
  readonly paths: Readonly<Record<string, string | undefined>>
  /** The header that carries a token. Default: Authorization */
  readonly header?: string | undefined
  /** The word before it; empty for none. Default: Bearer */
  readonly scheme?: string | undefined
  readonly allowWrites: boolean
  /** Whether certificates are believed unseen. */
  readonly insecure: boolean
  readonly transport: Transport
  readonly sleep: (milliseconds: number) => Promise<unknown>
}

export interface Asking {
  /** How the caller proves itself: by one of the ways that there are, with these headers, or not at all. Default: the first way */
  readonly as?: Way | 'nobody' | Readonly<Record<string, string>>
  /** Whether a GET carries its fields in a JSON body. Default: as the server was found to take them */
  readonly payload?: boolean
  /** Default: the operation's */
  readonly method?: string
  /** A raw body in place of the request's. */
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Behind the query that the request makes. */
  readonly query?: string
}

/** The customer's server as checks see it: each GET is asked once, and every exchange is kept for the report. */
export class Mine {
  readonly api: AnyVendor
  readonly url: string
  readonly credentials: Credentials
  /** The ways that the credentials open, the usual one first. */
  ways: readonly Way[]
  readonly allowWrites: boolean
  readonly insecure: boolean
  readonly sleep: MineOrder['sleep']
  /** Whether this server takes a GET's fields in a JSON body alone. */
  payload = false
  /** What the present check has looked at. */
  exchanges: Exchange[] = []
  readonly secrets = new Set<string>()
  readonly #order: MineOrder
  readonly #answers = new Map<string, Promise<Exchange>>()
  readonly #made = new Map<string, Promise<unknown>>()

  constructor(order: MineOrder) {
    this.#order = order
    this.api = order.api
    this.url = order.url.replace(/\/+$/, '')
    this.credentials = order.credentials
    this.ways = waysOf(order.credentials)
    this.allowWrites = order.allowWrites
    this.insecure = order.insecure
    this.sleep = order.sleep
    const { token, pair, client } = order.credentials
    for (const secret of [token, pair?.password, client?.secret]) if (secret) this.secrets.add(secret)
  }

  /** Test data, which the run has made sure of for what a check needs. */
  data(name: string): string {
    return this.#order.data[name] ?? ''
  }

  /** Makes a way the usual one. */
  prefer(way: Way): void {
    this.ways = [way, ...this.ways.filter((other) => other !== way)]
  }

  get given(): Readonly<Record<string, string>> {
    return this.#order.data
  }

  operation(name: string): AnyOperation {
    return this.api.operations[name] as AnyOperation
  }

  /** Whether an operation's answers are among the behaviours that a row of the ledger backs. */
  backs(row: string, operation: string): boolean {
    const { backs = [] } = this.#order.rows.find(({ id }) => id === row) ?? {}
    return backs.some((behaviour) => behaviour.startsWith(`${operation}.`))
  }

  pathOf(name: string): string {
    return this.#order.paths[name] ?? this.operation(name).path
  }

  /** What an operation's answer must look like, under the fake's default options. */
  answerSchema(name: string): JsonSchema {
    const { api } = this
    return chosen(
      jsonSchema(this.operation(name).answer),
      settleOptions(api.name, api.options, 'default', {}),
    )
  }

  /** Asks an operation as the vendor's platform would write it. */
  async ask(name: string, request: object, asking: Asking = {}): Promise<Exchange> {
    const { as = this.ways[0] ?? 'nobody', payload = this.payload } = asking
    const proof = typeof as === 'object' ? as : await this.proof(as)
    const operation = this.operation(name)
    const written = callOf({ operation, url: this.url, path: this.pathOf(name), request, payload })
    const body = asking.body ?? written.body
    return this.send({
      method: asking.method ?? written.method,
      url: written.url + (asking.query ?? ''),
      headers: {
        ...written.headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...proof,
        ...asking.headers,
      },
      ...(body === undefined ? {} : { body }),
    })
  }

  /** The headers by which the caller proves itself. @throws Stop where no token can be had */
  async proof(way: Way | 'nobody'): Promise<Readonly<Record<string, string>>> {
    const { token = '', pair } = this.credentials
    if (way === 'token') return this.#bearing(token)
    if (way === 'basic' && pair !== undefined) return { authorization: basic(pair) }
    if (way === 'oauth2') return this.#bearing((await this.grant()).token)
    return {}
  }

  /** A token's header, with another token than the good one where that is wanted. */
  bearing(token: string): Readonly<Record<string, string>> {
    return this.#bearing(token)
  }

  #bearing(token: string): Readonly<Record<string, string>> {
    const { header = 'Authorization', scheme = 'Bearer' } = this.#order
    return { [header.toLowerCase()]: scheme === '' ? token : `${scheme} ${token}` }
  }

  /** The header, in lower case, that carries a token. */
  get tokenHeader(): string {
    return (this.#order.header ?? 'Authorization').toLowerCase()
  }

  /** The one access token of this run. @throws Stop where none was given */
  grant(): ReturnType<typeof grantOf> {
    return this.once('grant', () => grantOf(this))
  }

  /** Where tokens are given, by the variable or by the vendor's own operation. */
  get tokenUrl(): string | undefined {
    const { client } = this.credentials
    if (client?.tokenUrl !== undefined) return client.tokenUrl
    return 'oauth_token' in this.api.operations ? this.url + this.pathOf('oauth_token') : undefined
  }

  /** Sends a request, or remembers the answer to the same GET; whatever else is sent makes all answers be forgotten. */
  async send(sent: Sent): Promise<Exchange> {
    const key = sent.method === 'GET' ? JSON.stringify(sent) : undefined
    if (key === undefined) this.#answers.clear()
    const asked = (key && this.#answers.get(key)) || this.#order.transport(sent)
    if (key !== undefined) this.#answers.set(key, asked)
    const exchange = await asked
    this.exchanges.push(exchange)
    return exchange
  }

  /** Forgets the answers, so that the next one is the server's of now. */
  forget(): void {
    this.#answers.clear()
  }

  /** Does something once a run, however many checks want it. */
  once<T>(name: string, make: () => Promise<T>): Promise<T> {
    const made = (this.#made.get(name) ?? make()) as Promise<T>
    this.#made.set(name, made)
    return made
  }
}
