/** Pacts that were written by hand, from the vendors' documents, in Pact's versions 2, 3 and 4. */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Result } from '../../src/contracts/verify.ts'
import type { Pact } from '../../src/contracts/verify-file.ts'
import { printVerification } from '../../src/contracts/verify-report.ts'
import { verified } from './verifying.ts'

const STRANGERS = fileURLToPath(new URL('./strangers/', import.meta.url))
const VENDORS = {
  'painel-crm-zen.v2.json': 'crm-zen',
  'discador-vocom.v3.json': 'vocom',
  'vitrine-datacake.v4.json': 'datacake',
} as const
type File = keyof typeof VENDORS

// biome-ignore lint/suspicious/noExplicitAny: a test plants what it likes
type Told = any

/** Verifies a stranger's pact in which one interaction is told otherwise, and gives the lines of that one alone. */
async function planted(name: File, description: string, plant: (told: Told) => void): Promise<string[]> {
  const change = (pact: Pact): Pact => {
    const changed = structuredClone(pact)
    plant(changed.interactions?.find((told) => told.description === description))
    return changed
  }
  const verification = await verified(path.join(STRANGERS, name), { vendor: VENDORS[name], change })
  const others = verification.results.filter((result: Result) => result.description !== description)
  expect(others.map(({ verdict }) => verdict)).not.toContain('failed')
  const lines = printVerification(verification).split('\n')
  const from = lines.findIndex((line) => line.startsWith(`✗ ${description}`))
  const length = lines.slice(from + 1).findIndex((line) => !line.startsWith(' '))
  return lines.slice(from + 1, length < 0 ? undefined : from + 1 + length).map((line) => line.trim())
}

describe('a pact that a stranger wrote by hand', () => {
  it.each(Object.entries(VENDORS))('%s is kept by the fake of %s', async (name, vendor) => {
    const { failure, notes, results } = await verified(path.join(STRANGERS, name), { vendor })
    expect(failure).toBeUndefined()
    expect(notes).toEqual([])
    expect(results.length).toBeGreaterThan(3)
    expect(results.filter(({ verdict }) => verdict !== 'passed')).toEqual([])
  })
})

describe('what it sends and no document knows', () => {
  const notes = async (name: File, description: string, plant: (told: Told) => void): Promise<unknown> => {
    const change = (pact: Pact): Pact => {
      const changed = structuredClone(pact)
      plant(changed.interactions?.find((told) => told.description === description))
      return changed
    }
    const { failure, notes, results } = await verified(path.join(STRANGERS, name), {
      vendor: VENDORS[name],
      change,
    })
    expect([failure, results.filter(({ verdict }) => verdict !== 'passed')]).toEqual([undefined, []])
    return notes
  }

  it('passes with a note, in a query, in a body, in any version of Pact', async () => {
    expect(
      await notes('painel-crm-zen.v2.json', 'os totais de um dia', ({ request }) => {
        request.query += '&loja=9'
      }),
    ).toEqual(['os totais de um dia: the document has no parameter loja; that it is ignored is assumed'])
    expect(
      await notes('discador-vocom.v3.json', 'login do agente', ({ request }) => {
        request.body.skill = 'a'
        request.query = { loja: ['9'] }
      }),
    ).toEqual(
      ['loja', 'skill'].map(
        (name) => `login do agente: the document has no parameter ${name}; that it is ignored is assumed`,
      ),
    )
    expect(
      await notes('vitrine-datacake.v4.json', 'criar um prospecto', ({ request }) => {
        request.body.content.loja = '9'
      }),
    ).toEqual(['criar um prospecto: the document has no parameter loja; that it is ignored is assumed'])
  })
})

