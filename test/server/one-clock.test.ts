import { expect, it } from 'vitest'
import type { RunningWorld } from '../../src/index.ts'
import { COMPANY, describeBoth, NOW, VOCOM_KEY } from '../support.ts'

/** What a world answers. */
async function ask(world: RunningWorld, path: string, init: RequestInit = {}) {
  const request = new Request(`${world.url}${path}`, init)
  const inProcess = world.url.startsWith('http://localhost/')
  const response = await (inProcess ? world.fetch(request) : fetch(request))
  const text = await response.text()
  // biome-ignore lint/suspicious/noExplicitAny: tests look inside
  const body: any = JSON.parse(text)
  return { status: response.status, body, date: response.headers.get('date') }
}

const vocom = (world: RunningWorld, path: string, fields: object) =>
  ask(world, `/vocom/interact_cti/${path}/`, {
    method: 'POST',
    headers: { authorization: VOCOM_KEY },
    body: JSON.stringify({ company_id: COMPANY, ...fields }),
  })

const BASIC = `Basic ${btoa('smartspace:segredo')}`

/** What of a world hangs on time: what it takes to begin it, and what is seen of it. */
interface Timed {
  readonly what: string
  /** How far the clock is moved. */
  readonly by: string
  readonly options?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly begin?: (world: RunningWorld) => Promise<unknown>
  readonly see: (world: RunningWorld, begun: unknown) => Promise<unknown>
  readonly before: unknown
  readonly after: unknown
}

const zen = (world: RunningWorld, day = '2018-01-01') =>
  ask(world, `/crm-zen/api/totais_lead?data=${day}`, { headers: { token: 'zen-token' } })

/** An agent as the list of those who are logged in has it. */
const listed = async (world: RunningWorld, name: string) =>
  (await vocom(world, 'get_agent_list', { queue: 'FILA_VENDAS' })).body.response.result.logged_in_agents.find(
    (agent: { name: string }) => agent.name === name,
  )

const LUNCH = '0c8a9f1f-b49d-42d5-9b6b-2c108619aa7c'

const TIMED: readonly Timed[] = [
  {
    what: 'a vendor’s wait',
    by: '5m',
    begin: zen,
    see: async (world) => (await zen(world)).status,
    before: 429,
    after: 200,
  },
  {
    what: 'the end of a token',
    by: '1h',
    begin: async (world) =>
      (
        await ask(world, '/smartspace/oauth/token', {
          method: 'POST',
          headers: { authorization: BASIC, 'content-type': 'application/x-www-form-urlencoded' },
          body: 'grant_type=client_credentials',
        })
      ).body.access_token,
    options: { smartspace: { auth: 'oauth2' } },
    see: async (world, token) =>
      (
        await ask(world, '/smartspace/clientes?codigo=1001', {
          headers: { authorization: `Bearer ${token}` },
        })
      ).status,
    before: 200,
    after: 401,
  },
  {
    what: 'the header Date',
    by: '90d',
    see: async (world) => (await zen(world)).date,
    before: 'Mon, 02 Mar 2026 12:00:00 GMT',
    after: 'Sun, 31 May 2026 12:00:00 GMT',
  },
  {
    what: 'the journal',
    by: '1s',
    see: async (world) => {
      await zen(world)
      return world.journal({ limit: 1 }).entries[0]?.at
    },
    before: '2026-03-02T12:00:00.000Z',
    after: '2026-03-02T12:00:01.000Z',
  },
  {
    what: 'whether a placed call is answered, and how long it lasts',
    by: '65s',
    options: { vocom: { 'call.answered_after': '5s' } },
    begin: async (world) =>
      (await vocom(world, 'call/call_services', { agent: 'DEV', branch: '2000', to: '1199999999' })).body
        .response.call_id,
    see: async (world, call_id) => {
      await vocom(world, 'call/call_terminate', { agent: 'DEV', call_id })
      return (await listed(world, 'DEV')).outbound_duration
    },
    before: '0',
    after: '60',
  },
  {
    what: 'the end of a break',
    by: '5m',
    options: { vocom: { 'break.auto_return': true } },
    begin: (world) => vocom(world, 'agent/state_set_break', { agent: 'DEV', break_id: LUNCH }),
    see: async (world) => (await listed(world, 'DEV')).status,
    before: 'On Break',
    after: 'Available',
  },
  {
    what: 'which days are still to come',
    by: '1d',
    options: { 'crm-zen': { future_dates: 'bad_date' } },
    see: async (world) => (await zen(world, '2026-03-03')).status,
    before: 400,
    after: 200,
  },
  {
    what: 'what a boleto costs by then',
    by: '4000d',
    see: async (world) => {
      const headers = { authorization: 'Bearer erp-token' }
      const [boleto] = (await ask(world, '/datacake/boletos?id_cliente=1', { headers })).body
      return Number(boleto.valor_atual) > Number(boleto.valor_inicial)
    },
    before: false,
    after: true,
  },
]

describeBoth('a world’s one clock decides', (open) => {
  it.each(TIMED)('$what', async ({ by, options, begin, see, before, after }) => {
    await using duble = await open()
    const order = { clock: NOW, ...(options === undefined ? {} : { options }) }
    const [moved, still] = await Promise.all([duble.newWorld(order), duble.newWorld(order)])
    const begun = await Promise.all([begin?.(moved), begin?.(still)])
    expect(await see(still, begun[1])).toEqual(before)
    moved.clock.advance(by)
    expect(await see(moved, begun[0])).toEqual(after)
    expect(await see(still, begun[1])).toEqual(before)
  })
})
