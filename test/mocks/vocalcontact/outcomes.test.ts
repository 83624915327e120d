import { describe, expect, it } from 'vitest'
import { outcomesOf } from '#engine'
import { vocalContact } from '../../../mocks/vocalcontact/api.ts'
import type { Duble } from '../../../src/index.ts'
import { describeBoth, type Seen, send } from '../../support.ts'
import { ask, MODULES, openDefault, openOn, PERIOD, rows } from './support.ts'

const NONE = ''
const FEW = `${MODULES.map((module) => rows(module, 3)).join('')}entity: [{ entity: company, id: 1, name: Eox }]\n`
const MANY =
  MODULES.map((module) => rows(module, 5001)).join('') +
  'entity: { generate: 5001, each: { entity: company, id: { number_from: 1 }, name: Eox } }\n'

const operations = Object.keys(vocalContact.operations)
/** `created_lead` as it is asked. */
const pathOf = (operation: string): string => {
  const [action = '', module = ''] = operation.split('_')
  return `${module}/${action}${/created|modified/.test(action) ? `/${PERIOD}` : ''}`
}

interface Way {
  readonly world: string
  readonly options?: Readonly<Record<string, unknown>>
  readonly act: (duble: Duble, operation: string) => Promise<Seen>
}
const simply = (duble: Duble, operation: string): Promise<Seen> => ask(duble, pathOf(operation))

/** Each outcome, and one way to it. */
const WAYS: Readonly<Record<string, Way>> = {
  ok: { world: FEW, act: simply },
  'ok.empty': { world: NONE, act: simply },
  'ok.capped': { world: MANY, act: simply },
  too_many_records: { world: MANY, options: { cap: 'error' }, act: simply },
  bad_period: {
    world: FEW,
    act: (duble, operation) => ask(duble, pathOf(operation).replace('01-31', '02-30')),
  },
  no_token: { world: FEW, act: (duble, operation) => ask(duble, pathOf(operation), '') },
  wrong_token: { world: FEW, act: (duble, operation) => ask(duble, pathOf(operation), 'outro') },
  inactive_user: { world: FEW, act: (duble, operation) => ask(duble, pathOf(operation), 'token-inativo') },
  bad_format: { world: FEW, act: (duble, operation) => ask(duble, `${pathOf(operation)}/format/xml`) },
  not_found: { world: FEW, act: (duble, operation) => ask(duble, `${pathOf(operation)}/pagina/2`) },
  wrong_method: {
    world: FEW,
    act: (duble, operation) => ask(duble, pathOf(operation), 'token-bi', { method: 'POST' }),
  },
  internal: {
    world: FEW,
    act(duble, operation) {
      duble.world.fake('vocalcontact').addFault(operation, 'internal', 1)
      return simply(duble, operation)
    },
  },
}

const ERRORS: Readonly<Record<string, readonly [number, string]>> = {
  no_token: [401, 'Token não informado'],
  wrong_token: [401, 'Token inválido'],
  inactive_user: [403, 'Acesso não autorizado'],
  bad_format: [400, 'Formato inválido'],
  bad_period: [400, 'Período inválido'],
  too_many_records: [400, 'Limite de 5.000 registros excedido'],
  not_found: [404, 'Recurso não encontrado'],
  wrong_method: [405, 'Método não permitido'],
  internal: [500, 'Erro interno'],
}

describe('every operation of VocalContact', () => {
  it('has the outcomes that its place in the document lets it have, and no other [V-A11] [V-A12]', () => {
    const always = [
      'no_token',
      'wrong_token',
      'inactive_user',
      'bad_format',
      'not_found',
      'wrong_method',
      'internal',
    ]
    const wanted: Readonly<Record<string, string[]>> = {
      info: ['ok', ...always],
      all: ['ok', 'ok.empty', 'ok.capped', ...always, 'too_many_records'],
      created: ['ok', 'ok.empty', 'ok.capped', ...always, 'bad_period', 'too_many_records'],
      modified: ['ok', 'ok.empty', 'ok.capped', ...always, 'bad_period', 'too_many_records'],
    }
    for (const operation of operations) {
      expect(outcomesOf(vocalContact, operation)).toEqual(wanted[operation.split('_')[0] as string])
    }
    expect(operations).toHaveLength(25)
  })

  it.each(Object.keys(WAYS))(
    'meets its outcome %s, with the status and the text that belong to it [V-A11] [V-A12]',
    async (outcome) => {
      const { world, options, act } = WAYS[outcome] as Way
      await using duble = await openOn(world, options)
      const declared = operations.filter((operation) => outcomesOf(vocalContact, operation).includes(outcome))
      expect(declared.length).toBeGreaterThan(11)
      for (const operation of declared) {
        const seen = await act(duble, operation)
        expect(`${operation} ${seen.outcome}`).toBe(`${operation} ${outcome}`)
        expect(seen.headers.get('content-type')).toBe('application/json; charset=utf-8')
        const [status, error] = ERRORS[outcome] ?? [200]
        expect(seen.status).toBe(status)
        if (error !== undefined) expect(seen.text).toBe(JSON.stringify({ error }))
      }
    },
  )
})

describeBoth('another method', (open) => {
  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'HEAD'])(
    'such as %s is refused with Allow: GET [V-13] [V-A12]',
    async (method) => {
      await using duble = await openDefault({}, open)
      const seen = await ask(duble, 'calendar/all', 'token-bi', { method })
      expect(seen.status).toBe(405)
      expect(seen.outcome).toBe('wrong_method')
      expect(seen.headers.get('allow')).toBe('GET')
      if (method !== 'HEAD') expect(seen.body).toEqual({ error: 'Método não permitido' })
    },
  )

  it('is judged before the token is [V-A12]', async () => {
    await using duble = await openDefault({}, open)
    expect((await ask(duble, 'calendar/all', 'outro', { method: 'POST' })).status).toBe(405)
  })
})

describeBoth('an unknown module or action', (open) => {
  it.each([
    'agenda/all',
    'calendar/list',
    'entity/info',
    'entity/created/from/2024-01-01/to/2024-01-02',
    'entity/modified',
    'calendar',
  ])('such as %s gets 404 and is told what is nearest [V-A12] [V-Q4]', async (path) => {
    await using duble = await openDefault({}, open)
    const seen = await ask(duble, path)
    expect(seen.status).toBe(404)
    expect(seen.outcome).toBeUndefined()
    expect(seen.body.error).toBe('no_operation')
    expect(seen.body.nearest.path).toMatch(/^\/vocalcontact\/api\/app\/\w+\/\w+$/)
  })
})

it('tells of a path that is wrong what would be right, and takes no part of it for a key [V-A12]', async () => {
  await using duble = await openDefault()
  const message = async (path: string): Promise<string> =>
    (await send(duble, `/vocalcontact/api/app/${path}`)).body.message
  expect(await message('leads/all/token/token-bi')).toBe(
    'vocalcontact has no operation at /api/app/leads/all/token/***; the nearest is all_lead, GET /vocalcontact/api/app/lead/all: its path is /api/app/lead/all',
  )
  expect(await message('lead/al')).toBe(
    'vocalcontact has no operation at /api/app/lead/al; the nearest is all_lead, GET /vocalcontact/api/app/lead/all: its path is /api/app/lead/all; credentials: the path has no value behind the key "token"',
  )
})