describe('a wrong expectation in it', () => {
  it('that leans on an assumption is told which option decides', async () => {
    expect(
      await planted('discador-vocom.v3.json', 'chave de autenticação inválida', ({ response }) => {
        response.status = 401
      }),
    ).toEqual([
      'status: expected 401, got 200',
      'assumed (C-Q12): The chapter on HTTP codes names not one code; errors are sent with 200 and told apart by status. Option error_http_status decides it: with 401 or per_type your client would be right',
      'the answer was get_break_list.authentication_failed: no credential has the password of the Basic pair',
    ])
  })

  it('of a type that nothing tells is the same', async () => {
    expect(
      await planted('painel-crm-zen.v2.json', 'os totais de um dia', ({ response }) => {
        response.body.usuarios[0].total_lead = '12'
        response.matchingRules['$.body.usuarios[*].total_lead'] = { match: 'type' }
      }),
    ).toEqual([
      'body $.usuarios[0].total_lead: expected a text such as "12", got 12',
      'assumed (Z-Q1): Every printed value is a description, so no type is known; counts are JSON numbers here and codes are strings. Option numbers decides it: with string your client would be right',
      'body $.usuarios[1].total_lead: expected a text such as "12", got 4',
      'the answer was totals.ok',
    ])
  })

  it('against the document is told the document’s words', async () => {
    expect(
      await planted('painel-crm-zen.v2.json', 'um token inválido', ({ response }) => {
        response.status = 403
      }),
    ).toEqual([
      'status: expected 403, got 401',
      'documented (Z-25): Status 401 comes with one of four texts, for an invalid, a disabled, an absent or an unauthorised token. “401 Unauthorized • Token inválido • Token desabilitado • Token não informado • Acesso não autorizado”',
      'the answer was totals.wrong_token: no credential has the token in header "token"',
    ])
    expect(
      await planted('painel-crm-zen.v2.json', 'uma requisição sem o parâmetro data', ({ response }) => {
        response.body.error = 'Parâmetro ausente'
      }),
    ).toEqual([
      'body $.error: expected "Parâmetro ausente", got "O parâmetro \\"data\\" é necessário"',
      'documented (Z-23): A request without the date gets status 400 and its own text, with data in quotation marks. “O parâmetro "data" é necessário”',
      'the answer was totals.no_date: data is missing',
    ])
  })

  it('where the request is refused is told what it was refused for, before what any refusal has', async () => {
    const reasons = async (branch: unknown): Promise<string[]> =>
      (
        await planted('discador-vocom.v3.json', 'login do agente', ({ request }) => {
          request.body.branch = branch
        })
      ).filter((line) => /^(?:documented|assumed|observed) /.test(line))
    const assumed =
      'assumed (C-A04): A body that is no JSON object, or a required field that is missing, null, empty or of another type, is params_failed.'
    expect(await reasons(2000)).toEqual([assumed])
    expect(await reasons('')).toEqual([assumed])
    expect(await reasons(undefined)).toEqual([
      'documented (C-12): The status type params_failed stands for a parameter that is missing or invalid. “‘params_failed’ – Algum parâmetro não foi fornecido ou está inválido.”',
    ])
  })

  it('of a field or a header that no document promises is told so', async () => {
    expect(
      await planted('vitrine-datacake.v4.json', 'criar um prospecto', ({ response }) => {
        response.body.content.id_prospeto = '1'
      }),
    ).toEqual([
      'body $.id_prospeto: expected a value, got none: there is no such key',
      'the document promises no such field (did you mean id_prospecto?)',
      'the answer was criar_prospecto.ok',
    ])
    expect(
      await planted('painel-crm-zen.v2.json', 'uma data inexistente', ({ response }) => {
        response.headers = { 'Retry-After': '300' }
      }),
    ).toEqual([
      'header Retry-After: expected "300", got none',
      'the document promises no such header',
      'the answer was totals.bad_date: data must match format "day"',
    ])
  })

  it('where the request is wrong is told why, and nothing of what follows from it', async () => {
    const told = await planted('vitrine-datacake.v4.json', 'pegar infos de clientes', ({ request }) => {
      request.query = { cpf: ['390.533.447-05'] }
    })
    expect(told[0]).toBe('status: expected 200, got 400')
    expect(told.at(-2)).toBe('and 4 more')
    expect(told.at(-1)).toBe('the answer was clientes.missing_field: cnpj_cpf is missing')
    expect(told.join('\n')).not.toContain('promises no such field')
    const lost = await planted('discador-vocom.v3.json', 'login do agente', ({ request }) => {
      request.path = '/interact_cti/agent/login'
    })
    expect(lost.at(-1)).toBe(
      'vocom has no operation at /interact_cti/agent/login; the nearest is login, POST /vocom/interact_cti/agent/login/: its path ends in a slash',
    )
  })
})
