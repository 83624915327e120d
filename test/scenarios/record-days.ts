import fc from 'fast-check'
import { outcomesOf } from '#engine'
import type { Duble } from '../../src/index.ts'
import { basic, datacakeAsk, type Got, put, type Sent, tokenAsk, vocomAsk, zenAsk } from './record-support.ts'

/** What was answered before, for requests that use it. */
export interface Seen {
  readonly tokens: string[]
  readonly calls: string[]
  readonly prospects: string[]
}

/** One thing that somebody does. */
export type Deed = (duble: Duble, seen: Seen, pass: (milliseconds: number) => void) => Promise<void> | void

const sends =
  (make: (seen: Seen) => Sent, keep?: (seen: Seen, got: Got) => void): Deed =>
  async (duble, seen) => {
    const got = await put(duble, make(seen))
    keep?.(seen, got)
  }

const pick = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values)

const zen = fc
  .tuple(
    pick(
      'data=2018-01-01',
      'data=2018-01-02',
      'data=2019-05-05',
      'data=01/01/2018',
      '',
      'Data=2018-01-01',
      'data=2018-01-01&x=1',
      'data=2018-01-02&data=2018-01-01',
      'data=%24a',
      'data=',
    ),
    pick('zen-token', 'zen-token', 'zen-token', 'zen-desabilitado', 'zen-sem-acesso', 'my-secret', ''),
    pick<Partial<Sent>>(
      {},
      {},
      {},
      { method: 'POST', body: 'x' },
      { method: 'HEAD' },
      { path: '/crm-zen/api/nothing?token=my-secret' },
    ),
    pick(
      {},
      {},
      { 'x-duble-options': 'erros.empty=object' },
      { 'x-duble-fault': 'internal' },
      { 'x-duble-fault': 'nonsense' },
    ),
  )
  .map(([query, token, more, headers]): Deed => {
    const usual = zenAsk(query, token)
    return sends(() => ({ ...usual, ...more, headers: { ...usual.headers, ...headers } }))
  })

const VOCOM = [
  'agent/login',
  'agent/logout',
  'agent/get_break_list',
  'agent/state_set_break',
  'agent/state_return_break',
  'call/call_services',
  'call/call_terminate',
  'call/call_hold',
  'call/call_hold_retrieve',
  'get_agent_list',
]
const vocom = fc
  .tuple(
    pick(...VOCOM, 'call/call_services', 'call/call_terminate'),
    fc.record(
      {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: what a scenario might read as a name
        agent: pick<unknown>('DEV', 'DEV', 'DEV', 'NOBODY', null, '$x ${y}'),
        branch: pick<unknown>('2000', '3000', 2000, 'null'),
        to: pick<unknown>('1199999999', ''),
        queue: pick('FILA_VENDAS', 'NONE'),
        break_id: pick('44b57078-d82c-4aa0-8b9a-a17bfc8d0674', 'x'),
        company_id: pick('894343d2-3f02-4c02-909b-a0bfa57c0a93', 'other'),
        more: pick<unknown>('true', true, [1, { a: '~' }], 'multi\nline', '#: {', 1e21),
      },
      { requiredKeys: ['agent', 'branch', 'to', 'queue', 'break_id'] },
    ),
    fc.nat(),
    pick(false, false, false, true),
    pick('{', '', '[]', '{"agent": 1'),
  )
  .map(
    ([path, body, at, junk, text]): Deed =>
      sends(
        ({ calls }) => {
          const call_id = calls[at % (calls.length + 1)] ?? 'unknown'
          const sent = vocomAsk(`/interact_cti/${path}/`, { ...body, call_id })
          return junk ? { ...sent, body: text } : sent
        },
        ({ calls }, { body: got }) => {
          const id = got?.response?.call_id
          if (typeof id === 'string' && id !== '') calls.push(id)
        },
      ),
  )

