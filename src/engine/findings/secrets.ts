import { writePair } from '../auth/basic.ts'
import type { Way } from '../auth.ts'
import type { Fake } from '../fake.ts'
import type { JournalRecord } from '../journal.ts'
import { decoded } from '../paths.ts'
import type { Post, Trail } from './post.ts'

/** The fields of a credential that are secret, and what is said of them. */
const SECRET_FIELDS = ['token', 'password'] as const
/** A shorter secret may stand in a URL by chance. */
const LONG_ENOUGH = 6
const SECRET_NAME =
  /^(?:access_token|api_?key|auth|authorization|client_secret|password|secret|senha|token)$/i

interface Secret {
  /** Null where the vendor has issued it. */
  readonly credential: string | null
  readonly what: string
  /** Whether it is too long to stand in a URL by chance. */
  readonly long: boolean
}

type Found = Secret & { readonly where: 'query' | 'path' }

/** Sees credentials in URLs where the document has them elsewhere, and takes them out of what is shown. */
export class SecretsInUrl {
  readonly #post: Post
  /** Whether a token of the vendor's own is known, such as one that it issued. */
  readonly #isToken: (text: string) => boolean
  #of: Fake | undefined
  #secrets: ReadonlyMap<string, Secret> = new Map()
  /** Whether the document itself has the secret in the path. */
  #inPath = false

  constructor(post: Post, isToken: (text: string) => boolean) {
    this.#post = post
    this.#isToken = isToken
  }

  /** @param trail of the operation; undefined where none matched */
  see(trail: Trail | undefined, record: JournalRecord, id: number): void {
    const { path } = record
    if (trail?.clean === path) return
    this.#learn()
    if (this.#inPath) return
    const found = this.#find(path, record.operation)
    if (found === undefined) {
      if (trail !== undefined) trail.clean = path
      return
    }
    this.#note(found, record, id)
  }

  /** Whether a text, as it is sent, is a secret. */
  isSecret(text: unknown): boolean {
    this.#learn()
    return typeof text === 'string' && (this.#secrets.has(text) || this.#isToken(text))
  }

  /** A path without the secrets in it, wherever they stand. */
  hide(path: string): string {
    this.#learn()
    return path
      .split(/([/?&=])/)
      .map((part) => (this.isSecret(decoded(part)) ? '***' : part))
      .join('')
  }

  /** The fixture of a world may be replaced. */
  #learn(): void {
    const { fake } = this.#post
    if (this.#of === fake) return
    this.#of = fake
    this.#secrets = secretsOf(fake)
    this.#inPath = waysOf(fake).some(({ kind }) => kind === 'path')
  }

  /** No text is cut or made anew that need not be: this looks at nearly every path and query. */
  #find(path: string, operation: string | undefined): Found | undefined {
    const question = path.indexOf('?')
    for (let at = question; at >= 0 && at < path.length; ) {
      const next = path.indexOf('&', at + 1)
      const end = next < 0 ? path.length : next
      const pair = path.slice(at + 1, end)
      const equals = pair.indexOf('=')
      const found = this.#secretIn(pair.slice(equals + 1))
      // A short one may stand there by chance, unless it is named for what it is.
      if (
        found !== undefined &&
        (found.long || SECRET_NAME.test(decoded(pair.slice(0, Math.max(0, equals)))))
      ) {
        return { ...found, where: 'query' }
      }
      at = end
    }
    if (operation !== undefined && !this.#varies(operation)) return undefined
    const segments = (question < 0 ? path : path.slice(0, question)).split('/')
    const found = segments.map((segment) => this.#secretIn(segment)).find((secret) => secret?.long)
    return found && { ...found, where: 'path' }
  }

  #varies(operation: string): boolean {
    return this.#post.fake.mock.api.operations[operation]?.path.includes('{') === true
  }

  #secretIn(written: string): Secret | undefined {
    const text = decoded(written)
    return this.#secrets.get(text) ?? (this.#isToken(text) ? ISSUED : undefined)
  }

  #note(found: Found, record: JournalRecord, id: number): void {
    const { fake } = this.#post
    const { operation = '' } = record
    const { credential, what, where } = found
    const asked = operation === '' ? `${fake.name}, where no operation matched,` : `${fake.name}/${operation}`
    this.#post.note({ name: 'secret_in_url', operation, credential, subject: where }, () => ({
      says: `${asked} was sent ${what} in the ${where} of the URL`,
      suggests: `Send it ${placeOf(fake)}, as the document has it: servers and proxies on the way keep URLs in their logs`,
      requests: [this.#post.shown(record, id)],
    }))
  }
}

const waysOf = ({ mock, options }: Fake): readonly Way[] => mock.api.auth.ways(options)

const ISSUED: Secret = { credential: null, what: 'an access token', long: true }

function secretsOf({ credentials }: Fake): Map<string, Secret> {
  const secrets = new Map<string, Secret>()
  for (const credential of credentials) {
    const { name } = credential
    for (const field of SECRET_FIELDS) {
      const secret = credential[field]
      if (secret !== undefined)
        secrets.set(secret, {
          credential: name,
          what: `the ${field} of the credential "${name}"`,
          long: secret.length >= LONG_ENOUGH,
        })
    }
    if (credential['user'] === undefined || credential['password'] === undefined) continue
    secrets.set(writePair(credential).slice('Basic '.length), {
      credential: name,
      what: `user and password of the credential "${name}"`,
      long: true,
    })
  }
  return secrets
}

/** Where the document has it. */
function placeOf(fake: Fake): string {
  const places = waysOf(fake).map((way) => {
    if (way.kind === 'header') return `in the header ${way.name}`
    return way.kind === 'basic' || way.kind === 'oauth2' ? 'in the header Authorization' : undefined
  })
  return places.find((place) => place !== undefined) ?? 'in a header'
}
