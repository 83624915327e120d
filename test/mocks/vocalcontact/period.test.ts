import { describe, expect, it } from 'vitest'
import type { Duble } from '../../../src/index.ts'
import { describeBoth, type Seen, send } from '../../support.ts'
import { ask, type Fields, MODULES, openDefault, openOn, stored } from './support.ts'

const row = (id: number, created: string, modified: string): string =>
  `  - { id: ${id}, created_at: ${created}, modified_at: ${modified} }\n`
/** Records at the edges of days, the same in every module. */
const EDGES =
  row(1, '2023-12-31 23:59:59', '2024-01-03 00:00:00') +
  row(2, '2024-01-01 00:00:00', '2024-01-01 00:00:00') +
  row(3, '2024-01-01 12:00:00', '2024-01-02 23:59:59') +
  row(4, '2024-01-02 23:59:59', '2024-01-05 08:00:00') +
  row(5, '2024-01-03 00:00:00', '2024-01-03 00:00:01')
const WORLD = MODULES.map((module) => `${module}:\n${EDGES}`).join('')

const numbers = ({ body }: Seen): string[] => body.map(({ id }: Fields) => id)

describe('VocalContact’s periods', () => {
  it.each(MODULES)(
    'filter the module %s by creation and by modification, both days whole [V-08] [V-11] [V-12] [V-16] [V-17] [V-A04]',
    async (module) => {
      await using duble = await openOn(WORLD)
      const asked = async (path: string): Promise<string[]> => numbers(await ask(duble, `${module}/${path}`))
      expect(await asked('created/from/2024-01-01/to/2024-01-02')).toEqual(['2', '3', '4'])
      expect(await asked('created/from/2024-01-01/to/2024-01-01')).toEqual(['2', '3'])
      expect(await asked('created/from/2023-12-31/to/2023-12-31')).toEqual(['1'])
      expect(await asked('modified/from/2024-01-01/to/2024-01-02')).toEqual(['2', '3'])
      expect(await asked('modified/from/2024-01-03/to/2024-01-05')).toEqual(['1', '4', '5'])
      expect(await asked('created/from/2024-02-01/to/2024-02-29')).toEqual([])
    },
  )

  it('end before their last day under period_end exclusive [V-A04]', async () => {
    await using duble = await openOn(WORLD, { period_end: 'exclusive' })
    const asked = async (path: string): Promise<string[]> => numbers(await ask(duble, `lead/${path}`))
    expect(await asked('created/from/2024-01-01/to/2024-01-03')).toEqual(['2', '3', '4'])
    expect(await asked('created/from/2024-01-01/to/2024-01-01')).toEqual([])
    expect(await asked('modified/from/2024-01-01/to/2024-01-03')).toEqual(['2', '3'])
  })

  it('find in generated rows just those that lie within, by either date [V-11] [V-12] [V-17]', async () => {
    await using duble = await openDefault()
    const [from, to] = ['2025-02-27', '2025-03-02']
    for (const by of ['created', 'modified']) {
      const within = [...stored(duble, 'attendance')].filter((record) => {
        const day = record[`${by}_at`]?.slice(0, 10) ?? ''
        return day >= from && day <= to
      })
      expect(within.length).toBeGreaterThan(100)
      expect(numbers(await ask(duble, `attendance/${by}/from/${from}/to/${to}`))).toEqual(
        within.map(({ id }) => id),
      )
    }
  })

  it('let a later load have only what changed since: a record changed now is in it [V-18] [V-28]', async () => {
    await using duble = await openDefault()
    const later = 'lead/modified/from/2026-11-01/to/2026-11-01'
    const before = numbers(await ask(duble, later))
    expect(before).not.toContain('1')
    const cold = (await ask(duble, 'lead/all')).body[0]
    await duble.world.fake('vocalcontact').applyState('lead 1 has just been changed')
    expect(numbers(await ask(duble, later))).toEqual(['1', ...before])
    const warm = (await ask(duble, 'lead/all')).body[0]
    expect(cold.name).not.toBe(warm.name)
    expect(warm).toMatchObject({
      id: '1',
      name: 'Conceição, Ana "Aninha"',
      modified_at: '2026-11-01 08:00:00',
    })
    expect(numbers(await ask(duble, 'lead/modified/from/2024-01-01/to/2024-01-14'))).not.toContain('1')
  })
})

