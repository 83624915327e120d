import type { Way } from './match.ts'
import { merged, type Shape } from './shape.ts'

/** What marks the file, and its class beside documented, example, elsewhere, observed and assumed. */
export const OBSERVED_BY_YOU = 'observed by you'

export const TRAITS = ['bom', 'unicode escapes', 'invalid json', 'cap', 'above cap'] as const
/** What an answer's text was like beside its shape; `cap` and `above cap`: how its records compare to the documented limit. */
export type Trait = (typeof TRAITS)[number]

/** Requests that were alike, with the answers that were: names and shapes, and no values. */
export interface Sighting {
  /** Undefined for what the document does not know. */
  readonly operation?: string | undefined
  readonly by?: Way | undefined
  readonly method: string
  /** `{name}` for what varies, `{?}` for a segment that may be data. */
  readonly path: string
  readonly query: Readonly<Record<string, Shape>>
  readonly headers: readonly string[]
  /** How the caller proved himself, by the header's name and the word before the secret. */
  readonly proof?: string | undefined
  /** Content type of the request's body. */
  readonly sends?: string | undefined
  readonly body?: Shape | undefined
  readonly status?: number | undefined
  readonly type?: string | undefined
  readonly answerHeaders: readonly string[]
  /** Which of the vendor's outcomes it is, by status and sentence. */
  readonly outcome?: string | undefined
  readonly answer?: Shape | undefined
  /** A CSV's first line. */
  readonly columns?: readonly string[] | undefined
  readonly traits: readonly Trait[]
}

/** What a user knows of a vendor, and the document does not say. */
export interface Observation {
  readonly vendor: string
  readonly sightings: readonly Sighting[]
}

/** Which sightings are of one kind: all but the shapes is the same. */
const kindOf = ({ query, body, answer, columns, answerHeaders, headers, ...rest }: Sighting): string =>
  JSON.stringify([
    rest,
    body === undefined,
    answer === undefined,
    columns === undefined,
    Object.keys(query).sort(),
  ])

/** Sightings of one kind as one. */
export function mergeSightings(sightings: readonly Sighting[]): Sighting[] {
  const kinds = Map.groupBy(sightings, kindOf)
  const all = [...kinds.values()].map((alike) => alike.reduce(both))
  return all.sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
}

const rank = ({ operation = '~', path, method, status = 0 }: Sighting): string =>
  `${operation} ${path} ${method} ${status}`

const union = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])].sort()

function both(a: Sighting, b: Sighting): Sighting {
  const query = Object.fromEntries(
    union(Object.keys(a.query), Object.keys(b.query)).map((name) => [
      name,
      merged([a.query[name], b.query[name]].filter((shape) => shape !== undefined)),
    ]),
  )
  const shape = (left?: Shape, right?: Shape): Shape | undefined =>
    left && right ? merged([left, right]) : (left ?? right)
  return {
    ...a,
    query,
    headers: union(a.headers, b.headers),
    answerHeaders: union(a.answerHeaders, b.answerHeaders),
    body: shape(a.body, b.body),
    answer: shape(a.answer, b.answer),
    columns: a.columns && b.columns ? [...new Set([...a.columns, ...b.columns])] : (a.columns ?? b.columns),
  }
}
