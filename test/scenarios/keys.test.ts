import { describe, expect, it } from 'vitest'
import { failureOf, mistakes, play, vocomSteps, zenSteps } from './support.ts'

const FIRST =
  '- { call: totals, with: { data: 2018-01-01 }, save: { day: data, many: erros.sem_agrupamento } }\n- advance: 5m\n'

describe('a $name in a key', () => {
  it.each([
    ['body', 'body: { usuarios: { $many: { nome: João Prado } } }', undefined],
    ['a body that is not so', 'body: { usuarios: { $many: { nome: Ana Lima } } }', 'expected "Ana Lima"'],
    ['count', 'count: { usuarios.$many.origem: 2 }', 'expected 2 in usuarios.1.origem'],
    ['a path that is saved', 'save: { name: usuarios.$many.nome }', undefined],
    ['extra', 'extra: { $day: 1 }', undefined],
  ])('takes what was saved: %s', async (_what, says, failure) => {
    const steps = `${FIRST}- { call: totals, with: { data: 2018-01-01 }, ${says} }\n`
    const came = await failureOf(zenSteps(steps))
    if (failure === undefined) expect(came).toBeUndefined()
    else expect(came).toContain(failure)
  })

  it('is sent', async () => {
    const steps = `${FIRST}- { call: totals, with: { data: 2018-01-01 }, extra: { "x-$day": 1 } }\n- expect_journal: { totals: 5 }\n`
    const [result] = await play(zenSteps(steps))
    expect(result?.failure?.came).toBe('2; the journal has crm-zen/totals.ok 2')
    const free =
      'scenario: a\nsteps:\n- { call: smartspace/consultar, with: { codigo: 1001 }, save: { n: 0.codigo } }\n- { call: smartspace/editar, with: { codigo: 1001, nome: { a$n: 1 } }, expect: nested_value, body: { erro: { $contains: nome } } }\n'
    expect(await failureOf(free)).toBeUndefined()
  })

  it('takes a column of the examples, in every place', async () => {
    const yaml = `scenario: "$field"
given: { vendor: crm-zen }
examples: [{ field: data, place: 0, name: a }, { field: usuarios, place: 1, name: b }]
steps:
- call: totals
  with: { data: 2018-01-01 }
  extra: { x_$name: 1 }
  headers: { X-$name: 1 }
  body: { usuarios: { $place: {} } }
  count: { usuarios.$place.origem: 2 }
  save: { saved_$name: $field }
`
    const [first, second] = await play(yaml)
    expect(first?.failure).toBeUndefined()
    expect(second?.failure).toMatchObject({ expected: '2 in usuarios.1.origem', came: '1' })
  })

  it('that nothing has is a mistake, like one in a value', async () => {
    const nothing = ': nothing is saved before, and there are no examples'
    expect(
      await mistakes(
        zenSteps(
          '- { call: totals, with: { $a: 1, data: x }, extra: { $b: 1 }, body: { x: { $c: 1 } }, count: { u.$d: 1 }, save: { $e: x } }\n',
        ),
      ),
    ).toEqual([
      `4:27 step 1: with.$a names nothing: $a${nothing}`,
      `4:54 step 1: extra.$b names nothing: $b${nothing}`,
      `4:76 step 1: body.x.$c names nothing: $c${nothing}`,
      `4:96 step 1: count.u.$d names nothing: $d${nothing}`,
      `4:115 step 1: save.$e names nothing: $e${nothing}`,
    ])
  })

  it('cannot be what a step has saved where the name must be known before', async () => {
    const only = 'cannot hang on what a step has saved: of keys, only those of extra, body and count can'
    const steps = `${FIRST}- { call: totals, with: { $day: 1, data: x }, save: { $many: x } }\n- expect_journal: { $day: 1 }\n`
    expect(await mistakes(zenSteps(steps))).toEqual([
      `6:27 step 3: with.$day ${only}`,
      `6:55 step 3: save.$many ${only}`,
      `7:21 step 4: expect_journal.$day ${only}`,
    ])
  })

  it('is a dollar where there are two', async () => {
    expect(
      await failureOf(vocomSteps('- { call: get_break_list, with: { agent: DEV }, extra: { "$$a": 1 } }\n')),
    ).toBe(undefined)
  })
})