const smartspace = fc.oneof(
  fc
    .tuple(
      pick(
        'grant_type=client_credentials',
        'grant_type=client_credentials&scope=clientes:ler',
        'grant_type=nonsense',
        '',
        'grant_type=client_credentials&grant_type=x',
        'grant_type=client_credentials&client_id=smartspace&client_secret=segredo',
        'grant_type=client_credentials&client_id=smartspace&client_secret=wrong',
        'grant_type=password&username=smartspace&password=guess',
      ),
      pick(
        basic('smartspace', 'segredo'),
        basic('smartspace', 'segredo'),
        basic('smartspace-leitura', 'segredo-leitura'),
        basic('who', 'ever'),
        '',
        'Basic ???',
      ),
    )
    .map(
      ([form, authorization]): Deed =>
        sends(
          () => tokenAsk(form, authorization),
          ({ tokens }, { body }) =>
            void (typeof body?.access_token === 'string' && tokens.push(body.access_token)),
        ),
    ),
  fc
    .tuple(
      pick('cpf=390.533.447-05', 'codigo=1001', 'codigo=1', 'telefone=8332214455', '', 'cpf=1&codigo=2'),
      fc.nat(),
      pick('Bearer', 'Bearer', 'Bearer', 'Basic', 'wrong', 'none', 'odd'),
      pick<object | string | undefined>(
        undefined,
        undefined,
        { telefone: '83900000000' },
        { email: 'x' },
        { nested: { a: 1 } },
        [{ telefone: '83911111111' }],
        '{"a',
      ),
    )
    .map(
      ([query, at, how, edit]): Deed =>
        sends(({ tokens }) => {
          const token = tokens[at % (tokens.length + 1)] ?? 'token-nobody-has'
          const authorization = {
            Bearer: `Bearer ${token}`,
            Basic: basic('smartspace', 'segredo'),
            wrong: basic('a', 'b'),
            none: '',
            odd: 'Bearer a b',
          }[how]
          const headers: Record<string, string> =
            authorization === '' || authorization === undefined ? {} : { authorization }
          return edit === undefined
            ? { path: `/smartspace/clientes?${query}`, headers }
            : {
                path: '/smartspace/clientes/1001',
                method: 'PUT',
                headers,
                body: typeof edit === 'string' ? edit : JSON.stringify(edit),
              }
        }),
    ),
)

const datacake = fc.oneof(
  fc
    .tuple(
      pick('/clientes', '/boletos', '/produtos', '/origens', '/instalacoes'),
      pick('', '?cnpj_cpf=390.533.447-05', '?id_cliente=1', '?id_cliente=999'),
      pick<object | undefined>(undefined, undefined, { cnpj_cpf: '390.533.447-05' }, { id_cliente: 2 }),
      pick('erp-token', 'erp-token', 'erp-token', 'erp-token-antigo', 'guess'),
    )
    .map(([path, query, body, token]): Deed => sends(() => datacakeAsk(path + query, 'GET', body, token))),
  fc
    .tuple(
      pick('Carla Dias', 'null', 'ção “x”'),
      pick('41987650000', '', '1'),
      pick('529.982.247-25', '390.533.447-05', '111', '52998224725', '295.379.955-93'),
    )
    .map(
      ([nome, telefone_celular, cnpj_cpf]): Deed =>
        sends(
          () =>
            datacakeAsk('/prospectos', 'POST', {
              nome,
              telefone_celular,
              cnpj_cpf,
              id_origem: '3',
              id_servico: '10',
              cep: '80010000',
            }),
          ({ prospects }, { body }) =>
            void (body?.id_prospecto !== undefined && prospects.push(String(body.id_prospecto))),
        ),
    ),
  fc
    .tuple(
      fc.nat(),
      pick<object>({ status_prospeccao: '2' }, { status_prospeccao: 5 }, {}, { cep: '80010000' }),
    )
    .map(
      ([at, body]): Deed =>
        sends(({ prospects }) =>
          datacakeAsk(`/prospectos/${prospects[at % (prospects.length + 1)] ?? '77'}`, 'PUT', body),
        ),
    ),
  fc
    .tuple(fc.nat())
    .map(
      ([at]): Deed =>
        sends(({ prospects }) =>
          datacakeAsk(`/prospectos/${prospects[at % (prospects.length + 1)] ?? '9001'}/status`),
        ),
    ),
)

