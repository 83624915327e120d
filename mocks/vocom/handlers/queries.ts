/** What a supervisor reads: agents, tabulations, diallings. "Todas as consultas têm o limite de 2000 registros". */
import type { Handlers } from '#engine'
import type { vocom } from '../api.ts'
import type { CallCentre } from '../fixture.ts'
import { type Agent, agentsOf, checkCompany, type Floor } from './floor.ts'

type All = Handlers<typeof vocom, typeof CallCentre>
type Dialling = ReturnType<Floor['state']['diallings']['all']>[number]

export const queries: Pick<All, 'get_agent_list' | 'tabs_list_all' | 'dialer_list_all'> = {
  get_agent_list({ queue, company_id }, floor) {
    const { state, rule, page } = floor
    checkCompany(floor, company_id)
    const unknown = state.queues.get(company_id, queue) === undefined
    rule('get_agent_list.unknown_queue', unknown, `company ${company_id} has no queue ${queue}`)
    const listed = page(agentsOf(floor, company_id, queue))
    const indexed = floor.options.agent_groups === 'indexed'
    const numbered = listed.map((agent, index) => ({ agent, index }))
    const grouped = <S>(within: (agent: Agent) => boolean, seat: (agent: Agent) => S) => {
      const group = numbered.filter(({ agent }) => within(agent))
      const seats = group.map(({ agent }) => seat(agent))
      if (seats.length === 0) return '' as const
      // One numbering runs through both groups: PHP prints an array with gaps as an object.
      const gaps = indexed && group.some(({ index }, at) => index !== at)
      if (!gaps) return seats
      return Object.fromEntries(group.map(({ index }, at) => [String(index), seats[at] as S]))
    }
    return {
      result: {
        logged_out_agents: grouped(
          (agent) => agent.status === 'Logged Out',
          (agent) => emptySeat(floor, agent),
        ),
        logged_in_agents: grouped((agent) => agent.status !== 'Logged Out', seat),
      },
    }
  },

  tabs_list_all({ date_begin, date_end, company_id }, floor) {
    const { state, options } = floor
    checkCompany(floor, company_id)
    const within = period(floor, date_begin, date_end)
    const rows = state.tabulations
      .where((row) => row.company_id === company_id && within(row.start_epoch))
      .sort((a, b) => newestFirst(a.start_epoch, b.start_epoch))
    const listed = floor.page(rows).map((row) => ({
      direction: row.direction,
      agent: row.agent,
      tab_name: row.tab_name,
      destination: row.destination,
      mailing_name: row.mailing_name,
      start_epoch: row.start_epoch,
    }))
    const count = options['tabs.count'] ? { count: listed.length } : {}
    return { list: emptyAs(floor, listed), ...count }
  },

  dialer_list_all({ date_begin, date_end, destination, mailing, hangup_cause, company_id }, floor) {
    const { state, rule } = floor
    checkCompany(floor, company_id)
    const own = state.diallings.where((row) => row.company_id === company_id)
    const unknown = (field: 'mailing' | 'hangup_cause', value: string) =>
      value !== '' && !own.some((row) => row[field] === value)
    rule('unknown_mailing', unknown('mailing', mailing), `no mailing ${mailing}`)
    rule('unknown_hangup_cause', unknown('hangup_cause', hangup_cause), `no ${hangup_cause}`)
    const within = period(floor, date_begin, date_end)
    const rows = own
      .filter(
        (row) =>
          within(row.date_time_start) &&
          (destination === '' || row.destination === destination) &&
          (mailing === '' || row.mailing === mailing) &&
          (hangup_cause === '' || row.hangup_cause === hangup_cause),
      )
      .sort((a, b) => newestFirst(a.date_time_start, b.date_time_start))
    const listed = floor.page(rows).map((row) => ({
      mailing_name: row.mailing_name,
      mailing_key: row.mailing_key,
      destination: row.destination,
      date_time_start: row.date_time_start,
      ringing_duration: row.ringing_duration,
      answer_time: row.answer_time,
      queue: row.queue,
      agent: row.agent,
      agent_answer_duration: agentAnswer(floor, row),
      hangup_cause: row.hangup_cause,
    }))
    return { list: emptyAs(floor, listed), count: listed.length }
  },
}

/** Both printed reports begin with the latest row; same notation, so text compares. */
const newestFirst = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0)

const seat = (agent: Agent) => ({
  name: agent.name,
  status: agent.status,
  branch: agent.branch,
  first_login: agent.first_login,
  answered_count: agent.answered_count,
  answered_duration: agent.answered_duration,
  not_answered_count: agent.not_answered_count,
  outbound_count: agent.outbound_count,
  outbound_duration: agent.outbound_duration,
})

/** The sample's group of logged-out agents is empty, so their fields are anybody's guess. */
function emptySeat({ options }: Floor, { name, status, ...agent }: Agent) {
  switch (options.logged_out_fields) {
    case 'name_and_status':
      return { name, status }
    case 'observed':
      return {
        name,
        status,
        no_answer_count: agent.not_answered_count,
        calls_answered: agent.answered_count,
        ready_time: agent.first_login || '0',
      }
    default:
      return {
        name,
        status,
        branch: '',
        first_login: '',
        answered_count: '',
        answered_duration: '',
        not_answered_count: '',
        outbound_count: '',
        outbound_duration: '',
      }
  }
}

/** Both ends count; missing seconds are :00 at the beginning and :59 at the end. Same notation, so text compares. */
function period({ options, rule }: Floor, begin: string, end: string): (at: string) => boolean {
  const from = begin.length === 16 ? `${begin}:00` : begin
  const to = end.length === 16 ? `${end}:59` : end
  rule('reversed_dates', from > to, `date_begin ${begin} is later than date_end ${end}`)
  return options.date_end === 'exclusive' ? (at) => at >= from && at < to : (at) => at >= from && at <= to
}

const emptyAs = <R>({ options }: Floor, rows: R[]): R[] | '' =>
  rows.length === 0 && options.empty_list === 'string' ? '' : rows

/** "Hora que o atendente atendeu", though the field is named a duration: the option `hour` takes the prose at its word. */
function agentAnswer({ options }: Floor, row: Dialling): string {
  const answered = row.answer_time !== '--:--:--' && row.agent_answer_duration !== '--:--:--'
  if (options.agent_answer_duration === 'duration' || !answered) return row.agent_answer_duration
  const seconds = (clock: string) => clock.split(':').reduce((total, part) => total * 60 + Number(part), 0)
  const at = (seconds(row.answer_time) + seconds(row.agent_answer_duration)) % 86_400
  return [Math.floor(at / 3600), Math.floor(at / 60) % 60, at % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
}
