import type { AnyOperation, Way } from '#engine'
import type { Subject } from './openapi-outcome.ts'

/** A way to prove oneself as OpenAPI names it. */
interface Scheme {
  readonly name: string
  readonly scheme: Readonly<Record<string, unknown>>
  /** What an operation asks of it. */
  readonly scopes: (operation: string) => readonly string[]
  /** Whether requests can be held to it: OpenAPI has no word for a secret in the path. */
  readonly required: boolean
}

/** The ways in which a vendor lets its callers prove themselves. */
export class Security {
  readonly #schemes: readonly Scheme[]

  /** @param tokenUrl where tokens are issued */
  constructor({ api, options }: Subject, tokenUrl: string) {
    this.#schemes = api.auth.ways(options).map((way) => schemeOf(way, tokenUrl))
  }

  /** For `components.securitySchemes`. */
  schemes(): Record<string, Scheme['scheme']> {
    return Object.fromEntries(this.#schemes.map(({ name, scheme }) => [name, scheme]))
  }

  /** What an operation asks for: any one of these. */
  of(name: string, { open }: AnyOperation): Record<string, readonly string[]>[] {
    if (open) return []
    return this.#schemes
      .filter(({ required }) => required)
      .map((scheme) => ({ [scheme.name]: scheme.scopes(name) }))
  }
}

function schemeOf(way: Way, tokenUrl: string): Scheme {
  const none = (): readonly string[] => []
  const plainly = (name: string, scheme: object): Scheme => ({
    name,
    scheme: { ...scheme },
    scopes: none,
    required: true,
  })
  switch (way.kind) {
    case 'basic':
      return plainly('basic', { type: 'http', scheme: 'basic' })
    case 'header':
      if (/^authorization$/i.test(way.name) && /^bearer$/i.test(way.scheme)) {
        return plainly('bearer', { type: 'http', scheme: 'bearer' })
      }
      return plainly('header', {
        type: 'apiKey',
        in: 'header',
        name: way.name,
        description: way.scheme === '' ? 'The bare token' : `The token behind the word ${way.scheme}`,
      })
    case 'query':
      return plainly('query', { type: 'apiKey', in: 'query', name: way.name })
    case 'path': {
      const description = `The token stands in the path, behind the key \`${way.key}\`. OpenAPI knows no such place, so no operation asks for this scheme: the path parameter \`${way.key}\` does.`
      const scheme = { type: 'apiKey', in: 'query', name: way.key, description, 'x-duble-in': 'path' }
      return { name: 'path', scheme, scopes: none, required: false }
    }
    case 'oauth2': {
      const scopes = Object.fromEntries(way.scopes.map((scope) => [scope, scope]))
      const flow = { tokenUrl, scopes }
      const flows = {
        ...(way.grants.includes('client_credentials') ? { clientCredentials: flow } : {}),
        ...(way.grants.includes('password') ? { password: flow } : {}),
      }
      const asked = (operation: string): string[] => [way.scopeOf(operation) ?? []].flat()
      return { name: 'oauth2', scheme: { type: 'oauth2', flows }, scopes: asked, required: true }
    }
  }
}
