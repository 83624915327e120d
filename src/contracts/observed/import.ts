import type { AnyVendor } from '#engine'
import { Discretion } from './discretion.ts'
import type { Exchange } from './exchange.ts'
import { rulesOf } from './judge.ts'
import { mergeSightings, type Sighting } from './observation.ts'
import { Observer } from './observe.ts'
import { readCurl } from './read-curl.ts'
import { readHar } from './read-har.ts'
import { readOpenApi } from './read-openapi.ts'
import { readPostman } from './read-postman.ts'

export const SOURCES = ['postman', 'har', 'curl', 'openapi'] as const
export type Source = (typeof SOURCES)[number]

interface Importing {
  readonly source: Source
  readonly api: AnyVendor
  /** What messages call the file. */
  readonly file: string
  /** The file's text, in pieces of any size. */
  readonly pieces: AsyncIterable<string> | Iterable<string>
  /** Words that somebody vouches for. */
  readonly keep: readonly string[]
  /** What people are called, in small letters. */
  readonly persons: ReadonlySet<string>
  /** Where operations answer, over the document's paths. */
  readonly moved: Readonly<Record<string, string>>
}

/** What was read of a file: names and shapes alone. */
export interface Imported {
  readonly sightings: readonly Sighting[]
  readonly requests: number
  readonly answers: number
  readonly recognised: number
  /** Requests to hosts with which the vendor has nothing to do. */
  readonly elsewhere: number
  /** What was not kept, for it may be data. */
  readonly dropped: { readonly paths: number; readonly fields: number; readonly headers: number }
}

/**
 * Reads what somebody knows of a vendor.
 *
 * @throws DubleError `bad_import` where the file is not what it is called
 */
export async function importFile({
  source,
  api,
  file,
  pieces,
  keep,
  persons,
  moved,
}: Importing): Promise<Imported> {
  const discretion = new Discretion(api, keep, persons)
  const sight = { api, discretion, moved, synonyms: rulesOf(api.name).synonyms }
  const observers = new Map<string, Observer>()
  const see = (host: string, exchange: Exchange): void => {
    const observer = observers.get(host) ?? new Observer(sight)
    observers.set(host, observer)
    observer.see(exchange)
  }
  if (source === 'har') for await (const { host, exchange } of readHar(file, pieces)) see(host, exchange)
  else for (const exchange of read(source, file, await whole(pieces), discretion)) see('', exchange)
  const all = [...observers.values()]
  // A browser talks with many; the vendor is where something of his was recognised.
  const meant = source === 'har' ? all.filter(({ recognised }) => recognised > 0) : all
  const sum = (of: readonly Observer[], what: 'requests' | 'answers' | 'recognised'): number =>
    of.reduce((total, observer) => total + observer[what], 0)
  return {
    sightings: mergeSightings(meant.flatMap((observer) => observer.sightings())),
    requests: sum(meant, 'requests'),
    answers: sum(meant, 'answers'),
    recognised: sum(meant, 'recognised'),
    elsewhere: sum(all, 'requests') - sum(meant, 'requests'),
    dropped: discretion.dropped,
  }
}

async function whole(pieces: AsyncIterable<string> | Iterable<string>): Promise<string> {
  const all: string[] = []
  for await (const piece of pieces) all.push(piece)
  return all.join('')
}

function read(
  source: Exclude<Source, 'har'>,
  file: string,
  text: string,
  discretion: Discretion,
): Exchange[] {
  if (source === 'curl') return readCurl(file, text)
  if (source === 'openapi') return readOpenApi(file, text, discretion)
  return readPostman(file, text, (value) => discretion.hide(value))
}
