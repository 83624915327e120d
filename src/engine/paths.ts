/**
 * A documented path with `{name}` segments as a pattern with named groups; a path that key and value segments may
 * follow keeps them in the group `tail`.
 */
export function pathPattern(path: string, pairs: boolean): RegExp {
  const source = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')
  return new RegExp(`^${source}${pairs ? '(?<tail>/.*)?' : ''}$`)
}

/** Whether a path has `{name}` segments. */
export const hasParams = (path: string): boolean => path.includes('{')

/** The names in a path's `{name}` segments. */
export const paramsOf = (path: string): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string)

/** A path with its `{name}` segments filled in; values go as they are. */
export const fillPath = (path: string, values: Readonly<Record<string, string>>): string =>
  path.replace(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? '')

/** A path with what varies in it left out, to tell two paths that a request could not tell apart. */
export const pathShape = (path: string): string => path.replace(/\{\w+\}/g, '{}')

/** Key and value segments as fields; a key without a value has the empty text. */
export function readPairs(tail: string, keep: unknown): Record<string, string> {
  const fields: Record<string, string> = Object.create(null)
  const segments = tail.split('/').slice(1)
  if (segments.length % 2 === 1 && segments.at(-1) === '') segments.pop() // a last slash
  for (let at = 0; at < segments.length; at += 2) {
    const key = decoded(segments[at] as string)
    if (keep !== 'first' || !(key in fields)) fields[key] = decoded(segments[at + 1] ?? '')
  }
  return fields
}

/** What a piece of a URL stands for; as it is written where it stands for nothing. */
export function decoded(segment: string): string {
  if (!segment.includes('%')) return segment
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
