import { beforeAll, describe, expect, it } from 'vitest'
import { jsonSchema } from '#engine'
import { crmZen } from '../../../mocks/crm-zen/api.ts'
import { inProcess, printed, send, zen } from '../../support.ts'
import { zenOptions } from './support.ts'

/** Keys in their order, lists by their first item, every value alike. */
const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf)
  if (typeof value !== 'object' || value === null) return 'a value'
  return Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)])
}

// biome-ignore lint/suspicious/noExplicitAny: tests look inside
let document: any
// biome-ignore lint/suspicious/noExplicitAny: tests look inside
let answer: any

beforeAll(async () => {
  document = await printed('crm-zen')
  answer = JSON.parse(document.examples[0].answer)
})

describe('the success that CRM Zen’s document prints', () => {
  it('has the keys of the served one, in the same order [Z-17] [Z-18] [Z-19] [Z-20]', async () => {
    await using duble = await inProcess()
    expect(shapeOf((await zen(duble)).body)).toEqual(shapeOf(answer))
  })

  it('has the keys of the schema, in the same order [Z-17] [Z-18] [Z-19] [Z-20]', () => {
    const [example] = jsonSchema(crmZen.operations.totals.answer).examples ?? []
    expect(shapeOf(example)).toEqual(shapeOf(answer))
  })

  it('fits the schema under numbers string, but for the day, which it prints as a description [Z-17] [Z-18] [Z-19] [Z-20] [Z-Q1]', async () => {
    await using duble = await inProcess({}, zenOptions({ numbers: 'string' }))
    const { success } = duble.world.fake('crm-zen').operation('totals')
    expect(success.check({ ...answer, data: '2018-01-01' })).toBeUndefined()
    expect(success.check(answer)).toMatchObject({ field: 'data' })
  })

  it('does not fit under numbers number: it prints text where a count belongs [Z-Q1]', async () => {
    await using duble = await inProcess()
    const { success } = duble.world.fake('crm-zen').operation('totals')
    expect(success.check({ ...answer, data: '2018-01-01' })).toMatchObject({ field: 'usuarios.0.total_lead' })
  })

  it.each([
    ['data', ({ data: _, ...rest }) => rest],
    ['usuarios', ({ usuarios: _, ...rest }) => rest],
    ['erros', ({ erros: _, ...rest }) => rest],
    ['a key more', (whole) => ({ ...whole, status: 'Sucesso' })],
  ] as [string, (whole: Record<string, unknown>) => Record<string, unknown>][])(
    'would not fit with another set of keys: %s [Z-17] [Z-30]',
    async (_what, change) => {
      await using duble = await inProcess({}, zenOptions({ numbers: 'string' }))
      const { success } = duble.world.fake('crm-zen').operation('totals')
      expect(success.check(change({ ...answer, data: '2018-01-01' }))).toBeDefined()
    },
  )
})

describe('the error that CRM Zen’s document prints', () => {
  it('has the one key of the served ones, and fits the schema [Z-22]', async () => {
    await using duble = await inProcess()
    const error = JSON.parse(document.examples[0].errorAnswer)
    const { failure } = duble.world.fake('crm-zen').operation('totals')
    expect(failure.check(error)).toBeUndefined()
    expect(failure.check({ ...error, status: 400 })).toBeDefined()
    expect(failure.check({})).toMatchObject({ field: 'error', missing: true })
    expect(shapeOf((await zen(duble, '')).body)).toEqual(shapeOf(error))
  })
})

describe('the request that CRM Zen’s document prints', () => {
  it('is served once its placeholders are filled in [Z-05] [Z-07] [Z-10]', async () => {
    await using duble = await inProcess()
    const { method, query, header } = document.examples[0]
    const filled = query.replace('yyyy-mm-dd', '2018-01-01')
    const asked = { method, headers: { [header]: 'zen-token' } }
    expect((await send(duble, `/crm-zen/api/totais_lead?${filled}`, asked)).status).toBe(200)
    duble.clock.advance(300_000)
    const unfilled = await send(duble, `/crm-zen/api/totais_lead?${query}`, asked)
    expect(unfilled.body).toEqual({ error: 'Data inexistente ou em formato inválido' })
  })

  it('has the one parameter of the table, whose example is served and is ten characters long [Z-08]', async () => {
    const [{ name, size, description }, ...more] = document.parameters
    expect(more).toEqual([])
    const { properties = {} } = jsonSchema(crmZen.operations.totals.parameters)
    expect(Object.keys(properties)).toEqual([name.toLowerCase()])
    const example = description.slice(-size)
    expect(properties['data']?.examples).toEqual([example])
    await using duble = await inProcess()
    expect((await zen(duble, `?data=${example}`)).body.data).toBe(example)
  })
})

it('declares the printed texts for each status, and no other [Z-16] [Z-23] [Z-24] [Z-25] [Z-26] [Z-27] [Z-29] [Z-30]', () => {
  const declared = new Map<number, string[]>([[200, ['Sucesso']]])
  for (const [status, says] of Object.values(crmZen.errors)) {
    const text = says.replaceAll(/\{(last|next)\}/g, 'YYYY-mm-dd H:i:s')
    declared.set(status, [...(declared.get(status) ?? []), text].sort())
  }
  const messages = Object.entries(document.messages as Record<string, string[]>).map(
    ([status, texts]) => [Number.parseInt(status, 10), [...texts].sort()] as const,
  )
  expect(Object.fromEntries(declared)).toEqual(Object.fromEntries(messages))
})
