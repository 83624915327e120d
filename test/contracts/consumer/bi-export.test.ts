import { Matchers } from '@pact-foundation/pact'
import { describe, expect, it } from 'vitest'
import { vocalContact } from '../../../mocks/vocalcontact/api.ts'
import { createClient, VendorError } from '../../../src/clients/create.ts'
import { createVocalContactClient, type VocalContactOptions } from '../../../src/clients/vocalcontact.ts'
import { consume, type Interaction, named, pactOf } from '../pact.ts'

const { like, eachLike, regex } = Matchers
const pact = pactOf('bi-export', 'vocalcontact')

const bi = (url: string, more: Partial<VocalContactOptions> = {}) =>
  createVocalContactClient({ url, token: 'token-bi', ...more })
const refusal = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error)

const told = (
  title: string,
  path: string,
  answer: unknown,
  rows: readonly string[],
  more: Partial<Interaction> = {},
): Interaction => ({
  title,
  rows,
  method: 'GET',
  path: `/api/app/${path}`,
  headers: { accept: 'application/json' },
  status: 200,
  answer,
  ...more,
})

const MOMENT = '\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}'
const number = (example: string) => regex('\\d+', example)
const common = {
  id: regex('[1-9]\\d*', '1'),
  company_id: number('101'),
  contact_id: number('201'),
  user_id: number('11'),
  created_at: regex(MOMENT, '2024-01-01 00:00:00'),
  modified_at: regex(MOMENT, '2024-01-02 10:30:00'),
}
const lead = {
  ...common,
  name: like('Ana Lima'),
  email: like('contato@example.com'),
  phone: regex('(\\d{2} \\d{8,9})?', '41 912345678'),
  source: like('Site'),
  status: like('Novo'),
  owner_id: number('11'),
}
const DAY = { from: '2024-01-01', to: '2024-01-01' }
const PERIOD = `from/${DAY.from}/to/${DAY.to}`

describe('bi-export of vocalcontact', () => {
  it('reads the fields of a module', async () => {
    const field = {
      field: regex('[a-z][a-z0-9_]*', 'id'),
      label: like('Código'),
      type: regex('texto|int|email|data|decimal|telefone', 'int'),
    }
    const interaction = told('the fields of leads', 'lead/info/token/token-bi', eachLike(field), [
      'V-09',
      'V-13',
      'V-A03',
      'V-A08',
    ])
    const fields = await consume(pact, interaction, (url) => bi(url).info('lead'))
    expect(fields).toEqual([{ field: 'id', label: 'Código', type: 'int' }])
  })

  it('reads all records of a module that is not full', async () => {
    const record = {
      ...common,
      module: like('lead'),
      record_id: number('12'),
      field: like('porte'),
      value: like('ME'),
    }
    const interaction = told('all custom fields', 'customfield/all/token/token-bi', eachLike(record), [
      'V-10',
      'V-14',
      'V-19',
      'V-A01',
      'V-A06',
      'V-A13',
    ])
    const records = await consume(pact, interaction, (url) =>
      Array.fromAsync(bi(url).exportModule('customfield')),
    )
    expect(records[0]).toMatchObject({ id: '1', module: 'lead', record_id: '12' })
  })

  it('reads the records that were created within days', async () => {
    const path = `lead/created/${PERIOD}/token/token-bi`
    const interaction = told('the leads created on a day', path, eachLike(lead), [
      'V-11',
      'V-17',
      'V-A04',
      'V-S4',
    ])
    const records = await consume(pact, interaction, (url) =>
      Array.fromAsync(bi(url).exportModule('lead', { created: DAY })),
    )
    expect(records[0]?.phone).toBe('41 912345678')
  })

  it('reads the records that were changed within days', async () => {
    const modified = { from: '2026-11-01', to: '2026-11-01' }
    const path = 'lead/modified/from/2026-11-01/to/2026-11-01/token/token-bi'
    const interaction = told('the leads changed on a day', path, eachLike(lead), ['V-12', 'V-18', 'V-28'], {
      given: 'lead 1 has just been changed',
    })
    const records = await consume(pact, interaction, (url) =>
      Array.fromAsync(bi(url).exportModule('lead', { modified })),
    )
    expect(records).toHaveLength(1)
  })

  it('reads a period in which nothing was created', async () => {
    const path = 'lead/created/from/2019-01-01/to/2019-01-31/token/token-bi'
    const interaction = told('a month without leads', path, [], ['V-A06'])
    const created = { from: '2019-01-01', to: '2019-01-31' }
    const records = await consume(pact, interaction, (url) =>
      Array.fromAsync(bi(url).exportModule('lead', { created })),
    )
    expect(records).toEqual([])
  })

  it('reads the names behind ids', async () => {
    const entity = { id: number('101'), entity: regex('[a-z]+', 'company'), name: like('Padaria Lima') }
    const interaction = told('the list of entities', 'entity/all/token/token-bi', eachLike(entity), [
      'V-25',
      'V-A09',
    ])
    const entities = await consume(pact, interaction, (url) => bi(url).entities())
    expect(entities).toEqual([{ id: '101', entity: 'company', name: 'Padaria Lima' }])
  })
})

