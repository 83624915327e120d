import { Matchers } from '@pact-foundation/pact'
import { describe, expect, it } from 'vitest'
import { crmZen } from '../../../mocks/crm-zen/api.ts'
import { createClient, VendorError } from '../../../src/clients/create.ts'
import { createCrmZenClient, nextAllowedAt } from '../../../src/clients/crm-zen.ts'
import { consume, type Interaction, pactOf } from '../pact.ts'

const { integer, like, eachLike, regex } = Matchers
const pact = pactOf('lead-dashboard', 'crm-zen')

const asked = (token: string, data: string): Pick<Interaction, 'method' | 'path' | 'query' | 'headers'> => ({
  method: 'GET',
  path: '/api/totais_lead',
  query: { data },
  headers: { token },
})
const total = { codigo: like('1'), nome: like('Google'), quantidade: integer(7) }
const erros = {
  com_erro: integer(2),
  sem_agrupamento: integer(1),
  limite_de_contatos: integer(3),
  duplicados: integer(5),
}
const none = { com_erro: 0, sem_agrupamento: 0, limite_de_contatos: 0, duplicados: 0 }

const zen = (url: string, token = 'zen-token') => createCrmZenClient({ url, token })
const refusal = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error)

describe('lead-dashboard of crm-zen', () => {
  it('reads a day with every list filled', async () => {
    const told: Interaction = {
      title: 'the totals of a day with leads',
      rows: ['Z-02', 'Z-17', 'Z-18', 'Z-19', 'Z-20', 'Z-Q1'],
      ...asked('zen-token', '2018-01-01'),
      status: 200,
      answer: {
        data: '2018-01-01',
        usuarios: eachLike({
          nome: like('Ana Lima'),
          total_lead: integer(12),
          origem: eachLike(total),
          segmento: eachLike(total),
          automacao: eachLike(total),
          produtos_e_servicos: eachLike(total),
        }),
        erros,
      },
    }
    const day = await consume(pact, told, (url) => zen(url).totals('2018-01-01'))
    expect(day.usuarios[0]).toEqual({
      nome: 'Ana Lima',
      total_lead: 12,
      origem: [{ codigo: '1', nome: 'Google', quantidade: 7 }],
      segmento: [{ codigo: '1', nome: 'Google', quantidade: 7 }],
      automacao: [{ codigo: '1', nome: 'Google', quantidade: 7 }],
      produtos_e_servicos: [{ codigo: '1', nome: 'Google', quantidade: 7 }],
    })
    expect(day.erros.duplicados).toBe(5)
  })

  it('reads a day on which all lists are empty', async () => {
    const told: Interaction = {
      title: 'the totals of a day on which every list is empty',
      rows: ['Z-21', 'Z-Q3'],
      ...asked('zen-token', '2018-01-02'),
      status: 200,
      answer: {
        data: '2018-01-02',
        usuarios: eachLike({
          nome: like('Ana Lima'),
          total_lead: integer(3),
          origem: [],
          segmento: [],
          automacao: [],
          produtos_e_servicos: [],
        }),
        erros: none,
      },
    }
    const day = await consume(pact, told, (url) => zen(url).totals('2018-01-02'))
    expect(day.usuarios[0]?.origem).toEqual([])
  })

  it('reads a day without leads', async () => {
    const told: Interaction = {
      title: 'the totals of a day without leads',
      rows: ['Z-A09'],
      ...asked('zen-token', '2019-07-09'),
      status: 200,
      answer: { data: '2019-07-09', usuarios: [], erros: none },
    }
    const day = await consume(pact, told, (url) => zen(url).totals('2019-07-09'))
    expect(day).toEqual({ data: '2019-07-09', usuarios: [], erros: none })
  })

  it('reads when it may ask again out of a 429', async () => {
    const sentence = (last: string, next: string): string =>
      `Você excedeu o número de requisições. Sua última requisição foi em "${last}". Sua próxima requisição estará disponível em "${next}"`
    const when = '\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}'
    const told: Interaction = {
      title: 'a second request inside five minutes',
      given: 'zen-token has just asked',
      rows: ['Z-11', 'Z-27', 'Z-28'],
      ...asked('zen-token', '2018-01-01'),
      status: 429,
      answer: {
        error: regex(
          sentence(when, when).replaceAll('. ', '\\. '),
          sentence('2026-03-02 09:00:00', '2026-03-02 09:05:00'),
        ),
      },
    }
    const error = await consume(pact, told, (url) => refusal(zen(url).totals('2018-01-01')))
    expect(error).toMatchObject({ code: 'too_many_requests', status: 429 })
    expect(nextAllowedAt(error)).toBe(Date.UTC(2026, 2, 2, 12, 5, 0))
  })

  const refusals = [
    [
      'a day that does not exist',
      'zen-token',
      '2018-02-30',
      400,
      'bad_date',
      'Data inexistente ou em formato inválido',
      'Z-24',
    ],
    ['a request without a day', 'zen-token', '', 400, 'no_date', 'O parâmetro "data" é necessário', 'Z-23'],
    ['an unknown token', 'outro-token', '2018-01-01', 401, 'wrong_token', 'Token inválido', 'Z-25'],
    [
      'a disabled token',
      'zen-desabilitado',
      '2018-01-01',
      401,
      'disabled_token',
      'Token desabilitado',
      'Z-25',
    ],
    [
      'a token for other APIs',
      'zen-sem-acesso',
      '2018-01-01',
      401,
      'not_authorized',
      'Acesso não autorizado',
      'Z-25',
    ],
    ['an empty token', '', '2018-01-01', 401, 'no_token', 'Token não informado', 'Z-25'],
  ] as const
  for (const [what, token, day, status, code, error, row] of refusals) {
    it(`is told of ${what}`, async () => {
      const told: Interaction = {
        title: what,
        rows: [row, 'Z-22'],
        ...asked(token, day),
        status,
        answer: { error },
      }
      const thrown = await consume(pact, told, (url) => refusal(zen(url, token).totals(day)))
      expect(thrown).toBeInstanceOf(VendorError)
      expect(thrown).toMatchObject({
        code,
        status,
        operation: 'totals',
        message: `crm-zen/totals answered ${code} (HTTP ${status}): ${error}`,
      })
    })
  }

  it('is told of another method', async () => {
    const { totals } = crmZen.operations
    const mistaken = { ...crmZen, operations: { totals: { ...totals, method: 'POST' } } } as typeof crmZen
    const told: Interaction = {
      title: 'a POST',
      rows: ['Z-10', 'Z-26'],
      ...asked('zen-token', '2018-01-01'),
      method: 'POST',
      status: 405,
      answer: { error: 'O método utilizado não é permitido para este recurso' },
    }
    const call = (url: string) =>
      createClient(mistaken, { url, credential: { token: 'zen-token' } }).totals({ data: '2018-01-01' })
    const thrown = await consume(pact, told, (url) => refusal(call(url)))
    expect(thrown).toMatchObject({ code: 'wrong_method', status: 405 })
  })

  it('is told of a failure of the vendor’s', async () => {
    const error = 'Ocorreu um erro interno do servidor. Por favor, tente novamente.'
    const told: Interaction = {
      title: 'a request that fails inside',
      given: 'CRM Zen fails',
      rows: ['Z-29'],
      ...asked('zen-token', '2018-01-01'),
      status: 500,
      answer: { error },
    }
    const thrown = await consume(pact, told, (url) => refusal(zen(url).totals('2018-01-01')))
    expect(thrown).toMatchObject({ code: 'internal', status: 500 })
  })
})
