import { describe, expect, it } from 'vitest'
import type { JournalRecord } from '#engine'
import { beginning, head, isCut, Journal } from '../../src/engine/journal.ts'
import { slim, weightOf } from '../../src/engine/journal-budget.ts'

const record = (more: Partial<JournalRecord> = {}): JournalRecord => ({
  at: 0,
  vendor: 'acme',
  operation: 'list',
  outcome: 'ok',
  injected: false,
  method: 'POST',
  path: '/list',
  status: 200,
  why: '',
  credential: undefined,
  requestHeaders: {},
  requestBody: '',
  responseBody: '',
  milliseconds: 1,
  ...more,
})

const long = (sign: string): JournalRecord => record({ responseBody: sign.repeat(2000) })
const bodies = (journal: Journal): string[] => journal.read().entries.map((entry) => entry.responseBody)
const cut = (sign: string): string => `${sign.repeat(100)}… (2000 characters)`

describe('what the journal may hold', () => {
  it('cuts the bodies of the oldest entries first, says how long they were, and keeps every entry', () => {
    const journal = new Journal(10, 3 * weightOf(long('a')))
    for (const sign of ['a', 'b', 'c', 'd', 'e']) journal.add(long(sign))
    const whole = bodies(journal).filter((body) => body.length === 2000).length
    expect(whole).toBe(2) // those that are cut take some room, too
    expect(bodies(journal)).toEqual([cut('a'), cut('b'), cut('c'), 'd'.repeat(2000), 'e'.repeat(2000)])
    expect(journal.read().total).toBe(5)
  })

  it('counts text beyond Latin-1 twice: each of its characters takes two bytes', () => {
    const [narrow, wide] = [long('ã'), long('“')].map(weightOf) as [number, number]
    expect(wide - narrow).toBe(2000)
  })

  it.each(['path', 'why', 'requestBody', 'responseBody'])('counts the %s', (field) => {
    const empty = record({ path: '', why: '', requestBody: '', responseBody: '' })
    expect(weightOf({ ...empty, [field]: 'a'.repeat(1000) }) - weightOf(empty)).toBe(1000)
  })

  it('leaves everything whole that fits, and the newest entry whatever it is', () => {
    const roomy = new Journal(10, 1e6)
    for (const sign of ['a', 'b', 'c']) roomy.add(long(sign))
    expect(bodies(roomy).every((body) => body.length === 2000)).toBe(true)
    const narrow = new Journal(10, 1)
    for (const sign of ['a', 'b']) narrow.add(long(sign))
    expect(bodies(narrow)).toEqual([cut('a'), 'b'.repeat(2000)])
  })

  it('has room again when long entries have fallen out, or were emptied', () => {
    const journal = new Journal(3, 3 * weightOf(long('a')))
    for (const sign of ['a', 'b', 'c', 'd', 'e', 'f']) journal.add(long(sign))
    expect(bodies(journal)).toEqual(['d', 'e', 'f'].map((sign) => sign.repeat(2000)))
    const emptied = new Journal(10, 2 * weightOf(long('a')))
    for (const sign of ['a', 'b', 'c']) emptied.add(long(sign))
    emptied.empty()
    for (const sign of ['d', 'e']) emptied.add(long(sign))
    expect(bodies(emptied)).toEqual(['d', 'e'].map((sign) => sign.repeat(2000)))
  })

  it('cuts the oldest entries of those that came after it was emptied, or reset', () => {
    for (const clear of ['empty', 'reset'] as const) {
      const journal = new Journal(10, 2 * weightOf(long('a')))
      for (const sign of ['a', 'b', 'c', 'd', 'e']) journal.add(long(sign))
      journal[clear]()
      for (const sign of ['f', 'g', 'h']) journal.add(long(sign))
      expect(bodies(journal), clear).toEqual([cut('f'), cut('g'), 'h'.repeat(2000)])
      const unwritten = new Journal(10, 2 * weightOf(long('a')))
      for (const sign of ['a', 'b']) unwritten.add(long(sign))
      unwritten[clear]()
      for (const sign of ['c', 'd', 'e']) unwritten.add(long(sign))
      expect(bodies(unwritten), clear).toEqual([cut('c'), cut('d'), 'e'.repeat(2000)])
    }
  })

  it('cuts whatever is long when it comes: bodies, the path, the reason', () => {
    const journal = new Journal()
    const text = '“'.repeat(5000)
    journal.add(record({ path: `/${text}`, why: text, requestBody: text, responseBody: text }))
    const [entry] = journal.read({}, true).entries
    const told = `${'“'.repeat(2048)}… (5000 characters)`
    expect(entry).toMatchObject({ why: told, requestBody: told, responseBody: told })
    expect(entry?.path).toBe(`/${'“'.repeat(2047)}… (5001 characters)`)
  })

  it('tells of what was cut twice how long it was at first', () => {
    const once = `${'a'.repeat(2048)}… (5000 characters)`
    expect(slim(record({ requestBody: once })).requestBody).toBe(`${'a'.repeat(100)}… (5000 characters)`)
  })

  it('believes no text that only says it was cut', () => {
    const journal = new Journal()
    journal.add(record({ requestBody: `${'a'.repeat(5000)}… (3 characters)` }))
    expect(journal.read().entries[0]?.requestBody).toBe(`${'a'.repeat(2048)}… (5016 characters)`)
  })

  it('cuts no sign in two: half of one is no text that every reader of JSON takes', () => {
    for (const before of ['', 'a']) {
      const text = before + '😀'.repeat(3000)
      const once = head(text)
      const twice = head(once, 100)
      for (const cutText of [once, twice, head(text, 100), beginning(text, 200), beginning(text, 201)])
        expect(cutText.isWellFormed()).toBe(true)
      expect([isCut(twice), twice.endsWith(`… (${text.length} characters)`)]).toEqual([true, true])
    }
  })

  it('weighs a header that is there several times by all that it says', () => {
    const many = { 'set-cookie': Array.from({ length: 400 }, () => 'c'.repeat(30)) }
    expect(weightOf(record({ requestHeaders: many }))).toBeGreaterThan(400 * 100)
    const one = { 'set-cookie': ['c'.repeat(15_000)] }
    expect(weightOf(slim(record({ requestHeaders: one })))).toBeLessThan(2000)
  })

  it('keeps the first headers of an old entry, and tells how many more there were', () => {
    const few = { host: 'localhost', cookie: 'c'.repeat(500) }
    expect(slim(record({ requestHeaders: few })).requestHeaders).toEqual(few)
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`x-${at}`, 'v'.repeat(500)]))
    const listed = { ...many, 'x-0': ['v'.repeat(250), 'v'.repeat(248)] }
    expect(slim(record({ requestHeaders: listed })).requestHeaders['x-0']).toBe(
      `${'v'.repeat(100)}… (500 characters)`,
    )
    const left = slim(record({ requestHeaders: many })).requestHeaders
    expect(left['x-0']).toBe(`${'v'.repeat(100)}… (500 characters)`)
    expect(left['…']).toBe(`${50 - Object.keys(left).length + 1} more headers`)
    expect(weightOf(record({ requestHeaders: left }))).toBeLessThan(2000)
  })

  it('bounds what an old entry takes, whatever was sent', () => {
    const text = '“'.repeat(5000)
    const headers = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`x-${at}`, text]))
    const worst = record({
      path: text,
      why: text,
      requestBody: text,
      responseBody: text,
      requestHeaders: headers,
    })
    expect(weightOf(slim(worst)) * 10_000).toBeLessThan(28e6)
  })
})