const HEADER = Object.keys(lead).join(',')
/** One value: bare, or in quotes with the quotes inside doubled. */
const VALUE = '(?:[^",\\r\\n]*|"(?:[^"]|"")*")'
const LINE = `[1-9]\\d*(?:,${VALUE}){11}\\r\\n`
const csv = (lines: string) => ({ text: { type: 'text/csv', pattern: `${HEADER}\\r\\n${lines}` } })
const accept = { headers: { accept: 'text/csv' } }

describe('bi-export of vocalcontact, as CSV', () => {
  it('reads the records that were created within days', async () => {
    const example = `${HEADER}\r\n1,101,201,11,2024-01-01 00:00:00,2024-01-02 10:30:00,"Lima, Ana",contato@example.com,41 912345678,"Feira ""Sul""",Novo,11\r\n`
    const path = `lead/created/${PERIOD}/format/csv/token/token-bi`
    const interaction = told(
      'the leads created on a day, as CSV',
      path,
      example,
      ['V-22', 'V-23', 'V-A05', 'V-A07'],
      {
        ...accept,
        ...csv(`(?:${LINE})+`),
      },
    )
    const records = await consume(pact, interaction, (url) =>
      Array.fromAsync(bi(url).exportModule('lead', { created: DAY, format: 'csv' })),
    )
    expect(records).toHaveLength(1)
    expect(records[0]).toMatchObject({ id: '1', name: 'Lima, Ana', source: 'Feira "Sul"', owner_id: '11' })
  })

  it('reads a period in which nothing was created', async () => {
    const path = 'lead/created/from/2019-01-01/to/2019-01-31/format/csv/token/token-bi'
    const interaction = told('a month without leads, as CSV', path, `${HEADER}\r\n`, ['V-A07'], {
      ...accept,
      ...csv(''),
    })
    const created = { from: '2019-01-01', to: '2019-01-31' }
    const records = await consume(pact, interaction, (url) =>
      Array.fromAsync(bi(url).exportModule('lead', { created, format: 'csv' })),
    )
    expect(records).toEqual([])
  })
})