describeBoth('a period that VocalContact cannot read', (open) => {
  it.each([
    ['without from', 'lead/created/to/2024-01-31', 'from is missing'],
    ['without to', 'lead/created/from/2024-01-31', 'to is missing'],
    ['without both', 'lead/modified', 'from is missing'],
    ['with an empty day', 'lead/created/from//to/2024-01-31', 'from must match format "day"'],
    ['of an impossible day', 'lead/created/from/2023-02-29/to/2024-01-31', 'from must match format "day"'],
    [
      'of a day in Brazilian notation',
      'lead/modified/from/2024-01-01/to/31-01-2024',
      'to must match format "day"',
    ],
    ['of a moment', 'lead/created/from/2024-01-01%2000:00:00/to/2024-01-31', 'from must match format "day"'],
    [
      'that is reversed',
      'lead/modified/from/2024-02-01/to/2024-01-31',
      'from 2024-02-01 is later than to 2024-01-31',
    ],
  ])('%s is refused with 400 [V-A04] [V-A12] [V-A15]', async (_what, path, why) => {
    await using duble = await openDefault({}, open)
    const seen = await ask(duble, path)
    expect(seen.status).toBe(400)
    expect(seen.outcome).toBe('bad_period')
    expect(seen.text).toBe('{"error":"Período inválido"}')
    expect(seen.why).toBe(why)
  })
})

const PERIOD = 'from/2024-01-01/to/2024-01-02'
const alike = async (duble: Duble, path: string): Promise<void> => {
  const wanted = await ask(duble, `lead/created/${PERIOD}`)
  const seen = await send(duble, `/vocalcontact/api/app/lead/created${path}`)
  expect(seen.outcome).toBe('ok')
  expect(seen.text).toBe(wanted.text)
}

describeBoth('VocalContact’s pairs', (open) => {
  it.each([
    `/token/token-bi/${PERIOD}`,
    '/to/2024-01-02/token/token-bi/from/2024-01-01',
    `/format/json/${PERIOD}/token/token-bi`,
    `/${PERIOD}/token/token-bi/`,
  ])('stand in any order: %s [V-A01] [V-A15]', async (path) => {
    await using duble = await openDefault({}, open)
    await alike(duble, path)
  })

  it.each([
    '/token/token-bi?from=2024-01-01&to=2024-01-02',
    '/from/2024-01-01/token/token-bi?to=2024-01-02',
    `/${PERIOD}/token/token-bi?from=2020-01-01&to=nunca&format=json`,
    `/${PERIOD}/token/token-bi?pagina=2`,
  ])('may stand in the query, where the path says nothing: %s [V-A04] [V-A15]', async (path) => {
    await using duble = await openDefault({}, open)
    await alike(duble, path)
  })

  it('count once, the last of two, or the first under repeated_parameter first [V-A16]', async () => {
    const path = '/from/2024-01-01/from/2024-01-02/to/2024-01-02/token/token-bi'
    const days = async (duble: Duble): Promise<Set<string>> => {
      const seen = await send(duble, `/vocalcontact/api/app/lead/created${path}`)
      return new Set(seen.body.map((record: Fields) => record['created_at']?.slice(0, 10)))
    }
    await using last = await openDefault({}, open)
    expect(await days(last)).toEqual(new Set(['2024-01-02']))
    await using first = await openDefault({ repeated_parameter: 'first' }, open)
    expect(await days(first)).toEqual(new Set(['2024-01-01', '2024-01-02']))
  })

  it('whose key nobody knows get 404 [V-A15]', async () => {
    await using duble = await openDefault({}, open)
    for (const path of [
      'lead/all/pagina/2',
      `lead/all/${PERIOD}`,
      'lead/info/limit/10',
      'entity/all/constructor/x',
    ]) {
      const seen = await ask(duble, path)
      expect(seen.status).toBe(404)
      expect(seen.outcome).toBe('not_found')
      expect(seen.text).toBe('{"error":"Recurso não encontrado"}')
    }
    expect((await ask(duble, 'lead/all/pagina/2')).why).toBe('the path has no key "pagina"')
  })
})
