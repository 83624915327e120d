import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type AnyMock, behavioursOf } from '#engine'

/** One row as the file writes it. */
interface Row {
  readonly id: string
  readonly class: string
  readonly says: string
  readonly quote?: string
  readonly place?: string
  readonly backs?: readonly string[]
  readonly options?: readonly string[]
  readonly informative?: boolean
}

const CLASSES = ['documented', 'example', 'elsewhere', 'observed', 'assumed']
const FIELDS = ['id', 'class', 'says', 'quote', 'place', 'backs', 'options', 'against', 'informative']
const MOCKS = fileURLToPath(new URL('../mocks', import.meta.url))
const TESTS = fileURLToPath(new URL('mocks', import.meta.url))

/** What stands in a title: the first text given to `it`, `describe`, or to the function that `each` returns. */
const TITLE =
  /(?:\b(?:it|test|describe\w*)|[)\]])\(\s*(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|`((?:\\.|[^`\\])*)`)/g

/** The ids in square brackets in the titles of a test file. */
const idsIn = (source: string): string[] =>
  [...source.matchAll(TITLE)].flatMap(([, ...texts]) =>
    [...texts.join('').matchAll(/\[([A-Z]-[A-Z]?\d+[a-z]?)\]/g)].map(([, id]) => id as string),
  )

/** `*.x` is x of every operation. */
const named = (pattern: string, behaviours: readonly string[]): string[] =>
  pattern.startsWith('*.')
    ? behaviours.filter((name) => name.slice(name.indexOf('.')) === pattern.slice(1))
    : behaviours.filter((name) => name === pattern)

const sourced = ({ class: kind }: Row): boolean => kind === 'documented' || kind === 'example'
const ids = (rows: readonly Row[]): string[] => rows.map(({ id }) => id)

const entries = await readdir(MOCKS, { withFileTypes: true })
const rooms = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)

it('has rooms to look at', () => {
  expect(rooms.length).toBeGreaterThan(0)
})

it('reads ids from titles, and from nothing else', () => {
  const source = `
    // [Z-01] in a comment
    it('is one [Z-02] [C-Q11]', () => {})
    it.each([['a', '[Z-03]']])(
      "is two [C-21e]",
      () => expect(x).toBe('[Z-04]'),
    )
    describeBoth(\`is three [Z-A05]\`, () => {})
  `
  expect(idsIn(source)).toEqual(['Z-02', 'C-Q11', 'C-21e', 'Z-A05'])
})

describe.each(rooms)('the ledger of %s', async (room) => {
  const { default: mock } = (await import(`../mocks/${room}/index.ts`)) as { default: AnyMock }
  const ledger = parse(await readFile(path.join(MOCKS, room, 'ledger.yaml'), 'utf8'))
  const rows: readonly Row[] = ledger.rows
  const counted = rows.filter(({ informative }) => !informative)
  const behaviours = behavioursOf(mock.api)
  const options = Object.keys(mock.api.options)

  const folder = path.join(TESTS, room)
  const files = existsSync(folder) ? await readdir(folder, { recursive: true }) : []
  const sources = files
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => readFile(path.join(folder, file), 'utf8'))
  const proven = new Set((await Promise.all(sources)).flatMap(idsIn))

  it('has an observed row for every option that profile observed changes', () => {
    const observed = new Set(
      rows.filter((row) => row.class === 'observed').flatMap((row) => row.options ?? []),
    )
    const changed = options.filter((name) => mock.api.options[name].profiles.observed !== undefined)
    expect(changed.filter((name) => !observed.has(name))).toEqual([])
  })

  it('names its vendor and its document', () => {
    expect(ledger.vendor).toBe(room)
    expect(ledger.document).toMatch(/\w/)
    expect(rows.length).toBeGreaterThan(0)
  })

  it('gives every row an id of its own, a class, a sentence, and no field that nobody reads', () => {
    expect(ids(rows)).toEqual([...new Set(ids(rows))])
    expect(ids(rows.filter((row) => !CLASSES.includes(row.class)))).toEqual([])
    expect(ids(rows.filter(({ says }) => !/^[A-Z].*\.$/.test(says)))).toEqual([])
    expect(rows.flatMap((row) => Object.keys(row)).filter((field) => !FIELDS.includes(field))).toEqual([])
  })

  it('quotes the document, with the place, wherever it claims to have it from there', () => {
    const without = rows.filter((row) => sourced(row) && !(row.quote && row.place))
    expect(ids(without)).toEqual([])
  })

  it('backs every behaviour of the api by at least one row', () => {
    const backed = new Set(
      counted.flatMap(({ backs = [] }) => backs.flatMap((name) => named(name, behaviours))),
    )
    expect(behaviours.filter((name) => !backed.has(name))).toEqual([])
  })

  it('backs nothing that the api does not have', () => {
    const unknown = rows.flatMap(({ id, backs = [] }) =>
      backs.filter((name) => named(name, behaviours).length === 0).map((name) => `${id}: ${name}`),
    )
    expect(unknown).toEqual([])
  })

  it('names every option of the api, and none that it lacks', () => {
    const mentioned = new Set(rows.flatMap((row) => row.options ?? []))
    expect(options.filter((name) => !mentioned.has(name))).toEqual([])
    expect([...mentioned].filter((name) => !options.includes(name))).toEqual([])
  })

  it('has a use for every row: it backs a behaviour, names an option, or says that it only informs', () => {
    const useless = counted.filter(({ backs = [], options = [] }) => backs.length + options.length === 0)
    expect(ids(useless)).toEqual([])
    const useful = rows.filter(({ informative, backs, options }) => informative && (backs || options))
    expect(ids(useful)).toEqual([])
  })

  it('has a test for every row that the document states or shows', () => {
    expect(ids(counted.filter((row) => sourced(row) && !proven.has(row.id)))).toEqual([])
  })

  it('has every row that a test’s title names', () => {
    expect([...proven].filter((id) => !ids(rows).includes(id))).toEqual([])
  })

  it('agrees with the room’s README: all options with their values, and no row that is not there', async () => {
    const readme = await readFile(path.join(MOCKS, room, 'README.md'), 'utf8')
    const words = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word as string)
    const table = readme
      .slice(readme.indexOf('## Options'))
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split('|').map(words))
    expect(table.flatMap(([, names = []]) => names).sort()).toEqual([...options].sort())
    const lacking = table.flatMap(([, names = [], values = []]) =>
      names.flatMap((name) => {
        const { accepts, fallback } = mock.api.options[name] ?? {}
        const wanted = typeof accepts === 'string' ? [fallback] : accepts
        return (wanted as string[])
          .filter((value) => !values.includes(value))
          .map((value) => `${name}: ${value}`)
      }),
    )
    expect(lacking).toEqual([])
    const cited = [...readme.matchAll(/\b[A-Z]-[A-Z]?\d+[a-z]?\b/g)].map(([id]) => id)
    expect(cited.filter((id) => !ids(rows).includes(id))).toEqual([])
  })
})
