import { DubleError, type ErrorCode } from '#engine'

/** Where a world is directed: Dublê's own base URL, and the world's name where the URL tells it. */
export interface Place {
  readonly base: string
  readonly world: string | undefined
}

/**
 * Reads any URL that Dublê prints as a place: its own (`http://localhost:4010`), a world's (`…/w/blue`), or that of a
 * world's admin API (`…/__admin/worlds/blue`).
 *
 * @throws DubleError `bad_option`
 */
export function placeOf(url: string): Place {
  const parts = /^(https?:\/\/[^/?#]+)(?:\/w\/([^/?#]+)|\/__admin(?:\/worlds\/([^/?#]+))?)?\/*$/i.exec(
    url.trim(),
  )
  const [, base, world, directed] = parts ?? []
  const named = decoded(world ?? directed)
  if (base === undefined || named === null) {
    const says = `"${url}" is no URL of a Dublê: write one like http://localhost:4010, or the one of a world, http://localhost:4010/w/blue`
    throw new DubleError('bad_option', says, { given: url })
  }
  return { base, world: named }
}

/** A name as it was before it was written into a URL; null where nothing can have been written so. */
function decoded(name: string | undefined): string | null | undefined {
  try {
    return name === undefined ? undefined : decodeURIComponent(name)
  } catch {
    return null
  }
}

/** The admin API of a Dublê that runs elsewhere. */
export class AdminApi {
  readonly base: string
  readonly #token: string | undefined

  /** @param base without a slash at its end */
  constructor(base: string, token: string | undefined) {
    this.base = base
    this.#token = token
  }

  /**
   * Sends an order, or asks.
   *
   * @param path behind `/__admin`
   * @throws DubleError with the server's own code and sentence; `no_duble` where none answers
   */
  async ask(method: string, path: string, order?: object): Promise<Answered> {
    const { status, text } = await this.#send(method, path, order)
    return { status, body: read(this.base, status, text) }
  }

  /**
   * Asks for a text.
   *
   * @param path behind `/__admin`
   * @throws DubleError with the server's own code and sentence; `no_duble` where none answers
   */
  async text(path: string): Promise<string> {
    const { status, text } = await this.#send('GET', path)
    if (status === 200) return text
    read(this.base, status, text)
    throw notDuble(this.base, status)
  }

  async #send(method: string, path: string, order?: object): Promise<{ status: number; text: string }> {
    const headers: Record<string, string> = { accept: 'application/json' }
    if (this.#token !== undefined) headers['authorization'] = `Bearer ${this.#token}`
    if (order !== undefined) headers['content-type'] = 'application/json'
    const init = { method, headers, ...(order === undefined ? {} : { body: JSON.stringify(order) }) }
    try {
      const response = await fetch(`${this.base}/__admin${path}`, init)
      return { status: response.status, text: await response.text() }
    } catch (error) {
      throw unreachable(this.base, error as Error)
    }
  }
}

/** What the admin API answered: an object, whatever it is about. */
export interface Answered {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: each caller knows what it asked for
  readonly body: any
}

/** A 422 is an answer too: a verdict that is not good. */
function read(base: string, status: number, text: string): object {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    body = undefined
  }
  if (typeof body !== 'object' || body === null) throw notDuble(base, status)
  const { error, message, ...facts } = body as Record<string, unknown>
  if (typeof error === 'string' && typeof message === 'string') {
    throw new DubleError(error as ErrorCode, message, facts)
  }
  if (status >= 400 && status !== 422) throw notDuble(base, status)
  return body
}

const notDuble = (base: string, status: number): DubleError =>
  new DubleError('no_duble', `what answers at ${base} is no Dublê (HTTP ${status}): name one with --url`, {
    url: base,
    status,
  })

function unreachable(base: string, error: Error): DubleError {
  const cause = error.cause as NodeJS.ErrnoException | undefined
  const code = cause?.code ?? ''
  if (/CERT|SIGNED|ISSUER/.test(code)) {
    const says = `the certificate of ${base} is not trusted (${code}): set NODE_EXTRA_CA_CERTS to the file that \`duble start --tls\` prints`
    return new DubleError('no_duble', says, { url: base, code })
  }
  const says = `no Dublê answers at ${base}: start one with \`duble start\`, or name it with --url`
  return new DubleError('no_duble', says, { url: base, code })
}
