/** The call centre's floor: who is there, where, and doing what. */
import type { Context } from '#engine'
import type { vocom } from '../api.ts'
import type { CallCentre } from '../fixture.ts'

export type Floor = Context<typeof vocom, typeof CallCentre>
export type Agent = ReturnType<Floor['state']['agents']['all']>[number]
export type Call = ReturnType<Floor['state']['calls']['all']>[number]

type Rule = Parameters<Floor['rule']>[0]

/** "ID da empresa (Fornecido pelo PABX)" */
export function checkCompany(floor: Floor, company_id: string, option: Rule = 'unknown_company'): void {
  const unknown = floor.state.companies.get(company_id) === undefined
  floor.rule(option, unknown, `no company ${company_id}`)
}

/** The agent as of now; undefined only where the option lets an unknown one pass. */
export function findAgent(
  floor: Floor,
  company_id: string,
  name: string,
  option: Rule = 'unknown_agent',
): Agent | undefined {
  const { state, options } = floor
  const ignoresCompany = options.unknown_company === 'ignored'
  const agent =
    state.agents.get(company_id, name) ??
    (ignoresCompany ? state.agents.where((row) => row.name === name)[0] : undefined)
  floor.rule(option, agent === undefined, `company ${company_id} has no agent ${name}`)
  return agent && asOfNow(floor, agent)
}

/** A break ends by itself only under `break.auto_return`; break_timeout counts minutes, 0 has no end. */
function asOfNow({ state, options, now }: Floor, agent: Agent): Agent {
  if (!options['break.auto_return'] || agent.status !== 'On Break' || !agent.break_since) return agent
  const minutes = Number(state.breaks.get(agent.company_id, agent.break_id)?.break_timeout ?? 0)
  const over = minutes > 0 && now >= Number(agent.break_since) + minutes * 60_000
  return over ? { ...agent, status: 'Available', break_id: '' } : agent
}

export const agentsOf = (floor: Floor, company_id: string, queue: string): Agent[] =>
  floor.state.agents
    .where((row) => row.company_id === company_id && row.queues.includes(queue))
    .map((row) => asOfNow(floor, row))

export const hasBranch = (floor: Floor, company_id: string, branch: string): boolean =>
  floor.state.branches.get(company_id, branch) !== undefined

/** The calls that an agent is in: ringing, answered or held. */
export const callsOf = ({ state }: Floor, agent: Agent): Call[] =>
  state.calls.where((row) => row.company_id === agent.company_id && row.agent === agent.name)

/** A ringing call is answered when its time has come: nothing need happen for it. */
export function callStatus({ now }: Floor, call: Call): Call['status'] {
  const due = call.status === 'ringing' && call.answered_at !== undefined
  return due && now >= Number(call.answered_at) ? 'answered' : call.status
}

/** Whole seconds talked, held time included. */
export const secondsTalked = ({ now }: Floor, call: Call): number =>
  call.answered_at === undefined ? 0 : Math.max(0, Math.floor((now - Number(call.answered_at)) / 1000))
