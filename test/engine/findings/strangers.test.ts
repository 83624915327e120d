import { describe, expect, it } from 'vitest'
import { openWatched } from './support.ts'

type Watched = Awaited<ReturnType<typeof openWatched>>

const JSON_BODY = { 'content-type': 'application/json' }
const ERP = { authorization: 'Bearer erp-token', ...JSON_BODY }
const PLATFORM = { authorization: 'Basic c21hcnRzcGFjZTpzZWdyZWRv', ...JSON_BODY }
const erp = ({ ask }: Watched, method: string, path: string, body?: object) =>
  ask(`/datacake${path}`, {
    method,
    headers: ERP,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

describe('a field that the document does not know', () => {
  it('is found once for each field and operation, with what may be meant', async () => {
    const { world, vocom } = await openWatched()
    await vocom('get_break_list', { agent: 'DEV', brnch: '1', queu: 'A' })
    await vocom('get_break_list', { agent: 'DEV', brnch: '2' })
    await vocom('get_agent_list', { queue: 'FILA_VENDAS', quee: 'A' })
    expect(world.findings().map(({ says, suggests, times }) => `${times}× ${says}. ${suggests}`)).toEqual([
      '2× vocom/get_break_list was sent the field "brnch", which the document does not know. Leave it out: nobody has said what the vendor does with it',
      '1× vocom/get_break_list was sent the field "queu", which the document does not know. Leave it out: nobody has said what the vendor does with it',
      '1× vocom/get_agent_list was sent the field "quee", which the document does not know. Send "queue" if that is meant, or leave it out: nobody has said what the vendor does with it',
    ])
  })

  it('is found in a refused request too', async () => {
    const { zen, found } = await openWatched()
    expect((await zen('2018-01-01&dia=1', {})).outcome).toBe('no_token')
    expect(found()).toEqual(['undocumented_field crm-zen/totals anybody dia 1×'])
  })

  it.each<[what: string, ask: (watched: Watched) => Promise<unknown>]>([
    [
      'what a customer is edited with, whatever its name',
      ({ ask }) =>
        ask('/smartspace/clientes/1001', {
          method: 'PUT',
          headers: PLATFORM,
          body: '{"nome":"ANA","apelido":"A"}',
        }),
    ],
    [
      'a look-up by the five keys',
      ({ ask }) => ask('/smartspace/clientes?cpf=39053344705', { headers: PLATFORM }),
    ],
    [
      'what a token is asked for with',
      ({ ask }) =>
        ask('/smartspace/oauth/token', {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: 'grant_type=client_credentials&client_id=smartspace&client_secret=segredo&scope=clientes:ler',
        }),
    ],
    [
      'the token and the format in a path',
      ({ ask }) =>
        ask('/vocalcontact/api/app/lead/created/token/token-bi/from/2026-01-01/format/csv/to/2026-01-02'),
    ],
    ['a GET without parameters', (watched) => erp(watched, 'GET', '/produtos')],
    ['a parameter in the query of a GET', (watched) => erp(watched, 'GET', '/boletos?id_cliente=1')],
    ['the name in the path of an edit', (watched) => erp(watched, 'PUT', '/prospectos/nobody', { obs: 'a' })],
    ['a header', ({ zen }) => zen('2018-01-01', { token: 'zen-token', 'x-anything': '1' })],
    [
      'the other name that the document prints',
      ({ ask }) => ask('/crm-zen/api/totais_lead?Data=2018-01-01', { headers: { token: 'zen-token' } }),
    ],
  ])('is not %s', async (_what, ask) => {
    const watched = await openWatched()
    await ask(watched)
    expect(watched.found()).toEqual([])
  })

  it('shows no CPF, and no more of its name than fits', async () => {
    const { world, vocom } = await openWatched()
    await vocom('login', { '390.533.447-05': 'x', ['a'.repeat(500)]: 'y', '\u001b[2J': 'z' })
    const told = JSON.stringify(world.findings())
    expect(told).not.toContain('390.533.447-05')
    expect(world.findings().map(({ subject }) => subject)).toEqual(['***', 'a'.repeat(60), '\\u001b[2J'])
  })
})
