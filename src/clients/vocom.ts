import { type AnswerOf, instantOf, localText, type RequestOf } from '#engine'
import { vocom } from '../../mocks/vocom/api.ts'
import { type CallOptions, type Client, type ClientOptions, createClient } from './create.ts'

type Operations = typeof vocom.operations
type AgentGroup = AnswerOf<Operations['get_agent_list']>['result']['logged_in_agents']
export type Seat = Exclude<AgentGroup, '' | Record<string, unknown>> extends readonly (infer S)[] ? S : never
type Rows<Op> = Op extends { list: infer L } ? Exclude<L, ''> : never
export type Tabulation = Rows<AnswerOf<Operations['tabs_list_all']>>[number]
export type Dialling = Rows<AnswerOf<Operations['dialer_list_all']>>[number]
export type Break = NonNullable<AnswerOf<Operations['get_break_list']>['result']>[number]

/** "Todas as consultas têm o limite de 2000 registros no filtro aplicado": a full answer may be a cut one. */
const FULL = 2000

export interface VocomOptions extends Pick<ClientOptions, 'url' | 'paths' | 'fetch'> {
  /** The key that the PABX gives; the user name is always `api_key`. */
  readonly key: string
  readonly company_id: string
}

/** First and last moment, `YYYY-MM-DD HH:MM:SS`, both included. */
export interface Period {
  readonly from: string
  readonly to: string
}

export interface DiallingFilter {
  readonly destination?: string
  /** UUID of the mailing. */
  readonly mailing?: string
  readonly hangup_cause?: string
}

/** A report that cannot be had whole: one second alone holds more rows than an answer. */
export class FullSecondError extends Error {
  override readonly name = 'FullSecondError'
  readonly at: string

  constructor(at: string) {
    super(`${at} alone fills an answer of ${FULL} rows: the report of that second cannot be had whole`)
    this.at = at
  }
}

export interface VocomClient {
  /** The documented calls as they are, for what has no function of its own. */
  readonly calls: Client<typeof vocom>
  login(agent: string, branch: string, options?: CallOptions): Promise<void>
  logout(agent: string, branch: string, options?: CallOptions): Promise<void>
  breaks(agent: string, options?: CallOptions): Promise<readonly Break[]>
  takeBreak(agent: string, break_id: string, options?: CallOptions): Promise<void>
  returnFromBreak(agent: string, options?: CallOptions): Promise<void>
  /** @returns the call's id */
  call(agent: string, branch: string, to: string, options?: CallOptions): Promise<string>
  hold(agent: string, call_id: string, options?: CallOptions): Promise<void>
  retrieve(agent: string, call_id: string, options?: CallOptions): Promise<void>
  transfer(agent: string, call_id: string, to: string, options?: CallOptions): Promise<void>
  terminate(agent: string, call_id: string, options?: CallOptions): Promise<void>
  /** The agents of a queue; empty groups come as text and are lists here. */
  agents(
    queue: string,
    options?: CallOptions,
  ): Promise<{ loggedIn: readonly Seat[]; loggedOut: readonly Partial<Seat>[] }>
  /** Every row of a period, newest first: a full answer is asked again in halves. @throws FullSecondError */
  tabulations(period: Period, options?: CallOptions): AsyncGenerator<Tabulation>
  diallings(period: Period, filter?: DiallingFilter, options?: CallOptions): AsyncGenerator<Dialling>
}

/**
 * A client of Vocom for an agent's desktop and a supervisor's reports.
 *
 * @throws VendorError from every function
 * @example
 * const pabx = createVocomClient({ url, key, company_id })
 * await pabx.login('DEV', '2000')
 * const call = await pabx.call('DEV', '3000', '1199999999')
 */
export function createVocomClient({ key, company_id, ...rest }: VocomOptions): VocomClient {
  const calls = createClient(vocom, { ...rest, credential: { user: 'api_key', password: key } })
  const quietly = async (done: Promise<unknown>): Promise<void> => void (await done)
  return {
    calls,
    login: (agent, branch, given) => quietly(calls.login({ agent, branch, company_id }, given)),
    logout: (agent, branch, given) => quietly(calls.logout({ agent, branch, company_id }, given)),
    breaks: async (agent, given) => (await calls.get_break_list({ agent, company_id }, given)).result ?? [],
    takeBreak: (agent, break_id, given) =>
      quietly(calls.state_set_break({ agent, break_id, company_id }, given)),
    returnFromBreak: (agent, given) => quietly(calls.state_return_break({ agent, company_id }, given)),
    call: async (agent, branch, to, given) =>
      (await calls.call_services({ agent, branch, to, company_id }, given)).call_id,
    hold: (agent, call_id, given) => quietly(calls.call_hold({ agent, call_id, company_id }, given)),
    retrieve: (agent, call_id, given) =>
      quietly(calls.call_hold_retrieve({ agent, call_id, company_id }, given)),
    transfer: (agent, call_id, to, given) =>
      quietly(calls.call_transfer({ agent, call_id, to, company_id }, given)),
    terminate: (agent, call_id, given) =>
      quietly(calls.call_terminate({ agent, call_id, company_id }, given)),
    async agents(queue, given) {
      const { result } = await calls.get_agent_list({ queue, company_id }, given)
      return {
        loggedIn: listed(result.logged_in_agents),
        loggedOut: listed<Partial<Seat>>(result.logged_out_agents),
      }
    },
    tabulations: (period, given) =>
      inHalves(period, async (date_begin, date_end) =>
        listed((await calls.tabs_list_all({ date_begin, date_end, company_id }, given)).list),
      ),
    diallings: (period, filter = {}, given = {}) => {
      const filters = { destination: '', mailing: '', hangup_cause: '', ...filter }
      type Request = RequestOf<Operations['dialer_list_all']>
      return inHalves(period, async (date_begin, date_end) => {
        const request: Request = { date_begin, date_end, ...filters, company_id }
        return listed((await calls.dialer_list_all(request, given)).list)
      })
    },
  }
}

/** An empty group is the empty text, and one with gaps in its numbering an object. */
const listed = <R>(group: '' | readonly R[] | Readonly<Record<string, R>>): readonly R[] =>
  group === '' ? [] : Array.isArray(group) ? group : Object.values(group as Record<string, R>)

/** Later half first, as the reports themselves list. */
async function* inHalves<R>(
  { from, to }: Period,
  ask: (from: string, to: string) => Promise<readonly R[]>,
): AsyncGenerator<R> {
  const rows = await ask(from, to)
  if (rows.length < FULL) {
    yield* rows
    return
  }
  const [begin, end] = [instantOf(from, 'UTC'), instantOf(to, 'UTC')]
  if (begin >= end) throw new FullSecondError(from)
  const middle = begin + Math.floor((end - begin) / 2000) * 1000
  yield* inHalves({ from: localText(middle + 1000, 'UTC'), to }, ask)
  yield* inHalves({ from, to: localText(middle, 'UTC') }, ask)
}
