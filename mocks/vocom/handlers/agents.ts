/** What an agent does: log in and out, take a break and come back. */
import type { Handlers } from '#engine'
import type { vocom } from '../api.ts'
import type { CallCentre } from '../fixture.ts'
import { type Agent, callsOf, checkCompany, type Floor, findAgent, hasBranch } from './floor.ts'

type All = Handlers<typeof vocom, typeof CallCentre>

const LEFT = { status: 'Logged Out', branch: '', break_id: '' } as const

export const agents: Pick<
  All,
  'login' | 'logout' | 'get_break_list' | 'state_set_break' | 'state_return_break'
> = {
  /** "permite logar o agente a uma fila": the agent's own queues, for the request names none. */
  login({ agent: name, branch, company_id }, floor) {
    const { state, rule, now } = floor
    checkCompany(floor, company_id)
    const agent = findAgent(floor, company_id, name, 'login.unknown_agent')
    if (agent === undefined) return
    rule('login.no_queue', agent.queues.length === 0, `${name} is in no queue`)
    rule('login.unknown_branch', !hasBranch(floor, agent.company_id, branch), `no branch ${branch}`)
    rule('login.on_break', agent.status === 'On Break', `${name} is on a break`)
    const available = agent.status === 'Available'
    const elsewhere = available && agent.branch !== branch
    rule('login.again', available && !elsewhere, `${name} is already logged in at ${branch}`)
    rule('login.other_branch', elsewhere, `${name} is logged in at ${agent.branch}`)
    const taken = state.agents.where(
      (other) =>
        other.branch === branch &&
        other.status !== 'Logged Out' &&
        other.company_id === agent.company_id &&
        other.name !== name,
    )
    rule('login.branch_in_use', taken.length > 0, `branch ${branch} is ${taken[0]?.name}'s`)
    const first_login = agent.first_login || String(Math.floor(now / 1000))
    state.agents.patch(agent, { status: 'Available', branch, break_id: '', first_login })
  },

  /** "permite deslogar o agente de uma fila" */
  logout({ agent: name, branch, company_id }, floor) {
    const { state, rule } = floor
    checkCompany(floor, company_id)
    const agent = findAgent(floor, company_id, name, 'logout.unknown_agent')
    if (agent === undefined) return
    rule('logout.unknown_branch', !hasBranch(floor, agent.company_id, branch), `no branch ${branch}`)
    rule('logout.logged_out', agent.status === 'Logged Out', `${name} is logged out`)
    rule('logout.on_break', agent.status === 'On Break', `${name} is on a break`)
    rule('logout.in_call', callsOf(floor, agent).length > 0, `${name} is in a call`)
    state.agents.patch(agent, LEFT)
  },

  /** "lista todas as pausas disponíveis para o agente" */
  get_break_list({ agent: name, company_id }, floor) {
    const { rule, page } = floor
    checkCompany(floor, company_id)
    const agent = findAgent(floor, company_id, name, 'get_break_list.unknown_agent')
    if (agent === undefined) return { result: null }
    rule('get_break_list.logged_out', agent.status === 'Logged Out', `${name} is logged out`)
    const result = page(breaksFor(floor, agent)).map(
      ({ break_id, break_name, break_timeout, break_digit }) => ({
        break_id,
        break_name,
        break_timeout,
        break_digit,
      }),
    )
    return { result }
  },

  /** "permite alterar o estado do agente para PAUSA" */
  state_set_break({ agent: name, break_id, company_id }, floor) {
    const { state, rule, now } = floor
    checkCompany(floor, company_id)
    const agent = findAgent(floor, company_id, name)
    if (agent === undefined) {
      // Without an agent there is no queue, and without a queue no break.
      rule('state_set_break.unknown_break', true, `nobody's queues have break ${break_id}`)
      return
    }
    const known = breaksFor(floor, agent).some((row) => row.break_id === break_id)
    rule('state_set_break.unknown_break', !known, `${name}'s queues have no break ${break_id}`)
    rule('state_set_break.logged_out', agent.status === 'Logged Out', `${name} is logged out`)
    rule('state_set_break.on_break', agent.status === 'On Break', `${name} is on a break already`)
    rule('state_set_break.in_call', callsOf(floor, agent).length > 0, `${name} is in a call`)
    state.agents.patch(agent, { status: 'On Break', break_id, break_since: String(now) })
  },

  /** "permite voltar o agente da PAUSA" */
  state_return_break({ agent: name, company_id }, floor) {
    const { state, rule } = floor
    checkCompany(floor, company_id)
    const agent = findAgent(floor, company_id, name)
    if (agent === undefined) return
    const working = agent.status !== 'On Break'
    rule('state_return_break.not_on_break', working, `${name} is ${agent.status}, not on a break`)
    state.agents.patch(agent, { status: 'Available', break_id: '' })
  },
}

/** A break without queues is for all of the company's. */
const breaksFor = ({ state }: Floor, agent: Agent) =>
  state.breaks.where(
    (row) =>
      row.company_id === agent.company_id &&
      (row.queues === undefined || row.queues.some((queue) => agent.queues.includes(queue))),
  )
