import { describe, expect, it } from 'vitest'
import { type JsonSchema, jsonSchema } from '#engine'
import { datacake } from '../../../mocks/datacake/api.ts'
import { printed } from '../../support.ts'
import { enter, erp, openErp, REQUESTS } from './support.ts'

interface Example {
  readonly operation: string
  readonly method: string
  readonly heading: string
  readonly says: string
  readonly answer?: string
  readonly printed?: string
}

const document = await printed('datacake')
const examples: readonly Example[] = document.examples
const folded: readonly Example[] = document.folded

/** The printed text without its values and its spaces: what is left is keys, their order, and the braces. */
const skeleton = (text: string): string => text.replace(/: *"[^"]*"/g, ': ""').replace(/\s+/g, '')

/** The printed text as the JSON that it was meant to be. */
const meant = (text: string): unknown =>
  JSON.parse(text.replace(/^\s*\{\s*(\[[\s\S]*\])\s*\}\s*$/, '$1').replace(/,(\s*\})/g, '$1'))

const table = examples.map((example) => [example.operation, example] as const)
const isStatus = ({ printed = '' }: Example): boolean => /^\{\s*"status"/.test(printed)

/** A list of one, for the page prints one of each. */
const one = (value: unknown): unknown => (Array.isArray(value) ? value.slice(0, 1).map(one) : value)

describe('what the page prints', () => {
  it('is twelve answers, of which one alone is JSON [K-Q1] [K-Q2]', () => {
    expect(examples).toHaveLength(12)
    expect(examples.filter(({ answer }) => answer !== undefined).map(({ operation }) => operation)).toEqual([
      'clientes',
    ])
    for (const { printed: text } of examples) {
      if (text !== undefined) expect(() => JSON.parse(text)).toThrow(SyntaxError)
    }
  })

  it.each(table)(
    'has the keys of %s as served, in the same order [K-05] [K-09] [K-11] [K-13] [K-15] [K-17] [K-19] [K-21] [K-23] [K-25] [K-27] [K-30]',
    async (operation, example) => {
      await using duble = await openErp({ documented_only: true })
      await enter(duble, 'prospect 9001 is new')
      const { body } = await erp(duble, operation)
      const text = example.answer ?? example.printed ?? ''
      expect(skeleton(JSON.stringify(one(body)))).toBe(skeleton(JSON.stringify(meant(text))))
    },
  )

  it.each(table)(
    'fits the schema of %s once it is JSON, but for an empty status [K-05] [K-09] [K-11] [K-13] [K-15] [K-17] [K-19] [K-21] [K-23] [K-25] [K-27] [K-30]',
    async (operation, example) => {
      await using duble = await openErp({ documented_only: true })
      const { success } = duble.world.fake('datacake').operation(operation)
      const body = meant(example.answer ?? example.printed ?? '')
      if (isStatus(example)) expect(success.check(body)).toMatchObject({ field: 'status' })
      const filled = isStatus(example) ? { status: 'success' } : body
      expect(success.check(filled)).toBeUndefined()
      const more = Array.isArray(filled) ? [{ ...filled[0], mais: '' }] : { ...(filled as object), mais: '' }
      expect(success.check(more)).toBeDefined()
      const less = Array.isArray(filled) ? [{}] : {}
      expect(success.check(less)).toMatchObject({ missing: true })
    },
  )

  it.each(table.filter(([, { printed: text }]) => text !== undefined))(
    'is served as it stands, no JSON, for %s under literal_envelope [K-Q1] [K-Q2]',
    async (operation, example) => {
      await using duble = await openErp({ literal_envelope: true, documented_only: true })
      await enter(duble, 'prospect 9001 is new')
      const { text } = await erp(duble, operation)
      expect(() => JSON.parse(text)).toThrow(SyntaxError)
      // The page prints one of each: alike ones count once.
      expect(skeleton(text).replace(/(\{[^[\]]*?\})(,\1)+/g, '$1')).toBe(skeleton(example.printed ?? ''))
    },
  )
})

describe('the requests that the page describes', () => {
  it('are served by the methods of its headings, with JSON [K-01]', async () => {
    await using duble = await openErp()
    await enter(duble, 'prospect 9001 is new')
    for (const { operation, method, heading } of [...examples, ...folded]) {
      const asked = method ?? /\((\w+)\)/.exec(heading)?.[1]
      expect(heading).toContain(`(${asked})`)
      expect([operation, duble.world.fake('datacake').operation(operation).operation.method]).toEqual([
        operation,
        asked,
      ])
      const seen = await erp(duble, operation)
      expect([operation, seen.status < 300, seen.headers.get('content-type')]).toEqual([
        operation,
        true,
        'application/json',
      ])
    }
    expect(new Set([...examples, ...folded].map(({ operation }) => operation)).size).toBe(16)
  })

  it('name no operation that is not served, and three more are of other versions [K-S05] [K-S06] [K-S07]', () => {
    const named = [...examples, ...folded].map(({ operation }) => operation)
    const more = Object.keys(datacake.operations).filter((name) => !named.includes(name))
    expect(more).toEqual(['notas_fiscais', 'extratos', 'quitacoes'])
  })
})

describe('the values', () => {
  it('are texts, every one of them, in every answer [K-06]', async () => {
    await using duble = await openErp()
    await enter(duble, 'prospect 9001 is new')
    const others: string[] = []
    const walk = (value: unknown, where: string): void => {
      if (typeof value === 'object' && value !== null) {
        for (const [key, inner] of Object.entries(value)) walk(inner, `${where}.${key}`)
      } else if (typeof value !== 'string') others.push(where)
    }
    for (const operation of Object.keys(REQUESTS)) walk((await erp(duble, operation)).body, operation)
    expect(others).toEqual([])
  })

  it('are empty where nothing is known, and flags are S or N [K-06] [K-07]', async () => {
    await using duble = await openErp()
    const { body } = await erp(duble, 'clientes')
    expect(body).toMatchObject({ fantasia: '', obs: '', alerta: '', contribuinte_icms: 'N', ativo: 'S' })
    const company = await erp(duble, 'clientes', { cnpj_cpf: '11.222.333/0001-81' })
    expect(company.body.contribuinte_icms).toBe('S')
    expect(JSON.parse(examples[0]?.answer ?? '').contribuinte_icms).toBe('N')
  })

  it('have Sexo alone with a capital [K-Q5]', async () => {
    const capital = examples.flatMap(
      ({ answer, printed: text }) => (answer ?? text ?? '').match(/"[A-Z]\w*":/g) ?? [],
    )
    expect(capital).toEqual(['"Sexo":'])
    await using duble = await openErp()
    const { body } = await erp(duble, 'clientes')
    expect(Object.keys(body).filter((key) => /^[A-Z]/.test(key))).toEqual(['Sexo'])
  })

  it('never are anything but text in a schema [K-06]', () => {
    const types = new Set<unknown>()
    const walk = (schema: JsonSchema): void => {
      if (schema.const !== undefined) types.add(typeof schema.const)
      else if (schema.type !== undefined && !['object', 'array'].includes(String(schema.type))) {
        types.add(schema.type)
      }
      for (const inner of Object.values(schema.properties ?? {})) walk(inner)
      if (schema.items !== undefined) walk(schema.items)
      for (const inner of schema.anyOf ?? []) walk(inner)
    }
    for (const { answer } of Object.values(datacake.operations)) walk(jsonSchema(answer))
    expect([...types]).toEqual(['string'])
  })
})

it('knows the origins and the statuses that the page gives as examples [K-18] [K-22] [K-A06]', async () => {
  await using duble = await openErp()
  const names = async (operation: string): Promise<string> =>
    (await erp(duble, operation)).body.map(({ nome }: { nome: string }) => nome).join(', ')
  const saysOf = (operation: string) => examples.find((example) => example.operation === operation)?.says
  expect(saysOf('origens')).toContain(`(Ex. ${await names('origens')})`)
  expect(saysOf('status_prospectos')).toContain(
    '(Ex. Inicial, Em analise, Reprovado, Suspenso, Aprovado, Cancelado)',
  )
  const { body } = await erp(duble, 'status_prospectos')
  expect(
    body.map((status: Record<string, string>) => `${status['status_prospeccao']} ${status['nome']}`),
  ).toEqual(['1 Inicial', '2 Em analise', '3 Reprovado', '4 Suspenso', '5 Aprovado', '6 Cancelado'])
})