const vocalcontact = fc
  .tuple(
    pick(
      'info_lead',
      'customfield/all',
      'entity/all',
      'calendar/created',
      'lead/created',
      'ticket/modified',
      'nothing/all',
    ).map((path) => path.replace('info_lead', 'lead/info')),
    pick('/token/token-bi', '/token/token-bi', '/token/token-inativo', '/token/guess', '', '/token/'),
    pick(
      '',
      '/from/2026-01-01/to/2026-01-31',
      '/from/2026-13-01/to/2026-01-31',
      '/format/csv',
      '/format/xml',
      '/foo/bar',
    ),
    pick('', '', '?x=1'),
  )
  .map(
    ([path, token, more, query]): Deed =>
      sends(() => ({ path: `/vocalcontact/api/app/${path}${token}${more}${query}` })),
  )

const CALLS = { 'crm-zen': zen, vocom, smartspace, datacake, vocalcontact } as const
type VendorName = keyof typeof CALLS

const directs = (vendor: VendorName): fc.Arbitrary<Deed> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: pick('1s', '5m', '299s', '1h', '10s', '250ms').map(
        (time): Deed =>
          (duble) =>
            duble.clock.advance(time),
      ),
    },
    {
      weight: 3,
      arbitrary: pick(1, 400, 3_000, 61_000, 299_900, 300_100).map(
        (time): Deed =>
          (_duble, _seen, pass) =>
            pass(time),
      ),
    },
    pick<Deed>(
      (duble) => duble.clock.freeze(Date.UTC(2026, 4, 5, 12, 0, 0, 500)),
      (duble) => duble.clock.real(),
      (duble) => duble.clock.freeze(duble.clock.now()),
    ),
    {
      weight: 2,
      arbitrary: fc.nat().map(
        (at): Deed =>
          (duble) => {
            const names = Object.keys(duble.world.fake(vendor).fixture.states)
            return duble.state(vendor, names[at % names.length] as string)
          },
      ),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.nat(), fc.nat(), pick(1, 2, undefined), pick(0, 0, 1), pick(1, 1, 0.5)).map(
        ([at, which, times, after, probability]): Deed =>
          (duble) => {
            const { api } = duble.world.fake(vendor).mock
            const operations = Object.keys(api.operations)
            const operation = operations[at % operations.length] as string
            const errors = outcomesOf(api, operation).filter((name) => !name.startsWith('ok'))
            const words = [
              'status=503',
              'connection_reset',
              'malformed_body',
              'slow_body=100000',
              'truncated_body',
              'garbage',
              'delay=1ms',
              ...errors,
            ]
            duble.fault({
              vendor,
              operation,
              fault: words[which % words.length] as string,
              times,
              after,
              probability,
            })
          },
      ),
    },
    pick<Deed>(
      (duble) => duble.clearFaults(),
      (duble) => {
        const [first] = duble.world.fake(vendor).faults.list()
        if (first !== undefined) duble.world.removeFault(first.id)
      },
      (duble) => duble.setOptions({ 'crm-zen': { 'cooldown.starts_on': 'any', numbers: 'string' } }),
      (duble) => duble.setOptions({ 'crm-zen': { 'cooldown.starts_on': null } }),
      (duble) =>
        duble.setOptions({ vocom: { error_http_status: 'per_type' }, smartspace: { auth: 'oauth2' } }),
      (duble) => duble.setOptions({ smartspace: { auth: 'both' }, vocalcontact: { cap: 'error' } }),
      (duble) => duble.reset(),
    ),
  )

/** What somebody might do by hand: mostly of one vendor, sometimes of two. */
export const days = fc
  .uniqueArray(pick(...(Object.keys(CALLS) as VendorName[])), { minLength: 1, maxLength: 2 })
  .chain((vendors) =>
    fc.array(
      fc.oneof(
        ...vendors.flatMap((vendor) => [
          { weight: 5, arbitrary: CALLS[vendor] as fc.Arbitrary<Deed> },
          { weight: 2, arbitrary: directs(vendor) },
        ]),
      ),
      { minLength: 1, maxLength: 25 },
    ),
  )

/** What a world begins as. */
export const begins = fc.record({
  clock: pick(undefined, undefined, '2026-03-02T09:00:00-03:00'),
  seed: pick(1, 7),
  states: pick(undefined, [{ vendor: 'vocom', name: 'DEV is on a break' }]),
})
