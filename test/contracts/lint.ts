/** What Pact accepts in a contract and should not. */

interface Matcher {
  readonly match: string
  readonly regex?: string
  readonly min?: number
  readonly max?: number
}
type Rules = Readonly<Record<string, { readonly matchers: readonly Matcher[] }>>
interface Half {
  readonly path?: string
  readonly body?: { readonly content?: unknown }
  readonly matchingRules?: { readonly path?: Rules[string]; readonly header?: Rules; readonly body?: Rules }
  readonly headers?: Readonly<Record<string, readonly string[]>>
}
export interface Contract {
  readonly consumer: { readonly name: string }
  readonly provider: { readonly name: string }
  readonly interactions: readonly {
    readonly description: string
    readonly providerStates?: readonly { readonly name: string }[]
    readonly request: Half
    readonly response: Half
  }[]
}

/** Every objection to a contract, as sentences. */
export function lint(contract: Contract): string[] {
  const found: string[] = []
  const seen = new Set<string>()
  for (const { description, request, response } of contract.interactions) {
    const say = (says: string): void => void found.push(`${description}: ${says}`)
    if (seen.has(description)) say('is told twice: the second silently replaces the first')
    seen.add(description)
    if (request.matchingRules?.path?.matchers.some(({ match }) => match === 'type')) {
      say('its path has a type rule: any path fits')
    }
    for (const half of [request, response]) {
      for (const [name, { matchers }] of Object.entries(half.matchingRules?.header ?? {})) {
        const example = Object.entries(half.headers ?? {}).find(
          ([key]) => key.toLowerCase() === name.toLowerCase(),
        )
        for (const matcher of matchers) checkExample(matcher, example?.[1].join(', '), `header ${name}`, say)
      }
      for (const [path, { matchers }] of Object.entries(half.matchingRules?.body ?? {})) {
        const example = at(half.body?.content, path)
        for (const matcher of matchers) checkExample(matcher, example, `body ${path}`, say)
      }
    }
  }
  return found
}

function checkExample(matcher: Matcher, example: unknown, where: string, say: (says: string) => void): void {
  if (matcher.match === 'regex' && !new RegExp(`^(?:${matcher.regex})$`, 'u').test(String(example))) {
    say(`${where}: the example ${JSON.stringify(example)} does not fully match /${matcher.regex}/`)
  }
  const bounded = matcher.min === 0 || matcher.max !== undefined
  if (matcher.match === 'type' && bounded && Array.isArray(example) && example.length === 0) {
    say(`${where}: the example is an empty list, so neither its elements nor its length are checked`)
  }
  if (matcher.match === 'contentType') say(`${where}: a content type is guessed from the bytes`)
}

/** The value at a Pact path such as `$.response.list[*].queue`. */
const at = (content: unknown, path: string): unknown =>
  path
    .replaceAll('[*]', '.0')
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .slice(1)
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], content)
