import { type AnyOperation, type AnyVendor, jsonSchema } from '#engine'
import type { Discretion } from './discretion.ts'
import type { Match } from './match.ts'
import { SECRET_WORDS } from './words.ts'

/** Stands for a segment that may be data. */
const UNTOLD = '{?}'

/**
 * A path of names: segments of the documented path as they are, others where they are words, `{name}` for what varies,
 * `{?}` for what may be data.
 */
export function renderPath(
  segments: readonly string[],
  match: Match | undefined,
  operation: AnyOperation | undefined,
  api: AnyVendor,
  discretion: Discretion,
): string {
  const documented = (match?.path ?? '').split('/').filter((part) => part !== '')
  const from = documented.length === 0 ? 0 : placeOf(segments, match?.from ?? 0)
  const keys = new Set(operation === undefined || operation.takes === 'pairs' ? pairKeys(api) : [])
  let before = ''
  const shown = segments.map((segment, at): string => {
    const own = documented[at - from]
    const key = before.toLowerCase()
    before = segment
    if (segment === '') return ''
    if (at >= from && own !== undefined) return own
    const secret =
      (keys.has(key) || SECRET_WORDS.has(key)) &&
      (documented.length === 0 || at >= from + documented.length || SECRET_WORDS.has(key))
    if (secret) {
      before = ''
      return `{${key.replace(/[^a-z\d]/g, '_')}}`
    }
    const varies = /^\{(.*)\}$/.exec(segment)?.[1]
    if (varies !== undefined) return varies !== '' && discretion.word(varies) ? `{${varies}}` : UNTOLD
    if (discretion.word(segment)) return segment
    discretion.dropped.paths++
    return UNTOLD
  })
  return `/${shown.join('/')}`
}

/** A match counts the segments that are not empty. */
function placeOf(segments: readonly string[], from: number): number {
  const filled = segments.flatMap((segment, at) => (segment === '' ? [] : [at]))
  return filled[from] ?? 0
}

/** Keys that stand in paths, before their values. */
const pairKeys = (api: AnyVendor): string[] =>
  (Object.values(api.operations) as AnyOperation[])
    .filter(({ takes }) => takes === 'pairs')
    .flatMap(({ parameters }) => Object.keys(jsonSchema(parameters).properties ?? {}))

/**
 * Where an operation answers, for `paths` in a duble.yaml: without the pairs behind it, its `{name}` segments called as
 * the document calls them. Undefined where a word of it was not kept.
 */
export function movedPath(path: string, operation: AnyOperation, api: AnyVendor): string | undefined {
  const keys = new Set(pairKeys(api))
  const segments = path.split('/')
  const tail = operation.takes === 'pairs' ? segments.findIndex((segment) => keys.has(segment)) : -1
  const own = tail === -1 ? segments : segments.slice(0, tail)
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string)
  const varying = own.filter((segment) => segment.startsWith('{')).length
  if (varying !== names.length) return undefined
  return (
    own.map((segment) => (segment.startsWith('{') ? `{${names.shift()}}` : segment)).join('/') || undefined
  )
}
