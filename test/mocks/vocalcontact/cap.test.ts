import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import type { Seen } from '../../support.ts'
import { ask, type Fields, LISTS, MODULES, openDefault, openOn, rows, stored } from './support.ts'

/** The records of an answer, whatever its format: CSV by an independent reader. */
const recordsOf = (seen: Seen): Fields[] =>
  seen.headers.get('content-type')?.startsWith('text/csv')
    ? parse(seen.text, { columns: true, record_delimiter: '\r\n' })
    : seen.body
const numbers = (seen: Seen): number[] => recordsOf(seen).map(({ id }) => Number(id))
const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1)

const CASES = LISTS.flatMap((list) =>
  ['json', 'csv'].flatMap((format) =>
    [
      [4999, 4999, 'ok'],
      [5000, 5000, 'ok'],
      [5001, 5000, 'ok.capped'],
    ].map(([count, answered, outcome]) => ({ list, format, count, answered, outcome })),
  ),
)

describe('VocalContact’s limit of 5.000', () => {
  it.each(CASES)(
    'of $count records $list in $format answers $answered [V-05] [V-06] [V-Q2]',
    async ({ list, format, count, answered, outcome }) => {
      await using duble = await openOn(rows('lead', Number(count)))
      const seen = await ask(duble, `lead/${list}/format/${format}`)
      expect(seen.status).toBe(200)
      expect(seen.outcome).toBe(outcome)
      expect(numbers(seen)).toEqual(upTo(Number(answered)))
    },
  )

  it.each(MODULES)(
    'keeps the first 5.000 by id of the module %s, in all three lists [V-05] [V-10] [V-A10]',
    async (module) => {
      await using duble = await openOn(rows(module, 5001))
      for (const list of LISTS) {
        const seen = await ask(duble, `${module}/${list}`)
        expect(seen.outcome).toBe('ok.capped')
        expect(numbers(seen)).toEqual(upTo(5000))
      }
    },
  )

  it('shows no sign of what was cut: no header, no count [V-Q2]', async () => {
    await using few = await openOn(rows('lead', 5000))
    await using many = await openOn(rows('lead', 5001))
    const names = async (duble: typeof few): Promise<string[]> => [
      ...(await ask(duble, 'lead/all')).headers.keys(),
    ]
    expect(await names(many)).toEqual(await names(few))
  })

  it.each(LISTS)('refuses 5.001 with 400 under cap error, and never 5.000: %s [V-Q2]', async (list) => {
    await using few = await openOn(rows('lead', 5000), { cap: 'error' })
    expect((await ask(few, `lead/${list}`)).body).toHaveLength(5000)
    await using many = await openOn(rows('lead', 5001), { cap: 'error' })
    for (const format of ['json', 'csv']) {
      const seen = await ask(many, `lead/${list}/format/${format}`)
      expect(seen.status).toBe(400)
      expect(seen.outcome).toBe('too_many_records')
      expect(seen.headers.get('content-type')).toBe('application/json; charset=utf-8')
      expect(seen.headers.has('content-disposition')).toBe(false)
      expect(seen.body).toEqual({ error: 'Limite de 5.000 registros excedido' })
      expect(seen.why).toBe('5001 records are more than the 5000 of one answer')
    }
  })

  it('is met no more in shorter periods, which together hold every record [V-07] [V-17]', async () => {
    await using duble = await openOn(rows('lead', 5001))
    const halves = ['from/2024-01-01/to/2024-01-05', 'from/2024-01-06/to/2024-01-31']
    const seen = await Promise.all(halves.map((half) => ask(duble, `lead/created/${half}`)))
    expect(seen.map(({ status }) => status)).toEqual([200, 200])
    expect(seen.flatMap(numbers)).toEqual(upTo(5001))
  })

  it('holds for the list of entities too [V-05] [V-A09]', async () => {
    const entities = (count: number) =>
      openOn(`entity: { generate: ${count}, each: { entity: company, id: { number_from: 1 }, name: Eox } }\n`)
    await using few = await entities(5000)
    expect((await ask(few, 'entity/all')).outcome).toBe('ok')
    await using many = await entities(5001)
    const seen = await ask(many, 'entity/all')
    expect(seen.outcome).toBe('ok.capped')
    expect(numbers(seen)).toEqual(upTo(5000))
  })
})

describe('the default world of VocalContact', () => {
  it.each([
    ['ticket', 4999, 'ok'],
    ['calendar', 5000, 'ok'],
    ['opportunity', 5001, 'ok.capped'],
    ['lead', 12_345, 'ok.capped'],
    ['attendance', 60_000, 'ok.capped'],
    ['customfield', 1200, 'ok'],
  ])('has its %s records at the limit: %i of them, %s [V-03] [V-10]', async (module, count, outcome) => {
    await using duble = await openDefault()
    const seen = await ask(duble, `${module}/all`)
    expect(seen.outcome).toBe(outcome)
    expect(seen.body).toHaveLength(Math.min(count, 5000))
    let found = 0
    const bad: unknown[] = []
    for (const row of stored(duble, module)) {
      found++
      const days = (Date.parse(`${row['modified_at']}Z`) - Date.parse(`${row['created_at']}Z`)) / 86_400_000
      const inside =
        `${row['created_at']}` >= '2024-01-01 00:00:00' && `${row['created_at']}` <= '2026-10-31 23:59:59'
      if (!inside || days < 0 || days > 14) bad.push(row)
    }
    expect(bad).toEqual([])
    expect(found).toBe(count)
  })
})
