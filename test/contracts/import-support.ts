import { expect } from 'vitest'
import { parse, stringify } from 'yaml'
import { objectionsTo, readObservation, writeObservation } from '../../src/contracts/observed/file.ts'
import { type Imported, importFile, type Source } from '../../src/contracts/observed/import.ts'
import {
  type Finding,
  findingsOf,
  type Suggestion,
  suggestionOf,
} from '../../src/contracts/observed/judge.ts'
import { brazilianNames } from '../../src/contracts/observed/persons.ts'
import { printFindings, printImported, printSuggestion } from '../../src/contracts/observed/print.ts'
import { openRooms, type Room } from '../../src/fixtures/rooms.ts'

const rooms = await openRooms()
const persons = await brazilianNames()

/** What an import left, for a test to look into. */
export interface Left {
  readonly imported: Imported
  readonly findings: readonly Finding[]
  readonly suggestion: Suggestion
  /** All that is written or printed. */
  readonly text: string
}

interface More {
  readonly keep?: readonly string[]
  readonly moved?: Readonly<Record<string, string>>
  /** How many characters come at a time. */
  readonly piece?: number
}

export const apiOf = (vendor: string) => (rooms.find(({ name }) => name === vendor) as Room).mock.api

/** Imports a text as a file of that kind. */
export async function imported(
  source: Source,
  vendor: string,
  given: unknown,
  more: More = {},
): Promise<Left> {
  const api = apiOf(vendor)
  const text = typeof given === 'string' ? given : JSON.stringify(given)
  const { keep = [], moved = {}, piece = 1000 } = more
  const found = await importFile({
    source,
    api,
    file: 'the file',
    pieces: cut(text, piece),
    keep,
    persons,
    moved,
  })
  const observation = { vendor, sightings: found.sightings }
  // What is judged is what a file keeps, and no file is written that a check would refuse.
  const written = stringify(writeObservation(observation))
  expect([...objectionsTo(parse(written), api)]).toEqual([])
  const findings = findingsOf(api, readObservation(parse(written)))
  expect(findings).toEqual(findingsOf(api, observation))
  const suggestion = suggestionOf(api, findings)
  const parts = [
    written,
    printImported(vendor, found),
    printFindings(findings, []),
    printSuggestion(vendor, suggestion),
    JSON.stringify({ findings, suggestion }),
  ]
  return { imported: found, findings, suggestion, text: parts.join('\n') }
}

function* cut(text: string, length: number): Iterable<string> {
  for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length)
}

/** Verdicts by row. */
export const verdicts = ({ findings }: Left): Record<string, string> =>
  Object.fromEntries(findings.map(({ row, verdict }) => [row, verdict]))

export interface HarEntry {
  readonly method?: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: { readonly mimeType: string; readonly text: string }
  readonly status?: number
  readonly type?: string
  readonly answer?: unknown
  readonly answerHeaders?: Readonly<Record<string, string>>
}

const named = (given: Readonly<Record<string, string>> = {}) =>
  Object.entries(given).map(([name, value]) => ({ name, value }))

/** A HAR as a browser writes it. */
export const har = (...entries: readonly HarEntry[]) => ({
  log: {
    version: '1.2',
    creator: { name: 'Browser "x"', entries: 1 },
    pages: [{ id: 'p', entries: [{ request: { url: 'https://wrong.example.com/clientes' } }] }],
    entries: entries.map(
      ({ method = 'GET', url, headers, body, status = 200, type, answer, answerHeaders }) => ({
        request: { method, url, headers: named(headers), ...(body === undefined ? {} : { postData: body }) },
        response: {
          status,
          headers: named(answerHeaders),
          content: {
            mimeType: type ?? 'application/json',
            ...(answer === undefined
              ? {}
              : { text: typeof answer === 'string' ? answer : JSON.stringify(answer) }),
          },
        },
      }),
    ),
  },
})

export const postman = (item: readonly unknown[], more: object = {}) => ({
  info: { name: 'c', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  item,
  ...more,
})
