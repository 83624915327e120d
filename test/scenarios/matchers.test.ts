import { describe, expect, it } from 'vitest'
import { failureOf, mistakes, vocomSteps, zenSteps } from './support.ts'

const totals = (says: string): string => zenSteps(`- { call: totals, with: { data: 2018-01-01 }, ${says} }\n`)
const wrongMethod = (says: string): string =>
  zenSteps(`- { call: totals, method: POST, expect: wrong_method, response_headers: ${says} }\n`)

describe('a matcher', () => {
  it.each([
    "body: { data: { $matches: '^\\d{4}-\\d\\d-\\d\\d$' } }",
    'body: { data: { $contains: 2018- }, erro: { $absent: yes } }',
    'body: { usuarios: [{ nome: { $matches: ^Ana }, cpf: { $absent: true } }, {}] }',
    'body: { usuarios: { 0: { total_lead: { $matches: "^1[0-9]$" } }, 2: { $absent: yes } } }',
    'body: { usuarios: { 1: { nome: { $contains: João } } } }',
  ])('fits: %s', async (says) => {
    expect(await failureOf(totals(says))).toBeUndefined()
  })

  it.each([
    [
      'body: { data: { $matches: "^[a-z]+$" } }',
      '4:55 expected text that matches ^[a-z]+$, came "2018-01-01", in an answer that was ok (HTTP 200)',
    ],
    [
      'body: { data: { $contains: 2019 } }',
      '4:55 expected text that contains "2019", came "2018-01-01", in an answer that was ok (HTTP 200)',
    ],
    [
      'body: { data: { $absent: yes } }',
      '4:55 expected nothing there, came "2018-01-01", in an answer that was ok (HTTP 200)',
    ],
    [
      'body: { usuarios: { $contains: Ana } }',
      '4:55 expected text that contains "Ana", came [{"nome":"Ana Lima"',
    ],
    [
      'body: { dado: { $contains: 2018 } }',
      '4:55 expected text that contains "2018", came no key "dado" (did you mean data?)',
    ],
  ])('that does not fit fails at its field: %s', async (says, expected) => {
    expect((await failureOf(totals(says)))?.slice(0, expected.length)).toBe(expected)
  })

  it('stands for a whole answer, too, and takes what was saved', async () => {
    const steps =
      '- { call: totals, with: { data: 2018-01-01 }, save: { first: usuarios.0.nome } }\n- advance: 5m\n- { call: totals, with: { data: 2018-01-01 }, body: { usuarios: { 0: { nome: { $contains: $first } } } } }\n'
    expect(await failureOf(zenSteps(steps))).toBeUndefined()
    expect(await failureOf(totals('body: { $contains: a }'))).toMatch(/^4:47 expected text that contains "a"/)
    const csv =
      'scenario: a\nsteps: [{ call: vocalcontact/info_lead, with: { format: csv }, body: { $matches: "^id,.*,owner_id" } }]\n'
    expect(await failureOf(csv)).toBeUndefined()
  })

  it.each([
    [
      'body: { data: { $matches: "(" } }',
      [expect.stringMatching(/^4:73 step 1: body\.data\.\$matches is no regular expression: Invalid/)],
    ],
    [
      `body: { data: { $matches: ${'a'.repeat(501)} } }`,
      ['4:73 step 1: body.data.$matches has 501 characters, and a regular expression may have 500'],
    ],
    ['body: { data: { $contains: "" } }', ['4:74 step 1: body.data.$contains is empty']],
    ['body: { data: { $absent: no } }', ['4:72 step 1: body.data.$absent must be yes, got no']],
    [
      'body: { $absent: yes }',
      ['4:55 step 1: body.$absent must stand for a field, as in { error: { $absent: yes } }'],
    ],
    [
      'body: { data: { $contains: a, b: c } }',
      ['4:77 step 1: body.data.b cannot stand beside $contains, which stands for the whole'],
    ],
    [
      'body: { data: { $match: a } }',
      [
        '4:63 step 1: body.data.$match names nothing: $match (did you mean $matches?): nothing is saved before, and there are no examples',
      ],
    ],
  ])('that says nothing is a mistake: %s', async (says, expected) => {
    expect(await mistakes(totals(says))).toEqual(expected)
  })
})

describe("an answer's headers", () => {
  it.each([
    '{ allow: GET }',
    '{ ALLOW: { $matches: ^G }, Content-Type: { $contains: json } }',
    '{ retry-after: { $absent: yes } }',
  ])('fit: %s', async (says) => {
    expect(await failureOf(wrongMethod(says))).toBeUndefined()
  })

  it.each([
    ['{ Allow: PUT }', '4:75 expected "PUT", came "GET", in an answer that was wrong_method (HTTP 405)'],
    [
      '{ allow: { $absent: yes } }',
      '4:75 expected nothing there, came "GET", in an answer that was wrong_method (HTTP 405)',
    ],
    [
      '{ Retry-After: 300 }',
      '4:75 expected "300", came no header Retry-After: there are allow, content-type, date, in an answer that was wrong_method (HTTP 405)',
    ],
  ])('fail at the very one: %s', async (says, expected) => {
    expect(await failureOf(wrongMethod(says))).toBe(expected)
  })

  it('are text, or a matcher, and an answer that is broken has none', async () => {
    expect(
      await mistakes(
        vocomSteps(
          '- { call: login, payload: x, response_headers: { "a b": c, d: [], e: { f: g }, h: { $matches: "[" } } }\n- { call: login, payload: x, expect: broken, response_headers: { a: b } }\n',
        ),
      ),
    ).toEqual([
      '4:50 step 1: response_headers.a b can be the name of no header',
      '4:63 step 1: response_headers.d must be text or a matcher such as { $contains: GET }',
      '4:70 step 1: response_headers.e must be text or a matcher such as { $contains: GET }',
      expect.stringMatching(/^4:95 step 1: response_headers\.h\.\$matches is no regular expression: /),
      '5:46 step 2: response_headers has nothing to look at: an answer that is broken has no body',
    ])
  })
})
