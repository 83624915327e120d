/** What happens to a call: originating, ringing, answered, held, ended. */
import type { Handlers } from '#engine'
import type { vocom } from '../api.ts'
import type { CallCentre } from '../fixture.ts'
import {
  type Call,
  callStatus,
  callsOf,
  checkCompany,
  type Floor,
  findAgent,
  hasBranch,
  secondsTalked,
} from './floor.ts'

type All = Handlers<typeof vocom, typeof CallCentre>

export const calls: Pick<
  All,
  'call_services' | 'call_terminate' | 'call_transfer' | 'call_hold' | 'call_hold_retrieve'
> = {
  /** "permite realizar uma chamada via click to call" */
  call_services({ agent: name, branch, to, company_id }, floor) {
    const { state, options, rule, now } = floor
    floor.delay(options['call_services.delay'])
    checkCompany(floor, company_id, 'call.unknown_company')
    const agent = findAgent(floor, company_id, name)
    const company = agent?.company_id ?? company_id
    const unknown = !hasBranch(floor, company, branch)
    rule('call_services.unknown_branch', unknown, `no branch ${branch}`)
    const call_id = nextCallId(floor)
    if (agent === undefined) return { call_id }
    rule('call_services.logged_out', agent.status === 'Logged Out', `${name} is logged out`)
    rule('call_services.on_break', agent.status === 'On Break', `${name} is on a break`)
    rule('call_services.in_call', callsOf(floor, agent).length > 0, `${name} is in a call already`)
    const elsewhere = agent.status !== 'Logged Out' && agent.branch !== branch
    rule('call_services.other_branch', elsewhere, `${name} is logged in at ${agent.branch}`)
    const answered_at = String(now + options['call.answered_after'])
    const row = { company_id: agent.company_id, call_id, agent: name, branch, to }
    state.calls.put({ ...row, status: 'ringing', answered_at })
    state.agents.patch(agent, { outbound_count: String(Number(agent.outbound_count) + 1) })
    return { call_id }
  },

  /** "permite terminar uma chamada através do ID da chamada" */
  call_terminate({ agent, call_id, company_id }, floor) {
    checkCompany(floor, company_id, 'call_terminate.unknown_company')
    const call = findCall(floor, company_id, agent, call_id)
    if (call !== undefined) end(floor, call)
  },

  /** A blind transfer: the call leaves the agent. */
  call_transfer({ agent, call_id, to, company_id }, floor) {
    const { state, rule } = floor
    const call = findCallInProgress(floor, company_id, agent, call_id)
    if (call === undefined) return
    rule('call_transfer.ringing', callStatus(floor, call) === 'ringing', 'the call is ringing')
    rule('call_transfer.same_branch', to === call.branch, `the call is on branch ${to} already`)
    // A number no longer than a branch is meant as one.
    const branches = state.branches.where((row) => row.company_id === call.company_id)
    const internal = branches.some((row) => to.length <= row.branch.length)
    const unknown = internal && !hasBranch(floor, call.company_id, to)
    rule('call_transfer.unknown_branch', unknown, `no branch ${to}`)
    end(floor, call)
  },

  call_hold({ agent, call_id, company_id }, floor) {
    const call = findCallInProgress(floor, company_id, agent, call_id)
    if (call === undefined) return
    const status = callStatus(floor, call)
    floor.rule('call_hold.not_answered', status !== 'answered', `the call is ${status}`)
    floor.state.calls.patch(call, { status: 'held' })
  },

  call_hold_retrieve({ agent, call_id, company_id }, floor) {
    const call = findCallInProgress(floor, company_id, agent, call_id)
    if (call === undefined) return
    const status = callStatus(floor, call)
    floor.rule('call_hold_retrieve.not_held', status !== 'held', `the call is ${status}`)
    floor.state.calls.patch(call, { status: 'answered' })
  },
}

/** The agent's own call; undefined only where an option lets an unknown one pass. */
function findCall(floor: Floor, company_id: string, name: string, call_id: string): Call | undefined {
  const { state, rule } = floor
  findAgent(floor, company_id, name)
  const call = state.calls.get(call_id)
  rule('unknown_call', call === undefined, `no call ${call_id} is in progress`)
  const foreign = call !== undefined && (call.agent !== name || call.company_id !== company_id)
  rule('foreign_call', foreign, `call ${call_id} is not ${name}'s`)
  return call
}

/** The same for the commands that a call must go on for. */
function findCallInProgress(
  floor: Floor,
  company_id: string,
  name: string,
  call_id: string,
): Call | undefined {
  checkCompany(floor, company_id, 'call.unknown_company')
  floor.rule('call.empty_id', call_id === '', 'call_id is empty')
  return findCall(floor, company_id, name, call_id)
}

/** An ended call is gone: whoever names it again names nothing. */
function end(floor: Floor, call: Call): void {
  const { state } = floor
  state.calls.remove(call)
  const agent = state.agents.get(call.company_id, call.agent)
  if (agent === undefined) return
  const outbound_duration = String(Number(agent.outbound_duration) + secondsTalked(floor, call))
  state.agents.patch(agent, { outbound_duration })
}

/** The fixture's ids first, then the seed's. */
function nextCallId({ state, uuid }: Floor): string {
  const [next] = state.call_ids.all()
  if (next === undefined) return uuid()
  state.call_ids.remove(next)
  return next.call_id
}