describe('bi-export of vocalcontact: what it is told', () => {
  const refusals: [Interaction, string, (url: string) => Promise<unknown>][] = [
    [
      told(
        'a request without a token',
        'lead/info/token/',
        { error: 'Token não informado' },
        ['V-A11', 'V-A15'],
        { status: 401 },
      ),
      'no_token',
      (url) => bi(url, { token: '' }).info('lead'),
    ],
    [
      told('an unknown token', 'lead/info/token/outro-token', { error: 'Token inválido' }, ['V-A11'], {
        status: 401,
      }),
      'wrong_token',
      (url) => bi(url, { token: 'outro-token' }).info('lead'),
    ],
    [
      told(
        'another of the four secrets',
        'lead/info/token/token-api',
        { error: 'Token inválido' },
        ['V-21', 'V-Q3'],
        { status: 401 },
      ),
      'wrong_token',
      (url) => bi(url, { token: 'token-api' }).info('lead'),
    ],
    [
      told(
        'the token of an inactive user',
        'lead/info/token/token-inativo',
        { error: 'Acesso não autorizado' },
        ['V-A11'],
        { status: 403 },
      ),
      'inactive_user',
      (url) => bi(url, { token: 'token-inativo' }).info('lead'),
    ],
    [
      told(
        'a day that does not exist',
        'lead/created/from/2024-02-30/to/2024-03-01/token/token-bi',
        { error: 'Período inválido' },
        ['V-A12'],
        { status: 400 },
      ),
      'bad_period',
      (url) =>
        Array.fromAsync(bi(url).exportModule('lead', { created: { from: '2024-02-30', to: '2024-03-01' } })),
    ],
    [
      told(
        'a reversed period',
        'lead/modified/from/2024-03-01/to/2024-02-01/token/token-bi',
        { error: 'Período inválido' },
        ['V-A12'],
        { status: 400 },
      ),
      'bad_period',
      // The B.I. client itself takes no such period.
      (url) =>
        createClient(vocalContact, { url, credential: { token: 'token-bi' } }).modified_lead({
          from: '2024-03-01',
          to: '2024-02-01',
        }),
    ],
    [
      told(
        'a key that nobody knows',
        'lead/info/pagina/2/token/token-bi',
        { error: 'Recurso não encontrado' },
        ['V-A15'],
        { status: 404 },
      ),
      'not_found',
      (url) => bi(url, { paths: { info_lead: '/api/app/lead/info/pagina/2' } }).info('lead'),
    ],
    [
      told('a request that fails inside', 'lead/all/token/token-bi', { error: 'Erro interno' }, ['V-A12'], {
        status: 500,
        given: 'VocalContact fails',
      }),
      'internal',
      (url) => Array.fromAsync(bi(url).exportModule('lead')),
    ],
    [
      told(
        'a list that is too long',
        'entity/all/token/token-bi',
        { error: 'Limite de 5.000 registros excedido' },
        ['V-Q2'],
        { status: 400, given: 'the list of entities is refused as too long' },
      ),
      'too_many_records',
      (url) => bi(url).entities(),
    ],
  ]
  it.each(named(refusals))('%s', async (_title, interaction, code, act) => {
    const thrown = await consume(pact, interaction, (url) => refusal(act(url)))
    expect(thrown).toBeInstanceOf(VendorError)
    expect(thrown).toMatchObject({ code, status: interaction.status, vendor: 'vocalcontact' })
  })

  it('is told of another format', async () => {
    const { info_lead } = vocalContact.operations
    const path = `${info_lead.path}/format/xml`
    const interaction = told(
      'a format that nobody knows',
      'lead/info/format/xml/token/token-bi',
      { error: 'Formato inválido' },
      ['V-A05'],
      { status: 400 },
    )
    const thrown = await consume(pact, interaction, (url) =>
      refusal(bi(url, { paths: { info_lead: path } }).info('lead')),
    )
    expect(thrown).toMatchObject({ code: 'bad_format', status: 400 })
  })

  it('is told of another method', async () => {
    const { info_lead } = vocalContact.operations
    const operations = { ...vocalContact.operations, info_lead: { ...info_lead, method: 'POST' } }
    const mistaken = { ...vocalContact, operations } as typeof vocalContact
    const interaction = told(
      'a POST',
      'lead/info/token/token-bi',
      { error: 'Método não permitido' },
      ['V-13', 'V-A12'],
      {
        method: 'POST',
        status: 405,
      },
    )
    const thrown = await consume(pact, interaction, (url) =>
      refusal(createClient(mistaken, { url, credential: { token: 'token-bi' } }).info_lead({})),
    )
    expect(thrown).toMatchObject({ code: 'wrong_method', status: 405 })
  })
})
