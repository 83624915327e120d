import { contentOf, type Pact, type PactHalf, statesOf } from './verify-file.ts'

interface Matcher {
  readonly match?: string
  readonly regex?: string
  readonly min?: number
  readonly max?: number
}

/** One matcher and what it is held against. */
interface Held {
  /** `path`, `header Token`, `body $.code`. */
  readonly where: string
  readonly matcher: Matcher
  readonly example: unknown
}

/** What Pact accepts in a contract and should not, as sentences. */
export function lint({ interactions = [] }: Pact): string[] {
  const found: string[] = []
  const seen = new Set<string>()
  for (const interaction of interactions) {
    const { description = '', request, response } = interaction
    const say = (says: string): void => void found.push(`${description}: ${says}`)
    const told = JSON.stringify([description, statesOf(interaction).map(({ name }) => name)])
    if (seen.has(told)) say('is told twice: where Pact writes it, the second silently replaces the first')
    seen.add(told)
    const asked = heldBy(request)
    if (asked.some(({ where, matcher }) => where === 'path' && matcher.match === 'type')) {
      say('its path has a type rule: any path fits')
    }
    for (const held of [...asked, ...heldBy(response)]) checkExample(held, say)
  }
  return found
}

function checkExample({ where, matcher, example }: Held, say: (says: string) => void): void {
  const { match, regex = '', min, max } = matcher
  if (match === 'regex' && where !== 'path' && !fits(regex, String(example))) {
    say(`${where}: the example ${JSON.stringify(example)} does not fully match /${regex}/`)
  }
  const bounded = min === 0 || max !== undefined
  if (match === 'type' && bounded && Array.isArray(example) && example.length === 0) {
    say(`${where}: the example is an empty list, so neither its elements nor its length are checked`)
  }
  if (match === 'contentType') say(`${where}: a content type is guessed from the bytes`)
}

/** A pattern of another language's, which ours cannot read, is not held against anything. */
function fits(regex: string, example: string): boolean {
  try {
    return new RegExp(`^(?:${regex})$`, 'u').test(example)
  } catch {
    return true
  }
}

/** The matchers of a request or an answer, in whichever version they are written. */
function heldBy(half: PactHalf | undefined): Held[] {
  const { body, headers, matchingRules } = half ?? {}
  const content = contentOf(body)
  const header = (name: string): string | undefined => {
    const found = Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
    return found === undefined ? undefined : [found].flat().join(', ')
  }
  const held = (part: string, key: string, rule: unknown): Held[] => {
    const { matchers = [rule] } = (rule ?? {}) as { matchers?: readonly unknown[] }
    const where = part === 'path' ? 'path' : `${part} ${key}`
    const example = part === 'header' ? header(key) : part === 'body' ? at(content, key) : undefined
    return matchers.map((matcher) => ({ where, matcher: (matcher ?? {}) as Matcher, example }))
  }
  return Object.entries(matchingRules ?? {}).flatMap(([name, rules]) => {
    // Before version 3 a rule's place was all in its name: `$.body.code`, `$.header.Token`, `$.path`.
    const [, part = '', rest = ''] = /^\$\.(body|headers?|path)(.*)$/.exec(name) ?? []
    if (part === 'body') return held('body', `$${rest}`, rules)
    if (part !== '') return held(part === 'path' ? part : 'header', rest.replace(/^\./, ''), rules)
    if (name === 'path') return held('path', '', rules)
    if (name !== 'body' && name !== 'header') return []
    return Object.entries((rules ?? {}) as object).flatMap(([key, rule]) => held(name, key, rule))
  })
}

/** The value at a Pact path such as `$.response.list[*].queue`. */
const at = (content: unknown, path: string): unknown =>
  path
    .replaceAll('[*]', '.0')
    .replace(/\['([^']*)'\]/g, '.$1')
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .slice(1)
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], content)
